import { parse } from './parse';
import type { Span } from './span';
import { upperBound } from './span';
import type { Transcript } from './syntax';

/** The original words: the text less its annotation layer. */
export function strip(source: string | Transcript): string {
  const transcript = typeof source === 'string' ? parse(source) : source;
  return plainText(transcript, { start: 0, end: transcript.text.length });
}

/** The original words of a span. */
export function plainText(transcript: Transcript, span: Span): string {
  const { text, layer } = transcript;
  let plain = '';
  let at = span.start;
  for (let index = Math.max(0, upperBound(layer, span.start) - 1); index < layer.length; index++) {
    const { start, end } = layer[index] as Span;
    if (start >= span.end) break;
    if (end <= at) continue;
    if (start > at) plain += text.slice(at, start);
    at = end;
  }
  return at < span.end ? plain + text.slice(at, span.end) : plain;
}
