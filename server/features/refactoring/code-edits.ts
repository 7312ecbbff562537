/** Changes the codes of one interview: in braces, in `%tags` and in `%claim` lines. */
import { writeCode } from '../../core/codes';
import { applyEdits } from '../../core/edit';
import { bodyStart } from '../../core/lines';
import { parse } from '../../core/parse';
import type { Span } from '../../core/span';
import { plainText, strip } from '../../core/strip';
import type { Annotation, Code, Quote, Transcript } from '../../core/syntax';
import type { Edit } from '../place';
import { changedCodes, type Change } from './change';

/**
 * The edits that carry a change out. The marks of a quote stay where its last code goes; lines of annotation that would be left empty go.
 *
 * @returns `undefined` where the text would not read as it should afterwards: the result is parsed again and compared.
 */
export function codeEdits(transcript: Transcript, change: Change): Edit[] | undefined {
  const edits: Edit[] = [];
  const lines: number[] = [];
  for (const quote of transcript.quotes) edits.push(...listEdits(transcript, listOf(quote), quote.codes, change));
  for (const annotation of transcript.annotations) {
    if (isLeftEmpty(transcript, annotation, change)) lines.push(annotation.line);
    else if (change.kind === 'claim' && annotation.claim) {
      const { value, span } = annotation.claim;
      const name = change.to(value);
      if (name !== undefined && name !== value) edits.push({ span, text: name });
    } else edits.push(...listEdits(transcript, { ...annotation.body, follows: false }, annotation.codes, change));
  }
  edits.push(...removedLines(transcript, lines));
  const after = parse(applyEdits(transcript.text, edits));
  const holds = strip(after) === strip(transcript) && meaning(after) === meaning(transcript, change);
  return holds ? edits : undefined;
}

/** Where codes stand; `follows` where something stands before the first of them that stays: the name of a long quote. */
type List = Span & { follows: boolean };

function listOf({ form, id = '', group, close }: Quote): List {
  const { start, end } = group ?? close;
  return form === 'long'
    ? { start: start + 1 + id.length, end: end - 1, follows: true }
    : { start: start + 1, end: end - 1, follows: false };
}

function listEdits({ text }: Transcript, list: List, codes: readonly Code[], change: Change): Edit[] {
  const edits: Edit[] = [];
  let { follows, start: at } = list;
  for (const [index, after] of changedCodes(codes, change).entries()) {
    const code = codes[index] as Code;
    // What is no code stays, and so do the blanks around it.
    follows ||= text.slice(at, code.start).trim() !== '';
    at = code.end;
    if (!after) {
      let { start, end } = code;
      if (follows) while (start > list.start && isBlank(text[start - 1])) start--;
      else while (end < list.end && isBlank(text[end])) end++;
      edits.push({ span: { start, end }, text: '' });
      continue;
    }
    follows = true;
    if (after.name !== code.name) edits.push({ span: { start: code.start + 1, end: code.end }, text: after.name });
  }
  return edits;
}

function isBlank(character: string | undefined): boolean {
  return character === ' ' || character === '\t' || character === '\u00a0';
}

/** Whether a line says nothing any more. */
function isLeftEmpty({ text }: Transcript, { claim, body, codes }: Annotation, change: Change): boolean {
  if (claim) return change.kind === 'claim' && change.to(claim.value) === undefined;
  if (codes.length === 0 || changedCodes(codes, change).some((code) => code)) return false;
  let rest = '';
  let at = body.start;
  for (const { start, end } of codes) {
    rest += text.slice(at, start);
    at = end;
  }
  return (rest + text.slice(at, body.end)).trim() === '';
}

/** Removes lines; those that end the file without a line end take the one before them along. */
function removedLines({ text, lines }: Transcript, numbers: readonly number[]): Edit[] {
  const edits: Edit[] = [];
  for (const [index, number] of numbers.entries()) {
    if (numbers[index - 1] === number - 1) continue;
    let last = number;
    for (let next = index + 1; numbers[next] === last + 1; next++) last++;
    const [first, final, above] = [lines[number], lines[last], lines[number - 1]];
    if (!first || !final) continue;
    const start = above && final.contentEnd === final.end ? above.contentEnd : Math.max(first.start, bodyStart(text));
    edits.push({ span: { start, end: final.end }, text: '' });
  }
  return edits;
}

/** All that an interview says with marks, as one text: as it is, or as it should be after a change. */
function meaning(transcript: Transcript, change?: Change): string {
  const { text, turns, quotes, annotations, topics, frontMatter } = transcript;
  const written = (codes: readonly Code[]): string[] =>
    (change ? changedCodes(codes, change) : codes).flatMap((code) => (code ? [writeCode(code)] : []));
  return JSON.stringify([
    turns.map(({ label, speaker, time }) => [label, speaker, time?.ms]),
    quotes.map(({ form, id, words, codes }) => [form, id, plainText(transcript, words), written(codes)]),
    annotations.flatMap((annotation) => {
      if (change && isLeftEmpty(transcript, annotation, change)) return [];
      const { word, argument, claim, codes, body } = annotation;
      const name = claim && (change?.kind === 'claim' ? change.to(claim.value) : claim.value);
      return [[word, argument, name, written(codes), word === 'tags' ? '' : text.slice(body.start, body.end)]];
    }),
    topics.map(({ title, level }) => [title, level]),
    frontMatter && text.slice(frontMatter.start, frontMatter.end),
  ]);
}
