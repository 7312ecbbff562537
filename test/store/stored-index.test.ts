import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checksum } from '../../server/store/checksum';
import { decodeRecord, encodeRecord, type StoredInterview } from '../../server/store/record';
import { StoredIndex, storedIndex, type Listed } from '../../server/store/stored-index';
import { MemoryStorage } from './memory-storage';

const span = fc.record({ start: fc.nat(), end: fc.nat() });
/** Lone surrogates included. */
const words = fc.string({ unit: 'binary' });
const digest: fc.Arbitrary<StoredInterview['digest']> = fc.record({
  title: words,
  titleSpan: fc.option(span, { nil: undefined }),
  date: fc.option(words, { nil: undefined }),
  language: fc.option(words, { nil: undefined }),
  speakers: fc.array(
    fc.record({
      label: words,
      labels: fc.array(words, { maxLength: 2 }),
      name: words,
      role: fc.constant(undefined),
      declared: fc.constant(undefined),
    }),
    { maxLength: 2 },
  ),
  topics: fc.array(fc.record({ title: words, titleSpan: span, level: fc.nat(6) }), { maxLength: 2 }),
  lineStarts: fc.uint32Array({ maxLength: 9 }),
  turns: fc.int32Array({ maxLength: 9 }),
  uses: fc.constant([]),
  glosses: fc.array(fc.record({ claim: words, span, body: span, text: words }), { maxLength: 2 }),
  dismissals: fc.array(fc.record({ span, text: words, words: span, turn: fc.integer() }), { maxLength: 2 }),
  length: fc.nat(),
  hash: fc.maxSafeNat(),
});

/** @param terms how many terms there are. */
function packedOf(terms: number): fc.Arbitrary<StoredInterview['packed']> {
  const entry = fc.tuple(fc.nat(terms - 1), fc.nat(63)).map(([term, count]) => term * 64 + count);
  const passage = fc.record({
    entries: fc.array(entry, { maxLength: 5 }),
    paragraph: fc.nat(),
    flags: fc.nat(255),
    hash: fc.maxSafeNat(),
    length: fc.nat(0xffff),
  });
  return fc.tuple(fc.option(words, { nil: undefined }), fc.array(passage, { maxLength: 5 })).map(([language, all]) => ({
    language,
    paragraphs: Uint32Array.from(all, ({ paragraph }) => paragraph),
    flags: Uint8Array.from(all, ({ flags }) => flags),
    hashes: Float64Array.from(all, ({ hash }) => hash),
    lengths: Uint16Array.from(all, ({ length }) => length),
    sizes: Uint32Array.from(all, ({ entries }) => entries.length),
    entries: Uint32Array.from(all.flatMap(({ entries }) => entries)),
  }));
}

const TERMS = 5000;
const record: fc.Arbitrary<StoredInterview> = fc.record({
  digest,
  packed: packedOf(TERMS),
  problems: fc.option(
    fc.array(
      fc.record({
        span,
        code: fc.constant('bad-code' as const),
        severity: fc.constant('warning' as const),
        message: words,
      }),
      { maxLength: 2 },
    ),
    { nil: undefined },
  ),
});

async function* each<T>(all: readonly T[]): AsyncGenerator<T> {
  for (const one of all) {
    await Promise.resolve();
    yield one;
  }
}

describe('a record', () => {
  it('says after reading what it said before writing, in memory of its own', () => {
    fc.assert(
      fc.property(record, (stored) => {
        const bytes = encodeRecord(stored);
        const read = decodeRecord(bytes);
        expect(read).toEqual(stored);
        // What stays must not keep the whole record in memory.
        const { digest, packed } = read as StoredInterview;
        for (const list of [digest.lineStarts, digest.turns, packed.paragraphs, packed.flags, packed.hashes])
          expect(list.buffer).not.toBe(bytes.buffer);
      }),
    );
  });

  it('is not read where its lengths do not fit', () => {
    const stored = fc.sample(record, { numRuns: 1, seed: 1 })[0] as StoredInterview;
    const bytes = encodeRecord(stored);
    expect(decodeRecord(bytes.slice(0, 20))).toBeUndefined();
    expect(decodeRecord(bytes.slice(0, -1))).toBeUndefined();
    for (let word = 0; word < 5; word++) {
      const damaged = bytes.slice();
      new Uint32Array(damaged.buffer, 0, 6)[word] = 0xffffffff;
      expect(decodeRecord(damaged)).toBeUndefined();
    }
  });
});

describe('a checksum', () => {
  it('is another one where a bit is', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1 }), fc.nat(), fc.nat(7), (bytes, at, bit) => {
        const changed = bytes.slice();
        changed[at % bytes.length] = (changed[at % bytes.length] ?? 0) ^ (1 << bit);
        expect(checksum(changed)).not.toBe(checksum(bytes));
        expect(checksum(bytes.slice())).toBe(checksum(bytes));
      }),
    );
  });

  it('is another one where words change places, or there are more zeros', () => {
    expect(checksum(Uint8Array.of(1, 0, 0, 0, 2, 0, 0, 0))).not.toBe(checksum(Uint8Array.of(2, 0, 0, 0, 1, 0, 0, 0)));
    const sums = [0, 1, 3, 4, 5, 8, 12].map((length) => checksum(new Uint8Array(length)));
    expect(new Set(sums).size).toBe(sums.length);
  });
});

describe('the file', () => {
  it('gives back each interview, with numbers of its own for the terms that are used', async () => {
    const names = Array.from({ length: TERMS }, (_, number) => `term ${number} \ud800`);
    await fc.assert(
      fc.asyncProperty(fc.array(record, { maxLength: 4 }), async (records) => {
        const listed = records.map((stored, at): Listed & StoredInterview => ({
          uri: `file:///${at}`,
          stamp: at === 1 ? undefined : `${at}`,
          length: stored.digest.length,
          hash: stored.digest.hash,
          ...stored,
        }));
        const storage = new MemoryStorage();
        await storage.write(
          'x',
          storedIndex('1', each(listed), () => names),
        );
        const index = (await StoredIndex.open(storage, 'x', '1')) as StoredIndex;
        const terms: string[] = [];
        for await (const part of index.terms()) terms.push(...part);
        expect(new Set(terms).size).toBe(terms.length);
        const word = (list: readonly string[], entry: number): [string | undefined, number] => [
          list[entry >>> 6],
          entry & 63,
        ];
        const used = new Set<number>();
        for (const { uri, stamp, length, hash, digest, packed, problems } of listed) {
          expect(index.find(uri)).toEqual({ uri, stamp, length, hash });
          const read = (await index.read(uri)) as StoredInterview;
          expect(Array.from(read.packed.entries, (entry) => word(terms, entry))).toEqual(
            Array.from(packed.entries, (entry) => word(names, entry)),
          );
          expect({ ...read, packed: { ...read.packed, entries: packed.entries } }).toEqual({
            digest,
            packed,
            problems,
          });
          for (const entry of packed.entries) used.add(entry >>> 6);
        }
        expect(terms.length).toBe(used.size);
        expect([index.find('file:///x'), await index.read('file:///x')]).toEqual([undefined, undefined]);
        await index.close();
        expect(storage.opened).toBe(0);
      }),
      { numRuns: 50 },
    );
  });

  it('may hold many interviews and terms', async () => {
    const stored = fc.sample(record, { numRuns: 1, seed: 2 })[0] as StoredInterview;
    const count = 1000;
    const all = Array.from({ length: count }, (_, at): Listed & StoredInterview => ({
      ...stored,
      uri: `file:///${at}`,
      length: at,
      hash: at,
      packed: {
        ...stored.packed,
        entries: Uint32Array.from({ length: 5 }, (_, place) => (at * 5 + place) * 64),
      },
    }));
    const names = Array.from({ length: 5 * count }, (_, number) => String(number));
    const storage = new MemoryStorage();
    await storage.write(
      'x',
      storedIndex('1', each(all), () => names),
    );
    const index = (await StoredIndex.open(storage, 'x', '1')) as StoredIndex;
    const terms: string[] = [];
    for await (const part of index.terms()) terms.push(...part);
    expect(terms).toEqual(names);
    for (const { uri, length } of all) expect(index.find(uri)?.length).toBe(length);
  });

  it('is not opened where there is none, or one of another version', async () => {
    const storage = new MemoryStorage();
    expect(await StoredIndex.open(storage, 'x', '1')).toBeUndefined();
    await storage.write(
      'x',
      storedIndex('1', each([]), () => []),
    );
    await expect(StoredIndex.open(storage, 'x', '2')).rejects.toThrow();
    const index = await StoredIndex.open(storage, 'x', '1');
    expect(index?.find('file:///0')).toBeUndefined();
    await index?.close();
    expect(storage.opened).toBe(0);
  });
});
