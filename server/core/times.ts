/** Times of a transcript: `[0:32]`, `(12:31)`, `[00:12:31.250]`, and bare ones at the start of a line. */
import type { Time } from './syntax';

// h:mm:ss, m:ss, with an optional fraction; an optional second time closes a range, of which the start counts.
const CLOCK = String.raw`(\d{1,3}):([0-5]\d)(?::([0-5]\d))?(?:[.,](\d{1,3}))?`;
const BRACKETED = new RegExp(
  String.raw`[[(]${CLOCK}(?:\s?[-–]\s?(?:\d{1,3}:)?\d{1,3}:\d\d(?:[.,]\d{1,3})?)?[\])]`,
  'y',
);
const BARE = new RegExp(CLOCK, 'y');

function milliseconds(match: RegExpExecArray): number {
  const [, first, second, third, fraction] = match;
  const seconds =
    third === undefined
      ? Number(first) * 60 + Number(second)
      : Number(first) * 3600 + Number(second) * 60 + Number(third);
  return seconds * 1000 + (fraction === undefined ? 0 : Number(fraction.padEnd(3, '0')));
}

function read(pattern: RegExp, text: string, start: number, end: number): Time | undefined {
  pattern.lastIndex = start;
  const match = pattern.exec(text);
  if (!match || pattern.lastIndex > end) return undefined;
  return { start, end: pattern.lastIndex, ms: milliseconds(match) };
}

/** The time in brackets or parentheses that begins at `start`, if it ends by `end` (UTF-16 offsets). */
export function bracketedTime(text: string, start: number, end: number): Time | undefined {
  const time = read(BRACKETED, text, start, end);
  // `[0:32)` is no time.
  return time && (text[start] === '[') === (text[time.end - 1] === ']') ? time : undefined;
}

/** The time without brackets that begins at `start`: `0:32`, `00:03:40.5`. */
export function bareTime(text: string, start: number, end: number): Time | undefined {
  return read(BARE, text, start, end);
}

/** `1:02:03` or `2:03`, with milliseconds only where there are any. */
export function formatTime(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const clock = hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
  return ms % 1000 === 0 ? clock : `${clock}.${String(ms % 1000).padStart(3, '0')}`;
}
