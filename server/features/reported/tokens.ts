/** The words and marks of a sentence. */
import type { Span } from '../../core/span';

export interface Token extends Span {
  /** In lower case, with straight apostrophes; what is cut off with an apostrophe is a token of its own: `he`, `'s`. */
  word: string;
  /** Of a word as written. */
  capital: boolean;
  isWord: boolean;
}

const TOKEN = /[\p{L}\p{N}]+|['’][\p{L}]{1,3}(?![\p{L}])|[,:;.!?…—–()[\]"“”«»„‘’'-]/gu;
const WORD = /^[\p{L}\p{N}]/u;
/** `don't` is one word, as its halves are none. */
const NEGATIVE = /n$/;

/** Of `text` from `start` to `end`; one pass. */
export function tokensOf(text: string, start: number, end: number): Token[] {
  const found: Token[] = [];
  TOKEN.lastIndex = start;
  for (let match = TOKEN.exec(text); match && match.index < end; match = TOKEN.exec(text)) {
    const [written] = match;
    const word = written.toLowerCase().replace('’', "'");
    const last = found.at(-1);
    const at = match.index;
    if (word === "'t" && last?.end === at && NEGATIVE.test(last.word)) {
      last.word += word;
      last.end = TOKEN.lastIndex;
      continue;
    }
    const isWord = WORD.test(written) || (word.length > 1 && word.startsWith("'"));
    found.push({ start: at, end: TOKEN.lastIndex, word, capital: isWord && written !== word, isWord });
  }
  return found;
}
