/** Statements: which of them lies where, and the order in which they are gone through. */
import type { Corpus } from '../core/corpus';
import { findAt } from '../core/find';
import type { CodeUse, Interview, Statement } from '../core/interview';
import { lineOf } from '../core/lines';
import { contains, touches, type Span } from '../core/span';
import type { Place } from './place';

/** Words that state, support or contradict claims: a quote's, or those that a `%tags` line speaks of. */
export interface ClaimedWords extends Place {
  /** The words with the marks around them. */
  extent: Span;
  /** The claims on them, one entry a code, in file order. */
  statements: Statement[];
}

/** The words of an interview that carry claims, in file order. */
export function claimedWords({ uses }: Interview): ClaimedWords[] {
  const found = new Map<string, ClaimedWords>();
  for (const use of uses) {
    const { code, quote } = use;
    if (code.kind !== 'claim') continue;
    const statement: Statement = { ...use, code, stance: code.stance };
    const place = placeOf(statement);
    const key = `${place.span.start}-${place.span.end}`;
    const words = found.get(key);
    if (words) words.statements.push(statement);
    else found.set(key, { ...place, extent: quote ?? place.span, statements: [statement] });
  }
  return [...found.values()].sort((a, b) => bySpan(a.span, b.span));
}

/**
 * Where a statement (or another use of a code) is shown: its words, or its code where the words hold the code itself, as a section and
 * an interview do.
 */
export function placeOf({ uri, words, code }: CodeUse): Place {
  const { start, end } = contains(words, code) ? code : words;
  return { uri, span: { start, end } };
}

/** All words with claims that hold `offset` in words, marks or codes, the shortest first. */
export function claimedWordsAt(interview: Interview, offset: number): ClaimedWords[] {
  const length = ({ extent }: ClaimedWords): number => extent.end - extent.start;
  return claimedWords(interview)
    .filter(({ extent, statements }) => [extent, ...statements.map(({ code }) => code)].some((s) => touches(s, offset)))
    .sort((a, b) => length(a) - length(b));
}

/**
 * The claims of the innermost words with claims at an offset; none on anything that has a name of its own (a code, a label), and none
 * on annotation lines and blank ones, even within a long quote.
 */
export function claimsAt(corpus: Corpus, uri: string, offset: number): string[] {
  const interview = corpus.interviews.get(uri);
  if (!interview) return [];
  const { lines } = interview.transcript;
  const kind = lines[lineOf(lines, offset)]?.kind;
  if (kind !== 'text' && kind !== 'topic') return [];
  const found = findAt(interview.transcript, offset);
  if (found && found.kind !== 'topic') return [];
  const [words] = claimedWordsAt(interview, offset);
  return [...new Set(words?.statements.map(({ code }) => code.name))];
}

/**
 * The statements of a claim, in the order in which they are gone through everywhere: by the date of the interview (those without one
 * last), by its URI, and then as they stand in the file. Words that carry the claim twice are there once.
 */
export function statementsInOrder(corpus: Corpus, claim: string): Statement[] {
  return inOrder(corpus, corpus.statements(claim));
}

/** The same for the uses of several codes. */
export function inOrder<U extends CodeUse>(corpus: Corpus, uses: readonly U[]): U[] {
  const byUri = new Map<string, Map<string, { use: U; span: Span }>>();
  for (const use of uses) {
    const { uri, span } = placeOf(use);
    const here = byUri.get(uri) ?? new Map<string, { use: U; span: Span }>();
    byUri.set(uri, here);
    const key = `${span.start}-${span.end}`;
    if (!here.has(key)) here.set(key, { use, span });
  }
  const dated = [...byUri].map(([uri, here]) => ({ uri, date: dateOf(corpus, uri), here }));
  return dated
    .sort(byDate)
    .flatMap(({ here }) => [...here.values()].sort((a, b) => bySpan(a.span, b.span)).map(({ use }) => use));
}

/** The order of interviews: by date, and then by URI. */
export function compareInterviews(corpus: Corpus, a: string, b: string): number {
  return byDate({ uri: a, date: dateOf(corpus, a) }, { uri: b, date: dateOf(corpus, b) });
}

function byDate(a: { uri: string; date: string }, b: { uri: string; date: string }): number {
  if (a.date !== b.date) return a.date < b.date ? -1 : 1;
  return a.uri === b.uri ? 0 : a.uri < b.uri ? -1 : 1;
}

/** The date as written where it can be compared (`2024-03-02`, `2024`); behind all others where there is none. */
function dateOf(corpus: Corpus, uri: string): string {
  const date = corpus.interviews.get(uri)?.date ?? '';
  return /^\d{4}(?!\d)/.test(date) ? date : '~';
}

function bySpan(a: Span, b: Span): number {
  return a.start - b.start || a.end - b.end;
}
