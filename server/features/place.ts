import type { Span } from '../core/span';

export type { Edit } from '../core/edit';

/** A stretch of a file of the corpus: an interview or a codebook. Offsets are UTF-16. */
export interface Place {
  uri: string;
  span: Span;
}
