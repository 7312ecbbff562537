/** Lines of a text, and lines from offsets. Line ends are LF, CRLF and CR, as LSP defines them. */
import { upperBound } from './span';
import type { Line } from './syntax';

/**
 * The lines of `text`, tiling it; the last one may be empty. All are of kind `text` until somebody looks at them. Starts at
 * `from`, an offset at which a line begins.
 */
export function splitLines(text: string, from = 0): Line[] {
  const lines: Line[] = [];
  let lf = text.indexOf('\n', from);
  let cr = text.indexOf('\r', from);
  for (let start = from; ;) {
    if (lf >= 0 && lf < start) lf = text.indexOf('\n', start);
    if (cr >= 0 && cr < start) cr = text.indexOf('\r', start);
    const contentEnd = cr >= 0 && (lf < 0 || cr < lf) ? cr : lf >= 0 ? lf : text.length;
    const end = contentEnd === cr && contentEnd + 1 === lf ? contentEnd + 2 : Math.min(contentEnd + 1, text.length);
    lines.push({ kind: 'text', start, end, contentEnd });
    if (contentEnd === text.length) return lines;
    start = end;
  }
}

/** The index of the line that holds `offset`. */
export function lineOf(lines: readonly Line[], offset: number): number {
  return Math.max(0, upperBound(lines, offset) - 1);
}

/** The same from the offsets at which lines start. */
export function lineAt(starts: Uint32Array, offset: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] as number) <= offset) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}

/** Where a text begins behind its byte order mark: 1 or 0. */
export function bodyStart(text: string): number {
  return text.charCodeAt(0) === 0xfeff ? 1 : 0;
}
