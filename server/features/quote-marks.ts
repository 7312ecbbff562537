import type { Corpus } from '../core/corpus';
import type { Span } from '../core/span';
import type { Quote } from '../core/syntax';

export interface QuoteMark {
  words: Span;
  /** `#rgb` or `#rrggbb`. */
  color?: string;
}

/**
 * **Quotes in the colours of their tags**: the words of every quote, and the colour that the codebook gives to its first tag that has
 * one, or whose parent has. In file order; quotes that overlap do so here too. A quote without closing mark has no words to mark.
 */
export function quoteMarks(corpus: Corpus, uri: string): QuoteMark[] {
  const { quotes } = corpus.interviews.get(uri)?.transcript ?? { quotes: [] };
  return quotes
    .filter(({ words, close }) => words.end > words.start && close.end > close.start)
    .map((quote) => ({ words: quote.words, color: colorOfQuote(corpus, quote) }));
}

function colorOfQuote(corpus: Corpus, { codes }: Quote): string | undefined {
  for (const code of codes) {
    const color = code.kind === 'tag' ? colorOfTag(corpus, code.name) : undefined;
    if (color !== undefined) return color;
  }
  return undefined;
}

/** A tag's own colour, else that of the nearest tag above it: `housing/rent`, `housing`. */
function colorOfTag(corpus: Corpus, name: string): string | undefined {
  for (let tag = name; tag !== ''; tag = tag.slice(0, Math.max(0, tag.lastIndexOf('/')))) {
    const color = corpus.tagEntry(tag)?.color;
    if (color !== undefined) return color;
  }
  return undefined;
}
