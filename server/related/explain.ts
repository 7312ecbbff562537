/** Why a passage was found: the words that it shares with the query. */
import type { Span } from '../core/span';
import type { Transcript } from '../core/syntax';
import { plainView } from './plain';
import { sentences } from './sentences';
import type { Vocabulary } from './vocabulary';
import { eachWord } from './words';

export interface Explanation {
  /** The shared words as they stand in the passage, each once, those with the greatest share of the score first. */
  terms: string[];
  /** Where shared words stand, in order. */
  highlights: Span[];
  /** The sentences (one to three) that hold most of them. */
  snippet: Span;
}

/** A shared word in a passage, and its term's share of the score. */
interface Hit extends Span {
  term: number;
  share: number;
}

/** A snippet goes on over up to three sentences as long as it has fewer characters than this. */
const snippetLength = 320;

/** @param shares number of a term -> its share of the score, for the terms that are to be shown. */
export function explain(
  transcript: Transcript,
  passage: Span,
  shares: ReadonlyMap<number, number>,
  vocabulary: Vocabulary,
): Explanation {
  const view = plainView(transcript, passage);
  const surfaces = new Map<number, string>();
  const hits: Hit[] = [];
  eachWord(view.text, 0, view.text.length, (start, end) => {
    const surface = view.text.slice(start, end);
    const term = vocabulary.number(surface, transcript.frontMatter?.language?.value);
    const share = shares.get(term);
    if (share === undefined) return;
    if (!surfaces.has(term)) surfaces.set(term, surface);
    hits.push({ start, end, term, share });
  });
  const terms = [...shares].sort(([, a], [, b]) => b - a).flatMap(([term]) => surfaces.get(term) ?? []);
  return { terms, highlights: hits.map(view.toSource), snippet: view.toSource(bestSentences(view.text, hits)) };
}

/** One sentence, or up to three in a row, with the greatest sum of shares; more of them only where each adds enough. */
function bestSentences(text: string, hits: readonly Hit[]): Span {
  const all = sentences(text, 0, text.length);
  let best: Span = { start: 0, end: text.length };
  let highest = -1;
  let first = 0;
  for (const [index, { start }] of all.entries()) {
    while (first < hits.length && (hits[first] as Span).start < start) first++;
    const seen = new Set<number>();
    let sum = 0;
    let hit = first;
    for (const { end } of all.slice(index, index + 3)) {
      if (end > (all[index] as Span).end && end - start > snippetLength) break;
      for (; hit < hits.length && (hits[hit] as Span).start < end; hit++) {
        const { term, share } = hits[hit] as Hit;
        if (!seen.has(term)) sum += share;
        seen.add(term);
      }
      // A longer snippet has to earn its length.
      const value = sum / (1 + (end - start) / 600);
      if (value > highest) {
        highest = value;
        best = { start, end };
      }
    }
  }
  return best;
}
