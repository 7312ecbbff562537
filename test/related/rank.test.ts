import fc from 'fast-check';
import { expect, test } from 'vitest';
import { InvertedIndex } from '../../server/related/inverted-index';
import { parameters } from '../../server/related/parameters';
import { Ranker, rarity, type Ranked, type RankOptions } from '../../server/related/rank';
import type { Query } from '../../server/related/query';
import { COUNT_BITS, COUNT_MASK } from '../../server/related/segment';

/** The same, document by document, with nothing left out. */
function everything(index: InvertedIndex, documents: number[], query: Query, options: RankOptions): Ranked[] {
  const { most, least, floor = 0, factor, isEarlier } = options;
  const { k1, b } = parameters;
  const terms = [...query.weights]
    .map(([term, weight]) => ({ term, value: weight * rarity(index, term) * (k1 + 1) }))
    .filter(({ value }) => value > 0)
    .sort((a, b) => b.value - a.value)
    .slice(0, parameters.terms);
  const counted = terms.filter(({ term }) => !query.name.has(term));
  const needed = Math.min(least, counted.length);
  const ranked = documents.flatMap((document): Ranked[] => {
    const counts = new Map(
      Array.from(index.entriesOf(document), (entry) => [entry >>> COUNT_BITS, entry & COUNT_MASK]),
    );
    const holds = ({ term }: { term: number }): boolean => counts.has(term);
    if (!terms.some(({ term }) => query.own.has(term) && counts.has(term))) return [];
    if (counted.filter(holds).length < needed) return [];
    let score = 0;
    const slope = (k1 * b) / Math.max(1, index.averageLength);
    for (const { term, value } of terms) {
      const count = counts.get(term) ?? 0;
      score += (value * count) / (count + (k1 * (1 - b) + slope * index.lengthOf(document)) || 1);
    }
    const result = { document, score: score * factor(document) };
    return result.score > 0 && result.score >= floor ? [result] : [];
  });
  const order = (a: Ranked, b: Ranked): number => b.score - a.score || (isEarlier(a.document, b.document) ? -1 : 1);
  return ranked.sort(order).slice(0, most);
}

test('the best documents are those that scoring all of them finds', () => {
  // Few terms are in most documents, most terms in few.
  const term = fc.oneof(
    { weight: 3, arbitrary: fc.nat(5) },
    { weight: 3, arbitrary: fc.nat(40) },
    { weight: 1, arbitrary: fc.nat(900) },
  );
  const words = fc.array(term, { maxLength: 40 });
  const before = { ...parameters };
  let compared = 0;
  fc.assert(
    fc.property(
      fc.constantFrom(1, 2, 4, 12),
      fc.array(fc.record({ words, removed: fc.nat(9), factor: fc.constantFrom(0, 0.7, 1, 1, 1) }), {
        minLength: 1,
        maxLength: 90,
        size: 'max',
      }),
      fc.array(fc.tuple(term, fc.constantFrom(0.1, 0.4, 1), fc.boolean(), fc.nat(9)), { maxLength: 60, size: 'max' }),
      fc.record({ most: fc.nat(12), least: fc.integer({ min: 1, max: 3 }), floor: fc.constantFrom(0, 0.5, 3) }),
      fc.record({
        k1: fc.constantFrom(0.5, 1.2, 2),
        b: fc.constantFrom(0, 0.75, 1),
        common: fc.constantFrom(0.2, 0.6, 1),
        commonFrom: fc.nat(5),
        terms: fc.constantFrom(3, 20, 48),
      }),
      (bits, corpus, asked, limits, changed) => {
        Object.assign(parameters, changed);
        const index = new InvertedIndex(bits);
        const documents = corpus.map(({ words }, place) => {
          const document = index.append(words, words.length, 0, place);
          index.reveal(document);
          return document;
        });
        for (const [place, { removed }] of corpus.entries()) if (removed === 0) index.remove(documents[place]!);
        const living = documents.filter((document) => index.isAlive(document));
        const query: Query = {
          weights: new Map(asked.map(([term, weight]) => [term, weight])),
          own: new Set(asked.filter(([, , own]) => own).map(([term]) => term)),
          name: new Set(asked.filter(([, , , name]) => name === 0).map(([term]) => term)),
        };
        const options: RankOptions = {
          ...limits,
          factor: (document) => corpus[index.placeIn(document)]!.factor,
          isEarlier: (a, b) => index.placeIn(a) > index.placeIn(b),
        };
        const expected = everything(index, living, query, options);
        const ranker = new Ranker();
        const found = ranker.rank(index, query, options);
        expect(found).toEqual(expected);
        expect(ranker.rank(index, query, options)).toEqual(found);
        compared += found.length;
      },
    ),
    { numRuns: 300 },
  );
  Object.assign(parameters, before);
  expect(compared).toBeGreaterThan(300);
});
