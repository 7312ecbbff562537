/** Backslashes that make a mark plain text. */
import { isEscapable } from '../../core/marks';
import { lineOf } from '../../core/lines';
import type { Transcript } from '../../core/syntax';
import { readLead } from '../../core/tokens';
import type { Edit } from '../place';
import { insertion } from './action';

/** A backslash before the mark at `at`; `undefined` where one would not be read as such. */
export function plainText({ text }: Transcript, at: number): Edit[] | undefined {
  return isEscapable(text[at]) ? [insertion(at, '\\')] : undefined;
}

/** A backslash before the words of the line that holds `at`, so that they begin no turn. */
export function plainLine({ text, lines }: Transcript, at: number): Edit[] | undefined {
  const line = lines[lineOf(lines, at)];
  return line && [insertion(readLead(text, line.start, line.contentEnd).at, '\\')];
}
