/** Words of a text, and the term that a word is searched by. */
import type { Span } from '../core/span';
import { fold } from './fold';
import { languageOf } from './languages';

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
export const LONGEST_WORD = 64;

function kindOf(character: string): number {
  if (digit.test(character)) return DIGIT;
  if (!letter.test(character)) return OTHER;
  return unspaced.test(character) ? UNSPACED : LETTER;
}

function kindAt(text: string, at: number): number {
  return kinds[text.charCodeAt(at)] || newKindAt(text, at);
}

/** The kind of a character that is met for the first time, or of one above U+FFFF. */
function newKindAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (isSurrogate(code)) return kindOf(String.fromCodePoint(text.codePointAt(at) as number));
  return (kinds[code] = kindOf(text.charAt(at)));
}

function isSurrogate(code: number): boolean {
  return code >= 0xd800 && code < 0xe000;
}

/** How many code units the character at an offset takes. */
function width(text: string, at: number): number {
  return isSurrogate(text.charCodeAt(at)) && (text.codePointAt(at) as number) > 0xffff ? 2 : 1;
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
      at = numberEnd(text, at, start, end);
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

const magnitudes = new Map<string, number>();
for (const [factor, names] of [
  [1e3, 'k thousand thousands tausend duizend tusen tuhat tuhatta mila mille тысяча тысячи тысяч'],
  [
    1e6,
    `m mn mio million millions millionen millones millon milioni milione milhoes milhao miljoen miljon miljoner millioner miljoona
    miljoonaa миллион миллиона миллионов`,
  ],
  [
    1e9,
    `b bn mrd billion billions milliarde milliarden milliard milliards miliardo miliardi miljard miljarder milliarder miljardi
    miljardia миллиард миллиарда миллиардов`,
  ],
  [1e12, 'tn trillion trillions'],
] as const)
  for (const name of names.split(/\s+/)) magnitudes.set(name, factor);
/** In English slang a million, in Spanish and Portuguese a thousand. */
const mil = 'mil';

function numberEnd(text: string, from: number, start: number, end: number): number {
  let at = digitsEnd(text, from, end);
  while (at + 1 < end && isInnerMark(text, from, at, start, end)) at = digitsEnd(text, at + 1, end);
  const behind = at;
  at = wordEnd(text, at, end);
  if (at > behind || at + 1 >= end) return at;
  // `300 million`, `20-million`; a line may end between the two.
  if (!/[\s-]/u.test(text.charAt(at)) || kindAt(text, at + 1) !== LETTER) return at;
  const next = text.slice(at + 1, wordEnd(text, at + 1, Math.min(end, at + 12)));
  const name = fold(next);
  return next.length > 1 && (magnitudes.has(name) || name === mil) ? at + 1 + next.length : at;
}

function digitsEnd(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && kindAt(text, at) === DIGIT) at += width(text, at);
  return Math.min(at, end);
}

/** A comma before three digits, a decimal point or comma, the colon of a time. */
function isInnerMark(text: string, from: number, at: number, start: number, end: number): boolean {
  const mark = text.charAt(at);
  if (mark === ',') {
    const behind = digitsEnd(text, at + 1, Math.min(end, at + 5));
    if (behind === at + 4) return true;
    // `3,5`, but not the last two of `1,2,3`.
    const isList = (comma: number): boolean =>
      comma > start && comma + 1 < end && text.charAt(comma) === ',' && kindAt(text, comma + 1) === DIGIT;
    return behind > at + 1 && behind < at + 4 && !isList(behind) && !isList(from - 1);
  }
  return (mark === '.' || mark === ':') && kindAt(text, at + 1) === DIGIT;
}

function isClock(text: string, start: number, end: number): boolean {
  return text.slice(start, end).includes(':');
}

/**
 * The term of a word as it stands in a text, or undefined for a stop word. Words with one term are the same to a search, whatever
 * their language.
 *
 * @param language as the front matter names it; English where it does not.
 */
export function termOf(surface: string, language?: string): string | undefined {
  if (surface.length > LONGEST_WORD) return undefined;
  const word = fold(surface);
  const { stem, stopWords, decimalComma } = languageOf(language);
  if (kindAt(word, 0) === DIGIT) return number(word, decimalComma) ?? word;
  // Dots are only left in initials. `US` in capitals is no pronoun.
  if (word.includes('.')) return word.replaceAll('.', '');
  if (surface === 'US') return word;
  const base = withoutApostrophe(word);
  if (base === undefined || stopWords.has(base) || (base.length === 1 && kindAt(base, 0) === LETTER)) return undefined;
  // Stemmers know the accents of their language.
  const accented = surface.toLowerCase().normalize('NFC').replaceAll('’', "'");
  return stem(withoutApostrophe(accented) ?? base);
}

/** `anthropic's` is `anthropic`, `we've` is `we`, `don't` is nothing, `l'etat` is `etat`. */
function withoutApostrophe(word: string): string | undefined {
  const at = word.lastIndexOf("'");
  if (at < 0) return word;
  const tail = word.slice(at + 1);
  if (tail === 't') return undefined;
  return tail.length < 3 ? word.slice(0, at) : tail;
}

/**
 * The value of `4,250`, `300mn`, `1.5 billion`, `3,5`, `20th`, `1980s`, as digits; undefined for other mixtures such as `4o`.
 *
 * @param decimalComma whether `300.000` is three hundred thousand.
 */
function number(word: string, decimalComma: boolean): string | undefined {
  const match = /^([\d.,]+)[\s-]?(\p{L}*)$/u.exec(word);
  if (!match) return undefined;
  const [, figures, suffix] = match as unknown as [string, string, string];
  const factor = /^(?:s|st|nd|rd|th)?$/.test(suffix)
    ? 1
    : suffix === mil
      ? decimalComma
        ? 1e3
        : 1e6
      : magnitudes.get(suffix);
  const value = Number(withDecimalPoint(figures, decimalComma));
  return factor === undefined || Number.isNaN(value) ? undefined : String(Number((value * factor).toPrecision(12)));
}

function withDecimalPoint(figures: string, decimalComma: boolean): string {
  if (decimalComma && /^\d{1,3}(?:\.\d{3})+(?:,\d+)?$/.test(figures))
    return figures.replaceAll('.', '').replace(',', '.');
  const isDecimal = decimalComma ? /^\d+,(?!000)\d+$/ : /^\d+,\d{1,2}$/;
  return isDecimal.test(figures) ? figures.replace(',', '.') : figures.replaceAll(',', '');
}

/** A word and the term that it is searched by. */
export interface Word extends Span {
  term: string;
}

/** The words of a stretch of text that are searched by, stop words left out. */
export function words(text: string, start = 0, end = text.length, language?: string): Word[] {
  const found: Word[] = [];
  eachWord(text, start, end, (from, to) => {
    const term = termOf(text.slice(from, to), language);
    if (term !== undefined) found.push({ start: from, end: to, term });
  });
  return found;
}
