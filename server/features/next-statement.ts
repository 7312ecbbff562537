import type { Corpus } from '../core/corpus';
import type { Interview, Statement } from '../core/interview';
import type { Stance } from '../core/syntax';
import type { Place } from './place';
import { claimedWords, claimedWordsAt, compareInterviews, placeOf, statementsInOrder } from './statements';
import { subjectAt } from './subject';

export type Direction = 'next' | 'previous';

/** A statement that one has come to. */
export interface NextStatement extends Place {
  claim: string;
  stance: Stance;
  /** Which one of the claim's statements it is, from 1 to `total`. */
  index: number;
  total: number;
}

/**
 * **Next and previous statement.** From a statement to the next one of the same claim, in whatever interview: by the date of the
 * interview (those without one last), by its name, then as they stand in the file, and behind the last one the first again. Of several
 * claims on the same words the code at the cursor counts, else the claim that one is following already, else the first. An entry of the
 * codebook leads to the first statement of its claim; a `%claim` line, and plain words while a claim is followed, to the next one from
 * there on. Otherwise plain words lead to the next statement in this interview, of whatever claim.
 *
 * @param followed the claim that the last step led along.
 */
export function nextStatement(
  corpus: Corpus,
  uri: string,
  offset: number,
  direction: Direction,
  followed?: string,
): NextStatement | undefined {
  const interview = corpus.interviews.get(uri);
  const here = interview ? statementsAt(interview, offset) : [];
  const subject = subjectAt(corpus, uri, offset);
  const has = (name: string | undefined): boolean => here.some(({ code }) => code.name === name);
  const pointed = subject?.kind === 'claim' ? subject.name : undefined;
  const claim = pointed ?? (has(followed) ? followed : (here[0]?.code.name ?? followed));
  const all = claim === undefined ? [] : stops(corpus, claim);
  if (all.length === 0) return interview && nextHere(corpus, interview, offset, direction);
  const at = here.find(({ code }) => code.name === claim);
  const from = at ? placeOf(at).span.start : offset;
  // What is no interview stands before all of them.
  return toward(corpus, all, direction, (other) =>
    interview ? compareInterviews(corpus, other.uri, uri) || placeOf(other).span.start - from : 1,
  );
}

/** Whatever is stated at an offset: first what begins there, which is where a step leads to, then the innermost. */
function statementsAt(interview: Interview, offset: number): Statement[] {
  const words = claimedWordsAt(interview, offset);
  const beginning = words.filter(({ span }) => span.start === offset);
  return [...beginning, ...words].flatMap(({ statements }) => statements);
}

/** The statements of a claim in order; of those that begin at the same place, such as a paragraph and its first quote, only the first. */
function stops(corpus: Corpus, claim: string): Statement[] {
  const start = (statement: Statement | undefined): number | undefined => statement && placeOf(statement).span.start;
  return statementsInOrder(corpus, claim).filter(
    (statement, index, all) => all[index - 1]?.uri !== statement.uri || start(all[index - 1]) !== start(statement),
  );
}

function nextHere(
  corpus: Corpus,
  interview: Interview,
  offset: number,
  direction: Direction,
): NextStatement | undefined {
  const all = claimedWords(interview).flatMap(({ statements }) => statements.slice(0, 1));
  return toward(corpus, all, direction, (other) => placeOf(other).span.start - offset);
}

/** @param compare how a statement stands to where one comes from; `all` are in that order. */
function toward(
  corpus: Corpus,
  all: readonly Statement[],
  direction: Direction,
  compare: (statement: Statement) => number,
): NextStatement | undefined {
  const statement =
    direction === 'next'
      ? (all.find((other) => compare(other) > 0) ?? all[0])
      : (all.filter((other) => compare(other) < 0).at(-1) ?? all.at(-1));
  if (!statement) return undefined;
  const { code, stance } = statement;
  const place = placeOf(statement);
  const ofClaim = stops(corpus, code.name).map(placeOf);
  const index = ofClaim.findIndex(({ uri, span }) => uri === place.uri && span.start === place.span.start) + 1;
  return { ...place, claim: code.name, stance, index, total: ofClaim.length };
}
