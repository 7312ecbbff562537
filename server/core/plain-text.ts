/** Words without the annotation layer. */
import { upperBound, type Span } from './span';
import type { Transcript } from './syntax';

/** The original words of a span. */
export function plainText({ text, layer }: Pick<Transcript, 'text' | 'layer'>, span: Span): string {
  let plain = '';
  let at = span.start;
  for (let index = Math.max(0, upperBound(layer, span.start) - 1); index < layer.length; index++) {
    const { start, end } = layer[index] as Span;
    if (start >= span.end) break;
    if (end <= at) continue;
    if (start > at) plain += text.slice(at, start);
    at = end;
  }
  return at < span.end ? plain + text.slice(at, span.end) : plain;
}

export type PlainOffset = (offset: number) => number;

/** Where an offset is in the original: it does not move when marks come and go. */
export function plainOffsets({ layer }: Pick<Transcript, 'layer'>): PlainOffset {
  const lengths = [0];
  for (const { start, end } of layer) lengths.push((lengths.at(-1) ?? 0) + end - start);
  return (offset) => {
    const index = upperBound(layer, offset) - 1;
    const last = layer[index];
    if (!last) return offset;
    return offset - (lengths[index] ?? 0) - (Math.min(offset, last.end) - last.start);
  };
}

/**
 * The other way: where an offset of the original is in the annotated text, before or behind the marks that stand there.
 */
export function annotatedOffsets({
  layer,
}: Pick<Transcript, 'layer'>): (offset: number, side: 'before' | 'behind') => number {
  const lengths = [0];
  for (const { start, end } of layer) lengths.push((lengths.at(-1) ?? 0) + end - start);
  return (offset, side) => {
    let low = 0;
    let high = layer.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const at = (layer[middle]?.start ?? 0) - (lengths[middle] ?? 0);
      if (at < offset || (at === offset && side === 'behind')) low = middle + 1;
      else high = middle;
    }
    return offset + (lengths[low] ?? 0);
  };
}
