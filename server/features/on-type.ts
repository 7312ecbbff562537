import { applyEdits } from '../core/edit';
import { partAt } from '../core/find';
import type { Interview } from '../core/interview';
import { isQuoteMark } from '../core/marks';
import { parse } from '../core/parse';
import { upperBound } from '../core/span';
import { strip } from '../core/strip';
import type { Transcript } from '../core/syntax';
import { plainView } from '../related/plain';
import { sentences, trimmed } from '../related/sentences';
import type { Edit } from './place';

/** What is typed that may be closed: the first, and the others. */
export const CLOSED_CHARACTERS: readonly [string, ...string[]] = ['=', '{'];

/** Sentences that are longer are not closed. */
const REACH = 5000;

/**
 * **Closing what is typed.** `==` typed before a word is closed at the end of the quotation that begins there, else of the sentence; where
 * another end is meant, `==` typed there takes its place. `{` typed behind a quote is closed. Whatever else `=` and `{` are typed for is
 * left alone, and what is done leaves the original as it was before the mark was typed.
 *
 * @param offset behind the character that was typed.
 */
export function onType({ transcript }: Interview, offset: number, typed: string): Edit[] {
  const { text } = transcript;
  if (text.charAt(offset - 1) !== typed) return [];
  if (typed === '{') return closeBraces(transcript, offset);
  if (typed !== '=' || !isQuoteMark(text, offset - 2)) return [];
  const closed = transcript.quotes.find(
    ({ form, close, group }) => form === 'marked' && !group && close.end === offset,
  );
  return closed ? moveEnd(transcript, offset) : closeQuote(transcript, offset);
}

/** The quote that ends at the cursor ended further on until now. */
function moveEnd(transcript: Transcript, offset: number): Edit[] {
  const { text, paragraphs, escapes } = transcript;
  const end = paragraphs[upperBound(paragraphs, offset) - 1]?.end ?? offset;
  const last = Math.min(end, offset + REACH) - 2;
  let left = offset + 1;
  const isMark = (at: number): boolean => isQuoteMark(text, at) && escapes[upperBound(escapes, at) - 1]?.end !== at;
  while (left <= last && !isMark(left)) left++;
  if (left > last || text.charAt(left + 2) === '{') return [];
  return checked(transcript, [{ span: { start: left, end: left + 2 }, text: '' }], { start: offset - 2, end: offset });
}

function closeQuote(transcript: Transcript, offset: number): Edit[] {
  const { text, problems } = transcript;
  const open = offset - 2;
  if (!problems.some(({ code, start, end }) => code === 'unclosed-quote' && start === open && end === offset))
    return [];
  const end = quotedEnd(transcript, offset);
  if (end === undefined || text.startsWith('==', end)) return [];
  const edits = [{ span: { start: end, end }, text: '==' }];
  return checked(transcript, edits, { start: open, end: offset });
}

/** Where the quotation or the sentence ends that begins at an offset. */
function quotedEnd(transcript: Transcript, offset: number): number | undefined {
  const quotation = transcript.quotations.find(({ start }) => start === offset);
  if (quotation) return quotation.end;
  const place = partAt(transcript, offset);
  const part = place && transcript.paragraphs[place.paragraph]?.parts[place.part];
  if (!part || offset < part.start) return undefined;
  const rest = trimmed(transcript.text, offset, Math.min(part.end, offset + REACH));
  const view = plainView(transcript, rest);
  const [sentence] = sentences(view.text, 0, view.text.length);
  const isCut = sentence?.end === view.text.length && rest.end < trimmed(transcript.text, offset, part.end).end;
  return sentence && !isCut ? view.toSource(sentence).end : undefined;
}

function closeBraces(transcript: Transcript, offset: number): Edit[] {
  const isBehind = transcript.quotes.some(({ group, close }) => !group && close.end === offset - 1);
  const edits = isBehind ? [{ span: { start: offset, end: offset }, text: '}' }] : [];
  return checked(transcript, edits, { start: offset - 1, end: offset });
}

/** The edits, if with them the original is what it was before something was typed at `span`, and nothing is left open there. */
function checked({ text }: Transcript, edits: Edit[], typed: { start: number; end: number }): Edit[] {
  if (edits.length === 0) return [];
  const before = text.slice(0, typed.start) + text.slice(typed.end);
  const after = parse(applyEdits(text, edits));
  const isMark = after.layer.some(({ start, end }) => start <= typed.start && typed.end <= end);
  return isMark && strip(after) === strip(before) ? edits : [];
}
