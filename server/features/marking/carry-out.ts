/** What an action does to the annotation layer, and the check that it does that and nothing else. */
import { applyEdits } from '../../core/edit';
import { parse } from '../../core/parse';
import { plainOffsets, type PlainOffset } from '../../core/plain-text';
import type { Span } from '../../core/span';
import { strip } from '../../core/strip';
import type { Quote, Transcript } from '../../core/syntax';
import type { Edit } from '../place';

export { plainOffsets };

/** One cursor's part of an action: carried out, or why it is not. */
export type Outcome = Step | { reason: string };

export interface Step {
  edits: Edit[];
  after: Transcript;
  /** The words that the cursor belongs to from now on, in `after`. */
  words?: Span;
}

/** What is meant to be otherwise afterwards. */
export interface Intent {
  removed?: readonly Quote[];
  /** Words, as offsets of the text before, and codes as they stand in the braces. */
  added?: readonly { words: Span; codes: string }[];
  /** How many annotation lines more, or less. */
  lines?: number;
}

/**
 * The first of some proposals that does what is meant and leaves all else what it is: the words of the original, the other quotes with their
 * codes, turns, topics and paragraphs. `words` are those of the first quote added.
 */
export function carryOut(
  before: Transcript,
  proposals: Iterable<Edit[]>,
  { removed = [], added = [], lines = 0 }: Intent,
): Step | undefined {
  const at = plainOffsets(before);
  const wanted = added.map(({ words, codes }) => key(at, words, codes));
  const gone = new Set(removed);
  const kept = before.quotes.filter((quote) => !gone.has(quote)).map((quote) => keyOf(before, at, quote));
  const quotes = [...kept, ...wanted].sort().join('\n');
  const rest = restOf(before, at);
  const original = strip(before);
  for (const edits of proposals) {
    const after = parse(applyEdits(before.text, edits));
    if (strip(after) !== original) continue;
    if (after.annotations.length !== before.annotations.length + lines) continue;
    const now = plainOffsets(after);
    const keys = after.quotes.map((quote) => keyOf(after, now, quote));
    if ([...keys].sort().join('\n') !== quotes || restOf(after, now) !== rest) continue;
    return { edits, after, words: after.quotes[keys.indexOf(wanted[0] ?? '')]?.words };
  }
  return undefined;
}

/** What stands in the braces of a quote, without blanks at the ends. */
export function codesText({ text }: Transcript, { form, id, close, group }: Quote): string {
  const start = form === 'long' ? close.start + 1 + (id?.length ?? 0) : (group?.start ?? 0) + 1;
  return group ? text.slice(start, group.end - 1).trim() : '';
}

function keyOf(transcript: Transcript, at: PlainOffset, quote: Quote): string {
  return key(at, quote.words, codesText(transcript, quote));
}

function key(at: PlainOffset, { start, end }: Span, codes: string): string {
  return `${at(start)} ${at(end)} ${codes}`;
}

/** What no action changes. */
function restOf({ turns, topics, paragraphs }: Transcript, at: PlainOffset): string {
  return JSON.stringify([
    turns.map(({ start, speaker, label, guess }) => [at(start), speaker, label, guess]),
    topics.map(({ start, level, title }) => [at(start), level, title]),
    paragraphs.map(({ start, end }) => [at(start), at(end)]),
  ]);
}
