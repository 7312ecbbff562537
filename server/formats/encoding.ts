/**
 * Bytes and text: which encoding a file has, and the same bytes back.
 *
 * A transcript keeps the encoding and the byte order mark of its original, so that stripping it gives the original's bytes: the front
 * matter stands behind the mark.
 */

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** How a text is written as bytes. */
export interface Form {
  encoding: Encoding;
  /** Whether a byte order mark stands before the text. */
  bom: boolean;
}

/** The text of a file, without its byte order mark. */
export interface DecodedText extends Form {
  text: string;
}

/** Why bytes are no text, and where: `offset` counts bytes from 0. */
export interface DecodingError {
  error: string;
  offset: number;
}

export type Decoded = DecodedText | DecodingError;

const MARKS: [Encoding, readonly number[]][] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];
const CONVERT = 'Convert the file to UTF-8, or to UTF-16 with a byte order mark.';

/**
 * Reads UTF-8 with or without a byte order mark, and UTF-16 with one. Whatever it reads, `encode` writes back byte for byte: NUL and, in
 * UTF-16, lone surrogates included.
 */
export function decode(bytes: Uint8Array): Decoded {
  const [encoding, mark] = MARKS.find(([, mark]) => mark.every((byte, at) => bytes[at] === byte)) ?? ['utf-8', []];
  const bom = mark.length > 0;
  if (encoding === 'utf-8') return decodeUtf8(bytes, mark.length, bom);
  if (isUtf32(bytes)) return { error: `This is UTF-32, which is not read (byte 0). ${CONVERT}`, offset: 0 };
  if (bytes.length % 2 === 1) {
    const offset = bytes.length - 1;
    return { error: `The file ends in the middle of a character of UTF-16 (byte ${offset}).`, offset };
  }
  return { text: decodeUtf16(bytes, mark.length, encoding === 'utf-16le'), encoding, bom };
}

/** The bytes of a text. What UTF-8 cannot hold, a lone surrogate, becomes U+FFFD there; a decoded text holds none. */
export function encode(text: string, { encoding, bom }: Form): Uint8Array {
  const mark = bom ? (MARKS.find(([name]) => name === encoding)?.[1] ?? []) : [];
  if (encoding === 'utf-8') {
    const words = new TextEncoder().encode(text);
    if (!bom) return words;
    const bytes = new Uint8Array(mark.length + words.length);
    bytes.set(mark);
    bytes.set(words, mark.length);
    return bytes;
  }
  const bytes = new Uint8Array(mark.length + 2 * text.length);
  bytes.set(mark);
  const view = new DataView(bytes.buffer, mark.length);
  const little = encoding === 'utf-16le';
  for (let at = 0; at < text.length; at++) view.setUint16(2 * at, text.charCodeAt(at), little);
  return bytes;
}

function decodeUtf8(bytes: Uint8Array, start: number, bom: boolean): Decoded {
  const wide = bom ? -1 : firstNulOfUtf16(bytes);
  if (wide >= 0) {
    return {
      error: `This seems to be UTF-16 without a byte order mark: a NUL stands at byte ${wide}. ${CONVERT}`,
      offset: wide,
    };
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes.subarray(start));
    return { text, encoding: 'utf-8', bom };
  } catch {
    const offset = firstInvalid(bytes, start);
    return { error: `This is not valid UTF-8 at byte ${offset}. ${CONVERT}`, offset };
  }
}

function decodeUtf16(bytes: Uint8Array, start: number, little: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const units = new Uint16Array(8192);
  let text = '';
  for (let at = start; at < bytes.length;) {
    let length = 0;
    for (; length < units.length && at < bytes.length; at += 2) units[length++] = view.getUint16(at, little);
    text += String.fromCharCode(...units.subarray(0, length));
  }
  return text;
}

/** Whether it begins with the byte order mark of UTF-32, which begins with that of UTF-16. */
function isUtf32(bytes: Uint8Array): boolean {
  const [a, b, c, d] = bytes;
  return bytes.length >= 8 && a === 0xff && b === 0xfe && c === 0 && d === 0 && bytes[6] === 0 && bytes[7] === 0;
}

/**
 * The offset of the first NUL where bytes look like UTF-16 without a byte order mark, else -1: every second byte is one of the first few
 * (those of Latin, Greek, Cyrillic, Hebrew and Arabic letters, which are no characters of a text in UTF-8), and NULs are among them only.
 */
function firstNulOfUtf16(bytes: Uint8Array): number {
  const sample = bytes.subarray(0, 4096);
  const pairs = sample.length >> 1;
  if (pairs < 3) return -1;
  const first = sample.indexOf(0);
  if (first < 0) return -1;
  let high = 0;
  for (let at = first % 2; at < sample.length; at += 2) if ((sample[at] ?? 0) <= 0x08) high++;
  if (high < pairs * 0.9) return -1;
  for (let at = 1 - (first % 2); at < sample.length; at += 2) if (sample[at] === 0) return -1;
  return first;
}

/** The offset of the first byte that begins no well-formed character of UTF-8 (Unicode, table 3-7). */
function firstInvalid(bytes: Uint8Array, start: number): number {
  let at = start;
  while (at < bytes.length) {
    const length = characterLength(bytes, at);
    if (length === 0) return at;
    at += length;
  }
  return bytes.length;
}

function characterLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0;
  if (lead < 0x80) return 1;
  const length =
    lead >= 0xc2 && lead <= 0xdf ? 2 : lead >= 0xe0 && lead <= 0xef ? 3 : lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
  // Overlong forms, surrogates, and what lies above U+10FFFF.
  const low = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const high = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  for (let next = 1; next < length; next++) {
    const byte = bytes[at + next] ?? 0;
    if (byte < (next === 1 ? low : 0x80) || byte > (next === 1 ? high : 0xbf)) return 0;
  }
  return length;
}
