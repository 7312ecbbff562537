/**
 * Cues become a transcript: those that follow each other of one speaker are one turn. Every cue's start stays where its words begin, as
 * `[h:mm:ss.mmm]`. Where nobody speaks for two seconds or more a paragraph ends, with the time at which the words ended; other ends are
 * dropped, and counted. A long paragraph ends with a sentence, too.
 *
 * `strip` of the transcript gives the text made here: times, labels and words. The file itself, with its settings and ends, stays the original.
 */
import { escape } from '../../core/escape';
import { readHead } from '../../core/heads';
import { skipLeadingMark } from '../../core/marks';
import { readDraft } from '../draft';
import { writeFrontMatter } from '../front-matter-yaml';
import { findNames, type FoundSpeaker } from '../names';
import { labelsOf } from './cue-labels';
import { counted, FormatError, oneLine, PLAIN, withoutEnding, type ReadNote, type ReadResult } from './reader';

/** Some words, who says them, and when. */
export interface Cue {
  /** Milliseconds from the start of the recording. */
  start?: number;
  end?: number;
  /** As the file calls them. */
  speaker?: string;
  text: string;
  /** Where it begins in the file, a line from 1; 0 where that is not known. */
  line: number;
}

/** All that a reader has found in a file. */
export interface Captions {
  cues: Cue[];
  title?: string;
  language?: string;
  media?: string;
  /** What the file says beside its cues, and the index of the cue that it stands behind; -1 at the top. */
  memos?: { behind: number; text: string }[];
  notes?: Omit<ReadNote, 'at'>[];
  report: string[];
}

/** A silence that ends a paragraph, in ms. */
const PAUSE = 2_000;
/** From here on a paragraph ends with the next sentence, and at the latest with the next cue from there on; UTF-16 units. */
const LONG = 700;
const LONGEST = 1_500;
/** Longer than the longest interview, and as far as times are read. */
const LAST = 1_000 * 3_600_000;
const MOST_NOTES = 50;
/** In longer files, nobody's full name and role is looked for. */
const MOST_SEARCHED = 4_000_000;
const MAXIMUM_TITLE = 160;
const SENTENCE_END = /[.?!…。？！]["'”’»)\]]{0,3}$/;

interface Paragraph {
  /** Where its first cue begins in the file. */
  line: number;
  text: string;
  /** Whether it begins with a label of ours. */
  labelled: boolean;
  memos: string[];
}

/** Makes the transcript of a file. */
export function transcriptOf(captions: Captions, name: string): ReadResult {
  const told = tidy(captions);
  const { cues, report, notes } = told;
  if (cues.length === 0) throw new FormatError('It holds no words: there is nothing to import.');
  const { labels, speakers } = labelsOf(cues);
  const paragraphs = compose(told, labels);
  const plain = paragraphs.map(({ text }) => text).join('\n\n') + '\n';
  const title = oneLine(captions.title ?? '').slice(0, MAXIMUM_TITLE) || withoutEnding(name);
  const cast = plain.length > MOST_SEARCHED ? speakers : withRoles(plain, speakers);
  const { language, media } = captions;
  let text = writeFrontMatter({ title, original: name, media, language, speakers: cast }, '\n');
  let line = text.split('\n').length;
  for (const { behind, text: words } of captions.memos ?? []) {
    if (behind >= 0) continue;
    text += `%memo: ${words}\n`;
    line++;
  }
  const places: { line: number; at: number }[] = [];
  const body: string[] = [];
  for (const paragraph of paragraphs) {
    const lines = [annotated(paragraph), ...paragraph.memos.map((memo) => `%memo: ${memo}`)];
    body.push(lines.join('\n'));
    places.push({ line: paragraph.line, at: line });
    line += lines.length + 1;
  }
  return {
    transcripts: [
      {
        name: withoutEnding(name),
        text: text + body.join('\n\n') + '\n',
        form: PLAIN,
        title,
        speakers: cast,
        notes: placed([...(captions.notes ?? []), ...notes], places),
      },
    ],
    report,
  };
}

interface Tidy extends Captions {
  notes: Omit<ReadNote, 'at'>[];
}

/** Cues that hold words, with times that can be; what was wrong is told. */
function tidy({ cues: all, report, memos = [] }: Captions): Tidy {
  const cues: Cue[] = [];
  const notes: Tidy['notes'] = [];
  const told = (cue: Cue, code: string, message: string): void => {
    if (cue.line > 0 && notes.length < MOST_NOTES) notes.push({ line: cue.line, code, message });
  };
  /** How many cues are kept of those up to each. */
  const kept: number[] = [];
  let back = 0;
  let early = 0;
  let far = 0;
  let last = -1;
  for (const cue of all) {
    const text = oneLine(cue.text);
    if (text !== '') {
      const start = timeOf(cue.start);
      let end = timeOf(cue.end);
      if ((cue.start !== undefined && start === undefined) || (cue.end !== undefined && end === undefined)) far++;
      if (start !== undefined && start < last) {
        back++;
        told(cue, 'cue-goes-back', 'This cue begins before the one above it; both are kept where they are.');
      }
      if (end !== undefined && end < (start ?? 0)) {
        early++;
        end = undefined;
        told(cue, 'cue-ends-early', 'This cue ends before it begins: its end was dropped.');
      }
      last = start ?? last;
      cues.push({ ...cue, text, start, end });
    }
    kept.push(cues.length);
  }
  const more = [...report];
  const empty = all.length - cues.length;
  if (empty > 0) more.push(`${counted(empty, 'cue')} without words ${empty === 1 ? 'was' : 'were'} left out.`);
  if (back > 0)
    more.push(`${counted(back, 'cue')} that ${back === 1 ? 'begins' : 'begin'} before the one above stayed in place.`);
  if (early > 0)
    more.push(
      `${counted(early, 'end')} that lay before the beginning of the cue ${early === 1 ? 'was' : 'were'} dropped.`,
    );
  if (far > 0) more.push(`${counted(far, 'time')} that cannot be ${far === 1 ? 'was' : 'were'} dropped.`);
  return {
    cues,
    notes,
    report: more,
    memos: memos.map(({ behind, text }) => ({
      behind: behind < 0 ? -1 : Math.max(0, (kept[behind] ?? cues.length) - 1),
      text,
    })),
  };
}

function timeOf(ms: number | undefined): number | undefined {
  if (ms === undefined) return undefined;
  const whole = Math.round(ms);
  return whole >= 0 && whole < LAST ? whole : undefined;
}

/** The paragraphs, each one line. Adds to the report what the text cannot hold. */
function compose({ cues, report, memos = [] }: Tidy, labels: ReadonlyMap<string, string>): Paragraph[] {
  const paragraphs: Paragraph[] = [];
  let paragraph: Paragraph | undefined;
  let speaker: string | undefined;
  let ends = 0;
  let nobody = 0;
  let turns = 0;
  let memo = memos.findIndex(({ behind }) => behind >= 0);
  for (const [index, cue] of cues.entries()) {
    const label = cue.speaker === undefined ? undefined : labels.get(cue.speaker);
    const changes = label !== undefined && label !== speaker;
    if (label === undefined && speaker !== undefined) nobody++;
    if (changes) {
      speaker = label;
      turns++;
    }
    if (paragraph === undefined || changes) {
      paragraph = { line: cue.line, text: '', labelled: changes, memos: [] };
      paragraphs.push(paragraph);
    }
    const parts = [stamp(cue.start), paragraph.text === '' && changes ? `${label}:` : '', cue.text];
    const words = parts.filter((part) => part !== '').join(' ');
    paragraph.text += paragraph.text === '' ? words : ` ${words}`;
    for (; memo >= 0 && memos[memo]?.behind === index; memo++) paragraph.memos.push(memos[memo]?.text ?? '');
    const next = cues[index + 1];
    const pause = cue.end === undefined ? 0 : next ? (next.start ?? cue.end) - cue.end : Infinity;
    if (pause >= PAUSE) paragraph.text += ` ${stamp(cue.end)}`;
    else if (pause !== 0) ends++;
    const { length } = paragraph.text;
    if (pause >= PAUSE || length >= LONGEST || (length >= LONG && SENTENCE_END.test(cue.text))) paragraph = undefined;
  }
  const made =
    turns > 0
      ? `${counted(turns, 'turn')} in ${counted(paragraphs.length, 'paragraph')}`
      : counted(paragraphs.length, 'paragraph');
  report.unshift(`${counted(cues.length, 'cue')} became ${made}${turns > 0 ? '' : ', as no speakers are named'}.`);
  if (nobody > 0)
    report.push(
      `${counted(nobody, 'cue')} without a speaker ${nobody === 1 ? 'is' : 'are'} taken to go on with the turn above.`,
    );
  if (ends > 0)
    report.push(
      `Dropped: ${counted(ends, 'end')} of cues with less than two seconds to the next; all beginnings are kept.`,
    );
  return paragraphs;
}

/** `[1:02:03.450]`. */
function stamp(ms: number | undefined): string {
  if (ms === undefined) return '';
  const digits = (value: number, width: number) => String(value).padStart(width, '0');
  const seconds = Math.floor(ms / 1000);
  const clock = `${Math.floor(seconds / 3600)}:${digits(Math.floor(seconds / 60) % 60, 2)}:${digits(seconds % 60, 2)}`;
  return `[${clock}.${digits(ms % 1000, 3)}]`;
}

/** A paragraph with a backslash before what looks like markup, or like a label and is none. */
function annotated({ text, labelled }: Paragraph): string {
  const escaped = escape(text, { top: false });
  if (labelled) return escaped;
  let lead = 0;
  let next = skipLeadingMark(escaped, lead, escaped.length);
  while (next > lead) {
    lead = next;
    next = skipLeadingMark(escaped, lead, escaped.length);
  }
  return readHead(escaped, lead, escaped.length) ? `${escaped.slice(0, lead)}\\${escaped.slice(lead)}` : escaped;
}

/** Adds full names and roles, where the text shows them. */
function withRoles(plain: string, speakers: readonly FoundSpeaker[]): FoundSpeaker[] {
  if (speakers.length === 0) return [];
  const found = new Map(findNames(readDraft(plain)).map((speaker) => [speaker.label, speaker]));
  const taken = speakers.map(({ label, name }) => `${label} ${name ?? ''}`);
  return speakers.map(({ label, name }) => {
    const { name: full, role } = found.get(label) ?? {};
    // Whoever else is called so is somebody else.
    const free = full !== undefined && !taken.some((names) => names.includes(full));
    return { label, name: name ?? (free ? full : undefined), role };
  });
}

/** The lines of the transcript that lines of the file became. */
function placed(notes: readonly Omit<ReadNote, 'at'>[], places: readonly { line: number; at: number }[]): ReadNote[] {
  let place = 0;
  return [...notes]
    .sort((a, b) => a.line - b.line)
    .map((note) => {
      while ((places[place + 1]?.line ?? Infinity) <= note.line) place++;
      return { ...note, at: places[place]?.at ?? 1 };
    });
}
