import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { COUNT_BITS, COUNT_MASK, InvertedIndex } from '../../server/related/inverted-index';
import { Lists } from '../../server/related/lists';

test('lists hold what was pushed, each its own', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 600 }), fc.integer({ min: 0, max: 0xffffffff })), {
        maxLength: 3000,
        size: 'max',
      }),
      (pushes) => {
        const lists = new Lists();
        const expected = new Map<number, number[]>();
        for (const [list, value] of pushes) {
          lists.push(list, value);
          expected.set(list, [...(expected.get(list) ?? []), value]);
        }
        for (let list = 0; list <= 600; list++) {
          const start = lists.starts[list] ?? 0;
          expect([...lists.heap.subarray(start, start + (lists.lengths[list] ?? 0))]).toEqual(expected.get(list) ?? []);
        }
      },
    ),
    { numRuns: 30 },
  );
});

test('lists use again what others have grown out of', () => {
  const lists = new Lists();
  for (let value = 0; value < 3000; value++) lists.push(0, value);
  for (let value = 0; value < 500; value++) lists.push(1, value);
  expect(lists.heap.length).toBeLessThan(3 * 4096);
  expect([...lists.heap.subarray(lists.starts[1]!, lists.starts[1]! + 500)]).toEqual(
    Array.from({ length: 500 }, (_, value) => value),
  );
});

/** What an index says of its living documents, by the order in which they were added. */
function contents(index: InvertedIndex, documents: readonly number[], terms: number) {
  const unpack = (packed: Uint32Array) => [...packed].map((value) => [value >>> COUNT_BITS, value & COUNT_MASK]);
  return {
    size: index.size,
    averageLength: index.averageLength,
    documents: documents.map((document) => [
      index.isAlive(document),
      index.lengths[document],
      unpack(index.entriesOf(document)).sort(),
    ]),
    terms: Array.from({ length: terms }, (_, term) => [
      index.frequency(term),
      unpack(index.postingsOf(term))
        .filter(([document]) => index.isAlive(document!))
        .map(([document, count]) => [documents.indexOf(document!), count]),
    ]),
  };
}

describe('an inverted index', () => {
  test('after any additions, removals and compactions is one built afresh', () => {
    const step = fc.oneof(
      { weight: 6, arbitrary: fc.record({ add: fc.array(fc.nat(400), { maxLength: 90 }) }) },
      { weight: 3, arbitrary: fc.record({ remove: fc.nat() }) },
      { weight: 1, arbitrary: fc.constant({ compact: true }) },
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120, size: 'max' }), (steps) => {
        const index = new InvertedIndex();
        let living: { document: number; terms: number[] }[] = [];
        for (const step of steps) {
          if ('add' in step) living.push({ document: index.add(step.add), terms: step.add });
          else if ('remove' in step && living.length > 0) {
            const [removed] = living.splice(step.remove % living.length, 1);
            index.remove(removed!.document);
            index.remove(removed!.document);
          } else {
            const numbers = index.compact();
            living = living.map(({ document, terms }) => ({ document: numbers[document]!, terms }));
            expect(index.capacity).toBe(living.length);
          }
        }
        const fresh = new InvertedIndex();
        const numbers = living.map(({ terms }) => fresh.add(terms));
        const documents = living.map(({ document }) => document);
        expect(contents(index, documents, 402)).toEqual(contents(fresh, numbers, 402));
      }),
      { numRuns: 60 },
    );
  });

  test('counts what a document holds', () => {
    const index = new InvertedIndex();
    const document = index.add([7, 7, 3, 9], 3);
    expect([...index.entriesOf(document)].map((entry) => [entry >>> COUNT_BITS, entry & COUNT_MASK])).toEqual([
      [7, 2],
      [3, 1],
    ]);
    expect(index.lengths[document]).toBe(3);
    expect(index.frequency(7)).toBe(1);
    expect(index.frequency(9)).toBe(0);
    index.add(Array.from({ length: 1000 }, () => 5000));
    expect(index.postingsOf(5000)[0]! & COUNT_MASK).toBe(COUNT_MASK);
    expect(index.averageLength).toBe(1003 / 2);
  });

  test('knows nothing of what it does not hold', () => {
    const index = new InvertedIndex();
    expect([index.size, index.averageLength, index.frequency(1e6), index.lengths[1e6] ?? 0]).toEqual([0, 0, 0, 0]);
    expect(index.postingsOf(1e6)).toHaveLength(0);
    expect(index.isAlive(1e6)).toBe(false);
  });
});
