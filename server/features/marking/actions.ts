import type { Corpus } from '../../core/corpus';
import { transcriptOf } from '../../core/interview';
import type { Span } from '../../core/span';
import type { Action } from '../fixes/action';
import { quoteAt } from '../words-at';
import { aside, blockAt } from './below';
import type { Outcome } from './carry-out';
import { unmark } from './removal';
import { merge, split } from './split-merge';

/**
 * **Quotes and asides, by code actions.** For editors that have no commands of ours: removes the mark at the cursor, splits the quote there,
 * merges it with the next one, sets its paragraph aside or takes that back. Each is tried out, so ask only where somebody has asked.
 */
export function markActions(corpus: Corpus, uri: string, selection: Span): Action[] {
  const transcript = transcriptOf(corpus.interviews.get(uri));
  if (!transcript) return [];
  const offer = (title: string, outcome: Outcome): Action[] =>
    'reason' in outcome ? [] : [{ title, kind: 'refactor', edits: [{ uri, edits: outcome.edits }] }];
  const block = blockAt(transcript, selection.start);
  const isAside = block?.annotations.some(({ word }) => word === 'aside');
  return [
    ...(quoteAt(transcript, selection.start)
      ? [
          ...offer('Remove the mark', unmark(transcript, selection)),
          ...offer('Split the quote here', split(transcript, selection)),
          ...offer('Merge with the next quote', merge(transcript, selection)),
        ]
      : []),
    // Selected paragraphs are set aside by another action.
    ...(isAside === true
      ? offer('No aside', aside(transcript, { start: selection.start, end: selection.start }))
      : selection.start === selection.end
        ? offer('Make it an aside', aside(transcript, selection))
        : []),
  ];
}
