/** What can be written at an offset of an interview, judged by the text before it on its line. */
import { turnMark } from '../core/marks';
import { upperBound, type Span } from '../core/span';
import type { Line, Transcript } from '../core/syntax';

export type CompletionContext = {
  /** What is typed so far. */
  typed: string;
  /** Where it stands; ends at the offset, or behind it where a label goes on there. */
  replace: Span;
} & (
  | { kind: 'code'; others: string[] }
  /** `closed`: the brace stands there already. */
  | { kind: 'added-turn'; closed: boolean }
  | { kind: 'label' | 'quote-id' | 'annotation' | 'claim-id' }
  | { kind: 'key' | 'speaker' | 'speaker-key' | 'person-name' }
);

/** Codes and labels are looked for this far before the cursor. */
const REACH = 2000;

export function completionContext(transcript: Transcript, offset: number): CompletionContext | undefined {
  const { text, lines } = transcript;
  const index = upperBound(lines, offset) - 1;
  const line = lines[index];
  if (!line || offset > line.contentEnd) return undefined;
  const start = index === 0 && text.charCodeAt(0) === 0xfeff ? 1 : line.start;
  const from = Math.max(start, offset - REACH);
  const before = text.slice(from, offset);
  if (isFrontMatter(transcript, index)) {
    // Before something else it would make YAML that is none, and so words of what was front matter.
    const behind = text.slice(offset, Math.min(line.contentEnd, offset + REACH));
    return /^[ \t]*(?:[,}]|$)/.test(behind) ? inFrontMatter(text, lines, index, before, offset) : undefined;
  }
  if (index > 0 && line.kind === 'front-matter') return undefined;
  if (from === start && before.startsWith('%')) return inAnnotation(before, offset);
  return inMark(transcript, before, offset) ?? atLineStart(text, line, start, offset);
}

function context(
  kind: Exclude<CompletionContext['kind'], 'code' | 'added-turn'>,
  typed: string,
  offset: number,
): CompletionContext {
  return { kind, typed, replace: { start: offset - typed.length, end: offset } };
}

/** Whether codes can stand at the end of `inside`, the text between the brace (or the word `%tags`) and the cursor. */
function inCodes(inside: string, offset: number): CompletionContext | undefined {
  // In a quoted value.
  if (inside.split('"').length % 2 === 0) return undefined;
  const typed = /[^\s]*$/.exec(inside.slice(-200))?.[0] ?? '';
  const others = inside.slice(0, inside.length - typed.length).split(/\s+/);
  return { kind: 'code', typed, replace: { start: offset - typed.length, end: offset }, others };
}

function inAnnotation(before: string, offset: number): CompletionContext | undefined {
  if (/^%[\p{L}\p{N}_-]*$/u.test(before)) return context('annotation', before, offset);
  const word = /^%(tags|claim)(?:\([^()]{0,80}\))?:?[ \t]/.exec(before);
  if (word?.[1] === 'tags') return inCodes(before.slice(word[0].length), offset);
  const id = before.slice(word?.[0].length ?? 0).trimStart();
  return word && /^[\p{L}\p{M}\p{N}_/-]*$/u.test(id) ? context('claim-id', id, offset) : undefined;
}

/** Inside `=={…}`, `{@…}` and `<id …}`. */
function inMark(
  { text, lines, quotes, problems }: Transcript,
  before: string,
  offset: number,
): CompletionContext | undefined {
  const mark = Math.max(before.lastIndexOf('{'), before.lastIndexOf('<'));
  if (mark < 0 || before.includes('}', mark)) return undefined;
  const at = offset - before.length + mark;
  if (isEscaped(text, at)) return undefined;
  const inside = before.slice(mark + 1);
  if (before.charAt(mark) === '{') {
    if (quotes.some(({ form, close }) => form === 'marked' && close.start + 2 === at)) return inCodes(inside, offset);
    if (!inside.startsWith('@') || inside.length > 80) return undefined;
    const typed = inside.slice(1);
    // What stands behind the cursor in a mark that is closed would be words without it.
    const turn = turnMark(text, at, lines[upperBound(lines, at) - 1]?.contentEnd ?? offset);
    const replace = { start: offset - typed.length, end: Math.max(offset, turn?.labelEnd ?? 0) };
    return { kind: 'added-turn', typed, replace, closed: turn !== undefined };
  }
  if (/^[\p{L}\p{M}\p{N}_-]{0,64}$/u.test(inside)) {
    // Its own quote would be left open.
    if (quotes.some(({ form, close }) => form === 'long' && close.start === at)) return undefined;
    const open = problems.some((problem) => problem.start < at && openId(text, problem) !== undefined);
    return open ? context('quote-id', inside, offset) : undefined;
  }
  const id = /^([\p{L}\p{M}\p{N}_-]{1,64}) /u.exec(inside)?.[1];
  if (id === undefined || text.lastIndexOf(`{${id}>`, at) < 0) return undefined;
  return inCodes(inside.slice(id.length + 1), offset);
}

/** The name of a long quote that is reported as not closed. */
export function openId(text: string, { code, start, end }: Transcript['problems'][number]): string | undefined {
  const long = code === 'unclosed-quote' && text.charAt(start) === '{' && text.charAt(end - 1) === '>';
  return long ? text.slice(start + 1, end - 1) : undefined;
}

function isEscaped(text: string, at: number): boolean {
  let run = at;
  while (text.charAt(run - 1) === '\\') run--;
  return (at - run) % 2 === 1;
}

/** A label may begin here: nothing but a time and the beginning of a name stands on the line. */
function atLineStart(text: string, line: Line, start: number, offset: number): CompletionContext | undefined {
  if (line.kind !== 'text' && line.kind !== 'blank') return undefined;
  if (offset - start > 80 || text.slice(offset, Math.min(line.contentEnd, offset + 80)).trim() !== '') return undefined;
  const before = text.slice(start, offset);
  const time = /^(?:\[\d[\d:.,]{2,12}\]|\(\d[\d:.,]{2,12}\)|\d{1,3}:\d[\d:.,]{1,10})[ \t]/.exec(before)?.[0] ?? '';
  const typed = before.slice(time.length).trimStart();
  return /^(?:\p{L}[\p{L}\p{M}\p{N} ._'’-]{0,40})?$/u.test(typed) ? context('label', typed, offset) : undefined;
}

/** Whether the line lies between the two `---`, or behind the first where the second is not written yet. */
function isFrontMatter({ text, lines, frontMatter }: Transcript, index: number): boolean {
  const content = ({ start, contentEnd }: Line): string => text.slice(start, contentEnd);
  if (index === 0) return false;
  if (frontMatter) return lines[index]?.kind === 'front-matter' && lines[index + 1]?.kind === 'front-matter';
  const first = lines[0];
  if (!first || !/^\ufeff?---[ \t]*$/.test(content(first)) || index > 100) return false;
  return lines.slice(1, index).every((line) => /^(?:\s.*|#.*|[\p{L}_-]{1,40}:.*)?$/u.test(content(line).slice(0, 200)));
}

function inFrontMatter(
  text: string,
  lines: readonly Line[],
  index: number,
  before: string,
  offset: number,
): CompletionContext | undefined {
  if (/^[\p{L}_-]*$/u.test(before)) return context('key', before, offset);
  const path = parents(text, lines, index, before);
  const last = followFlow(path, before);
  if (last === undefined || path[0] !== 'speakers') return undefined;
  const value = /^[ \t]*([^:]{1,80}):[ \t]([^:]*)$/.exec(last);
  if (value) {
    const isName = path.length === 1 || (path.length === 2 && value[1]?.trim() === 'name');
    return isName ? context('person-name', (value[2] as string).trimStart(), offset) : undefined;
  }
  const typed = last.trimStart();
  if (typed.includes(':') || path.length > 2) return undefined;
  return context(path.length === 1 ? 'speaker' : 'speaker-key', typed, offset);
}

/** The keys under which a line stands, the outermost first: those of lines above that are indented less. */
function parents(text: string, lines: readonly Line[], index: number, before: string): string[] {
  const found: string[] = [];
  let indent = /^[ \t]*/.exec(before)?.[0].length ?? 0;
  for (let at = index - 1; at > 0 && at > index - 200 && indent > 0; at--) {
    const line = lines[at] as Line;
    const content = text.slice(line.start, Math.min(line.contentEnd, line.start + 200));
    const key = /^([ \t]*)([^\s:#][^:]{0,80}):/.exec(content);
    const width = key?.[1]?.length ?? indent;
    if (!key || width >= indent) continue;
    indent = width;
    found.unshift(key[2] as string);
  }
  return found;
}

/** Adds to the path the keys whose `{` is open at the end of a line, and gives what stands behind the last `{`, `}` or comma. */
function followFlow(path: string[], before: string): string | undefined {
  let last = '';
  let quote = '';
  for (const character of before) {
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if (character === '"' || character === "'") quote = character;
    else if (character === '{') {
      path.push(last.trim().replace(/:$/, ''));
      last = '';
      continue;
    } else if (character === '}' || character === ',') {
      if (character === '}') path.pop();
      last = '';
      continue;
    }
    last += character;
  }
  return quote === '' ? last : undefined;
}
