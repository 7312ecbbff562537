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
