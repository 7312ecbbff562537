/** The types of a parsed transcript, and nothing else. The language is described in docs/markup.md. */
import type { Span } from './span';

/** What `parse` makes of one text. Every offset is a UTF-16 offset into `text`; every list is in file order. */
export interface Transcript {
  text: string;
  /** The lines tile the text: each begins where the one before it ends, line end included. */
  lines: Line[];
  frontMatter?: FrontMatter;
  topics: Topic[];
  paragraphs: Paragraph[];
  turns: Turn[];
  /** Declared speakers first, then the others in the order in which they first speak. */
  speakers: Speaker[];
  quotes: Quote[];
  /** Found when first asked for. */
  readonly quotations: Quotation[];
  times: Time[];
  annotations: Annotation[];
  /** What `strip` removes, in order and without overlaps: the text less these spans is the original. */
  layer: Span[];
  /** Backslashes that make the mark behind them plain text; each is in `layer` too. */
  escapes: Span[];
  problems: Problem[];
}

export type LineKind = 'front-matter' | 'topic' | 'text' | 'annotation' | 'blank';

/** One line with its line end (LF, CRLF or CR); `contentEnd` is where the line end begins. */
export interface Line extends Span {
  kind: LineKind;
  contentEnd: number;
}

/** The YAML block at the very top. Spans of values are those of the scalar in the file, quotes included. */
export interface FrontMatter extends Span {
  title?: Field;
  date?: Field;
  original?: Field;
  source?: Field;
  media?: Field;
  language?: Field;
  coder?: Field;
  speakers: DeclaredSpeaker[];
  terms: Field[];
  /** Every key of the top level, known or not. */
  keys: Field[];
}

/** A scalar of YAML: its value as text, and where it stands. */
export interface Field {
  value: string;
  span: Span;
}

export interface DeclaredSpeaker {
  label: string;
  labelSpan: Span;
  name?: Field;
  role?: Field;
}

/** A heading of the transcript (`# Words`), or one that the analyst put in (`%topic Words`). */
export interface Topic extends Span {
  /** The words as shown, without hashes and marks. */
  title: string;
  titleSpan: Span;
  /** 1 to 6. */
  level: number;
  added: boolean;
  /** Index into `lines`. */
  line: number;
  /** Where the section ends: at the next topic of the same or a higher level, or the end of the text. */
  sectionEnd: number;
  annotations: Annotation[];
}

/** A run of lines between blank lines (or one line where a transcript does not wrap its lines). */
export interface Paragraph extends Span {
  /** First and last line of text, as indexes into `lines`; annotation lines may lie between. */
  firstLine: number;
  lastLine: number;
  /** `%aside`: no part of the interview, neither searched nor counted. */
  aside: boolean;
  /** `%tags` below it, and the other annotation lines that belong to it. */
  annotations: Annotation[];
  /** Index into `topics` of the topic that it stands under, or -1. */
  topic: number;
  /**
   * The paragraph by speaker, tiling it; a paragraph holds several where a turn begins inside it. `turn` is an index into
   * `turns`, or -1 before the first turn. `words` is where the words begin, behind label and time.
   */
  parts: ParagraphPart[];
}

export interface ParagraphPart extends Span {
  turn: number;
  words: number;
}

/** A turn goes on until the next turn or topic. */
export interface Turn extends Span {
  /** As written in this place: `MM`, `Madhumita Murgia`. */
  label: string;
  labelSpan: Span;
  /** Index into `speakers`. */
  speaker: number;
  time?: Time;
  /** Set by the analyst with `{@Label}`. */
  added: boolean;
  /** `{@Label?}`. */
  guess: boolean;
  /** Where the words begin, behind label and time. */
  words: number;
  /** Index into `lines` of the line that it begins in. */
  line: number;
}

export interface Speaker {
  /** The shortest of the labels: `MM`. */
  label: string;
  /** Every label of this speaker: declared, then as they come. */
  labels: string[];
  /** The full name where it is declared or stands as a label; otherwise the label. */
  name: string;
  role?: string;
  declared?: DeclaredSpeaker;
}

/** Marked words. */
export interface Quote extends Span {
  /** `marked` for `==words=={…}`, `long` for `{id>` … `<id …}`. The quote's own span covers the marks. */
  form: 'marked' | 'long';
  id?: string;
  /** The words between the marks (which may hold marks of other quotes). */
  words: Span;
  open: Span;
  /** The closing mark with its codes, if any. */
  close: Span;
  /** `{…}` of a marked quote; the whole closing mark of a long one; absent where a marked quote has no braces. */
  group?: Span;
  codes: Code[];
  /** Index into `turns` of the turn that it begins in, or -1. */
  turn: number;
}

export type Stance = 'states' | 'supports' | 'contradicts';

/** One code in braces or in `%tags`. Its span covers the sign; `name` does not. */
export type Code =
  | ({ kind: 'tag'; name: string } & Span)
  | ({ kind: 'claim'; name: string; stance: Stance } & Span)
  | ({ kind: 'person'; name: string } & Span)
  | ({ kind: 'attribute'; name: string; value: string } & Span);

/** Words in quotation marks, as transcribed. The span covers the marks. */
export interface Quotation extends Span {
  words: Span;
  /** Index into `paragraphs`. */
  paragraph: number;
}

/** A time such as `[0:32]`; the span covers its brackets. */
export interface Time extends Span {
  /** Milliseconds. */
  ms: number;
}

/** A line that begins with `%word`. */
export interface Annotation extends Span {
  /** As written, known or not. */
  word: string;
  wordSpan: Span;
  /** In parentheses: the coder of a memo, the level of a topic. */
  argument?: string;
  /** The id of `%claim id: gloss`. */
  claim?: Field;
  /** What follows the word (and the id and colon): gloss, memo, title. */
  body: Span;
  /** The codes of `%tags`. */
  codes: Code[];
  /** What `%unrelated` dismisses: an interview by the name of its file, and of it a passage by its first words, or all. */
  unrelated?: { interview: Field; words?: Field };
  line: number;
  /** What it belongs to. */
  target: { kind: 'paragraph' | 'topic'; index: number } | { kind: 'interview' };
}

export type ProblemCode =
  | 'unclosed-quote'
  | 'untagged-quote'
  | 'bad-code'
  | 'unknown-tag'
  | 'unknown-claim'
  | 'possible-speaker'
  | 'duplicate-label'
  | 'time-goes-back'
  | 'unknown-annotation'
  | 'front-matter'
  // A guess, looked for only where it is asked for.
  | 'reported-speech'
  // Where the file that the front matter names as the original is at hand.
  | 'edited-original'
  // In a draft only.
  | 'misquoted'
  | 'misattributed'
  | 'moved-quote'
  // In a codebook only.
  | 'unknown-key'
  | 'bad-color'
  | 'duplicate-entry'
  | 'self-contradiction'
  | 'shared-alias'
  | 'similar-tag'
  | 'undeclared-parent'
  | 'unused-tag'
  | 'unused-claim';

/** `parse` reports what one file shows by itself; `untagged-quote`, `unknown-tag` and `unknown-claim` come from the diagnostics feature. */
export interface Problem extends Span {
  code: ProblemCode;
  /** Names the mark at fault; holds no words of the transcript. */
  message: string;
}
