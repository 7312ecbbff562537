/** Finds the marks of a line, without yet knowing which of them belong together. */
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
    | { kind: 'time'; ms: number }
    /** `end` lies behind the backslashes to remove; `plain` is the offset of the character that they make plain, if any. */
    | { kind: 'escape'; plain: number }
  );

/** What stands before the words of a line. */
export interface Lead {
  /** Where the words begin. */
  at: number;
  time?: Time;
  /** A turn mark stands there. */
  turn: boolean;
}

/** Looks each character up by `indexOf` and remembers the hit: a long line without marks costs next to nothing. */
export class Cursor {
  private readonly next: number[];

  constructor(
    private readonly text: string,
    private readonly characters: readonly string[],
  ) {
    this.next = characters.map(() => -1);
  }

  /** The first offset from `from` of any of the characters; at least `limit` where there is none before it. */
  find(from: number, limit: number): number {
    let nearest = Infinity;
    for (let index = 0; index < this.next.length; index++) {
      let at = this.next[index] as number;
      if (at < from) {
        at = this.text.indexOf(this.characters[index] as string, from);
        if (at < 0) at = Infinity;
        this.next[index] = at;
      }
      if (at < nearest) nearest = at;
    }
    return nearest < limit ? nearest : limit;
  }
}

export const MARK_CHARACTERS = ['\\', '=', '{', '<', '[', '('];

/** Skips marks and the leading time of a line whose content begins at `start`. */
export function readLead(text: string, start: number, end: number): Lead {
  const lead: Lead = { at: start, turn: false };
  for (;;) {
    const next = skipLeadingMark(text, lead.at, end);
    if (next === lead.at) break;
    lead.turn ||= turnMark(text, lead.at, end) !== undefined;
    lead.time = bracketedTime(text, lead.at, end) ?? bareTime(text, lead.at, end) ?? lead.time;
    lead.at = next;
  }
  return lead;
}

/** The marks of `line`, whose words begin at `lead.at`, in order. */
export function scanLine(text: string, line: Line, start: number, lead: Lead, cursor: Cursor, tokens: Token[]): void {
  const end = line.contentEnd;
  let at = cursor.find(start, end);
  while (at < end) {
    at = scanMark(text, at, end, lead, tokens);
    at = cursor.find(at, end);
  }
}

/** Reads what begins at `at`, one of `MARK_CHARACTERS`; returns where to go on. */
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
      tokens.push({
        kind: 'turn',
        start: at,
        end: turn.end,
        label: turn.label,
        labelSpan: { start: turn.labelStart, end: turn.labelEnd },
        guess: turn.guess,
        lead: at < lead.at,
      });
      return turn.end;
    }
    case '<': {
      const close = closingMark(text, at, end);
      if (!close) return at + 1;
      tokens.push({ kind: 'close', start: at, end: close.end, id: close.id, codes: close.codes });
      return close.end;
    }
    default: {
      const time = bracketedTime(text, at, end);
      if (!time) return at + 1;
      tokens.push({ kind: 'time', ...time });
      return time.end;
    }
  }
}

/** Where the words of an added turn begin, and the time that stands there, if any. */
export function wordsBehind(text: string, at: number, end: number): { words: number; time?: Time } {
  const start = skipSpaces(text, at, end);
  const time = bracketedTime(text, start, end);
  return time ? { words: skipSpaces(text, time.end, end), time } : { words: at };
}
