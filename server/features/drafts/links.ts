/** Links of Markdown: found by what is rare in it, in linear time. */
import type { Span } from '../../core/span';

/** A link that leads to a transcript. */
export interface DraftLink extends Span {
  /** The words of the link; an address that stands by itself has none. */
  label?: Span;
  /** Without the place in the file. */
  target: string;
  /** From 1. */
  line?: number;
  /** The number of the line, and of the column where there is one: `12,5`. */
  place?: Span;
}

const LONGEST_TARGET = 2000;
const LONGEST_LABEL = 20_000;

/** The links of a draft that lead to transcripts, in order. */
export function findLinks(text: string, isTranscript: (target: string) => boolean): DraftLink[] {
  const links: DraftLink[] = [];
  for (let at = text.indexOf(']('); at >= 0; at = text.indexOf('](', at + 2)) {
    const target = targetAt(text, at + 2);
    if (!target || !isTranscript(target.target)) continue;
    const open = labelStart(text, at);
    if (open === undefined) continue;
    links.push({ ...target, start: open, label: { start: open + 1, end: at } });
  }
  // An address by itself: `<file:///…#L12>`, or without brackets.
  for (const { 0: address, index } of text.matchAll(/\b[a-z][a-z\d+.-]{1,30}:\/\/[^\s<>()"]{1,2000}/gi)) {
    if (text.slice(index - 2, index) === '](' || text.slice(index - 3, index) === '](<') continue;
    const read = readTarget(address, index);
    if (!isTranscript(read.target)) continue;
    const isWrapped = text.charAt(index - 1) === '<' && text.charAt(index + address.length) === '>';
    const wrap = isWrapped ? 1 : 0;
    links.push({ ...read, start: index - wrap, end: index + address.length + wrap });
  }
  return links.sort((a, b) => a.start - b.start);
}

/** What stands behind `](`; `end` is behind the closing parenthesis. */
function targetAt(text: string, from: number): Omit<DraftLink, 'start'> | undefined {
  let start = from;
  while (start < from + 3 && /\s/.test(text.charAt(start))) start++;
  const isWrapped = text.charAt(start) === '<';
  if (isWrapped) start++;
  const most = Math.min(text.length, start + LONGEST_TARGET);
  let depth = 0;
  let end = start;
  for (; end < most; end++) {
    const unit = text.charAt(end);
    if (isWrapped ? '<>\n'.includes(unit) : /[\s[\]]/.test(unit)) break;
    if (isWrapped) continue;
    if (unit === '(') depth++;
    else if (unit === ')' && depth-- === 0) break;
  }
  if (end === start || end === most) return undefined;
  // A title may follow.
  const close = text.slice(end, end + 300).indexOf(')');
  return close < 0 ? undefined : { ...readTarget(text.slice(start, end), start), end: end + close + 1 };
}

function readTarget(address: string, start: number): Omit<DraftLink, 'start'> {
  const hash = address.indexOf('#');
  const target = hash < 0 ? address : address.slice(0, hash);
  const [, line, column = ''] = /^#L(\d{1,9})(?:[,C](\d{1,9}))?/.exec(address.slice(Math.max(0, hash))) ?? [];
  const end = start + address.length;
  if (hash < 0 || line === undefined) return { target, end };
  const place = {
    start: start + hash + 2,
    end: start + hash + 2 + line.length + (column === '' ? 0 : column.length + 1),
  };
  return { target, end, line: Number(line), place };
}

/** The bracket that the one at `close` belongs to. */
function labelStart(text: string, close: number): number | undefined {
  let depth = 0;
  for (let at = close - 1; at >= 0 && at > close - LONGEST_LABEL; at--) {
    const unit = text.charAt(at);
    if ((unit === '[' || unit === ']') && isEscaped(text, at)) continue;
    if (unit === ']') depth++;
    else if (unit === '[' && depth-- === 0) return at;
    else if (unit === '\n' && /^[ \t]*(?:\r?\n|$)/.test(text.slice(at + 1, at + 40))) return undefined;
  }
  return undefined;
}

function isEscaped(text: string, at: number): boolean {
  let slashes = 0;
  while (slashes < 20 && text.charAt(at - 1 - slashes) === '\\') slashes++;
  return slashes % 2 === 1;
}
