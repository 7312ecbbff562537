/**
 * Offsets in exports. Inside, offsets are UTF-16 code units of the annotated text; other programs want characters of the original. So
 * an exported offset counts **code points of the stripped text**; a byte order mark at the start of the file is no part of it.
 */
import { upperBound, type Span } from '../core/span';
import { strip } from '../core/strip';
import type { Transcript } from '../core/syntax';

export interface OriginalOffsets {
  /** The stripped text. */
  text: string;
  /** UTF-16 offset in the annotated text -> code points of the stripped text before it; a place in a mark is where the mark stood. */
  toOriginal(offset: number): number;
  /** The same for both ends of a span. */
  spanToOriginal(span: Span): Span;
  /** Code points of the stripped text -> UTF-16 offset in the annotated text, before any mark that stands there. */
  fromOriginal(points: number): number;
}

/** The offsets of one transcript, both ways; each answer takes logarithmic time. */
export function originalOffsets(transcript: Transcript): OriginalOffsets {
  const text = strip(transcript);
  const { layer } = transcript;
  const removed = [0];
  for (const { start, end } of layer) removed.push((removed.at(-1) as number) + end - start);
  const toStripped = (offset: number): number => {
    const before = upperBound(layer, offset);
    const last = layer[before - 1];
    const inside = last && offset < last.end ? last.end - offset : 0;
    return offset - ((removed[before] as number) - inside);
  };
  /** Where each astral character begins, in code units of the stripped text. */
  const astral: number[] = [];
  for (const { index } of text.matchAll(/[\u{10000}-\u{10ffff}]/gu)) astral.push(index);
  const toOriginal = (offset: number): number => {
    const units = toStripped(offset);
    return units - firstIndex(astral.length, (index) => (astral[index] as number) >= units);
  };
  return {
    text,
    toOriginal,
    spanToOriginal: ({ start, end }) => ({ start: toOriginal(start), end: toOriginal(end) }),
    fromOriginal(points) {
      const units = points + firstIndex(astral.length, (index) => (astral[index] as number) - index >= points);
      const before = firstIndex(
        layer.length,
        (index) => (layer[index] as Span).start - (removed[index] as number) >= units,
      );
      return units + (removed[before] as number);
    },
  };
}

/** The first index below `length` of which the condition holds; it holds of all behind it too. */
function firstIndex(length: number, holds: (index: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
