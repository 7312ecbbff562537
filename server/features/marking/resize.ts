/** The ends of a quote, moved. */
import { putMark } from '../../core/annotate';
import type { Span } from '../../core/span';
import type { Quote, Transcript } from '../../core/syntax';
import type { Edit } from '../place';
import { carryOut, codesText, plainOffsets, type Outcome } from './carry-out';
import { asLong, marksOf, needsLong, nested, rewritten, shortMarks, type Marks } from './rewriting';
import { quotesAt, removals } from './removal';
import { unitsFrom, type Unit } from './units';

export interface Resizing {
  end: 'start' | 'end';
  direction: 'forward' | 'back';
  by: Unit;
}

/** What `annotate` calls a long quote. */
const OWN_ID = /^q\d{1,6}$/;

/**
 * **Resizing.** Moves the start or the end of the quote by a word, a sentence or what one speaker says in a paragraph, over turns and
 * paragraphs, too. A word ends as a selection does: a full stop belongs to it, a comma does not. A quote in the short form that comes to meet
 * another one, or to leave its paragraph, is given an id, and loses it again when it needs it no more; codes stay as they are written.
 */
export function resize(transcript: Transcript, selection: Span, how: Resizing): Outcome {
  const quotes = quotesAt(transcript, selection);
  const [quote] = quotes;
  if (!quote) return { reason: 'There is no quote here.' };
  if (quotes.length > 1) return { reason: 'There are several quotes in the selection.' };
  const edge = newEdge(transcript, quote, how);
  if (edge === undefined) {
    const shrinks = (how.end === 'end') === (how.direction === 'back');
    return { reason: shrinks ? 'No words would be left in the quote.' : 'There are no more words to take in.' };
  }
  const words = nested(transcript, { ...quote.words, [how.end]: edge }, quote);
  // The end that stays is where it was.
  const target = { ...quote.words, [how.end]: words[how.end] };
  const codes = codesText(transcript, quote);
  const step = carryOut(transcript, proposals(transcript, quote, target, how.end), {
    removed: [quote],
    added: [{ words: target, codes }],
  });
  return step ?? { reason: 'The mark cannot be moved there without changing the words.' };
}

/** Where the end of the quote goes; `undefined` where there is no such place, or no words would be left. */
function newEdge(transcript: Transcript, { words }: Quote, { end, direction, by }: Resizing): number | undefined {
  const at = plainOffsets(transcript);
  const isForward = direction === 'forward';
  const [from, start, stop] = [at(words[end]), at(words.start), at(words.end)];
  for (const units of unitsFrom(transcript, words[end], by, direction)) {
    const edges = units.map((unit) => unit[end]);
    const edge = isForward ? edges.find((offset) => at(offset) > from) : edges.findLast((offset) => at(offset) < from);
    if (edge === undefined) continue;
    const isLeft = end === 'end' ? at(edge) > start : at(edge) < stop;
    return isLeft ? edge : undefined;
  }
  return undefined;
}

function* proposals(transcript: Transcript, quote: Quote, words: Span, end: Resizing['end']): Generator<Edit[]> {
  const needed = needsLong(transcript, quote.words, [quote]);
  const needs = needsLong(transcript, words, [quote]);
  if (quote.form === 'long' && OWN_ID.test(quote.id ?? '') && needed && !needs)
    yield* move(transcript, quote, words, end, shortMarks(codesText(transcript, quote)));
  if (quote.form === 'long' || !needs) yield* move(transcript, quote, words, end, marksOf(transcript, quote));
  yield* move(transcript, quote, words, end, asLong(transcript, quote));
}

function move(transcript: Transcript, quote: Quote, words: Span, end: Resizing['end'], marks: Marks): Iterable<Edit[]> {
  const { open, close } = quote;
  return end === 'end'
    ? removals(
        transcript,
        [close],
        [...rewritten(transcript, open, marks.open), putMark(transcript, words.end, marks.close)],
      )
    : removals(
        transcript,
        [open],
        [putMark(transcript, words.start, marks.open), ...rewritten(transcript, close, marks.close)],
      );
}
