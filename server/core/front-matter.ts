/** The YAML block at the very top of a transcript. */
import { isMap, isScalar, isSeq, parseDocument, type Document, type Node, type YAMLMap } from 'yaml';
import { bodyStart } from './lines';
import type { Span } from './span';
import type { DeclaredSpeaker, Field, FrontMatter, Problem } from './syntax';

const SCALARS = ['title', 'date', 'original', 'source', 'media', 'language', 'coder'] as const;

const MAXIMUM_LENGTH = 1 << 16;

/** A YAML document, or `undefined` where it is nested so deeply that the library gives up. */
export function parseYaml(source: string): Document.Parsed | undefined {
  try {
    // The library knows LF and CRLF only; an LF in place of a lone CR leaves every offset where it is.
    return parseDocument(source.replace(/\r(?!\n)/g, '\n'), { uniqueKeys: false, logLevel: 'silent' });
  } catch {
    return undefined;
  }
}

/** What is wrong with a document; one mistake can bring thousands, of which the first few serve. */
export function faults(document: Document.Parsed, base: number): { span: Span; message: string }[] {
  return document.errors.slice(0, 10).map(({ pos: [start, end], code }) => ({
    span: { start: base + start, end: base + end },
    // The library's own message may quote the line at fault.
    message: `This is not well-formed YAML (${code.toLowerCase().replaceAll('_', ' ')}).`,
  }));
}

/** The front matter, if the text begins with one: a block between two `---` lines that looks like YAML. */
export function findFrontMatter(text: string, problems: Problem[]): FrontMatter | undefined {
  const start = bodyStart(text);
  const opening = /---[ \t]*(?:\r\n|\n|\r)/y;
  opening.lastIndex = start;
  if (!opening.test(text)) return undefined;
  const from = opening.lastIndex;
  const closing = /^---[ \t]*(?:\r\n|\n|\r|$(?![\s\S]))/gm;
  closing.lastIndex = from;
  const match = closing.exec(text);
  const body = { start: from, end: match?.index ?? text.length };
  const looksLikeYaml = /^(?:[ \t]*(?:#.*)?(?:\r\n|\n|\r))*(?:$|["']?[^\s"'#:,[\]{}][^:\r\n]{0,80}:(?:[ \t\r\n]|$)|\{)/;
  if (!match || !looksLikeYaml.test(text.slice(body.start, Math.min(body.end, body.start + 4096)))) {
    if (!match && looksLikeYaml.test(text.slice(body.start, body.start + 4096))) {
      problems.push({
        code: 'front-matter',
        message: 'The front matter is not closed: a second line `---` is missing.',
        start,
        end: start + 3,
      });
    }
    return undefined;
  }
  const span = { start, end: match.index + match[0].length };
  const read = readFrontMatter(text, span, body);
  for (const problem of read.problems) problems.push(problem);
  return read.frontMatter;
}

/** Reads the block that covers `span` of `text`, both `---` lines included; `body` is what lies between them. */
function readFrontMatter(text: string, span: Span, body: Span): { frontMatter: FrontMatter; problems: Problem[] } {
  const frontMatter: FrontMatter = { ...span, speakers: [], terms: [], keys: [] };
  const problems: Problem[] = [];
  const report = (start: number, end: number, message: string, code: Problem['code'] = 'front-matter'): void => {
    // What is missing at the end is shown on the last character of the block.
    const from = Math.max(body.start, Math.min(start, body.end - 1));
    problems.push({ code, message, start: from, end: Math.max(from, Math.min(Math.max(end, from + 1), body.end)) });
  };
  if (body.end - body.start > MAXIMUM_LENGTH) {
    report(body.start, body.end, 'The front matter is too long to be read.');
    return { frontMatter, problems };
  }
  const document = parseYaml(text.slice(body.start, body.end));
  if (!document) {
    report(body.start, body.end, 'The front matter is nested too deeply to be read.');
    return { frontMatter, problems };
  }
  for (const { span, message } of faults(document, body.start)) report(span.start, span.end, message);
  const root = document.contents;
  if (!isMap(root)) {
    if (root !== null && document.errors.length === 0)
      report(body.start, body.end, 'The front matter should be a list of `key: value` lines.');
    return { frontMatter, problems };
  }
  const fields = new Map<string, Field>();
  for (const [key, value] of entries(root, body.start)) {
    if (fields.has(key.value)) report(key.span.start, key.span.end, `The key \`${key.value}\` stands twice.`);
    fields.set(key.value, key);
    frontMatter.keys.push(key);
    if (key.value === 'speakers') readSpeakers(value, body.start, frontMatter.speakers, report);
    else if (key.value === 'terms') frontMatter.terms = readTerms(value, body.start);
    else {
      const known = SCALARS.find((name) => name === key.value);
      if (!known) continue;
      const field = scalar(value, body.start);
      if (field) frontMatter[known] = field;
      else if (value !== null && !(isScalar(value) && value.value === null))
        report(key.span.start, key.span.end, `\`${known}\` should be a line of text.`);
    }
  }
  return { frontMatter, problems };
}

type Report = (start: number, end: number, message: string, code?: Problem['code']) => void;

function readSpeakers(value: Node | null, base: number, speakers: DeclaredSpeaker[], report: Report): void {
  const seen = new Set<string>();
  const add = (label: Field, name?: Field, role?: Field): void => {
    if (seen.has(label.value)) {
      report(
        label.span.start,
        label.span.end,
        'This label is declared twice: only the first counts.',
        'duplicate-label',
      );
      return;
    }
    seen.add(label.value);
    speakers.push({ label: label.value, labelSpan: label.span, name, role });
  };
  if (isSeq(value)) {
    for (const item of value.items) {
      const label = scalar(item as Node, base);
      if (label) add(label);
    }
    return;
  }
  if (!isMap(value)) return;
  for (const [label, details] of entries(value, base)) {
    if (!isMap(details)) {
      add(label, scalar(details, base));
      continue;
    }
    const parts = new Map<string, Field>();
    for (const [key, part] of entries(details, base)) {
      const field = scalar(part, base);
      if (field) parts.set(key.value, field);
    }
    add(label, parts.get('name'), parts.get('role'));
  }
}

function readTerms(value: Node | null, base: number): Field[] {
  const items = isSeq(value) ? (value.items as Node[]) : [value];
  return items.map((item) => scalar(item, base)).filter((field) => field !== undefined);
}

/** The pairs of a map whose keys are scalars, as fields with the spans of the file. */
export function entries(map: YAMLMap, base: number): [Field, Node | null][] {
  const pairs: [Field, Node | null][] = [];
  for (const pair of map.items) {
    const key = scalar(pair.key as Node | null, base);
    if (key) pairs.push([key, pair.value as Node | null]);
  }
  return pairs;
}

/** A scalar as text: aliases and collections are none, so a bomb of aliases is never expanded. */
export function scalar(node: Node | null, base: number): Field | undefined {
  if (!isScalar(node) || !node.range || node.value === null) return undefined;
  const value = typeof node.value === 'string' ? node.value : (node.source ?? String(node.value));
  return { value, span: { start: base + node.range[0], end: base + node.range[1] } };
}
