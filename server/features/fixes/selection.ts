/** What can be done with selected words. */
import { overlaps } from '../../core/span';
import type { Paragraph, Transcript } from '../../core/syntax';
import { trimmed } from '../../related/sentences';
import { edit, lineBelow, question, type Action, type Subject } from './action';

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
  const edits = paragraphs.map((paragraph) => lineBelow(subject.transcript, paragraph, line));
  return edit(subject, title, edits, { kind: 'refactor' });
}
