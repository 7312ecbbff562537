/** What a cursor or a selection stands for when something is to be said of words. */
import { quoteExactlyAt, snap } from '../core/annotate';
import { lineOf } from '../core/lines';
import { isSpace } from '../core/marks';
import { plainOffsets } from '../core/plain-text';
import { overlaps, touches, upperBound, type Span } from '../core/span';
import type { Annotation, Paragraph, Quote, Transcript } from '../core/syntax';
import { trimmed } from '../related/sentences';
import { sentenceAmongQuotes } from './sentence-at';

export type Target =
  /** Words that are a quote. */
  | { kind: 'quote'; quote: Quote; words: Span }
  /** Words that can become one. */
  | { kind: 'words'; words: Span }
  /** A `%tags` line, which says something of its whole paragraph or section. */
  | { kind: 'line'; annotation: Annotation }
  /** A sentence that says why, without words of the transcript. */
  | { kind: 'nothing'; reason: string };

/**
 * What is spoken of at a selection: the quote that it holds exactly, else the words that it holds, trimmed; in a `%tags` line that line. At a
 * cursor: the innermost quote, else the sentence, which goes neither over a turn nor over the end of a paragraph, and ends where a quote does
 * that it would cross. On a label it is the first sentence behind it. Other annotation lines, the front matter and blank lines hold no words.
 */
export function targetAt(transcript: Transcript, selection: Span): Target {
  const line = transcript.lines[lineOf(transcript.lines, selection.start)];
  if (line && selection.end <= line.contentEnd) {
    if (line.kind === 'front-matter') return nothing('The front matter holds no words of the interview.');
    if (line.kind === 'annotation') {
      const annotation = transcript.annotations[upperBound(transcript.annotations, line.contentEnd) - 1];
      if (annotation?.word === 'tags' && annotation.start >= line.start) return { kind: 'line', annotation };
      return nothing('An annotation line holds no words of the interview.');
    }
  }
  return selection.start < selection.end ? selected(transcript, selection) : atCursor(transcript, selection.start);
}

function nothing(reason: string): Target {
  return { kind: 'nothing', reason };
}

function selected(transcript: Transcript, selection: Span): Target {
  const words = trimmedWords(transcript, selection);
  const quote = quoteExactlyAt(transcript, selection) ?? (words && quoteExactlyAt(transcript, words));
  if (quote) return { kind: 'quote', quote, words: quote.words };
  return words ? { kind: 'words', words } : nothing('There are no words in the selection.');
}

function atCursor(transcript: Transcript, offset: number): Target {
  const quote = quoteAt(transcript, offset);
  if (quote) return { kind: 'quote', quote, words: quote.words };
  const sentence = sentenceOrTitle(transcript, offset);
  const words = sentence && trimmedWords(transcript, sentence);
  const marked = words && quoteExactlyAt(transcript, words);
  if (marked) return { kind: 'quote', quote: marked, words: marked.words };
  return words ? { kind: 'words', words } : nothing('There is no sentence at the cursor.');
}

/** The innermost quote whose words or marks hold `offset`, one that the offset is in before one that it only adjoins. */
export function quoteAt(transcript: Transcript, offset: number): Quote | undefined {
  const touched = transcript.quotes.filter((quote) => touches(quote, offset));
  const found = innermostFirst(transcript, touched);
  return found.find(({ start, end }) => start < offset && offset < end) ?? found[0];
}

/** By the length of their words alone: what is said of them does not make them longer. */
export function innermostFirst(transcript: Transcript, quotes: readonly Quote[]): Quote[] {
  if (quotes.length < 2) return [...quotes];
  const at = plainOffsets(transcript);
  const length = ({ words }: Quote): number => at(words.end) - at(words.start);
  return [...quotes].sort((a, b) => length(a) - length(b));
}

function sentenceOrTitle(transcript: Transcript, offset: number): Span | undefined {
  const { text, paragraphs, topics, lines } = transcript;
  const line = lines[lineOf(lines, offset)];
  if (line?.kind === 'topic') return topics.find((topic) => !topic.added && touches(topic, offset))?.titleSpan;
  if (line?.kind !== 'text') return undefined;
  const paragraph: Paragraph | undefined = paragraphs[upperBound(paragraphs, offset) - 1];
  const part = paragraph?.parts[Math.max(0, upperBound(paragraph.parts, offset) - 1)];
  if (!part || offset > part.end) return undefined;
  const words = trimmed(text, part.words, part.end);
  let at = Math.min(Math.max(offset, words.start), words.end);
  // Between two sentences it is the one before.
  while (at > words.start && isSpaceAt(text, at - 1) && isSpaceAt(text, at)) at--;
  // A sentence begins behind the marks before its first word, and ends before those behind its last.
  const markAt = (offset: number): Span | undefined => transcript.layer[upperBound(transcript.layer, offset) - 1];
  for (let mark = markAt(at); mark && at < mark.end; mark = markAt(at)) at = mark.end;
  if (at === words.end) for (let mark = markAt(at - 1); mark?.end === at; mark = markAt(at - 1)) at = mark.start;
  return sentenceAmongQuotes(transcript, words, at);
}

function isSpaceAt(text: string, at: number): boolean {
  const character = text.charCodeAt(at);
  return Number.isNaN(character) || isSpace(character) || character === 0x0a || character === 0x0d;
}

/** Each takes something off an end; there is no need to take off more. */
const MOST_ROUNDS = 50;
const LEFT_OUT = new Set([...',;:–—―،؛、，；：']);

/**
 * **What is marked of a selection.** Blanks at both ends are left out, and so are a comma, semicolon, colon or dash at the end; a full stop,
 * `?`, `!`, `…` and what closes behind them stay as selected. A quotation mark whose partner stands just outside is joined by it; one at the
 * edge whose partner is further away is left out. Labels, marks and times that the selection cuts are left out, and characters that it cuts
 * are taken in whole. `undefined` where no words are left.
 */
export function trimmedWords(transcript: Transcript, selection: Span): Span | undefined {
  let span = selection;
  for (let rounds = 0; rounds < MOST_ROUNDS; rounds++) {
    const before: Span = span;
    const snapped = snap(transcript, before);
    if (!snapped) return undefined;
    span = withPartners(transcript, snapped);
    while (span.start < span.end && isLeftOut(transcript, span.end)) span = { start: span.start, end: span.end - 1 };
    if (span.end === before.end) span = withoutLoneMarks(transcript, span);
    if (span.start === before.start && span.end === before.end) break;
  }
  return span.start < span.end ? span : undefined;
}

/** A hyphen is a dash where it stands alone, or twice, marks between aside; otherwise it belongs to its word. */
function isLeftOut({ text, layer }: Transcript, end: number): boolean {
  const last = text.charAt(end - 1);
  if (last !== '-') return LEFT_OUT.has(last);
  let at = end - 1;
  for (let index = upperBound(layer, at - 1) - 1, mark = layer[index]; mark && mark.end >= at; mark = layer[--index])
    at = mark.start;
  return text[at - 1] === '-' || isSpaceAt(text, at - 1);
}

function withPartners({ quotations }: Transcript, { start, end }: Span): Span {
  let [from, to] = [start, end];
  for (const quotation of quotations) {
    if (!overlaps(quotation, { start, end })) continue;
    if (quotation.start >= start && quotation.words.end === end) to = Math.max(to, quotation.end);
    if (quotation.end <= end && quotation.words.start === start) from = Math.min(from, quotation.start);
  }
  return { start: from, end: to };
}

function withoutLoneMarks({ quotations }: Transcript, { start, end }: Span): Span {
  let [from, to] = [start, end];
  for (const quotation of quotations) {
    if (quotation.start === start && quotation.end > end) from = quotation.words.start;
    if (quotation.end === end && quotation.start < start) to = quotation.words.end;
  }
  return { start: from, end: to };
}
