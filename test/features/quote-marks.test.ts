import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { overlaps } from '../../server/core/span';
import { quoteMarks } from '../../server/features/quote-marks';
import { fixture } from '../fixture';

describe('quote marks', () => {
  it('gives each quote the colour of its first tag that has one, or whose parent has', () => {
    const { corpus, uri, places } = fixture(`
      //- 01.transcript
      MM: ==One=={#plain #housing/rent} ==two=={^claim} {a>three {b>four<a #work} five<b #housing}
            ^^^ #b5651d
                                          ^^^ none
                                                           ^^^^^^^^^^^^^ #123
                                                                    ^^^^^^^^^^^^^^^^^^ #b5651d
      ==six==
        ^^^ none

      ==open
      //- codebook.yaml
      tags:
        plain: { about: No colour }
        housing: { color: "#b5651d" }
        work: { color: "#123" }
    `);
    const marks = quoteMarks(corpus, uri);
    const expected = ['#b5651d', '#123', 'none'].flatMap((color) =>
      places(color).map(({ span }) => ({ words: span, color: color === 'none' ? undefined : color })),
    );
    expect(expected).toHaveLength(5);
    expect(marks.map(({ words, color }) => ({ words, color }))).toEqual(
      expected.sort((a, b) => a.words.start - b.words.start),
    );
  });

  const lanesOf = (source: string): [words: string, lane: number | undefined][] => {
    const { corpus, uri, files } = fixture(source);
    const text = files.get(uri) ?? '';
    return quoteMarks(corpus, uri).map(({ words, lane }) => [text.slice(words.start, words.start + 3), lane]);
  };

  it('gives a lane only to quotes that overlap others', () => {
    expect(lanesOf('MM: ==one=={#a} {x>two {y>six<x #a} ten<y #b} ==end=={#a}')).toEqual([
      ['one', undefined],
      ['two', 0],
      ['six', 1],
      ['end', undefined],
    ]);
  });

  it('gives the outermost of nested quotes the lowest lane, and a lane that is free again to the next one', () => {
    expect(lanesOf('MM: {x>all {y>mid ==low=={#a} got ==sky=={#a}<y #a} ==new=={#b}<x #c}')).toEqual([
      ['all', 0],
      ['mid', 1],
      ['low', 2],
      ['sky', 2],
      ['new', 1],
    ]);
  });

  it('lets more than three share the last lane', () => {
    expect(
      lanesOf('MM: {a>one {b>two {c>six {d>ten {e>end<e #a}<d #a}<c #a}<b #a}<a #a}').map(([, lane]) => lane),
    ).toEqual([0, 1, 2, 2, 2]);
  });

  it('tells quotes of one place apart, whatever they are', () => {
    const quote = fc.record({ start: fc.nat(30), length: fc.integer({ min: 1, max: 30 }) });
    fc.assert(
      fc.property(fc.array(quote, { maxLength: 12 }), (quotes) => {
        // Every word stands alone between the marks that open and close there.
        const words = Array.from({ length: 61 }, (_, at) => {
          const open = quotes.flatMap(({ start }, id) => (start === at ? `{q${id}>` : []));
          const close = quotes.flatMap(({ start, length }, id) => (start + length - 1 === at ? `<q${id} #t}` : []));
          return `${open.join('')}w${at}${close.join('')}`;
        });
        const { corpus, uri } = fixture(`MM: ${words.join(' ')}`);
        const marks = quoteMarks(corpus, uri);
        expect(marks).toHaveLength(quotes.length);
        for (const mark of marks) {
          const others = marks.filter((other) => other !== mark && overlaps(other.words, mark.words));
          expect(mark.lane === undefined).toBe(others.length === 0);
          // Two or three at one place never share a lane.
          for (const other of others) {
            const start = Math.max(mark.words.start, other.words.start);
            const there = marks.filter(({ words }) => words.start <= start && start < words.end);
            const first = Math.min(...[mark, other].map(({ words }) => words.start));
            const ever = marks.filter(({ words }) => words.start <= start && words.end > first);
            if (there.length <= 3 && ever.length <= 3) expect(mark.lane).not.toBe(other.lane);
          }
        }
      }),
    );
  });

  it('has nothing to say of a file that is no interview', () => {
    const { corpus } = fixture('MM: ==One==');
    expect(quoteMarks(corpus, 'file:///none.transcript')).toEqual([]);
  });
});
