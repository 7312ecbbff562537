/**
 * What counts as a mark, decided by looking at a few characters only. Parsing, stripping and escaping share these rules, so
 * that they can never disagree.
 *
 * The backslash rule: a run of k backslashes directly before something escapable stands for ⌊k/2⌋ backslashes, and where k is odd
 * the mark behind it is plain text. Any other backslash is an ordinary character. At the start of a line everything is escapable.
 */
import { groupEnd, isNameCharacter } from './codes';
import { bareTime, bracketedTime } from './times';

const ESCAPABLE = '={<[(“"‘«»„「『';
const MAXIMUM_ID = 64;
const MAXIMUM_LABEL = 80;

/** Whether exactly two equals signs stand at `at`: `=`, `===` and rulers made of `=====` are text. */
export function isQuoteMark(text: string, at: number): boolean {
  return text[at] === '=' && text[at + 1] === '=' && text[at + 2] !== '=' && text[at - 1] !== '=';
}

/** The offset behind the name that begins at `at`, or `at` where there is none. */
function nameEnd(text: string, at: number, end: number): number {
  const limit = Math.min(end, at + MAXIMUM_ID);
  let next = at;
  while (next < limit) {
    const point = text.codePointAt(next) as number;
    const ascii =
      (point >= 0x61 && point <= 0x7a) || (point >= 0x41 && point <= 0x5a) || (point >= 0x30 && point <= 0x39);
    if (!ascii && !isNameCharacter(String.fromCodePoint(point))) break;
    next += point > 0xffff ? 2 : 1;
  }
  return next;
}

/** A mark that begins a long quote, `{id>`, at `at`. */
export function openingMark(text: string, at: number, end: number): { end: number; id: string } | undefined {
  if (text[at] !== '{') return undefined;
  const name = nameEnd(text, at + 1, end);
  if (name === at + 1 || name >= end || text[name] !== '>') return undefined;
  return { end: name + 1, id: text.slice(at + 1, name) };
}

/** A mark that ends a long quote, `<id …}`, at `at`; its codes lie between `codes` and `end - 1`. */
export function closingMark(
  text: string,
  at: number,
  end: number,
): { end: number; id: string; codes: number } | undefined {
  if (text[at] !== '<') return undefined;
  const name = nameEnd(text, at + 1, end);
  if (name === at + 1 || name >= end) return undefined;
  if (text[name] !== '}' && text[name] !== ' ') return undefined;
  const close = groupEnd(text, name - 1, end);
  return close < 0 ? undefined : { end: close, id: text.slice(at + 1, name), codes: name };
}

/** An added turn, `{@Label}` or `{@Label?}`, at `at`; `end` lies behind the one space that belongs to it. */
export function turnMark(
  text: string,
  at: number,
  end: number,
): { end: number; label: string; labelStart: number; labelEnd: number; guess: boolean } | undefined {
  if (text[at] !== '{' || text[at + 1] !== '@') return undefined;
  const limit = Math.min(end, at + 2 + MAXIMUM_LABEL);
  let close = at + 2;
  while (close < limit && text[close] !== '}') {
    // The first characters of other marks: one put in later cannot make a mark of a `{@` of the transcript.
    if (text[close] === '{' || text[close] === '<' || text[close] === '=') return undefined;
    close++;
  }
  if (close >= limit) return undefined;
  const guess = text[close - 1] === '?';
  const inner = text.slice(at + 2, guess ? close - 1 : close);
  const label = inner.trim();
  if (label === '') return undefined;
  const labelStart = at + 2 + inner.indexOf(label);
  const behind = close + 1;
  return {
    end: behind < end && text[behind] === ' ' ? behind + 1 : behind,
    label,
    labelStart,
    labelEnd: labelStart + label.length,
    guess,
  };
}

/** The length of `# ` … `###### ` where a topic line begins at `at`, or 0. A topic has words. */
export function topicMark(text: string, at: number, end: number): number {
  let next = at;
  while (next < end && text.charCodeAt(next) === 0x23) next++;
  if (next === at) return 0;
  const level = next - at;
  if (level > 6 || text[next] !== ' ') return 0;
  for (let rest = next + 1; rest < end; rest++) if (!isSpace(text.charCodeAt(rest))) return level + 1;
  return 0;
}

/** Whether an annotation line begins at `at`: a percent sign and a letter. */
export function isAnnotationMark(text: string, at: number): boolean {
  return text.charCodeAt(at) === 0x25 && /^\p{L}/u.test(text.slice(at + 1, at + 3));
}

/**
 * Where the words of a line begin as far as one can see without the rest of the file: behind blanks, marks and a leading time. A
 * backslash here escapes whatever follows it.
 */
export function skipLeadingMark(text: string, at: number, end: number): number {
  switch (text[at]) {
    case '=':
      return isQuoteMark(text, at) ? at + 2 : at;
    case '{':
      return openingMark(text, at, end)?.end ?? turnMark(text, at, end)?.end ?? at;
    case '<':
      return closingMark(text, at, end)?.end ?? at;
    case '[':
    case '(':
      return skipSpaces(text, bracketedTime(text, at, end)?.end ?? at, end);
    default: {
      const character = text.charCodeAt(at);
      // Court transcripts set `Q.` and `A.` in.
      if (isSpace(character)) return skipSpaces(text, at, end);
      if (character < 0x30 || character > 0x39) return at;
      const time = bareTime(text, at, end);
      return time ? skipSpaces(text, time.end, end) : at;
    }
  }
}

/**
 * Whether the character can be escaped wherever it stands in a line. One character decides, so that a mark put in later beside or
 * behind it cannot turn a backslash of the transcript into an escape, or the reverse.
 */
export function isEscapable(character: string | undefined): boolean {
  return character !== undefined && ESCAPABLE.includes(character);
}

/** Space, tab, no-break space and their kin: what separates words within a line. */
export function isSpace(character: number): boolean {
  if (character === 0x20 || character === 0x09) return true;
  if (character < 0xa0) return character === 0x0b || character === 0x0c;
  return (
    character === 0xa0 ||
    character === 0x1680 ||
    (character >= 0x2000 && character <= 0x200a) ||
    character === 0x2028 ||
    character === 0x2029 ||
    character === 0x202f ||
    character === 0x205f ||
    character === 0x3000 ||
    character === 0xfeff
  );
}

/** The first offset from `at` that is no space. */
export function skipSpaces(text: string, at: number, end: number): number {
  let next = at;
  while (next < end && isSpace(text.charCodeAt(next))) next++;
  return next;
}
