/** Times of a transcript: `[0:32]`, `(12:31)`, `[00:12:31.250]`, and bare ones at the start of a line. */
import type { Time } from './syntax';

/**
 * The time without brackets that begins at `start`, if it ends by `end` (UTF-16 offsets): `0:32`, `00:03:40.5`, `1:02:03,250`. Read
 * character by character, as every turn of a long transcript may have one.
 */
export function bareTime(text: string, start: number, end: number): Time | undefined {
  let at = start;
  let value = 0;
  while (at < end && at - start < 3 && isDigit(text.charCodeAt(at))) value = value * 10 + digit(text, at++);
  if (at === start) return undefined;
  let parts = 1;
  while (parts < 3 && text.charCodeAt(at) === 0x3a && at + 2 < end && isSixty(text, at + 1)) {
    value = value * 60 + digit(text, at + 1) * 10 + digit(text, at + 2);
    at += 3;
    parts++;
  }
  if (parts === 1 || (at < end && isDigit(text.charCodeAt(at)))) return undefined;
  let ms = value * 1000;
  const point = text.charCodeAt(at);
  if ((point === 0x2e || point === 0x2c) && at + 1 < end && isDigit(text.charCodeAt(at + 1))) {
    at++;
    for (let unit = 100; unit >= 1 && at < end && isDigit(text.charCodeAt(at)); unit /= 10)
      ms += digit(text, at++) * unit;
  }
  return { start, end: at, ms };
}

/** The time in brackets or parentheses that begins at `start`; of a range (`[0:32-0:41]`) the beginning. */
export function bracketedTime(text: string, start: number, end: number): Time | undefined {
  const opening = text.charCodeAt(start);
  if ((opening !== 0x5b && opening !== 0x28) || !isDigit(text.charCodeAt(start + 1))) return undefined;
  const time = bareTime(text, start + 1, end);
  if (!time) return undefined;
  let at = time.end;
  const dash = text[at] === ' ' ? at + 1 : at;
  if (text[dash] === '-' || text[dash] === '–') {
    const second = bareTime(text, text[dash + 1] === ' ' ? dash + 2 : dash + 1, end);
    if (!second) return undefined;
    at = second.end;
  }
  if (at >= end || text.charCodeAt(at) !== (opening === 0x5b ? 0x5d : 0x29)) return undefined;
  time.start = start;
  time.end = at + 1;
  return time;
}

function isDigit(character: number): boolean {
  return character >= 0x30 && character <= 0x39;
}

function digit(text: string, at: number): number {
  return text.charCodeAt(at) - 0x30;
}

/** Whether two digits below sixty stand at `at`. */
function isSixty(text: string, at: number): boolean {
  const tens = text.charCodeAt(at);
  return tens >= 0x30 && tens <= 0x35 && isDigit(text.charCodeAt(at + 1));
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
