import type { Interview } from '../core/interview';
import { upperBound } from '../core/span';
import type { Line, Transcript } from '../core/syntax';

/** Lines from 0; the last line is hidden with the fold. */
export interface Fold {
  startLine: number;
  endLine: number;
  kind: 'region' | 'comment' | 'imports';
}

/** **Folding.** Front matter, sections, turns, and runs of annotation lines fold away. */
export function folding({ transcript }: Interview): Fold[] {
  const { lines, topics, turns } = transcript;
  const folds: Fold[] = [];
  const add = (startLine: number, endLine: number, kind: Fold['kind']): void => {
    if (endLine > startLine) folds.push({ startLine, endLine, kind });
  };
  const front = lines.findLastIndex(({ kind }) => kind === 'front-matter');
  add(0, front, 'imports');
  for (const topic of topics) add(topic.line, lastLine(transcript, topic.sectionEnd), 'region');
  for (const turn of turns) add(turn.line, lastLine(transcript, turn.end), 'region');
  for (let index = 0; index < lines.length; index++) {
    const first = index;
    while (lines[index]?.kind === 'annotation') index++;
    // The first of them stays in sight.
    if (index > first) add(first, index - 1, 'comment');
  }
  return folds;
}

/** The last line before `end` that is not blank. */
function lastLine({ lines }: Transcript, end: number): number {
  let index = upperBound(lines, end - 1) - 1;
  while (index > 0 && (lines[index] as Line).kind === 'blank') index--;
  return index;
}
