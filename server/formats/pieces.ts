/** An interview in reading order, for the formats that people read. */
import { upperBound, type Span } from '../core/span';
import { plainText } from '../core/strip';
import type { Annotation, Code, Quote, Speaker, Time, Topic, Transcript, Turn } from '../core/syntax';

/** Words that lie in the same quotes from first to last. */
export interface Segment {
  /** Without the annotation layer; `\n` for each line end. */
  text: string;
  /** Indexes into the transcript's quotes, by lane. */
  quotes: number[];
  /** The quotes of which the first, and the last, words stand here. */
  opens: number[];
  closes: number[];
}

export interface Memo {
  coder?: string;
  text: string;
}

export interface Piece {
  segments: Segment[];
  /** The codes of `%tags` below it. */
  codes: Code[];
  memos: Memo[];
  /** A heading; otherwise it is one speaker's stretch of a paragraph. */
  topic?: Topic;
  /** The turn that begins here. */
  turn?: Turn;
  speaker?: Speaker;
  time?: Time;
  aside: boolean;
}

export interface Pieces {
  pieces: Piece[];
  /** Of each quote the line that it is drawn on, from 0, so that quotes that overlap lie on different ones; -1 where too many overlap. */
  lanes: number[];
}

/** So many quotes are drawn over the same words; hostile files have thousands. */
const MOST_LANES = 8;

/** The pieces of an interview: headings and paragraphs by speaker, with the quotes that their words lie in. */
export function piecesOf(transcript: Transcript): Pieces {
  const lanes = assignLanes(transcript.quotes);
  const cut = cutter(transcript, lanes);
  const pieces: Piece[] = [];
  let topic = 0;
  const addTopics = (before: number): void => {
    for (; (transcript.topics[topic]?.start ?? Infinity) < before; topic++) {
      const heading = transcript.topics[topic] as Topic;
      const segments = heading.added
        ? [{ text: heading.title, quotes: [], opens: [], closes: [] }]
        : cut(heading.titleSpan);
      pieces.push({ segments, topic: heading, aside: false, ...notesOf(transcript, heading.annotations) });
    }
  };
  for (const { start, parts, aside, annotations } of transcript.paragraphs) {
    addTopics(start);
    for (const [index, part] of parts.entries()) {
      const turn = transcript.turns[part.turn];
      const begins = turn?.start === part.start;
      pieces.push({
        segments: cut({ start: part.words, end: part.end }),
        turn: begins ? turn : undefined,
        speaker: turn && transcript.speakers[turn.speaker],
        time: begins ? turn.time : timeIn(transcript, { start: part.start, end: part.words }),
        aside,
        ...notesOf(transcript, index === parts.length - 1 ? annotations : []),
      });
    }
  }
  addTopics(Infinity);
  markEnds(pieces);
  return { pieces, lanes };
}

/** What annotation lines say about the thing that they stand below. */
export function notesOf({ text }: Transcript, annotations: readonly Annotation[]): { codes: Code[]; memos: Memo[] } {
  return {
    codes: annotations.flatMap(({ codes }) => codes),
    memos: annotations.flatMap(({ word, argument, body }): Memo[] =>
      word === 'memo' ? [{ coder: argument, text: text.slice(body.start, body.end).trim() }] : [],
    ),
  };
}

function timeIn({ times }: Transcript, span: Span): Time | undefined {
  const time = times[upperBound(times, span.start - 1)];
  return time && time.start < span.end ? time : undefined;
}

function assignLanes(quotes: readonly Quote[]): number[] {
  const lanes = quotes.map(() => -1);
  const ends: number[] = [];
  for (const [index, { words }] of byStart(quotes)) {
    if (words.start >= words.end) continue;
    const free = ends.findIndex((end) => end <= words.start);
    const lane = free >= 0 ? free : ends.length;
    if (lane >= MOST_LANES) continue;
    lanes[index] = lane;
    ends[lane] = words.end;
  }
  return lanes;
}

function byStart(quotes: readonly Quote[]): [number, Quote][] {
  return [...quotes.entries()].sort(([, a], [, b]) => a.words.start - b.words.start || b.words.end - a.words.end);
}

/** Cuts spans, which must come in order, wherever a quote begins or ends. */
function cutter(transcript: Transcript, lanes: readonly number[]): (span: Span) => Segment[] {
  const drawn = [...transcript.quotes.entries()].filter(([index]) => (lanes[index] as number) >= 0);
  const events = drawn
    .flatMap(([quote, { words }]) => [
      { at: words.start, quote, opens: true },
      { at: words.end, quote, opens: false },
    ])
    .sort((a, b) => a.at - b.at || Number(a.opens) - Number(b.opens));
  const open: (number | undefined)[] = [];
  let next = 0;
  const pass = (offset: number): void => {
    for (; (events[next]?.at ?? Infinity) <= offset; next++) {
      const { quote, opens } = events[next] as (typeof events)[number];
      open[lanes[quote] as number] = opens ? quote : undefined;
    }
  };
  return (span) => {
    const segments: Segment[] = [];
    for (let at = span.start; at < span.end;) {
      pass(at);
      const end = Math.min(events[next]?.at ?? Infinity, span.end);
      const text = unwrapped(plainText(transcript, { start: at, end }));
      if (text !== '') {
        segments.push({ text, quotes: open.filter((quote) => quote !== undefined), opens: [], closes: [] });
      }
      at = end;
    }
    return segments;
  };
}

/** One kind of line end, and no blanks around it. */
function unwrapped(text: string): string {
  const lines = text.split(/\r\n|[\r\n\u2028\u2029]/);
  if (lines.length === 1) return text;
  return lines
    .map((line, index) => (index === 0 ? line.trimEnd() : index < lines.length - 1 ? line.trim() : line.trimStart()))
    .join('\n');
}

/** Notes of each quote where its first and last words stand; blanks do not count. */
function markEnds(pieces: readonly Piece[]): void {
  const ends = new Map<number, { first: Segment; last: Segment }>();
  for (const { segments } of pieces) {
    for (const segment of segments) {
      if (segment.text.trim() === '') continue;
      for (const quote of segment.quotes) ends.set(quote, { first: ends.get(quote)?.first ?? segment, last: segment });
    }
  }
  for (const [quote, { first, last }] of ends) {
    first.opens.push(quote);
    last.closes.push(quote);
  }
}

/** Whether a line of a paragraph is an item of a list, which keeps a line of its own. */
export function isListItem(line: string): boolean {
  return /^(?:[•‣◦*–—-]|\d{1,3}[.)])\s/u.test(line);
}
