/** What code actions are made of, and the check that each edit goes through. */
import type { Corpus } from '../../core/corpus';
import { applyEdits } from '../../core/edit';
import type { Interview } from '../../core/interview';
import { lineOf } from '../../core/lines';
import { parse } from '../../core/parse';
import type { Span } from '../../core/span';
import { strip } from '../../core/strip';
import type { Paragraph, Transcript } from '../../core/syntax';
import type { RelatedIndex } from '../../related/related-index';
import type { Diagnostic } from '../diagnostics';
import type { Edit } from '../place';

/** What an action asks for; see `annotateRange`. */
export type AnnotationKind = 'tag' | 'claim' | 'attribute' | 'term' | 'speaker';

export interface Action {
  title: string;
  kind: 'quickfix' | 'refactor';
  /** The problem that is gone afterwards. */
  fixes?: Diagnostic;
  preferred?: boolean;
  edits?: { uri: string; edits: Edit[] }[];
  /** Plain data; spans belong to the file and become ranges on the way out. */
  command?: { command: string; arguments: unknown[] };
}

/** Where actions are asked for. */
export interface Subject {
  corpus: Corpus;
  uri: string;
  interview: Interview;
  transcript: Transcript;
  selection: Span;
  /** Where somebody has asked: looking for what fits best is not worth it whenever the cursor rests. */
  related?: RelatedIndex;
}

export type Fix = (subject: Subject, problem: Diagnostic) => Action[];

/** Inserts `text` at `at`. */
export function insertion(at: number, text: string): Edit {
  return { span: { start: at, end: at }, text };
}

/** The line end that the file begins with. */
export function lineEndOf({ text, lines }: Pick<Transcript, 'text' | 'lines'>): string {
  const [first] = lines;
  return first && first.contentEnd < first.end ? text.slice(first.contentEnd, first.end) : '\n';
}

/** Puts an annotation line below the last of a paragraph's own. */
export function lineBelow(
  { text, lines, annotations }: Transcript,
  paragraph: Pick<Paragraph, 'start' | 'end' | 'lastLine'>,
  line: string,
): Edit {
  let last = paragraph.lastLine;
  const below = new Map(annotations.map((annotation) => [annotation.line, annotation.word]));
  while (below.has(last + 1) && below.get(last + 1) !== 'topic') last++;
  const above = lines[last] ?? lines[lineOf(lines, paragraph.start)];
  const lineEnd = (above && text.slice(above.contentEnd, above.end)) || lineEndOf({ text, lines });
  return insertion(above?.contentEnd ?? paragraph.end, lineEnd + line);
}

/** An action that edits the interview; none where the edits would change a word of the original, or where `holds` does not hold. */
export function edit(
  { uri, transcript }: Subject,
  title: string,
  edits: Edit[] | undefined,
  more: Partial<Action> = {},
  holds: (after: Transcript) => boolean = () => true,
): Action[] {
  if (!edits) return [];
  const after = parse(applyEdits(transcript.text, edits));
  if (strip(after) !== strip(transcript) || !holds(after)) return [];
  return [{ title, kind: 'quickfix', ...more, edits: [{ uri, edits }] }];
}

/**
 * An action that says which characters are the original's and which the analyst's: it closes a mark that was read as words, or makes
 * plain what was read as a mark. The original changes by these characters, and `holds` tells whether by these alone.
 */
export function restatement(
  { uri, transcript }: Subject,
  title: string,
  edits: Edit[],
  more: Partial<Action>,
  holds: (after: Transcript) => boolean,
): Action[] {
  return holds(parse(applyEdits(transcript.text, edits)))
    ? [{ title, kind: 'quickfix', ...more, edits: [{ uri, edits }] }]
    : [];
}

/** An action that asks the analyst for codes, in the client. */
export function question(
  { uri }: Subject,
  title: string,
  words: Span,
  kind: AnnotationKind,
  more: Partial<Action> = {},
): Action {
  return {
    title,
    kind: 'quickfix',
    ...more,
    command: { command: 'throughline.tag', arguments: [uri, { start: words.start, end: words.end }, kind] },
  };
}

/** Whether the original's words stay what they are. */
export function keepsWords(transcript: Transcript, edits: readonly Edit[]): boolean {
  return strip(applyEdits(transcript.text, edits)) === strip(transcript);
}
