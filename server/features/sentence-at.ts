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
function sentenceAt(transcript: Transcript, words: Span, offset: number): Span | undefined {
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
 * The sentence at a cursor as far as it crosses no end of a quote: the part of it on the cursor's side, with the marks of the quotes that begin
 * or end where it does.
 */
export function sentenceAmongQuotes(transcript: Transcript, words: Span, offset: number): Span | undefined {
  const sentence = sentenceAt(transcript, words, offset);
  if (!sentence) return undefined;
  const quotes = transcript.quotes.filter((quote) => overlaps(quote, sentence)).sort(bySize);
  return cutAtQuotes(quotes, fitted(sentence, quotes, offset), offset);
}

/** The shorter one first. */
export function bySize(a: Span, b: Span): number {
  return a.end - a.start - (b.end - b.start);
}

/** The span with the marks of the quotes that begin or end where it does; the shorter quotes come first. */
export function withMarks({ start, end }: Span, quotes: readonly Quote[]): Span {
  for (const quote of quotes) {
    if (start < quote.words.start && end === quote.words.end) end = quote.end;
    else if (start === quote.words.start && end > quote.words.end) start = quote.start;
  }
  return { start, end };
}

/** Within the quotes that hold the cursor and that the sentence goes out of. */
function fitted(sentence: Span, quotes: readonly Quote[], offset: number): Span {
  let { start, end } = sentence;
  for (const quote of quotes) {
    const { words } = quote;
    ({ start, end } = withMarks({ start, end }, [quote]));
    if (overlaps(words, { start, end }) && touches(words, offset) && !contains({ start, end }, words)) {
      start = Math.max(start, words.start);
      end = Math.min(end, words.end);
    }
  }
  return { start, end };
}

/** Outside of the quotes that it only reaches into. */
function cutAtQuotes(quotes: readonly Quote[], sentence: Span, offset: number): Span {
  let { start, end } = sentence;
  for (const quote of quotes) {
    if (quote.start < sentence.start && quote.end < sentence.end && quote.end <= offset)
      start = Math.max(start, quote.end);
    if (quote.start > sentence.start && quote.end > sentence.end && quote.start >= offset)
      end = Math.min(end, quote.start);
  }
  return { start, end };
}
