import type { Span } from '../core/span';

/** A stretch of a file of the corpus: an interview or a codebook. Offsets are UTF-16. */
export interface Place {
  uri: string;
  span: Span;
}

/** Replaces `span` by `text`; edits of one file never overlap and all refer to the text before any of them. */
export interface Edit {
  span: Span;
  text: string;
}
