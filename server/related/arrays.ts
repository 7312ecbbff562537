/** Typed arrays that grow. */

type Numbers = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float32Array;

/** A longer copy; the new room is zero. */
export function resized<T extends Numbers>(array: T, size: number): T {
  const copy = new (array.constructor as new (size: number) => T)(size);
  copy.set(array);
  return copy;
}

/** The array itself where it has room for `size` numbers, else a copy with room for half as many again. */
export function withRoom<T extends Numbers>(array: T, size: number): T {
  return size <= array.length ? array : resized(array, Math.ceil(size * 1.5));
}
