/** Whether a text is the one that was read before. */

/**
 * A hash of 53 bits of a text's UTF-16 units, or of those from `start` to `end`: tells a file that has changed from one that has not. No protection against somebody who wants
 * two texts to look the same.
 */
export function contentHash(text: string, start = 0, end = text.length): number {
  // Two lanes of FNV-1a with other primes, mixed at the end.
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let at = start; at < end; at++) {
    const unit = text.charCodeAt(at);
    high = Math.imul(high ^ unit, 0x9e3779b1);
    low = Math.imul(low ^ unit, 0x5f356495);
  }
  high = Math.imul(high ^ (high >>> 16), 0x85ebca6b) ^ Math.imul(low ^ (low >>> 13), 0xc2b2ae35);
  low = Math.imul(low ^ (low >>> 16), 0x85ebca6b) ^ Math.imul(high ^ (high >>> 13), 0xc2b2ae35);
  return (low >>> 11) * 0x100000000 + (high >>> 0);
}
