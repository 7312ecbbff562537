import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layerMarks } from '../../server/features/layer-marks';
import { fixture } from '../fixture';

/** What is seen, in order: `w:` before the words of annotation lines, `b:` before what follows. */
function seen(source: string): string[] {
  const { corpus, uri, files } = fixture(source);
  const text = files.get(uri) ?? '';
  const interview = corpus.interviews.get(uri);
  if (!interview) throw new Error('no interview');
  return layerMarks(interview).map(
    ({ kind, start, end }) => ({ mark: '', word: 'w:', body: 'b:' })[kind] + text.slice(start, end),
  );
}

describe('marks of the layer', () => {
  it('are the marks around quotes with their codes, escapes, and the sign of a heading', () => {
    expect(seen('# Rents\n\nMM: ==One=={#a} {x>two <x ^b} \\== ==six==')).toEqual([
      ...['# ', '==', '=={#a}', '{x>', '<x ^b}', '\\', '==', '=='],
    ]);
  });

  it('are annotation lines, the word by itself, without line ends', () => {
    expect(seen('MM: One\r\n%memo(ana): ask\r\n%aside\r\n\r\nMM: Two\r\n%claim x: It is')).toEqual([
      ...['w:%memo', 'b:(ana): ask', 'w:%aside', 'w:%claim', 'b: x: It is'],
    ]);
  });

  it('leave the label of an added turn, with the space behind it, and the title of an added topic', () => {
    expect(seen('{@MM} One. {@INT?} Two.\n%topic(2) The house\n%topic Yard')).toEqual([
      ...['{@', '}', '{@', '}', '%topic(2) ', '%topic '],
    ]);
  });

  it('leave front matter, and take an annotation line that has no line end', () => {
    expect(seen('---\ntitle: A\n---\n==One=={#a}\n%memo: x')).toEqual(['==', '=={#a}', 'w:%memo', 'b:: x']);
  });

  it('lie in order, each in one line, in what strip takes away, and hold all of it but line ends, spaces and labels', () => {
    const piece = fc.constantFrom(
      ...[
        '==',
        '{#a}',
        '{x>',
        '<x #b}',
        'words ',
        '\n',
        '\r\n',
        '%memo: y',
        '%tags #a',
        '%topic T',
        '# ',
        '{@MM} ',
        '\\',
        'MM: ',
      ],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const { corpus, uri } = fixture('//- 01.transcript\n' + pieces.join(''));
        const interview = corpus.interviews.get(uri);
        if (!interview) return;
        const { text, layer } = interview.transcript;
        const marks = layerMarks(interview);
        let end = 0;
        for (const mark of marks) {
          expect(mark.start).toBeGreaterThanOrEqual(end);
          expect(mark.end).toBeGreaterThan(mark.start);
          expect(text.slice(mark.start, mark.end)).not.toMatch(/[\r\n]/);
          expect(layer.some((span) => span.start <= mark.start && mark.end <= span.end)).toBe(true);
          end = mark.end;
        }
        const rest = [...layer].flatMap((span) => {
          let left = text.slice(span.start, span.end);
          const inside = marks.filter(({ start }) => span.start <= start && start < span.end);
          for (const mark of inside.reverse())
            left = left.slice(0, mark.start - span.start) + left.slice(mark.end - span.start);
          return left.trim();
        });
        for (const left of rest) expect(left).toMatch(/^(?:MM|T.*)?$/);
      }),
    );
  });
});
