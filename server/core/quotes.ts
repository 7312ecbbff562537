/** Pairs the marks of quotes: `==words=={…}` within a paragraph, `{id>` … `<id …}` across the whole text. */
import { groupEnd, readCodes, readGroup } from './codes';
import { isSpace, openingMark } from './marks';
import type { Problem, Quote } from './syntax';
import type { Token } from './tokens';

export interface Pairing {
  quotes: Quote[];
  problems: Problem[];
  /** Tokens that turned out to lie inside a group of codes, and so are none. */
  consumed: Set<Token>;
}

type EqualsToken = Extract<Token, { kind: 'equals' }>;
type OpenToken = Extract<Token, { kind: 'open' }>;
type CloseToken = Extract<Token, { kind: 'close' }>;

/**
 * `blockEnd(offset)` tells where the paragraph or topic line that holds an offset ends, and `lineEnd(offset)` the content of its
 * line. What finds no partner stays text and is reported.
 */
export function pairQuotes(
  text: string,
  tokens: readonly Token[],
  blockEnd: (offset: number) => number,
  lineEnd: (offset: number) => number,
): Pairing {
  const pairing: Pairing = { quotes: [], problems: [], consumed: new Set() };
  const open = new Map<string, OpenToken>();
  let pending: EqualsToken | undefined;
  let pendingLimit = 0;
  let skip = 0;

  const drop = (): void => {
    if (pending && !isSpaceAt(text, pending.end))
      report(pairing, 'This quote is not closed: `==` is missing in its paragraph.', pending);
    pending = undefined;
  };
  for (const token of tokens) {
    if (token.start < skip) {
      pairing.consumed.add(token);
      continue;
    }
    if (pending && token.start >= pendingLimit) drop();
    if (token.kind === 'open') {
      const earlier = open.get(token.id);
      if (earlier) report(pairing, 'This quote is not closed before another one of the same name begins.', earlier);
      open.set(token.id, token);
    } else if (token.kind === 'close') {
      const partner = open.get(token.id);
      if (partner) {
        open.delete(token.id);
        addLong(text, pairing, partner, token);
      } else report(pairing, 'This mark closes a quote that was never opened.', token);
    } else if (token.kind === 'equals') {
      const group = readGroupAt(text, token.end, lineEnd);
      const closes =
        pending !== undefined &&
        pending.end < token.start &&
        (group > 0 || (!isSpaceAt(text, token.start - 1) && !isSpaceAt(text, pending.end)));
      if (pending && closes) {
        addMarked(text, pairing, pending, token, group, lineEnd);
        skip = Math.max(token.end, group);
        pending = undefined;
      } else {
        drop();
        // `=={@Label} …` opens a quote at the start of an added turn.
        if (group > 0 && text[token.end + 1] !== '@' && !isBlankGroup(text, token.end, group)) {
          report(pairing, 'This mark closes a quote that was never opened.', token);
          skip = group;
        } else {
          pending = token;
          pendingLimit = blockEnd(token.start);
        }
      }
    }
  }
  drop();
  for (const token of open.values()) report(pairing, 'This quote is not closed: its closing mark is missing.', token);
  pairing.quotes.sort((a, b) => a.start - b.start || b.end - a.end);
  return pairing;
}

/** The offset behind the group that begins at `at`, or -1 where none does. */
function readGroupAt(text: string, at: number, lineEnd: (offset: number) => number): number {
  if (text[at] !== '{') return -1;
  const end = lineEnd(at);
  return openingMark(text, at, end) ? -1 : groupEnd(text, at, end);
}

function isBlankGroup(text: string, start: number, end: number): boolean {
  return text.slice(start + 1, end - 1).trim() === '';
}

function addMarked(
  text: string,
  { quotes, problems }: Pairing,
  open: EqualsToken,
  close: EqualsToken,
  group: number,
  lineEnd: (offset: number) => number,
): void {
  const span = { start: close.end, end: group };
  const read = group > 0 ? readGroup(text, span) : { codes: [], problems: [] };
  for (const problem of read.problems) problems.push(problem);
  if (group < 0 && text[close.end] === '{' && !openingMark(text, close.end, lineEnd(close.end))) {
    problems.push({
      code: 'bad-code',
      message: 'The codes are not closed: `}` is missing.',
      start: close.end,
      end: close.end + 1,
    });
  }
  quotes.push({
    form: 'marked',
    start: open.start,
    end: Math.max(close.end, group),
    words: { start: open.end, end: close.start },
    open: { start: open.start, end: open.end },
    close: { start: close.start, end: Math.max(close.end, group) },
    group: group > 0 ? span : undefined,
    codes: read.codes,
    turn: -1,
  });
}

function addLong(text: string, { quotes, problems }: Pairing, open: OpenToken, close: CloseToken): void {
  const read = readCodes(text, close.codes, close.end - 1);
  for (const problem of read.problems) problems.push(problem);
  quotes.push({
    form: 'long',
    id: open.id,
    start: open.start,
    end: close.end,
    words: { start: open.end, end: close.start },
    open: { start: open.start, end: open.end },
    close: { start: close.start, end: close.end },
    group: { start: close.start, end: close.end },
    codes: read.codes,
    turn: -1,
  });
}

function report({ problems }: Pairing, message: string, { start, end }: Token): void {
  problems.push({ code: 'unclosed-quote', message, start, end });
}

function isSpaceAt(text: string, at: number): boolean {
  const character = text.charCodeAt(at);
  return Number.isNaN(character) || isSpace(character) || character === 0x0a || character === 0x0d;
}
