import type { Corpus } from '../core/corpus';
import { quotesAt } from '../core/find';
import { touches, type Span } from '../core/span';
import { declarations, subjectAt, uses } from './subject';

export interface Highlight {
  span: Span;
  /** `write` where something is declared, `read` where it is used, `text` for the two marks of a quote. */
  kind: 'read' | 'write' | 'text';
}

/**
 * **Highlights.** With the cursor on a tag, claim, label or person, all of the same in this file; on a mark of a quote, both of its marks.
 */
export function highlights(corpus: Corpus, uri: string, offset: number): Highlight[] {
  const subject = subjectAt(corpus, uri, offset);
  if (subject) {
    const here = (kind: Highlight['kind'], places: readonly { uri: string; span: Span }[]): Highlight[] =>
      places.filter((place) => place.uri === uri).map(({ span }) => ({ span, kind }));
    return [...here('write', declarations(corpus, subject)), ...here('read', uses(corpus, subject))].sort(
      (a, b) => a.span.start - b.span.start,
    );
  }
  const transcript = corpus.interviews.get(uri)?.transcript;
  const quote =
    transcript &&
    quotesAt(transcript, offset).find(({ open, close }) => touches(open, offset) || touches(close, offset));
  return quote ? [quote.open, quote.close].map(({ start, end }) => ({ span: { start, end }, kind: 'text' })) : [];
}
