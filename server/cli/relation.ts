/** How a passage that was found stands to the place that was asked about. */
import type { Corpus } from '../core/corpus';
import type { CodeUse, Interview } from '../core/interview';
import { overlaps, type Span } from '../core/span';
import type { Stance } from '../core/syntax';
import { opposites } from '../features/related-passages';

export interface Relation {
  relation: Stance | 'suggested';
  /** The claim that both have a code for. */
  claim?: string;
}

/**
 * The stance of a passage to a claim that the words asked about have a code for as well; `contradicts` too where it states or supports
 * a claim that the codebook says to contradict that one. Quotes say more than a line for the whole paragraph or section, and of several
 * stances a contradiction goes before what agrees. Without any such claim it is a suggestion.
 */
export function relationOf(corpus: Corpus, asked: Interview, words: Span, other: Interview, passage: Span): Relation {
  const claims = claimsIn(asked, words);
  if (claims.size === 0) return { relation: 'suggested' };
  const opposed = new Map(
    [...claims].flatMap((claim) => opposites(corpus, claim).map((name) => [name, claim] as const)),
  );
  const found = statementsIn(other, passage).flatMap(({ code, isQuote, length }): Found[] => {
    const claim = opposed.get(code.name);
    return [
      ...(claims.has(code.name) ? [{ relation: code.stance, claim: code.name, isQuote, length }] : []),
      ...(claim !== undefined && code.stance !== 'contradicts'
        ? [{ relation: 'contradicts' as const, claim, isQuote, length }]
        : []),
    ];
  });
  const [first] = found.sort(
    (a, b) =>
      Number(b.isQuote) - Number(a.isQuote) ||
      Number(b.relation === 'contradicts') - Number(a.relation === 'contradicts') ||
      a.length - b.length,
  );
  return first ? { relation: first.relation, claim: first.claim } : { relation: 'suggested' };
}

/** The claims that codes of some words name. */
export function claimsIn(interview: Interview, words: Span): Set<string> {
  return new Set(statementsIn(interview, words).map(({ code }) => code.name));
}

interface Found extends Required<Relation> {
  isQuote: boolean;
  /** Of the words that the code is about. */
  length: number;
}

interface Stated {
  code: Extract<CodeUse['code'], { kind: 'claim' }>;
  isQuote: boolean;
  length: number;
}

function statementsIn({ uses }: Interview, span: Span): Stated[] {
  return uses.flatMap(({ code, words, quote }) =>
    code.kind === 'claim' && overlaps(words, span)
      ? [{ code, isQuote: quote !== undefined, length: words.end - words.start }]
      : [],
  );
}
