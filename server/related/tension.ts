/** Hints that two texts on one subject do not agree: another figure, another year, the opposite. */
import type { Span } from '../core/span';
import { figures, tokens, type Figure, type Token } from './figures';
import { sentences } from './sentences';

/** What does not agree, as it stands on either side. */
export interface Tension {
  kind: 'figure' | 'date' | 'polarity';
  here: string;
  there: string;
}

/** A sentence taken apart. */
interface Statement {
  text: string;
  tokens: Token[];
  figures: Figure[];
  /** The words that say what it is about. */
  terms: Set<string>;
  asks: boolean;
}

interface Hint extends Tension {
  /** How sure it is: the share of words that the two have in common. */
  weight: number;
}

/** The strongest hint of a tension between a sentence of one text and a sentence of the other. */
export function tension(here: string, there: string): Tension | undefined {
  const others = statements(there);
  let best: Hint | undefined;
  for (const one of statements(here)) {
    for (const other of others) {
      const shared = [...one.terms].filter((term) => other.terms.has(term));
      if (shared.length < 2) continue;
      const found = byFigure(one, other) ?? byYear(one, other, shared) ?? byPolarity(one, other, shared);
      if (found && (!best || found.weight > best.weight)) best = found;
    }
  }
  return best && { kind: best.kind, here: best.here, there: best.there };
}

function statements(text: string): Statement[] {
  return sentences(text, 0, text.length).map(({ start, end }) => {
    const sentence = text.slice(start, end);
    const words = tokens(sentence);
    const terms = new Set(words.flatMap(({ term, value }) => (term !== undefined && value === undefined ? term : [])));
    return {
      text: sentence,
      tokens: words,
      figures: figures(sentence, words),
      terms,
      asks: /[?？]\W{0,3}$/u.test(sentence),
    };
  });
}

/** How many words to each side of a figure say what it is about. */
const around = 10;

function termsAround({ tokens }: Statement, { token, units }: Figure): Set<string> {
  const near = tokens.slice(Math.max(0, token - around), token + around + 1);
  return new Set(
    near.flatMap(({ term, value }) => (term === undefined || value !== undefined || units.includes(term) ? [] : term)),
  );
}

function share(one: ReadonlySet<string>, other: ReadonlySet<string>): { both: number; part: number } {
  let both = 0;
  for (const term of one) if (other.has(term)) both++;
  return { both, part: both / Math.max(1, Math.min(one.size, other.size)) };
}

const written = ({ text }: Statement, { start, end }: Span): string => text.slice(start, end).replace(/\s+/g, ' ');

function byFigure(one: Statement, other: Statement): Hint | undefined {
  let best: Hint | undefined;
  for (const a of one.figures) {
    for (const b of other.figures) {
      if (a.year || b.year || isClose(a.value, b.value)) continue;
      const unit = a.units.find((unit) => b.units.includes(unit));
      if (unit === undefined || names(other, a, unit) || names(one, b, unit)) continue;
      const { both, part } = share(termsAround(one, a), termsAround(other, b));
      if (both < 2 || part < 0.3) continue;
      const weight = both * part;
      if (!best || weight > best.weight)
        best = { kind: 'figure', here: written(one, a), there: written(other, b), weight };
    }
  }
  return best;
}

/** Whether a statement names a figure too. */
function names({ figures }: Statement, figure: Figure, unit: string): boolean {
  return figures.some(({ value, units }) => units.includes(unit) && isClose(value, figure.value));
}

/** Rounding is no tension. */
function isClose(a: number, b: number): boolean {
  return Math.abs(a - b) <= 0.05 * Math.max(Math.abs(a), Math.abs(b));
}

function byYear(one: Statement, other: Statement, shared: readonly string[]): Hint | undefined {
  const years = one.figures.filter(({ year }) => year);
  const others = other.figures.filter(({ year }) => year);
  const [a] = years;
  const [b] = others;
  if (!a || !b || years.length > 1 || others.length > 1 || a.value === b.value) return undefined;
  const part = shared.length / Math.max(1, Math.min(one.terms.size, other.terms.size));
  if (shared.length < 3 || part < 0.5) return undefined;
  return { kind: 'date', here: written(one, a), there: written(other, b), weight: shared.length * part };
}

const negations = new Set(['not', 'never', 'no', 'nobody', 'none', 'nothing', 'neither', 'nor', 'without', 'cannot']);

function negates({ word }: Token): boolean {
  return negations.has(word) || /n't$/.test(word);
}

const opposites = new Map<string, Set<string>>();
for (const line of `rise rose risen increase increased grow grew grown up|fall fell fallen decrease decreased drop dropped decline declined shrink shrank down
more most|less fewer least
safe safer safest|dangerous unsafe
open opened|close closed shut
win won winning|lose lost losing
support supported supports favor favored favour|oppose opposed opposes
legal|illegal
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

function byPolarity(one: Statement, other: Statement, shared: readonly string[]): Hint | undefined {
  const part = shared.length / Math.max(1, Math.min(one.terms.size, other.terms.size));
  if (one.asks || other.asks || shared.length < 3 || part < 0.5) return undefined;
  const found = byNegation(one, other, shared) ?? swapped(byNegation(other, one, shared)) ?? byOpposite(one, other);
  return found && { ...found, kind: 'polarity', weight: shared.length * part };
}

function swapped(found: Omit<Tension, 'kind'> | undefined): Omit<Tension, 'kind'> | undefined {
  return found && { here: found.there, there: found.here };
}

/** A shared word that is negated in the first only, where the second negates nothing. */
function byNegation(one: Statement, other: Statement, shared: readonly string[]): Omit<Tension, 'kind'> | undefined {
  if (other.tokens.some(negates)) return undefined;
  const both = new Set(shared);
  for (const [at, word] of one.tokens.entries()) {
    if (!negates(word)) continue;
    for (let next = at + 1; next <= at + 3; next++) {
      const token = one.tokens[next];
      if (!token || /[,;:.!?–—]/u.test(one.text.slice((one.tokens[next - 1] as Token).end, token.start))) break;
      if (token.term === undefined || !both.has(token.term)) continue;
      const twin = other.tokens.find(({ term }) => term === token.term) as Token;
      return { here: written(one, { start: word.start, end: token.end }), there: written(other, twin) };
    }
  }
  return undefined;
}

function byOpposite(one: Statement, other: Statement): Omit<Tension, 'kind'> | undefined {
  if (one.tokens.some(negates) || other.tokens.some(negates)) return undefined;
  const mine = new Set(one.tokens.map(({ word }) => word));
  const theirs = new Set(other.tokens.map(({ word }) => word));
  for (const a of one.tokens) {
    const against = opposites.get(a.word);
    if (!against || theirs.has(a.word)) continue;
    const b = other.tokens.find(({ word }) => against.has(word) && !mine.has(word));
    if (b) return { here: written(one, a), there: written(other, b) };
  }
  return undefined;
}
