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
  const counts = {
    tag: new Map<string, number>(),
    claim: new Map<string, number>(),
    person: new Map<string, number>(),
  };
  for (const { uses } of corpus.interviews.values()) {
    for (const { code } of uses) {
      if (code.kind === 'attribute') continue;
      const count = counts[code.kind];
      count.set(code.name, (count.get(code.name) ?? 0) + 1);
    }
  }
  const ranked = (names: string[], count: Map<string, number>): { name: string; count: number }[] =>
    names.map((name) => ({ name, count: count.get(name) ?? 0 })).sort((a, b) => b.count - a.count);
  return {
    tags: ranked(corpus.tagNames(), counts.tag).map(({ name, count }) => ({
      name,
      about: corpus.tagEntry(name)?.about,
      count,
    })),
    claims: ranked(corpus.claimNames(), counts.claim).map(({ name, count }) => ({
      name,
      says: corpus.gloss(name),
      count,
    })),
    people: ranked(corpus.personNames(), counts.person).map(({ name }) => name),
  };
}
