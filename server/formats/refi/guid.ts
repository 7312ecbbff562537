/** GUIDs of version 5 (RFC 9562): the same name always gives the same one. */

/** Of Throughline's own names. */
const NAMESPACE = [0x6f, 0x1d, 0x5c, 0x0e, 0x2a, 0x43, 0x5b, 0x97, 0x9e, 0x11, 0x74, 0x68, 0x72, 0x6c, 0x69, 0x6e];

/** The GUID of a name that is put together of parts; no two lists of parts share one. */
export function guid(...parts: readonly (string | number)[]): string {
  const name = new TextEncoder().encode(JSON.stringify(parts));
  const bytes = new Uint8Array(NAMESPACE.length + name.length);
  bytes.set(NAMESPACE);
  bytes.set(name, NAMESPACE.length);
  return guidOf(sha1(bytes));
}

/** The first 16 bytes of a hash as a GUID of version 5. */
export function guidOf(hash: Uint8Array): string {
  const id = hash.slice(0, 16);
  id[6] = ((id[6] ?? 0) & 0x0f) | 0x50;
  id[8] = ((id[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...id].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** SHA-1 (RFC 3174), at once: that of the platform is asynchronous. */
export function sha1(message: Uint8Array): Uint8Array {
  const padded = new Uint8Array(((message.length + 8) >> 6) * 64 + 64);
  padded.set(message);
  padded[message.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(message.length / 0x20000000));
  view.setUint32(padded.length - 4, message.length << 3);
  const state = new Uint32Array([0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0]);
  const schedule = new Uint32Array(80);
  for (let block = 0; block < padded.length; block += 64) {
    for (let t = 0; t < 16; t++) schedule[t] = view.getUint32(block + 4 * t);
    for (let t = 16; t < 80; t++) {
      const mixed = at(schedule, t - 3) ^ at(schedule, t - 8) ^ at(schedule, t - 14) ^ at(schedule, t - 16);
      schedule[t] = (mixed << 1) | (mixed >>> 31);
    }
    let [a, b, c, d, e] = [0, 1, 2, 3, 4].map((index) => at(state, index)) as [number, number, number, number, number];
    for (let t = 0; t < 80; t++) {
      const [mix, constant] =
        t < 20
          ? [(b & c) | (~b & d), 0x5a827999]
          : t < 40
            ? [b ^ c ^ d, 0x6ed9eba1]
            : t < 60
              ? [(b & c) | (b & d) | (c & d), 0x8f1bbcdc]
              : [b ^ c ^ d, 0xca62c1d6];
      const next = (((a << 5) | (a >>> 27)) + mix + e + constant + at(schedule, t)) | 0;
      [e, d, c, b, a] = [d, c, (b << 30) | (b >>> 2), a, next];
    }
    for (const [index, value] of [a, b, c, d, e].entries()) state[index] = at(state, index) + value;
  }
  const hash = new Uint8Array(20);
  const out = new DataView(hash.buffer);
  for (let index = 0; index < 5; index++) out.setUint32(4 * index, at(state, index));
  return hash;
}

function at(words: Uint32Array, index: number): number {
  return words[index] ?? 0;
}
