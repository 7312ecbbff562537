/** Annotation lines: `%word(argument) id: body`. */
import { readCodes } from './codes';
import { bodyStart } from './lines';
import { skipSpaces } from './marks';
import type { Annotation, Field, Line, Problem } from './syntax';

const WORDS: readonly string[] = ['claim', 'tags', 'memo', 'topic', 'aside', 'unrelated'];
const HEAD = /%([\p{L}\p{N}_-]{1,40})(?:\(([^()\r\n]{0,80})\))?(:?)/uy;
const CLAIM = /([\p{L}\p{M}\p{N}_-]{1,200}(?:\/[\p{L}\p{M}\p{N}_-]{1,200}){0,9})[ \t]*(?::|$)/uy;

/** Reads the annotation line with index `index`; its target is set by the caller, who knows what stands above. */
export function readAnnotation(
  text: string,
  line: Line,
  index: number,
): { annotation: Annotation; problems: Problem[] } {
  const problems: Problem[] = [];
  const start = line.start === 0 ? bodyStart(text) : line.start;
  HEAD.lastIndex = start;
  const match = HEAD.exec(text);
  const word = match?.[1] ?? '';
  const headEnd = start + (match?.[0].length ?? 1);
  const wordSpan = { start, end: start + 1 + word.length };
  const body = { start: Math.min(skipSpaces(text, headEnd, line.contentEnd), line.contentEnd), end: line.contentEnd };
  const annotation: Annotation = {
    start,
    end: line.contentEnd,
    word,
    wordSpan,
    argument: match?.[2],
    body,
    codes: [],
    line: index,
    target: { kind: 'interview' },
  };
  if (word === 'claim') {
    const source = text.slice(body.start, body.end);
    CLAIM.lastIndex = 0;
    const claim = CLAIM.exec(source);
    if (claim) {
      const value = claim[1] as string;
      annotation.claim = { value, span: { start: body.start, end: body.start + value.length } };
      annotation.body = { start: skipSpaces(text, body.start + claim[0].length, body.end), end: body.end };
    } else problems.push({ code: 'bad-code', message: 'A claim line reads `%claim id: what it says`.', ...wordSpan });
  } else if (word === 'tags') {
    const read = readCodes(text, body.start, body.end);
    annotation.codes = read.codes;
    for (const problem of read.problems) problems.push(problem);
  } else if (word === 'unrelated') {
    annotation.unrelated = readUnrelated(text.slice(body.start, body.end), body.start);
    if (!annotation.unrelated) {
      const message = 'An unrelated line reads `%unrelated interview "first words of the passage"`.';
      problems.push({ code: 'bad-code', message, ...wordSpan });
    }
  } else if (!WORDS.includes(word)) {
    problems.push({
      code: 'unknown-annotation',
      message: `\`%${word}\` is not a known annotation; the line is kept and not searched.`,
      ...wordSpan,
    });
  }
  return { annotation, problems };
}

/**
 * What the body of an `%unrelated` line names: `interview-12 "first words"`. What stands before the first quotation mark is the name of an
 * interview, which may hold blanks. `undefined` where there is no name.
 *
 * @param start where the body stands in the file.
 */
export function readUnrelated(body: string, start: number): Annotation['unrelated'] {
  const open = body.indexOf('"');
  const close = body.lastIndexOf('"');
  const field = (from: number, to: number): Field => {
    const source = body.slice(from, to);
    const value = source.trim();
    const at = start + from + source.length - source.trimStart().length;
    return { value, span: { start: at, end: at + value.length } };
  };
  const interview = field(0, open < 0 ? body.length : open);
  if (interview.value === '') return undefined;
  const words = open < 0 ? undefined : field(open + 1, close > open ? close : body.length);
  return { interview, words: words?.value ? words : undefined };
}

/** The words that may follow `%`. */
export const ANNOTATION_WORDS = WORDS;
