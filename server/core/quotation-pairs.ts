/** Which quotation marks of a paragraph belong together. */
import type { Span } from './span';

/** Words in quotation marks: the span covers the marks, `words` what lies between them. */
export interface PairedMarks extends Span {
  words: Span;
}

/**
 * A mark that waits for its partner. `doubtful` is where it may have been closed by a mark that could as well be an apostrophe
 * (`dogs’`) or an inch (`12"`): it counts as soon as nothing better comes.
 */
interface Opened {
  code: number;
  family: Family;
  /** Index of its place in the result. */
  slot: number;
  doubtful: number;
}

/** Marks of one family close each other, however they are mixed: “ by ", „ by ”. */
const enum Family {
  Double,
  Single,
  Angle,
  SingleAngle,
  Corner,
  WhiteCorner,
}

const families = 6;
const straight = 0x22;
const lowDouble = 0x201e;
const leftDouble = 0x201c;
const rightDouble = 0x201d;
const leftSingle = 0x2018;
const rightSingle = 0x2019;
const lowSingle = 0x201a;
const leftAngle = 0xab;
const rightAngle = 0xbb;
const leftSingleAngle = 0x2039;
const rightSingleAngle = 0x203a;
const leftCorner = 0x300c;
const rightCorner = 0x300d;
const leftWhiteCorner = 0x300e;
const rightWhiteCorner = 0x300f;

/** What stands beside a mark, as far as that decides whether the mark opens or closes. */
const enum Side {
  /** White space, or the paragraph's edge. */
  Space,
  /** Brackets, dashes, annotation marks, other quotation marks: says nothing by itself. */
  Neutral,
  /** `.`, `,` and other marks that follow words. */
  Stop,
  Word,
}

/** Words that lose their beginning, which word processors give an opening mark: ‘em, ‘til. */
const elisions = new Set(['em', 'til', 'tis', 'twas', 'twere', 'n', 'cause', 'bout']);

/**
 * Pairs the quotation marks of `text` in [start, end), which is one paragraph without its label: “…” "…" ‘…’ «…» „…“ „…” »…« ”…”
 * 「…」 『…』. In file order; a quotation inside another one comes after it and lies between its marks. Offsets are UTF-16
 * offsets into `text`; those for which `escaped` answers true are passed over (codes in braces, marks behind a backslash).
 *
 * - A straight mark opens or closes by its neighbours; where these don't tell, it closes what is open.
 * - `’` closes only directly inside its own `‘…`, and neither inside a word nor, if anything better follows, in `dogs’ tails`.
 *   `12"` is an inch unless nothing else closes the quotation; `5'10"` always is.
 * - A mark without partner is dropped, and nothing runs on past the paragraph. One exception: by the old custom every paragraph of
 *   a long quotation opens with a mark and only the last one is closed. So an unclosed mark at the very start counts to the
 *   paragraph's end if the next paragraph begins with the same mark.
 *
 * One pass: the work is linear in `end - start`, whatever the marks.
 */
export function pairQuotations(
  text: string,
  start: number,
  end: number,
  escaped?: (offset: number) => boolean,
): PairedMarks[] {
  const first = nextMark(text, start, end);
  if (first === end) return [];
  const found: PairedMarks[] = [];
  const open: Opened[] = [];
  /** By family: where its marks lie in `open`. */
  const depths: number[][] = Array.from({ length: families }, () => []);

  function push(offset: number, code: number, family: Family): void {
    const top = open.at(-1);
    // A new one opens, so the one in doubt was closed there.
    if (top?.family === family && top.doubtful >= 0) pop();
    depths[family]?.push(open.length);
    open.push({ code, family, slot: found.length, doubtful: -1 });
    found.push({ start: offset, end: -1, words: { start: offset + 1, end: -1 } });
  }

  /** Takes the innermost mark off, closed at `offset`, or where it was in doubt, or not at all. */
  function pop(offset = -1): void {
    const top = open.pop();
    if (!top) return;
    depths[top.family]?.pop();
    const close = offset >= 0 ? offset : top.doubtful;
    const pair = found[top.slot];
    if (!pair || close < 0) return;
    pair.end = close + 1;
    pair.words.end = close;
  }

  function innermost(family: Family): Opened | undefined {
    const depth = depths[family]?.at(-1);
    return depth === undefined ? undefined : open[depth];
  }

  /** Closes the innermost mark of a family; those that opened after it stay without partner. */
  function close(offset: number, family: Family): void {
    if (!innermost(family)) return;
    while (open.at(-1)?.family !== family) pop();
    pop(offset);
  }

  function double(offset: number, code: number): void {
    const before = side(text, offset - 1, start, end);
    const after = side(text, offset + 1, start, end);
    const opens = before <= Side.Neutral && (after === Side.Word || (after === Side.Neutral && before === Side.Space));
    const closes = before !== Side.Space && after !== Side.Word;
    const inner = innermost(Family.Double);
    if (code === lowDouble) push(offset, code, Family.Double);
    else if (code === leftDouble) {
      // “ closes „…“, and “…“ where the wrong mark was typed.
      if (inner && !opens && (closes || inner.code === lowDouble)) close(offset, Family.Double);
      else push(offset, code, Family.Double);
    } else if (opens && !closes && (code === straight || !inner || inner.code === rightDouble)) {
      // ” opens in the Swedish ”…”.
      if (code === straight || before === Side.Space) push(offset, code, Family.Double);
    } else if (isInch(text, offset, start)) {
      // Only the innermost mark of all: two quotations must not cross.
      if (inner && inner === open.at(-1) && inner.doubtful < 0 && !isFeet(text, offset, start)) inner.doubtful = offset;
    } else if (inner) close(offset, Family.Double);
    else if (code === straight && !closes) push(offset, code, Family.Double);
  }

  function single(offset: number, code: number): void {
    const before = side(text, offset - 1, start, end);
    const after = side(text, offset + 1, start, end);
    const top = open.at(-1);
    const inner = top?.family === Family.Single ? top : undefined;
    if (code === rightSingle || (code === leftSingle && inner?.code === lowSingle)) {
      if (!inner || before === Side.Space || after === Side.Word) return;
      if (!isPossessive(text, offset, end)) pop(offset);
      else if (inner.doubtful < 0) inner.doubtful = offset;
    } else if (before <= Side.Neutral && after !== Side.Space && !isElision(text, offset, end)) {
      push(offset, code, Family.Single);
    }
  }

  function angle(offset: number, code: number, left: number, family: Family): void {
    const before = side(text, offset - 1, start, end);
    const after = side(text, offset + 1, start, end);
    const inner = innermost(family);
    // «…» and »…« and »…»: what is open decides, and only where nothing is, the neighbours.
    if (inner && (inner.code !== code || (code !== left && before !== Side.Space && after !== Side.Word))) {
      close(offset, family);
    } else if (code === left || (before <= Side.Neutral && after !== Side.Space)) push(offset, code, family);
  }

  for (let offset = first; offset < end; offset = nextMark(text, offset + 1, end)) {
    const code = text.charCodeAt(offset);
    if (escaped?.(offset)) continue;
    if (code === straight || (code >= leftDouble && code <= lowDouble)) double(offset, code);
    else if (code >= leftSingle && code <= lowSingle) single(offset, code);
    else if (code === leftAngle || code === rightAngle) angle(offset, code, leftAngle, Family.Angle);
    else if (code === leftSingleAngle || code === rightSingleAngle)
      angle(offset, code, leftSingleAngle, Family.SingleAngle);
    else if (code === leftCorner) push(offset, code, Family.Corner);
    else if (code === leftWhiteCorner) push(offset, code, Family.WhiteCorner);
    else close(offset, code === rightCorner ? Family.Corner : Family.WhiteCorner);
  }
  while (open.length > 0) pop();
  continueToEnd(text, start, end, found);
  return found.filter((pair) => pair.words.end > pair.words.start);
}

/** The exception above. `found[0]` is the first mark of the paragraph, closed or not. */
function continueToEnd(text: string, start: number, end: number, found: readonly PairedMarks[]): void {
  const first = found[0];
  if (!first || first.end >= 0) return;
  const mark = text.charAt(first.start);
  if (!'"“„'.includes(mark) || text.slice(start, first.start).trim() !== '') return;
  const words = text.slice(first.start + 1, end).trimEnd();
  const rest = text.slice(first.words.start + words.length, end + 16);
  const next = rest.trimStart();
  const gap = rest.slice(0, rest.length - next.length);
  if (words.includes(mark) || !/[\r\n]/.test(gap) || !next.startsWith(mark)) return;
  first.end = first.words.end = first.words.start + words.length;
}

/** The offset of the first quotation mark from `offset` on, or `end`. Most paragraphs hold none, so this is the loop that counts. */
function nextMark(text: string, offset: number, end: number): number {
  for (; offset < end; offset++) {
    const code = text.charCodeAt(offset);
    if (code === straight || (code >= leftAngle && isMark(code))) break;
  }
  return offset < end ? offset : end;
}

function isMark(code: number): boolean {
  return (
    (code >= leftSingle && code <= lowDouble && code !== 0x201b) ||
    code === leftAngle ||
    code === rightAngle ||
    code === leftSingleAngle ||
    code === rightSingleAngle ||
    (code >= leftCorner && code <= rightWhiteCorner)
  );
}

/** The neighbour at `offset` of a mark in [start, end). */
function side(text: string, offset: number, start: number, end: number): Side {
  if (offset < start || offset >= end) return Side.Space;
  const char = text.charAt(offset);
  if (/\s/.test(char)) return Side.Space;
  if (/[.,;:!?…%)\]]/.test(char)) return Side.Stop;
  return /[-–—([{}=<>*_/\\'’"“”„‘‚«»‹›「」『』]/.test(char) ? Side.Neutral : Side.Word;
}

/** A digit stands before the mark. */
function isInch(text: string, offset: number, start: number): boolean {
  return offset > start && /\d/.test(text.charAt(offset - 1));
}

/** Feet and inches: `5'10`, `5’ 10`. */
function isFeet(text: string, offset: number, start: number): boolean {
  return /\d['’′] ?\d{1,2}$/.test(text.slice(Math.max(start, offset - 6), offset));
}

/** `dogs’ tails`, `runnin’ late`, `rock ’n’ roll`: more of the sentence follows, in small letters. */
function isPossessive(text: string, offset: number, end: number): boolean {
  return /^(?:s|in|’n)’ \p{Ll}/u.test(
    text.slice(offset - (text.charAt(offset - 1) === 's' ? 1 : 2), Math.min(end, offset + 3)),
  );
}

/** ‘90s, ‘em: an apostrophe that was taken for an opening mark. */
function isElision(text: string, offset: number, end: number): boolean {
  const word = /^(?:\d\ds?\b|[a-z]{1,5}(?![\p{L}\d]))/u.exec(text.slice(offset + 1, Math.min(end, offset + 8)))?.[0];
  return word !== undefined && (/^\d/.test(word) || elisions.has(word));
}
