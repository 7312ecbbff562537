import { describe, expect, it } from 'vitest';
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
    expect(marks).toEqual(expected.sort((a, b) => a.words.start - b.words.start));
  });

  it('has nothing to say of a file that is no interview', () => {
    const { corpus } = fixture('MM: ==One==');
    expect(quoteMarks(corpus, 'file:///none.transcript')).toEqual([]);
  });
});
