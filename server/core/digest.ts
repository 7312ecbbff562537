/**
 * What is known of an interview without its text: everything that is asked of all interviews at once. Plain data that shares no memory
 * with the text, so that an archive's texts need not be kept; every part of it can be stored and read again.
 */
import { detacher } from './detached';
import { overlaps, slice, type Span } from './span';
import type { Annotation, Code, Line, Speaker, Stance, Transcript, Turn } from './syntax';

export interface Digest {
  /** The title of the front matter, else the name of the file. */
  title: string;
  /** Where the front matter says the title. */
  titleSpan?: Span;
  /** As the front matter says them. */
  date?: string;
  language?: string;
  /** As in the transcript. */
  speakers: Speaker[];
  topics: Heading[];
  /** The offset at which each line starts: all that it takes to tell the line and column of an offset. */
  lineStarts: Uint32Array;
  /** Three numbers a turn: where its label starts, where it ends, and its speaker as an index into `speakers`. */
  turns: Int32Array;
  /** In file order. */
  uses: Use[];
  /** `%claim` lines that name a claim. */
  glosses: Said[];
  /** `%unrelated` lines. */
  dismissals: Dismissed[];
  /** Of the text, in UTF-16 units, and its `contentHash`: whoever reads it again sees whether it is still the same. */
  length: number;
  hash: number;
}

/** A topic, without the lines below it. */
export interface Heading {
  title: string;
  titleSpan: Span;
  level: number;
}

interface Use {
  code: Code;
  /** The words that it codes: a quote's, a paragraph's, a section's. */
  words: Span;
  /** The quote, if it is one's. */
  quote?: CodedQuote;
  /** Index into `turns` of the turn in which the words begin, or -1. */
  turn: number;
  /** Who speaks in it is a guess (`{@Label?}`). */
  guess?: true;
}

/** The quote of a code; the span covers the marks. */
export interface CodedQuote extends Span {
  /** Names behind `@` among its codes. */
  people: string[];
  /** Whether somebody's words in quotation marks stand in it. Only told where it has people and a claim. */
  quoting: boolean;
}

interface Said {
  claim: string;
  /** The id in the `%claim` line. */
  span: Span;
  body: Span;
  text: string;
}

interface Dismissed {
  /** The `%unrelated` line. */
  span: Span;
  /** What stands behind the word: see `readUnrelated`. */
  text: string;
  /** The words of the paragraph (or section) that the line belongs to, and the turn in which they begin, or -1. */
  words: Span;
  turn: number;
}

/** A part of a digest, and the file that it is of. */
type Of<T> = T & { uri: string };

/** One code in one place. */
export type CodeUse = Of<Use>;

/** A use of a claim code. */
export interface Statement extends CodeUse {
  code: Extract<Code, { kind: 'claim' }>;
  stance: Stance;
}

export type Gloss = Of<Said>;
export type Dismissal = Of<Dismissed>;

/**
 * All of a digest but the hash, which is only worth its time once the text is let go of.
 *
 * @param name what the interview is called where it has no title.
 */
export function digest(transcript: Transcript, name: string): Omit<Digest, 'hash'> {
  const { text, frontMatter, annotations } = transcript;
  const own = detacher();
  const maybe = (words: string | undefined): string | undefined => (words === undefined ? undefined : own(words));
  const title = frontMatter?.title;
  return {
    title: own(title?.value || name),
    titleSpan: title && copy(title.span),
    date: maybe(frontMatter?.date?.value),
    language: maybe(frontMatter?.language?.value),
    speakers: transcript.speakers.map((speaker) => speakerOf(speaker, own)),
    topics: transcript.topics.map((topic) => ({
      title: own(topic.title),
      titleSpan: copy(topic.titleSpan),
      level: topic.level,
    })),
    lineStarts: lineStarts(transcript),
    turns: packed(transcript.turns),
    uses: usesOf(transcript, own),
    glosses: annotations.flatMap(({ claim, body: said }) =>
      claim
        ? [{ claim: own(claim.value), span: copy(claim.span), body: copy(said), text: own(slice(text, said).trim()) }]
        : [],
    ),
    dismissals: annotations.flatMap((annotation) => {
      if (annotation.word !== 'unrelated') return [];
      const words = own(slice(text, annotation.body).trim());
      return [{ span: copy(annotation), text: words, ...target(transcript, annotation) }];
    }),
    length: text.length,
  };
}

type Own = (words: string) => string;

function copy({ start, end }: Span): Span {
  return { start, end };
}

function lineStarts({ lines }: Transcript): Uint32Array {
  const starts = new Uint32Array(lines.length);
  for (let index = 0; index < lines.length; index++) starts[index] = (lines[index] as Line).start;
  return starts;
}

function packed(turns: readonly Turn[]): Int32Array {
  const numbers = new Int32Array(3 * turns.length);
  for (const [index, { labelSpan, speaker }] of turns.entries())
    numbers.set([labelSpan.start, labelSpan.end, speaker], 3 * index);
  return numbers;
}

function speakerOf({ label, labels, name, role, declared }: Speaker, own: Own): Speaker {
  const field = <F extends { value: string; span: Span } | undefined>(from: F): F =>
    from && ({ value: own(from.value), span: copy(from.span) } as F);
  return {
    label: own(label),
    labels: labels.map(own),
    name: own(name),
    role: role === undefined ? undefined : own(role),
    declared: declared && {
      label: own(declared.label),
      labelSpan: copy(declared.labelSpan),
      name: field(declared.name),
      role: field(declared.role),
    },
  };
}

function usesOf(transcript: Transcript, own: Own): Use[] {
  const uses: Use[] = [];
  for (const quote of transcript.quotes) {
    if (quote.codes.length === 0) continue;
    const words = copy(quote.words);
    const people = quote.codes.flatMap(({ kind, name }) => (kind === 'person' ? [own(name)] : []));
    // Quotations are only looked for where somebody will ask.
    const quoting =
      people.length > 0 &&
      quote.codes.some(({ kind }) => kind === 'claim') &&
      transcript.quotations.some((quotation) => overlaps(quotation, words));
    const coded = { ...copy(quote), people, quoting };
    const turn = turnOf(transcript, quote.turn);
    for (const code of quote.codes) uses.push({ code: codeOf(code, own), words, quote: coded, ...turn });
  }
  for (const annotation of transcript.annotations) {
    if (annotation.codes.length === 0) continue;
    const { words, turn } = target(transcript, annotation);
    const aim = { words, ...turnOf(transcript, turn) };
    for (const code of annotation.codes) uses.push({ code: codeOf(code, own), ...aim });
  }
  return uses.sort((a, b) => a.code.start - b.code.start);
}

function turnOf({ turns }: Transcript, turn: number): Pick<Use, 'turn' | 'guess'> {
  return turns[turn]?.guess ? { turn, guess: true } : { turn };
}

function codeOf(code: Code, own: Own): Code {
  const name = own(code.name);
  return code.kind === 'attribute' ? { ...code, name, value: own(code.value) } : { ...code, name };
}

/** The words that an annotation line speaks of. */
function target({ paragraphs, topics, text }: Transcript, annotation: Annotation): { words: Span; turn: number } {
  if (annotation.target.kind === 'paragraph') {
    const paragraph = paragraphs[annotation.target.index];
    const part = paragraph?.parts[0];
    if (paragraph && part)
      return { words: { start: Math.min(part.words, paragraph.end), end: paragraph.end }, turn: part.turn };
  } else if (annotation.target.kind === 'topic') {
    const topic = topics[annotation.target.index];
    if (topic) return { words: { start: topic.start, end: topic.sectionEnd }, turn: -1 };
  }
  return { words: { start: 0, end: text.length }, turn: -1 };
}
