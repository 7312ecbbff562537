/**
 * The custom requests between client and server, as types and method names: the only thing that client/ takes from server/.
 * Positions and ranges are LSP's: lines and UTF-16 characters from 0.
 */
import type { Location, Position, Range, WorkspaceEdit } from 'vscode-languageserver-types';

/** What the client hands over with `initialize` and whenever a setting changes. */
export interface Settings {
  /** Globs, relative to a workspace folder, of the files that are read as transcripts. */
  files: string[];
  /** Severity by problem code; a code that is absent keeps its default. */
  severity: Partial<Record<string, 'error' | 'warning' | 'information' | 'hint' | 'off'>>;
  related: { limit: number };
  /** Whether code lenses tell over each statement who else speaks to its claims. */
  codeLens: boolean;
}

export const defaultSettings: Settings = {
  files: ['**/*.transcript'],
  severity: {},
  related: { limit: 5 },
  codeLens: true,
};

export interface InitializationOptions {
  settings?: Partial<Settings>;
  /** The client answers `find` and `read`: the server must not touch a disk (virtual and remote workspaces, web). */
  clientFiles?: boolean;
  /** The client takes `status` notifications. */
  status?: boolean;
  /** The client runs the commands `throughline.*` that code actions name. */
  commands?: boolean;
  /** URI (`file:`) of a folder of this workspace for what can be made again, such as an index; absent where nothing can be kept on a disk. */
  storage?: string;
}

/** Client -> server. */
export const methods = {
  /** TextDocumentParams -> SpeakerOutline[] */
  speakers: 'throughline/speakers',
  /** TextDocumentParams -> TopicOutline[] */
  topics: 'throughline/topics',
  /** TextDocumentParams -> GuessedTurn[]: who probably speaks where nobody has said it; none where the transcript has labels */
  guesses: 'throughline/guesses',
  /** RelatedParams -> RelatedPassage[] */
  related: 'throughline/related',
  /** ImportParams -> ImportResult */
  import: 'throughline/import',
  /** ExportParams -> ExportResult */
  export: 'throughline/export',
  /** TextDocumentParams -> { text: string }: the transcript without its annotation layer */
  strip: 'throughline/strip',
  /** TextDocumentParams -> OriginalResult: where the original of a transcript is */
  original: 'throughline/original',
  /** TextDocumentParams -> QuoteMark[] */
  quotes: 'throughline/quotes',
  /** TextDocumentParams -> LayerMark[]: what the editor dims or hides */
  layer: 'throughline/layer',
  /** TextDocumentParams -> CodeList: what a quick pick offers */
  codes: 'throughline/codes',
  /** AnnotateParams -> WorkspaceEdit | null */
  annotate: 'throughline/annotate',
  /** RelateParams -> RelateResult | null */
  relate: 'throughline/relate',
  /** StatementParams -> StatementPlace | null: the next or previous statement of a claim, across interviews */
  statement: 'throughline/statement',
  /** CopyParams -> CopyResult | null: words with their source */
  copy: 'throughline/copy',
  /** QuotesOfParams -> QuotesOfResult: all quotes of a tag or claim */
  quotesOf: 'throughline/quotesOf',
  /** RefactorParams -> WorkspaceEdit | null; an error says why it cannot be done */
  refactor: 'throughline/refactor',
  /** null -> boolean: whether all files of the last rename or refactoring still say what its edits are for */
  holds: 'throughline/holds',
  /** MarkParams -> MarkResult | null: what an analyst does to the words at the cursors; null where the text has gone on */
  mark: 'throughline/mark',
  /** ChoicesParams -> Choices | null: what a quick pick offers for the words at the cursors; null where the text has gone on */
  choices: 'throughline/choices',
  /** LabellingParams -> Labelling | null: the stops of a walk through a transcript in which nobody is labelled; null for no transcript */
  labelling: 'throughline/labelling',
  /** LabelParams -> LabelResult | null: says who speaks; null where the text has gone on */
  label: 'throughline/label',
  /** StopsParams -> StopsResult | null: what a coder goes through, and how much of it is left; null for no transcript */
  stops: 'throughline/stops',
  /** StopParams -> StopResult | null: the next or previous one that is open; null for no transcript */
  stop: 'throughline/stop',
} as const;

/** Server -> client. */
export const clientMethods = {
  /** FindParams -> string[] (URIs) */
  find: 'throughline/find',
  /** { uri: string } -> { bytes: string } (base64) */
  read: 'throughline/read',
  /** Notification of Status. */
  status: 'throughline/status',
} as const;

export interface TextDocumentParams {
  textDocument: { uri: string };
}

/** The file that the front matter names as the original, where it lies in the workspace; else null. */
export interface OriginalResult {
  uri: string | null;
}

export interface SpeakerOutline {
  label: string;
  name: string;
  role?: string;
  turns: { range: Range; selectionRange: Range; time?: string; preview: string }[];
  words: number;
  /** 0 to 1, of all words spoken in this interview. */
  share: number;
}

export interface TopicOutline {
  title: string;
  level: number;
  range: Range;
  selectionRange: Range;
  children: TopicOutline[];
}

/** From the first word of a turn that nobody has labelled to its last; several paragraphs where it goes on, a part of one where it changes there. */
export interface GuessedTurn {
  range: Range;
  role: 'interviewer' | 'interviewee';
  /** 0.5 to 1. */
  confidence: number;
}

export interface RelatedParams extends TextDocumentParams {
  position: Position;
}

export interface RelatedPassage {
  uri: string;
  range: Range;
  title: string;
  date?: string;
  speaker?: string;
  time?: string;
  text: string;
  /** The shared words, as they stand in `text`. */
  terms: string[];
  /** The words asked about: those of a quote, or what one speaker says in the paragraph. The same in every passage of an answer. */
  here?: Range;
  relation: 'states' | 'supports' | 'contradicts' | 'suggested';
  /** The claim that it is said of; absent on what is only suggested. */
  claim?: string;
  /** The same words stand in both interviews. */
  same?: boolean;
  /** Why it is shown, in short phrases: `same topic`, `same figure: 300 million`. */
  why?: string[];
  /** What the same speaker says around it. */
  turnRange?: Range;
}

export interface ImportParams {
  /** The name of the file, for `original` and the title. */
  name: string;
  /** Its bytes, base64. */
  bytes: string;
  /** A format by name, where the content should not decide. */
  from?: string;
}

/** What was understood of a file; nothing is written yet. */
export interface ImportResult {
  /** Why the file could not be read; then there are no transcripts. */
  error?: string;
  /** The name of the format that it was read as. */
  format?: string;
  /** All formats, for whoever knows better. */
  formats: { name: string; title: string }[];
  transcripts: ImportedTranscript[];
  /** `codebook.yaml`, where the file brings one. */
  codebook?: string;
  /** What was kept, chosen and dropped, in sentences. */
  report: string[];
}

export interface ImportedTranscript {
  /** A file name without ending, safe on every system. */
  name: string;
  /** The bytes to write, base64. */
  bytes: string;
  speakers: string[];
  /** What is doubtful, by lines of the transcript from 0. */
  notes: { line: number; message: string }[];
}

/** The formats of exports, as their files end. */
export type ExportFormat =
  | 'html'
  | 'md'
  | 'docx'
  | 'csv'
  | 'codebook.csv'
  | 'claims.csv'
  | 'xlsx'
  | 'qdpx'
  | 'qdc'
  | 'json'
  | 'jsonld'
  | 'jsonl'
  | 'vtt'
  | 'srt'
  | 'txt';

export interface ExportParams {
  /** The interviews; empty for all of the workspace. */
  uris: string[];
  format: ExportFormat;
  /** A file for each interview instead of one for all. */
  each?: boolean;
  /** Only what has one of these tags (or a tag below it) or claims, said by one of these speakers; without signs. */
  tags?: string[];
  claims?: string[];
  speakers?: string[];
}

export interface ExportResult {
  /** Empty where the format is no text. */
  text: string;
  /** Base64; only where the format is no text. */
  bytes?: string;
  /** How many were exported. */
  interviews: number;
  /** What the format cannot hold of them, in sentences. */
  losses: string[];
  /** Only where a file each was asked for. */
  files?: ExportedFile[];
}

/** One file of several: `text`, or `bytes` as base64. */
export interface ExportedFile {
  /** Below the folder to write to, with `/` between folders; leads nowhere else. */
  name: string;
  text?: string;
  bytes?: string;
}

/** The words of a quote as the editor marks them, in file order; those of overlapping quotes overlap. */
export interface QuoteMark {
  /** The words between the marks. */
  range: Range;
  /** `#rgb` or `#rrggbb`: that of its first tag that has one in the codebook, or whose parent has. */
  color?: string;
  /** Of a quote that shares words with others: 0 to 2, the outermost 0. Absent where it stands alone. */
  lane?: number;
}

/** A piece of the annotation layer, on one line, in file order. */
export interface LayerMark {
  range: Range;
  /** `word` and `body` of an annotation line: the word that begins it, and what the analyst has written behind it. */
  kind: 'mark' | 'word' | 'body';
}

/** The tags and claims that the codebook declares or any interview uses, the most used first, and the people. */
export interface CodeList {
  tags: { name: string; about?: string; count: number }[];
  claims: { name: string; says?: string; count: number }[];
  /** Names that can stand behind `@`. */
  people: string[];
}

/**
 * What a quick fix asks for. `tag`, `claim` and `attribute` put codes to the words (into the braces of the marked quote that the
 * range lies in, otherwise by marking the range); `term` adds the words to `terms` in the front matter; `speaker` begins a turn.
 */
export type AnnotationKind = 'tag' | 'claim' | 'attribute' | 'term' | 'speaker';

/** The arguments of the client's command `throughline.tag`, as code actions of the server give them. */
export type TagArguments = [uri: string, range: Range, kind: AnnotationKind];

export interface AnnotateParams extends TextDocumentParams {
  /** Of the text that the range belongs to; null where there is no edit for the text as it is now. */
  version: number;
  range: Range;
  kind: AnnotationKind;
  /**
   * For `tag`, `claim` and `attribute` as they stand in braces: `#housing ^rents`; for `speaker` the label, with `?` behind it
   * where it is a guess: `MM?`; empty for `term`.
   */
  codes: string;
}

export interface StatementParams extends TextDocumentParams {
  position: Position;
  direction: 'next' | 'previous';
  /** The claim that the last step led along, to stay on it where words carry several and to go on from plain words. */
  claim?: string;
}

/** A statement that one has come to; null where there is none to go to. */
export interface StatementPlace {
  uri: string;
  range: Range;
  claim: string;
  stance: 'states' | 'supports' | 'contradicts';
  /** Which one of the claim's statements it is, from 1 to `total`. */
  index: number;
  total: number;
}

/** The arguments of the client's command `throughline.showStatements`, as code lenses of the server give them. */
export type ShowStatementsArguments = [uri: string, position: Position, locations: Location[]];

/** What a reader has decided on two passages: both state the claim, or they have nothing to do with each other. */
export type Relation = 'claim' | 'unrelated';

export interface RelateParams {
  here: { uri: string; range: Range; version: number };
  /** `version` is null where the file is not open. */
  there: { uri: string; range: Range; version: number | null };
  relation: Relation;
  /** For `claim`: its name, without a sign. */
  claim?: string;
  /** What a new claim says. */
  gloss?: string;
}

/** One edit for each file. Null stands for a text that has gone on, or for words that cannot be marked. */
export interface RelateResult {
  edits: WorkspaceEdit[];
}

/**
 * What becomes of a tag or claim in all files at once. `into` is its new name, the tag or claim that it becomes, or the tag under which it is
 * moved (empty for none); only tags can be moved. Names go without signs.
 */
export interface RefactorParams {
  kind: 'rename' | 'merge' | 'move' | 'delete';
  what: 'tag' | 'claim';
  name: string;
  into?: string;
}

/** A range without length means the quote there, else what one speaker says there in the paragraph. */
export interface CopyParams extends TextDocumentParams {
  range: Range;
  form: 'plain' | 'markdown' | 'html';
  /** Whether the transcriber's notes stay, such as `[laughs]`; they do where nothing is said. */
  brackets?: boolean;
}

/** Null where there are no words. */
export interface CopyResult {
  /** In Markdown where that is wanted, otherwise plain. */
  text: string;
  /** Where `html` is wanted. */
  html?: string;
}

/** One of the two, without its sign. Quotes of a tag are those of the tags below it, too. */
export interface QuotesOfParams {
  tag?: string;
  claim?: string;
  brackets?: boolean;
}

export interface QuotesOfResult {
  /** Markdown. */
  text: string;
  quotes: number;
}

/**
 * What is done to the words at a cursor. A range without length stands for the quote at the cursor, else for the sentence.
 * `code` puts codes to the words (as they stand in braces: `#housing ^rents-doubled`), and writes the gloss of a claim below where one is
 * given; `uncode` takes codes away, and with the last of them the mark (so to exchange codes, put the new ones first); `unmark` takes the mark
 * with its codes away; `memo` writes `%memo` below;
 * `aside` says that the paragraph is no part of the interview, or takes that back; `resize` moves an end of the quote at the cursor;
 * `split` makes two quotes of one at the cursor; `merge` makes one of the quotes that the range touches, or of the two next to the cursor.
 */
export type MarkAction =
  | { do: 'code'; codes: string; gloss?: { claim: string; says: string } }
  | { do: 'uncode'; codes: string }
  | { do: 'unmark' }
  | { do: 'memo'; text: string; coder?: string }
  | { do: 'aside' }
  | { do: 'resize'; end: 'start' | 'end'; direction: 'forward' | 'back'; by: 'word' | 'sentence' | 'paragraph' }
  | { do: 'split' }
  | { do: 'merge' };

export interface MarkParams extends TextDocumentParams {
  /** Of the text that the ranges belong to. */
  version: number;
  /** One for each cursor. */
  ranges: Range[];
  action: MarkAction;
}

export interface MarkResult {
  /** Absent where there is nothing to change. One step to undo, for all cursors. */
  edit?: WorkspaceEdit;
  /** Where each cursor stands in the text that the edit makes: the words of the quote, so that the next command finds it again. */
  ranges: Range[];
  /** For how many of the ranges something was done. */
  done: number;
  /** Why nothing was done for the first that was left out: a sentence, without words of the transcript. */
  reason?: string;
}

export interface ChoicesParams extends TextDocumentParams {
  version: number;
  ranges: Range[];
}

/** What can be said of the words at the cursors. */
export interface Choices {
  /** The words that each range stands for, as `mark` takes them; null where there are none. */
  words: (Range | null)[];
  /** The codes that all of them carry, with their signs. */
  carried: string[];
  /** Those that fit best first, with `why`; then all others as the codebook orders them, children behind their parents. */
  tags: { name: string; about?: string; color?: string; count: number; why?: string }[];
  /** Those whose gloss or statements fit best first, with `why`; then the most used. */
  claims: { name: string; says?: string; count: number; why?: string }[];
  /** Names that can stand behind `@`, the most likely first. */
  people: { name: string; fullName?: string }[];
}

export interface FindParams {
  folder: string;
  globs: string[];
}

export interface Status {
  interviews: number;
  passages: number;
  /** Interviews that wait to be indexed: with none, and nothing loading, every answer is complete. */
  pending: number;
  loading: boolean;
  /** Files read and files found, while loading. */
  done: number;
  total: number;
}

/** A speaker whom the analyst names before the transcript does. */
export interface NewSpeaker {
  label: string;
  name?: string;
  /** `interviewer`, `interviewee`, or anything else. */
  role?: string;
}

/** What the walk knows that the file does not say. Numbers are offsets into the original's words, which no annotation moves. */
export interface LabellingParams extends TextDocumentParams {
  named?: NewSpeaker[];
  /** What begins before it is decided, as the walk has passed it. */
  decided?: number;
  /** Where the analyst has split paragraphs. */
  splits?: number[];
  /** One more split; the answer's `splits` hold it, too. */
  split?: Position;
}

export interface Labelling {
  /** Of the text that all ranges belong to; null for a file that is not open. */
  version: number | null;
  /** In the order of their keys: the interviewer first. */
  speakers: { label: string; name: string }[];
  stops: LabelStop[];
  /** How many paragraphs are walked through. */
  paragraphs: number;
  splits: number[];
}

/** A stretch of a paragraph that one speaker says: all of it, or what lies between two places where the speaker may change. */
export interface LabelStop {
  /** From the first word, behind a mark, to the last. */
  range: Range;
  /** Where it begins, as an offset into the original's words: the same whatever is annotated. */
  at: number;
  /** Which one of the paragraphs that are walked through, from 0. */
  paragraph: number;
  /** Where its sentences begin, but for the first: where a split may go. */
  sentences: Position[];
  /** Nobody has said yet who speaks here. */
  open: boolean;
  /** Who speaks, as far as the file says it. */
  label?: string;
  /** `label` is a guess of the file's: `{@Label?}`. */
  guessed: boolean;
  /** A mark of the analyst's stands here. */
  marked: boolean;
  /** Who speaks in all likelihood; absent where nobody seems to. */
  guess?: { role: 'interviewer' | 'interviewee'; label?: string; confidence: number; reason?: string };
}

export interface LabelParams extends TextDocumentParams {
  /** Of the text that the positions belong to. */
  version: number;
  /** From each position on somebody speaks; with null for a label the mark there goes away. */
  labels: { position: Position; label: string | null; guess?: boolean }[];
  /** They are declared in the front matter with the first label that is one of theirs. */
  named?: NewSpeaker[];
}

export interface LabelResult {
  /** Absent where nothing has to be written, as the same speaker goes on. One step to undo. */
  edit?: WorkspaceEdit;
  /** Where each label begins to hold, as an offset into the original's words. Those that cannot be written are left out. */
  at: number[];
}

/**
 * What a coder goes through, one after the other. `quote`: marked quotes, and quotations that no tagged quote holds; open without a tag or
 * claim. `paragraph`: paragraphs; open where it is not said who speaks, or only guessed. `suggestion`: tagged quotes; open while another
 * interview has a related passage that is neither linked by a claim nor dismissed. `reported`: words reported without quotation marks; open
 * until any of them are marked, and none at all unless the severity of `reported-speech` is set.
 */
export type StopKind = 'quote' | 'paragraph' | 'suggestion' | 'reported';

export type StopScope = 'interview' | 'corpus';

export interface StopsParams extends TextDocumentParams {
  position: Position;
  kinds: StopKind[];
  scope: StopScope;
}

export interface StopsResult {
  /** The stops of the interview that was asked about, by kind and then in file order. */
  stops: { kind: StopKind; range: Range; open: boolean }[];
  /** Of the interview or of all interviews (in the order of their files), for each kind that there is. */
  counts: StopCount[];
  /** Which interview it is, from 1, and how many there are. */
  interview: number;
  interviews: number;
}

/** `12 of 45`: decided ones count, too, so that a place keeps its number while one goes on. */
export interface StopCount {
  kind: StopKind;
  /** How many begin before the position or at it; 0 before the first. */
  index: number;
  total: number;
  /** Absent where it would take too long to say: of suggestions in all interviews, or in one with very many. */
  open?: number;
}

export interface StopParams extends TextDocumentParams {
  /** What is selected; the step goes from there. */
  range: Range;
  kind: StopKind;
  scope: StopScope;
  /** `here`: the one at the range, if it is open, else the next. */
  direction: 'here' | 'next' | 'previous';
}

export interface StopResult {
  /** Absent where none is open. */
  place?: StopPlace;
  /** Not all could be looked at: asked again it goes on from there. */
  unfinished?: boolean;
}

export interface StopPlace {
  uri: string;
  /** The words to decide on. */
  range: Range;
  kind: StopKind;
  /** Which one of its interview's stops it is, from 1 to `total`. */
  index: number;
  total: number;
  /** How many of its interview are open, this one among them; absent where it would take too long to say. */
  open?: number;
  /** Which interview it is, from 1, and how many there are. */
  interview: number;
  interviews: number;
  /** The step went past the end, and on from the other one. */
  wrapped: boolean;
}
