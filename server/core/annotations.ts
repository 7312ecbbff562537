/** Annotation lines: `%word(argument) id: body`. */
import { readCodes } from './codes';
import { bodyStart } from './lines';
import { skipSpaces } from './marks';
import type { Span } from './span';
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
    annotation.unrelated = readUnrelated(text, body);
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

/** `interview-12 "first words"`: what stands before the first quotation mark is the name, which may hold blanks. */
function readUnrelated(text: string, body: Span): Annotation['unrelated'] {
  const source = text.slice(body.start, body.end);
  const open = source.indexOf('"');
  const field = (from: number, to: number): Field => {
    const value = source.slice(from, to);
    const start = body.start + from + (value.length - value.trimStart().length);
    return { value: value.trim(), span: { start, end: start + value.trim().length } };
  };
  const interview = field(0, open < 0 ? source.length : open);
  if (interview.value === '') return undefined;
  const close = source.lastIndexOf('"');
  const words = open < 0 ? undefined : field(open + 1, close > open ? close : source.length);
  return { interview, words: words?.value ? words : undefined };
}

/** The words that may follow `%`. */
export const ANNOTATION_WORDS = WORDS;
