import type { Corpus } from '../core/corpus';
import { isTagOrClaim, quotesAt } from '../core/find';
import { transcriptOf, type Interview } from '../core/interview';
import { upperBound, type Span } from '../core/span';
import type { Quote, Transcript } from '../core/syntax';
import type { RelatedIndex } from '../related/related-index';
import { trimmed } from '../related/sentences';
import { touched, untaggedQuotes } from './diagnostics';
import { relatedPassages } from './related-passages';
import { reportedSpeech } from './reported-speech';

/** See the protocol, which says what is open when. */
export type StopKind = 'quote' | 'paragraph' | 'suggestion' | 'reported';

/** A place that a coder decides on, or has decided on. The span covers the words as one would select them. */
export interface Stop extends Span {
  /** `undefined` of a suggestion: `hasSuggestion` finds out. */
  open: boolean | undefined;
}

/**
 * **Coding walk.** What there is to decide in an interview, in file order, decided or not: so that a place is the 12th of 45 before and
 * after it was tagged. Quotes are open as long as the problem `untagged-quote` is reported of them; asides are no part of the interview.
 *
 * In an interview that the analyst labels, the paragraphs behind the last label are open too, whoever spoke last: nobody has come that far.
 */
export function stops(transcript: Transcript, kind: StopKind): Stop[] {
  let known = found.get(transcript);
  if (!known) found.set(transcript, (known = new Map()));
  let list = known.get(kind);
  if (!list) known.set(kind, (list = FINDERS[kind](transcript).sort(compareSpans)));
  return list;
}

const found = new WeakMap<Transcript, Map<StopKind, Stop[]>>();

const FINDERS: Record<StopKind, (transcript: Transcript) => Stop[]> = {
  quote: quoteStops,
  paragraph: paragraphStops,
  suggestion: (transcript) =>
    coded(transcript)
      // Of quotes that begin together only the innermost can be asked about.
      .filter((quote) => quote.words.end > quote.words.start && quotesAt(transcript, quote.words.start)[0] === quote)
      .map(({ words }) => ({ ...words, open: undefined })),
  reported(transcript) {
    const isMarked = touched(transcript.quotes);
    return reportedSpeech(transcript).map(({ start, end }) => ({ start, end, open: !isMarked({ start, end }) }));
  },
};

/** In file order, the outer one first. */
function compareSpans(a: Span, b: Span): number {
  return a.start - b.start || b.end - a.end;
}

function quoteStops(transcript: Transcript): Stop[] {
  const words = new Map(transcript.quotes.map((quote) => [quote.start, quote]));
  const open = untaggedQuotes(transcript).map((problem): Stop => {
    const quote = words.get(problem.start);
    const { start, end } = quote?.end === problem.end ? quote.words : problem;
    return { start, end, open: true };
  });
  return [...open, ...coded(transcript).map(({ words }) => ({ ...words, open: false }))];
}

/** The quotes with a tag or claim, but not those of asides. */
function coded({ quotes, paragraphs }: Transcript): Quote[] {
  return quotes.filter(
    ({ codes, words }) => codes.some(isTagOrClaim) && !paragraphs[upperBound(paragraphs, words.start) - 1]?.aside,
  );
}

function paragraphStops({ text, paragraphs, turns }: Transcript): Stop[] {
  const isOwn = turns.length > 0 && turns.every(({ added }) => added);
  const reached = isOwn ? (turns.at(-1)?.start ?? 0) : Infinity;
  return paragraphs.flatMap(({ aside, parts }) => {
    if (aside) return [];
    const isOpen = ({ turn, start }: Span & { turn: number }): boolean => {
      const said = turns[turn];
      return !said || said.guess || start > reached;
    };
    const open = parts.find((part) => part.words < part.end && isOpen(part));
    const part = open ?? parts[0];
    const span = part && trimmed(text, part.words, part.end);
    return span && span.start < span.end ? [{ ...span, open: open !== undefined }] : [];
  });
}

/** Whether another interview has a passage to decide on: one that is suggested, and neither linked by a claim nor dismissed. Asks the index. */
export function hasSuggestion(corpus: Corpus, related: RelatedIndex, uri: string, { start }: Span): boolean {
  return (relatedPassages(corpus, related, uri, start, 1)?.suggested.length ?? 0) > 0;
}

export interface Count {
  total: number;
  /** `undefined` of suggestions. */
  open: number | undefined;
}

/** An interview is never changed: one that is read anew is another one. */
const counted = new WeakMap<Interview, Map<StopKind, Count>>();

/** How many stops an interview has; its transcript is only read again where nobody has asked before. */
export function countStops(interview: Interview, kind: StopKind): Count {
  let counts = counted.get(interview);
  if (!counts) counted.set(interview, (counts = new Map()));
  const known = counts.get(kind);
  if (known) return known;
  const transcript = transcriptOf(interview);
  if (!transcript) return { total: 0, open: 0 };
  const list = stops(transcript, kind);
  const open = kind === 'suggestion' ? undefined : list.filter((stop) => stop.open).length;
  const count = { total: list.length, open };
  counts.set(kind, count);
  return count;
}

/** The interviews in the order in which one goes through them: that of their files. */
export function interviewsInOrder({ interviews }: Corpus): Interview[] {
  return [...interviews.keys()].sort().flatMap((uri) => interviews.get(uri) ?? []);
}

export type Direction = 'here' | 'next' | 'previous';

/** A stop that one may come to. */
export interface Candidate {
  interview: Interview;
  stop: Stop;
  /** From 0. */
  index: number;
  total: number;
  wrapped: boolean;
}

/**
 * What one comes to from `from` on: the rest of this interview, then the others where the scope is the corpus, and from the other end on to
 * where one was. Decided stops are left out. A step for every interview that is looked at yields at least `undefined`, so that whoever asks can pause.
 */
export function* candidates(
  corpus: Corpus,
  here: Interview,
  from: Span,
  { kind, direction, scope }: { kind: StopKind; direction: Direction; scope: 'interview' | 'corpus' },
): Generator<Candidate | undefined, void> {
  const isBack = direction === 'previous';
  // A cursor without a selection may stand at the beginning of the words.
  const compare = (stop: Stop): number =>
    from.start === from.end ? stop.start - from.start : compareSpans(stop, from);
  const before = (stop: Stop): boolean => compare(stop) < (direction === 'next' ? 1 : 0);
  const list = function* (interview: Interview, wrapped: boolean, keep: (stop: Stop) => boolean) {
    yield undefined;
    if (countStops(interview, kind).open === 0) return;
    const transcript = transcriptOf(interview);
    const all = transcript ? stops(transcript, kind) : [];
    const numbered = all.map((stop, index): Candidate => ({ interview, stop, index, total: all.length, wrapped }));
    const open = numbered.filter(({ stop }) => stop.open !== false && keep(stop));
    yield* isBack ? open.reverse() : open;
  };
  yield* list(here, false, (stop) => before(stop) === isBack);
  if (scope === 'corpus') {
    const all = interviewsInOrder(corpus);
    const at = all.findIndex(({ uri }) => uri === here.uri);
    const [ahead, behind] = [all.slice(at + 1), all.slice(0, at)];
    const [first, second] = isBack ? [behind.reverse(), ahead.reverse()] : [ahead, behind];
    for (const interview of first) yield* list(interview, false, () => true);
    for (const interview of second) yield* list(interview, true, () => true);
  }
  yield* list(here, true, (stop) => before(stop) !== isBack);
}
