/** From a query to the passages that are shown. */
import { overlaps, type Span } from '../core/span';
import type { Transcript } from '../core/syntax';
import { CODED, passageOf, QUESTION, SPOKEN, STATEMENT, type Entry } from './entry';
import { explain } from './explain';
import type { InvertedIndex } from './inverted-index';
import { parameters } from './parameters';
import { statementSpans, type Passage } from './passages';
import type { Query } from './query';
import { Ranker, rarity, strength, type Ranked } from './rank';
import { COUNT_BITS, COUNT_MASK } from './segment';
import type { Vocabulary } from './vocabulary';

/** A passage of another interview. */
export interface Related {
  uri: string;
  passage: Passage;
  score: number;
  /** The shared words as they stand in the passage, those with the greatest share of the score first. */
  terms: string[];
  /** Where shared words stand in the transcript's text, in order. */
  highlights: Span[];
  /** The sentences (one to three) that say most of it; the statement where only statements were asked for. */
  snippet: Span;
}

/** A passage in which an analyst has coded something. */
export interface Coded {
  uri: string;
  transcript: Transcript;
  passage: Passage;
}

export interface RelatedOptions {
  limit: number;
  /** Only passages with statements of claims. */
  statements?: boolean;
  /** Also passages that ask: they seldom claim anything. One in which an analyst has marked a claim is always found. */
  questions?: boolean;
  /** Also what comes not very near: whoever asks on purpose judges by the scores. */
  all?: boolean;
  /** Take what stands around the words into account (default). */
  widen?: boolean;
  /** What the claims say that the words state, support or contradict. */
  gloss?: string;
}

export class Answers {
  private readonly ranker = new Ranker();

  /** @param entryOf the interview that a document is a passage of. */
  constructor(
    private readonly index: InvertedIndex,
    private readonly vocabulary: Vocabulary,
    private readonly entryOf: (document: number) => Entry,
  ) {}

  /** The passages that come nearest to a query, best first. */
  to(query: Query, options: RelatedOptions, except?: string): Related[] {
    const factor = (document: number): number => {
      const flags = this.flags(document);
      const isStatement = (flags & STATEMENT) !== 0;
      if (this.entryOf(document).source.uri === except || (options.statements && !isStatement)) return 0;
      return (flags & QUESTION) !== 0 && !isStatement && !options.questions ? 0 : 1;
    };
    const ranked = this.ranker.rank(this.index, query, {
      most: options.limit * 4 + 8,
      least: options.all ? 1 : parameters.shared,
      floor: options.all ? 0 : this.floor(),
      factor,
      isEarlier: (a, b) => this.isEarlier(a, b),
    });
    const related: Related[] = [];
    for (const result of this.withoutRepeats(ranked)) {
      if (related.length >= options.limit) break;
      const explained = this.explained(result, query, options);
      if (explained) related.push(explained);
    }
    return related;
  }

  /**
   * The passages of other interviews that hold coded words, those first that come nearest to a query. None is too far, and why each of
   * them comes near is not told: that takes most of the time.
   */
  coded(query: Query, limit: number, except: string): Coded[] {
    const ranked = this.ranker.rank(this.index, query, {
      most: limit,
      least: 1,
      factor: (document) =>
        (this.flags(document) & CODED) !== 0 && this.entryOf(document).source.uri !== except ? 1 : 0,
      isEarlier: (a, b) => this.isEarlier(a, b),
    });
    return ranked.flatMap(({ document }) => {
      const entry = this.entryOf(document);
      const { uri, transcript } = entry.source;
      const passage = passageOf(entry, this.index.placeIn(document), transcript);
      return passage ? [{ uri, transcript, passage }] : [];
    });
  }

  /** The lowest score that is worth showing: below it most of what is found only happens to share words. */
  private floor(): number {
    const { size } = this.index;
    return parameters.floor * Math.log(1 + size) * Math.min(1, size / parameters.floorFrom);
  }

  private isEarlier(a: number, b: number): boolean {
    const one = this.entryOf(a).source.uri;
    const other = this.entryOf(b).source.uri;
    return one === other ? this.index.placeIn(a) < this.index.placeIn(b) : one < other;
  }

  /**
   * Without passages that say the same as a better one of their interview, and other parts of its paragraph, but for those in which an
   * analyst has marked a claim: one may state what the other contradicts. Of a teaser and the same words in the conversation the latter
   * are kept: there it is known who says them.
   */
  private withoutRepeats(ranked: readonly Ranked[]): Ranked[] {
    const kept: Ranked[] = [];
    const isSpoken = (document: number): boolean => (this.flags(document) & SPOKEN) !== 0;
    for (const { document, score } of ranked) {
      const same = kept.find((better) => this.isRepeat(better.document, document));
      if (!same || (this.flags(document) & STATEMENT) !== 0) kept.push({ document, score });
      else if (!isSpoken(same.document) && isSpoken(document)) same.document = document;
    }
    return kept;
  }

  private isRepeat(a: number, b: number): boolean {
    if (this.entryOf(a) !== this.entryOf(b)) return false;
    if (this.paragraph(a) === this.paragraph(b)) return true;
    const terms = new Set(Array.from(this.index.entriesOf(a), (entry) => entry >>> COUNT_BITS));
    const others = this.index.entriesOf(b);
    let both = 0;
    for (const entry of others) if (terms.has(entry >>> COUNT_BITS)) both++;
    return both >= parameters.repeat * Math.min(terms.size, others.length);
  }

  private flags(document: number): number {
    return this.entryOf(document).flags[this.index.placeIn(document)] as number;
  }

  private paragraph(document: number): number {
    return this.entryOf(document).paragraphs[this.index.placeIn(document)] as number;
  }

  /** A result with its words; `undefined` where these cannot be had any more. */
  private explained({ document, score }: Ranked, query: Query, { statements }: RelatedOptions): Related | undefined {
    const entry = this.entryOf(document);
    const { uri, transcript } = entry.source;
    const passage = passageOf(entry, this.index.placeIn(document), transcript);
    if (!passage) return undefined;
    const shares = new Map<number, number>();
    for (const packed of this.index.entriesOf(document)) {
      const term = packed >>> COUNT_BITS;
      const weight = (query.weights.get(term) ?? 0) * rarity(this.index, term);
      if (weight > 0)
        shares.set(term, weight * strength(this.index, packed & COUNT_MASK, this.index.lengthOf(document)));
    }
    const strongest = Math.max(...shares.values());
    for (const [term, share] of shares) if (share < parameters.shown * strongest) shares.delete(term);
    const explanation = explain(transcript, passage, shares, this.vocabulary);
    const snippet = (statements && bestStatement(transcript, passage, explanation.highlights)) || explanation.snippet;
    return { uri, passage, score, ...explanation, snippet };
  }
}

/** The statement of a claim in a passage that holds most of the shared words. */
function bestStatement(transcript: Transcript, passage: Span, highlights: readonly Span[]): Span | undefined {
  const shared = (span: Span): number => highlights.filter((highlight) => overlaps(highlight, span)).length;
  return statementSpans(transcript)
    .filter((span) => overlaps(span, passage))
    .sort((a, b) => shared(b) - shared(a))[0];
}
