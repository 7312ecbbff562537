/** Quotes written anew: their marks moved, doubled or changed from one form to the other, with the codes as they stand. */
import { freeId, putMark } from '../../core/annotate';
import { contains, overlaps, type Span } from '../../core/span';
import type { Quote, Transcript } from '../../core/syntax';
import type { Edit } from '../place';
import { codesText, plainOffsets } from './carry-out';

export interface Marks {
  open: string;
  close: string;
}

/** The marks of a quote as they stand. */
export function marksOf({ text }: Transcript, { open, close }: Quote): Marks {
  return { open: text.slice(open.start, open.end), close: text.slice(close.start, close.end) };
}

/** The marks of a quote with these codes in the short form. */
export function shortMarks(codes: string): Marks {
  return { open: '==', close: `=={${codes}}` };
}

export function longMarks(id: string, codes: string): Marks {
  return { open: `{${id}>`, close: `<${id}${codes === '' ? '' : ' '}${codes}}` };
}

/** The marks in the long form: of a quote that has it already its own. */
export function asLong(transcript: Transcript, quote: Quote, taken: readonly string[] = []): Marks {
  if (quote.form === 'long') return marksOf(transcript, quote);
  return longMarks(freeId(transcript, taken), codesText(transcript, quote));
}

/** Whether only the long form can mark these words: they go over a paragraph's end, or meet another quote in the short form. */
export function needsLong({ quotes, paragraphs, topics }: Transcript, words: Span, but: readonly Quote[]): boolean {
  const isIn = (block: Span): boolean => contains(block, words);
  if (!paragraphs.some(isIn) && !topics.some(isIn)) return true;
  return quotes.some((quote) => quote.form === 'marked' && !but.includes(quote) && overlaps(quote, words));
}

/** Changes a mark where it stands; nothing where it says that already. */
export function rewritten({ text }: Transcript, { start, end }: Span, mark: string): Edit[] {
  return text.slice(start, end) === mark ? [] : [{ span: { start, end }, text: mark }];
}

/** Puts the end of one quote and the beginning of the next between two pieces of words. */
export function parted(transcript: Transcript, end: number, start: number, close: string, open: string): Edit[] {
  if (end === start) return [putMark(transcript, end, close + open)];
  return [putMark(transcript, end, close), putMark(transcript, start, open)];
}

/**
 * Where the marks of a quote of these words go among the marks that stand there already: around the quotes that lie in it, inside those that
 * it lies in.
 */
export function nested(transcript: Transcript, { start, end }: Span, but: Quote): Span {
  const at = plainOffsets(transcript);
  const others = transcript.quotes.filter((quote) => quote !== but);
  const inside = others.filter(({ words }) => at(start) <= at(words.start) && at(words.end) <= at(end));
  const opens = new Map(inside.map(({ open }) => [open.end, open.start]));
  const closes = new Map(inside.map(({ close }) => [close.start, close.end]));
  let [from, to] = [start, end];
  for (let next = opens.get(from); next !== undefined; next = opens.get(from)) from = next;
  for (let next = closes.get(to); next !== undefined; next = closes.get(to)) to = next;
  return { start: from, end: to };
}
