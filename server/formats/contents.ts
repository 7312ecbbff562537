/** A table of contents: a block of lines, each with a time or a bullet, that name the headings of the text. */
import { bareTime, bracketedTime } from '../core/times';
import type { Draft } from './draft';

export interface ContentsItem {
  line: number;
  /** The words without bullet and time, folded for comparison. */
  key: string;
  timed: boolean;
}

const MAXIMUM_ITEM = 160;
const BULLET = /^(?:[•·●▪◦‣*–—-]|\d{1,3}[.)])\s{1,8}/u;
const SEPARATOR = /^[\s\-–—:|]{1,8}/u;

/** The items, in order; a block has two lines or more. */
export function readContents({ lines }: Draft): ContentsItem[] {
  const items: ContentsItem[] = [];
  let block: ContentsItem[] = [];
  for (const [line, { words, turn }] of lines.entries()) {
    const item = turn ? undefined : readItem(words);
    if (item) block.push({ line, ...item });
    else {
      if (block.length >= 2) for (const each of block) items.push(each);
      block = [];
    }
  }
  return block.length >= 2 ? [...items, ...block] : items;
}

/** Words as they are compared: letters and digits only, in lower case, one blank between words. */
export function foldWords(words: string): string {
  return words
    .normalize('NFKC')
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();
}

function readItem(words: string): { key: string; timed: boolean } | undefined {
  if (words.length > MAXIMUM_ITEM || words === '') return undefined;
  const bullet = BULLET.exec(words)?.[0].length ?? 0;
  const time = bracketedTime(words, bullet, words.length) ?? bareTime(words, bullet, words.length);
  const trailing = time ? undefined : /[[(]?\d{1,3}:\d\d(?::\d\d)?[\])]?$/.exec(words);
  if (bullet === 0 && !time && !trailing) return undefined;
  const rest = words.slice(time?.end ?? bullet, trailing?.index ?? words.length).replace(SEPARATOR, '');
  const key = foldWords(rest);
  return key === '' ? undefined : { key, timed: time !== undefined || trailing !== null };
}
