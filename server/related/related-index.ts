/** The index of related passages: follows the corpus, and answers where else something was said. */
import { overlaps, type Span } from '../core/span';
import { plainText } from '../core/strip';
import type { Transcript } from '../core/syntax';
import { explain } from './explain';
import { COUNT_BITS, COUNT_MASK, InvertedIndex } from './inverted-index';
import { resized } from './lists';
import { parameters } from './parameters';
import { passages, statementSpans, type Passage } from './passages';
import { queryOfSpan, queryOfWords, type Query } from './query';
import { Ranker, rarity, strength, type Ranked } from './rank';
import { NONE, Vocabulary } from './vocabulary';
import { eachWord } from './words';

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

export interface RelatedOptions {
  limit: number;
  /** Only passages with statements of claims. */
  statements?: boolean;
  /** Also what comes not very near: whoever asks on purpose judges by the scores. */
  all?: boolean;
  /** Take what stands around the words into account (default). */
  widen?: boolean;
}

/** One interview in the index. */
interface Entry {
  uri: string;
  transcript: Transcript;
  passages: Passage[];
  /** The document in the inverted index of each passage. */
  documents: number[];
}

/** What the index wants of an interview. */
export interface Indexable {
  uri: string;
  transcript: Transcript;
}

export class RelatedIndex {
  private readonly entries = new Map<string, Entry>();
  /** Interviews that were put and are not yet in the index; `undefined` for one that was dropped. */
  private readonly waiting = new Map<string, Transcript | undefined>();
  private readonly vocabulary = new Vocabulary();
  private readonly index = new InvertedIndex();
  private readonly ranker = new Ranker();
  /** Document -> its interview and the number of its passage there. */
  private owners: (Entry | undefined)[] = [];
  private places = new Uint32Array(1 << 8);
  private readonly scratch: number[] = [];

  /** Adds or replaces an interview. Costs nothing until the next question or `flush`. */
  put({ uri, transcript }: Indexable): void {
    this.waiting.set(uri, transcript);
  }

  /** Forgets an interview. */
  drop(uri: string): void {
    if (this.entries.has(uri)) this.waiting.set(uri, undefined);
    else this.waiting.delete(uri);
  }

  /** How many interviews wait to be indexed. */
  get pending(): number {
    return this.waiting.size;
  }

  /** How many passages can be found: those of the interviews that wait are not counted. */
  get size(): number {
    return this.index.size;
  }

  /** Does the work that waits, or that of `limit` interviews. */
  flush(limit = Infinity): void {
    let left = limit;
    for (const [uri, transcript] of this.waiting) {
      if (left-- <= 0) return;
      this.waiting.delete(uri);
      this.replace(uri, transcript);
    }
  }

  /**
   * The passages of other interviews that come nearest to a place in an interview, best first.
   *
   * @param at a span of the text, or the index of a paragraph.
   */
  related(uri: string, at: Span | number, options: RelatedOptions): Related[] {
    this.flush();
    const entry = this.entries.get(uri);
    if (!entry) return [];
    const span = typeof at === 'number' ? paragraphWords(entry.transcript, at) : at;
    if (!span) return [];
    return this.answer(this.query(entry.transcript, entry.passages, span, options), options, uri);
  }

  /** The same for a span of a transcript that is not in the index. */
  relatedTo(transcript: Transcript, span: Span, options: RelatedOptions): Related[] {
    this.flush();
    return this.answer(this.query(transcript, passages(transcript), span, options), options);
  }

  /** The passages that come nearest to some words, such as the gloss of a claim; best first. */
  search(words: string, options: RelatedOptions & { except?: string }): Related[] {
    this.flush();
    return this.answer(queryOfWords(words, this.vocabulary), options, options.except);
  }

  private query(
    transcript: Transcript,
    found: readonly Passage[],
    span: Span,
    { widen = true }: RelatedOptions,
  ): Query {
    return queryOfSpan(transcript, found, span, widen, this.vocabulary);
  }

  private answer(query: Query, options: RelatedOptions, except?: string): Related[] {
    const factor = (document: number): number => {
      const passage = this.passage(document);
      if (this.owner(document).uri === except || (options.statements && !passage.statement)) return 0;
      return passage.question ? parameters.question : 1;
    };
    const ranked = this.ranker.rank(this.index, query, {
      most: options.limit * 4 + 8,
      least: options.all ? 1 : parameters.shared,
      factor,
      isEarlier: (a, b) => this.isEarlier(a, b),
    });
    const floor = options.all ? 0 : this.floor(query);
    return this.withoutRepeats(ranked.filter(({ score }) => score >= floor))
      .slice(0, options.limit)
      .map((result) => this.explained(result, query, options));
  }

  /** The lowest score that is worth showing. A query of few or common words cannot score high: a part of the most that it can get is enough. */
  private floor({ weights, own }: Query): number {
    let most = 0;
    for (const term of own) most += (weights.get(term) as number) * rarity(this.index, term) * (parameters.k1 + 1);
    return Math.min(parameters.floor * Math.log(1 + this.size), parameters.floorOfShort * most);
  }

  private isEarlier(a: number, b: number): boolean {
    const one = this.owner(a).uri;
    const other = this.owner(b).uri;
    return one === other ? (this.places[a] as number) < (this.places[b] as number) : one < other;
  }

  /**
   * Without passages that say the same as a better one of their interview, and other parts of its paragraph, but for those in which an
   * analyst has marked a claim: one may state what the other contradicts. Of a teaser and the same words in the conversation the latter
   * are kept: there it is known who says them.
   */
  private withoutRepeats(ranked: readonly Ranked[]): Ranked[] {
    const kept: Ranked[] = [];
    for (const { document, score } of ranked) {
      const owner = this.owner(document);
      const same = kept.find(
        (better) => this.owner(better.document) === owner && this.isRepeat(better.document, document),
      );
      if (!same || this.passage(document).statement) kept.push({ document, score });
      else if (this.passage(same.document).speaker < 0 && this.passage(document).speaker >= 0) same.document = document;
    }
    return kept;
  }

  private isRepeat(a: number, b: number): boolean {
    if (this.passage(a).paragraph === this.passage(b).paragraph) return true;
    const terms = new Set(Array.from(this.index.entriesOf(a), (entry) => entry >>> COUNT_BITS));
    const others = this.index.entriesOf(b);
    let both = 0;
    for (const entry of others) if (terms.has(entry >>> COUNT_BITS)) both++;
    return both >= parameters.repeat * Math.min(terms.size, others.length);
  }

  private owner(document: number): Entry {
    return this.owners[document] as Entry;
  }

  private passage(document: number): Passage {
    return this.owner(document).passages[this.places[document] as number] as Passage;
  }

  private explained({ document, score }: Ranked, query: Query, { statements }: RelatedOptions): Related {
    const { uri, transcript } = this.owner(document);
    const passage = this.passage(document);
    const shares = new Map<number, number>();
    for (const entry of this.index.entriesOf(document)) {
      const term = entry >>> COUNT_BITS;
      const weight = (query.weights.get(term) ?? 0) * rarity(this.index, term);
      if (weight > 0) shares.set(term, weight * strength(this.index, entry & COUNT_MASK, document));
    }
    const strongest = Math.max(...shares.values());
    for (const [term, share] of shares) if (share < parameters.shown * strongest) shares.delete(term);
    const explanation = explain(transcript, passage, shares, this.vocabulary);
    const snippet = (statements && bestStatement(transcript, passage, explanation.highlights)) || explanation.snippet;
    return { uri, passage, score, ...explanation, snippet };
  }

  private replace(uri: string, transcript: Transcript | undefined): void {
    const before = this.entries.get(uri);
    const old = new Map<string, number[]>();
    const language = transcript?.frontMatter?.language?.value;
    // In another language the same words have other terms.
    const isReused = before?.transcript.frontMatter?.language?.value === language;
    before?.passages.forEach((passage, index) => {
      const text = plainText(before.transcript, passage);
      const same = old.get(text);
      const document = before.documents[index] as number;
      if (same) same.push(document);
      else old.set(text, [document]);
    });
    if (transcript) {
      const entry: Entry = { uri, transcript, passages: passages(transcript), documents: [] };
      entry.passages.forEach((passage, place) => {
        const text = plainText(transcript, passage);
        const document = (isReused ? old.get(text)?.pop() : undefined) ?? this.add(text, language);
        entry.documents.push(document);
        this.owners[document] = entry;
        this.setPlace(document, place);
      });
      this.entries.set(uri, entry);
    } else this.entries.delete(uri);
    for (const document of [...old.values()].flat()) {
      this.index.remove(document);
      this.owners[document] = undefined;
    }
    if (this.index.isSparse) this.compact();
  }

  private add(text: string, language: string | undefined): number {
    let length = 0;
    eachWord(text, 0, text.length, (start, end) => {
      const term = this.vocabulary.number(text.slice(start, end), language);
      if (term !== NONE) this.scratch[length++] = term;
    });
    return this.index.add(this.scratch, length);
  }

  private setPlace(document: number, place: number): void {
    if (document >= this.places.length) this.places = resized(this.places, this.places.length * 2);
    this.places[document] = place;
  }

  private compact(): void {
    const numbers = this.index.compact();
    const owners: (Entry | undefined)[] = [];
    for (const entry of this.entries.values()) {
      entry.documents = entry.documents.map((document) => numbers[document] as number);
      entry.documents.forEach((document, place) => {
        owners[document] = entry;
        this.setPlace(document, place);
      });
    }
    this.owners = owners;
  }
}

/** The statement of a claim in a passage that holds most of the shared words. */
function bestStatement(transcript: Transcript, passage: Span, highlights: readonly Span[]): Span | undefined {
  const shared = (span: Span): number => highlights.filter((highlight) => overlaps(highlight, span)).length;
  return statementSpans(transcript)
    .filter((span) => overlaps(span, passage))
    .sort((a, b) => shared(b) - shared(a))[0];
}

/** The words of a paragraph, behind the label and time that it begins with. */
function paragraphWords({ paragraphs }: Transcript, index: number): Span | undefined {
  const paragraph = paragraphs[index];
  const first = paragraph?.parts[0];
  return first && { start: first.words, end: paragraph.end };
}
