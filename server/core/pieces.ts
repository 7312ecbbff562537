/**
 * A text that is edited step by step, and told in the end as one list of edits of the text that it was: stretches of that text, and what was
 * put between them. Nothing is moved, so the stretches stay in order.
 */
import type { Edit } from './edit';
import type { Span } from './span';

export type Piece = Span | string;

/** The text as it is, unless it is empty. */
export function whole(text: string): Piece[] {
  return text === '' ? [] : [{ start: 0, end: text.length }];
}

/** The pieces after edits of the text that they make up. Edits do not overlap; those of one offset keep their order. */
export function editPieces(pieces: readonly Piece[], edits: readonly Edit[]): Piece[] {
  const result: Piece[] = [];
  let index = 0;
  /** How much of the piece at `index` is behind us, and where we are in the text. */
  let used = 0;
  let at = 0;
  const advance = (to: number, keep: boolean): void => {
    while (at < to) {
      const piece = pieces[index];
      if (piece === undefined) return;
      const length = lengthOf(piece);
      const step = Math.min(length - used, to - at);
      if (keep) result.push(part(piece, used, used + step));
      at += step;
      used += step;
      if (used === length) {
        index++;
        used = 0;
      }
    }
  };
  for (const { span, text } of [...edits].sort((a, b) => a.span.start - b.span.start)) {
    advance(span.start, true);
    if (text !== '') result.push(text);
    advance(span.end, false);
  }
  advance(Infinity, true);
  return result;
}

/** The edits that make the pieces out of the text that they began as, `length` long: one for each place, in order. */
export function toEdits(pieces: readonly Piece[], length: number): Edit[] {
  const edits: Edit[] = [];
  let at = 0;
  let inserted = '';
  const close = (to: number): void => {
    if (inserted !== '' || at < to) edits.push({ span: { start: at, end: to }, text: inserted });
    inserted = '';
  };
  for (const piece of pieces) {
    if (typeof piece === 'string') inserted += piece;
    else {
      close(piece.start);
      at = piece.end;
    }
  }
  close(length);
  return edits;
}

/**
 * Where an offset of a text is after edits of it. Where something is put in exactly there, `after` tells on which side of it the offset
 * stays; of lines that are put in below it stays before. An offset in what is taken away moves to its end.
 */
export function moved(edits: readonly Edit[], offset: number, after: boolean): number {
  let shift = 0;
  for (const { span, text } of edits) {
    const isInsertion = span.start === span.end;
    if (isInsertion && span.start === offset ? after && !/^[\r\n]/.test(text) : span.start < offset) {
      shift += text.length - (Math.min(span.end, offset) - span.start);
    }
  }
  return offset + shift;
}

/** Where a span is after edits: what is put in at its ends stays outside. One without length stays so, behind what is put in there. */
export function movedSpan(edits: readonly Edit[], { start, end }: Span): Span {
  const from = moved(edits, start, true);
  return { start: from, end: start === end ? from : Math.max(from, moved(edits, end, false)) };
}

function lengthOf(piece: Piece): number {
  return typeof piece === 'string' ? piece.length : piece.end - piece.start;
}

function part(piece: Piece, from: number, to: number): Piece {
  return typeof piece === 'string' ? piece.slice(from, to) : { start: piece.start + from, end: piece.start + to };
}
