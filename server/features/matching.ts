/** How well a name matches what somebody has typed. */

/** Lower case without accents, so that `Munoz` finds `Muñoz`. */
export function fold(text: string): string {
  // Most names have none, and there are very many in an archive.
  const bare = /[\u0080-\uffff]/.test(text) ? text.normalize('NFKD').replace(/\p{M}/gu, '') : text;
  return bare.toLowerCase();
}

/** The letters and digits of some words, folded: what is left where white space, punctuation and quotation marks do not count. */
export function letters(text: string): string {
  return fold(text).replace(/[^\p{L}\p{N}]+/gu, '');
}

/**
 * 5 where `name` is `query`, 4 where it begins with `query`, 3 where a word of it does, 2 where it holds it, 1 where it holds its characters in that order,
 * else 0. Both are folded.
 */
export function matchScore(name: string, query: string): number {
  const at = name.indexOf(query);
  if (at === 0) return name.length === query.length ? 5 : 4;
  if (at > 0) return beginsWord(name, query, at) ? 3 : 2;
  let from = 0;
  for (const character of query) {
    if (character === ' ') continue;
    const next = name.indexOf(character, from);
    if (next < 0) return 0;
    from = next + character.length;
  }
  return 1;
}

/**
 * The names that match what is typed: the best match first, of those the most used.
 *
 * @param skip how much of each name is the same as what is typed already, and not matched again.
 */
export function ranked(names: Iterable<string>, typed: string, count: (name: string) => number, skip = 0): string[] {
  const wanted = fold(typed.slice(skip));
  return [...names]
    .map((name) => ({ name, score: matchScore(fold(name.slice(skip)), wanted), count: count(name) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || b.count - a.count || (a.name < b.name ? -1 : 1))
    .map(({ name }) => name);
}

function beginsWord(name: string, query: string, first: number): boolean {
  for (let at = first; at > 0; at = name.indexOf(query, at + 1)) {
    if (!/[\p{L}\p{N}]/u.test(name.charAt(at - 1))) return true;
  }
  return false;
}
