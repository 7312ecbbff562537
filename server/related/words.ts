/** Words of a text, and the term that a word is searched by. */
import { stemmer } from 'stemmer';
import type { Span } from '../core/span';
import { stopWords } from './stop-words';

const OTHER = 1;
const LETTER = 2;
const DIGIT = 3;
/** Scripts that put no spaces between words. */
const UNSPACED = 4;

/** Kinds of the characters below U+10000, filled as they are met; 0 is not yet met. */
const kinds = new Uint8Array(0x10000);

const letter = /[\p{L}\p{M}]/u;
const digit = /\p{Nd}/u;
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
/** The longest surface that is a word rather than a heap of letters. */
const longest = 64;

function kindOf(character: string): number {
  if (digit.test(character)) return DIGIT;
  if (!letter.test(character)) return OTHER;
  return unspaced.test(character) ? UNSPACED : LETTER;
}

function kindAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code >= 0xd800 && code < 0xe000) return kindOf(String.fromCodePoint(text.codePointAt(at) as number));
  return (kinds[code] ||= kindOf(text.charAt(at)));
}

/** How many code units the character at an offset takes. */
function width(text: string, at: number): number {
  return (text.codePointAt(at) as number) > 0xffff ? 2 : 1;
}

/**
 * Calls `visit` with the offsets of each word in order. A number takes its magnitude with it (`$300mn`, `300 million`), initials
 * their dots (`U.S.`); a time of day is no word; scripts without spaces give overlapping pairs of characters. One pass.
 */
export function eachWord(text: string, start: number, end: number, visit: (start: number, end: number) => void): void {
  let at = start;
  while (at < end) {
    const kind = kindAt(text, at);
    const from = at;
    if (kind === LETTER) {
      at = initialsEnd(text, at, end) ?? wordEnd(text, at, end);
      visit(from, at);
    } else if (kind === DIGIT) {
      at = numberEnd(text, at, end);
      if (!isClock(text, from, at)) visit(from, at);
    } else if (kind === UNSPACED) {
      let next = at + width(text, at);
      if (next >= end || kindAt(text, next) !== UNSPACED) visit(from, Math.min(next, end));
      while (next < end && kindAt(text, next) === UNSPACED) {
        visit(at, Math.min(next + width(text, next), end));
        at = next;
        next += width(text, next);
      }
      at = next;
    } else at += width(text, at);
  }
}

/** The end of the letters and digits from `at`, with apostrophes inside the word. */
function wordEnd(text: string, from: number, end: number): number {
  let at = from;
  while (at < end) {
    const kind = kindAt(text, at);
    if (kind === LETTER || kind === DIGIT) at += width(text, at);
    else if (at > from && isApostrophe(text.charCodeAt(at)) && at + 1 < end && kindAt(text, at + 1) === LETTER) at++;
    else break;
  }
  return Math.min(at, end);
}

function isApostrophe(code: number): boolean {
  return code === 0x27 || code === 0x2019;
}

function isCapital(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 0x41 && code <= 0x5a;
}

/** The end of `U.S.`, `A.I.` at an offset: two capitals or more, each with its dot. */
function initialsEnd(text: string, from: number, end: number): number | undefined {
  let at = from;
  while (at + 1 < end && isCapital(text, at) && text.charAt(at + 1) === '.') at += 2;
  return at >= from + 4 ? at : undefined;
}

const magnitudes: Readonly<Record<string, number>> = {
  k: 1e3,
  thousand: 1e3,
  m: 1e6,
  mn: 1e6,
  million: 1e6,
  millions: 1e6,
  b: 1e9,
  bn: 1e9,
  billion: 1e9,
  billions: 1e9,
  tn: 1e12,
  trillion: 1e12,
  trillions: 1e12,
};

function numberEnd(text: string, from: number, end: number): number {
  let at = digitsEnd(text, from, end);
  while (at + 1 < end && isInnerMark(text, at, end)) at = digitsEnd(text, at + 1, end);
  const behind = at;
  at = wordEnd(text, at, end);
  if (at > behind || at + 1 >= end) return at;
  // `300 million`, `20-million`; a line may end between the two.
  if (!/[\s-]/u.test(text.charAt(at)) || kindAt(text, at + 1) !== LETTER) return at;
  const next = text.slice(at + 1, wordEnd(text, at + 1, Math.min(end, at + 12)));
  return next.length > 1 && Object.hasOwn(magnitudes, next.toLowerCase()) ? at + 1 + next.length : at;
}

function digitsEnd(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && kindAt(text, at) === DIGIT) at += width(text, at);
  return Math.min(at, end);
}

/** A comma before three digits, a decimal point, the colon of a time. */
function isInnerMark(text: string, at: number, end: number): boolean {
  const mark = text.charAt(at);
  if (mark === ',') return digitsEnd(text, at + 1, Math.min(end, at + 5)) === at + 4;
  return (mark === '.' || mark === ':') && kindAt(text, at + 1) === DIGIT;
}

function isClock(text: string, start: number, end: number): boolean {
  return text.slice(start, end).includes(':');
}

/** The term of a word as it stands in a text, or undefined for a stop word. Words with one term are the same to a search. */
export function termOf(surface: string): string | undefined {
  if (surface.length > longest) return undefined;
  const word = fold(surface);
  if (kindAt(word, 0) === DIGIT) return number(word) ?? word;
  // Dots are only left in initials. `US` in capitals is no pronoun.
  if (word.includes('.')) return word.replaceAll('.', '');
  if (surface === 'US') return word;
  const base = withoutApostrophe(word);
  if (base === undefined || stopWords.has(base) || (base.length === 1 && kindAt(base, 0) === LETTER)) return undefined;
  return stemmer(base);
}

/** `anthropic's` is `anthropic`, `we've` is `we`, `don't` is nothing, `l'etat` is `etat`. */
function withoutApostrophe(word: string): string | undefined {
  const at = word.lastIndexOf("'");
  if (at < 0) return word;
  const tail = word.slice(at + 1);
  if (tail === 't') return undefined;
  return tail.length < 3 ? word.slice(0, at) : tail;
}

/** The value of `4,250`, `300mn`, `1.5 billion`, `20th`, `1980s`, as digits; undefined for other mixtures such as `4o`. */
function number(word: string): string | undefined {
  const match = /^([\d.,]+)[\s-]?(\p{L}*)$/u.exec(word);
  if (!match) return undefined;
  const [, figures, suffix] = match as unknown as [string, string, string];
  const factor =
    suffix === '' || /^(?:s|st|nd|rd|th)$/.test(suffix)
      ? 1
      : Object.hasOwn(magnitudes, suffix)
        ? magnitudes[suffix]
        : undefined;
  const value = Number(figures.replaceAll(',', ''));
  return factor === undefined || Number.isNaN(value) ? undefined : String(Number((value * factor).toPrecision(12)));
}

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
  return lower
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .replace(/[ßæœøłđı’]/g, (character) => strokes[character] as string);
}

/** A word and the term that it is searched by. */
export interface Word extends Span {
  term: string;
}

/** The words of a stretch of text that are searched by, stop words left out. */
export function words(text: string, start = 0, end = text.length): Word[] {
  const found: Word[] = [];
  eachWord(text, start, end, (from, to) => {
    const term = termOf(text.slice(from, to));
    if (term !== undefined) found.push({ start: from, end: to, term });
  });
  return found;
}
