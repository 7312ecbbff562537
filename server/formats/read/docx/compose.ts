/** Paragraphs and comments of a Word document become transcripts. */
import { upperBound, type Span } from '../../../core/span';
import { splitLines } from '../../../core/lines';
import { parse } from '../../../core/parse';
import { writeFrontMatter } from '../../front-matter-yaml';
import { originalOffsets } from '../../offsets';
import { putOn, type Annotations } from '../put-on';
import { importText } from '../../text';
import { oneLine, PLAIN, withoutEnding, type ReadNote, type ReadTranscript } from '../reader';
import { GAPS, type Body, type Place, type WordParagraph } from './body';
import { frontMatterIn, meaningOf, type Meaning, type WordComment } from './comments';

export interface Composed {
  transcripts: ReadTranscript[];
  counts: { quotes: number; memos: number; dropped: number };
  /** Interviews that an export of ours wrote. */
  ours: boolean;
}

/** What is said about words, with where it stands. */
interface Remark {
  start: Place;
  end: Place;
  coder?: string;
  meaning: Meaning;
}

/** Words that a memo on them repeats. */
const LONGEST_WORDS = 80;
/** Of more words nobody needs to be told the first. */
const MOST_WORDS = 2_000;
const MOST_TITLE = 160;

export function composeTranscripts({ paragraphs, ranges }: Body, comments: readonly WordComment[], name: string) {
  const placed = comments.flatMap((comment) => {
    const range = ranges.get(comment.id);
    return range ? [{ ...comment, ...range }] : [];
  });
  const firsts = placed
    .filter(({ start, text }) => paragraphs[start.paragraph]?.kind === 'title' && frontMatterIn(text) !== undefined)
    .map(({ start }) => start.paragraph)
    .sort((a, b) => a - b);
  const ours = firsts.length > 0;
  const remarks: Remark[] = placed.map(({ start, end, coder, text }) => ({
    ...{ start, end, coder },
    meaning: meaningOf(text, ours),
  }));
  const counts = { quotes: 0, memos: 0, dropped: comments.length - placed.length };
  const sections = ours ? [...new Set(firsts)] : [0];
  const inside: Remark[][] = sections.map(() => []);
  const starts = sections.map((start) => ({ start, end: start }));
  for (const remark of remarks) {
    const own = inside[upperBound(starts, remark.start.paragraph) - 1];
    if (own) own.push(remark);
    else counts.dropped++;
  }
  const transcripts = sections.map((from, index) => {
    const to = sections[index + 1] ?? Infinity;
    return transcriptOf(new Section(paragraphs, from, to, ours), inside[index] ?? [], {
      name,
      ours,
      counts,
      alone: sections.length === 1,
    });
  });
  return { transcripts, counts, ours } satisfies Composed;
}

/** The raw text of some paragraphs, and where they are in it. */
class Section {
  readonly text: string;
  readonly title?: string;
  /** Of each paragraph; of one that is left out, where the next one begins. */
  private readonly starts: number[] = [];
  private readonly kept: boolean[] = [];

  constructor(
    readonly paragraphs: readonly WordParagraph[],
    private readonly from: number,
    to: number,
    ours: boolean,
  ) {
    const pieces: string[] = [];
    let length = 0;
    let gap = 0;
    const own = paragraphs.slice(from, to === Infinity ? undefined : to);
    for (const paragraph of own) {
      gap = Math.max(gap, paragraph.gap);
      if (paragraph.kind === 'title') this.title ??= oneLine(paragraph.text).slice(0, MOST_TITLE) || undefined;
      const keeps = isWords(paragraph, ours);
      this.kept.push(keeps);
      if (!keeps) {
        this.starts.push(-1);
        continue;
      }
      const before = length > 0 ? (GAPS[gap] ?? '') : '';
      gap = 0;
      this.starts.push(length + before.length);
      pieces.push(before, paragraph.text);
      length += before.length + paragraph.text.length;
    }
    this.text = pieces.join('') + '\n';
    // What is not in the text stands where the next paragraph begins.
    let next = this.text.length;
    for (let index = own.length - 1; index >= 0; index--) {
      if (this.starts[index] === -1) this.starts[index] = next;
      next = this.starts[index] ?? next;
    }
  }

  offset({ paragraph, at }: Place): number {
    const start = this.starts[paragraph - this.from];
    if (start === undefined) return this.text.length - 1;
    return start + (this.holds(paragraph) ? at : 0);
  }

  /** Whether the words of a paragraph are in the text. */
  holds(paragraph: number): boolean {
    return this.kept[paragraph - this.from] ?? false;
  }

  *own(): Generator<[index: number, paragraph: WordParagraph]> {
    for (let index = 0; index < this.starts.length; index++) {
      const paragraph = this.paragraphs[this.from + index];
      if (paragraph) yield [this.from + index, paragraph];
    }
  }
}

function isWords({ text, kind, added }: WordParagraph, ours: boolean): boolean {
  if (text.trim() === '' || kind === 'contents') return false;
  return !ours || !(added || kind === 'title' || kind === 'facts');
}

interface Context {
  name: string;
  ours: boolean;
  alone: boolean;
  counts: Composed['counts'];
}

function transcriptOf(section: Section, remarks: readonly Remark[], context: Context): ReadTranscript {
  const { name, ours, alone, counts } = context;
  const original = section.text;
  // Of what we wrote nothing needs to be guessed.
  const found = ours ? undefined : importText(original, { name: withoutEnding(name) });
  const title = section.title ?? found?.title;
  const fronts = remarks.flatMap(({ meaning }) => (meaning.kind === 'front' ? [meaning.text] : []));
  const { speakers = [], topics = [], notes = [] } = found ?? {};
  const front = fronts[0] ?? writeFrontMatter({ title, original: name, speakers }, '\n');
  const annotations = annotationsOf(section, remarks, context, topics);
  const { text, dropped } = putOn(original, front, annotations);
  counts.quotes += annotations.quotes.length - dropped.quotes;
  counts.dropped += dropped.quotes + dropped.others;
  const transcript = parse(text);
  return {
    name: alone ? withoutEnding(name) : (title ?? withoutEnding(name)),
    text,
    form: PLAIN,
    notes: notesIn(text, original, notes),
    title,
    speakers: ours
      ? transcript.speakers.map(({ label, name, role }) => ({ label, name: name === label ? undefined : name, role }))
      : speakers,
  };
}

function annotationsOf(
  section: Section,
  remarks: readonly Remark[],
  { ours, counts }: Context,
  guessed: readonly number[],
): Annotations {
  const found: Annotations = { quotes: [], turns: [], topics: [], lines: [] };
  const topics = new Map<number, Annotations['topics'][number] & { lines: string[] }>();
  for (const [index, { kind, level, added, text, labels }] of section.own()) {
    const at = section.offset({ paragraph: index, at: 0 });
    if (kind === 'heading' && text.trim() !== '')
      topics.set(index, { at, title: oneLine(text), level, added: added && ours, lines: [] });
    else if (kind === 'aside' && text.trim() !== '') found.lines.push({ at, line: '%aside' });
    for (const { at, label } of labels) found.turns.push({ at: section.offset({ paragraph: index, at }), label });
  }
  if (topics.size === 0) {
    const lines = splitLines(section.text);
    for (const line of guessed)
      found.topics.push({ at: lines[line - 1]?.start ?? 0, title: '', level: 1, added: false, lines: [] });
  } else found.topics = [...topics.values()];
  const glossed = new Set(remarks.flatMap(({ meaning }) => (meaning.kind === 'line' ? claimIn(meaning.line) : [])));
  for (const remark of remarks) {
    const { start, end, coder, meaning } = remark;
    const span = { start: section.offset(start), end: section.offset(end) };
    const above = (line: string): void => {
      const topic = topics.get(start.paragraph);
      if (topic) topic.lines.push(line);
      else found.lines.push({ at: section.holds(start.paragraph) || !ours ? span.start : undefined, line });
    };
    if (meaning.kind === 'quote') {
      const words = ours ? span : trimmed(section.text, span);
      if (words.start < words.end) found.quotes.push({ ...words, codes: meaning.codes });
      else counts.dropped++;
      for (const { claim, text } of meaning.glosses) {
        if (glossed.has(claim)) continue;
        glossed.add(claim);
        above(`%claim ${claim}: ${oneLine(text)}`);
      }
    } else if (meaning.kind === 'line') {
      if (meaning.line.startsWith('%memo')) counts.memos++;
      above(meaning.line);
    } else if (meaning.kind === 'memo') {
      counts.memos++;
      const about = ours ? '' : wordsOf(section, remark, span);
      const who = coder
        ?.replace(/[()\p{Cc}]/gu, ' ')
        .trim()
        .slice(0, 80);
      above(`%memo${who ? `(${who})` : ''}: ${about}${oneLine(meaning.text, ' ')}`);
    }
  }
  return found;
}

function claimIn(line: string): string[] {
  return /^%claim ([^\s:]{1,200}):/.exec(line)?.slice(1) ?? [];
}

function trimmed(text: string, { start, end }: Span): Span {
  while (start < end && /\s/.test(text.charAt(start))) start++;
  while (end > start && /\s/.test(text.charAt(end - 1))) end--;
  return { start, end };
}

/** The words that a memo is about, where they are a part of a paragraph. */
function wordsOf({ text, paragraphs }: Section, { start, end }: Remark, span: Span): string {
  const whole = paragraphs[start.paragraph]?.text.trim().length ?? 0;
  if (start.paragraph !== end.paragraph || span.end - span.start > MOST_WORDS) return '';
  const words = text.slice(span.start, span.end).trim();
  if (words === '' || words.length === whole) return '';
  const shown = words.length > LONGEST_WORDS ? `${words.slice(0, LONGEST_WORDS - 1).trimEnd()}…` : words;
  return `“${oneLine(shown, ' ')}”: `;
}

/** Lines of the raw text are counted by paragraph, and shown where they are in the transcript. */
function notesIn(text: string, original: string, notes: ReturnType<typeof importText>['notes']): ReadNote[] {
  if (notes.length === 0) return [];
  const transcript = parse(text);
  const offsets = originalOffsets(transcript, { unit: 'utf16', crlf: 2 });
  const lines = splitLines(original);
  return notes.map((note) => {
    const start = lines[note.line - 1]?.start ?? 0;
    const at = upperBound(transcript.lines, offsets.fromOriginal(start));
    return { ...note, at: Math.max(1, at) };
  });
}
