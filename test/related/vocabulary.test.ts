import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Surfaces } from '../../server/related/surfaces';
import { NONE, Vocabulary } from '../../server/related/vocabulary';
import { termOf } from '../../server/related/words';

const surface = fc.constantFrom(
  'rent',
  'Rents',
  'Mieten',
  'Miete',
  'the',
  'und',
  '300mn',
  '300.000.000',
  'alquileres',
  'x',
  '家賃',
);
const language = fc.constantFrom(undefined, 'en', 'de', 'es', 'xx');

test('Two words have one number if they have one term, in whatever order and language they are met', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(surface, language)), (met) => {
      const vocabulary = new Vocabulary();
      const terms = new Map<number, string>();
      for (const [word, tag] of met) {
        const number = vocabulary.number(word, tag);
        const term = termOf(word, tag);
        expect(number === NONE).toBe(term === undefined);
        if (term === undefined) continue;
        expect(terms.get(number) ?? term).toBe(term);
        terms.set(number, term);
      }
      expect(new Set(terms.values()).size).toBe(terms.size);
      expect(Math.max(NONE, ...terms.keys())).toBe(terms.size - 1);
    }),
  );
});

test('A word has the number that it was given first, wherever it stands', () => {
  const word = fc.oneof(fc.string({ maxLength: 4, unit: fc.constantFrom('a', 'b', 'é', '家') }), fc.string());
  fc.assert(
    fc.property(fc.array(word, { maxLength: 3000, size: 'max' }), (met) => {
      const surfaces = new Surfaces();
      const known = new Map<string, number>();
      const text = met.join('');
      let at = 0;
      for (const surface of met) {
        const number = surfaces.number(text, at, at + surface.length, (made) => {
          expect(made).toBe(surface);
          expect(known.has(made)).toBe(false);
          return known.size - 1;
        });
        if (!known.has(surface)) known.set(surface, known.size - 1);
        expect(number).toBe(known.get(surface));
        at += surface.length;
      }
    }),
    { numRuns: 20 },
  );
});
