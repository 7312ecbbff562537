/** Text in, tree out: `parse` cannot fail, and looks at each line once. */
import { readAnnotation } from './annotations';
import { readFrontMatter } from './front-matter';
import { findSpeakers, isNameShaped, readHead, type Cast, type Head } from './labels';
import { splitLines } from './lines';
import { isAnnotationMark, isSpace, topicMark } from './marks';
import { pairQuotations } from './quotation';
import { pairQuotes, type Pairing } from './quotes';
import { upperBound, type Span } from './span';
import type { FrontMatter, Line, Paragraph, Problem, Quotation, Time, Topic, Transcript, Turn } from './syntax';
import { Cursor, MARK_CHARACTERS, readLead, scanLine, wordsBehind, type Token } from './tokens';

/** Lines longer than this are not wrapped by hand. */
const WRAPPED_LENGTH = 160;
const OPENING_QUOTATION_MARKS = ['“', '"', '‘', '«', '„', '»', '「', '『'];

/**
 * Parses a transcript. Never throws, for any text; linear in its length.
 *
 * @param text the whole file; a byte order mark at its start is tolerated and belongs to the first line.
 */
export function parse(text: string): Transcript {
  const problems: Problem[] = [];
  const front = findFrontMatter(text, problems);
  const reading = readLines(text, front);
  const { lines, heads, tokens, topics, unwrapped } = reading;

  const added = addedLabels(tokens);
  let cast = findSpeakers([...heads.values()], added, front?.speakers ?? []);
  const paragraphs = groupParagraphs(text, lines, heads, cast, unwrapped);
  const blocks = blockEnds(lines, paragraphs);
  const pairing = pairQuotes(text, tokens, blocks, (offset) => (lines[lineOf(lines, offset)] as Line).contentEnd);
  problems.push(...pairing.problems);
  if (pairing.consumed.size > 0) {
    const left = addedLabels(tokens.filter((token) => !pairing.consumed.has(token)));
    if (left.length < added.length) cast = findSpeakers([...heads.values()], left, front?.speakers ?? []);
  }

  const annotations = readAnnotations(text, lines, topics, paragraphs, problems);
  const turns = findTurns(text, lines, heads, tokens, pairing, cast, topics);
  splitParagraphs(text, lines, paragraphs, turns);
  for (const quote of pairing.quotes) quote.turn = turnAt(turns, quote.words.start);
  const transcript: Transcript = {
    text,
    lines,
    frontMatter: front,
    topics,
    paragraphs,
    turns,
    speakers: cast.speakers,
    quotes: pairing.quotes,
    quotations: findQuotations(text, paragraphs, tokens, pairing),
    times: tokens.flatMap((token): Time[] =>
      token.kind === 'time' && !pairing.consumed.has(token)
        ? [{ start: token.start, end: token.end, ms: token.ms }]
        : [],
    ),
    annotations,
    layer: findLayer(reading, front, pairing),
    escapes: tokens
      .filter((token) => token.kind === 'escape' && !pairing.consumed.has(token))
      .map(({ start, end }) => ({ start, end })),
    problems,
  };
  reportSpeakers(heads, cast, problems);
  reportTimes(turns, problems);
  problems.sort((a, b) => a.start - b.start);
  return transcript;
}

/** The front matter, if the text begins with one: a block between two `---` lines that looks like YAML. */
function findFrontMatter(text: string, problems: Problem[]): FrontMatter | undefined {
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
  problems.push(...read.problems);
  return read.frontMatter;
}

interface Reading {
  lines: Line[];
  /** The heads of turns, by index of their line. */
  heads: Map<number, Head>;
  tokens: Token[];
  topics: Topic[];
  /** The hashes of topic lines, and whole annotation lines. */
  layer: Span[];
  /** Most of the text stands in lines too long to have been wrapped: each line is a paragraph. */
  unwrapped: boolean;
}

function readLines(text: string, front: FrontMatter | undefined): Reading {
  const reading: Reading = {
    lines: splitLines(text),
    heads: new Map(),
    tokens: [],
    topics: [],
    layer: [],
    unwrapped: false,
  };
  const cursor = new Cursor(text, MARK_CHARACTERS);
  let long = 0;
  let all = 0;
  for (const [index, line] of reading.lines.entries()) {
    if (front && line.start < front.end) {
      line.kind = 'front-matter';
      continue;
    }
    readLine(text, line, index, reading, cursor);
    if (line.kind !== 'text') continue;
    const length = line.contentEnd - line.start;
    all += length;
    if (length > WRAPPED_LENGTH) long += length;
  }
  dropStops(reading.heads);
  reading.unwrapped = long * 2 > all;
  return reading;
}

function readLine(
  text: string,
  line: Line,
  index: number,
  { heads, tokens, topics, layer }: Reading,
  cursor: Cursor,
): void {
  const start = index === 0 ? bodyStart(text) : line.start;
  const end = line.contentEnd;
  if (isBlankLine(text, start, end)) {
    line.kind = 'blank';
    return;
  }
  if (isAnnotationMark(text, start)) {
    line.kind = 'annotation';
    layer.push({ start, end: line.end });
    return;
  }
  const mark = topicMark(text, start, end);
  if (mark > 0) {
    line.kind = 'topic';
    layer.push({ start, end: start + mark });
    topics.push(topicLine(text, start, end, index, mark));
  }
  const lead = readLead(text, start + mark, end);
  if (mark === 0 && !lead.turn) {
    const head = readHead(text, lead.at, end, lead.time);
    if (head) heads.set(index, head);
  }
  scanLine(text, line, start + mark, lead, cursor, tokens);
}

/** `Q.` and `A.` are labels only together and repeated: `A. Smith` alone is a name. */
function dropStops(heads: Map<number, Head>): void {
  const count = { Q: 0, A: 0 };
  for (const { form, label } of heads.values()) if (form === 'stop') count[label as 'Q' | 'A']++;
  if (count.Q >= 2 && count.A >= 2) return;
  for (const [index, { form }] of heads) if (form === 'stop') heads.delete(index);
}

/** 1 behind a byte order mark, else 0. */
function bodyStart(text: string): number {
  return text.charCodeAt(0) === 0xfeff ? 1 : 0;
}

function isBlankLine(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (!isSpace(text.charCodeAt(at))) return false;
  return true;
}

function topicLine(text: string, start: number, end: number, index: number, mark: number): Topic {
  const source = text.slice(start + mark, end);
  // The heading of a Markdown original keeps its own hashes.
  const own = /^#{0,6}[ \t]*/.exec(source)?.[0].length ?? 0;
  const title = source.slice(own).trimEnd();
  const titleStart = start + mark + own + title.length - title.trimStart().length;
  return {
    start,
    end,
    title: plainTitle(title.trim()),
    titleSpan: { start: titleStart, end: titleStart + title.trim().length },
    level: mark - 1,
    added: false,
    line: index,
    sectionEnd: text.length,
    annotations: [],
  };
}

/** A title without the marks that may stand in it. */
function plainTitle(title: string): string {
  if (!/[=\\{<]/.test(title)) return title;
  return title
    .replace(/(?<!=)==(?!=)(?:\{[^{}<]*\})?/g, '')
    .replace(/\\(?=[#%={<[("“‘«»„])/g, '')
    .trim();
}

function addedLabels(tokens: readonly Token[]): string[] {
  return tokens.flatMap((token) => (token.kind === 'turn' ? [token.label] : []));
}

/** Groups lines of text to paragraphs: blank lines, topics and new turns part them; annotation lines do not. */
function groupParagraphs(
  text: string,
  lines: Line[],
  heads: Map<number, Head>,
  cast: Cast,
  unwrapped: boolean,
): Paragraph[] {
  const paragraphs: Paragraph[] = [];
  let current: Paragraph | undefined;
  for (const [index, line] of lines.entries()) {
    if (line.kind === 'annotation') {
      if (text.startsWith('%topic', line.start)) current = undefined;
      continue;
    }
    if (line.kind !== 'text') {
      current = undefined;
      continue;
    }
    const head = heads.get(index);
    const above = current && heads.get(current.lastLine);
    const stamped = above?.form === 'stamp' && cast.byLabel.has(above.label);
    if (current && !(head && cast.byLabel.has(head.label)) && (!unwrapped || stamped)) {
      current.end = line.contentEnd;
      current.lastLine = index;
      continue;
    }
    current = {
      start: line.start,
      end: line.contentEnd,
      firstLine: index,
      lastLine: index,
      aside: false,
      annotations: [],
      topic: -1,
      parts: [],
    };
    paragraphs.push(current);
  }
  return paragraphs;
}

/** Tells where the paragraph or topic line that holds an offset ends. */
function blockEnds(lines: Line[], paragraphs: Paragraph[]): (offset: number) => number {
  return (offset) => {
    const paragraph = paragraphs[upperBound(paragraphs, offset) - 1];
    if (paragraph && offset < paragraph.end) return paragraph.end;
    return (lines[lineOf(lines, offset)] as Line).contentEnd;
  };
}

function lineOf(lines: readonly Line[], offset: number): number {
  return Math.max(0, upperBound(lines, offset) - 1);
}

/** Reads the annotation lines, gives each to what stands above it, and adds the topics among them. */
function readAnnotations(
  text: string,
  lines: Line[],
  topics: Topic[],
  paragraphs: Paragraph[],
  problems: Problem[],
): Transcript['annotations'] {
  const annotations: Transcript['annotations'] = [];
  const headings = [...topics];
  topics.length = 0;
  let heading = 0;
  let paragraph = 0;
  let target: Transcript['annotations'][number]['target'] = { kind: 'interview' };
  for (const [index, line] of lines.entries()) {
    if (headings[heading]?.line === index) {
      target = { kind: 'topic', index: topics.length };
      topics.push(headings[heading++] as Topic);
    } else if (line.kind === 'text') {
      while ((paragraphs[paragraph]?.lastLine ?? Infinity) < index) paragraph++;
      target = { kind: 'paragraph', index: paragraph };
    } else if (line.kind === 'annotation') {
      const read = readAnnotation(text, line, index);
      problems.push(...read.problems);
      annotations.push(read.annotation);
      if (read.annotation.word === 'topic') {
        target = { kind: 'topic', index: topics.length };
        topics.push(addedTopic(text, read.annotation));
      }
      read.annotation.target = target;
      if (target.kind === 'paragraph') paragraphs[target.index]?.annotations.push(read.annotation);
      else if (target.kind === 'topic') topics[target.index]?.annotations.push(read.annotation);
    }
  }
  closeSections(topics, paragraphs);
  return annotations;
}

function addedTopic(text: string, annotation: Transcript['annotations'][number]): Topic {
  const level = Number(annotation.argument ?? '1');
  return {
    start: annotation.start,
    end: annotation.end,
    title: text.slice(annotation.body.start, annotation.body.end).trim(),
    titleSpan: annotation.body,
    level: Number.isInteger(level) && level >= 1 && level <= 6 ? level : 1,
    added: true,
    line: annotation.line,
    sectionEnd: text.length,
    annotations: [],
  };
}

/** Sets where sections end, the topic of each paragraph, and which paragraphs are asides. */
function closeSections(topics: Topic[], paragraphs: Paragraph[]): void {
  const open: Topic[] = [];
  for (const topic of topics) {
    while ((open.at(-1)?.level ?? 0) >= topic.level) (open.pop() as Topic).sectionEnd = topic.start;
    open.push(topic);
  }
  const isAside = (annotation: { word: string }): boolean => annotation.word === 'aside';
  const asides = topics.filter((topic) => topic.annotations.some(isAside));
  let topic = -1;
  let aside = 0;
  for (const paragraph of paragraphs) {
    while ((topics[topic + 1]?.start ?? Infinity) < paragraph.start) topic++;
    while ((asides[aside]?.sectionEnd ?? Infinity) <= paragraph.start) aside++;
    paragraph.topic = topic;
    paragraph.aside = paragraph.annotations.some(isAside) || (asides[aside]?.start ?? Infinity) < paragraph.start;
  }
}

/** The turns, from the labels of the transcript and those that the analyst added. */
function findTurns(
  text: string,
  lines: Line[],
  heads: Map<number, Head>,
  tokens: Token[],
  { consumed }: Pairing,
  cast: Cast,
  topics: Topic[],
): Turn[] {
  const turns: Turn[] = [];
  for (const [index, head] of heads) {
    const speaker = cast.byLabel.get(head.label);
    if (speaker === undefined) continue;
    const { label, labelSpan, time, words } = head;
    turns.push({
      start: (lines[index] as Line).start,
      end: 0,
      label,
      labelSpan,
      speaker,
      time,
      added: false,
      guess: false,
      words,
      line: index,
    });
  }
  for (const token of tokens) {
    if (token.kind !== 'turn' || consumed.has(token)) continue;
    const index = lineOf(lines, token.start);
    const line = lines[index] as Line;
    if (line.kind !== 'text') continue;
    const { words, time } = wordsBehind(text, token.end, line.contentEnd);
    const before = token.lead ? readLead(text, line.start, token.start).time : undefined;
    turns.push({
      start: token.lead ? line.start : token.start,
      end: 0,
      label: token.label,
      labelSpan: token.labelSpan,
      speaker: cast.byLabel.get(token.label) ?? -1,
      time: time ?? before,
      added: true,
      guess: token.guess,
      words,
      line: index,
    });
  }
  turns.sort((a, b) => a.start - b.start || a.labelSpan.start - b.labelSpan.start);
  let topic = 0;
  for (const [index, turn] of turns.entries()) {
    while (topic < topics.length && ((topics[topic] as Topic).start < turn.start || (topics[topic] as Topic).added))
      topic++;
    turn.end = Math.min(turns[index + 1]?.start ?? text.length, topics[topic]?.start ?? text.length);
  }
  return turns;
}

/** Cuts each paragraph at the turns that begin in it. */
function splitParagraphs(text: string, lines: Line[], paragraphs: Paragraph[], turns: Turn[]): void {
  let next = 0;
  for (const paragraph of paragraphs) {
    const line = lines[paragraph.firstLine] as Line;
    let part = {
      start: paragraph.start,
      end: paragraph.end,
      turn: turnAt(turns, paragraph.start),
      words: readLead(text, line.start, line.contentEnd).at,
    };
    while ((turns[next]?.start ?? Infinity) < paragraph.start) next++;
    for (; (turns[next]?.start ?? Infinity) < paragraph.end; next++) {
      const turn = turns[next] as Turn;
      if (turn.start > part.start) {
        part.end = turn.start;
        paragraph.parts.push(part);
      }
      part = { start: turn.start, end: paragraph.end, turn: next, words: Math.min(turn.words, paragraph.end) };
    }
    paragraph.parts.push(part);
  }
}

/** The index of the turn that holds `offset`, or -1. */
function turnAt(turns: Turn[], offset: number): number {
  const index = upperBound(turns, offset) - 1;
  return index >= 0 && offset < (turns[index] as Turn).end ? index : -1;
}

function findQuotations(
  text: string,
  paragraphs: Paragraph[],
  tokens: Token[],
  { quotes, consumed }: Pairing,
): Quotation[] {
  const cursor = new Cursor(text, OPENING_QUOTATION_MARKS);
  const plain = new Set<number>();
  for (const token of tokens)
    if (token.kind === 'escape' && token.plain >= 0 && !consumed.has(token)) plain.add(token.plain);
  const groups = quotes.flatMap((quote) => (quote.group ? [quote.group] : [])).sort((a, b) => a.start - b.start);
  const ignored = (offset: number): boolean => {
    if (plain.has(offset)) return true;
    const group = groups[upperBound(groups, offset) - 1];
    return group !== undefined && offset < group.end;
  };
  const quotations: Quotation[] = [];
  for (const [index, paragraph] of paragraphs.entries()) {
    if (cursor.find(paragraph.start, paragraph.end) >= paragraph.end) continue;
    for (const found of pairQuotations(text, paragraph.start, paragraph.end, ignored))
      quotations.push({ ...found, paragraph: index });
  }
  return quotations;
}

/** Everything that is not of the original, in order. */
function findLayer(
  { lines, tokens, layer }: Reading,
  front: FrontMatter | undefined,
  { quotes, consumed }: Pairing,
): Span[] {
  const spans = [...layer];
  if (front) spans.push({ start: front.start, end: front.end });
  for (const quote of quotes) spans.push(quote.open, quote.close);
  for (const token of tokens) {
    if ((token.kind === 'turn' || token.kind === 'escape') && !consumed.has(token))
      spans.push({ start: token.start, end: token.end });
  }
  spans.sort((a, b) => a.start - b.start);
  takeLastLineEnd(lines, spans);
  return spans;
}

/** Annotation lines that end the file without a line end take the line end before them along: the original had none. */
function takeLastLineEnd(lines: Line[], layer: Span[]): void {
  let first = lines.length;
  while (lines[first - 1]?.kind === 'annotation') first--;
  const before = lines[first - 1];
  if (first === lines.length || !before || before.kind === 'front-matter') return;
  const span = layer.find(({ start }) => start === (lines[first] as Line).start);
  if (span) span.start = before.contentEnd;
}

function reportSpeakers(heads: Map<number, Head>, cast: Cast, problems: Problem[]): void {
  const byFolded = new Map<string, Set<string>>();
  for (const { form, label, labelSpan } of heads.values()) {
    if (!cast.byLabel.has(label)) {
      if (form !== 'colon' || !isNameShaped(label)) continue;
      problems.push({
        code: 'possible-speaker',
        message: 'This may be a speaker: declare the label, or put a backslash before it.',
        ...labelSpan,
      });
      continue;
    }
    const folded = label
      .toLowerCase()
      .replace(/[\s.]+/g, ' ')
      .trim();
    const others = byFolded.get(folded) ?? new Set();
    byFolded.set(folded, others);
    if (others.has(label)) continue;
    if ([...others].some((other) => cast.byLabel.get(other) !== cast.byLabel.get(label))) {
      problems.push({
        code: 'duplicate-label',
        message: 'This label differs from another one only in case, dots or blanks.',
        ...labelSpan,
      });
    }
    others.add(label);
  }
}

function reportTimes(turns: Turn[], problems: Problem[]): void {
  let last = -1;
  for (const { time } of turns) {
    if (!time) continue;
    if (time.ms < last)
      problems.push({
        code: 'time-goes-back',
        message: 'This time is earlier than that of the turn before.',
        start: time.start,
        end: time.end,
      });
    last = time.ms;
  }
}
