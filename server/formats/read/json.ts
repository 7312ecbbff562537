/** JSON as a reader takes it: what is wrong is told with its line, and never with its words. */
import { FormatError } from './reader';
import { decodeText } from './text';

/** The object that a file holds. @throws {FormatError} */
export function readJson(bytes: Uint8Array): Record<string, unknown> {
  const { text } = decodeText(bytes);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The engine's own message may quote the file.
    const fault = faultOf(text);
    const before = text.slice(0, fault);
    const line = before.split(/\r\n|\n|\r/).length;
    const column = fault - Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r'));
    const what = fault >= text.length ? 'The file ends in the middle of the JSON' : 'This is no JSON';
    throw new FormatError(`${what} (line ${line}, column ${column}). Export it again, or read it with --from text.`);
  }
  if (!isObject(value)) throw new FormatError('This JSON is no transcript of a kind that is known: it is no object.');
  return value;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The objects of a list, and how many of its items are none. */
export function objectsIn(value: unknown): { items: Record<string, unknown>[]; others: number } {
  const list: unknown[] = Array.isArray(value) ? value : [];
  const items = list.filter(isObject);
  return { items, others: list.length - items.length };
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** A number, also where it is written as text. */
export function numberOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^-?\d{1,15}(?:\.\d{1,15})?$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

export function msOf(seconds: unknown): number | undefined {
  const number = numberOf(seconds);
  return number === undefined ? undefined : number * 1000;
}

/** What somebody is called: a name, or `Speaker 0` for a number. */
export function speakerOf(value: unknown): string | undefined {
  if (typeof value === 'number') return `Speaker ${value}`;
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

/** Signs and plain values; strings are read by hand, as they may be long. */
const TOKEN = /([{}[\],:])|(?:-?(?:0|[1-9]\d{0,400})(?:\.\d{1,400})?(?:[eE][+-]?\d{1,9})?|true|false|null)(?![\w.])/y;

/** The offset of the first token that JSON does not allow where it stands. */
function faultOf(text: string): number {
  const open: string[] = [];
  let want: 'value' | 'key' | 'colon' | 'next' = 'value';
  /** Whether a list or an object has just been opened, and so may be closed. */
  let fresh = false;
  for (let at = 0; ;) {
    while (/[ \t\n\r]/.test(text[at] ?? '')) at++;
    const start = at;
    let sign: string;
    if (text[at] === '"') {
      at = stringEnd(text, at);
      if (at < 0) return -at;
      sign = 'text';
    } else {
      TOKEN.lastIndex = at;
      const token = TOKEN.exec(text);
      if (!token) return start;
      at = TOKEN.lastIndex;
      sign = token[1] ?? 'value';
    }
    const inside = open.at(-1);
    const closes = (sign === '}' && inside === '{') || (sign === ']' && inside === '[');
    if (closes && (want === 'next' || fresh)) {
      open.pop();
      want = 'next';
      fresh = false;
    } else if (want === 'value' && (sign === '{' || sign === '[')) {
      open.push(sign);
      want = sign === '{' ? 'key' : 'value';
      fresh = true;
    } else if (want === 'value' && (sign === 'text' || sign === 'value')) {
      want = 'next';
      fresh = false;
    } else if (want === 'key' && sign === 'text') {
      want = 'colon';
      fresh = false;
    } else if (want === 'colon' && sign === ':') want = 'value';
    else if (want === 'next' && sign === ',' && inside !== undefined) want = inside === '{' ? 'key' : 'value';
    else return start;
  }
}

/** Where a string that begins at `start` ends; where it is broken, that offset, negative. */
function stringEnd(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const character = text.charCodeAt(at);
    if (character === 0x22) return at + 1;
    if (character < 0x20) return -at;
    if (character !== 0x5c) continue;
    if (!/^(?:["\\/bfnrt]|u[\da-fA-F]{4})/.test(text.slice(at + 1, at + 6))) return -at;
    at++;
  }
  return -text.length;
}
