/** Folding: words that differ only in how they are written become the same. */

const strokes: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ı: 'i',
  '’': "'",
};
const ascii = /^[\0-\x7f]*$/;

/** Without regard to case, accents, ligatures, full width and the form of an apostrophe. */
export function fold(word: string): string {
  const lower = word.toLowerCase();
  if (ascii.test(lower)) return lower;
  return (
    lower
      .normalize('NFKD')
      // What was a sign may have become capitals: `℡`.
      .toLowerCase()
      .replace(/[\u0300-\u036f]/g, '')
      .normalize('NFC')
      .replace(/[ßæœøłđı’]/g, (character) => strokes[character] as string)
  );
}
