/** Looking for quoted words in a transcript. */
import type { QuotedWord, Segment } from './quote';
import type { Reel } from './record';
import { sameWord } from './tokens';

/** Where the segments of a quote stand, as tokens of a reel: the first and the last one of each. */
export type Found = { from: number; to: number }[];

/** How many words are compared with words at most; who wants more is not answered. */
const MOST_STEPS = 3_000_000;
const MOST_STARTS = 5000;

/**
 * The place where the segments stand one after the other; of several the one that is nearest to what was meant.
 *
 * @param cost how far a place, given by its first and last token, is from what was meant.
 * @returns `'unknown'` where it takes too long to say.
 */
export function locate(
  reel: Reel,
  segments: readonly Segment[],
  cost: (from: number, to: number) => number,
): Found | 'unknown' | undefined {
  const [first] = segments;
  if (!first) return undefined;
  const budget = { steps: MOST_STEPS };
  const starts = occurrences(reel, first, 0, Infinity, budget, MOST_STARTS)
    .map((from) => ({ from, cost: cost(from, from + first.words.length - 1) }))
    .sort((a, b) => a.cost - b.cost || a.from - b.from);
  let best: { found: Found; cost: number } | undefined;
  for (const start of starts) {
    if (best && start.cost >= best.cost) break;
    const found = follow(reel, segments, 1, [{ from: start.from, to: start.from + first.words.length - 1 }], budget);
    if (!found) continue;
    const cost = start.cost + spread(reel, found);
    if (!best || cost < best.cost) best = { found, cost };
  }
  return best?.found ?? (budget.steps <= 0 ? 'unknown' : undefined);
}

/** What one speaker says at once comes before what several say, and what stands together before what is far apart. */
function spread({ turns, tokens }: Reel, found: Found): number {
  const [first, last] = [found[0]?.from ?? 0, found.at(-1)?.to ?? 0];
  const speaks = (at: number): number => turns[at] ?? -1;
  const isOne = found.every(({ from, to }) => speaks(from) === speaks(first) && speaks(to) === speaks(first));
  return (isOne ? 0 : 1e5) + (last - first) / (tokens.length + 1);
}

interface Budget {
  steps: number;
}

/** The other segments, each behind the one before it. */
function follow(
  reel: Reel,
  segments: readonly Segment[],
  index: number,
  found: Found,
  budget: Budget,
): Found | undefined {
  const segment = segments[index];
  const last = found.at(-1);
  if (!segment || !last) return found;
  const stretch = reel.stretches[last.to];
  // Of what may stand anywhere behind, the nearest serves; of what stands for some words, each has to be tried.
  const most = segment.gap === Infinity ? 1 : 20;
  for (const from of occurrences(reel, segment, last.to + 1, last.to + 1 + segment.gap, budget, most)) {
    if (reel.stretches[from] !== stretch) continue;
    const all = follow(reel, segments, index + 1, [...found, { from, to: from + segment.words.length - 1 }], budget);
    if (all) return all;
  }
  return undefined;
}

/** Where a segment stands, ascending: tokens from `least` to `most`. */
export function occurrences(
  reel: Reel,
  { words }: Segment,
  least: number,
  most: number,
  budget: Budget,
  limit: number,
): number[] {
  const found: number[] = [];
  const { places, shift } = anchor(reel, words);
  for (let at = lowerBound(places, least + shift); at < places.length; at++) {
    const from = (places[at] ?? 0) - shift;
    if (from > most || found.length >= limit || budget.steps <= 0) break;
    if (stands(reel, words, from, budget)) found.push(from);
  }
  return found;
}

/** The rarest of the words, and where it stands in the transcript. */
function anchor(reel: Reel, words: readonly QuotedWord[]): { places: readonly number[]; shift: number } {
  let best: { places: readonly number[]; shift: number } | undefined;
  for (const [shift, { word, loose }] of words.entries()) {
    if (loose) continue;
    const places = shift === 0 ? anyCase(reel, word) : (reel.places.get(word) ?? []);
    if (!best || places.length < best.places.length) best = { places, shift };
    if (places.length === 0) break;
  }
  return best ?? { places: reel.tokens.map((_, index) => index), shift: 0 };
}

/** Where a word stands, with a capital or without. */
function anyCase(reel: Reel, word: string): number[] {
  const [first = ''] = word;
  const forms = new Set(
    [first, first.toLowerCase(), first.toUpperCase()].map((form) => form + word.slice(first.length)),
  );
  return [...forms].flatMap((form) => reel.places.get(form) ?? []).sort((a, b) => a - b);
}

function stands(reel: Reel, words: readonly QuotedWord[], from: number, budget: Budget): boolean {
  const stretch = reel.stretches[from];
  for (const [index, word] of words.entries()) {
    budget.steps--;
    const there = reel.tokens[from + index];
    if (!there || !isSame(word, there.word, index === 0) || reel.stretches[from + index] !== stretch) return false;
  }
  return true;
}

/** Whether a quoted word is that of the transcript. */
export function isSame({ word, loose }: QuotedWord, there: string, isFirst: boolean): boolean {
  if (!loose) return sameWord(word, there, isFirst);
  const lower = there.toLowerCase();
  const { prefix, suffix } = loose;
  return lower.length >= prefix.length + suffix.length && lower.startsWith(prefix) && lower.endsWith(suffix);
}

function lowerBound(places: readonly number[], least: number): number {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle] ?? 0) < least) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What of a transcript comes nearest to a segment that does not stand in it. */
export interface Near {
  /** The words that were compared: all of the segment, or the part of a long one in which it goes wrong first. */
  words: readonly QuotedWord[];
  from: number;
  to: number;
  /** 0 to 1: how many of the words stand there in this order. */
  share: number;
}

/** So many words are compared with so many others at most. */
const LONGEST = 240;
/** Words that stand everywhere tell nothing of the place. */
const MOST_PLACES = 2000;

export function nearest(reel: Reel, segment: Segment): Near | undefined {
  const words = wrongPart(reel, segment);
  const size = Math.max(8, words.length);
  const votes = new Map<number, number>();
  for (const [index, { word }] of words.entries()) {
    const places = index === 0 ? anyCase(reel, word) : (reel.places.get(word) ?? []);
    if (places.length > MOST_PLACES && words.length > 3) continue;
    for (const place of places.slice(0, MOST_PLACES)) {
      const bucket = Math.floor((place - index) / size);
      for (const near of [bucket, bucket + 1])
        votes.set(near, (votes.get(near) ?? 0) + 1 / (1 + Math.log(places.length)));
    }
  }
  const best = [...votes].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, 6);
  const found = best.map(([bucket]) => align(reel, words, (bucket - 1) * size - 8, (bucket + 2) * size + 8));
  return found.filter((near) => near !== undefined).sort((a, b) => b.share - a.share)[0];
}

/** Of a segment too long to be compared as a whole, the first part that does not stand in the transcript. */
function wrongPart(reel: Reel, { words, gap }: Segment): readonly QuotedWord[] {
  if (words.length <= LONGEST) return words;
  const budget = { steps: MOST_STEPS };
  for (let from = 0; from < words.length; from += LONGEST / 2) {
    const part = words.slice(from, from + LONGEST);
    if (occurrences(reel, { words: part, gap }, 0, Infinity, budget, 1).length === 0) return part;
  }
  return words.slice(0, LONGEST);
}

/** What it costs to replace, leave out or put in a word, and to go on into another paragraph or to another speaker. */
const WORD = 64;
const CROSSING = 1;

/** The stretch of tokens with the fewest words to put in, take out or replace. */
function align(reel: Reel, words: readonly QuotedWord[], least: number, most: number): Near | undefined {
  const low = Math.max(0, least);
  const high = Math.min(reel.tokens.length, most);
  const width = high - low;
  if (width <= 0 || words.length === 0) return undefined;
  let costs = new Int32Array(width + 1);
  let begins = Int32Array.from({ length: width + 1 }, (_, at) => low + at);
  for (const [index, word] of words.entries()) {
    const nextCosts = new Int32Array(width + 1);
    const nextBegins = new Int32Array(width + 1);
    nextCosts[0] = (index + 1) * WORD;
    nextBegins[0] = low;
    for (let at = 1; at <= width; at++) {
      const place = low + at - 1;
      const same = isSame(word, reel.tokens[place]?.word ?? '', index === 0);
      const isOther = reel.of[place] !== reel.of[place - 1];
      const crosses = (begin: number | undefined): number => (isOther && (begin ?? place) < place ? CROSSING : 0);
      const replaced = (costs[at - 1] ?? 0) + (same ? 0 : WORD) + crosses(begins[at - 1]);
      const left = (costs[at] ?? 0) + WORD;
      const put = (nextCosts[at - 1] ?? 0) + WORD + crosses(nextBegins[at - 1]);
      const cost = Math.min(replaced, left, put);
      nextCosts[at] = cost;
      const begin = cost === replaced ? begins[at - 1] : cost === left ? begins[at] : nextBegins[at - 1];
      nextBegins[at] = begin ?? low;
    }
    costs = nextCosts;
    begins = nextBegins;
  }
  // Of several as near, the one that has as many words: a word for a word, rather than one too few.
  const excess = (at: number): number => Math.abs(low + at - (begins[at] ?? low) - words.length);
  let end = 1;
  for (let at = 2; at <= width; at++) {
    const difference = (costs[at] ?? 0) - (costs[end] ?? 0);
    if (difference < 0 || (difference === 0 && excess(at) < excess(end))) end = at;
  }
  const from = begins[end] ?? low;
  const to = low + end - 1;
  if (from > to || reel.stretches[from] !== reel.stretches[to]) return undefined;
  return { words, from, to, share: 1 - Math.floor((costs[end] ?? 0) / WORD) / words.length };
}
