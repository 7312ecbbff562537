/** The order in which an analyst has put the tags. */
import type { Corpus } from '../core/corpus';

/** Tags as the codebooks order them, children behind their parents; behind them, as they came, those that no codebook declares. */
export function inOrder<T extends { name: string }>(corpus: Corpus, tags: readonly T[]): T[] {
  const places = new Map<string, number>();
  let next = 0;
  for (const codebook of corpus.codebooks.values()) {
    // A parent stands where its first child does, if it is not declared itself.
    for (const name of codebook.tags.keys())
      for (const above of lineage(name)) if (!places.has(above)) places.set(above, next++);
  }
  const declared = tags.filter(({ name }) => corpus.tagEntry(name));
  const keys = new Map(declared.map(({ name }) => [name, lineage(name).map((above) => places.get(above) ?? next)]));
  const byPlace = (a: T, b: T): number => compare(keys.get(a.name) ?? [], keys.get(b.name) ?? []);
  return [...declared.sort(byPlace), ...tags.filter(({ name }) => !corpus.tagEntry(name))];
}

/** `housing`, `housing/rent` of `housing/rent`. */
function lineage(name: string): string[] {
  const parts = name.split('/');
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [index, place] of a.entries()) {
    const other = b[index];
    if (other === undefined) return 1;
    if (place !== other) return place - other;
  }
  return a.length - b.length;
}
