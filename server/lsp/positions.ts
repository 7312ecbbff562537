/** Offsets and positions: nothing else knows about lines and characters. Both count UTF-16 code units. */
import type { Position, Range } from 'vscode-languageserver';
import type { Corpus } from '../core/corpus';
import type { Interview } from '../core/interview';
import { lineAt, splitLines } from '../core/lines';
import { upperBound, type Span } from '../core/span';
import type { Line } from '../core/syntax';

/** What positions are told from: a text and its lines, such as a transcript, or an interview, which knows by itself where its lines start. */
export type Source = Lines | Pick<Interview, 'lineStarts' | 'transcript'>;

interface Lines {
  text: string;
  lines: readonly Line[];
}

const codebookSources = new WeakMap<{ text: string }, Lines>();

/** That of an interview or a codebook; `undefined` where the corpus knows no such file. */
export function sourceOf(corpus: Corpus, uri: string): Source | undefined {
  const interview = corpus.interviews.get(uri);
  if (interview) return interview;
  const codebook = corpus.codebooks.get(uri);
  if (!codebook) return undefined;
  let source = codebookSources.get(codebook);
  if (!source) codebookSources.set(codebook, (source = { text: codebook.text, lines: splitLines(codebook.text) }));
  return source;
}

/** The position of an offset. Needs no text. */
export function toPosition(source: Source, offset: number): Position {
  if ('lineStarts' in source) {
    const line = lineAt(source.lineStarts, offset);
    return { line, character: Math.max(0, offset - (source.lineStarts[line] ?? 0)) };
  }
  const line = Math.max(0, upperBound(source.lines, offset) - 1);
  return { line, character: Math.max(0, offset - (source.lines[line]?.start ?? 0)) };
}

export function toRange(source: Source, { start, end }: Span): Range {
  return { start: toPosition(source, start), end: toPosition(source, end) };
}

/** The offset of a position; one that lies behind the end of a line, or of the text, means that end. */
export function toOffset(source: Source, { line, character }: Position): number {
  const { text, lines } = 'lineStarts' in source ? source.transcript : source;
  const found = lines[line];
  return found ? Math.min(found.start + character, found.contentEnd) : line < 0 ? 0 : text.length;
}

export function toSpan(source: Source, { start, end }: Range): Span {
  return { start: toOffset(source, start), end: toOffset(source, end) };
}
