/** Places as the original counts them: the same however much is annotated. */
import type { Transcript } from '../../core/syntax';

/** The offset into the stripped text of each offset; they must go up. */
export function inWords({ layer }: Transcript, offsets: readonly number[]): number[] {
  let removed = 0;
  let next = 0;
  return offsets.map((offset) => {
    for (let mark = layer[next]; mark && mark.end <= offset; mark = layer[++next]) removed += mark.end - mark.start;
    const mark = layer[next];
    return offset - removed - (mark && mark.start < offset ? offset - mark.start : 0);
  });
}

/** The first offset of the text at which that many characters of the original stand before it. */
export function inText({ layer, text }: Transcript, at: number): number {
  let removed = 0;
  for (const { start, end } of layer) {
    if (start - removed >= at) break;
    removed += end - start;
  }
  return Math.min(text.length, at + removed);
}
