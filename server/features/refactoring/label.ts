/** Gives the label of a speaker another name in its interview: the one change that touches words of the transcript. */
import { applyEdits } from '../../core/edit';
import { isNameShaped } from '../../core/names';
import { parse } from '../../core/parse';
import { plainText, strip } from '../../core/strip';
import type { Transcript } from '../../core/syntax';
import type { Edit } from '../place';
import { replaceToken } from './yaml-token';

const LONGEST = 63;
/** Marks, quotation marks and ends of sentences. */
const NEVER = /[!";<=>?\\{}“”*[\]:：\r\n]/;

/**
 * The edits that change a label with all of its turns, be they the transcript's or the analyst's, and the front matter where it stands as
 * a label or as the full name. Refused where turns would be read otherwise or be those of others. The reasons name no label.
 */
export function labelEdits(transcript: Transcript, label: string, typed: string): Edit[] | { refused: string } {
  const name = typed.trim();
  if (name === '' || name.length > LONGEST) return { refused: `A label has one to ${LONGEST} characters.` };
  if (NEVER.test(name)) return { refused: 'A label holds no marks, brackets, colons, quotation marks or line breaks.' };
  if (name === label) return [];
  const { turns, speakers, text } = transcript;
  if (speakers.some(({ labels }) => labels.includes(name) && !labels.includes(label)))
    return { refused: 'This is the label of another speaker already.' };
  const spoken = turns.filter((turn) => turn.label === label);
  const edits: Edit[] = spoken.map(({ labelSpan: { start, end } }) => ({ span: { start, end }, text: name }));
  const declared = speakers.find(({ labels }) => labels.includes(label))?.declared;
  if (declared?.label === label) edits.push(replaceToken(text, declared.labelSpan, name));
  if (declared?.name?.value === label) edits.push(replaceToken(text, declared.name.span, name));
  const after = parse(applyEdits(text, edits));
  if (saysTheSame(transcript, after, label, name)) return edits;
  const isDeclared = after.speakers.some((speaker) => speaker.declared && speaker.labels.includes(name));
  if (!isDeclared && !isNameShaped(name))
    return { refused: 'This does not look like a name: declare the speaker in the front matter first.' };
  if (!isDeclared && spoken.length < 2)
    return { refused: 'A label that stands only once is no speaker: declare it in the front matter first.' };
  const advice = isDeclared ? '' : ': declare the speaker in the front matter first';
  return { refused: `With this label the turns would be read otherwise, or as those of another speaker${advice}.` };
}

function saysTheSame(before: Transcript, after: Transcript, label: string, name: string): boolean {
  const renamed = (written: string): string => (written === label ? name : written);
  return (
    meaning(before, renamed) === meaning(after, (written) => written) && strip(after) === strippedWith(before, renamed)
  );
}

/** The original with other labels. */
function strippedWith(transcript: Transcript, renamed: (label: string) => string): string {
  let plain = '';
  let at = 0;
  for (const { added, label, labelSpan } of transcript.turns) {
    if (added) continue;
    plain += plainText(transcript, { start: at, end: labelSpan.start }) + renamed(label);
    at = labelSpan.end;
  }
  return plain + plainText(transcript, { start: at, end: transcript.text.length });
}

/** Who says what, as one text. Speakers are numbered by the turns in which they first speak. */
function meaning(transcript: Transcript, renamed: (label: string) => string): string {
  const { turns, speakers, paragraphs, quotes, topics, times, text } = transcript;
  const numbers = new Map<number, number>();
  const number = (speaker: number): number => {
    const known = numbers.get(speaker) ?? numbers.size;
    numbers.set(speaker, known);
    return known;
  };
  return JSON.stringify([
    turns.map(({ label, speaker, added, guess, words, end, time }) => [
      renamed(label),
      number(speaker),
      added,
      guess,
      text.slice(Math.min(words, end), end),
      time?.ms,
    ]),
    speakers.map(({ labels, role, declared }) => [
      [...new Set(labels.map(renamed))].sort(),
      role,
      declared && renamed(declared.label),
    ]),
    paragraphs.map(({ parts, aside }) => [parts.map(({ turn }) => turn), aside]),
    quotes.map(({ form, id, words, turn }) => [form, id, turn, words.end - words.start > 0]),
    topics.map(({ title, level }) => [title, level]),
    times.map(({ ms }) => ms),
  ]);
}
