/** Import: a raw text becomes a transcript, and what is doubtful is told. */
import { splitLines } from '../core/lines';
import { escape } from '../core/escape';
import { findBoilerplate } from './boilerplate';
import { hasTurns, isTitleLike, readDraft, type Draft } from './draft';
import { writeFrontMatter } from './front-matter-yaml';
import { findHeadings } from './headings';
import { findNames, type FoundSpeaker } from './names';

export type NoteCode = 'boilerplate' | 'possible-heading' | 'possible-speaker' | 'unlabelled' | 'mixed-line-ends';

/** Something doubtful, left as it is. The message holds no words of the transcript. */
export interface Note {
  /** From 1, in the original. */
  line: number;
  code: NoteCode;
  message: string;
}

export interface Imported {
  /** The transcript: `strip` gives the original back. */
  text: string;
  notes: Note[];
  title?: string;
  speakers: FoundSpeaker[];
  /** Lines of the original (from 1) that became topics. */
  topics: number[];
}

const MAXIMUM_TITLE = 160;
const MARKDOWN = /\.(?:md|markdown|mdown|mkd)$/i;

/**
 * Makes a transcript of a raw text: front matter with title, `original` and the speakers it found, headings that are beyond doubt as
 * topics, and a backslash before everything that looks like markup. Nothing else is added, and no word is changed.
 *
 * @param options.name the file name of the original, without a folder.
 */
export function importText(original: string, { name }: { name: string }): Imported {
  const draft = readDraft(original);
  const boilerplate = findBoilerplate(draft);
  const headings = findHeadings(draft, { markdown: MARKDOWN.test(name), boilerplate: new Set(boilerplate) });
  const speakers = findNames(draft);
  const title = findTitle(draft, headings.sure) ?? withoutExtension(name);
  const front = writeFrontMatter({ title, original: name, speakers }, draft.lineEnd);
  const maybeSpeakers = possibleSpeakers(draft, headings.sure);
  const labelled = new Set(maybeSpeakers.map(({ line }) => line - 1));
  const notes = [
    ...boilerplate.map((line) =>
      note(line, 'boilerplate', 'This line may be no part of the interview: put %aside below it.'),
    ),
    ...headings.possible
      .filter((line) => !labelled.has(line))
      .map((line) => note(line, 'possible-heading', 'This line may be a heading: put # and a blank before it.')),
    ...maybeSpeakers,
    ...unlabelled(draft, headings.sure, new Set([...boilerplate, ...headings.possible]), speakers),
    ...mixedLineEnds(draft),
  ].sort((a, b) => a.line - b.line);
  return {
    text: front + withTopics(escape(original, { top: false }), draft, headings.sure),
    notes,
    title,
    speakers,
    topics: [...headings.sure.keys()].sort((a, b) => a - b).map((line) => line + 1),
  };
}

function note(line: number, code: NoteCode, message: string): Note {
  return { line: line + 1, code, message };
}

/** Puts hashes before the lines that are headings. Escaping neither adds nor takes a line. */
function withTopics(escaped: string, { lines }: Draft, headings: ReadonlyMap<number, number>): string {
  if (headings.size === 0) return escaped;
  let text = '';
  let copied = 0;
  const starts = splitLines(escaped);
  for (const [line, level] of [...headings].sort(([a], [b]) => a - b)) {
    const { start } = starts[line] ?? { start: escaped.length };
    text += `${escaped.slice(copied, start)}${'#'.repeat(level)} `;
    // The hashes of a Markdown heading need no backslash behind ours.
    copied = escaped.startsWith('\\#', start) && lines[line]?.words.startsWith('#') ? start + 1 : start;
  }
  return text + escaped.slice(copied);
}

/**
 * The first line: a Markdown heading, or a line where it stands by itself and looks like a title. Where a line leads "Back to" it, it
 * names the series, and the next one is taken.
 */
function findTitle({ lines, firstTurn }: Draft, headings: ReadonlyMap<number, number>): string | undefined {
  const first = lines.findIndex(({ blank }) => !blank);
  const words = lines[first]?.words ?? '';
  const hashes = headings.has(first) && words.length <= MAXIMUM_TITLE ? (/^#{1,6} +/.exec(words)?.[0].length ?? 0) : 0;
  const top = lines.slice(0, Math.min(firstTurn, 40)).filter(({ blank }) => !blank);
  const series = new Set(top.flatMap(({ words }) => (words.startsWith('Back to ') ? [words.slice(8)] : [])));
  let title: string | undefined;
  if (hashes > 0) title = words.slice(hashes).replace(/ #{1,6}$/, '');
  else {
    for (const { words, alone } of top.slice(0, 2)) {
      if (!isTitle(words) || !(alone || lines.length === 1)) break;
      title = words;
      if (!series.has(words)) break;
    }
  }
  // eslint-disable-next-line no-control-regex
  return title?.replace(/[\s\u0000-\u001f\u007f-\u009f\ufeff]+/g, ' ').trim() || undefined;
}

/** A title may be a question, too; words such as "Summary" tell nothing about this interview. */
function isTitle(words: string): boolean {
  if (words.length > MAXIMUM_TITLE) return false;
  const plain = words.replace(/[?!…]$/, '');
  return (
    isTitleLike(plain) &&
    !/^(?:(?:brief|short|executive) )?(?:summary|transcript|interview|overview|contents|introduction|show notes)\b.{0,8}$/i.test(
      plain,
    )
  );
}

function withoutExtension(name: string): string {
  return name.replace(/(?<=.)\.[^.]{1,12}$/, '');
}

/** Labels that stand only once. */
function possibleSpeakers({ transcript, shift }: Draft, headings: ReadonlyMap<number, number>): Note[] {
  const { problems, lines } = transcript;
  const notes: Note[] = [];
  let line = 0;
  for (const { code, start } of problems) {
    if (code !== 'possible-speaker') continue;
    while ((lines[line + 1]?.start ?? Infinity) <= start) line++;
    if (!headings.has(line - shift))
      notes.push(note(line - shift, code, 'This may be the label of a speaker: declare it under speakers.'));
  }
  return notes;
}

/** A text without labels, once; and in one with labels, what stands under a heading or below a question without one. */
function unlabelled(
  draft: Draft,
  headings: ReadonlyMap<number, number>,
  doubtful: ReadonlySet<number>,
  speakers: readonly FoundSpeaker[],
): Note[] {
  const { lines, transcript, firstTurn } = draft;
  const top = lines.findIndex(({ blank }) => !blank);
  if (top < 0) return [];
  if (!hasTurns(draft))
    return [note(top, 'unlabelled', 'No labels of speakers were found: put {@Label} where a speaker begins.')];
  const asks = new Set(speakers.flatMap(({ label, role }) => (role === 'interviewer' ? [label] : [])));
  const notes: Note[] = [];
  let inQuestion = false;
  let question = false;
  for (const [line, { words, turn, blank }] of lines.entries()) {
    if (line < firstTurn || blank || doubtful.has(line)) continue;
    if (turn) inQuestion = asks.has(transcript.speakers[turn.speaker]?.label ?? '');
    else if (headings.has(line)) {
      const next = lines[line]?.next ?? lines.length;
      if (next < lines.length && !lines[next]?.turn && !headings.has(next))
        notes.push(
          note(next, 'unlabelled', 'Nobody speaks here since the heading: put {@Label} where a speaker begins.'),
        );
      inQuestion = false;
    } else if (inQuestion && question && lines[line - 1]?.blank)
      notes.push(note(line, 'unlabelled', 'This may be the answer to the question above: put {@Label} before it.'));
    question = /\?[”"’')\]]{0,2}$/.test(words);
  }
  return notes;
}

/** The first line whose end is not that of the first. */
function mixedLineEnds({ source, original, lineEnd }: Draft): Note[] {
  const line = source.findIndex(
    ({ contentEnd, end }) => contentEnd < end && original.slice(contentEnd, end) !== lineEnd,
  );
  return line < 0
    ? []
    : [note(line, 'mixed-line-ends', 'This line does not end as the first one does; line ends are kept.')];
}
