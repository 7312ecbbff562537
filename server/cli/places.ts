/** Places as people write them: lines and columns from 1, columns in UTF-16 code units. */
import { upperBound, type Span } from '../core/span';
import { plainText } from '../core/strip';
import type { Line, Transcript } from '../core/syntax';

export interface Position {
  line: number;
  column: number;
}

export function positionAt(lines: readonly Line[], offset: number): Position {
  const index = Math.max(0, upperBound(lines, offset) - 1);
  return { line: index + 1, column: Math.max(0, offset - (lines[index]?.start ?? 0)) + 1 };
}

/** The offset of a position; a column behind the end of the line means that end. `undefined` where there is no such line. */
export function offsetAt(lines: readonly Line[], { line, column }: Position): number | undefined {
  const found = lines[line - 1];
  return found && Math.min(found.start + Math.max(1, column) - 1, found.contentEnd);
}

/** The offset behind the last word of a span, where marks and blanks are no words; `undefined` where there is none. */
export function endOfWords(transcript: Transcript, span: Span): number | undefined {
  const { text, layer } = transcript;
  let mark = upperBound(layer, span.end - 1) - 1;
  for (let at = span.end; at > span.start;) {
    const found = layer[mark];
    if (found && found.end >= at) {
      at = Math.min(at, found.start);
      mark--;
    } else if (/\s/.test(text[at - 1] ?? '')) at--;
    else return at;
  }
  return undefined;
}

/** The words of a span without marks, on one line. */
export function wordsOf(transcript: Transcript, span: Span): string {
  return plainText(transcript, span).replace(/\s+/gu, ' ').trim();
}

/** Reads `file:line` and `file:line:column`, from the right: a file may have colons in its name (`C:\…`). */
export function parsePlace(source: string): { file: string; line: number; column?: number } | undefined {
  const match = /^(.+?)(?::(\d{1,9}))(?::(\d{1,9}))?$/su.exec(source);
  if (!match) return undefined;
  const [, file = '', line, column] = match;
  return { file, line: Number(line), column: column === undefined ? undefined : Number(column) };
}
