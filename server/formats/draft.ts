/** A raw text as an import sees it: its lines, and the turns that its own labels open. */
import { escape } from '../core/escape';
import { splitLines } from '../core/lines';
import { parse } from '../core/parse';
import type { Line, Transcript, Turn } from '../core/syntax';

export interface DraftLine {
  /** The words of the original line, without the blanks around them. */
  words: string;
  blank: boolean;
  /** The turn that a label of the transcriber opens in this line. */
  turn?: Turn;
  /** Whether it stands between blank lines, or at the start or end of the file. */
  alone: boolean;
  /** The index of the next line that is not blank; the number of lines where there is none. */
  next: number;
}

export interface Draft {
  original: string;
  /** The original with its line ends, line by line. */
  source: Line[];
  lines: DraftLine[];
  /** The escaped text below an empty front matter, parsed. */
  transcript: Transcript;
  /** How many lines of `transcript` stand above the original's first. */
  shift: number;
  /** The line end of the first line; LF where there is only one line. */
  lineEnd: string;
  /** The line of the first turn; the number of lines where there is none. */
  firstTurn: number;
}

/** Reads a raw text. Line indexes are those of the original, from 0. */
export function readDraft(original: string): Draft {
  const source = splitLines(original);
  const first = source[0];
  const lineEnd = (first && original.slice(first.contentEnd, first.end)) || '\n';
  const transcript = parse(`---${lineEnd}---${lineEnd}${escape(original, { top: false })}`);
  const shift = 2;
  const turns = new Map(transcript.turns.map((turn) => [turn.line - shift, turn]));
  const words = source.map(({ start, contentEnd }) => original.slice(start, contentEnd).trim());
  const lines: DraftLine[] = [];
  let next = source.length;
  for (let index = source.length - 1; index >= 0; index--) {
    const blank = words[index] === '';
    const alone = !blank && !words[index - 1] && !words[index + 1];
    lines.push({ words: words[index] ?? '', blank, turn: turns.get(index), alone, next });
    if (!blank) next = index;
  }
  lines.reverse();
  const firstTurn = Math.min(source.length, (transcript.turns[0]?.line ?? Infinity) - shift);
  return { original, source, lines, transcript, shift, lineEnd, firstTurn };
}

/** Whether the text's own labels open any turn. */
export function hasTurns(draft: Draft): boolean {
  return draft.transcript.turns.length > 0;
}

/** Words of a short line that could be a heading: begins like one, is not long, and ends without the stop of a sentence. */
export function isTitleLike(words: string): boolean {
  return (
    words.length >= 2 &&
    words.length <= 100 &&
    /^[“"‘'«¿¡]?[\p{Lu}\p{Lt}\p{Lo}\p{N}]/u.test(words) &&
    /[\p{L}\p{M}\p{N})\]”"’'»]$/u.test(words) &&
    words.split(/\s+/u).length <= 14
  );
}
