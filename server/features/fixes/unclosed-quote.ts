/** What to do with a mark that begins or ends a quote alone. */
import { upperBound } from '../../core/span';
import { plainText as originalWords } from '../../core/strip';
import type { Transcript } from '../../core/syntax';
import { sentences } from '../../related/sentences';
import { edit, insertion, restatement, type Action, type Fix, type Subject } from './action';
import { plainText } from './plain-text';

export const fixUnclosedQuote: Fix = (subject, problem) => {
  const { transcript } = subject;
  return [
    ...closeHere(subject, problem),
    ...edit(subject, 'Make it plain text', plainText(transcript, problem.span.start), { fixes: problem }),
  ];
};

/** Closes the quote where the selection ends, else at the end of the sentence. */
function closeHere(subject: Subject, problem: Parameters<Fix>[1]): Action[] {
  const { transcript } = subject;
  const { text } = transcript;
  const { start, end } = problem.span;
  const opening = text.slice(start, end);
  const id = /^\{(.+)>$/u.exec(opening)?.[1];
  if (opening !== '==' && id === undefined) return [];
  const at = closingPlace(subject, end);
  if (at === undefined) return [];
  const before = { start: 0, end: start };
  const behind = { start: end, end: text.length };
  const words = originalWords(transcript, before) + originalWords(transcript, behind);
  return restatement(
    subject,
    'Close it here',
    [insertion(at, id === undefined ? '==' : `<${id}}`)],
    { fixes: problem, preferred: true },
    (after) =>
      after.quotes.some((quote) => quote.start === start && quote.words.end === at) &&
      originalWords(after, { start: 0, end: after.text.length }) === words,
  );
}

function closingPlace({ transcript, selection }: Subject, from: number): number | undefined {
  const { text } = transcript;
  if (selection.start < selection.end && selection.end > from) {
    const words = text.slice(from, selection.end).trimEnd();
    return words.trim() === '' ? undefined : from + words.length;
  }
  const end = blockEnd(transcript, from);
  return sentences(text, from, Math.min(end, from + 10_000))[0]?.end;
}

/** Where the paragraph or the line that holds `offset` ends. */
function blockEnd({ paragraphs, lines }: Transcript, offset: number): number {
  const paragraph = paragraphs[upperBound(paragraphs, offset) - 1];
  if (paragraph && offset <= paragraph.end) return paragraph.end;
  return lines[upperBound(lines, offset) - 1]?.contentEnd ?? offset;
}
