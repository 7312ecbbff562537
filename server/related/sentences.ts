/** Where sentences end. */
import type { Span } from '../core/span';

/** What ends a sentence, and the quotation marks and brackets that close behind it. */
const ending = /[.!?…。！？｡۔।]+["'”’»」』)\]]*/gu;
/** Ends of sentences in scripts that put no space behind them. */
const ideographic = new Set('。！？｡');
/** What a full stop shortens wherever it stands. Titles that are words as well (“a sales rep.”) are so only with a capital. */
const abbreviations = wordSet('mr mrs ms dr vs v e.g i.e cf');
const titles = wordSet('prof sen rep gov gen lt col sgt st sr');
/** Only before a figure: “No. 5”, but “No. We stayed.” */
const numbered = wordSet('no nos vol p pp art sec ch fig est approx');
const space = /\s/u;
const lower = /\p{Ll}/u;
const capital = /^\p{Lu}/u;
const digit = /\p{Nd}/u;
const opening = /^[\p{Ps}\p{Pi}\p{Pd}"']+/u;

function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.split(' '));
}

/** The sentences of `text` from `start` to `end`, without the white space around them. One pass. */
export function sentences(text: string, start: number, end: number): Span[] {
  const found: Span[] = [];
  let from = start;
  ending.lastIndex = start;
  for (let match = ending.exec(text); match && match.index < end; match = ending.exec(text)) {
    const behind = Math.min(ending.lastIndex, end);
    if (behind < end && !ideographic.has(match[0].charAt(0)) && !endsSentence(text, from, match.index, behind, end))
      continue;
    push(found, text, from, behind);
    from = behind;
  }
  push(found, text, from, end);
  return found;
}

/** Whether a sentence ends at `behind`, the offset behind its mark at `dot` and the quotation marks that follow it. */
function endsSentence(text: string, from: number, dot: number, behind: number, end: number): boolean {
  if (!space.test(text.charAt(behind))) return false;
  let next = behind;
  while (next < end && space.test(text.charAt(next))) next++;
  if (next < end && lower.test(text.charAt(next))) return false;
  if (text.charAt(dot) !== '.' || behind > dot + 1) return true;
  let word = dot;
  while (word > from && dot - word < 8 && !space.test(text.charAt(word - 1))) word--;
  return !isShortened(text.slice(word, dot).replace(opening, ''), next < end && digit.test(text.charAt(next)));
}

/** Whether the full stop behind a word belongs to the word: an initial, or an abbreviation. What stands behind a name (“Inc.”) is none. */
function isShortened(word: string, beforeFigure: boolean): boolean {
  const small = word.toLowerCase();
  if (word.length === 1 && word !== 'I' && capital.test(word)) return true;
  return abbreviations.has(small) || (titles.has(small) && capital.test(word)) || (beforeFigure && numbered.has(small));
}

function push(found: Span[], text: string, from: number, to: number): void {
  const span = trimmed(text, from, to);
  if (span.start < span.end) found.push(span);
}

/** A span without the white space at its ends. */
export function trimmed(text: string, from: number, to: number): Span {
  let start = from;
  let end = to;
  while (start < end && space.test(text.charAt(start))) start++;
  while (end > start && space.test(text.charAt(end - 1))) end--;
  return { start, end };
}
