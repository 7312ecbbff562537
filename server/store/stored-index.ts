/**
 * The file that keeps an archive from one session to the next: blocks with checksums, one an interview, then the terms that their numbers
 * mean, then a catalogue of all that. Written from the beginning to the end, and read from the end.
 */
import type { Storage, StoredFile } from '../host/storage';
import { COUNT_BITS, COUNT_MASK } from '../related/segment';
import { checksum } from './checksum';
import { decodeRecord, encodeRecord, type StoredInterview } from './record';

/** What is told of an interview without reading its record. */
export interface Listed {
  uri: string;
  /** The file's, see `FoundFile`. */
  stamp?: string;
  /** Of its text, see `Digest`. */
  length: number;
  hash: number;
}

/** Offset, length in bytes, checksum. */
type Block = [offset: number, length: number, sum: number];

/** The last block but the trailer. */
interface Root {
  version: string;
  catalogue: Block[];
  terms: Block[];
}

type Entry = [uri: string, stamp: string | null, length: number, hash: number, ...block: Block];

/** The trailer: these two words, then a `Block` as 64-bit numbers. */
const MAGIC = [0x52485447, 0x58444e49] as const;
const TRAILER = 32;
/** How many entries of the catalogue, and terms, stand in one block: what is read at once. */
const ENTRIES = 256;
const TERMS = 2048;

/**
 * The chunks of the file.
 *
 * @param interviews with the numbers of terms that the index has for them.
 * @param terms what the numbers mean, asked when all interviews have been taken.
 */
export async function* storedIndex(
  version: string,
  interviews: AsyncIterable<Listed & StoredInterview>,
  terms: () => readonly string[],
): AsyncGenerator<Uint8Array> {
  let offset = 0;
  const blockOf = (bytes: Uint8Array): Block => {
    const block: Block = [offset, bytes.length, checksum(bytes)];
    offset += bytes.length;
    return block;
  };
  const used = new Renumbering();
  const entries: Entry[] = [];
  for await (const { uri, stamp, length, hash, digest, packed, problems } of interviews) {
    const own = packed.entries.map((entry) => (used.number(entry >>> COUNT_BITS) << COUNT_BITS) | (entry & COUNT_MASK));
    const bytes = encodeRecord({ digest, packed: { ...packed, entries: own }, problems });
    entries.push([uri, stamp ?? null, length, hash, ...blockOf(bytes)]);
    yield bytes;
  }
  const root: Root = { version, catalogue: [], terms: [] };
  const names = terms();
  for (const [parts, list, size] of [
    [root.catalogue, entries, ENTRIES],
    [root.terms, used.order.map((number) => names[number]), TERMS],
  ] as const) {
    for (let at = 0; at < list.length; at += size) {
      const bytes = encode(list.slice(at, at + size));
      parts.push(blockOf(bytes));
      yield bytes;
    }
  }
  const bytes = encode(root);
  const block = blockOf(bytes);
  yield bytes;
  const trailer = new Uint8Array(TRAILER);
  new Uint32Array(trailer.buffer, 0, 2).set(MAGIC);
  new Float64Array(trailer.buffer, 8, 3).set(block);
  yield trailer;
}

/** Gives terms the numbers in the order in which they come: those that no passage has any more are left out. */
class Renumbering {
  /** New number -> old number. */
  readonly order: number[] = [];
  /** Old number -> one more than the new one. */
  private numbers = new Uint32Array(1 << 12);

  number(old: number): number {
    if (old >= this.numbers.length) {
      const longer = new Uint32Array(2 * old);
      longer.set(this.numbers);
      this.numbers = longer;
    }
    const known = this.numbers[old] as number;
    if (known > 0) return known - 1;
    this.numbers[old] = this.order.push(old);
    return this.order.length - 1;
  }
}

/** Such a file, open. */
export class StoredIndex {
  private constructor(
    private readonly file: StoredFile,
    private readonly entries: ReadonlyMap<string, Entry>,
    private readonly parts: readonly Block[],
  ) {}

  /** Opens it; `undefined` if there is none. Rejects if it is damaged, or of another version. */
  static async open(storage: Storage, name: string, version: string): Promise<StoredIndex | undefined> {
    const file = await storage.open(name);
    if (!file) return undefined;
    try {
      const trailer = await file.read(Math.max(0, file.size - TRAILER), TRAILER);
      if (trailer.length !== TRAILER) throw new Damaged();
      const [first, second] = new Uint32Array(trailer.buffer, 0, 2);
      if (first !== MAGIC[0] || second !== MAGIC[1]) throw new Damaged();
      const root = await decode<Root>(file, [...new Float64Array(trailer.buffer, 8, 3)] as Block);
      if (root.version !== version) throw new Damaged();
      const entries = new Map<string, Entry>();
      for (const block of root.catalogue)
        for (const entry of await decode<Entry[]>(file, block)) entries.set(entry[0], entry);
      return new StoredIndex(file, entries, root.terms);
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /** What the numbers of terms mean, from 0, part by part. Rejects if that is damaged. */
  async *terms(): AsyncGenerator<string[]> {
    for (const block of this.parts) yield await decode<string[]>(this.file, block);
  }

  find(uri: string): Listed | undefined {
    const entry = this.entries.get(uri);
    return entry && { uri, stamp: entry[1] ?? undefined, length: entry[2], hash: entry[3] };
  }

  /** What is stored of an interview; `undefined` if nothing, or if it is damaged. */
  async read(uri: string): Promise<StoredInterview | undefined> {
    const entry = this.entries.get(uri);
    const bytes = entry && (await blockFrom(this.file, entry.slice(4) as Block));
    return bytes && decodeRecord(bytes);
  }

  close(): Promise<void> {
    return this.file.close();
  }
}

/** What cannot be used, whatever the cause. */
class Damaged extends Error {
  override name = 'damaged or out of date';
}

function encode(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}

async function decode<T>(file: StoredFile, block: Block): Promise<T> {
  const bytes = await blockFrom(file, block);
  if (!bytes) throw new Damaged();
  return JSON.parse(new TextDecoder().decode(bytes)) as T;
}

/** The bytes of a block, unless they are not those that were written. */
async function blockFrom(file: StoredFile, [offset, length, sum]: Block): Promise<Uint8Array | undefined> {
  // Numbers of a damaged trailer can be any.
  if (!(offset >= 0 && length >= 0 && offset + length <= file.size && Number.isInteger(offset + length)))
    return undefined;
  const bytes = await file.read(offset, length);
  return bytes.length === length && checksum(bytes) === sum ? bytes : undefined;
}
