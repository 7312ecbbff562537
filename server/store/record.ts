/** What is stored of one interview, as bytes: its digest, its passages in the index, and what is wrong with it by itself. */
import type { Digest } from '../core/digest';
import type { Diagnostic } from '../features/diagnostics';
import type { PackedInterview } from '../related/related-index';

export interface StoredInterview {
  digest: Digest;
  packed: PackedInterview;
  /** `textDiagnostics`; absent where nobody has asked for them. */
  problems?: readonly Diagnostic[];
}

/** All that has no list of its own. */
interface Rest {
  digest: Omit<Digest, 'lineStarts' | 'turns'>;
  language?: string;
  problems?: readonly Diagnostic[];
}

/** In 32-bit words, with which a record begins: the lengths of lines, turns, passages and entries, and of the rest in bytes. */
const HEAD = 6;

/** The bytes of lists of the given lengths, and where each begins: those of the widest numbers first, so that all are aligned. */
function layout(lines: number, turns: number, passages: number, entries: number): Record<List | 'rest', number> {
  const hashes = 4 * HEAD;
  const lineStarts = hashes + 8 * passages;
  const turnsAt = lineStarts + 4 * lines;
  const paragraphs = turnsAt + 4 * turns;
  const sizes = paragraphs + 4 * passages;
  const entriesAt = sizes + 4 * passages;
  const lengths = entriesAt + 4 * entries;
  const flags = lengths + 2 * passages;
  const rest = flags + passages;
  return { hashes, lineStarts, turns: turnsAt, paragraphs, sizes, entries: entriesAt, lengths, flags, rest };
}

type List = 'hashes' | 'lineStarts' | 'turns' | 'paragraphs' | 'sizes' | 'entries' | 'lengths' | 'flags';

export function encodeRecord({ digest, packed, problems }: StoredInterview): Uint8Array {
  const { lineStarts, turns, ...others } = digest;
  const { language, paragraphs, flags, hashes, lengths, sizes, entries } = packed;
  const { uses, glosses, dismissals } = digest;
  const own = { ...others, uses: bare(uses), glosses: bare(glosses), dismissals: bare(dismissals) };
  const rest = new TextEncoder().encode(JSON.stringify({ digest: own, language, problems } satisfies Rest));
  const at = layout(lineStarts.length, turns.length, paragraphs.length, entries.length);
  const bytes = new Uint8Array(at.rest + rest.length);
  const { buffer } = bytes;
  const head = [lineStarts.length, turns.length, paragraphs.length, entries.length, rest.length];
  new Uint32Array(buffer, 0, HEAD).set(head);
  new Float64Array(buffer, at.hashes, hashes.length).set(hashes);
  new Uint32Array(buffer, at.lineStarts, lineStarts.length).set(lineStarts);
  new Int32Array(buffer, at.turns, turns.length).set(turns);
  new Uint32Array(buffer, at.paragraphs, paragraphs.length).set(paragraphs);
  new Uint32Array(buffer, at.sizes, sizes.length).set(sizes);
  new Uint32Array(buffer, at.entries, entries.length).set(entries);
  new Uint16Array(buffer, at.lengths, lengths.length).set(lengths);
  bytes.set(flags, at.flags);
  bytes.set(rest, at.rest);
  return bytes;
}

/** Without the URI, which an interview's own parts repeat. */
function bare<T extends object>(parts: readonly T[]): T[] {
  return parts.map((part) => ({ ...part, uri: undefined }));
}

/**
 * Reads a record whose checksum is right; `undefined` where its parts do not fit together all the same.
 *
 * @param bytes at the beginning of a buffer. What outlives the restoring is copied out of it, all else is a view.
 */
export function decodeRecord(bytes: Uint8Array): StoredInterview | undefined {
  const { buffer } = bytes;
  if (bytes.byteOffset !== 0 || bytes.length < 4 * HEAD) return undefined;
  const [lines = 0, turns = 0, passages = 0, entries = 0, restLength = 0] = new Uint32Array(buffer, 0, HEAD);
  const at = layout(lines, turns, passages, entries);
  if (at.rest + restLength !== bytes.length) return undefined;
  const { digest, language, problems } = JSON.parse(new TextDecoder().decode(bytes.subarray(at.rest))) as Rest;
  return {
    digest: {
      ...digest,
      lineStarts: new Uint32Array(buffer, at.lineStarts, lines).slice(),
      turns: new Int32Array(buffer, at.turns, turns).slice(),
    },
    packed: {
      language,
      paragraphs: new Uint32Array(buffer, at.paragraphs, passages).slice(),
      flags: bytes.slice(at.flags, at.flags + passages),
      hashes: new Float64Array(buffer, at.hashes, passages).slice(),
      lengths: new Uint16Array(buffer, at.lengths, passages),
      sizes: new Uint32Array(buffer, at.sizes, passages),
      entries: new Uint32Array(buffer, at.entries, entries),
    },
    problems,
  };
}
