import type { Corpus } from '../core/corpus';
import { countWords, shares, type Interview } from '../core/interview';
import type { Span } from '../core/span';
import { plainText } from '../core/strip';
import type { Stance, Transcript } from '../core/syntax';

export interface Stats {
  interviews: InterviewStats[];
  tags: TagStats[];
  claims: ClaimStats[];
}

export interface InterviewStats {
  uri: string;
  title: string;
  date?: string;
  words: number;
  turns: number;
  topics: number;
  quotes: number;
  speakers: SpeakerStats[];
}

export interface SpeakerStats {
  label: string;
  name: string;
  role?: string;
  turns: number;
  words: number;
  /** 0 to 1, of all words that somebody says. */
  share: number;
}

export interface TagStats {
  name: string;
  about?: string;
  uses: number;
  /** Words under the tag; words under several uses of it count for each. */
  words: number;
  /** Uses in each interview, in the order of `interviews`. */
  byInterview: number[];
}

export interface ClaimStats {
  name: string;
  says?: string;
  /** How often each interview states, supports and contradicts the claim, in the order of `interviews`. */
  byInterview: Record<Stance, number>[];
}

/**
 * **Statistics.** Who speaks how much, how often each tag is used and on how many words, and which interview states, supports or
 * contradicts which claim. Tags and claims that the codebook declares are listed even where nobody uses them. Asides do not count.
 */
export function stats(corpus: Corpus, interviews: readonly Interview[]): Stats {
  return {
    interviews: interviews.map(interviewStats),
    tags: tagStats(corpus, interviews),
    claims: claimStats(corpus, interviews),
  };
}

function interviewStats({ uri, title, transcript }: Interview): InterviewStats {
  const counts = shares(transcript);
  const spoken = counts.reduce((sum, { words }) => sum + words, 0);
  let words = 0;
  for (const { aside, parts } of transcript.paragraphs) {
    if (aside) continue;
    for (const { words: start, end } of parts) words += countWords(plainText(transcript, { start, end }));
  }
  return {
    uri,
    title,
    date: transcript.frontMatter?.date?.value,
    words,
    turns: transcript.turns.length,
    topics: transcript.topics.length,
    quotes: transcript.quotes.length,
    speakers: transcript.speakers.map(({ label, name, role }, index) => {
      const count = counts[index] ?? { turns: 0, words: 0 };
      return { label, name, role, ...count, share: spoken > 0 ? count.words / spoken : 0 };
    }),
  };
}

function tagStats(corpus: Corpus, interviews: readonly Interview[]): TagStats[] {
  const found = new Map<string, TagStats>();
  const entry = (name: string): TagStats => {
    const about = corpus.tagEntry(name)?.about;
    const tag = found.get(name) ?? { name, about, uses: 0, words: 0, byInterview: interviews.map(() => 0) };
    found.set(name, tag);
    return tag;
  };
  for (const { tags } of corpus.codebooks.values()) for (const name of tags.keys()) entry(name);
  for (const [index, { uses, transcript }] of interviews.entries()) {
    const tagged = uses.filter(({ code }) => code.kind === 'tag');
    const wordsIn = wordCounter(
      transcript,
      tagged.map(({ words }) => words),
    );
    for (const { code, words } of tagged) {
      const tag = entry(code.name);
      tag.uses++;
      tag.words += wordsIn(words);
      tag.byInterview[index] = (tag.byInterview[index] ?? 0) + 1;
    }
  }
  return [...found.values()].sort(byName);
}

/** Counts the words of many spans, which may lie in one another, in one pass; a word that one of them cuts counts in both halves. */
function wordCounter(transcript: Transcript, spans: readonly Span[]): (span: Span) => number {
  const cuts = [...new Set(spans.flatMap(({ start, end }) => [start, end]))].sort((a, b) => a - b);
  const before = new Map<number, number>();
  let sum = 0;
  for (const [index, cut] of cuts.entries()) {
    before.set(cut, sum);
    sum += countWords(plainText(transcript, { start: cut, end: cuts[index + 1] ?? cut }));
  }
  return ({ start, end }) => (before.get(end) ?? 0) - (before.get(start) ?? 0);
}

function claimStats(corpus: Corpus, interviews: readonly Interview[]): ClaimStats[] {
  const found = new Map<string, ClaimStats>();
  const entry = (name: string): ClaimStats => {
    const byInterview = interviews.map(() => ({ states: 0, supports: 0, contradicts: 0 }));
    const claim = found.get(name) ?? { name, says: corpus.gloss(name), byInterview };
    found.set(name, claim);
    return claim;
  };
  for (const { claims } of corpus.codebooks.values()) for (const name of claims.keys()) entry(name);
  for (const [index, { uses, glosses }] of interviews.entries()) {
    for (const { claim } of glosses) entry(claim);
    for (const { code } of uses) {
      if (code.kind !== 'claim') continue;
      const counts = entry(code.name).byInterview[index];
      if (counts) counts[code.stance]++;
    }
  }
  return [...found.values()].sort(byName);
}

function byName(a: { name: string }, b: { name: string }): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}
