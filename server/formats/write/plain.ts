/** Plain text: the original of an interview. */
import { strip } from '../../core/strip';
import type { Exporter } from '../export';
import { leftOut } from '../losses';

/** The text of one interview without its annotation layer. UTF-8 without a byte order mark; `strip` keeps the bytes of the original. */
export const toPlainText: Exporter = (_, interviews) => ({
  data: interviews.map(({ transcript }) => strip(transcript)).join('\n'),
  losses: leftOut(interviews, [
    ...(['quotes', 'bare', 'tagged', 'memos', 'glosses', 'addedTopics', 'addedTurns', 'asides'] as const),
    ...(['unrelated', 'unknown', 'fields'] as const),
  ]),
});
