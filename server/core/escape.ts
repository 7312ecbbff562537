/** The other way round: text that looks like markup, made plain with backslashes. */
import { splitLines } from './lines';
import {
  closingMark,
  isAnnotationMark,
  isEscapable,
  isQuoteMark,
  openingMark,
  skipLeadingMark,
  topicMark,
  turnMark,
} from './marks';

/**
 * Makes every character of `original` mean itself: `strip(escape(original)) === original`, and the result has no annotation. Labels, times
 * and quotation marks are the transcriber's and stay what they are.
 *
 * @param options.top whether the result will stand at the top of a file, where `---` would begin a front matter.
 */
export function escape(original: string, { top = true }: { top?: boolean } = {}): string {
  // Below a front matter, U+FEFF is a character like any other.
  const from = top && original.charCodeAt(0) === 0xfeff ? 1 : 0;
  let escaped = original.slice(0, from);
  for (const { start, contentEnd, end } of splitLines(original, from)) {
    escaped += escapeLine(original, start, contentEnd, top && start === from) + original.slice(contentEnd, end);
  }
  return escaped;
}

function escapeLine(text: string, start: number, end: number, top: boolean): string {
  const opensLine =
    topicMark(text, start, end) > 0 || isAnnotationMark(text, start) || (top && text.startsWith('---', start));
  let escaped = opensLine ? '\\' : '';
  let copied = start;
  let lead = start;
  // Marks are made plain, so only blanks and a leading time are skipped to where a backslash escapes anything.
  while (!opensLine) {
    const next = /[\s[(\d]/.test(text[lead] ?? '') ? skipLeadingMark(text, lead, end) : lead;
    if (next === lead) break;
    lead = next;
  }
  for (let at = start; at < end;) {
    const character = text[at] as string;
    if (character === '\\') {
      let run = at;
      while (run < end && text[run] === '\\') run++;
      if (run < end && (at === lead || isEscapable(text[run]))) {
        escaped += text.slice(copied, at) + '\\'.repeat(2 * (run - at));
        copied = run;
      }
      at = run;
    } else if (isMark(text, at, end)) {
      escaped += text.slice(copied, at) + '\\';
      copied = at;
      at += isQuoteMark(text, at) ? 2 : 1;
    } else at++;
  }
  return escaped + text.slice(copied, end);
}

function isMark(text: string, at: number, end: number): boolean {
  switch (text[at]) {
    case '=':
      return isQuoteMark(text, at);
    case '{':
      return openingMark(text, at, end) !== undefined || turnMark(text, at, end) !== undefined;
    case '<':
      return closingMark(text, at, end) !== undefined;
    default:
      return false;
  }
}
