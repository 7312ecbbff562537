/** The index of related passages: follows the corpus, and answers where else something was said. */
import type { Span } from '../core/span';
import type { Transcript } from '../core/syntax';
import { Answers, type Related, type RelatedOptions } from './answers';
import { Draft } from './draft';
import { languageOf, type Entry, type Indexable } from './entry';
import { InvertedIndex } from './inverted-index';
import { pack, unpack, type PackedInterview } from './packed';
import { passages, type Passage } from './passages';
import { Likeness } from './likeness';
import { queryOfSpan, queryOfWords, type Query } from './query';
import { Vocabulary } from './vocabulary';

export type { Related, RelatedOptions } from './answers';
export type { Indexable } from './entry';
export type { Likeness } from './likeness';
export type { PackedInterview } from './packed';

export interface IndexOptions {
  /**
   * Somebody calls `step` until nothing waits. Then questions are answered at once, from what is in the index by now; only the
   * interview that they ask about is brought up to date. Otherwise they first do all that waits.
   */
  background?: boolean;
  /** The inverted index works in segments of `1 << segment` passages (12). */
  segment?: number;
}

/** What one `step` does, in characters of text: some 2 ms. */
const STEP = 20_000;
/** What it costs to begin with an interview, or to drop one, in characters. */
const INTERVIEW = 1000;

export class RelatedIndex {
  private readonly entries = new Map<string, Entry>();
  /** Interviews that were put and are not yet in the index; `undefined` for one that was dropped. */
  private readonly waiting = new Map<string, Indexable | undefined>();
  /** Those of them that are written in part. */
  private readonly drafts = new Map<string, Draft>();
  /** By the numbers under which the inverted index knows them. */
  private readonly owners: (Entry | Draft | undefined)[] = [];
  private readonly freeOwners: number[] = [];
  private readonly vocabulary = new Vocabulary();
  private readonly index: InvertedIndex;
  private readonly answers: Answers;
  /** For questions alone, which ask about the same few interviews. */
  private readonly passages = new WeakMap<Transcript, Passage[]>();

  constructor(private readonly options: IndexOptions = {}) {
    this.index = new InvertedIndex(options.segment);
    this.answers = new Answers(
      this.index,
      this.vocabulary,
      (document) => this.owners[this.index.ownerOf(document)] as Entry,
    );
  }

  /**
   * Adds or replaces an interview. Costs nothing until the next question, `step` or `flush`: then its transcript is asked for, and
   * again when one of its passages is an answer. Until all of it is in the index, the index answers as it was before.
   */
  put(interview: Indexable): void {
    this.discard(interview.uri);
    this.waiting.set(interview.uri, interview);
  }

  /** Forgets an interview. */
  drop(uri: string): void {
    this.discard(uri);
    if (this.entries.has(uri)) this.waiting.set(uri, undefined);
    else this.waiting.delete(uri);
  }

  /** How many interviews wait to be indexed, in whole or in part. */
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
    for (const uri of this.waiting.keys()) {
      if (left-- <= 0) return;
      this.update(uri, Infinity);
    }
  }

  /**
   * Does a small part of the work that waits, and tells whether there is more: to be called again and again, with time for others in
   * between, however long the interviews are.
   *
   * @param characters how much: so many characters of text are indexed.
   */
  step(characters = STEP): boolean {
    let left = characters;
    while (left > 0 && this.waiting.size > 0) {
      // What is begun is ended first.
      const [next] = this.drafts.size > 0 ? this.drafts.keys() : this.waiting.keys();
      left = this.update(next as string, left);
    }
    return this.waiting.size > 0;
  }

  /**
   * The passages of other interviews that come nearest to a place in an interview, best first.
   *
   * @param at a span of the text, or the index of a paragraph.
   */
  related(uri: string, at: Span | number, options: RelatedOptions): Related[] {
    this.prepare(uri);
    const entry = this.entries.get(uri);
    if (!entry) return [];
    const { transcript } = entry.source;
    const span = typeof at === 'number' ? paragraphWords(transcript, at) : at;
    return span ? this.ask(transcript, span, options, uri) : [];
  }

  /** The same for a span of a transcript that is not in the index. */
  relatedTo(transcript: Transcript, span: Span, options: RelatedOptions): Related[] {
    this.prepare();
    return this.ask(transcript, span, options);
  }

  /** The passages that come nearest to some words, such as the gloss of a claim; best first. */
  search(words: string, options: RelatedOptions & { except?: string }): Related[] {
    this.prepare();
    return this.answers.to(queryOfWords(words, this.vocabulary), options, options.except);
  }

  /**
   * What tells how like the words of a span others are. In the background it goes by what is in the index by now, and brings nothing up to
   * date: the words asked about need not be in it.
   */
  likeness({ uri, transcript }: Indexable, span: Span): Likeness {
    this.prepare();
    const asked = { uri, language: languageOf(transcript), query: this.queryOf(transcript, span, {}) };
    return new Likeness(asked, this.answers, this.index, this.vocabulary);
  }

  /** What the index knows of an interview, to be stored; `undefined` where it knows nothing or not the latest. */
  dump(uri: string): PackedInterview | undefined {
    const entry = this.waiting.has(uri) ? undefined : this.entries.get(uri);
    return entry && pack(entry, this.index);
  }

  /** What the numbers of terms in all that is dumped mean: the n-th term has number n. */
  terms(): string[] {
    return this.vocabulary.terms();
  }

  /** The numbers that terms have in this index; those that are new to it get one. */
  numbersOf(terms: readonly string[]): Uint32Array {
    return Uint32Array.from(terms, (term) => this.vocabulary.numberOfTerm(term));
  }

  /**
   * Adds or replaces an interview by what was stored of it, in a fraction of the time, and as exactly as if it were indexed anew. False,
   * and nothing changed, if what was stored does not fit together; whether it is of this text is for the caller to know.
   *
   * @param numbers the stored number of a term -> its number in this index (`numbersOf`).
   */
  restore(interview: Indexable, packed: PackedInterview, numbers: ArrayLike<number>): boolean {
    const owner = this.newOwner();
    const entry = unpack(interview, packed, numbers, owner, this.index);
    if (!entry) {
      this.freeOwners.push(owner);
      return false;
    }
    this.discard(interview.uri);
    this.waiting.delete(interview.uri);
    this.owners[owner] = entry;
    const before = this.entries.get(interview.uri);
    this.entries.set(interview.uri, entry);
    if (before) this.remove(before);
    return true;
  }

  private prepare(uri?: string): void {
    if (!this.options.background) this.flush();
    else if (uri !== undefined && this.waiting.has(uri)) this.update(uri, Infinity);
  }

  private ask(transcript: Transcript, span: Span, options: RelatedOptions, uri?: string): Related[] {
    return this.answers.to(this.queryOf(transcript, span, options), options, uri);
  }

  private queryOf(transcript: Transcript, span: Span, { widen, gloss }: Partial<RelatedOptions>): Query {
    let found = this.passages.get(transcript);
    if (!found) this.passages.set(transcript, (found = passages(transcript)));
    return queryOfSpan(transcript, found, span, widen ?? true, this.vocabulary, gloss);
  }

  /** Goes on with an interview that waits, for so many characters; gives what is left of them: something only if it is done. */
  private update(uri: string, characters: number): number {
    const source = this.waiting.get(uri);
    const before = this.entries.get(uri);
    if (!source) {
      this.waiting.delete(uri);
      this.entries.delete(uri);
      if (before) this.remove(before);
      return characters - INTERVIEW;
    }
    let draft = this.drafts.get(uri);
    const begun = draft ? characters : characters - INTERVIEW;
    if (!draft) {
      const owner = this.newOwner();
      draft = new Draft(source, before, owner, this.index, this.vocabulary);
      this.owners[owner] = draft;
      this.drafts.set(uri, draft);
    }
    const left = draft.write(begun);
    if (left <= 0) return 0;
    const entry = draft.commit();
    this.owners[entry.owner] = entry;
    this.drafts.delete(uri);
    this.waiting.delete(uri);
    this.entries.set(uri, entry);
    if (before) this.release(before.owner);
    return left;
  }

  /** Forgets what has been written of an interview that is not complete. */
  private discard(uri: string): void {
    const draft = this.drafts.get(uri);
    if (!draft) return;
    this.drafts.delete(uri);
    draft.discard();
    this.release(draft.owner);
  }

  private remove({ documents, owner }: Entry): void {
    for (const document of documents) this.index.remove(document);
    this.release(owner);
  }

  private newOwner(): number {
    const owner = this.freeOwners.pop() ?? this.owners.length;
    this.owners[owner] = undefined;
    return owner;
  }

  private release(number: number): void {
    this.owners[number] = undefined;
    this.freeOwners.push(number);
    this.index.tidy((owner, place, document) => {
      const moved = this.owners[owner];
      if (moved) moved.documents[place] = document;
    });
  }
}

/** The words of a paragraph, behind the label and time that it begins with. */
function paragraphWords({ paragraphs }: Transcript, index: number): Span | undefined {
  const paragraph = paragraphs[index];
  const first = paragraph?.parts[0];
  return first && { start: first.words, end: paragraph.end };
}
