/** The sentence at a cursor. */
import { contains, overlaps, touches, type Span } from '../core/span';
import type { Quote, Transcript } from '../core/syntax';
import { plainView } from '../related/plain';
import { sentences } from '../related/sentences';

/** Sentences are looked for this far around the cursor: some transcripts are one line. */
const REACH = 5000;

/**
 * The sentence at `offset`, within the words of one speaker in a paragraph. `undefined` where there is none, or where it goes on for so long
 * that its end cannot be seen.
 */
export function sentenceAt(transcript: Transcript, words: Span, offset: number): Span | undefined {
  const window = { start: Math.max(words.start, offset - REACH), end: Math.min(words.end, offset + REACH) };
  const view = plainView(transcript, window);
  const spans = sentences(view.text, 0, view.text.length).map((span) => ({ ...view.toSource(span), plain: span }));
  const found = spans.findLast((span) => touches(span, offset));
  // What is cut off by the window is no sentence.
  const isCut =
    (found?.plain.start === 0 && window.start > words.start) ||
    (found?.plain.end === view.text.length && window.end < words.end);
  return isCut ? undefined : found;
}

/**
 * The part of a sentence that lies on the cursor's side of the quotes' ends that it crosses; with the marks of those that begin or end where
 * it does.
 */
export function fitted(sentence: Span, quotes: readonly Quote[], offset: number): Span {
  let { start, end } = sentence;
  for (const quote of quotes) {
    const { words } = quote;
    if (start < words.start && end === words.end) end = quote.end;
    else if (start === words.start && end > words.end) start = quote.start;
    else if (overlaps(words, { start, end }) && touches(words, offset) && !contains({ start, end }, words)) {
      start = Math.max(start, words.start);
      end = Math.min(end, words.end);
    }
  }
  return { start, end };
}
