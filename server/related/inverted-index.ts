/** Which passages hold a term, and which terms a passage holds. */
import { Lists, resized } from './lists';

/** A posting is `document << COUNT_BITS | count`, an entry of a document `term << COUNT_BITS | count`. */
export const COUNT_BITS = 6;
export const COUNT_MASK = (1 << COUNT_BITS) - 1;

const none = new Uint32Array(0);

/**
 * Documents are numbered as they come. A removed one leaves its postings behind until a third of all documents are removed:
 * `compact` then numbers them anew. Frequencies and lengths are those of the living documents at any time.
 */
export class InvertedIndex {
  /** Term -> postings. */
  private postings = new Lists();
  /** The entries of document `d` stand from `starts[d]` to `starts[d + 1]`. */
  private entries = new Uint32Array(1 << 12);
  private starts = new Uint32Array(1 << 8);
  /** Document -> how many terms it has, repeated ones included. */
  lengths = new Uint32Array(1 << 8);
  private living = new Uint8Array(1 << 8);
  private frequencies = new Uint32Array(1 << 8);
  private all = 0;
  private alive = 0;
  private words = 0;
  /** How often each term occurs in the document that is being added; zero in between. */
  private counts = new Uint32Array(1 << 8);

  /** Documents in the index. */
  get size(): number {
    return this.alive;
  }

  /** One more than the highest number of a document. */
  get capacity(): number {
    return this.all;
  }

  /** The mean length of a document, in terms. */
  get averageLength(): number {
    return this.alive > 0 ? this.words / this.alive : 0;
  }

  /** In how many documents a term occurs. */
  frequency(term: number): number {
    return this.frequencies[term] ?? 0;
  }

  isAlive(document: number): boolean {
    return this.living[document] === 1;
  }

  /** The postings of a term, in order of their documents, removed ones among them. To be read at once: the index reuses the room. */
  postingsOf(term: number): Uint32Array {
    if (this.frequency(term) === 0) return none;
    const { heap, starts, lengths } = this.postings;
    const start = starts[term] as number;
    return heap.subarray(start, start + (lengths[term] as number));
  }

  /** The entries of a document, each term once. */
  entriesOf(document: number): Uint32Array {
    return this.entries.subarray(this.starts[document], this.starts[document + 1]);
  }

  /** Adds a document with these terms (`length` of them in `terms`), and gives its number. */
  add(terms: ArrayLike<number>, length = terms.length): number {
    const document = this.all++;
    this.makeRoom(document, terms, length);
    let at = this.starts[document] as number;
    for (let index = 0; index < length; index++) {
      const term = terms[index] as number;
      if (this.counts[term] === 0) this.entries[at++] = term << COUNT_BITS;
      this.counts[term] = (this.counts[term] as number) + 1;
    }
    for (let index = this.starts[document] as number; index < at; index++) {
      const term = (this.entries[index] as number) >>> COUNT_BITS;
      const count = Math.min(this.counts[term] as number, COUNT_MASK);
      this.counts[term] = 0;
      this.entries[index] = ((term << COUNT_BITS) | count) >>> 0;
      this.postings.push(term, ((document << COUNT_BITS) | count) >>> 0);
      this.frequencies[term] = (this.frequencies[term] as number) + 1;
    }
    this.starts[document + 1] = at;
    this.lengths[document] = length;
    this.living[document] = 1;
    this.words += length;
    this.alive++;
    return document;
  }

  /** Takes a document out; one that is out already is no fault. */
  remove(document: number): void {
    if (!this.isAlive(document)) return;
    this.living[document] = 0;
    this.alive--;
    this.words -= this.lengths[document] as number;
    for (const entry of this.entriesOf(document)) {
      const term = entry >>> COUNT_BITS;
      this.frequencies[term] = (this.frequencies[term] as number) - 1;
    }
  }

  /** Whether so many documents have been removed that `compact` pays. */
  get isSparse(): boolean {
    return this.all > 32 && this.alive * 3 < this.all * 2;
  }

  /** Drops what removed documents left behind; gives the new number of each old one (that of a removed one means nothing). */
  compact(): Uint32Array {
    const numbers = new Uint32Array(this.all);
    const { entries, starts, lengths, living, all } = this;
    this.postings = new Lists();
    this.entries = new Uint32Array(entries.length);
    this.starts = new Uint32Array(starts.length);
    this.lengths = new Uint32Array(lengths.length);
    this.living = new Uint8Array(living.length);
    let next = 0;
    let at = 0;
    for (let document = 0; document < all; document++) {
      if (living[document] === 0) continue;
      const from = starts[document] as number;
      const to = starts[document + 1] as number;
      this.entries.set(entries.subarray(from, to), at);
      for (let index = from; index < to; index++) {
        const entry = entries[index] as number;
        this.postings.push(entry >>> COUNT_BITS, ((next << COUNT_BITS) | (entry & COUNT_MASK)) >>> 0);
      }
      at += to - from;
      this.starts[next + 1] = at;
      this.lengths[next] = lengths[document] as number;
      this.living[next] = 1;
      numbers[document] = next++;
    }
    this.all = next;
    return numbers;
  }

  private makeRoom(document: number, terms: ArrayLike<number>, length: number): void {
    if (document + 1 >= this.starts.length) {
      const size = this.starts.length * 2;
      this.starts = resized(this.starts, size);
      this.lengths = resized(this.lengths, size);
      this.living = resized(this.living, size);
    }
    const needed = (this.starts[document] as number) + length;
    if (needed > this.entries.length) this.entries = resized(this.entries, Math.max(needed, this.entries.length * 2));
    let highest = 0;
    for (let index = 0; index < length; index++) highest = Math.max(highest, terms[index] as number);
    if (highest >= this.frequencies.length) {
      const size = Math.max(highest + 1, this.frequencies.length * 2);
      this.frequencies = resized(this.frequencies, size);
      this.counts = resized(this.counts, size);
    }
  }
}
