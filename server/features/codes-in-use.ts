import type { Corpus } from '../core/corpus';

export interface CodesInUse {
  tags: { name: string; about?: string; count: number }[];
  claims: { name: string; says?: string; count: number }[];
  /** Names that can stand behind `@`. */
  people: string[];
}

/**
 * **Choosing codes.** What a quick pick offers: the tags and claims that the codebook declares or any interview uses, with what they mean
 * and how often they are used, the most used first, and the people that can stand behind `@`.
 */
export function codesInUse(corpus: Corpus): CodesInUse {
  const ranked = (names: string[], kind: 'tag' | 'claim' | 'person'): { name: string; count: number }[] =>
    names.map((name) => ({ name, count: corpus.useCount(kind, name) })).sort((a, b) => b.count - a.count);
  return {
    tags: ranked(corpus.tagNames(), 'tag').map(({ name, count }) => ({
      name,
      about: corpus.tagEntry(name)?.about,
      count,
    })),
    claims: ranked(corpus.claimNames(), 'claim').map(({ name, count }) => ({
      name,
      says: corpus.gloss(name),
      count,
    })),
    people: ranked(corpus.personNames(), 'person').map(({ name }) => name),
  };
}
