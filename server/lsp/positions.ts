/** Offsets and positions: nothing else knows about lines and characters. Both count UTF-16 code units. */
import type { Position, Range } from 'vscode-languageserver';
import type { Corpus } from '../core/corpus';
import { splitLines } from '../core/lines';
import { upperBound, type Span } from '../core/span';
import type { Line } from '../core/syntax';

/** A text and its lines; a parsed transcript is one. */
export interface Source {
  text: string;
  lines: readonly Line[];
}

const codebookSources = new WeakMap<{ text: string }, Source>();

/** The text of an interview or a codebook; `undefined` where the corpus knows no such file. */
export function sourceOf(corpus: Corpus, uri: string): Source | undefined {
  const interview = corpus.interviews.get(uri);
  if (interview) return interview.transcript;
  const codebook = corpus.codebooks.get(uri);
  if (!codebook) return undefined;
  let source = codebookSources.get(codebook);
  if (!source) codebookSources.set(codebook, (source = { text: codebook.text, lines: splitLines(codebook.text) }));
  return source;
}

/** The position of an offset. */
export function toPosition({ lines }: Source, offset: number): Position {
  const line = Math.max(0, upperBound(lines, offset) - 1);
  return { line, character: Math.max(0, offset - (lines[line]?.start ?? 0)) };
}

export function toRange(source: Source, { start, end }: Span): Range {
  return { start: toPosition(source, start), end: toPosition(source, end) };
}

/** The offset of a position; one that lies behind the end of a line, or of the text, means that end. */
export function toOffset({ text, lines }: Source, { line, character }: Position): number {
  const found = lines[line];
  return found ? Math.min(found.start + character, found.contentEnd) : line < 0 ? 0 : text.length;
}

export function toSpan(source: Source, { start, end }: Range): Span {
  return { start: toOffset(source, start), end: toOffset(source, end) };
}
