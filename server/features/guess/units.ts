/** The sentences, each of which is said by one of two: what guesses are made of. */
import type { Span } from '../../core/span';
import type { Transcript } from '../../core/syntax';
import { sentences } from '../../related/sentences';

/** One sentence. Its span covers neither the white space around it nor a mark before it. */
export interface Unit extends Span {
  /** Index into `paragraphs`. */
  paragraph: number;
  /** Index into `turns`, or -1. */
  turn: number;
  /** It opens its paragraph. */
  first: boolean;
}

/** The text with every mark blanked out: the transcript's own words at the same offsets. */
export function wordsAlone({ text, layer }: Transcript): string {
  if (layer.length === 0) return text;
  const pieces: string[] = [];
  let at = 0;
  for (const { start, end } of layer) {
    pieces.push(text.slice(at, start), ' '.repeat(end - start));
    at = end;
  }
  return pieces.join('') + text.slice(at);
}

/** The sentences of these paragraphs. `words` is the text without marks. */
export function unitsOf({ paragraphs }: Transcript, words: string, spoken: readonly number[]): Unit[] {
  return spoken.flatMap((index) => {
    const { parts = [], start = 0 } = paragraphs[index] ?? {};
    return parts.flatMap((part) =>
      sentences(words, part.words, part.end).map((span, number) => ({
        ...span,
        paragraph: index,
        turn: part.turn,
        first: number === 0 && part.start === start,
      })),
    );
  });
}
