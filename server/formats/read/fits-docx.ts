/** Whether a file is a Word document, by its content. */

/** How much of the end of an archive holds its list of files. */
const LIST = 1 << 22;

/** A zip that lists `word/…`; old documents of Word by their name, so that somebody tells what to do with them. */
export function fitsDocx(content: string | Uint8Array, fileName: string): number {
  const named = /\.docx?$/i.test(fileName);
  if (typeof content === 'string') return content.startsWith('PK\u0003\u0004') && named ? 0.9 : 0;
  if (content[0] === 0xd0 && content[1] === 0xcf) return named ? 0.9 : 0;
  if (content[0] !== 0x50 || content[1] !== 0x4b || content[2] !== 3 || content[3] !== 4) return 0;
  const list = new TextDecoder('latin1').decode(content.subarray(-LIST));
  return /word[\\/]document\d{0,3}\.xml/i.test(list) ? 0.95 : named ? 0.8 : 0;
}
