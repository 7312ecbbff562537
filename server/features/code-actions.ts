import type { Corpus } from '../core/corpus';
import type { Span } from '../core/span';
import type { ProblemCode } from '../core/syntax';
import type { RelatedIndex } from '../related/related-index';
import { diagnostics } from './diagnostics';
import type { Action, Fix, Subject } from './fixes/action';
import { fixBadCode } from './fixes/bad-code';
import { codebookFixes } from './fixes/codebook';
import { closeFrontMatter } from './fixes/front-matter';
import { selectionActions } from './fixes/selection';
import { fixDuplicateLabel, fixPossibleSpeaker } from './fixes/speakers';
import { fixUnclosedQuote } from './fixes/unclosed-quote';
import { fixUnknownAnnotation } from './fixes/unknown-annotation';
import { fixUnknownClaim, fixUnknownTag } from './fixes/unknown-code';
import { fixUntaggedQuote } from './fixes/untagged-quote';

export type { Action } from './fixes/action';

const FIXES: Partial<Record<ProblemCode, Fix>> = {
  'untagged-quote': fixUntaggedQuote,
  'unclosed-quote': fixUnclosedQuote,
  'bad-code': fixBadCode,
  'unknown-tag': fixUnknownTag,
  'unknown-claim': fixUnknownClaim,
  'possible-speaker': fixPossibleSpeaker,
  'duplicate-label': fixDuplicateLabel,
  'unknown-annotation': fixUnknownAnnotation,
  'front-matter': closeFrontMatter,
};

/** For a selection that touches more problems than this, only the first ones are looked at. */
const MOST_PROBLEMS = 5;

/**
 * **Quick fixes.** For each problem at the cursor or in the selection what can be done about it: tag the quote, by name where a tag is
 * likely; state a claim; attribute it to somebody; say that it is a term or no quotation; close a quote or make its mark plain text; take
 * the code, tag, claim or annotation that was meant; add it to the codebook; declare a speaker or say that there is none. Selected words can
 * be tagged, stated as a claim, made the beginning of a turn; their paragraph can have a memo or be set aside. In the codebook: declare what is
 * missing, take the key, colour or claim that was meant, remove what stands twice, is shared or used by nobody.
 *
 * No edit changes a word of the original. Three fixes say instead which characters are the original's: closing a quote, or braces, or the
 * front matter takes them from it, and a `%` line made plain text gives them to it.
 *
 * @param related given where somebody has asked: then the tags that fit best are found by it.
 */
export function codeActions(corpus: Corpus, uri: string, span: Span, related?: RelatedIndex): Action[] {
  const interview = corpus.interviews.get(uri);
  const codebook = corpus.codebooks.get(uri);
  if (!interview && !codebook) return [];
  const touched = diagnostics(corpus, uri).filter(
    (problem) => problem.span.start <= span.end && span.start <= problem.span.end,
  );
  if (codebook) return codebookFixes(corpus, codebook, touched.slice(0, MOST_PROBLEMS));
  if (!interview) return [];
  const subject: Subject = { corpus, uri, interview, transcript: interview.transcript, selection: span, related };
  return [
    ...touched.slice(0, MOST_PROBLEMS).flatMap((problem) => FIXES[problem.code]?.(subject, problem) ?? []),
    ...selectionActions(subject),
  ];
}
