import type { Span } from '../../core/span';
import type { Transcript } from '../../core/syntax';
import type { Outcome } from './carry-out';

export function split(_transcript: Transcript, _selection: Span): Outcome {
  return { reason: 'There is no quote here.' };
}

export function merge(_transcript: Transcript, _selection: Span): Outcome {
  return { reason: 'There is no quote here.' };
}
