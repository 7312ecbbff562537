/** A stretch of a transcript without its annotation layer, and the way back to the offsets of the file. */
import { upperBound, type Span } from '../core/span';
import { plainText } from '../core/strip';
import type { Transcript } from '../core/syntax';

export interface PlainView {
  /** What `plainText` of the span gives. */
  text: string;
  /** The span in the transcript of a span in `text`; marks at its ends are left out. */
  toSource(span: Span): Span;
}

/** The words of a span as a stretch of a text without marks: of the transcript's own where none stand in the span, which copies nothing. */
export function plainly(transcript: Transcript, span: Span): Span & { text: string } {
  if (!hasMarks(transcript, span)) return { text: transcript.text, start: span.start, end: span.end };
  const text = plainText(transcript, span);
  return { text, start: 0, end: text.length };
}

function hasMarks({ layer }: Transcript, { start, end }: Span): boolean {
  const next = layer[upperBound(layer, start)];
  const last = layer[upperBound(layer, start) - 1];
  return (next !== undefined && next.start < end) || (last !== undefined && last.end > start);
}

/** Makes the words of a span readable as if nobody had annotated them. */
export function plainView({ text, layer }: Transcript, span: Span): PlainView {
  let plain = '';
  let at = span.start;
  /** Where the plain text goes on behind each mark: offsets in `plain`, and how many code units are missing by then. */
  const starts: Span[] = [];
  const shifts = [span.start];
  for (let index = Math.max(0, upperBound(layer, span.start) - 1); index < layer.length; index++) {
    const mark = layer[index] as Span;
    if (mark.start >= span.end) break;
    if (mark.end <= at) continue;
    if (mark.start > at) plain += text.slice(at, mark.start);
    at = Math.min(mark.end, span.end);
    starts.push({ start: plain.length, end: plain.length });
    shifts.push(at - plain.length);
  }
  plain += text.slice(at, span.end);
  const source = (offset: number): number => offset + (shifts[upperBound(starts, offset)] as number);
  return {
    text: plain,
    toSource: ({ start, end }) => ({ start: source(start), end: end > start ? source(end - 1) + 1 : source(start) }),
  };
}
