/** Finds the marks of a line, without yet knowing which of them belong together. */
import { groupEnd } from './codes';
import { closingMark, isEscapable, isQuoteMark, openingMark, skipLeadingMark, skipSpaces, turnMark } from './marks';
import type { Span } from './span';
import type { Line, Time } from './syntax';
import { bareTime, bracketedTime } from './times';

export type Token = Span &
  (
    | { kind: 'equals' }
    | { kind: 'open'; id: string }
    | { kind: 'close'; id: string; codes: number }
    | { kind: 'turn'; label: string; labelSpan: Span; guess: boolean; lead: boolean }
    /** `end` lies behind the backslashes to remove; `plain` is the offset of the character that they make plain, if any. */
    | { kind: 'escape'; plain: number }
  );

/** What stands before the words of a line. */
export interface Lead {
  /** Where the words begin. */
  at: number;
  time?: Time;
  /** A turn mark stands there, and has not been scanned yet. */
  turn: boolean;
}

export function newLead(): Lead {
  return { at: 0, turn: false, time: undefined };
}

/** The offset of the next thing from an offset on, or -1. */
export type Search = (from: number) => number;

/** Asks several searches for their next hit and remembers it: a long text without marks costs next to nothing. */
export class Cursor {
  private readonly next: number[];

  constructor(private readonly searches: readonly Search[]) {
    this.next = searches.map(() => -1);
  }

  /** The first hit from `from`; `limit` where there is none before it. Offsets asked for never go back. */
  find(from: number, limit: number): number {
    let nearest = limit;
    for (let index = 0; index < this.next.length; index++) {
      let at = this.next[index] as number;
      if (at < from) {
        at = (this.searches[index] as Search)(from);
        if (at < 0) at = Infinity;
        this.next[index] = at;
      }
      if (at < nearest) nearest = at;
    }
    return nearest;
  }
}

const MARKS = ['\\', '=', '{', '<', '[', '('];

/** Finds what may begin a mark or a time. `indexOf` runs through plain text ten times faster than a pattern does. */
export function markCursor(text: string): Cursor {
  return new Cursor(MARKS.map((character) => (from) => text.indexOf(character, from)));
}

/** Finds opening quotation marks. A pattern: `indexOf` is slow for U+2018 to U+201E, half of which looks like a space. */
export function quotationCursor(text: string): Cursor {
  const pattern = /[“"‘«„»「『]/g;
  const search = (from: number): number => {
    pattern.lastIndex = from;
    return pattern.test(text) ? pattern.lastIndex - 1 : -1;
  };
  return new Cursor([search]);
}

/**
 * Skips marks and the leading time of a line whose content begins at `start`. Writes to `lead` and returns it: whoever reads all
 * lines of a long file needs only one.
 */
export function readLead(text: string, start: number, end: number, lead: Lead = newLead()): Lead {
  lead.at = start;
  lead.turn = false;
  lead.time = undefined;
  for (;;) {
    const at = lead.at;
    const character = text.charCodeAt(at);
    if (isBracket(character) || (character >= 0x30 && character <= 0x39)) {
      const time = bracketedTime(text, at, end) ?? bareTime(text, at, end);
      if (!time) return lead;
      lead.time = time;
      lead.at = skipSpaces(text, time.end, end);
    } else {
      const next = skipLeadingMark(text, at, end);
      if (next === at) return lead;
      lead.turn ||= turnMark(text, at, end) !== undefined;
      lead.at = next;
    }
  }
}

/** The marks and times of `line` from `start`, in order; its words begin at `lead.at`. */
export function scanLine(
  text: string,
  line: Line,
  start: number,
  lead: Lead,
  cursor: Cursor,
  tokens: Token[],
  times: Time[],
): void {
  const end = line.contentEnd;
  let from = start;
  if (lead.time?.start === start && isBracket(text.charCodeAt(start))) {
    times.push(lead.time);
    from = lead.time.end;
  }
  let at = cursor.find(from, end);
  while (at < end) {
    if (isBracket(text.charCodeAt(at))) {
      const time = lead.time?.start === at ? lead.time : bracketedTime(text, at, end);
      if (time) times.push(time);
      at = time ? time.end : at + 1;
    } else at = scanMark(text, at, end, lead, tokens);
    at = cursor.find(at, end);
  }
}

function isBracket(character: number): boolean {
  return character === 0x5b || character === 0x28;
}

/** Reads the mark that begins at `at`, if one does; returns where to go on. */
function scanMark(text: string, at: number, end: number, lead: Lead, tokens: Token[]): number {
  switch (text[at]) {
    case '\\': {
      let run = at;
      while (run < end && text[run] === '\\') run++;
      if (run >= end || !(at === lead.at || isEscapable(text[run]))) return run;
      const length = run - at;
      const odd = length % 2 === 1;
      tokens.push({ kind: 'escape', start: at, end: at + Math.ceil(length / 2), plain: odd ? run : -1 });
      return odd ? run + 1 : run;
    }
    case '=': {
      if (isQuoteMark(text, at)) {
        tokens.push({ kind: 'equals', start: at, end: at + 2 });
        return at + 2;
      }
      let run = at;
      while (run < end && text[run] === '=') run++;
      return run;
    }
    case '{': {
      const open = openingMark(text, at, end);
      if (open) {
        tokens.push({ kind: 'open', start: at, end: open.end, id: open.id });
        return open.end;
      }
      const turn = turnMark(text, at, end);
      if (!turn) return at + 1;
      // Of several marks before the first word the first one begins the line.
      const first = lead.turn;
      lead.turn = false;
      tokens.push({
        kind: 'turn',
        start: at,
        end: turn.end,
        label: turn.label,
        labelSpan: { start: turn.labelStart, end: turn.labelEnd },
        guess: turn.guess,
        lead: first,
      });
      return turn.end;
    }
    case '<': {
      const close = closingMark(text, at, end);
      if (!close) return at + 1;
      tokens.push({ kind: 'close', start: at, end: close.end, id: close.id, codes: close.codes });
      return close.end;
    }
    default:
      return at + 1;
  }
}

/** How long the marks of a line are, its tokens from `first` on, as far as one can see without their partners. */
export function marksLength(text: string, tokens: readonly Token[], first: number, lineEnd: number): number {
  let length = 0;
  let at = 0;
  for (let index = first; index < tokens.length; index++) {
    const token = tokens[index] as Token;
    if (token.start < at) continue;
    const isGroup = token.kind === 'equals' && text[token.end] === '{' && !openingMark(text, token.end, lineEnd);
    at = Math.max(token.end, isGroup ? groupEnd(text, token.end, lineEnd) : 0);
    length += at - token.start;
  }
  return length;
}

/** Where the words of an added turn begin, and the time that stands there, if any. */
export function wordsBehind(text: string, at: number, end: number): { words: number; time?: Time } {
  const start = skipSpaces(text, at, end);
  const time = bracketedTime(text, start, end);
  return time ? { words: skipSpaces(text, time.end, end), time } : { words: at };
}
