/** Labels that may be speakers, and labels that are nearly the same. */
import { upperBound } from '../../core/span';
import type { Edit } from '../place';
import { edit, type Fix, type Subject } from './action';
import { addToFrontMatter } from './front-matter';
import { plainLine } from './plain-text';

export const fixPossibleSpeaker: Fix = (subject, problem) => {
  const { transcript } = subject;
  const label = transcript.text.slice(problem.span.start, problem.span.end);
  const declared = addToFrontMatter(transcript, 'speakers', { name: label, value: fullName(subject, label) });
  return [
    ...edit(subject, `Declare “${label}” as a speaker`, declared, { fixes: problem }),
    ...edit(subject, 'Not a speaker', plainLine(transcript, problem.span.start), { fixes: problem }),
  ];
};

/** The full name of the person in the codebook whom a label means, else the label. */
function fullName({ corpus }: Subject, label: string): string {
  const person = corpus.entry(({ people }) =>
    [...people.values()].find(({ fullName, aliases }) => fullName === label || aliases.includes(label)),
  );
  return person?.entry.fullName ?? label;
}

/** Two labels are one speaker where one is declared with the other as its name. */
export const fixDuplicateLabel: Fix = (subject, problem) => {
  const { turns, speakers, text } = subject.transcript;
  const turn = turns[upperBound(turns, problem.span.start) - 1];
  if (turn?.labelSpan.start !== problem.span.start) return [];
  const label = text.slice(problem.span.start, problem.span.end);
  const other = speakers.find(
    (speaker, index) => index !== turn.speaker && speaker.labels.some((known) => alike(known, label)),
  );
  if (!other || other.declared || speakers[turn.speaker]?.declared) return [];
  const first = other.labels.find((known) => alike(known, label)) ?? other.label;
  const edits: Edit[] | undefined = addToFrontMatter(subject.transcript, 'speakers', { name: first, value: label });
  return edit(subject, `Declare “${first}” and “${label}” as one speaker`, edits, { fixes: problem });
};

/** Whether labels differ in case, dots and blanks only. */
function alike(a: string, b: string): boolean {
  const fold = (label: string): string => label.toLowerCase().replace(/[\s.]+/g, '');
  return fold(a) === fold(b);
}
