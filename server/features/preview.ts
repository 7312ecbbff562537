import type { Span } from '../core/span';
import { plainText } from '../core/strip';
import type { Transcript } from '../core/syntax';

const LENGTH = 60;

/** The first words of a span of the interview, without marks, on one line. */
export function preview(transcript: Transcript, span: Span): string {
  // Enough of the text to fill the preview even where marks and codes stand in it.
  return shorten(plainText(transcript, { start: span.start, end: Math.min(span.end, span.start + 8 * LENGTH) }));
}

/** The first words of a text, on one line, cut between words. */
export function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= LENGTH) return line;
  const cut = line.lastIndexOf(' ', LENGTH);
  return line.slice(0, cut > LENGTH / 2 ? cut : LENGTH).replace(/[\ud800-\udbff]$/, '') + '…';
}
