/** Heads of turns, read from one line: a label, with its time. Whether it opens a turn is decided in labels.ts. */
import { isSpace, skipSpaces } from './marks';
import type { Span } from './span';
import type { Time, Turn } from './syntax';
import { bareTime, bracketedTime } from './times';

/**
 * What may be the head of a turn, read from one line without the rest of the file: a turn in waiting, which lacks its speaker and
 * its end. Most lines of a long transcript have one, so it becomes the turn itself, without a copy.
 */
export interface Head extends Turn {
  /** `Label:`, `Q.`, or `Name  0:32` on a line of its own. */
  form: 'colon' | 'stop' | 'stamp';
  /** What is known of the label: set by whoever reads the lines. */
  use?: LabelUse;
}

function head(
  label: string,
  labelStart: number,
  labelEnd: number,
  time: Time | undefined,
  words: number,
  form: Head['form'],
): Head {
  const labelSpan = { start: labelStart, end: labelEnd };
  return {
    start: labelStart,
    end: labelEnd,
    label,
    labelSpan,
    speaker: -1,
    time,
    added: false,
    guess: false,
    words,
    line: -1,
    form,
    use: undefined,
  };
}

/** Longer words before a colon are no label. */
export const MAXIMUM_LABEL = 63;

/**
 * Reads the head of a turn that begins at `start`, where the words of a line begin: behind marks and the leading time, if any.
 * UTF-16 offsets; `end` is where the line's content ends. `recent` are labels that were read from this text before: in a conversation
 * the next one is nearly always among the last two, which is seen at a glance.
 */
export function readHead(
  text: string,
  start: number,
  end: number,
  leadingTime?: Time,
  recent: readonly string[] = [],
): Head | undefined {
  let at = start;
  let time = leadingTime;
  for (let index = 0; index < recent.length; index++) {
    const label = recent[index] as string;
    const colon = at + label.length;
    if (colon + 1 >= end || text.charCodeAt(colon) !== 0x3a || !isSpace(text.charCodeAt(colon + 1))) continue;
    if (!text.startsWith(label, at)) continue;
    return withTime(text, head(label, at, colon, time, skipSpaces(text, colon + 1, end), 'colon'), end);
  }
  const bold = text.charCodeAt(at) === 0x2a && text.charCodeAt(at + 1) === 0x2a ? 2 : 0;
  at += bold;
  const bracket = text.charCodeAt(at) === 0x5b ? 1 : 0;
  at += bracket;
  const labelStart = at;
  if (at >= end || !isLetter(text, at)) return undefined;

  const stop = readStop(text, labelStart, end);
  if (stop && !bold && !bracket) return head(stop, at, at + 1, time, skipSpaces(text, at + 2, end), 'stop');

  const limit = Math.min(end, labelStart + MAXIMUM_LABEL + 1);
  let labelEnd = -1;
  let colon = -1;
  let form: Head['form'] = 'colon';
  for (; at < limit; at++) {
    const character = text.charCodeAt(at);
    if (character === 0x3a || character === 0xff1a) {
      labelEnd = at;
      colon = at;
      break;
    }
    if (isNever(character)) return undefined;
    const digit = character >= 0x30 && character <= 0x39;
    if (character !== 0x5b && character !== 0x28 && !(digit && isSpace(text.charCodeAt(at - 1)))) continue;
    const behind = time ? undefined : digit ? bareTime(text, at, end) : bracketedTime(text, at, end);
    if (!behind) continue;
    const next = skipSpaces(text, behind.end, end);
    if (next >= end && isSpace(text.charCodeAt(at - 1))) form = 'stamp';
    else if (text[next] === ':' || text[next] === '：') colon = next;
    else return undefined;
    time = behind;
    labelEnd = at;
    break;
  }
  if (labelEnd < 0) return undefined;

  let words = end;
  if (form === 'colon') {
    words = colon + 1;
    if (bold && text.startsWith('**', words)) words += 2;
    const next = text.charCodeAt(words);
    // `https://` and `Genesis 1:2` are no labels; a colon without a blank behind it is forgiven.
    if (words < end && (next === 0x2f || (next >= 0x30 && next <= 0x39))) return undefined;
    words = skipSpaces(text, words, end);
  }
  while (labelEnd > labelStart && isSpace(text.charCodeAt(labelEnd - 1))) labelEnd--;
  if (bracket) {
    if (text[labelEnd - 1] !== ']') return undefined;
    labelEnd--;
  } else if (bold && text.startsWith('**', labelEnd - 2)) labelEnd -= 2;
  if (labelEnd <= labelStart) return undefined;
  const label = text.slice(labelStart, labelEnd);
  if (label.includes('*') || label.includes(']') !== label.includes('[')) return undefined;
  // A stamp stands two blanks behind the name, or a tab; behind a name in brackets one blank will do.
  if (form === 'stamp' && !bracket && !/\t|\s\s/.test(text.slice(labelEnd, labelEnd + 2))) return undefined;

  const found = head(label, labelStart, labelEnd, time, words, form);
  return form === 'colon' ? withTime(text, found, end) : found;
}

/** Takes the time behind the colon along, where none stands before it. */
function withTime(text: string, head: Head, end: number): Head {
  const time = head.time ? undefined : bracketedTime(text, head.words, end);
  if (time) {
    head.time = time;
    head.words = skipSpaces(text, time.end, end);
  }
  return head;
}

/** `Q` or `A` of court transcripts, with a full stop. */
function readStop(text: string, at: number, end: number): 'Q' | 'A' | undefined {
  const letter = text[at];
  if ((letter !== 'Q' && letter !== 'A') || text[at + 1] !== '.') return undefined;
  return at + 2 >= end || isSpace(text.charCodeAt(at + 2)) ? letter : undefined;
}

function isLetter(text: string, at: number): boolean {
  const character = text.charCodeAt(at);
  if (character < 0x80) return (character >= 0x41 && character <= 0x5a) || (character >= 0x61 && character <= 0x7a);
  return /^\p{L}/u.test(text.slice(at, at + 2));
}

/** Characters that no label holds: marks, quotation marks, and the ends of sentences. */
function isNever(character: number): boolean {
  switch (character) {
    case 0x21: // !
    case 0x22: // "
    case 0x3b: // ;
    case 0x3c: // <
    case 0x3d: // =
    case 0x3e: // >
    case 0x3f: // ?
    case 0x5c: // \
    case 0x7b: // {
    case 0x7d: // }
    case 0x201c:
    case 0x201d:
      return true;
    default:
      return false;
  }
}

/** A label as written, and all that is to be known of it, so that each is looked up only once. */
export interface LabelUse {
  label: string;
  count: number;
  /** How often a time stands with it. */
  timed: number;
  form: Head['form'];
  /** Where it first stands. */
  span: Span;
  /** Index into the speakers, or -1 where it opens no turn; set by `findSpeakers`. */
  speaker: number;
}

/** Counts a head. */
export function count(uses: Map<string, LabelUse>, { label, labelSpan, time, form }: Head): LabelUse {
  let use = uses.get(label);
  if (!use) {
    use = { label, count: 0, timed: 0, form, span: labelSpan, speaker: -1 };
    uses.set(label, use);
  }
  use.count++;
  if (time) use.timed++;
  return use;
}
