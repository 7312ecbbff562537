/** BM25 over the inverted index. */
import { resized } from './arrays';
import type { InvertedIndex } from './inverted-index';
import { parameters } from './parameters';
import type { Query } from './query';
import { COUNT_BITS, COUNT_MASK, LIVING, POSTING_BITS, POSTING_MASK, type Segment } from './segment';

export interface Ranked {
  document: number;
  score: number;
}

export interface RankOptions {
  /** How many documents at most. */
  most: number;
  /** How many terms a document has to share with the query. */
  least: number;
  /** What comes below is left out. */
  floor?: number;
  /** What to multiply the score of a document with, at most 1; 0 leaves it out. */
  factor: (document: number) => number;
  /** Whether the first of two documents of the same score goes first. */
  isEarlier: (a: number, b: number) => boolean;
}

/** The weight of a term by its rarity; 0 for one that is too common to tell anything. */
export function rarity(index: InvertedIndex, term: number): number {
  const frequency = index.frequency(term);
  const limit = Math.max(parameters.commonFrom, index.size * parameters.common);
  return frequency === 0 || frequency > limit ? 0 : Math.log(1 + (index.size - frequency + 0.5) / (frequency + 0.5));
}

/** What `count` occurrences in so many words are worth, from 0 to k1 + 1: the more the fewer words there are. */
export function strength(index: InvertedIndex, count: number, length: number): number {
  const { flat, slope } = normalisation(index);
  return (count * (parameters.k1 + 1)) / (count + flat + slope * length);
}

function normalisation(index: InvertedIndex): { flat: number; slope: number } {
  const { k1, b } = parameters;
  return { flat: k1 * (1 - b), slope: (k1 * b) / Math.max(1, index.averageLength) };
}

interface WeightedTerm {
  term: number;
  value: number;
  own: boolean;
  /** Whether it counts as shared. */
  counts: boolean;
}

/** More terms than this have no place in `Ranker.slots`. */
const MOST_TERMS = 255;

/** The terms of a query that count most, in order: the many weak ones of a long speech cost time and change little. */
function strongest(index: InvertedIndex, { weights, own, name }: Query): WeightedTerm[] {
  const terms: WeightedTerm[] = [];
  for (const [term, weight] of weights) {
    const value = weight * rarity(index, term) * (parameters.k1 + 1);
    if (value > 0) terms.push({ term, value, own: own.has(term), counts: !name.has(term) });
  }
  return terms.sort((a, b) => b.value - a.value).slice(0, Math.min(parameters.terms, MOST_TERMS));
}

/** What partial sums may be too small by, as they are kept in single precision. */
const SLACK = 1 + 1e-5;

/**
 * Scores documents. Its arrays are kept from one query to the next.
 *
 * Sealed segments are gone through one by one, so that what is added up stays in the processor's cache however many documents there are.
 * The sums there are rough, and never too small: the few documents that can enter by them are scored by their own entries, in the order
 * of the query. So scores do not depend on how documents lie in segments.
 */
export class Ranker {
  /** Place in the segment -> what the query's terms add up to; zeros in between. */
  private sums = new Float32Array(0);
  /** The places in the segment with a sum that is high enough, each once. */
  private high = new Uint16Array(0);
  /** Term -> one more than its number in the query; zeros in between. */
  private slots = new Uint8Array(0);
  /** Number of a term in the query -> its part of a score. */
  private readonly parts = new Float64Array(MOST_TERMS);

  /**
   * The best documents for a query, best first. A document has to share one of the query's own terms, and `least` terms in all;
   * what the query was widened by tells such documents apart.
   */
  rank(index: InvertedIndex, query: Query, options: RankOptions): Ranked[] {
    const { most, least, floor = 0, factor, isEarlier } = options;
    const terms = strongest(index, query);
    const best: Ranked[] = [];
    if (most <= 0 || terms.length === 0) return best;
    this.makeRoom(index);
    const { flat, slope } = normalisation(index);
    const needed = Math.min(least, terms.filter(({ counts }) => counts).length);
    const isBetter = (a: Ranked, b: Ranked): boolean =>
      a.score > b.score || (a.score === b.score && isEarlier(a.document, b.document));
    /** The least score that a document can enter with. */
    let lowest = floor;
    const take = (segment: Segment, first: number, place: number): void => {
      const score = this.score(segment, place, terms, needed, flat + slope * (segment.lengths[place] as number));
      // A factor never raises a score: most documents need not be asked about.
      if (score === 0 || score < lowest) return;
      const document = first + place;
      const result = { document, score: score * factor(document) };
      if (result.score === 0 || result.score < lowest) return;
      insert(best, result, most, isBetter);
      if (best.length === most) lowest = (best.at(-1) as Ranked).score;
    };
    for (const [number, { term }] of terms.entries()) this.slots[term] = number + 1;
    index.eachSegment((segment, first) => {
      const { postings, states, size } = segment;
      if (!postings) {
        for (let place = 0; place < size; place++) if (states[place] === LIVING) take(segment, first, place);
        return;
      }
      const found = this.addUp(segment, postings, terms, lowest / SLACK, flat, slope);
      for (let at = 0; at < found; at++) {
        const place = this.high[at] as number;
        if ((this.sums[place] as number) * SLACK >= lowest && states[place] === LIVING) take(segment, first, place);
      }
      this.sums.fill(0);
    });
    for (const { term } of terms) this.slots[term] = 0;
    return best;
  }

  /**
   * Adds up what terms are worth to each document of a segment. Tells how many documents have some and reach `least`: their places stand
   * in `high`, so that nobody has to look at the sums of all.
   */
  private addUp(
    segment: Segment,
    postings: Uint16Array,
    terms: readonly WeightedTerm[],
    least: number,
    flat: number,
    slope: number,
  ): number {
    const { sums, high } = this;
    const { lengths, firsts } = segment;
    const enough = Math.max(least, Number.MIN_VALUE);
    let reached = 0;
    for (const { term, value } of terms) {
      const found = segment.find(term);
      if (found < 0) continue;
      const end = firsts[found + 1] as number;
      for (let at = firsts[found] as number; at < end; at++) {
        const posting = postings[at] as number;
        const place = posting >>> POSTING_BITS;
        const count = posting & POSTING_MASK;
        const occurrences = count === POSTING_MASK ? COUNT_MASK : count;
        const before = sums[place] as number;
        const worth = (value * occurrences) / (occurrences + flat + slope * (lengths[place] as number));
        const sum = Math.fround(before + worth);
        sums[place] = sum;
        if (sum >= enough && before < enough) high[reached++] = place;
      }
    }
    return reached;
  }

  /** The score of a document by its own entries; 0 if it does not share what it has to. */
  private score(
    { entries, starts }: Segment,
    place: number,
    terms: readonly WeightedTerm[],
    needed: number,
    constant: number,
  ): number {
    const { slots, parts } = this;
    let own = false;
    let shared = 0;
    let last = -1;
    const end = starts[place + 1] as number;
    for (let at = starts[place] as number; at < end; at++) {
      const entry = entries[at] as number;
      const slot = slots[entry >>> COUNT_BITS] as number;
      if (slot === 0) continue;
      const term = terms[slot - 1] as WeightedTerm;
      own ||= term.own;
      if (term.counts) shared++;
      const occurrences = entry & COUNT_MASK;
      parts[slot - 1] = (term.value * occurrences) / (occurrences + constant);
      last = Math.max(last, slot - 1);
    }
    let score = 0;
    for (let number = 0; number <= last; number++) {
      score += parts[number] as number;
      parts[number] = 0;
    }
    return own && shared >= needed ? score : 0;
  }

  private makeRoom({ room, terms }: InvertedIndex): void {
    if (this.sums.length < room) {
      this.sums = new Float32Array(room);
      this.high = new Uint16Array(room);
    }
    if (this.slots.length < terms) this.slots = resized(this.slots, terms);
  }
}

/** Puts an item into a list that is kept sorted, best first, and no longer than `most`. */
function insert<T>(best: T[], item: T, most: number, isBetter: (a: T, b: T) => boolean): void {
  if (best.length >= most) {
    const last = best.at(-1);
    if (last === undefined || !isBetter(item, last)) return;
    best.pop();
  }
  let low = 0;
  let high = best.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBetter(item, best[middle] as T)) high = middle;
    else low = middle + 1;
  }
  best.splice(low, 0, item);
}
