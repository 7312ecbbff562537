import type { Interview } from '../core/interview';
import { touches, type Span } from '../core/span';

/** What an id can be made of while it is typed, as a regular expression without flags: no blank, no brace, no sign. */
export const ID_PATTERN = '[^\\s{}<>=()\\[\\]\\\\"#^+@%,.;:!?|/]+';

/** **Linked editing.** The two ids of a long quote, `{id>` and `<id …}`, where the cursor is in one of them: what is typed in one stands in both. */
export function linkedIds({ transcript }: Interview, offset: number): [Span, Span] | undefined {
  for (const { id, open, close } of transcript.quotes) {
    if (id === undefined) continue;
    const name = ({ start }: Span): Span => ({ start: start + 1, end: start + 1 + id.length });
    const spans: [Span, Span] = [name(open), name(close)];
    if (spans.some((span) => touches(span, offset))) return spans;
  }
  return undefined;
}
