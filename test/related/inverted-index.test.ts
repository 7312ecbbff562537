import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InvertedIndex } from '../../server/related/inverted-index';
import { COUNT_BITS, COUNT_MASK, POSTING_BITS, POSTING_MASK } from '../../server/related/segment';

const unpack = (packed: ArrayLike<number>) =>
  Array.from(packed, (value): [number, number] => [value >>> COUNT_BITS, value & COUNT_MASK]);

/** What postings and entries say of the living documents: term -> how often, by the document's owner. */
function holders(index: InvertedIndex, term: number): [number, number][] {
  const found: [number, number][] = [];
  index.eachSegment((segment, first) => {
    const at = segment.postings ? segment.find(term) : -1;
    const places = new Set<number>();
    if (at >= 0) {
      for (const posting of segment.postings!.subarray(segment.firsts[at], segment.firsts[at + 1])) {
        const place = posting >>> POSTING_BITS;
        const [, count] = unpack(segment.entriesOf(place)).find(([other]) => other === term)!;
        expect(posting & POSTING_MASK).toBe(Math.min(count, POSTING_MASK));
        places.add(place);
      }
    }
    for (let place = 0; place < segment.size; place++) {
      const entry = unpack(segment.entriesOf(place)).find(([other]) => other === term);
      if (segment.postings) expect(places.has(place)).toBe(entry !== undefined);
      if (entry && index.isAlive(first + place)) found.push([index.ownerOf(first + place), entry[1]]);
    }
  });
  return found.sort(([a], [b]) => a - b);
}

interface Known {
  document: number;
  terms: number[];
  revealed: boolean;
}

describe('an inverted index', () => {
  test('after any additions and removals holds what was added and not removed', () => {
    const step = fc.oneof(
      { weight: 6, arbitrary: fc.record({ add: fc.array(fc.nat(700), { maxLength: 90 }), reveal: fc.boolean() }) },
      { weight: 4, arbitrary: fc.record({ remove: fc.nat() }) },
      { weight: 1, arbitrary: fc.record({ show: fc.nat() }) },
      { weight: 1, arbitrary: fc.constant({ tidy: true }) },
    );
    fc.assert(
      fc.property(fc.constantFrom(1, 3, 6), fc.array(step, { maxLength: 120, size: 'max' }), (bits, steps) => {
        const index = new InvertedIndex(bits);
        const known = new Map<number, Known>();
        const pick = (number: number): [number, Known] | undefined => [...known][number % Math.max(1, known.size)];
        for (const [owner, step] of steps.entries()) {
          if ('add' in step) {
            const document = index.append(step.add, step.add.length, owner, owner * 2);
            if (step.reveal) index.reveal(document);
            known.set(owner, { document, terms: step.add, revealed: step.reveal });
          } else if ('remove' in step) {
            const [owner, { document }] = pick(step.remove) ?? [-1, { document: -1 }];
            if (!known.delete(owner)) continue;
            index.remove(document);
            index.remove(document);
          } else if ('show' in step) {
            const [, one] = pick(step.show) ?? [];
            if (one) index.reveal(one.document);
            if (one) one.revealed = true;
          } else
            index.tidy((owner, place, document) => {
              expect(place).toBe(owner * 2);
              known.get(owner)!.document = document;
            });
        }
        const living = [...known].filter(([, { revealed }]) => revealed);
        const words = living.reduce((sum, [, { terms }]) => sum + terms.length, 0);
        expect(index.size).toBe(living.length);
        expect(index.averageLength).toBe(living.length > 0 ? words / living.length : 0);
        for (const [owner, { document, terms, revealed }] of known) {
          expect([index.isAlive(document), index.ownerOf(document), index.placeIn(document)]).toEqual([
            revealed,
            owner,
            owner * 2,
          ]);
          expect(index.lengthOf(document)).toBe(terms.length);
          const counts = [...new Set(terms)].map((term) => [term, terms.filter((other) => other === term).length]);
          expect(unpack(index.entriesOf(document))).toEqual(counts);
        }
        for (let term = 0; term <= 700; term += 7) {
          const expected = living.flatMap(([owner, { terms }]): [number, number][] => {
            const count = terms.filter((other) => other === term).length;
            return count > 0 ? [[owner, count]] : [];
          });
          expect(holders(index, term)).toEqual(expected);
          expect(index.frequency(term)).toBe(expected.length);
        }
      }),
      { numRuns: 80 },
    );
  });

  test('gives back the room of what is removed', () => {
    const index = new InvertedIndex(4);
    const documents: number[] = [];
    for (let round = 0; round < 500; round++) {
      const document = index.append([round % 9, 3], 2, documents.length % 20, 0);
      index.reveal(document);
      documents.push(document);
      if (documents.length > 20) index.remove(documents.shift()!);
      index.tidy(() => {
        throw new Error('those that go first lie together: nothing needs to move');
      });
    }
    expect(index.size).toBe(20);
    expect(index.held).toBeLessThan(20 + 3 * 16);
  });

  test('counts what a document holds, and no more than can be told apart', () => {
    const index = new InvertedIndex();
    const document = index.append([7, 7, 3, 9], 3, 0, 0);
    expect(index.frequency(7)).toBe(0);
    index.reveal(document);
    index.reveal(document);
    expect(unpack(index.entriesOf(document))).toEqual([
      [7, 2],
      [3, 1],
    ]);
    expect(index.lengthOf(document)).toBe(3);
    expect([index.frequency(7), index.frequency(9)]).toEqual([1, 0]);
    const terms = Array.from({ length: 1000 }, () => 5000);
    const long = index.append(terms, 1000, 0, 1);
    expect(unpack(index.entriesOf(long))).toEqual([[5000, COUNT_MASK]]);
    index.reveal(long);
    expect(index.averageLength).toBe(1003 / 2);
    const huge = index.append(new Uint32Array(70_000), 70_000, 0, 2);
    index.reveal(huge);
    index.remove(huge);
    expect(index.averageLength).toBe(1003 / 2);
  });

  test('knows nothing of what it does not hold', () => {
    const index = new InvertedIndex();
    expect([index.size, index.averageLength, index.frequency(1e6), index.held]).toEqual([0, 0, 0, 0]);
    expect(index.isAlive(1e6)).toBe(false);
  });
});
