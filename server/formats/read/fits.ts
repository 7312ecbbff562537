/** What a file is, seen from its content: how sure each reader is, 0 to 1. Linear, and without reading all of it. */
import { beginsWithTiming } from './blocks';

type Content = string | Uint8Array;

export function fitsText(content: Content, fileName: string): number {
  if (typeof content !== 'string' || /\.json$/i.test(fileName)) return 0;
  return /\.(?:txt|text|md|markdown)$/i.test(fileName) ? 0.6 : 0.1;
}

export function fitsVtt(content: Content, fileName: string): number {
  if (typeof content !== 'string') return 0;
  if (/^\s{0,99}WEBVTT(?=[ \t\r\n]|$)/.test(content)) return 1;
  return /\.vtt$/i.test(fileName) ? (beginsWithTiming(content) ? 0.9 : 0.2) : 0;
}

export function fitsSrt(content: Content, fileName: string): number {
  if (typeof content !== 'string') return 0;
  return beginsWithTiming(content) ? 0.8 : /\.srt$/i.test(fileName) ? 0.2 : 0;
}

/** Whisper and WhisperX: `segments` with `start`, `end` and `text`. */
export function fitsWhisper(content: Content): number {
  return hasList(content, 'segments', ['start', 'end', 'text']) ? 0.9 : 0;
}

export function fitsWhisperCpp(content: Content): number {
  return hasList(content, 'transcription', ['text', '(?:offsets|timestamps)']) ? 0.9 : 0;
}

/** The podcast namespace: `segments` with `startTime` and `body`. */
export function fitsPodcast(content: Content): number {
  return hasList(content, 'segments', ['startTime', 'body']) ? 0.9 : 0;
}

export function fitsRev(content: Content): number {
  return hasList(content, 'monologues', ['elements']) ? 0.9 : 0;
}

/** Whether an object of JSON has a list whose first item, an object, begins with such keys, in whatever order. */
function hasList(content: Content, list: string, keys: readonly string[]): boolean {
  if (typeof content !== 'string' || !/^\s{0,999}\{/.test(content)) return false;
  const name = `"${list}"`;
  // A key, and no words: in those a quotation mark would have a backslash.
  for (let at = content.indexOf(name); at >= 0; at = content.indexOf(name, at + 1)) {
    const item = content.slice(at + name.length, at + name.length + 20_000);
    if (!/^\s{0,99}:\s{0,99}\[\s{0,999}\{/.test(item)) continue;
    return keys.every((key) => new RegExp(`[{,]\\s{0,999}"${key}"\\s{0,99}:`).test(item));
  }
  return false;
}
