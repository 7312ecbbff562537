import type { Corpus } from '../core/corpus';
import { transcriptOf, type CodeUse, type Interview } from '../core/interview';
import { overlaps, type Span } from '../core/span';
import { plainOffsets, plainText } from '../core/plain-text';
import type { Transcript } from '../core/syntax';
import type { Likeness, RelatedIndex } from '../related/related-index';
import { clip } from './card';

export interface Suggestion {
  name: string;
  /** In squares of what `Likeness` measures: only to be compared with others of the same answer. */
  score: number;
  /** The strongest reason, in a few words: some of an interview's may be among them. */
  why: string;
}

export type Kind = 'tag' | 'claim';

/** Chosen by leaving out each quote of the sample corpus and of marked debates in turn: `npm run bench:tags`. */
export const weights = {
  /** How many coded words vote: those that are most like the words asked about. */
  examples: 10,
  /** How many passages of other interviews are looked through for them. */
  passages: 10,
  /** The vote of the code that is used nearest; the next one has half of it, the third a third. */
  nearest: 2,
  /** What has fewer votes is no suggestion. */
  least: 0.5,
};

/** In UTF-16 units: longer words are asked about by their beginning, and are no example of what is said in them. */
const LONGEST = 2000;
/** Of words at more cursors than this only the first are looked at. */
const MOST_WORDS = 5;
/** So many coded words of the interview itself are looked at, those nearest. */
const MOST_NEAR = 200;
/** So many codes have a vote for being used near. */
const MOST_NEAREST = 8;
const MOST_SHARED = 3;

/**
 * **Suggestions of codes.** Which tags, or claims, fit some words best, by three kinds of evidence: what similar words were coded with, in
 * this interview and in others (each of the most similar ones votes for its codes with the square of its likeness); what is said of a code,
 * its name and what it is about, or what a claim says, which votes like any words that carry it; and which codes are used near by. What the
 * words carry themselves, or words that overlap them, tells nothing: so a quote that has been coded is suggested what it was before.
 *
 * With an index that does not hold everything yet the answer goes by what it holds.
 *
 * @param words those at the cursors: what fits all of them comes first.
 * @returns tells the codes of a kind, best first; of those that the codebook declares, where it declares any.
 */
export function suggestCodes(
  corpus: Corpus,
  related: RelatedIndex,
  interview: Interview,
  words: readonly Span[],
): (kind: Kind, limit: number) => Suggestion[] {
  const asked = words.slice(0, MOST_WORDS).map((span) => {
    const likeness = related.likeness(interview, { start: span.start, end: Math.min(span.end, span.start + LONGEST) });
    const near = nearUses(interview, words, span);
    return { near, likeness, examples: examplesFor(corpus, interview, near, likeness) };
  });
  return (kind, limit) => {
    const candidates = new Set(namesOf(corpus, kind));
    const votes = asked.flatMap(({ near, likeness, examples }) => [
      ...alike(interview, examples, kind),
      ...described(corpus, likeness, kind, candidates),
      ...nearest(near, kind),
    ]);
    return counted(
      votes.filter(({ name }) => candidates.has(name)),
      weights.least * asked.length,
    ).slice(0, limit);
  };
}

interface Vote {
  name: string;
  value: number;
  why(): string;
}

/** Words that carry codes. */
interface Example {
  interview: Interview;
  transcript: Transcript;
  words: Span;
  uses: CodeUse[];
  likeness: number;
}

/** A use in the same interview, and where it stands. */
interface Near {
  use: CodeUse;
  gap: number;
  above: boolean;
}

/** The tags or claims of the interview outside all of the words, the nearest to `span` first. */
function nearUses({ uses, transcript }: Interview, words: readonly Span[], span: Span): Near[] {
  // Marks do not count: a quote with more codes is not farther from the next one.
  const at = plainOffsets(transcript);
  return uses
    .filter((use) => isTelling(use) && !words.some((own) => overlaps(own, use.words)))
    .map((use) => {
      const above = use.words.start < span.start;
      return { use, above, gap: above ? at(span.start) - at(use.words.end) : at(use.words.start) - at(span.end) };
    })
    .sort((a, b) => a.gap - b.gap)
    .slice(0, MOST_NEAR);
}

/** What codes a whole section tells little of the words in it. */
function isTelling({ code, words }: CodeUse): boolean {
  return (code.kind === 'tag' || code.kind === 'claim') && words.end - words.start <= LONGEST;
}

/** Words that are coded, in this interview and in others, the most alike first. */
function examplesFor(corpus: Corpus, interview: Interview, near: readonly Near[], likeness: Likeness): Example[] {
  const { transcript } = interview;
  const own = near.map(({ use }) => ({ interview, transcript, use }));
  const others = likeness.coded(weights.passages).flatMap(({ uri, transcript, passage }) => {
    const other = corpus.interviews.get(uri);
    // The index may know an interview as it was.
    if (!other || transcriptOf(other) !== transcript) return [];
    return other.uses
      .filter((use) => isTelling(use) && overlaps(use.words, passage))
      .map((use) => ({ interview: other, transcript, use }));
  });
  const found = new Map<string, Omit<Example, 'likeness'>>();
  for (const { interview, transcript, use } of [...own, ...others]) {
    const key = `${interview.uri}#${use.words.start}-${use.words.end}`;
    const known = found.get(key);
    if (!known) found.set(key, { interview, transcript, words: use.words, uses: [use] });
    else if (!known.uses.includes(use)) known.uses.push(use);
  }
  return [...found.values()]
    .map((example) => ({ ...example, likeness: likeness.ofSpan(example.transcript, example.words) }))
    .filter(({ likeness }) => likeness > 0)
    .sort((a, b) => b.likeness - a.likeness);
}

function alike(here: Interview, examples: readonly Example[], kind: Kind): Vote[] {
  return examples
    .filter(({ uses }) => uses.some(({ code }) => code.kind === kind))
    .slice(0, weights.examples)
    .flatMap((example) =>
      [...new Set(example.uses.flatMap(({ code }) => (code.kind === kind ? [code.name] : [])))].map((name) => ({
        name,
        value: example.likeness ** 2,
        why: () =>
          `like “${said(example)}” in ${example.interview === here ? 'this interview' : clip(example.interview.title, 40)}`,
      })),
    );
}

/** The first words of an example, without quotation marks of their own. */
function said({ transcript, words: { start, end } }: Example): string {
  const beginning = plainText(transcript, { start, end: Math.min(end, start + 300) });
  return clip(beginning.replace(/["“”„«»]/g, ''), 40);
}

/** What is said of codes, beside the words asked about. */
function described(corpus: Corpus, likeness: Likeness, kind: Kind, names: Iterable<string>): Vote[] {
  return [...names].flatMap((name): Vote[] => {
    const words = `${name.replace(/[/_-]/g, ' ')}\n${(kind === 'tag' ? corpus.tagEntry(name)?.about : corpus.gloss(name)) ?? ''}`;
    const value = likeness.ofWords(words.slice(0, LONGEST)) ** 2;
    const why = (): string => `shared words: ${likeness.shared(words).slice(0, MOST_SHARED).join(', ')}`;
    return value > 0 ? [{ name, value, why }] : [];
  });
}

function nearest(near: readonly Near[], kind: Kind): Vote[] {
  const first = new Map<string, Near>();
  for (const found of near) {
    if (first.size >= MOST_NEAREST) break;
    const { code } = found.use;
    if (code.kind === kind && !first.has(code.name)) first.set(code.name, found);
  }
  return [...first].map(([name, { above }], rank) => ({
    name,
    value: weights.nearest / (1 + rank),
    why: () => `used ${rank === 0 ? 'just ' : ''}${above ? 'above' : 'below'}`,
  }));
}

/** The names that have enough votes, those with most first, each with the reason of its strongest one. */
function counted(votes: readonly Vote[], least: number): Suggestion[] {
  const found = new Map<string, { score: number; strongest: Vote }>();
  for (const vote of votes) {
    const known = found.get(vote.name);
    if (!known) found.set(vote.name, { score: vote.value, strongest: vote });
    else {
      known.score += vote.value;
      if (vote.value > known.strongest.value) known.strongest = vote;
    }
  }
  return [...found]
    .filter(([, { score }]) => score >= least)
    .sort(([a, one], [b, other]) => other.score - one.score || (a < b ? -1 : 1))
    .map(([name, { score, strongest }]) => ({ name, score, why: strongest.why() }));
}

/** The names that may be suggested: what no codebook declares is a slip, where one declares anything. */
function namesOf(corpus: Corpus, kind: Kind): string[] {
  if (kind === 'tag')
    return corpus.declaresTags() ? corpus.tagNames().filter((name) => corpus.tagEntry(name)) : corpus.tagNames();
  return corpus.declaresClaims() ? corpus.claimNames().filter((name) => corpus.claimEntry(name)) : corpus.claimNames();
}
