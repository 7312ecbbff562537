/** Words to compare: of transcripts and of what drafts quote of them. */

/** A word, and the punctuation between the word before it and itself. */
export interface Token {
  /** Composed, with one kind of apostrophe. */
  word: string;
  /** `.,;:!?…-` and brackets, without blanks and quotation marks. */
  before: string;
  /** In the text that was read. */
  start: number;
  end: number;
}

// Scripts without spaces go by characters; figures hold their separators; symbols are words.
const TOKEN =
  /\p{N}+(?:[.,:]\p{N}+)*[\p{L}\p{M}]*|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]\p{M}*|[\p{L}\p{M}](?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}])[\p{L}\p{M}\p{N}])*(?:['’ʼ＇][\p{L}\p{M}\p{N}]+)*|[%&@#§†]|(?![`^~|])\p{S}/gu;

/** The words of a text in their order. */
export function tokens(text: string): Token[] {
  const found: Token[] = [];
  let at = 0;
  for (const { 0: word, index } of text.matchAll(TOKEN)) {
    const end = index + word.length;
    found.push({ word: normal(word), before: marks(text.slice(at, index)), start: index, end });
    at = end;
  }
  return found;
}

/** Punctuation as it is compared. Quotation marks, and what Markdown takes for marks, are not. */
export function marks(between: string): string {
  if (/^ ?$/.test(between)) return '';
  return between
    .slice(0, 200)
    .replace(/[\s"'“”„‟‘’‚‛«»‹›「」『』`*_~|\\^<>\p{C}]/gu, '')
    .replace(/[-‐‑‒–—―−]{1,200}/g, '-')
    .replace(/…|\.{2,200}/g, '…')
    .normalize('NFKC')
    .replace(/\.{3}/g, '…');
}

function normal(word: string): string {
  // Most words are plain.
  return /^[a-zA-Z]*$/.test(word) ? word : word.normalize('NFC').replace(/[’ʼ＇]/g, "'");
}

/** The same word; where a quote begins the case of its first letter is free. */
export function sameWord(a: string, b: string, isFirst: boolean): boolean {
  if (a === b) return true;
  if (!isFirst || a.length === 0 || b.length === 0) return false;
  const [one = '', other = ''] = [
    String.fromCodePoint(a.codePointAt(0) ?? 0),
    String.fromCodePoint(b.codePointAt(0) ?? 0),
  ];
  return one.toLowerCase() === other.toLowerCase() && a.slice(one.length) === b.slice(other.length);
}
