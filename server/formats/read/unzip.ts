/** Zips, read with suspicion: what they unpack to is bounded, and the names in them are only ever looked up. */
import { Inflate } from 'fflate';
import { FormatError } from './reader';

export interface ZipEntry {
  /** As the archive says it: no path to write to. */
  name: string;
  /** @throws {FormatError} */
  read(): Uint8Array;
}

const MOST_ENTRIES = 20_000;
/** Bytes that all entries together may unpack to. */
const LARGEST = 1 << 30;
/** An entry of some size that is packed better than text ever is. */
const BEST_RATIO = 250;
const SMALL = 1 << 20;
const SLICE = 1 << 16;
const BROKEN = 'The archive is broken or incomplete: export it again.';

/**
 * The entries of a zip, folders left out; they are unpacked one by one when they are read.
 *
 * @throws {FormatError}
 */
export function zipEntries(bytes: Uint8Array): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOfDirectory(view);
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (count === 0xffff || at === 0xffffffff) throw new FormatError('Archives of this size (zip64) are not read.');
  if (count > MOST_ENTRIES)
    throw new FormatError(`The archive holds ${count} files, and more than ${MOST_ENTRIES} are not read.`);
  const entries: ZipEntry[] = [];
  let total = 0;
  let packedTotal = 0;
  for (let index = 0; index < count; index++) {
    if (at + 46 > end || view.getUint32(at, true) !== 0x02014b50) throw new FormatError(BROKEN);
    const flags = view.getUint16(at + 8, true);
    const method = view.getUint16(at + 10, true);
    const packed = view.getUint32(at + 20, true);
    const size = view.getUint32(at + 24, true);
    const nameLength = view.getUint16(at + 28, true);
    const offset = view.getUint32(at + 42, true);
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (/[\\/]$/.test(name)) continue;
    total += size;
    packedTotal += packed;
    if (total > LARGEST || (size > SMALL && size > packed * BEST_RATIO))
      throw new FormatError('The archive would unpack to far more than a project holds: it is not read.');
    // Files that share their bytes are how small archives become endless.
    if (packedTotal > bytes.length) throw new FormatError(BROKEN);
    entries.push({ name, read: () => unpack(bytes, { flags, method, packed, size, offset }) });
  }
  return entries;
}

interface Packed {
  flags: number;
  method: number;
  packed: number;
  size: number;
  offset: number;
}

function unpack(bytes: Uint8Array, { flags, method, packed, size, offset }: Packed): Uint8Array {
  if (flags & 1) throw new FormatError('The archive is encrypted: export it without a password.');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (offset + 30 > bytes.length || view.getUint32(offset, true) !== 0x04034b50) throw new FormatError(BROKEN);
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  if (start + packed > bytes.length) throw new FormatError(BROKEN);
  const data = bytes.subarray(start, start + packed);
  if (method === 0) return data;
  if (method !== 8) throw new FormatError(`The archive is packed in a way that is not read (${method}): zip it again.`);
  return inflate(data, size);
}

/** Unpacks by slices and stops where there is more than was announced: a slice unpacks to 64 MB at worst. */
function inflate(data: Uint8Array, size: number): Uint8Array {
  const unpacked = new Uint8Array(size);
  let length = 0;
  const stream = new Inflate((chunk) => {
    if (length + chunk.length > size) throw new FormatError(BROKEN);
    unpacked.set(chunk, length);
    length += chunk.length;
  });
  try {
    for (let at = 0; at < data.length; at += SLICE) {
      const slice = data.subarray(at, at + SLICE);
      stream.push(slice, at + slice.length >= data.length);
    }
  } catch {
    throw new FormatError(BROKEN);
  }
  if (length !== size) throw new FormatError(BROKEN);
  return unpacked;
}

/** Where the directory of the archive is told: near the end, before a comment. */
function endOfDirectory(view: DataView): number {
  const last = view.byteLength - 22;
  for (let at = last; at >= Math.max(0, last - 0xffff); at--) if (view.getUint32(at, true) === 0x06054b50) return at;
  throw new FormatError(BROKEN);
}
