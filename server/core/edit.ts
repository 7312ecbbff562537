import type { Span } from './span';

/** Replaces `span` by `text`; edits of one text never overlap and all refer to the text before any of them. */
export interface Edit {
  span: Span;
  text: string;
}

/** The text after the edits; of several insertions at one offset the first in the list comes first. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const sorted = edits
    .map((edit, index) => ({ ...edit, index }))
    .sort((a, b) => a.span.start - b.span.start || a.index - b.index);
  let result = '';
  let at = 0;
  for (const { span, text: replacement } of sorted) {
    result += text.slice(at, span.start) + replacement;
    at = span.end;
  }
  return result + text.slice(at);
}
