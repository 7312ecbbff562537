import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold } from '../../server/related/fold';
import { eachWord, termOf, words } from '../../server/related/words';

const surfaces = (text: string): string[] => {
  const found: string[] = [];
  eachWord(text, 0, text.length, (start, end) => found.push(text.slice(start, end)));
  return found;
};
const terms = (text: string): string[] => words(text).map(({ term }) => term);

describe('the words of a text', () => {
  test.each([
    ['The harbour, then — the ferry.', ['The', 'harbour', 'then', 'the', 'ferry']],
    ["don't o’clock 'quoted' dogs'", ["don't", 'o’clock', 'quoted', 'dogs']],
    ['$300mn, 4,250% and 1.5 billion', ['300mn', '4,250', 'and', '1.5 billion']],
    ['20-25% of 300 millionaires in 2019.', ['20', '25', 'of', '300', 'millionaires', 'in', '2019']],
    ['5 apples, 12,3456 pears, 7 m, 8-tonne', ['5', 'apples', '12', '3456', 'pears', '7', 'm', '8', 'tonne']],
    [
      '3,5 and 300.000,50 and 1,2,3 and 12,34,567',
      ['3,5', 'and', '300.000,50', 'and', '1', '2', '3', 'and', '12', '34,567'],
    ],
    ['at [0:32] or 00:12:31.250 or 17:30', ['at', 'or', 'or']],
    ['the U.S. and A.I., not X. or Plan B.', ['the', 'U.S.', 'and', 'A.I.', 'not', 'X', 'or', 'Plan', 'B']],
    ['港の家賃 ok', ['港の', 'の家', '家賃', 'ok']],
    ['家', ['家']],
    ['家a', ['家', 'a']],
    ['𠀀𠀁𠀂 𝐚𝐛 😀', ['𠀀𠀁', '𠀁𠀂', '𝐚𝐛']],
    ['ру́сский नमस्ते', ['ру́сский', 'नमस्ते']],
    ['3', ['3']],
    ['3.', ['3']],
    ['', []],
  ])('%s', (text, expected) => {
    expect(surfaces(text)).toEqual(expected);
  });

  test('are looked for between the offsets only', () => {
    expect(words('harbour ferry harbour', 3, 10)).toEqual([
      { start: 3, end: 7, term: 'bour' },
      { start: 8, end: 10, term: 'fe' },
    ]);
  });

  test('are those of the stretch by itself, whatever stands around it', () => {
    const piece = fc.constantFrom('12', '5', ',', '.', ':', "'", '-', ' ', 'A.', 'mil', 'million', '家', '𠀀');
    const pieces = fc.array(piece, { maxLength: 8 });
    fc.assert(
      fc.property(pieces, pieces, pieces, (before, within, behind) => {
        const [head, text] = [before.join(''), within.join('')];
        const found: string[] = [];
        const whole = head + text + behind.join('');
        eachWord(whole, head.length, head.length + text.length, (start, end) => found.push(whole.slice(start, end)));
        expect(found).toEqual(surfaces(text));
      }),
    );
  });

  test('lie in order within any text, whatever it holds', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('12', ',', '.', ':', "'", '-', ' ', 'A.', 'million', '家', '𠀀', '\ud840'),
    );
    fc.assert(
      fc.property(fc.array(piece), fc.nat(40), fc.nat(40), (pieces, a, b) => {
        const text = pieces.join('');
        const [from, to] = [Math.min(a, b, text.length), Math.min(Math.max(a, b), text.length)];
        let last = from;
        let start = -1;
        eachWord(text, from, to, (wordStart, wordEnd) => {
          expect(wordStart).toBeGreaterThan(start);
          expect(wordStart).toBeGreaterThanOrEqual(from);
          expect(wordEnd).toBeGreaterThan(wordStart);
          expect(wordEnd).toBeGreaterThanOrEqual(last);
          expect(wordEnd).toBeLessThanOrEqual(to);
          start = wordStart;
          last = wordEnd;
          termOf(text.slice(wordStart, wordEnd));
        });
      }),
    );
  });

  test.each(['a', '1', '1,', '1.', "a'", 'A.', '家', '😀', '1 ', '\ud840', ':1', 'é'])(
    'of a megabyte of %j are read in one pass',
    (unit) => {
      const text = unit.repeat(1_000_000 / unit.length);
      expect(surfaces(text).every((surface) => surface !== '')).toBe(true);
    },
  );
});

describe('the term of a word', () => {
  test.each([
    ['Rents', 'rent'],
    ['renting', 'rent'],
    ['Zürich’s', 'zurich'],
    ["l'État", 'etat'],
    ['Straße', 'strass'],
    ['ﬁnance', 'financ'],
    ['300mn', '300000000'],
    ['300 million', '300000000'],
    ['300\nMillions', '300000000'],
    ['300,000,000', '300000000'],
    ['1.10bn', '1100000000'],
    ['1980s', '1980'],
    ['20th', '20'],
    ['4o', '4o'],
    ['1.2.3', '1.2.3'],
    ['٣', '٣'],
    ['U.S.', 'us'],
    ['US', 'us'],
    ['家賃', '家賃'],
    ['家', '家'],
    ['한국어', '한국어'],
  ])('%j is %j', (surface, term) => {
    expect(termOf(surface)).toBe(term);
  });

  test.each(['the', 'THE', 'us', 'um', "don't", 'We’ve', "it's", 'x', 'é', 'a'.repeat(65)])(
    '%j has none',
    (surface) => {
      expect(termOf(surface)).toBeUndefined();
    },
  );

  test('does not depend on case or on accents', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'abcdefghiz'), minLength: 3 }), (word) => {
        const accented = [...word]
          .map((letter) => (letter === 'a' ? 'á' : letter === 'e' ? 'e\u0308' : letter))
          .join('');
        expect(termOf(accented)).toBe(termOf(word));
        expect(fold(accented.toUpperCase())).toBe(word);
      }),
    );
  });

  test('of different figures is different', () => {
    expect(terms('from 20 to 25 percent')).toEqual(['20', '25']);
    expect(termOf('300mn')).not.toBe(termOf('300bn'));
  });
});
