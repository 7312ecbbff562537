import { annotate } from '../core/annotate';
import { characterAround } from '../core/characters';
import { readCodes } from '../core/codes';
import type { Corpus } from '../core/corpus';
import { applyEdits } from '../core/edit';
import { parse } from '../core/parse';
import type { Span } from '../core/span';
import { strip } from '../core/strip';
import type { Transcript } from '../core/syntax';
import { trimmed } from '../related/sentences';
import { insertion, keepsWords, type AnnotationKind } from './fixes/action';
import { declareTerm } from './fixes/front-matter';
import type { Edit } from './place';

/**
 * **Tagging.** Puts codes to words: into the braces of the quote that is exactly there, otherwise by marking the words as a quote. Of kind
 * `term` the words are declared as a term in the front matter, and `codes` is empty; of kind `speaker` a turn begins at the words,
 * and `codes` is the label, with `?` behind it where it is a guess. `undefined` where that cannot be done without touching a word of the
 * original, or where `codes` cannot be read.
 */
export function annotateRange(
  corpus: Corpus,
  uri: string,
  span: Span,
  codes: string,
  kind: AnnotationKind = 'tag',
): Edit[] | undefined {
  const transcript = corpus.interviews.get(uri)?.transcript;
  if (!transcript) return undefined;
  if (kind === 'term') return term(transcript, span);
  if (kind === 'speaker') return turn(transcript, span, codes.trim());
  const source = codes.trim();
  if (/[{}<\r\n]/.test(source) || source === '') return undefined;
  const read = readCodes(source, 0, source.length);
  return read.problems.length === 0 ? annotate(transcript, span, source) : undefined;
}

/** Declares selected words as a term, be the quotation marks selected or not. */
function term(transcript: Transcript, span: Span): Edit[] | undefined {
  const { start, end } = trimmed(transcript.text, span.start, span.end);
  const edits = declareTerm(
    transcript,
    transcript.quotations.find((quotation) => quotation.start === start && quotation.end === end)?.words ?? {
      start,
      end,
    },
  );
  return edits && keepsWords(transcript, edits) ? edits : undefined;
}

/** Begins a turn at the first of the words. */
function turn(transcript: Transcript, span: Span, codes: string): Edit[] | undefined {
  const { start, end } = trimmed(transcript.text, span.start, span.end);
  if (start >= end || !/^[^{}?\r\n]{1,63}\??$/u.test(codes)) return undefined;
  const at = characterAround(transcript, start)?.start ?? start;
  const edits = [insertion(at, `{@${codes}} `)];
  const after = parse(applyEdits(transcript.text, edits));
  const begins = after.turns.some(({ labelSpan }) => labelSpan.start === at + 2);
  return begins && strip(after) === strip(transcript) ? edits : undefined;
}
