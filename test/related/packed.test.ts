import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from '../../server/core/parse';
import { RelatedIndex } from '../../server/related/related-index';

const options = { limit: 5, all: true };

const text = fc
  .array(
    fc
      .array(fc.constantFrom('ferry', 'fees', 'mooring', 'boats', 'the', 'Osman', '300 million', 'Fähre', 'quay'), {
        minLength: 1,
        maxLength: 12,
      })
      .map((words) => `BEN: ${words.join(' ')}`),
    { maxLength: 6 },
  )
  .map((paragraphs) => paragraphs.join('\n\n'));
const corpus = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd', 'e'), text);

const ask = (index: RelatedIndex) => [
  index.search('mooring fees of the ferry', options),
  index.search('300 million boats', options),
  ...['a', 'b', 'c'].map((uri) => index.related(uri, 1, options)),
];

test('what was stored answers as what is indexed, in an index with other words, too', () => {
  let compared = 0;
  fc.assert(
    fc.property(corpus, corpus, corpus, fc.constantFrom(1, 3, 12), (stored, there, later, segment) => {
      const first = new RelatedIndex({ segment });
      for (const [uri, text] of Object.entries({ ...later, ...stored })) first.put({ uri, transcript: parse(text) });
      first.flush();
      const packed = Object.keys(stored).map((uri) => ({ uri, packed: first.dump(uri)! }));

      const second = new RelatedIndex({ segment });
      for (const [uri, text] of Object.entries(there)) second.put({ uri, transcript: parse(text) });
      // Some of it is in the index by then, some is half written, some waits.
      second.step(2000);
      second.step(1010);
      const numbers = second.numbersOf(first.terms());
      for (const { uri, packed: one } of packed)
        expect(second.restore({ uri, transcript: parse(stored[uri]!) }, one, numbers)).toBe(true);
      for (const [uri, text] of Object.entries(later)) second.put({ uri, transcript: parse(text) });

      const fresh = new RelatedIndex();
      const all = { ...there, ...stored, ...later };
      for (const [uri, text] of Object.entries(all)) fresh.put({ uri, transcript: parse(text) });
      const expected = ask(fresh);
      expect(ask(second)).toEqual(expected);
      expect(second.size).toBe(fresh.size);
      compared += expected.flat().length;
    }),
    { numRuns: 100 },
  );
  expect(compared).toBeGreaterThan(200);
});

test('what does not fit together is not taken', () => {
  const index = new RelatedIndex();
  const source = { uri: 'a', transcript: parse('Mooring fees tripled.\n\nBoats left.') };
  index.put(source);
  expect(index.dump('a')).toBeUndefined();
  index.flush();
  const packed = index.dump('a')!;
  const numbers = index.numbersOf(index.terms());
  const other = new RelatedIndex();
  const broken = [
    { ...packed, sizes: packed.sizes.slice(1) },
    { ...packed, flags: new Uint8Array(1) },
    { ...packed, entries: packed.entries.slice(1) },
    { ...packed, entries: packed.entries.map(() => 0xffffffff) },
  ];
  for (const one of broken) expect(other.restore(source, one, numbers)).toBe(false);
  expect([other.size, other.pending]).toEqual([0, 0]);
  expect(other.restore(source, packed, other.numbersOf(index.terms()))).toBe(true);
  expect(other.search('mooring fees', options)).toEqual(index.search('mooring fees', options));
  expect(index.dump('b')).toBeUndefined();
});
