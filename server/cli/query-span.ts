/** The words that a place on the command line means. */
import { partAt, quotesAt } from '../core/find';
import { contains, upperBound, type Span } from '../core/span';
import type { Transcript } from '../core/syntax';
import { plainView } from '../related/plain';
import { sentences } from '../related/sentences';
import { endOfWords, offsetAt } from './places';

/**
 * The paragraph that a line belongs to (an annotation line: the one above), or the words of a heading; with a column the innermost quote
 * there, else the sentence. `undefined` where no words of the interview stand.
 */
export function querySpan(transcript: Transcript, line: number, column: number | undefined): Span | undefined {
  const offset = offsetAt(transcript.lines, { line, column: column ?? 1 });
  if (offset === undefined) return undefined;
  const span = (column === undefined ? undefined : passageAt(transcript, offset)) ?? blockAt(transcript, line - 1);
  return span && endOfWords(transcript, span) !== undefined ? span : undefined;
}

function blockAt({ lines, topics, paragraphs, annotations }: Transcript, line: number): Span | undefined {
  const topic = topics.find((candidate) => candidate.line === line);
  if (topic) return topic.titleSpan;
  const annotation =
    lines[line]?.kind === 'annotation' ? annotations.find((candidate) => candidate.line === line) : undefined;
  const index =
    annotation?.target.kind === 'paragraph'
      ? annotation.target.index
      : upperBound(paragraphs, lines[line]?.start ?? 0) - 1;
  const paragraph = paragraphs[index];
  if (!paragraph || (!annotation && paragraph.lastLine < line)) return undefined;
  return { start: Math.min(paragraph.parts[0]?.words ?? paragraph.start, paragraph.end), end: paragraph.end };
}

function passageAt(transcript: Transcript, offset: number): Span | undefined {
  const quote = quotesAt(transcript, offset)[0];
  if (quote) return quote.words;
  const place = partAt(transcript, offset);
  const part = place && transcript.paragraphs[place.paragraph]?.parts[place.part];
  if (!part) return undefined;
  const words = { start: Math.min(part.words, part.end), end: part.end };
  const view = plainView(transcript, words);
  const found = sentences(view.text, 0, view.text.length).map(view.toSource);
  const sentence = found.findLast(({ start }) => start <= offset) ?? found[0];
  return sentence && contains(words, sentence) ? sentence : undefined;
}
