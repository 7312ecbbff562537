/** Numbers for words as they stand in texts. Looking up a word makes no string of it: an archive has a hundred million of them. */
import { withRoom } from './arrays';

const FIRST_SLOTS = 1 << 10;

export class Surfaces {
  /** The words, one behind the other; word `n` stands from `starts[n]` to `starts[n + 1]`. */
  private units = new Uint16Array(1 << 12);
  private starts = new Uint32Array(1 << 9);
  private numbers = new Int32Array(1 << 9);
  private size = 0;
  /** An open hash table, at most half full: for each slot the hash of a word, and one more than its place in `numbers`. */
  private slots = new Int32Array(2 * FIRST_SLOTS);

  /**
   * The number of the word that stands from `start` to `end` in a text.
   *
   * @param make gives it where the word is met for the first time.
   */
  number(text: string, start: number, end: number, make: (surface: string) => number): number {
    let hash = 0;
    for (let at = start; at < end; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x9e3779b1);
    hash ^= hash >>> 15;
    const { slots } = this;
    let slot = hash & (slots.length / 2 - 1);
    for (let place = slots[2 * slot + 1] as number; place > 0; place = slots[2 * slot + 1] as number) {
      if (slots[2 * slot] === hash && this.isAt(place - 1, text, start, end)) return this.numbers[place - 1] as number;
      slot = (slot + 1) & (slots.length / 2 - 1);
    }
    const number = make(text.slice(start, end));
    this.add(text, start, end, number);
    slots[2 * slot] = hash;
    slots[2 * slot + 1] = this.size;
    if (4 * this.size > slots.length) this.grow();
    return number;
  }

  private isAt(place: number, text: string, start: number, end: number): boolean {
    const { units, starts } = this;
    const from = starts[place] as number;
    if ((starts[place + 1] as number) - from !== end - start) return false;
    for (let at = start; at < end; at++) if (units[from + at - start] !== text.charCodeAt(at)) return false;
    return true;
  }

  private add(text: string, start: number, end: number, number: number): void {
    const place = this.size++;
    const from = this.starts[place] as number;
    this.units = withRoom(this.units, from + end - start);
    this.starts = withRoom(this.starts, place + 2);
    this.numbers = withRoom(this.numbers, place + 1);
    for (let at = start; at < end; at++) this.units[from + at - start] = text.charCodeAt(at);
    this.starts[place + 1] = from + end - start;
    this.numbers[place] = number;
  }

  private grow(): void {
    const before = this.slots;
    const slots = (this.slots = new Int32Array(2 * before.length));
    for (let at = 0; at < before.length; at += 2) {
      if (before[at + 1] === 0) continue;
      let slot = (before[at] as number) & (slots.length / 2 - 1);
      while (slots[2 * slot + 1] !== 0) slot = (slot + 1) & (slots.length / 2 - 1);
      slots[2 * slot] = before[at] as number;
      slots[2 * slot + 1] = before[at + 1] as number;
    }
  }
}
