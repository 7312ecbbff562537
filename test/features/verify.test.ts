import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { annotatedOffsets, plainOffsets } from '../../server/core/plain-text';
import { parse } from '../../server/core/parse';
import { strip } from '../../server/core/strip';
import { firstDifference, inTranscript, recordProblem } from '../../server/features/verify';
import { annotated } from '../annotated';
import { anyText } from '../core/arbitrary';

const words = (a: string, b: string) => {
  const found = firstDifference(a, b);
  return (
    found && [
      found.kind,
      a.slice(found.stripped.start, found.stripped.end),
      b.slice(found.original.start, found.original.end),
    ]
  );
};

describe('the first difference', () => {
  it.each([
    ['So it was dear.', 'So it was dear.', undefined],
    ['So it was dear indeed.', 'So it was cheap indeed.', ['words', 'dear', 'cheap']],
    ['The rents doubled in a year.', 'The rent doubled in a year.', ['words', 'rents', 'rent']],
    ['So it was, they said to us.', 'So it was they said to us.', ['words', ',', '']],
    ['So it was.', 'So it was. Yes.', ['words', '', ' Yes.']],
    ['So it was. Yes.', 'So it was.', ['words', ' Yes.', '']],
    ['It was very dear, I would say.', 'It was dear, I would say.', ['words', 'very ', '']],
    ['', 'So', ['words', '', 'So']],
    ['a 😀 b and so on and on', 'a 😁 b and so on and on', ['words', '😀', '😁']],
    ['cafe\u0301 was closed that day', 'cafe was closed that day', ['words', 'cafe\u0301', 'cafe']],
    ['One.\nTwo.\n', 'One.\r\nTwo.\r\n', ['line-ends', '\n', '\r\n']],
    ['One.\nTwo is dear to me.\n', 'One.\r\nTwo is cheap to me.\r\n', ['words', 'dear', 'cheap']],
    ['One.\r\rTwo.', 'One.\n\nTwo.', ['line-ends', '\r', '\n']],
    ['One.\n\nTwo and three and four.', 'One.\nTwo and three and four.', ['words', '\n', '']],
  ])('of %j and %j is %j', (a, b, expected) => {
    expect(words(a, b)).toEqual(expected);
  });

  it('is found for any two texts, on both sides the same way, and what stands before it is the same', () => {
    fc.assert(
      fc.property(anyText, anyText, anyText, fc.boolean(), (head, a, b, crlf) => {
        const one = head + a;
        const other = (crlf ? head.replace(/\r\n|\r|\n/g, '\r\n') : head) + b;
        const found = firstDifference(one, other);
        const back = firstDifference(other, one);
        expect(found === undefined).toBe(one === other);
        expect(back?.kind).toBe(found?.kind);
        if (!found) return;
        const fold = (text: string): string => text.replace(/\r\n|\r/g, '\n');
        const before = [one.slice(0, found.stripped.start), other.slice(0, found.original.start)];
        if (found.kind === 'line-ends') {
          expect(fold(one)).toBe(fold(other));
          expect(before[0]).toBe(before[1]);
        } else expect(fold(before[0]!)).toBe(fold(before[1]!));
        expect(one.slice(found.stripped.start, found.stripped.end)).not.toBe(
          other.slice(found.original.start, found.original.end),
        );
      }),
      { numRuns: 2000 },
    );
  });

  it('stands where it is in the annotated text', () => {
    const transcript = parse('---\ntitle: x\n---\nAB: So ==it was=={#a} ==dear=={^b}.\n%memo: no\n');
    const original = 'AB: So it was cheap.\n';
    const { stripped } = firstDifference(strip(transcript), original)!;
    const span = inTranscript(transcript, stripped);
    expect(transcript.text.slice(span.start, span.end)).toBe('dear');
  });

  it('is found in long texts whatever they hold', () => {
    const long = 'a '.repeat(500_000);
    expect(words(`${long}x${long}`, `${long}y${long}`)).toEqual(['words', 'xa', 'ya']);
    const [kind] = words('a'.repeat(1_000_000), 'b'.repeat(1_000_000))!;
    expect(kind).toBe('words');
  });
});

it('an offset of the original is where it was in the annotated text', () => {
  fc.assert(
    fc.property(annotated, fc.nat(), (text, n) => {
      const transcript = parse(text);
      const plain = strip(transcript);
      const offset = n % (plain.length + 1);
      const [toPlain, back] = [plainOffsets(transcript), annotatedOffsets(transcript)];
      const [before, behind] = [back(offset, 'before'), back(offset, 'behind')];
      expect([toPlain(before), toPlain(behind)]).toEqual([offset, offset]);
      expect(before).toBeLessThanOrEqual(behind);
      if (offset < plain.length) expect(text[behind]).toBe(plain[offset]);
      if (offset > 0) expect(text[before - 1]).toBe(plain[offset - 1]);
    }),
  );
});

describe('the record in the editor', () => {
  const original = { uri: 'file:///x.txt', text: 'AB: So it was.\r\n' };

  it('is kept however it is annotated, and whatever its line ends are', () => {
    expect(
      recordProblem(parse('---\noriginal: x.txt\n---\nAB: So ==it was=={#a}.\n%memo: x\n'), original),
    ).toBeUndefined();
  });

  it.each([
    ['AB: So it is.\n', 'is', 'was', 'changed'],
    ['AB: So it.\n', '.', ' was', 'left out'],
    ['AB: So it was not.\n', ' not', '.', 'put in'],
    ['AB: So it was.', '.', '\r', 'left out'],
  ])('shows what is not the same: %j', (text, here, there, how) => {
    const problem = recordProblem(parse(text), original)!;
    const [place] = problem.related!;
    expect(text.slice(problem.span.start, problem.span.end)).toBe(here);
    expect(place!.place.uri).toBe(original.uri);
    expect(original.text.slice(place!.place.span.start, place!.place.span.end)).toContain(there);
    expect(problem.message).toContain(how);
    expect(problem).toMatchObject({ code: 'edited-original', severity: 'warning' });
  });
});
