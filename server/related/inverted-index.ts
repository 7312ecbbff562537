/** Which passages hold a term, and which terms a passage holds. */
import { withRoom } from './arrays';
import { COUNT_BITS, COUNT_MASK, HIDDEN, LIVING, REMOVED, Segment, SEGMENT_BITS } from './segment';

/** Tells the owner of a document that it has another number from now on. */
export type Moved = (owner: number, place: number, document: number) => void;

/** A segment with more removed documents than these and than living ones is left. */
const FEW = 32;

/**
 * Documents are written in segments; a full one is sealed and never changes any more. A removed document leaves its entries behind
 * until most of its segment is removed: then `tidy` moves the rest to the end. So no step takes longer the more there is. Frequencies
 * and lengths are those of the living documents at any time.
 */
export class InvertedIndex {
  private readonly segments: (Segment | undefined)[] = [];
  /** Numbers of segments that were left. */
  private readonly free: number[] = [];
  /** The number of the segment that documents are written to, or -1. */
  private tail = -1;
  /** Segments that may be worth leaving. */
  private readonly worn = new Set<number>();
  private frequencies = new Uint32Array(1 << 8);
  private alive = 0;
  private words = 0;
  /** Term -> how often it occurs in the document that is being written; zeros in between. */
  private counts = new Uint32Array(1 << 8);

  /** @param bits a segment holds `1 << bits` documents, at most 12. */
  constructor(private readonly bits = SEGMENT_BITS) {}

  /** Living documents. */
  get size(): number {
    return this.alive;
  }

  /** Documents that take room, hidden and removed ones included. */
  get held(): number {
    return this.segments.reduce((sum, segment) => sum + (segment?.size ?? 0), 0);
  }

  /** The mean length of a document, in terms. */
  get averageLength(): number {
    return this.alive > 0 ? this.words / this.alive : 0;
  }

  /** How many documents a segment holds. */
  get room(): number {
    return 1 << this.bits;
  }

  /** One more than the highest number of a term. */
  get terms(): number {
    return this.frequencies.length;
  }

  /** In how many documents a term occurs. */
  frequency(term: number): number {
    return this.frequencies[term] ?? 0;
  }

  /** Calls `visit` with each segment, and the number of its first document. */
  eachSegment(visit: (segment: Segment, first: number) => void): void {
    for (const [number, segment] of this.segments.entries()) if (segment) visit(segment, number << this.bits);
  }

  isAlive(document: number): boolean {
    return this.segments[document >>> this.bits]?.states[this.placeOf(document)] === LIVING;
  }

  /** The entries of a document, in the order in which its words come. */
  entriesOf(document: number): Uint32Array {
    return this.segmentOf(document).entriesOf(this.placeOf(document));
  }

  /** How many terms a document has, repeated ones included. */
  lengthOf(document: number): number {
    return this.segmentOf(document).lengths[this.placeOf(document)] as number;
  }

  ownerOf(document: number): number {
    return this.segmentOf(document).owners[this.placeOf(document)] as number;
  }

  /** The number of a document among those of its owner. */
  placeIn(document: number): number {
    return this.segmentOf(document).places[this.placeOf(document)] as number;
  }

  /** Gives a document to an owner. */
  assign(document: number, owner: number, place: number): void {
    const segment = this.segmentOf(document);
    segment.owners[this.placeOf(document)] = owner;
    segment.places[this.placeOf(document)] = place;
  }

  /**
   * Writes a document, which is not found before `reveal`. Its terms are the first `length` of `terms`, repeated ones included. Gives its
   * number.
   */
  append(terms: ArrayLike<number>, length: number, owner: number, place: number): number {
    let highest = 0;
    for (let at = 0; at < length; at++) highest = Math.max(highest, terms[at] as number);
    this.makeRoom(highest);
    // Before anything is counted: sealing counts, too.
    const segment = this.segmentWithRoom();
    const { counts } = this;
    let distinct = 0;
    for (let at = 0; at < length; at++) {
      const term = terms[at] as number;
      if (counts[term] === 0) distinct++;
      counts[term] = (counts[term] as number) + 1;
    }
    let next = segment.append(distinct, length, owner, place);
    for (let at = 0; at < length; at++) {
      const term = terms[at] as number;
      const count = counts[term] as number;
      if (count === 0) continue;
      segment.entries[next++] = ((term << COUNT_BITS) | Math.min(count, COUNT_MASK)) >>> 0;
      counts[term] = 0;
    }
    return this.last(segment);
  }

  /** The same for a document whose entries are known. */
  appendEntries(entries: Uint32Array, length: number, owner: number, place: number): number {
    let highest = 0;
    for (let at = 0; at < entries.length; at++) highest = Math.max(highest, (entries[at] as number) >>> COUNT_BITS);
    this.makeRoom(highest);
    const segment = this.segmentWithRoom();
    const from = segment.append(entries.length, length, owner, place);
    segment.entries.set(entries, from);
    return this.last(segment);
  }

  /** From now on the document is found. */
  reveal(document: number): void {
    const segment = this.segmentOf(document);
    const place = this.placeOf(document);
    if (segment.states[place] !== HIDDEN) return;
    segment.states[place] = LIVING;
    this.alive++;
    this.words += segment.lengths[place] as number;
    this.count(segment, place, 1);
  }

  remove(document: number): void {
    const segment = this.segmentOf(document);
    const place = this.placeOf(document);
    const state = segment.states[place];
    if (state === REMOVED) return;
    segment.states[place] = REMOVED;
    segment.removed++;
    this.worn.add(document >>> this.bits);
    if (state !== LIVING) return;
    this.alive--;
    this.words -= segment.lengths[place] as number;
    this.count(segment, place, -1);
  }

  /** Leaves segments of which most is removed. Documents may have other numbers afterwards: `moved` is told of each. */
  tidy(moved: Moved): void {
    for (const number of this.worn) {
      const segment = this.segments[number];
      if (!segment || (segment.removed < segment.size && segment.removed <= Math.max(FEW, segment.size / 2))) continue;
      this.segments[number] = undefined;
      this.free.push(number);
      if (this.tail === number) this.tail = -1;
      for (let place = 0; place < segment.size; place++) {
        if (segment.states[place] === REMOVED) continue;
        const owner = segment.owners[place] as number;
        const numberOfOwner = segment.places[place] as number;
        const entries = segment.entriesOf(place);
        const document = this.appendEntries(entries, segment.lengths[place] as number, owner, numberOfOwner);
        this.segmentOf(document).states[this.placeOf(document)] = segment.states[place] as number;
        moved(owner, numberOfOwner, document);
      }
    }
    this.worn.clear();
  }

  private count(segment: Segment, place: number, difference: 1 | -1): void {
    const { entries, starts } = segment;
    const { frequencies } = this;
    const end = starts[place + 1] as number;
    for (let at = starts[place] as number; at < end; at++) {
      const term = (entries[at] as number) >>> COUNT_BITS;
      frequencies[term] = (frequencies[term] as number) + difference;
    }
  }

  private segmentOf(document: number): Segment {
    return this.segments[document >>> this.bits] as Segment;
  }

  private placeOf(document: number): number {
    return document & (this.room - 1);
  }

  private last(segment: Segment): number {
    return (this.tail << this.bits) | (segment.size - 1);
  }

  private segmentWithRoom(): Segment {
    const tail = this.segments[this.tail];
    if (tail && tail.size < tail.room) return tail;
    tail?.seal(this.counts);
    this.tail = this.free.pop() ?? this.segments.length;
    return (this.segments[this.tail] = new Segment(this.room));
  }

  private makeRoom(term: number): void {
    this.frequencies = withRoom(this.frequencies, term + 1);
    this.counts = withRoom(this.counts, term + 1);
  }
}
