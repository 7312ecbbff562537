/** The figures that a text names: amounts with their unit, and years. */
import type { Span } from '../core/span';
import { fold } from './fold';
import { eachWord, termOf } from './words';

/** A word of a text, in order. */
export interface Token extends Span {
  /** As it is written, without regard to case and accents. */
  word: string;
  /** What it is searched by; none for a stop word. */
  term: string | undefined;
  /** Its value, for a number. */
  value?: number;
}

export interface Figure extends Span {
  /** The index of its token. */
  token: number;
  value: number;
  /** A calendar year rather than an amount. */
  year: boolean;
  /** What is counted: `%`, a currency's sign, or the words behind the number. Empty where nothing is. */
  units: string[];
}

/** What is known of a word wherever it stands. */
export type Lexicon = Map<string, Pick<Token, 'word' | 'term' | 'value'>>;

/**
 * The words of a text.
 *
 * @param known what was found out of words before: to be shared by texts that are looked at together.
 */
export function tokens(text: string, known: Lexicon = new Map()): Token[] {
  const found: Token[] = [];
  eachWord(text, 0, text.length, (start, end) => {
    const surface = text.slice(start, end);
    let about = known.get(surface);
    if (!about) known.set(surface, (about = aboutWord(surface)));
    const { word, term, value } = about;
    found.push(value === undefined ? { start, end, word, term } : { start, end, word, term, value });
  });
  return found;
}

function aboutWord(surface: string): Pick<Token, 'word' | 'term' | 'value'> {
  const term = termOf(surface);
  const word = fold(surface);
  const value = /^\d/.test(word) && term !== undefined ? Number(term) : NaN;
  return { word, term, value: Number.isNaN(value) ? undefined : value };
}

const currencies: Readonly<Record<string, string>> = {
  dollar: '$',
  dollars: '$',
  bucks: '$',
  euro: '€',
  euros: '€',
  pound: '£',
  pounds: '£',
  cent: '¢',
  cents: '¢',
};
const percents = new Set(['percent', 'percentage', 'pct', 'prozent', 'procent', 'prosent', 'prosenttia']);
/** Behind a number they count nothing. */
const grammar = new Set(
  `a about after ago all also an and are as at away back be because been before but by can could did do does down each even ever
  every for from had has have he her here his how i if in into is it its just last like may me more most my next no not now of off
  on once one only or other our out over own per she should since so some such than that the their them then there these they this
  those through to too up us very was we well were what when where which while who will with would yet you your old right
  approximately plus different`.split(/\s+/),
);
/** Before a number they say that it is a name: `section 230`, `question 4`. */
const labels = new Set(
  `number no nos section sections article title chapter page pages part phase stage level exhibit question rule amendment proposition
  prop paragraph item line step room route highway interstate channel flight version grade covid covid19 super top formula psalm verse
  act note footnote figure table volume vol class age aged ages size route`.split(/\s+/),
);
const months = new Set(
  `january february march april may june july august september october november december jan feb mar apr jun jul aug sept sep oct nov
  dec`.split(/\s+/),
);

/** The figures among the words of a text: no ordinals, times of day, ages, days of a month, and numbers that are names. */
export function figures(text: string, words: readonly Token[]): Figure[] {
  const found: Figure[] = [];
  words.forEach((word, token) => {
    const figure = word.value === undefined ? undefined : figureAt(text, words, token, word.value);
    if (figure) found.push(figure);
  });
  // `20 to 25 %`: what the second counts the first counts as well.
  found.forEach((figure, index) => {
    const next = found[index + 1];
    if (!next || next.token > figure.token + 2 || figure.units.some((unit) => !isWord(unit))) return;
    if (
      /^\s?(?:[-–—,]|to|or|and|bis|a|à|y|et)\s?[$€£]?$/u.test(
        text.slice(figure.end, (words[next.token] as Token).start),
      )
    )
      figure.units = next.units;
  });
  return found;
}

function isWord(unit: string): boolean {
  return /^\p{L}/u.test(unit);
}

function figureAt(text: string, words: readonly Token[], token: number, value: number): Figure | undefined {
  const { start, end, word } = words[token] as Token;
  const before = words[token - 1];
  const next = words[token + 1];
  if (/^\d+(?:st|nd|rd|th|s)$/.test(word)) return undefined;
  const ahead = text.slice(end, end + 24);
  // `1. The first`, `2) the second`; `5 p.m.`; `40 years old`, `a 12-year-old`.
  const opens = !before || /[\n.:;!?]\s*$/.test(text.slice(Math.max(before.end, start - 4), start));
  if (opens && /^(?:\)|\.(?:\s|$))/.test(ahead)) return undefined;
  if (/^\s?(?:[ap]\.?m\b|o['’]clock|(?:-|\s)years?(?:-|\s)olds?\b|years? of age)/i.test(ahead)) return undefined;
  if (before && /^[\s#.-]{0,3}$/.test(text.slice(before.end, start))) {
    if (labels.has(before.word)) return undefined;
    if (months.has(before.word) && value <= 31) return undefined;
    // `COVID-19`, `F-35`
    if (text.slice(before.end, start) === '-' && before.value === undefined) return undefined;
  }
  if (next && months.has(next.word) && value <= 31 && next.word !== 'may') return undefined;
  const sign = /(?:US|A|C)?[$€£¥]\s?$/u.exec(text.slice(Math.max(0, start - 4), start));
  if (sign)
    return { start: start - sign[0].length, end, token, value, year: false, units: [sign[0].replace(/[^$€£¥]/gu, '')] };
  const percent = /^\s?%/u.exec(ahead);
  if (percent) return { start, end: end + percent[0].length, token, value, year: false, units: ['%'] };
  const joined = next && /^[\s-]{1,2}$/.test(text.slice(end, next.start));
  if (!joined) return { start, end, token, value, year: isYear(word, value), units: [] };
  const whole = { start, end: next.end, token, value, year: false };
  if (percents.has(next.word) || (next.word === 'per' && words[token + 2]?.word === 'cent'))
    return { ...whole, end: next.word === 'per' ? (words[token + 2] as Token).end : next.end, units: ['%'] };
  const currency = Object.hasOwn(currencies, next.word) ? currencies[next.word] : undefined;
  if (currency !== undefined) return { ...whole, units: [currency] };
  const units: string[] = [];
  let last = token;
  for (let at = token + 1; at <= token + 2; at++) {
    const unit = words[at];
    if (!unit || unit.value !== undefined || grammar.has(unit.word)) break;
    if (!/^[\s-]{1,2}$/.test(text.slice((words[at - 1] as Token).end, unit.start))) break;
    units.push(singular(unit));
    last = at;
  }
  if (units.length === 0 || isYear(word, value))
    return { start, end, token, value, year: isYear(word, value), units: [] };
  return { ...whole, end: (words[last] as Token).end, units };
}

function singular({ word, term }: Token): string {
  return term ?? word.replace(/s$/, '');
}

function isYear(word: string, value: number): boolean {
  return /^\d{4}$/.test(word) && value >= 1600 && value < 2100;
}
