import { writeCode } from '../core/codes';
import { applyEdits } from '../core/edit';
import type { Interview } from '../core/interview';
import { parse } from '../core/parse';
import { overlaps, slice, type Span } from '../core/span';
import { strip } from '../core/strip';
import type { Annotation, Code, Transcript } from '../core/syntax';
import type { Edit } from './place';

/**
 * **Formatting.** Tidies the annotation layer and nothing else. Codes in braces, in the mark that closes a long quote and behind `%tags` stand
 * in the order tags, claims, people, values (each kind in the analyst's own order), one blank between them, and none twice. In annotation lines
 * one blank stands behind the word, the id of a claim and the colon, and none at the end of the line. Braces that hold anything that is no
 * code stay as they are, and so do the order of annotation lines (a coder's lines are theirs), the front matter, and every character of the original.
 *
 * @param span only what touches it is tidied.
 */
export function formatting({ transcript }: Interview, span?: Span): Edit[] {
  const { text, quotes, turns, annotations } = transcript;
  const edits: Edit[] = [];
  for (const { form, id, close, group, codes } of quotes) {
    if (!group) continue;
    const start = form === 'long' ? close.start + 1 + (id?.length ?? 0) : group.start + 1;
    const tidy = tidyCodes(text, { start, end: group.end - 1 }, codes);
    if (tidy !== undefined)
      edits.push(change(start, group.end - 1, (form === 'long' && tidy !== '' ? ' ' : '') + tidy));
  }
  for (const { added, guess, labelSpan } of turns) {
    if (!added) continue;
    const end = text.indexOf('}', labelSpan.end);
    edits.push(change(text.lastIndexOf('@', labelSpan.start - 1) + 1, labelSpan.start, ''));
    edits.push(change(labelSpan.end, end, guess ? '?' : ''));
  }
  for (const annotation of annotations)
    edits.push(change(annotation.start, annotation.end, tidyLine(text, annotation)));
  const wanted = edits.filter(
    (edit) => slice(text, edit.span) !== edit.text && (!span || overlaps(edit.span, widened(span))),
  );
  return keepsAll(transcript, wanted) ? wanted : [];
}

function change(start: number, end: number, text: string): Edit {
  return { span: { start, end }, text };
}

/** A range without length touches what is around it. */
function widened({ start, end }: Span): Span {
  return { start, end: Math.max(end, start + 1) };
}

const ORDER: Record<Code['kind'], number> = { tag: 0, claim: 1, person: 2, attribute: 3 };

/** The codes of a stretch in order; `undefined` where it holds something else, too. */
function tidyCodes(text: string, { start, end }: Span, codes: readonly Code[]): string | undefined {
  let at = start;
  for (const code of codes) {
    if (slice(text, { start: at, end: code.start }).trim() !== '') return undefined;
    at = code.end;
  }
  if (slice(text, { start: at, end }).trim() !== '') return undefined;
  const sorted = [...codes].sort((a, b) => ORDER[a.kind] - ORDER[b.kind]);
  return [...new Set(sorted.map((code) => slice(text, code)))].join(' ');
}

function tidyLine(text: string, { start, end, word, body, claim, codes }: Annotation): string {
  const said = slice(text, body).trimEnd();
  if (word === 'claim' && claim) {
    // Between the word and the id there may stand a coder or a colon; they stay.
    const head = slice(text, { start, end: claim.span.start }).trimEnd();
    const colon = slice(text, { start: claim.span.end, end: body.start }).includes(':') ? ':' : '';
    return joined(`${head} ${claim.value}${colon}`, said);
  }
  const head = slice(text, { start, end: Math.min(body.start, end) }).trimEnd();
  return joined(head, (word === 'tags' ? tidyCodes(text, body, codes) : undefined) ?? said);
}

function joined(head: string, body: string): string {
  return body === '' ? head : `${head} ${body}`;
}

/** Whether the original and all that is said of it are the same afterwards. */
function keepsAll(before: Transcript, edits: readonly Edit[]): boolean {
  if (edits.length === 0) return true;
  const after = parse(applyEdits(before.text, edits));
  return strip(after) === strip(before) && told(after) === told(before);
}

/** What the annotation layer says, without its places and its order within braces. */
function told({ text, quotes, annotations, turns, topics }: Transcript): string {
  const list = (codes: readonly Code[]): string[] => [...new Set(codes.map(writeCode))].sort();
  return JSON.stringify([
    quotes.map(({ id, form, codes }) => [form, id, list(codes)]),
    annotations.map(({ word, argument, claim, body, codes, target }) => [
      word,
      argument,
      claim?.value,
      codes.length > 0 && word === 'tags' ? list(codes) : slice(text, body).trim(),
      target,
    ]),
    turns.map(({ label, speaker, guess }) => [label, speaker, guess]),
    topics.map(({ title, level }) => [title, level]),
  ]);
}
