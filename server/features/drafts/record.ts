/** The words of a transcript, as quotes are looked for in them. */
import { annotatedOffsets, plainText } from '../../core/plain-text';
import type { Span } from '../../core/span';
import type { Transcript } from '../../core/syntax';
import { NOTE } from '../notes';
import { tokens, type Token } from './tokens';

/** Words in a row, with what tells where they are from. Offsets of its tokens are those of the annotated text. */
export interface Reel {
  tokens: Token[];
  /** By word: where it stands, ascending. */
  places: Map<string, number[]>;
  /** Token -> index into `turns`, or -1. */
  turns: Int32Array;
  /** Token -> stretch: nothing is quoted across the end of one. What is spoken is one, each aside and each heading another. */
  stretches: Int32Array;
  /** Token -> what one speaker says in a paragraph: an index into `pieces`. */
  of: Int32Array;
  pieces: readonly Span[];
}

export interface TranscriptWords {
  /** Without the transcriber's notes. */
  spoken: Reel;
  /** With them; made when it is first asked for. */
  readonly all: Reel;
  /** The notes, by their words: `[laughs]` is `laughs`. */
  notes: ReadonlySet<string>;
}

const known = new WeakMap<Transcript, TranscriptWords>();

/** What of a transcript can be quoted. */
export function wordsOf(transcript: Transcript): TranscriptWords {
  let words = known.get(transcript);
  if (!words) {
    const notes = new Set<string>();
    const spoken = reel(transcript, notes);
    let all: Reel | undefined;
    words = {
      spoken,
      notes,
      get all() {
        return (all ??= reel(transcript));
      },
    };
    known.set(transcript, words);
  }
  return words;
}

/** The words of a note, by which the same note is known in a draft. */
export function noteKey(note: string): string {
  return tokens(note)
    .map(({ word }) => word)
    .join(' ');
}

/** @param notes takes the notes that are left out; without it none are. */
function reel(transcript: Transcript, notes?: Set<string>): Reel {
  const { paragraphs, topics } = transcript;
  const pieces: { span: Span; turn: number; stretch: number }[] = [];
  let stretch = 1;
  for (const { aside, parts } of paragraphs) {
    if (aside) continue;
    for (const part of parts) pieces.push({ span: { start: part.words, end: part.end }, turn: part.turn, stretch: 0 });
  }
  for (const { aside, parts } of paragraphs) {
    if (!aside) continue;
    for (const part of parts) pieces.push({ span: { start: part.words, end: part.end }, turn: part.turn, stretch });
    stretch++;
  }
  for (const { titleSpan } of topics) pieces.push({ span: titleSpan, turn: -1, stretch: stretch++ });

  const found: Pick<Reel, 'tokens' | 'places'> = { tokens: [], places: new Map() };
  const turns: number[] = [];
  const of: number[] = [];
  const stretches: number[] = [];
  const offsets = offsetsOf(transcript);
  let carried = '';
  for (const [piece, { span, turn, stretch }] of pieces.entries()) {
    if (span.end <= span.start) continue;
    const text = plainText(transcript, span);
    const { kept, at } = notes ? withoutNotes(text, notes) : { kept: text, at: (offset: number) => offset };
    const annotated = offsets(span.start);
    const read = tokens(kept);
    for (const [index, token] of read.entries()) {
      const start = annotated(at(token.start), 'behind');
      const end = annotated(at(token.end - 1) + 1, 'before');
      const place = found.tokens.length;
      const before = index === 0 ? carried + token.before : token.before;
      found.tokens.push({ ...token, before, start, end: Math.max(start, end) });
      const places = found.places.get(token.word);
      if (places) places.push(place);
      else found.places.set(token.word, [place]);
      turns.push(turn);
      stretches.push(stretch);
      of.push(piece);
    }
    // The punctuation at the end of a paragraph stands before the first word of the next one.
    const last = read.at(-1);
    carried = last ? (tokens(kept.slice(last.end) + 'a').at(-1)?.before ?? '') : carried;
  }
  return {
    ...found,
    turns: Int32Array.from(turns),
    stretches: Int32Array.from(stretches),
    of: Int32Array.from(of),
    pieces: pieces.map(({ span }) => span),
  };
}

type Annotated = (offset: number, side: 'before' | 'behind') => number;

/** From offsets in the plain words of a span to the annotated text. */
function offsetsOf(transcript: Transcript): (start: number) => Annotated {
  const annotated = annotatedOffsets(transcript);
  const { layer } = transcript;
  let index = 0;
  let removed = 0;
  let last = 0;
  return (start) => {
    // Pieces come in file order, but asides and headings come once more from the top.
    if (start < last) index = removed = 0;
    last = start;
    for (let mark = layer[index]; mark && mark.end <= start; mark = layer[++index]) removed += mark.end - mark.start;
    const inside = layer[index];
    const cut = inside && inside.start < start ? start - inside.start : 0;
    const plain = start - removed - cut;
    return (offset, side) => annotated(plain + offset, side);
  };
}

const NOTES = new RegExp(NOTE.source, 'gi');

/** The words without the notes among them, and where an offset in them is in the words with them. */
function withoutNotes(text: string, notes: Set<string>): { kept: string; at: (offset: number) => number } {
  if (!/[[(]/.test(text)) return { kept: text, at: (offset) => offset };
  const cuts: { kept: number; removed: number }[] = [];
  let kept = '';
  let from = 0;
  for (const { 0: note, index } of text.matchAll(NOTES)) {
    notes.add(noteKey(note));
    kept += text.slice(from, index);
    from = index + note.length;
    cuts.push({ kept: kept.length, removed: from - kept.length });
  }
  kept += text.slice(from);
  return {
    kept,
    at(offset) {
      let low = 0;
      let high = cuts.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((cuts[middle]?.kept ?? 0) <= offset) low = middle + 1;
        else high = middle;
      }
      return offset + (cuts[low - 1]?.removed ?? 0);
    },
  };
}

/** What stands in a transcript from one token to another, without notes: one line. */
export function said(transcript: Transcript, { tokens: all, of, pieces }: Reel, from: number, to: number): string {
  const parts: string[] = [];
  for (let at = from; at <= to;) {
    let last = at;
    while (last < to && of[last + 1] === of[at]) last++;
    const end = last === to ? all[last]?.end : pieces[of[last] ?? -1]?.end;
    const text = plainText(transcript, { start: all[at]?.start ?? 0, end: end ?? 0 });
    parts.push(
      text
        .replace(NOTES, ' ')
        .replace(/\s+/g, ' ')
        .replace(/ (?=[,.;:!?])/g, '')
        .trim(),
    );
    at = last + 1;
  }
  return parts.join(' ');
}
