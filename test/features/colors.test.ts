import fc from 'fast-check';
import { expect, it } from 'vitest';
import { colors, writeColor } from '../../server/features/colors';
import { fixture } from '../fixture';

it('are those of the tags, where they can be read', () => {
  const found = fixture(`
    //- codebook.yaml
    tags:
      housing: { about: "Not #123456", color: "#b5651d" }
                                               ^^^^^^^
      housing/rent: { color: '#FFF' }
                              ^^^^
      food:
        color: #aabbcc
      water: { color: blue }
    claims:
      up: { says: "#aabbcc" }
    //- 01.transcript
    MM: ==It is "#aabbcc".=={#housing}
  `);
  expect(colors(found.corpus, found.uri).map(({ span }) => ({ uri: found.uri, span }))).toEqual(found.places(''));
  expect(colors(found.corpus, found.uri).map(({ color }) => writeColor(color))).toEqual(['#b5651d', '#ffffff']);
  expect(colors(found.corpus, 'file:///01.transcript')).toEqual([]);
});

it('are written to the nearest there is', () => {
  expect(writeColor({ red: -0.1, green: 1.2, blue: 0.5 })).toBe('#00ff80');
  expect(writeColor({ red: 0.999, green: 0.001, blue: 0.0314 })).toBe('#ff0008');
});

it('are written as they were read', () => {
  const digit = fc.constantFrom(...'0123456789abcdef');
  fc.assert(
    fc.property(fc.array(digit, { minLength: 6, maxLength: 6 }), (digits) => {
      const written = `#${digits.join('')}`;
      const { corpus, uri } = fixture(`//- codebook.yaml\ntags: { a: { color: "${written}" } }\n`);
      expect(colors(corpus, uri).map(({ color }) => writeColor(color))).toEqual([written]);
    }),
  );
});
