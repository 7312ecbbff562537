/** Marks taken away from words, with their codes or when these have gone. */
import { readCodes } from '../../core/codes';
import { quoteExactlyAt } from '../../core/annotate';
import { contains, type Span } from '../../core/span';
import type { Annotation, Quote, Transcript } from '../../core/syntax';
import type { Edit } from '../place';
import { innermostFirst, quoteAt, targetAt } from '../words-at';
import { withoutLine } from './below';
import { carryOut, type Outcome } from './carry-out';
import { readWish, withoutCodes } from './code';

const NO_QUOTE = 'There is no quote here.';
const PROTECTED = 'The mark cannot be taken away without changing the words.';

/**
 * The quotes that an action on quotes means: the one that the selection holds exactly, else all that it holds, else the innermost that it lies
 * in.
 */
export function quotesAt(transcript: Transcript, selection: Span): Quote[] {
  const { start, end } = selection;
  if (start === end) return [quoteAt(transcript, start)].flatMap((quote) => quote ?? []);
  const exact = quoteExactlyAt(transcript, selection);
  if (exact) return [exact];
  const held = transcript.quotes.filter((quote) => contains(selection, quote.words));
  if (held.length > 0) return held;
  const around = transcript.quotes.filter((quote) => contains(quote, selection));
  return innermostFirst(transcript, around).slice(0, 1);
}

/** What tells the quotes of a selection from others. */
export function quotesKey(transcript: Transcript, selection: Span): string | undefined {
  const quotes = quotesAt(transcript, selection);
  return quotes.length > 0 ? quotes.map(({ start, end }) => `${start}-${end}`).join(' ') : undefined;
}

/** Takes the marks of the quotes of a selection away, with all codes. */
export function unmark(transcript: Transcript, selection: Span): Outcome {
  const removed = quotesAt(transcript, selection);
  return removed.length > 0 ? withoutMarks(transcript, removed) : { reason: NO_QUOTE };
}

function withoutMarks(transcript: Transcript, removed: readonly Quote[], rest: readonly Edit[] = []): Outcome {
  const marks = removed.flatMap(({ open, close }) => [open, close]);
  const step = carryOut(transcript, removals(transcript, marks, rest), { removed });
  return step ?? { reason: PROTECTED };
}

/** More marks are taken away alike. */
const MOST_CHOICES = 4;

/**
 * The ways to take marks away. Backslashes of the transcript directly before a mark stand there twice for its sake; where nothing follows
 * now that they could escape, they stand there once again.
 */
export function* removals(
  transcript: Transcript,
  marks: readonly Span[],
  rest: readonly Edit[] = [],
): Generator<Edit[]> {
  const sorted = [...marks].sort((a, b) => a.start - b.start);
  const doubled = new Map(
    sorted.filter((mark) => runBefore(transcript, mark.start) > 0).map((mark, index) => [mark, index]),
  );
  const single = (mark: Span, once: boolean): Edit => {
    const run = once ? runBefore(transcript, mark.start) : 0;
    return { span: { start: mark.start - (run >> 1), end: mark.end }, text: '' };
  };
  const ways = doubled.size <= MOST_CHOICES ? 1 << doubled.size : 2;
  for (let way = 0; way < ways; way++) {
    const isOnce = (mark: Span): boolean => {
      const index = doubled.get(mark);
      return index !== undefined && (doubled.size <= MOST_CHOICES ? ((way >> index) & 1) === 1 : way === 1);
    };
    yield [...sorted.map((mark) => single(mark, isOnce(mark))), ...rest];
  }
}

function runBefore({ text }: Transcript, at: number): number {
  let run = at;
  while (run > 0 && text[run - 1] === '\\') run--;
  return at - run;
}

/**
 * Takes codes away, wherever they stand among the others. With its last code the mark goes, too: words that nothing is said of are not
 * marked. At a cursor it is the innermost quote that carries one of them.
 */
export function uncode(transcript: Transcript, selection: Span, action: { codes: string }): Outcome {
  const unwanted = readWish(action.codes);
  if (!unwanted || unwanted.length === 0) return { reason: 'These are no codes.' };
  const target = targetAt(transcript, selection);
  if (target.kind === 'line') return uncodeLine(transcript, target.annotation, unwanted);
  const carries = (quote: Quote): boolean => withoutCodes(transcript, quote.codes, unwanted) !== undefined;
  const quotes = carriersAt(transcript, selection, carries);
  if (quotes.length === 0) return { reason: 'None of these codes is here.' };
  const changed = quotes.flatMap((quote) => {
    const edits = withoutCodes(transcript, quote.codes, unwanted) ?? [];
    const { text } = transcript;
    const content = contentOf(transcript, quote);
    let left = '';
    let at = content.start;
    for (const { span } of edits) {
      left += text.slice(at, span.start);
      at = span.end;
    }
    left += text.slice(at, content.end);
    return [{ quote, edits, left: left.trim() }];
  });
  const gone = changed.filter(({ left }) => left === '').map(({ quote }) => quote);
  const kept = changed.filter(({ left }) => left !== '');
  const step = carryOut(
    transcript,
    removals(
      transcript,
      gone.flatMap(({ open, close }) => [open, close]),
      kept.flatMap(({ edits }) => edits),
    ),
    { removed: quotes, added: kept.map(({ quote, left }) => ({ words: quote.words, codes: left })) },
  );
  // Of several, the selection stays what it is.
  if (step && quotes.length > 1) return { ...step, words: undefined };
  return step ?? { reason: PROTECTED };
}

function carriersAt(transcript: Transcript, selection: Span, carries: (quote: Quote) => boolean): Quote[] {
  if (selection.start < selection.end) return quotesAt(transcript, selection).filter(carries);
  const quote = quoteAt({ ...transcript, quotes: transcript.quotes.filter(carries) }, selection.start);
  return quote ? [quote] : [];
}

function contentOf({ text }: Transcript, { form, id, close, group }: Quote): Span {
  if (!group) return { start: close.end, end: close.end };
  const start = form === 'long' ? close.start + 1 + (id?.length ?? 0) : group.start + 1;
  return { start, end: Math.min(group.end - 1, text.length) };
}

function uncodeLine(transcript: Transcript, annotation: Annotation, unwanted: readonly string[]): Outcome {
  const edits = withoutCodes(transcript, annotation.codes, unwanted);
  if (!edits) return { reason: 'None of these codes is here.' };
  const { problems } = readCodes(transcript.text, annotation.body.start, annotation.body.end);
  const isEmpty = problems.length === 0 && edits.length === annotation.codes.length;
  const step = isEmpty
    ? carryOut(transcript, [[withoutLine(transcript, annotation)]], { lines: -1 })
    : carryOut(transcript, [edits], {});
  return step ?? { reason: 'The line cannot be changed without changing the words.' };
}
