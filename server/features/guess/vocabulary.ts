/**
 * The words that each of the two keeps using in this interview: learnt from a first guess, they carry the second one over to sentences
 * that show nothing else. Needs no word list, so it works in every language.
 */
import type { Unit } from './units';
import { OWN_WORDS } from './weights';

/** The different words of each sentence, as numbers. */
export function wordsOfUnits(units: readonly Unit[], words: string): number[][] {
  const numbers = new Map<string, number>();
  return units.map(({ start, end }) => {
    const found = new Set<number>();
    for (const [word] of words
      .slice(start, end)
      .toLowerCase()
      .replaceAll('’', "'")
      .matchAll(/[\p{L}\p{M}]+(?:'\p{L}+)?/gu)) {
      const number = numbers.get(word) ?? numbers.size;
      numbers.set(word, number);
      found.add(number);
    }
    return [...found];
  });
}

/** How far the words of each sentence are the interviewer's. `likely` says of each sentence how likely it is the interviewer's. */
export function ownWords(sentences: readonly number[][], likely: readonly number[]): number[] {
  const size = sentences.reduce((most, words) => words.reduce((a, b) => Math.max(a, b), most), -1) + 1;
  const asked = new Float64Array(size);
  const said = new Float64Array(size);
  let asking = 0;
  sentences.forEach((words, index) => {
    const part = likely[index] ?? 0;
    asking += part;
    for (const word of words) {
      asked[word] = (asked[word] as number) + part;
      said[word] = (said[word] as number) + 1;
    }
  });
  const all = sentences.length;
  const { weight, prior } = OWN_WORDS;
  const odds = said.map((count, word) => {
    const usual = (prior * count) / all;
    const theirs = asked[word] as number;
    return Math.log((theirs + usual) / (asking + prior)) - Math.log((count - theirs + usual) / (all - asking + prior));
  });
  // A long sentence has many words that depend on each other: its sum counts by the root of their number.
  return sentences.map(
    (words) =>
      (weight * words.reduce((sum, word) => sum + (odds[word] as number), 0)) / Math.max(1, Math.sqrt(words.length)),
  );
}
