/** Whether bytes are those that were written. */

/**
 * A checksum of 53 bits: tells bytes that were damaged. No protection against somebody who wants them to look the same.
 *
 * @param bytes at the beginning of their buffer, or anywhere in it at a multiple of 4.
 */
export function checksum(bytes: Uint8Array): number {
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length >>> 2);
  let high = 0x9e3779b9 ^ bytes.length;
  let low = 0x85ebca6b;
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as number;
    high ^= word;
    high = Math.imul((high << 13) | (high >>> 19), 0x9e3779b1);
    low = Math.imul((low + word) | 0, 0x5f356495);
    low ^= low >>> 15;
  }
  for (let at = bytes.length & ~3; at < bytes.length; at++) {
    high = Math.imul(high ^ (bytes[at] as number), 0x9e3779b1);
    low = Math.imul(low + (bytes[at] as number), 0x5f356495);
  }
  high ^= high >>> 16;
  low ^= low >>> 13;
  return (high >>> 11) * 0x100000000 + (low >>> 0);
}
