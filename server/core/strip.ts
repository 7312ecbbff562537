import { parse } from './parse';
import { plainText } from './plain-text';
import type { Transcript } from './syntax';

export { plainText };

/** The original words: the text less its annotation layer. */
export function strip(source: string | Transcript): string {
  const transcript = typeof source === 'string' ? parse(source) : source;
  return plainText(transcript, { start: 0, end: transcript.text.length });
}
