import type { Corpus } from '../core/corpus';
import type { Span } from '../core/span';
import type { Quote } from '../core/syntax';

export interface QuoteMark {
  words: Span;
  /** `#rgb` or `#rrggbb`. */
  color?: string;
  /** Of a quote that shares words with others: 0 to 2, another one for each of them as far as that goes. */
  lane?: number;
}

/** More quotes at one place than this share the last lane: nobody can tell more lines apart. */
const LANES = 3;

/**
 * **Quotes in the colours of their tags**: the words of every quote, and the colour that the codebook gives to its first tag that has
 * one, or whose parent has. In file order; quotes that overlap do so here too, and are told apart by their lanes, the outermost in the
 * lowest. A quote without closing mark has no words to mark.
 */
export function quoteMarks(corpus: Corpus, uri: string): QuoteMark[] {
  const { quotes } = corpus.interviews.get(uri)?.transcript ?? { quotes: [] };
  const marks = quotes
    .filter(({ words, close }) => words.end > words.start && close.end > close.start)
    .map((quote): QuoteMark => ({ words: quote.words, color: colorOfQuote(corpus, quote) }));
  giveLanes(marks);
  return marks;
}

/** Gives each mark that overlaps others the lowest lane that is free where it begins. */
function giveLanes(marks: QuoteMark[]): void {
  const inLane: { mark: QuoteMark; lane: number }[] = [];
  const byStart = [...marks].sort((a, b) => a.words.start - b.words.start || b.words.end - a.words.end);
  for (const mark of byStart) {
    const open = inLane.filter(({ mark: other }) => other.words.end > mark.words.start);
    for (const { mark: other, lane } of open) other.lane ??= lane;
    const taken = new Set(open.map(({ lane }) => lane));
    let lane = 0;
    while (lane < LANES - 1 && taken.has(lane)) lane++;
    if (open.length > 0) mark.lane = lane;
    // In each lane the mark that reaches furthest stands for all.
    const same = open.find((other) => other.lane === lane);
    const furthest = same && same.mark.words.end > mark.words.end ? same : { mark, lane };
    inLane.splice(0, inLane.length, ...open.filter((other) => other !== same), furthest);
  }
}

function colorOfQuote(corpus: Corpus, { codes }: Quote): string | undefined {
  for (const code of codes) {
    const color = code.kind === 'tag' ? colorOfTag(corpus, code.name) : undefined;
    if (color !== undefined) return color;
  }
  return undefined;
}

/** A tag's own colour, else that of the nearest tag above it: `housing/rent`, `housing`. */
export function colorOfTag(corpus: Corpus, name: string): string | undefined {
  for (let tag = name; tag !== ''; tag = tag.slice(0, Math.max(0, tag.lastIndexOf('/')))) {
    const color = corpus.tagEntry(tag)?.color;
    if (color !== undefined) return color;
  }
  return undefined;
}
