/** An interview in the index as plain numbers: what it takes to have it there again without reading its words. */
import type { Entry, Indexable } from './entry';
import type { InvertedIndex } from './inverted-index';
import { COUNT_BITS, COUNT_MASK } from './segment';

/** The lists go by the numbers of the interview's passages. To be stored together with the terms that its numbers mean. */
export interface PackedInterview {
  /** Of the front matter, as it stands there. */
  language: string | undefined;
  paragraphs: Uint32Array;
  flags: Uint8Array;
  hashes: Float64Array;
  /** How many terms a passage has, repeated ones included. */
  lengths: Uint16Array;
  /** How many entries a passage has. */
  sizes: Uint32Array;
  /** `number of a term << COUNT_BITS | count`, passage by passage. */
  entries: Uint32Array;
}

export function pack({ language, paragraphs, flags, hashes, documents }: Entry, index: InvertedIndex): PackedInterview {
  const sizes = Uint32Array.from(documents, (document) => index.entriesOf(document).length);
  const entries = new Uint32Array(sizes.reduce((sum, size) => sum + size, 0));
  let at = 0;
  for (const document of documents) {
    const own = index.entriesOf(document);
    entries.set(own, at);
    at += own.length;
  }
  const lengths = Uint16Array.from(documents, (document) => index.lengthOf(document));
  return { language, paragraphs, flags, hashes, lengths, sizes, entries };
}

/**
 * Writes it into an index, to be found at once; `undefined` if it does not fit together.
 *
 * @param numbers the packed number of a term -> its number in this index.
 */
export function unpack(
  source: Indexable,
  packed: PackedInterview,
  numbers: ArrayLike<number>,
  owner: number,
  index: InvertedIndex,
): Entry | undefined {
  const { language, paragraphs, flags, hashes, lengths, sizes } = packed;
  const count = paragraphs.length;
  const fits =
    [flags, hashes, lengths, sizes].every(({ length }) => length === count) &&
    sizes.reduce((sum, size) => sum + size, 0) === packed.entries.length &&
    packed.entries.every((entry) => entry >>> COUNT_BITS < numbers.length);
  if (!fits) return undefined;
  const entries = packed.entries.map(
    (entry) => (((numbers[entry >>> COUNT_BITS] as number) << COUNT_BITS) | (entry & COUNT_MASK)) >>> 0,
  );
  let at = 0;
  const documents = new Uint32Array(count);
  for (let place = 0; place < count; place++) {
    const end = at + (sizes[place] as number);
    const document = index.appendEntries(entries.subarray(at, end), lengths[place] as number, owner, place);
    index.reveal(document);
    documents[place] = document;
    at = end;
  }
  return { source, language, owner, documents, paragraphs, flags, hashes };
}
