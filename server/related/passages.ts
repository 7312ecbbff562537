/** Passages: what is searched, and what is found. */
import { isTagOrClaim } from '../core/find';
import type { Span } from '../core/span';
import type { Code, Transcript } from '../core/syntax';
import { plainView } from './plain';
import { sentences, trimmed } from './sentences';

/**
 * One speaker's stretch of one paragraph, behind label and time. A very long one is cut at sentence ends into several, each with
 * the same `paragraph` and `part`.
 */
export interface Passage extends Span {
  /** Index into `paragraphs`. */
  paragraph: number;
  /** Index into the paragraph's `parts`. */
  part: number;
  /** Index into `turns`, or -1. */
  turn: number;
  /** Index into `speakers`, or -1. */
  speaker: number;
  /** Index into `topics`, or -1. */
  topic: number;
  /** It ends by asking, and somebody else follows who may answer; where no speaker is known, anything that follows. */
  question: boolean;
  /** It holds words that state, support or contradict a claim. */
  statement: boolean;
  /** It holds words that carry a tag or a claim. */
  coded: boolean;
}

/** Passages longer than this many characters (some 200 words) are cut. */
const longest = 1200;

const word = /[\p{L}\p{N}]/u;
const closing = /[\s"'”’»」』)\]]/u;

/** The passages of an interview in file order: every part of a paragraph that has words, but no asides. */
export function passages(transcript: Transcript): Passage[] {
  return [...eachPassage(transcript)];
}

/** The same one by one, for whoever cannot take the time for all at once. */
export function* eachPassage(transcript: Transcript): Generator<Passage, void> {
  const isStatement = touching(statementSpans(transcript));
  const isCoded = touching(quotesWith(transcript, isTagOrClaim));
  let before: Passage | undefined;
  for (let paragraph = 0; paragraph < transcript.paragraphs.length; paragraph++) {
    for (const passage of passagesOf(transcript, paragraph)) {
      const [statement, coded] = [isStatement(passage), isCoded(passage)];
      passage.statement ||= statement;
      passage.coded ||= coded;
      if (before) yield followed(before, passage);
      before = passage;
    }
  }
  if (before) yield followed(before);
}

/** Tells of passages, asked in file order, whether they touch one of the spans, which stand in file order, too. */
function touching(spans: readonly Span[]): (passage: Span) => boolean {
  let next = 0;
  /** Where the spans end that begin by now. */
  let end = 0;
  return (passage) => {
    for (; next < spans.length && (spans[next] as Span).start < passage.end; next++)
      end = Math.max(end, (spans[next] as Span).end);
    return end > passage.start;
  };
}

/** Whoever goes on, or ends, was not asking. */
function followed(passage: Passage, next?: Passage): Passage {
  if (!next || (next.speaker === passage.speaker && next.speaker >= 0)) passage.question = false;
  return passage;
}

/** The passages of one paragraph, by itself: what follows, and which quotes are statements, is not looked at. */
export function passagesOf(transcript: Transcript, paragraph: number): Passage[] {
  const { aside = true, parts = [], topic = -1, annotations = [] } = transcript.paragraphs[paragraph] ?? {};
  if (aside) return [];
  const statement = annotations.some(({ codes }) => codes.some(isClaim));
  const coded = annotations.some(({ codes }) => codes.some(isTagOrClaim));
  return parts.flatMap(({ words, end, turn }, part) => {
    const view = plainView(transcript, { start: words, end });
    const speaker = transcript.turns[turn]?.speaker ?? -1;
    return cut(view.text).map((piece): Passage => {
      const { start, end } = view.toSource(piece);
      const question = asks(view.text, piece);
      return { start, end, paragraph, part, turn, speaker, topic, question, statement, coded };
    });
  });
}

/** Where the passages of a text begin and end; none where there are no words. */
function cut(text: string): Span[] {
  const pieces: Span[] = [];
  const whole = trimmed(text, 0, text.length);
  const parts = whole.end - whole.start > longest ? sentences(text, 0, text.length) : [whole];
  for (const sentence of parts) {
    const last = pieces.at(-1);
    if (last && sentence.end - last.start <= longest) last.end = sentence.end;
    else pieces.push({ ...sentence });
  }
  return pieces.filter(({ start, end }) => word.test(text.slice(start, end)));
}

/** Whether a question mark ends it, or stands before up to eight closing marks. */
function asks(text: string, { start, end }: Span): boolean {
  let last = end - 1;
  while (last > start && last >= end - 8 && closing.test(text.charAt(last))) last--;
  const unit = text.charAt(last);
  return last >= start && (unit === '?' || unit === '？');
}

function isClaim(code: Code): boolean {
  return code.kind === 'claim';
}

/** The words of the quotes that state, support or contradict a claim, in file order. */
export function statementSpans(transcript: Transcript): Span[] {
  return quotesWith(transcript, isClaim);
}

function quotesWith({ quotes }: Transcript, isIt: (code: Code) => boolean): Span[] {
  return quotes.filter(({ codes }) => codes.some(isIt)).map(({ words }) => words);
}
