import { writeCode } from '../core/codes';
import type { Interview } from '../core/interview';
import { slice, upperBound, type Span } from '../core/span';
import { oneLine } from './markdown';

export interface InlayHint {
  offset: number;
  text: string;
  kind: 'speaker' | 'codes';
}

const LONGEST = 60;
/** A mark that opens a long quote is shorter. */
const MARK = 80;

/**
 * **Inlay hints.** Behind a label the full name, where it is another one: `MM (Maria Mendez):`. Behind the mark that opens a long quote the codes
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
    if (isShown(offset) && folded(name) !== folded(turn.label))
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

function folded(name: string): string {
  return oneLine(name).trim().toLowerCase();
}

function shortened(name: string): string {
  const line = oneLine(name).trim();
  return line.length <= LONGEST ? line : line.slice(0, LONGEST).replace(/[\ud800-\udbff]$/, '') + '…';
}
