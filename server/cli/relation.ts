/** How a passage that was found stands to the place that was asked about. */
import type { Corpus } from '../core/corpus';
import type { Interview, Statement } from '../core/interview';
import { overlaps, type Span } from '../core/span';
import type { Stance } from '../core/syntax';
import { opposites } from '../features/related-passages';

export type Relation = Stance | 'suggested';

/**
 * The stance of a passage to a claim that the words asked about have a code for as well; `contradicts` too where it states or supports
 * a claim that the codebook says to contradict that one. Without any such claim it is a suggestion.
 */
export function relationOf(corpus: Corpus, asked: Interview, words: Span, other: Interview, passage: Span): Relation {
  const claims = new Set(statementsIn(asked, words).map(({ code }) => code.name));
  if (claims.size === 0) return 'suggested';
  // The code that is about the fewest words says most about them.
  const found = statementsIn(other, passage).sort(
    (a, b) => a.words.end - a.words.start - (b.words.end - b.words.start),
  );
  const shared = found.find(({ code }) => claims.has(code.name));
  if (shared) return shared.code.stance;
  const opposed = new Set([...claims].flatMap((claim) => opposites(corpus, claim)));
  return found.some(({ code }) => opposed.has(code.name) && code.stance !== 'contradicts')
    ? 'contradicts'
    : 'suggested';
}

function statementsIn({ uses }: Interview, span: Span): Pick<Statement, 'code' | 'words'>[] {
  return uses.flatMap(({ code, words }) => (code.kind === 'claim' && overlaps(words, span) ? [{ code, words }] : []));
}
