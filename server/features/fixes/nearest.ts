/** Names that somebody may have meant. */

/** The names nearest to `name`, at most `limit` of them: those with the same last part, and those at most two slips away. */
export function nearest(name: string, names: readonly string[], limit: number): string[] {
  const slips = name.length <= 3 ? 1 : 2;
  const wanted = name.toLowerCase();
  const scored = names.flatMap((candidate) => {
    if (candidate === name) return [];
    const lower = candidate.toLowerCase();
    if (lower.split('/').at(-1) === wanted.split('/').at(-1)) return [{ candidate, score: lower === wanted ? 0 : 1 }];
    const score = distance(wanted, lower, slips);
    return score <= slips ? [{ candidate, score }] : [];
  });
  return scored
    .sort((a, b) => a.score - b.score)
    .slice(0, limit)
    .map(({ candidate }) => candidate);
}

/** How many letters have to be put in, taken out or replaced to make `b` of `a`; more than `most` where it is more than that. */
export function distance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    if (Math.min(...next) > most) return most + 1;
    row = next;
  }
  return row[b.length] ?? most + 1;
}
