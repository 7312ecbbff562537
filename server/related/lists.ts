/** Many growing lists of unsigned 32-bit numbers in one typed array: an array object for each would take more room than its numbers. */

const smallest = 2;

export class Lists {
  /** The numbers of list `l` stand from `starts[l]` on, `lengths[l]` of them. */
  heap = new Uint32Array(1 << 12);
  starts = new Uint32Array(1 << 8);
  lengths = new Uint32Array(1 << 8);
  private capacities = new Uint32Array(1 << 8);
  private used = 0;
  /** Blocks that lists have grown out of, by the logarithm of their size. */
  private readonly free: number[][] = Array.from({ length: 32 }, () => []);

  push(list: number, value: number): void {
    if (list >= this.starts.length) this.makeRoom(list);
    const length = this.lengths[list] as number;
    if (length === this.capacities[list]) this.grow(list, length);
    this.heap[(this.starts[list] as number) + length] = value;
    this.lengths[list] = length + 1;
  }

  private makeRoom(list: number): void {
    const size = Math.max(list + 1, this.starts.length * 2);
    this.starts = resized(this.starts, size);
    this.lengths = resized(this.lengths, size);
    this.capacities = resized(this.capacities, size);
  }

  private grow(list: number, length: number): void {
    const capacity = Math.max(smallest, length * 2);
    const from = this.starts[list] as number;
    const to = this.free[31 - Math.clz32(capacity)]?.pop() ?? this.allocate(capacity);
    this.heap.copyWithin(to, from, from + length);
    if (length > 0) this.free[31 - Math.clz32(length)]?.push(from);
    this.starts[list] = to;
    this.capacities[list] = capacity;
  }

  private allocate(size: number): number {
    const at = this.used;
    this.used += size;
    if (this.used > this.heap.length)
      this.heap = resized(this.heap, Math.max(this.used, Math.floor(this.heap.length * 1.5)));
    return at;
  }
}

/** A longer copy; the new room is zero. */
export function resized<T extends Uint8Array | Uint32Array | Float32Array>(array: T, size: number): T {
  const copy = new (array.constructor as new (size: number) => T)(size);
  copy.set(array);
  return copy;
}
