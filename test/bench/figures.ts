/** Numbers as the benchmarks draw and print them. */

/** Numbers from 0 to 1 that are the same for the same seed on every machine (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One of several, by a number from 0 to 1. */
export function pick<T>(list: readonly T[], random: () => number): T {
  return list[Math.floor(random() * list.length)] as T;
}

/** How long `work` takes, in ms. */
export function milliseconds(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** The time below which a share of the times lies; 0.5 is the median. */
export function quantile(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
}

/** To three digits, thousands apart: `0.42`, `3.1`, `12,345`. */
export function figure(value: number): string {
  if (Number.isNaN(value)) return '—';
  return value >= 100
    ? Math.round(value).toLocaleString('en')
    : String(Number(value.toPrecision(value < 0.1 ? 1 : value < 10 ? 2 : 3)));
}

/** Median and 95th percentile. */
export function spread(times: readonly number[]): string {
  return `${figure(quantile(times, 0.5))} / ${figure(quantile(times, 0.95))}`;
}
