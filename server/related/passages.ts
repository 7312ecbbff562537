/** Passages: what is searched, and what is found. */
import { overlaps, type Span } from '../core/span';
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
  /** It ends by asking, and something follows that may be the answer. */
  question: boolean;
  /** It holds words that state, support or contradict a claim. */
  statement: boolean;
}

/** Passages longer than this many characters (some 200 words) are cut. */
const longest = 1200;

const word = /[\p{L}\p{N}]/u;
const asks = /[?？][\s"'”’»」』)\]]{0,8}$/u;

/** The passages of an interview in file order: every part of a paragraph that has words, but no asides. */
export function passages(transcript: Transcript): Passage[] {
  const found: Passage[] = [];
  const statements = statementSpans(transcript);
  transcript.paragraphs.forEach(({ aside, parts, topic, annotations }, paragraph) => {
    if (aside) return;
    const coded = annotations.some(({ codes }) => codes.some(isClaim));
    parts.forEach(({ words, end, turn }, part) => {
      const view = plainView(transcript, { start: words, end });
      for (const piece of cut(view.text)) {
        const question = asks.test(view.text.slice(Math.max(piece.start, piece.end - 12), piece.end));
        const speaker = transcript.turns[turn]?.speaker ?? -1;
        const span = view.toSource(piece);
        found.push({ ...span, paragraph, part, turn, speaker, topic, question, statement: coded });
      }
    });
  });
  const last = found.at(-1);
  if (last) last.question = false;
  markStatements(found, statements);
  return found;
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

function isClaim(code: Code): boolean {
  return code.kind === 'claim';
}

/** The words of the quotes that state, support or contradict a claim, in file order. */
export function statementSpans(transcript: Transcript): Span[] {
  return transcript.quotes.filter(({ codes }) => codes.some(isClaim)).map(({ words }) => words);
}

function markStatements(found: Passage[], statements: readonly Span[]): void {
  let from = 0;
  for (const span of statements) {
    while (from < found.length && (found[from] as Passage).end <= span.start) from++;
    for (let at = from; at < found.length && (found[at] as Passage).start < span.end; at++) {
      const passage = found[at] as Passage;
      passage.statement ||= overlaps(passage, span);
    }
  }
}
