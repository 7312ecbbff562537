/** Some thousand documents: which terms each of them holds and, once the segment is full, which of them hold a term. */
import { withRoom } from './arrays';

/** An entry of a document is `term << COUNT_BITS | count`: a term, and how often the document holds it (at most `COUNT_MASK` times). */
export const COUNT_BITS = 6;
export const COUNT_MASK = (1 << COUNT_BITS) - 1;

/** A posting is `place in the segment << POSTING_BITS | count`; the greatest count means as many or more. */
export const POSTING_BITS = 4;
export const POSTING_MASK = (1 << POSTING_BITS) - 1;

/** A segment holds at most `1 << SEGMENT_BITS` documents: so that a posting takes 16 bits, and sealing a few ms. */
export const SEGMENT_BITS = 12;

/** What becomes of a document: it is written, then found, then removed; its room is used again when the segment is left. */
export const HIDDEN = 0;
export const LIVING = 1;
export const REMOVED = 2;

/** The greatest length of a document that is told from greater ones. */
export const LONGEST = 0xffff;

const none = new Uint32Array(0);

export class Segment {
  /** The entries of document `d` stand from `starts[d]` to `starts[d + 1]`, in the order in which its words come. */
  entries = new Uint32Array(1 << 8);
  readonly starts: Uint32Array;
  /** Document -> how many terms it has, repeated ones included. */
  readonly lengths: Uint16Array;
  readonly states: Uint8Array;
  /** Document -> what its owner calls it by: two numbers that mean nothing here. */
  readonly owners: Uint32Array;
  readonly places: Uint32Array;
  /** Documents, removed ones among them. */
  size = 0;
  removed = 0;
  /**
   * Once sealed: the last 8 bits of all terms of the documents, ascending by the whole number; those of terms `256 * n` to
   * `256 * n + 255` stand from `blocks[n]` to `blocks[n + 1]`.
   */
  private lows = new Uint8Array(0);
  private blocks = none;
  /** The postings of the n-th of these terms stand from `firsts[n]` to `firsts[n + 1]`. */
  firsts = none;
  postings: Uint16Array | undefined;

  constructor(readonly room: number) {
    this.starts = new Uint32Array(room + 1);
    this.lengths = new Uint16Array(room);
    this.states = new Uint8Array(room);
    this.owners = new Uint32Array(room);
    this.places = new Uint32Array(room);
  }

  /** Writes the entries of the next document; the caller fills them in at the offset that this gives. */
  append(entries: number, length: number, owner: number, place: number): number {
    const document = this.size++;
    const from = this.starts[document] as number;
    this.entries = withRoom(this.entries, from + entries);
    this.starts[document + 1] = from + entries;
    this.lengths[document] = Math.min(length, LONGEST);
    this.states[document] = HIDDEN;
    this.owners[document] = owner;
    this.places[document] = place;
    return from;
  }

  entriesOf(document: number): Uint32Array {
    return this.entries.subarray(this.starts[document], this.starts[document + 1]);
  }

  /**
   * Turns the entries round. Nothing can be appended from then on.
   *
   * @param counts zeros, one for each term of the vocabulary; zeros again afterwards.
   */
  seal(counts: Uint32Array): void {
    const end = this.starts[this.size] as number;
    const entries = (this.entries = this.entries.slice(0, end));
    const found = new Uint32Array(end);
    let distinct = 0;
    for (let at = 0; at < end; at++) {
      const term = (entries[at] as number) >>> COUNT_BITS;
      if (counts[term] === 0) found[distinct++] = term;
      counts[term] = (counts[term] as number) + 1;
    }
    const terms = found.slice(0, distinct).sort();
    this.lows = Uint8Array.from(terms, (term) => term & 0xff);
    const blocks = (this.blocks = new Uint32Array(((terms.at(-1) ?? 0) >>> 8) + 2));
    for (const term of terms) blocks[(term >>> 8) + 1] = (blocks[(term >>> 8) + 1] as number) + 1;
    for (let block = 1; block < blocks.length; block++)
      blocks[block] = (blocks[block] as number) + (blocks[block - 1] as number);
    const firsts = (this.firsts = new Uint32Array(distinct + 1));
    let next = 0;
    for (let at = 0; at < distinct; at++) {
      const term = terms[at] as number;
      firsts[at] = next;
      next += counts[term] as number;
      // From here on: where the next posting of the term goes.
      counts[term] = firsts[at] as number;
    }
    firsts[distinct] = next;
    const postings = (this.postings = new Uint16Array(end));
    for (let document = 0; document < this.size; document++) {
      const to = this.starts[document + 1] as number;
      for (let at = this.starts[document] as number; at < to; at++) {
        const entry = entries[at] as number;
        const term = entry >>> COUNT_BITS;
        const slot = counts[term] as number;
        counts[term] = slot + 1;
        postings[slot] = (document << POSTING_BITS) | Math.min(entry & COUNT_MASK, POSTING_MASK);
      }
    }
    for (let at = 0; at < distinct; at++) counts[terms[at] as number] = 0;
  }

  /** The number of a term among those of the sealed segment, or -1. */
  find(term: number): number {
    const { lows, blocks } = this;
    const block = term >>> 8;
    if (block + 1 >= blocks.length) return -1;
    const low = term & 0xff;
    const end = blocks[block + 1] as number;
    let from = blocks[block] as number;
    let to = end;
    while (from < to) {
      const middle = (from + to) >>> 1;
      if ((lows[middle] as number) < low) from = middle + 1;
      else to = middle;
    }
    return from < end && lows[from] === low ? from : -1;
  }
}
