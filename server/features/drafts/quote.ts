/** What a draft quotes, read: words in segments, with what may lie between them. */
import type { Span } from '../../core/span';
import { NOTE } from '../notes';
import { noteKey } from './record';
import { tokens, type Token } from './tokens';

/** A word of a quote; offsets are those of the draft. */
export interface QuotedWord extends Token {
  /** Letters in brackets are the author's: `[T]he`, `rent[s]`. What stands around them is the speaker's. */
  loose?: { prefix: string; suffix: string };
}

export interface Segment {
  words: QuotedWord[];
  /** How many words may be left out before it. */
  gap: number;
}

/** Plain text made of Markdown. */
export interface Plain {
  text: string;
  /** For each code unit where it stands in the draft. */
  starts: number[];
  ends: number[];
}

/** A stretch of the draft that is only its label here: a link within a quote. */
export interface Linked extends Span {
  label: Span;
}

/** `[the rents]` stands for a few words, or for none. */
const INSERTED = 12;
const ENTITIES: Partial<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  mdash: '—',
  ndash: '–',
  hellip: '…',
  ldquo: '“',
  rdquo: '”',
  lsquo: '‘',
  rsquo: '’',
};
const ESCAPE = /\\[!-/:-@[-`{-~]/y;
const ENTITY = /&(?:#(\d{1,7})|([a-z]{2,6}));/y;
const DROPPED = /<!--[^>]{0,500}-->|<\/?[a-zA-Z][^<>\n]{0,200}>|\[\^[^\]\s]{1,40}\]|[*`]|~~/y;

/** The words of a stretch of Markdown, of which `lines` are what stands on its lines. */
export function plainOf(draft: string, lines: readonly Span[], links: readonly Linked[] = []): Plain {
  const plain: Plain = { text: '', starts: [], ends: [] };
  const parts: string[] = [];
  const emit = (text: string, start: number, end: number): void => {
    parts.push(text);
    for (let unit = 0; unit < text.length; unit++) {
      plain.starts.push(start);
      plain.ends.push(end);
    }
  };
  let next = 0;
  for (const { start, end } of lines) {
    if (parts.length > 0) emit(' ', start, start);
    for (let at = start; at < end;) {
      while ((links[next]?.end ?? Infinity) <= at) next++;
      const link = links[next];
      if (link && at === link.start) at = link.label.start;
      else if (link && at === link.label.end) at = link.end;
      else {
        const [text, length] = character(draft, at);
        if (text !== '') emit(text, at, at + length);
        at += length;
      }
    }
  }
  plain.text = parts.join('');
  return plain;
}

/** What stands at an offset of Markdown, and how long it is. */
function character(draft: string, at: number): [string, number] {
  const unit = draft.charAt(at);
  if (unit === '\\' && matches(ESCAPE, draft, at)) return [draft.charAt(at + 1), 2];
  if (unit === '&') {
    const entity = matches(ENTITY, draft, at);
    const [all = '', code, name = ''] = entity ?? [];
    const text = code === undefined ? ENTITIES[name] : codePoint(Number(code));
    if (entity && text !== undefined) return [text, all.length];
  }
  if ('<[*`~'.includes(unit)) {
    const dropped = matches(DROPPED, draft, at);
    if (dropped) return ['', dropped[0].length];
  }
  // Within a word it is no emphasis.
  if (unit === '_' && !(/\w/.test(draft.charAt(at - 1)) && /\w/.test(draft.charAt(at + 1)))) return ['', 1];
  return [unit, 1];
}

function codePoint(code: number): string {
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
}

function matches(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

const DOTS = '(?:…|\\.(?:\\s?\\.){2,3})';
const PIECE = new RegExp(`(\\[\\s?${DOTS}\\s?\\]|\\(\\s?${DOTS}\\s?\\)|${DOTS})|${NOTE.source}`, 'giu');

/**
 * The words of a quote.
 *
 * @param notes of the transcript: those are nothing that the author has put in, and are left out.
 */
export function segmentsOf(plain: Plain, notes: ReadonlySet<string>): Segment[] {
  const segments: Segment[] = [];
  let kept: number[] = [];
  let inserted: Span[] = [];
  let gap = 0;
  const end = (nextGap: number): void => {
    const segment = toSegment(plain, kept, inserted, gap);
    if (segment.words.length > 0) {
      segments.push(segment);
      gap = nextGap;
    } else gap = Math.max(gap, nextGap);
    kept = [];
    inserted = [];
  };
  const keep = (from: number, to: number): void => {
    for (let at = from; at < to; at++) kept.push(at);
  };
  const { text } = plain;
  let from = 0;
  for (const { 0: piece, 1: elision, index } of text.matchAll(PIECE)) {
    keep(from, index);
    from = index + piece.length;
    const inside = piece.slice(1, -1);
    const isInWord = /\p{L}/u.test(text.charAt(index - 1)) || /\p{L}/u.test(text.charAt(from));
    if (elision !== undefined) end(Infinity);
    else if (!piece.startsWith('[') || notes.has(noteKey(piece))) continue;
    else if (isInWord && /^\p{L}{0,12}$/u.test(inside)) {
      inserted.push({ start: kept.length, end: kept.length + inside.length });
      keep(index + 1, from - 1);
    } else end(INSERTED);
  }
  keep(from, text.length);
  end(0);
  return segments;
}

/** The same with all that stands in brackets taken for words of the transcript. */
export function literalSegments(plain: Plain): Segment[] {
  const all = plain.starts.map((_, index) => index);
  const segment = toSegment(plain, all, [], 0);
  return segment.words.length > 0 ? [segment] : [];
}

function toSegment(plain: Plain, kept: readonly number[], inserted: readonly Span[], gap: number): Segment {
  const text = kept.map((at) => plain.text.charAt(at)).join('');
  const words = tokens(text).map((token): QuotedWord => {
    const { start, end } = token;
    const own = inserted.find(
      (span) => span.start <= end && span.end >= start && !(span.end === start && span.start < start),
    );
    const placed = {
      ...token,
      start: plain.starts[kept[start] ?? -1] ?? 0,
      end: plain.ends[kept[end - 1] ?? -1] ?? 0,
    };
    if (!own || own.start > end) return placed;
    const prefix = text.slice(start, Math.max(start, own.start)).toLowerCase();
    const suffix = text.slice(Math.min(end, own.end), end).toLowerCase();
    return { ...placed, loose: { prefix, suffix } };
  });
  return { words, gap };
}
