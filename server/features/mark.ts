import type { Corpus } from '../core/corpus';
import { transcriptOf } from '../core/interview';
import { editPieces, movedSpan, toEdits, whole } from '../core/pieces';
import type { Span } from '../core/span';
import type { Transcript } from '../core/syntax';
import { aside, blocksKey, memo } from './marking/below';
import type { Outcome } from './marking/carry-out';
import { code, type Gloss } from './marking/code';
import { quotesKey, uncode, unmark } from './marking/removal';
import { resize, type Resizing } from './marking/resize';
import { merge, split } from './marking/split-merge';
import type { Edit } from './place';
import { quoteAt } from './words-at';

/** What is done to the words at a cursor. */
export type Action =
  | { do: 'code'; codes: string; gloss?: Gloss }
  | { do: 'uncode'; codes: string }
  | { do: 'unmark' }
  | { do: 'memo'; text: string; coder?: string }
  | { do: 'aside' }
  | ({ do: 'resize' } & Resizing)
  | { do: 'split' }
  | { do: 'merge' };

export interface Marking {
  /** Of the text as it was: for all cursors together, one for each place that changes. */
  edits: Edit[];
  after: Transcript;
  /** For each cursor where it stands in `after`: the words of its quote, or one place in them where it had no length. */
  spans: Span[];
  /** For how many cursors it was done. */
  done: number;
  /** Why it was not, for the first for which it was not: without words of the transcript. */
  reason?: string;
}

/**
 * **Marking.** What an analyst does to the words at the cursors: one cursor after the other, each on the text that the one before it has made,
 * and once for those that mean the same quote or paragraph. What a cursor means is told by `targetAt`, what is marked of a selection by
 * `trimmedWords`. No word of the original changes, and nothing that is said of other words; whatever cannot be done so is refused.
 */
export function mark(corpus: Corpus, uri: string, selections: readonly Span[], action: Action): Marking | undefined {
  const before = transcriptOf(corpus.interviews.get(uri));
  if (!before) return undefined;
  let after = before;
  let pieces = whole(before.text);
  let spans = selections.map(({ start, end }) => ({ start: Math.min(start, end), end: Math.max(start, end) }));
  const words: (Span | undefined)[] = spans.map(() => undefined);
  const keys = spans.map((span) => keyOf(before, span, action));
  const reasons: (string | undefined)[] = [];
  for (const [index, key] of keys.entries()) {
    const span = spans[index] ?? { start: 0, end: 0 };
    let first = key === undefined ? -1 : keys.indexOf(key);
    // Quotes that have become one are not merged with the next for the second of them.
    if (action.do === 'merge') {
      const own = span.start === span.end ? quoteAt(after, span.start)?.words : undefined;
      first = words.findIndex(
        (done) => done && (meets(done, span) || (own?.start === done.start && own.end === done.end)),
      );
    }
    if (first >= 0 && first < index) {
      reasons[index] = reasons[first];
      words[index] = words[first];
      continue;
    }
    const outcome = act(corpus, after, span, action);
    if ('reason' in outcome) {
      reasons[index] = outcome.reason;
      continue;
    }
    const { edits } = outcome;
    pieces = editPieces(pieces, edits);
    after = outcome.after;
    spans = spans.map((span) => movedSpan(edits, span));
    for (const [other, span] of words.entries()) words[other] = span && movedSpan(edits, span);
    words[index] = outcome.words;
  }
  return {
    edits: toEdits(pieces, before.text.length),
    after,
    spans: spans.map((span, index) => settled(after, span, words[index])),
    done: spans.filter((_, index) => reasons[index] === undefined).length,
    reason: reasons.find((reason) => reason !== undefined),
  };
}

function act(corpus: Corpus, transcript: Transcript, selection: Span, action: Action): Outcome {
  switch (action.do) {
    case 'code':
      return code(corpus, transcript, selection, action);
    case 'uncode':
      return uncode(transcript, selection, action);
    case 'unmark':
      return unmark(transcript, selection);
    case 'memo':
      return memo(transcript, selection, action);
    case 'aside':
      return aside(transcript, selection);
    case 'resize':
      return resize(transcript, selection, action);
    case 'split':
      return split(transcript, selection);
    case 'merge':
      return merge(transcript, selection);
  }
}

/**
 * What two cursors have in common that mean the same. A new quote that the second finds is not marked again, but beside it a cursor would find
 * what is left of the sentence; a line that has lost its code has none to take away.
 */
function keyOf(transcript: Transcript, selection: Span, action: Action): string | undefined {
  const place = `at ${selection.start}-${selection.end}`;
  switch (action.do) {
    case 'split':
      return undefined;
    case 'code':
      return place;
    case 'memo':
    case 'aside':
      return blocksKey(transcript, selection) ?? place;
    default:
      return quotesKey(transcript, selection) ?? place;
  }
}

function meets(a: Span, b: Span): boolean {
  return a.start <= b.end && b.start <= a.end;
}

/** The words of the quote; for a cursor a place in them, near where it is, at which no quote within them is meant instead. */
function settled(transcript: Transcript, span: Span, words: Span | undefined): Span {
  if (!words) return span;
  if (span.start < span.end) return words;
  const near = Math.min(Math.max(span.start, words.start), words.end);
  const edges = transcript.quotes.flatMap((quote) => [quote.start - 1, quote.end + 1]);
  const places = [near, words.end, words.start, ...edges.filter((edge) => words.start < edge && edge < words.end)];
  const isFound = (at: number): boolean => {
    const found = quoteAt(transcript, at)?.words;
    return found !== undefined && found.start === words.start && found.end === words.end;
  };
  const at = places.find(isFound) ?? near;
  return { start: at, end: at };
}
