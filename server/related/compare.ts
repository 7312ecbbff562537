/** How two passages stand to each other: the same words, the same figures, a possible tension. */
import { figures, tokens, type Token } from './figures';
import { sentences } from './sentences';
import { tension, type Tension } from './tension';

export interface Comparison {
  /** A sentence, or a long run of words, stands in both: a quotation, an answer given twice. */
  same: boolean;
  /** The figures that both name, as they are written in the second. */
  figures: string[];
  /** A hint that they may not agree. It is often right, never sure. */
  tension?: Tension;
}

/** Only so many characters of either side are compared. */
const longest = 8000;

/** So many words in a row in both are no chance, and a sentence of so many is none. */
const run = { words: 8, sentence: 6, unspaced: 20 };
/** How many words of them have to tell something, and how many of these may not be names. */
const telling = { run: 4, sentence: 3, plain: 3 };

/**
 * Compares two passages: plain words, without marks.
 *
 * @param here the passage asked about.
 * @param there the one that was found.
 */
export function compare(here: string, there: string): Comparison {
  const [one, other] = [here.slice(0, longest), there.slice(0, longest)];
  const found: Comparison = { same: isSame(one, other), figures: sharedFigures(one, other) };
  const hint = tension(one, other);
  return hint ? { ...found, tension: hint } : found;
}

/** Whether a sentence or a long run of words stands in both. Case, accents, punctuation and white space do not count. */
function isSame(here: string, there: string): boolean {
  const [one, other] = [tokens(here), tokens(there)];
  return sharesRun(here, one, other) || holdsSentence(here, one, other) || holdsSentence(there, other, one);
}

const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

function key(words: readonly Token[]): string {
  return words.map(({ word }) => word).join(' ');
}

function sharesRun(text: string, one: readonly Token[], other: readonly Token[]): boolean {
  const size = one.some(({ word }) => unspaced.test(word)) ? run.unspaced : run.words;
  const runs = new Set<string>();
  for (let at = 0; at + size <= other.length; at++) runs.add(key(other.slice(at, at + size)));
  for (let at = 0; at + size <= one.length; at++) {
    const words = one.slice(at, at + size);
    if (runs.has(key(words)) && tells(text, words, telling.run)) return true;
  }
  return false;
}

/** Whether a whole sentence of the first stands in the other. */
function holdsSentence(text: string, one: readonly Token[], other: readonly Token[]): boolean {
  const whole = ` ${key(other)} `;
  return sentences(text, 0, text.length).some(({ start, end }) => {
    const words = one.filter((word) => word.start >= start && word.end <= end);
    const needed = words.some(({ word }) => unspaced.test(word)) ? run.unspaced : run.sentence;
    return words.length >= needed && whole.includes(` ${key(words)} `) && tells(text, words, telling.sentence);
  });
}

/** Whether words are more than a phrase that anybody may use (`thank you for having me`), or a long name. */
function tells(text: string, words: readonly Token[], least: number): boolean {
  const terms = new Set<string>();
  const plain = new Set<string>();
  for (const { term, start } of words) {
    if (term === undefined) continue;
    terms.add(term);
    if (!/\p{Lu}/u.test(text.slice(start, start + 2))) plain.add(term);
  }
  return terms.size >= least && plain.size >= Math.min(least - 1, telling.plain);
}

/** A small number tells something only with its unit. */
const small = 10;

function sharedFigures(here: string, there: string): string[] {
  const mine = figures(here, tokens(here));
  const shared = new Map<number, string>();
  for (const { value, units, start, end } of figures(there, tokens(there))) {
    const twin = mine.some(
      (figure) =>
        figure.value === value &&
        (value >= small || units.some((unit) => figure.units.includes(unit))) &&
        !areOthers(figure.units, units),
    );
    if (twin && !shared.has(value)) shared.set(value, there.slice(start, end).replace(/\s+/g, ' '));
  }
  return [...shared.values()];
}

/** Whether two figures count what cannot be the same: a share and an amount, dollars and euros. */
function areOthers(one: readonly string[], other: readonly string[]): boolean {
  const sign = (units: readonly string[]): string | undefined => units.find((unit) => !/^\p{L}/u.test(unit));
  const [a, b] = [sign(one), sign(other)];
  return a !== b && (a === undefined ? one.length > 0 : true) && (b === undefined ? other.length > 0 : true);
}
