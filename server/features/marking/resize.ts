import type { Span } from '../../core/span';
import type { Transcript } from '../../core/syntax';
import type { Outcome } from './carry-out';

export interface Resizing {
  end: 'start' | 'end';
  direction: 'forward' | 'back';
  by: 'word' | 'sentence' | 'paragraph';
}

export function resize(_transcript: Transcript, _selection: Span, _how: Resizing): Outcome {
  return { reason: 'There is no quote here.' };
}
