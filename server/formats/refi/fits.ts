/** Whether a file is a project or a codebook of REFI-QDA, by its content. */

const ZIP = [0x50, 0x4b, 0x03, 0x04];
/** How much of the end of an archive holds its list of files. */
const LIST = 1 << 22;

/** A zip that lists a `.qde` at its root; where the list is longer than we look, the name of the file decides. */
export function fitsQdpx(content: string | Uint8Array, fileName: string): number {
  const named = /\.qdpx$/i.test(fileName);
  if (typeof content === 'string') return content.startsWith('PK\u0003\u0004') && named ? 0.9 : 0;
  if (!ZIP.every((byte, at) => content[at] === byte)) return 0;
  const list = new TextDecoder('latin1').decode(content.subarray(-LIST));
  return /[^\\/]\.qde/i.test(list) ? 0.95 : named ? 0.9 : 0;
}

export function fitsQdc(content: string | Uint8Array, fileName: string): number {
  if (typeof content !== 'string') return 0;
  const head = content.slice(0, 4096);
  if (!/<(?:[\w.-]{1,40}:)?CodeBook[\s>]/.test(head)) return 0;
  return head.includes('urn:QDA-XML:codebook') ? 0.95 : /\.qdc$/i.test(fileName) ? 0.9 : 0.3;
}
