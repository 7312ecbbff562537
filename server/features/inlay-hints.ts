import { writeCode } from '../core/codes';
import type { Interview } from '../core/interview';
import { slice, upperBound, type Span } from '../core/span';
import type { Transcript } from '../core/syntax';
import { oneLine } from './markdown';

export interface InlayHint {
  offset: number;
  text: string;
  kind: 'speaker' | 'codes';
}

const LONGEST = 60;
/** A mark that opens a long quote is shorter. */
const MARK = 80;
/** A name that was said this close before is known. VS Code cuts the hints of a line that are long together. */
const CLOSE = 500;

/**
 * **Inlay hints.** Behind a label the full name, where it is another one: `MM (Maria Mendez):`, and not again close by on
 * the same line. Behind the mark that opens a long quote the codes
 * that stand in the one that closes it: `{a> #housing ^rents-doubled`. Only those of a range, in file order.
 */
export function inlayHints({ transcript }: Interview, range: Span): InlayHint[] {
  const { text, turns, speakers, quotes } = transcript;
  const isShown = (offset: number): boolean => range.start <= offset && offset <= range.end;
  const hints: InlayHint[] = [];
  for (let index = Math.max(0, upperBound(turns, range.start) - 1); index < turns.length; index++) {
    const turn = turns[index];
    if (!turn || turn.start > range.end) break;
    const name = speakers[turn.speaker]?.name ?? turn.label;
    const offset = turn.labelSpan.end;
    if (isShown(offset) && folded(name) !== folded(turn.label) && !isSaidBefore(transcript, index))
      hints.push({ offset, text: `(${shortened(name)})`, kind: 'speaker' });
  }
  for (let index = upperBound(quotes, range.start - MARK); index < quotes.length; index++) {
    const quote = quotes[index];
    if (!quote || quote.start > range.end) break;
    const offset = quote.open.end;
    if (quote.form !== 'long' || quote.codes.length === 0 || !isShown(offset)) continue;
    const codes = quote.codes.map((code) => (code.kind === 'attribute' ? slice(text, code) : writeCode(code)));
    hints.push({ offset, text: shortened(codes.join(' ')), kind: 'codes' });
  }
  return hints.sort((a, b) => a.offset - b.offset);
}

/** Whether the same label stands shortly before on its line. */
function isSaidBefore({ text, turns }: Transcript, index: number): boolean {
  const turn = turns[index];
  if (!turn) return false;
  const { end } = turn.labelSpan;
  const from = Math.max(end - CLOSE, text.lastIndexOf('\n', end) + 1);
  for (let before = index - 1; before >= 0; before--) {
    const other = turns[before];
    if (!other || other.labelSpan.end < from) return false;
    if (other.label === turn.label) return true;
  }
  return false;
}

function folded(name: string): string {
  return oneLine(name).trim().toLowerCase();
}

function shortened(name: string): string {
  const line = oneLine(name).trim();
  return line.length <= LONGEST ? line : line.slice(0, LONGEST).replace(/[\ud800-\udbff]$/, '') + '…';
}
