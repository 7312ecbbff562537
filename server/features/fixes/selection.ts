/** What can be done with selected words. */
import { lineOf } from '../../core/lines';
import { overlaps, type Span } from '../../core/span';
import type { Paragraph, Transcript } from '../../core/syntax';
import { trimmed } from '../../related/sentences';
import { edit, insertion, question, type Action, type Subject } from './action';
import { lineEndOf } from './front-matter';

export function selectionActions(subject: Subject): Action[] {
  const { transcript, selection } = subject;
  const words = trimmed(transcript.text, selection.start, selection.end);
  if (words.start >= words.end) return [];
  const chosen = transcript.paragraphs.filter((paragraph) => overlaps(paragraph, words));
  const inTopic = transcript.topics.some(({ titleSpan, added }) => !added && overlaps(titleSpan, words));
  if (chosen.length === 0 && !inTopic) return [];
  const kind = 'refactor';
  return [
    question(subject, 'Tag selection…', words, 'tag', { kind }),
    question(subject, 'State a claim…', words, 'claim', { kind }),
    ...(chosen.length > 0 ? [question(subject, 'Begin a turn here…', words, 'speaker', { kind })] : []),
    ...addLines(subject, 'Add memo', chosen.slice(-1), memo(transcript)),
    ...addLines(
      subject,
      'Set aside (%aside)',
      chosen.filter(({ aside }) => !aside),
      '%aside',
    ),
  ];
}

/** The beginning of a memo, with the coder's name where the front matter gives it. */
function memo({ frontMatter }: Transcript): string {
  const coder = frontMatter?.coder?.value ?? '';
  return /^[^()\r\n]{1,80}$/.test(coder) ? `%memo(${coder}): ` : '%memo: ';
}

/** Puts an annotation line below each of the paragraphs. */
function addLines(subject: Subject, title: string, paragraphs: readonly Paragraph[], line: string): Action[] {
  if (paragraphs.length === 0) return [];
  const edits = paragraphs.map((paragraph) => {
    const { start, lineEnd } = behind(subject.transcript, paragraph);
    return insertion(start, lineEnd + line);
  });
  return edit(subject, title, edits, { kind: 'refactor' });
}

/** Where the last line of a paragraph's own annotations ends, and with what. */
function behind(
  { text, lines, annotations }: Transcript,
  paragraph: Span & { lastLine: number },
): { start: number; lineEnd: string } {
  let last = paragraph.lastLine;
  const below = new Map(annotations.map(({ line, word }) => [line, word]));
  while (below.has(last + 1) && below.get(last + 1) !== 'topic') last++;
  const line = lines[last] ?? lines[lineOf(lines, paragraph.start)];
  const start = line?.contentEnd ?? paragraph.end;
  return { start, lineEnd: (line && text.slice(line.contentEnd, line.end)) || lineEndOf({ text, lines }) };
}
