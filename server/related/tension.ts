/** Hints that two texts on one subject do not agree: another figure, another year, the opposite. */
import type { Span } from '../core/span';
import { figures, tokens, type Figure, type Lexicon, type Token } from './figures';

/** What does not agree, as it stands on either side. */
export interface Tension {
  kind: 'figure' | 'date' | 'polarity';
  here: string;
  there: string;
}

/** A sentence taken apart. */
export interface Statement {
  text: string;
  tokens: Token[];
  figures: Figure[];
  /** The words that say what it is about. */
  terms: Set<string>;
  asks: boolean;
}

interface Hint extends Tension {
  /** How sure it is: how many words the two have in common, and which part of them. */
  weight: number;
  /** The figures that differ. */
  figures?: [here: Figure, there: Figure];
}

/**
 * The strongest hint of a tension between a sentence of one text and a sentence of the other. Where a text says in another sentence what
 * the other text says, the figures do not differ.
 */
export function tension(ones: readonly Statement[], others: readonly Statement[]): Tension | undefined {
  let best: Hint | undefined;
  const mine = { figures: ones.flatMap(({ figures }) => figures) };
  const theirs = { figures: others.flatMap(({ figures }) => figures) };
  const isSaid = ({ figures: pair }: Hint): boolean =>
    pair !== undefined && (says(theirs, pair[0]) || says(mine, pair[1]));
  for (const one of ones) {
    for (const other of others) {
      if (shared(one.terms, other.terms).both < 2) continue;
      for (const hint of [byFigure(one, other), byYear(one, other), byPolarity(one, other)])
        if (hint && (!best || hint.weight > best.weight) && !isSaid(hint)) best = hint;
    }
  }
  return best && { kind: best.kind, here: best.here, there: best.there };
}

/** @param sentences those of the text. */
export function statements(text: string, sentences: readonly Span[], known: Lexicon): Statement[] {
  return sentences.map(({ start, end }) => {
    const sentence = text.slice(start, end);
    const words = tokens(sentence, known);
    return {
      text: sentence,
      tokens: words,
      figures: figures(sentence, words),
      terms: termsOf(words),
      asks: /[?？]\W{0,3}$/u.test(sentence),
    };
  });
}

function termsOf(words: readonly Token[], but: readonly string[] = []): Set<string> {
  return new Set(
    words.flatMap(({ term, value }) => (term === undefined || value !== undefined || but.includes(term) ? [] : term)),
  );
}

/** How many terms both hold, and which part of the smaller set that is. */
function shared(one: ReadonlySet<string>, other: ReadonlySet<string>): { both: number; part: number; weight: number } {
  let both = 0;
  for (const term of one) if (other.has(term)) both++;
  const part = both / Math.max(1, Math.min(one.size, other.size));
  return { both, part, weight: both * part };
}

/** The terms of the words around one, so many to each side. */
function around({ tokens }: Statement, token: number, reach: number, but: readonly string[]): Set<string> {
  return termsOf(tokens.slice(Math.max(0, token - reach), token + reach + 1), but);
}

const written = ({ text }: Statement, { start, end }: Span): string => text.slice(start, end).replace(/\s+/g, ' ');

/** The same subject with another figure. */
function byFigure(one: Statement, other: Statement): Hint | undefined {
  let best: Hint | undefined;
  if (areApart(years(one), years(other)) || nameOthers(one, other)) return undefined;
  for (const a of one.figures) {
    for (const b of other.figures) {
      const unit = a.units.find((unit) => b.units.includes(unit));
      if (unit === undefined || holdsFigure(other, a) || holdsFigure(one, b)) continue;
      const { both, part, weight } = shared(around(one, a.token, 10, a.units), around(other, b.token, 10, b.units));
      const ratio = Math.max(a.value, b.value) / Math.min(a.value, b.value);
      // A figure of another order of magnitude mostly counts something else.
      const isNear =
        ratio <= 3
          ? (both >= 3 && part >= 0.5) || (both === 2 && part === 1)
          : ratio <= 12 && both >= 4 && part >= 0.75;
      if (isNear && (!best || weight > best.weight))
        best = { kind: 'figure', here: written(one, a), there: written(other, b), weight, figures: [a, b] };
    }
  }
  return best;
}

/** Whether a statement names a figure too; rounding makes no difference. */
function holdsFigure({ figures }: Pick<Statement, 'figures'>, { value }: Figure): boolean {
  return figures.some((figure) => Math.abs(figure.value - value) <= 0.05 * Math.max(figure.value, value));
}

/** Whether somebody names a figure too; a year is meant exactly. */
function says(all: Pick<Statement, 'figures'>, figure: Figure): boolean {
  return figure.year ? all.figures.some(({ value }) => value === figure.value) : holdsFigure(all, figure);
}

function years({ figures }: Statement): Figure[] {
  return figures.filter(({ year }) => year);
}

/** Whether both name years, and not the same ones. */
function areApart(one: readonly Figure[], other: readonly Figure[]): boolean {
  const isIn = (list: readonly Figure[], { value }: Figure): boolean => list.some((figure) => figure.value === value);
  return (
    one.length > 0 &&
    other.length > 0 &&
    !(one.every((year) => isIn(other, year)) && other.every((year) => isIn(one, year)))
  );
}

/** The same event in another year. */
function byYear(one: Statement, other: Statement): Hint | undefined {
  const [a, ...more] = years(one);
  const [b, ...others] = years(other);
  if (!a || !b || more.length > 0 || others.length > 0 || a.value === b.value) return undefined;
  if (nameOthers(one, other)) return undefined;
  const { both, part, weight } = shared(around(one, a.token, 10, []), around(other, b.token, 10, []));
  return both >= 3 && part >= 0.75
    ? { kind: 'date', here: written(one, a), there: written(other, b), weight, figures: [a, b] }
    : undefined;
}

/** Only a negated verb says that something is not so: `not government`, `of not knowing` say less. */
const auxiliaries = new Set('am is are was were be been do does did has have had can'.split(' '));

/** Where one of these stands nearby, it is not said that something is so, or not. */
const hedges = new Set(
  `if whether unless should shouldn't would wouldn't could couldn't may might must mustn't only just because even going want wants
  wanted ought before until think believe sure necessarily know why how`.split(/\s+/),
);

function negates(tokens: readonly Token[], at: number): boolean {
  const { word } = tokens[at] as Token;
  return (
    word === 'never' ||
    word === 'cannot' ||
    word.endsWith("n't") ||
    (word === 'not' && auxiliaries.has(tokens[at - 1]?.word ?? ''))
  );
}

const opposites = new Map<string, Set<string>>();
for (const line of `rise rose risen increase increased grow grew grown|fall fell fallen decrease decreased drop dropped decline declined shrink shrank
safe safer safest|dangerous unsafe
open opened|close closed shut
win won winning|lose lost losing
support supported supports favor favored favour|oppose opposed opposes
true|false untrue
higher highest|lower lowest
better best|worse worst
cheaper cheap|expensive
accept accepted|reject rejected refuse refused
succeed succeeded success|fail failed failure
stronger strong|weaker weak
guilty|innocent
possible|impossible
raise raised|cut lower lowered
allow allowed legalize|ban banned forbid prohibit
hire hired|fire fired
always|never`.split('\n')) {
  const [left, right] = line.split('|').map((side) => side.split(' ')) as [string[], string[]];
  const link = (from: string[], to: string[]): void => {
    for (const word of from) opposites.set(word, new Set([...(opposites.get(word) ?? []), ...to]));
  };
  link(left, right);
  link(right, left);
}

/** How many words to each side of a word say what is said of it. */
const clause = 7;

/** The opposite: one of the two is negated, or says it with an antonym. */
function byPolarity(one: Statement, other: Statement): Hint | undefined {
  if (one.asks || other.asks || areApart(years(one), years(other))) return undefined;
  let best: Hint | undefined;
  for (const [at, a] of one.tokens.entries()) {
    for (const [to, b] of other.tokens.entries()) {
      const isSame = a.term !== undefined && a.term === b.term && a.value === undefined;
      if (!isSame && !opposites.get(a.word)?.has(b.word)) continue;
      const mine = negation(one, at);
      const theirs = negation(other, to);
      if (isSame ? (mine === undefined) === (theirs === undefined) : (mine ?? theirs)) continue;
      if (!isSame && (holds(one, b.word) || holds(other, a.word))) continue;
      if (!isStated(one, at, mine !== undefined) || !isStated(other, to, theirs !== undefined)) continue;
      const { both, part, weight } = shared(around(one, at, clause, []), around(other, to, clause, []));
      if (both < (isSame ? 4 : 3) || part < (isSame ? 0.8 : 0.75) || (best && weight <= best.weight)) continue;
      if (nameOthers(one, other) || (isSame && isNoun(mine ? b : a, mine ? a : b))) continue;
      const here = written(one, { start: mine?.start ?? a.start, end: a.end });
      best = { kind: 'polarity', here, there: written(other, { start: theirs?.start ?? b.start, end: b.end }), weight };
    }
  }
  return best;
}

/** Words that may stand between a negation and what it negates: `not a cosponsor`, `hasn't ever closed`. */
const between = new Set('a an the ever been be yet really actually simply'.split(' '));

/** What negates a word. */
function negation({ text, tokens }: Statement, at: number): Token | undefined {
  for (let before = at - 1; before >= Math.max(0, at - 2); before--) {
    const token = tokens[before] as Token;
    if (/[,;:.!?–—"“]/u.test(text.slice(token.end, (tokens[before + 1] as Token).start))) return undefined;
    if (negates(tokens, before)) return token;
    if (!between.has(token.word)) return undefined;
  }
  return undefined;
}

function holds({ tokens }: Statement, word: string): boolean {
  return tokens.some((token) => token.word === word);
}

/** Words beside `not` that turn what stands near them. */
const denials = new Set(
  'no not nor none nobody nothing neither never without against fail fails failed failing refuse refuses refused stop stops less fewer'.split(
    ' ',
  ),
);

/**
 * Whether a word says that something is so, or not: no condition, no wish or plan, no `law-abiding`, no `covering` without `is`, and nothing
 * else that may turn it.
 */
function isStated({ text, tokens }: Statement, at: number, isNegated: boolean): boolean {
  const { word, start, end } = tokens[at] as Token;
  if (text.charAt(end) === '-' || text.charAt(start - 1) === '-') return false;
  const before = tokens[at - 1]?.word ?? '';
  if (word.endsWith('ing') && !auxiliaries.has(before) && before !== 'not' && !before.endsWith("n't")) return false;
  if (before === 'to' && !isNegated) return false;
  if (tokens.slice(Math.max(0, at - clause), at + 2).some(({ word }) => hedges.has(word))) return false;
  const near = tokens.slice(Math.max(0, at - clause), at + clause + 1);
  return isNegated || !near.some(({ word }) => denials.has(word) || word.endsWith("n't"));
}

/** Words in capitals, but for the one that begins the sentence. */
function names({ text, tokens }: Statement): Set<string> {
  return termsOf(tokens.slice(1).filter(({ start }) => /\p{Lu}/u.test(text.charAt(start))));
}

/** `protections` beside `not protected`. */
function isNoun({ word }: Token, negated: Token): boolean {
  return word !== negated.word && /(?:ion|ment|er|or)s?$/.test(word);
}

/** Whether either names somebody whom the other does not. Not asked in other languages than English: German nouns are no names. */
function nameOthers(one: Statement, other: Statement): boolean {
  const words = [...one.tokens, ...other.tokens];
  if (words.filter(({ term }) => term === undefined).length * 4 < words.length) return false;
  const [mine, theirs] = [names(one), names(other)];
  return [...mine].some((name) => !theirs.has(name)) && [...theirs].some((name) => !mine.has(name));
}
