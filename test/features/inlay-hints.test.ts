import { describe, expect, it } from 'vitest';
import { readInterview } from '../../server/core/interview';
import { inlayHints } from '../../server/features/inlay-hints';

const text = `---
title: x
speakers: { MM: Maria Mendez, INT: { name: Ana Ruiz }, Tom Reed: TOM REED }
---
INT: Why?

MM: {a>So {b>it<b} was. {@INT?} {c>When?<a #t -c @who k="a b"}

Tom Reed: Then.<c #${'long/'.repeat(9)}${'name'.repeat(20)}}

Tom Reed: Yes. Now:{d>
`;
const interview = readInterview('file:///01.transcript', text);

/** The hints of a range as they are read: in their places, in ⟨⟩. */
function shown(start = 0, end = text.length): string {
  const hints = inlayHints(interview, { start, end });
  return hints.reduceRight(
    (all, { offset, text: hint }) => `${all.slice(0, offset)}⟨${hint}⟩${all.slice(offset)}`,
    text,
  );
}

describe('inlay hints', () => {
  it('give the full names of labels, and the codes of long quotes where they begin', () => {
    const [, , , , one, , three, , five, , last] = shown().split('\n');
    expect(one).toBe('INT⟨(Ana Ruiz)⟩: Why?');
    expect(three).toBe(
      'MM⟨(Maria Mendez)⟩: {a>⟨#t -c @who k="a b"⟩So {b>it<b} was. {@INT⟨(Ana Ruiz)⟩?} {c>' +
        `⟨#${'long/'.repeat(9)}${'name'.repeat(4).slice(0, 14)}…⟩When?<a #t -c @who k="a b"}`,
    );
    expect(five).toMatch(/^Tom Reed: Then/);
    expect(last).toBe('Tom Reed: Yes. Now:{d>');
  });

  it('give a name once where somebody speaks again close by on the same line', () => {
    const head = '---\nspeakers: { MM: Maria Mendez, INT: Ana Ruiz }\n---\n';
    const names = (body: string) => {
      const source = head + body;
      return inlayHints(readInterview('file:///01.transcript', source), { start: 0, end: source.length }).map(
        (hint) => hint.text,
      );
    };
    expect(names('{@MM} So. {@INT} Yes? {@MM} No.')).toEqual(['(Maria Mendez)', '(Ana Ruiz)']);
    expect(names('{@MM} So.\n\n{@MM} No.')).toEqual(['(Maria Mendez)', '(Maria Mendez)']);
    expect(names(`{@MM} So ${'so '.repeat(200)}. {@INT} Yes? {@MM} No.`)).toEqual([
      '(Maria Mendez)',
      '(Ana Ruiz)',
      '(Maria Mendez)',
    ]);
  });

  it('are those of the range', () => {
    const start = text.indexOf('o {b');
    const end = text.indexOf('{c>');
    expect(shown(start, end)).toBe(text.replace('{@INT?}', '{@INT⟨(Ana Ruiz)⟩?}'));
    expect(inlayHints(interview, { start: 0, end: 10 })).toEqual([]);
    for (let from = 0; from < text.length; from += 3) {
      const all = inlayHints(interview, { start: 0, end: text.length });
      const some = inlayHints(interview, { start: from, end: from + 40 });
      expect(some).toEqual(all.filter(({ offset }) => from <= offset && offset <= from + 40));
    }
  });

  it('are none behind the marks of short quotes, and are cut where they are long, but through no character', () => {
    const hints = (source: string) =>
      inlayHints(readInterview('file:///01.transcript', source), { start: 0, end: source.length }).map(
        (hint) => hint.text,
      );
    expect(hints('==So=={#a} it {a>was<a #b}')).toEqual(['#b']);
    expect(hints(`{a>So<a #${'x'.repeat(59)}}`)).toEqual([`#${'x'.repeat(59)}`]);
    expect(hints(`{a>So<a #${'x'.repeat(60)}}`)).toEqual([`#${'x'.repeat(59)}…`]);
    expect(hints(`{a>So<a #${'x'.repeat(58)}𐐷𐐷}`)).toEqual([`#${'x'.repeat(58)}…`]);
  });

  it('hold one line, whatever the front matter says', () => {
    const odd = readInterview('file:///01.transcript', '---\nspeakers:\n  MM: "Ma\\nria\\u202e"\n---\nMM: So.\n');
    expect(inlayHints(odd, { start: 0, end: 99 }).map((hint) => hint.text)).toEqual(['(Ma ria)']);
  });
});
