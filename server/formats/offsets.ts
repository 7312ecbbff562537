/**
 * Offsets in exports and imports. Inside, offsets are UTF-16 code units of the annotated text; other programs want characters of the
 * original. So an exported offset counts **code points of the stripped text**, unless another way of counting is asked for. A byte order
 * mark at the start of a file is no part of its text: whoever decodes the file takes it away.
 */
import { upperBound, type Span } from '../core/span';
import { strip } from '../core/strip';
import type { Transcript } from '../core/syntax';

export type OffsetUnit = 'codepoint' | 'utf16';

/** How a program counts the characters of a text. */
export interface Counting {
  unit: OffsetUnit;
  /** What CRLF counts; one CR or LF counts 1. */
  crlf: 1 | 2;
  /** What U+FEFF counts at the very start of a text that still has it; 1 unless told otherwise. */
  bom?: 0 | 1;
}

/** Places in a text as somebody counts them. Each answer takes logarithmic time. */
export interface Positions {
  /** Of the whole text. */
  length: number;
  /** UTF-16 offset -> position; a place within a character (or a CRLF that counts 1) is where that begins. */
  toPosition(offset: number): number;
  /** Position -> UTF-16 offset. */
  toOffset(position: number): number;
}

const PAIRS: Record<OffsetUnit, Record<1 | 2, RegExp | undefined>> = {
  codepoint: { 1: /[\u{10000}-\u{10ffff}]|\r\n/gu, 2: /[\u{10000}-\u{10ffff}]/gu },
  utf16: { 1: /\r\n/g, 2: undefined },
};

/** Positions in `text`. */
export function positions(text: string, { unit, crlf, bom = 1 }: Counting): Positions {
  const from = bom === 0 && text.charCodeAt(0) === 0xfeff ? 1 : 0;
  /** Where two units begin that count as one. */
  const pairs: number[] = [];
  const pattern = PAIRS[unit][crlf];
  if (pattern) for (const { index } of text.matchAll(pattern)) pairs.push(index);
  const toPosition = (offset: number): number => {
    const at = Math.max(from, offset);
    return at - from - firstIndex(pairs.length, (index) => (pairs[index] as number) >= at);
  };
  return {
    length: toPosition(text.length),
    toPosition,
    toOffset(position) {
      const at = position + from;
      return at + firstIndex(pairs.length, (index) => (pairs[index] as number) - index >= at);
    },
  };
}

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

/** The offsets of one transcript, both ways; each answer takes logarithmic time. `counting` says what is counted instead of code points. */
export function originalOffsets(
  transcript: Transcript,
  counting: Counting = { unit: 'codepoint', crlf: 2 },
): OriginalOffsets {
  const text = strip(transcript);
  const { layer } = transcript;
  const counted = positions(text, counting);
  const removed = [0];
  for (const { start, end } of layer) removed.push((removed.at(-1) as number) + end - start);
  const toStripped = (offset: number): number => {
    const before = upperBound(layer, offset);
    const last = layer[before - 1];
    const inside = last && offset < last.end ? last.end - offset : 0;
    return offset - ((removed[before] as number) - inside);
  };
  const toOriginal = (offset: number): number => counted.toPosition(toStripped(offset));
  return {
    text,
    toOriginal,
    spanToOriginal: ({ start, end }) => ({ start: toOriginal(start), end: toOriginal(end) }),
    fromOriginal(points) {
      const units = counted.toOffset(points);
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
