/** How two passages stand to each other: the same words, the same figures, a possible tension. */
import type { Span } from '../core/span';
import { figures, tokens, type Figure, type Lexicon, type Token } from './figures';
import { sentences } from './sentences';
import { statements, tension, type Statement, type Tension } from './tension';

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

/** A passage taken apart. */
interface Side {
  text: string;
  tokens: Token[];
  figures: Figure[];
  sentences: Span[];
  statements: Statement[];
}

/**
 * Compares two passages: plain words, without marks.
 *
 * @param here the passage asked about.
 * @param there the one that was found.
 */
export function compare(here: string, there: string): Comparison {
  return comparer(here)(there);
}

/** The same for one passage and several others: it is taken apart only once, when the first of them comes. */
export function comparer(here: string): (there: string) => Comparison {
  const known: Lexicon = new Map();
  let one: Side | undefined;
  return (there) => {
    one ??= sideOf(here, known);
    const other = sideOf(there, known);
    const found: Comparison = { same: isSame(one, other), figures: sharedFigures(one, other) };
    const hint = tension(one.statements, other.statements);
    return hint ? { ...found, tension: hint } : found;
  };
}

function sideOf(whole: string, known: Lexicon): Side {
  const text = whole.slice(0, longest);
  const words = tokens(text, known);
  const found = sentences(text, 0, text.length);
  return {
    text,
    tokens: words,
    figures: figures(text, words),
    sentences: found,
    statements: statements(text, found, known),
  };
}

/** Whether a sentence or a long run of words stands in both. Case, accents, punctuation and white space do not count. */
function isSame(one: Side, other: Side): boolean {
  return sharesRun(one, other.tokens) || holdsSentence(one, other.tokens) || holdsSentence(other, one.tokens);
}

const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

function key(words: readonly Token[]): string {
  return words.map(({ word }) => word).join(' ');
}

function sharesRun({ text, tokens: one }: Side, other: readonly Token[]): boolean {
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
function holdsSentence({ text, tokens, sentences }: Side, other: readonly Token[]): boolean {
  const whole = ` ${key(other)} `;
  return sentences.some(({ start, end }) => {
    const words = tokens.filter((word) => word.start >= start && word.end <= end);
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

function sharedFigures(here: Side, there: Side): string[] {
  const shared = new Map<number, string>();
  for (const { value, units, start, end } of there.figures) {
    const twin = here.figures.some(
      (figure) =>
        figure.value === value &&
        (value >= small || units.some((unit) => figure.units.includes(unit))) &&
        !areOthers(figure.units, units),
    );
    if (twin && !shared.has(value)) shared.set(value, there.text.slice(start, end).replace(/\s+/g, ' '));
  }
  return [...shared.values()];
}

/** Whether two figures count what cannot be the same: a share and an amount, dollars and euros. */
function areOthers(one: readonly string[], other: readonly string[]): boolean {
  const sign = (units: readonly string[]): string | undefined => units.find((unit) => !/^\p{L}/u.test(unit));
  const [a, b] = [sign(one), sign(other)];
  return a !== b && (a === undefined ? one.length > 0 : true) && (b === undefined ? other.length > 0 : true);
}
