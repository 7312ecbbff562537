/** How like the words of one place others are: what is coded elsewhere, and what is said of codes. */
import type { Span } from '../core/span';
import type { Transcript } from '../core/syntax';
import type { Answers, Coded } from './answers';
import { languageOf } from './entry';
import type { InvertedIndex } from './inverted-index';
import { plainly } from './plain';
import type { Query } from './query';
import { rarity, strength } from './rank';
import { NONE, type Vocabulary } from './vocabulary';
import { eachWord } from './words';

/** What a question can be asked of, and what it is: see `RelatedIndex.likeness`. */
export interface Asked {
  uri: string;
  /** In which free words are read. */
  language: string | undefined;
  query: Query;
}

export class Likeness {
  /** Term -> what one occurrence of it is worth in this question. */
  private readonly values = new Map<number, number>();

  constructor(
    private readonly asked: Asked,
    private readonly answers: Answers,
    private readonly index: InvertedIndex,
    private readonly vocabulary: Vocabulary,
  ) {
    for (const [term, weight] of asked.query.weights) {
      const value = weight * rarity(index, term);
      if (value > 0) this.values.set(term, value);
    }
  }

  /** The passages of other interviews that hold coded words, those first that come nearest. */
  coded(limit: number): Coded[] {
    return this.answers.coded(this.asked.query, limit, this.asked.uri);
  }

  /**
   * How like the words of a span are, in units of the rarity of a term that stands in one passage only; 0 where they share none of the
   * words asked about.
   */
  ofSpan(transcript: Transcript, span: Span): number {
    const { text, start, end } = plainly(transcript, span);
    return this.score(text, start, end, languageOf(transcript));
  }

  /** The same for free words. */
  ofWords(words: string): number {
    return this.score(words, 0, words.length, this.asked.language);
  }

  /** The words of a text that are among those asked about, as they stand in the text, those first that count most. */
  shared(words: string): string[] {
    const found = new Map<number, string>();
    const { own } = this.asked.query;
    eachWord(words, 0, words.length, (start, end) => {
      const term = this.vocabulary.numberAt(words, start, end, this.asked.language);
      if (own.has(term) && this.values.has(term) && !found.has(term)) found.set(term, words.slice(start, end));
    });
    const value = (term: number): number => this.values.get(term) ?? 0;
    return [...found].sort(([a], [b]) => value(b) - value(a)).map(([, surface]) => surface);
  }

  private score(text: string, start: number, end: number, language: string | undefined): number {
    const counts = new Map<number, number>();
    let length = 0;
    eachWord(text, start, end, (from, to) => {
      const term = this.vocabulary.numberAt(text, from, to, language);
      if (term === NONE) return;
      length++;
      if (this.values.has(term)) counts.set(term, (counts.get(term) ?? 0) + 1);
    });
    let score = 0;
    let isOwn = false;
    for (const [term, count] of counts) {
      isOwn ||= this.asked.query.own.has(term);
      score += (this.values.get(term) ?? 0) * strength(this.index, count, length);
    }
    return isOwn ? score / Math.log(1 + this.index.size) : 0;
  }
}
