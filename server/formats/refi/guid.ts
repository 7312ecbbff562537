/** GUIDs of version 5 (RFC 9562): the same name always gives the same one. */

/** Of Throughline's own names. */
const NAMESPACE = [0x6f, 0x1d, 0x5c, 0x0e, 0x2a, 0x43, 0x5b, 0x97, 0x9e, 0x11, 0x74, 0x68, 0x72, 0x6c, 0x69, 0x6e];
const ENCODER = new TextEncoder();
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** The GUID of a name that is put together of parts; no two lists of parts share one. */
export function guid(...parts: readonly (string | number)[]): string {
  const name = ENCODER.encode(JSON.stringify(parts));
  const bytes = new Uint8Array(NAMESPACE.length + name.length);
  bytes.set(NAMESPACE);
  bytes.set(name, NAMESPACE.length);
  const id = sha1(bytes);
  id[6] = ((id[6] as number) & 0x0f) | 0x50;
  id[8] = ((id[8] as number) & 0x3f) | 0x80;
  let text = '';
  for (let index = 0; index < 16; index++) {
    if (index === 4 || index === 6 || index === 8 || index === 10) text += '-';
    text += HEX[id[index] as number] as string;
  }
  return text;
}

const SCHEDULE = new Int32Array(80);

/** SHA-1 (RFC 3174), at once: that of the platform is asynchronous. */
export function sha1(message: Uint8Array): Uint8Array {
  const padded = new Uint8Array(((message.length + 8) >> 6) * 64 + 64);
  padded.set(message);
  padded[message.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(message.length / 0x20000000));
  view.setUint32(padded.length - 4, message.length << 3);
  let [h0, h1, h2, h3, h4] = [0x67452301, 0xefcdab89 | 0, 0x98badcfe | 0, 0x10325476, 0xc3d2e1f0 | 0];
  const w = SCHEDULE;
  for (let block = 0; block < padded.length; block += 64) {
    for (let t = 0; t < 16; t++) w[t] = view.getInt32(block + 4 * t);
    for (let t = 16; t < 80; t++) {
      const mixed = (w[t - 3] as number) ^ (w[t - 8] as number) ^ (w[t - 14] as number) ^ (w[t - 16] as number);
      w[t] = (mixed << 1) | (mixed >>> 31);
    }
    let a = h0;
    let b = h1;
    let c = h2;
    let d = h3;
    let e = h4;
    for (let t = 0; t < 80; t++) {
      let mix: number;
      if (t < 20) mix = ((b & c) | (~b & d)) + 0x5a827999;
      else if (t < 40) mix = (b ^ c ^ d) + 0x6ed9eba1;
      else if (t < 60) mix = ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc;
      else mix = (b ^ c ^ d) + 0xca62c1d6;
      const next = (((a << 5) | (a >>> 27)) + mix + e + (w[t] as number)) | 0;
      e = d;
      d = c;
      c = (b << 30) | (b >>> 2);
      b = a;
      a = next;
    }
    h0 = (h0 + a) | 0;
    h1 = (h1 + b) | 0;
    h2 = (h2 + c) | 0;
    h3 = (h3 + d) | 0;
    h4 = (h4 + e) | 0;
  }
  const hash = new Uint8Array(20);
  const out = new DataView(hash.buffer);
  for (const [index, word] of [h0, h1, h2, h3, h4].entries()) out.setInt32(4 * index, word);
  return hash;
}
