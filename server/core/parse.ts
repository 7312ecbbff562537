/** Text in, tree out: `parse` cannot fail, and looks at each line once. */
import { groupParagraphs, nameTopics, readAnnotations, topicLine } from './blocks';
import { findFrontMatter } from './front-matter';
import { count, readHead, type Head, type LabelUse } from './heads';
import { findSpeakers } from './labels';
import { bodyStart, lineOf, splitLines } from './lines';
import { isAnnotationMark, isSpace, topicMark } from './marks';
import { pairQuotations } from './quotation';
import { pairQuotes, type Pairing } from './quotes';
import { upperBound, type Span } from './span';
import type { FrontMatter, Line, Paragraph, Problem, Quotation, Time, Topic, Transcript } from './syntax';
import {
  markCursor,
  marksLength,
  newLead,
  quotationCursor,
  readLead,
  scanLine,
  type Cursor,
  type Lead,
  type Token,
} from './tokens';
import { findTurns, reportLabels, reportTimes, splitParagraphs, turnAt } from './turns';

/** Lines longer than this are not wrapped by hand. */
const WRAPPED_LENGTH = 160;
const RECENT_LABELS = 8;

/**
 * Parses a transcript. Never throws, for any text; linear in its length.
 *
 * @param text the whole file; a byte order mark at its start is tolerated and belongs to the first line.
 */
export function parse(text: string): Transcript {
  const problems: Problem[] = [];
  const front = findFrontMatter(text, problems);
  const reading = readLines(text, front);
  const { lines, heads, uses, tokens, topics, unwrapped } = reading;

  const added = addedLabels(tokens);
  let cast = findSpeakers(uses, added, front?.speakers ?? []);
  const paragraphs = groupParagraphs(text, lines, heads, unwrapped);
  const blocks = blockEnds(lines, paragraphs);
  const pairing = pairQuotes(text, tokens, blocks, (offset) => (lines[lineOf(lines, offset)] as Line).contentEnd);
  for (const problem of pairing.problems) problems.push(problem);
  if (pairing.consumed.size > 0) {
    const left = addedLabels(tokens.filter((token) => !pairing.consumed.has(token)));
    if (left.length < added.length) cast = findSpeakers(uses, left, front?.speakers ?? []);
  }

  const annotations = readAnnotations(text, lines, topics, paragraphs, problems);
  const turns = findTurns(text, lines, heads, tokens, pairing, cast, topics);
  splitParagraphs(text, lines, paragraphs, turns);
  for (const quote of pairing.quotes) quote.turn = turnAt(turns, quote.words.start);
  const inGroup = inGroups(pairing);
  let quotations: Quotation[] | undefined;
  const transcript: Transcript = {
    text,
    lines,
    frontMatter: front,
    topics,
    paragraphs,
    turns,
    speakers: cast.speakers,
    quotes: pairing.quotes,
    get quotations() {
      // Pairing them takes as long as all the rest, and whoever loads an archive does not ask for them.
      quotations ??= findQuotations(text, paragraphs, tokens, pairing);
      return quotations;
    },
    times: pairing.quotes.length > 0 ? reading.times.filter(({ start }) => !inGroup(start)) : reading.times,
    annotations,
    layer: findLayer(reading, front, pairing),
    escapes: tokens
      .filter((token) => token.kind === 'escape' && !pairing.consumed.has(token))
      .map(({ start, end }) => ({ start, end })),
    problems,
  };
  nameTopics(transcript);
  reportLabels(uses, problems);
  reportTimes(turns, problems);
  problems.sort((a, b) => a.start - b.start);
  return transcript;
}

interface Reading {
  lines: Line[];
  /** What may be the heads of turns, in order. */
  heads: Head[];
  uses: Map<string, LabelUse>;
  /** The last labels, the latest first. */
  recent: string[];
  /** What stands before the words of the line at hand. */
  lead: Lead;
  tokens: Token[];
  times: Time[];
  topics: Topic[];
  /** The hashes of topic lines, and whole annotation lines. */
  layer: Span[];
  /** Most of the text stands in lines too long to have been wrapped: each line is a paragraph. */
  unwrapped: boolean;
}

function readLines(text: string, front: FrontMatter | undefined): Reading {
  const reading: Reading = {
    lines: splitLines(text),
    heads: [],
    uses: new Map(),
    recent: [],
    lead: newLead(),
    tokens: [],
    times: [],
    topics: [],
    layer: [],
    unwrapped: false,
  };
  const cursor = markCursor(text);
  let long = 0;
  let all = 0;
  for (let index = 0; index < reading.lines.length; index++) {
    const line = reading.lines[index] as Line;
    if (front && line.start < front.end) {
      line.kind = 'front-matter';
      continue;
    }
    const first = reading.tokens.length;
    readLine(text, line, index, reading, cursor);
    if (line.kind !== 'text') continue;
    // A line is not longer for being annotated.
    const length = line.contentEnd - line.start - marksLength(text, reading.tokens, first, line.contentEnd);
    all += length;
    if (length > WRAPPED_LENGTH) long += length;
  }
  dropStops(reading);
  reading.unwrapped = long * 2 > all;
  return reading;
}

function readLine(
  text: string,
  line: Line,
  index: number,
  { heads, uses, recent, lead, tokens, times, topics, layer }: Reading,
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
  readLead(text, start + mark, end, lead);
  if (mark === 0 && !lead.turn) {
    const head = readHead(text, lead.at, end, lead.time, recent);
    if (head) {
      head.line = index;
      head.use = count(uses, head);
      heads.push(head);
      remember(recent, head.label);
    }
  }
  scanLine(text, line, start + mark, lead, cursor, tokens, times);
}

/** Moves a label to the front of the last few. */
function remember(recent: string[], label: string): void {
  let index = recent.indexOf(label);
  if (index < 0) index = Math.min(recent.length, RECENT_LABELS - 1);
  for (; index > 0; index--) recent[index] = recent[index - 1] as string;
  recent[0] = label;
}

/** `Q.` and `A.` are labels only together and repeated: `A. Smith` alone is a name. */
function dropStops(reading: Reading): void {
  const counts = { Q: 0, A: 0 };
  for (const { form, label } of reading.heads) if (form === 'stop') counts[label as 'Q' | 'A']++;
  if ((counts.Q === 0 && counts.A === 0) || (counts.Q >= 2 && counts.A >= 2)) return;
  reading.heads = reading.heads.filter(({ form }) => form !== 'stop');
  reading.uses.clear();
  for (const head of reading.heads) head.use = count(reading.uses, head);
}

function isBlankLine(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (!isSpace(text.charCodeAt(at))) return false;
  return true;
}

function addedLabels(tokens: readonly Token[]): string[] {
  return tokens.flatMap((token) => (token.kind === 'turn' ? [token.label] : []));
}

/** Tells where the paragraph or topic line that holds an offset ends. */
function blockEnds(lines: Line[], paragraphs: Paragraph[]): (offset: number) => number {
  return (offset) => {
    const paragraph = paragraphs[upperBound(paragraphs, offset) - 1];
    if (paragraph && offset < paragraph.end) return paragraph.end;
    return (lines[lineOf(lines, offset)] as Line).contentEnd;
  };
}

/** Tells whether an offset lies in a group of codes, which holds no times and no quotation marks. */
function inGroups({ quotes }: Pairing): (offset: number) => boolean {
  const groups = quotes.flatMap((quote) => (quote.group ? [quote.group] : [])).sort((a, b) => a.start - b.start);
  return (offset) => {
    const group = groups[upperBound(groups, offset) - 1];
    return group !== undefined && offset < group.end;
  };
}

function findQuotations(text: string, paragraphs: Paragraph[], tokens: Token[], pairing: Pairing): Quotation[] {
  const cursor = quotationCursor(text);
  const plain = new Set<number>();
  for (const token of tokens) {
    if (token.kind === 'escape' && token.plain >= 0 && !pairing.consumed.has(token)) plain.add(token.plain);
  }
  const inGroup = inGroups(pairing);
  const ignored = (offset: number): boolean => plain.has(offset) || inGroup(offset);
  const quotations: Quotation[] = [];
  for (let index = 0; index < paragraphs.length; index++) {
    const { start, end } = paragraphs[index] as Paragraph;
    if (cursor.find(start, end) >= end) continue;
    for (const found of pairQuotations(text, start, end, ignored)) quotations.push({ ...found, paragraph: index });
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
