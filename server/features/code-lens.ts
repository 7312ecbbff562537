import type { Corpus } from '../core/corpus';
import type { CodeUse } from '../core/interview';
import type { Span } from '../core/span';
import { count } from './card';
import type { Place } from './place';
import { opposites } from './related-passages';
import { claimedWords, inOrder, placeOf } from './statements';

/** A line between the lines, over what begins at `span`. Its text is told by `lensText`. */
export interface Lens {
  span: Span;
  about: LensSubject;
}

/** Names alone, so that it means the same after an edit. */
export type LensSubject =
  /** Words of an interview that carry these claims. */
  | { kind: 'statement'; claims: string[] }
  /** An entry of the codebook. */
  | { kind: 'claim' | 'tag'; name: string };

export interface LensText {
  title: string;
  /** What the title counts. */
  places: Place[];
}

const MOST_CLAIMS = 3;

/**
 * **Code lens.** Over each statement stands in how many interviews its claim is spoken to, and how many of them contradict it, be it that
 * they state what the codebook opposes to it: `3 interviews · 1 contradicts`; or `only in this interview`. Words with several claims name each.
 * Over the claims and tags of the codebook: `4 statements in 3 interviews · 1 contradicts`, `12 uses in 5 interviews`. A click shows
 * all of them.
 */
export function codeLenses(corpus: Corpus, uri: string): Lens[] {
  const interview = corpus.interviews.get(uri);
  if (interview) {
    return claimedWords(interview).map(({ span: { start }, statements }) => ({
      span: { start, end: start },
      about: { kind: 'statement', claims: [...new Set(statements.map(({ code }) => code.name))] },
    }));
  }
  const codebook = corpus.codebooks.get(uri);
  if (!codebook) return [];
  const over = (kind: 'claim' | 'tag', entries: Iterable<{ name: string; span: Span }>): Lens[] =>
    [...entries].map(({ name, span }) => ({ span, about: { kind, name } }));
  return [...over('claim', codebook.claims.values()), ...over('tag', codebook.tags.values())].sort(
    (a, b) => a.span.start - b.span.start,
  );
}

/** @param uri of the file in which the lens stands. */
export function lensText(corpus: Corpus, uri: string, about: LensSubject): LensText {
  switch (about.kind) {
    case 'statement':
      return overStatement(corpus, uri, about.claims);
    case 'claim': {
      const { own, contradicting, all } = tally(corpus, about.name);
      return { title: [used(own, 'statement'), ...contradicting].join(' · '), places: places(corpus, all) };
    }
    case 'tag': {
      const uses = corpus.tagUses(about.name);
      return { title: used(uses, 'use'), places: places(corpus, uses) };
    }
  }
}

function overStatement(corpus: Corpus, uri: string, claims: readonly string[]): LensText {
  const tallies = claims.map((claim) => ({ claim, ...tally(corpus, claim) }));
  const texts = tallies.slice(0, MOST_CLAIMS).map(({ claim, own, contradicting }) => {
    const interviews = urisOf(own);
    const where =
      interviews.size === 1 && interviews.has(uri) ? 'only in this interview' : inInterviews(interviews.size);
    const text = [where, ...contradicting].join(' · ');
    return claims.length === 1 ? text : `^${claim}: ${text}`;
  });
  if (claims.length > MOST_CLAIMS) texts.push(count(claims.length - MOST_CLAIMS, 'more claim'));
  const all = tallies.flatMap((one) => one.all);
  return { title: texts.join(', '), places: places(corpus, all) };
}

/** Who speaks to a claim: the uses of its name, in words how many interviews contradict it, and the uses of both. */
function tally(corpus: Corpus, claim: string): { own: CodeUse[]; contradicting: string[]; all: CodeUse[] } {
  const own = corpus.statements(claim);
  const opposed = opposites(corpus, claim).flatMap((other) =>
    corpus.statements(other).filter(({ stance }) => stance !== 'contradicts'),
  );
  const against = urisOf([...own.filter(({ stance }) => stance === 'contradicts'), ...opposed]).size;
  const contradicting = against === 0 ? [] : [against === 1 ? '1 contradicts' : `${against} contradict`];
  return { own, contradicting, all: [...own, ...opposed] };
}

function used(uses: readonly CodeUse[], noun: string): string {
  if (uses.length === 0) return `no ${noun} yet`;
  return `${count(uses.length, noun)} in ${count(urisOf(uses).size, 'interview')}`;
}

function inInterviews(number: number): string {
  return number === 0 ? 'no statement' : count(number, 'interview');
}

function urisOf(uses: readonly CodeUse[]): Set<string> {
  return new Set(uses.map(({ uri }) => uri));
}

function places(corpus: Corpus, uses: readonly CodeUse[]): Place[] {
  return inOrder(corpus, uses).map(placeOf);
}
