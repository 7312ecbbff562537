/** BM25 over the inverted index. */
import { COUNT_BITS, COUNT_MASK, type InvertedIndex } from './inverted-index';
import { resized } from './lists';
import { parameters } from './parameters';
import type { Query } from './query';

export interface Ranked {
  document: number;
  score: number;
}

export interface RankOptions {
  /** How many documents at most. */
  most: number;
  /** How many terms a document has to share with the query. */
  least: number;
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

/** What `count` occurrences in a document are worth, from 0 to k1 + 1: the more the shorter the document is. */
export function strength(index: InvertedIndex, count: number, document: number): number {
  const { flat, slope } = normalisation(index);
  return (count * (parameters.k1 + 1)) / (count + flat + slope * (index.lengths[document] as number));
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

/** The terms of a query that count most, its own ones first: the many weak ones of a long speech cost time and change little. */
function strongest(index: InvertedIndex, { weights, own, name }: Query): WeightedTerm[] {
  const terms: WeightedTerm[] = [];
  for (const [term, weight] of weights) {
    const value = weight * rarity(index, term) * (parameters.k1 + 1);
    if (value > 0) terms.push({ term, value, own: own.has(term), counts: !name.has(term) });
  }
  const kept = terms.sort((a, b) => b.value - a.value).slice(0, parameters.terms);
  return [...kept.filter(({ own }) => own), ...kept.filter(({ own }) => !own)];
}

/** Scores documents. Its arrays are kept from one query to the next. */
export class Ranker {
  private scores = new Float32Array(0);
  /** How many of the query's terms a document holds. */
  private shared = new Uint8Array(0);
  private touched = new Uint32Array(0);

  /**
   * The best documents for a query, best first. A document has to share one of the query's own terms, and `least` terms in all;
   * what the query was widened by tells such documents apart.
   */
  rank(index: InvertedIndex, query: Query, { most, least, factor, isEarlier }: RankOptions): Ranked[] {
    this.makeRoom(index.capacity);
    const { scores, shared, touched } = this;
    const { flat, slope } = normalisation(index);
    const { lengths } = index;
    let count = 0;
    const terms = strongest(index, query);
    for (const { term, value, own, counts } of terms) {
      const postings = index.postingsOf(term);
      for (let at = 0; at < postings.length; at++) {
        const posting = postings[at] as number;
        const document = posting >>> COUNT_BITS;
        const many = shared[document] as number;
        if (many === 0) {
          if (!own) continue;
          touched[count++] = document;
        }
        if (counts) shared[document] = many + 1;
        const occurrences = posting & COUNT_MASK;
        scores[document] =
          (scores[document] as number) +
          (value * occurrences) / (occurrences + flat + slope * (lengths[document] as number));
      }
    }
    const needed = Math.min(least, terms.filter(({ counts }) => counts).length);
    const best: Ranked[] = [];
    let lowest = 0;
    const isBetter = (a: Ranked, b: Ranked): boolean =>
      a.score > b.score || (a.score === b.score && isEarlier(a.document, b.document));
    for (let at = 0; at < count; at++) {
      const document = touched[at] as number;
      const score = scores[document] as number;
      // A factor never raises a score: most documents need not be asked about.
      if (score >= lowest && (shared[document] as number) >= needed && index.isAlive(document)) {
        const result = { document, score: score * factor(document) };
        if (result.score > 0) insert(best, result, most, isBetter);
        if (best.length === most && most > 0) lowest = (best.at(-1) as Ranked).score;
      }
      scores[document] = 0;
      shared[document] = 0;
    }
    return best;
  }

  private makeRoom(size: number): void {
    if (this.scores.length >= size) return;
    const room = Math.ceil(size * 1.5);
    this.scores = resized(this.scores, room);
    this.shared = resized(this.shared, room);
    this.touched = resized(this.touched, room);
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
