/** One quote made several, and several made one. */
import { freeId, snap } from '../../core/annotate';
import { readCodes } from '../../core/codes';
import { contains, overlaps, slice, type Span } from '../../core/span';
import type { Quote, Transcript } from '../../core/syntax';
import { innermostFirst, quoteAt } from '../words-at';
import type { Edit } from '../place';
import { carryOut, codesText, plainOffsets, type Outcome } from './carry-out';
import { quotesAt, removals } from './removal';
import { longMarks, marksOf, needsLong, parted, rewritten, shortMarks, type Marks } from './rewriting';

const NO_QUOTE = 'There is no quote here.';

/**
 * **Splitting.** Makes two quotes of one at the cursor, and of a selection within a quote one of its own. All keep the codes; blanks at the
 * cut, and a label that begins there, belong to none of them.
 */
export function split(transcript: Transcript, selection: Span): Outcome {
  const [quote] = splittable(transcript, selection);
  if (!quote) return { reason: NO_QUOTE };
  const { words } = quote;
  const at = plainOffsets(transcript);
  const cuts = [...new Set([selection.start, selection.end])].filter((cut) => isWithin(transcript, words, cut));
  if (cuts.length === 0) return { reason: 'At the end of a quote there is nothing to split.' };
  const pieces = cuts.reduce<Span[]>(
    (done, cut) => {
      const last = done.at(-1) ?? words;
      const left = snap(transcript, { start: last.start, end: cut });
      const right = snap(transcript, { start: cut, end: words.end });
      if (!left || !right || at(left.end) > at(right.start)) return done;
      return [...done.slice(0, -1), { start: last.start, end: left.end }, { start: right.start, end: words.end }];
    },
    [words],
  );
  const codes = codesText(transcript, quote);
  const own = marksOf(transcript, quote);
  const short = quote.form === 'marked' ? [pieces.map(() => own)] : [];
  const proposals = [...short, named(transcript, quote, pieces.length)].map((marks) =>
    divide(transcript, quote, pieces, marks),
  );
  // First the piece that the cursor is in.
  const first = cuts.includes(selection.start) ? 1 : 0;
  const added = [...pieces.slice(first), ...pieces.slice(0, first)].map((piece) => ({ words: piece, codes }));
  const step = pieces.length > 1 ? carryOut(transcript, proposals, { removed: [quote], added }) : undefined;
  return step ?? { reason: 'The quote cannot be split here.' };
}

/** At a cursor the innermost quote that goes on to both sides. */
function splittable(transcript: Transcript, selection: Span): Quote[] {
  const { start, end } = selection;
  const chosen = transcript.quotes.filter((quote) =>
    start < end ? contains(quote, selection) : isWithin(transcript, quote.words, start),
  );
  const within = innermostFirst(transcript, chosen);
  return within.length > 0 ? within.slice(0, 1) : quotesAt(transcript, selection);
}

/** Whether words stand on both sides of a cut. */
function isWithin(transcript: Transcript, { start, end }: Span, cut: number): boolean {
  return (
    start < cut &&
    cut < end &&
    snap(transcript, { start, end: cut }) !== undefined &&
    snap(transcript, { start: cut, end }) !== undefined
  );
}

/** Marks in the long form for the pieces of a quote. */
function named(transcript: Transcript, quote: Quote, count: number): Marks[] {
  const ids = quote.form === 'long' ? [quote.id ?? ''] : [];
  while (ids.length < count) ids.push(freeId(transcript, ids));
  return ids.map((id, index) =>
    index === 0 && quote.form === 'long' ? marksOf(transcript, quote) : longMarks(id, codesText(transcript, quote)),
  );
}

function divide(transcript: Transcript, quote: Quote, pieces: readonly Span[], marks: readonly Marks[]): Edit[] {
  const edits = rewritten(transcript, quote.open, marks[0]?.open ?? '');
  for (const [index, { end }] of pieces.slice(0, -1).entries()) {
    const next = pieces[index + 1]?.start ?? end;
    edits.push(...parted(transcript, end, next, marks[index]?.close ?? '', marks[index + 1]?.open ?? ''));
  }
  return [...edits, ...rewritten(transcript, quote.close, marks.at(-1)?.close ?? '')];
}

/**
 * **Merging.** Makes one quote of those that the selection touches; at a cursor of the quote there and the next one in the same paragraph
 * or turn. What stands between them becomes part of it, and it has the codes of all, in their order, each once.
 */
export function merge(transcript: Transcript, selection: Span): Outcome {
  const quotes = mergeable(transcript, selection);
  const [first] = quotes;
  if (!first) return { reason: NO_QUOTE };
  if (quotes.length < 2) return { reason: 'There is no other quote to merge it with.' };
  const last = quotes.reduce((one, other) => (other.words.end > one.words.end ? other : one));
  const words = { start: first.words.start, end: last.words.end };
  const codes = [...new Set(quotes.flatMap((quote) => writtenCodes(transcript, quote)))].join(' ');
  const marks = quotes.flatMap((quote) => [
    ...(quote === first ? [] : [quote.open]),
    ...(quote === last ? [] : [quote.close]),
  ]);
  const named = quotes.find(({ form }) => form === 'long');
  const long = longMarks(named?.id ?? freeId(transcript), codes);
  const forms = named || needsLong(transcript, words, quotes) ? [long] : [shortMarks(codes), long];
  const step = carryOut(
    transcript,
    forms.flatMap(({ open, close }) => [
      ...removals(transcript, marks, [
        ...rewritten(transcript, first.open, open),
        ...rewritten(transcript, last.close, close),
      ]),
    ]),
    { removed: quotes, added: [{ words, codes }] },
  );
  return step ?? { reason: 'These quotes cannot be merged.' };
}

/** In file order. */
function mergeable(transcript: Transcript, selection: Span): Quote[] {
  const { quotes } = transcript;
  const touched = quotes.filter(({ words }) => overlaps(words, selection));
  const inner = touched.filter(({ words }) => !contains(words, selection));
  if (inner.length > 1) return inner;
  const quote = inner[0] ?? quoteAt(transcript, selection.start);
  if (!quote) return [];
  const next = quotes.find(
    (other) =>
      other.words.start > quote.words.start &&
      other.words.end > quote.words.end &&
      isSamePlace(transcript, quote, other),
  );
  return next ? [quote, next] : [quote];
}

/** Whether both begin in one paragraph, or in one turn. */
function isSamePlace({ paragraphs }: Transcript, a: Quote, b: Quote): boolean {
  if (a.turn >= 0 && a.turn === b.turn) return true;
  return paragraphs.some((paragraph) => contains(paragraph, a.open) && contains(paragraph, b.open));
}

/** The codes of a quote as they are written, and whatever else stands among them. */
function writtenCodes(transcript: Transcript, quote: Quote): string[] {
  const source = codesText(transcript, quote);
  const { codes, problems } = readCodes(source, 0, source.length);
  return [...codes, ...problems].sort((a, b) => a.start - b.start).map((span) => slice(source, span));
}
