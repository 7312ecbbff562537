/** CSV: a row for each coding, for spreadsheets and statistics. The columns are described in docs/formats.md. */
import type { Corpus } from '../core/corpus';
import type { CodeUse, Interview } from '../core/interview';
import { upperBound } from '../core/span';
import { plainText } from '../core/strip';
import { formatTime } from '../core/times';
import type { Code, Topic } from '../core/syntax';
import type { ExportOptions } from './export';
import { originalOffsets, type OriginalOffsets } from './offsets';
import { fileNames } from './used';

export const CSV_COLUMNS = [
  ...['file', 'title', 'date', 'topic', 'speaker', 'role', 'time', 'line', 'start', 'end'],
  ...['scope', 'kind', 'code', 'stance', 'value', 'about', 'text'],
] as const;

type Row = Record<(typeof CSV_COLUMNS)[number], string | number | undefined>;

/** One row a coding, RFC 4180: header, CRLF, quotes where they are needed. UTF-8 without a byte order mark. */
export function toCsv(
  corpus: Corpus,
  interviews: readonly Interview[],
  { rawCells = false }: ExportOptions = {},
): string {
  const names = fileNames(interviews.map(({ uri }) => uri));
  const rows = interviews.flatMap((interview, index) => {
    const offsets = originalOffsets(interview.transcript);
    return interview.uses.map((use) => rowOf(corpus, interview, names[index] ?? '', use, offsets));
  });
  const lines = rows.map((row) => CSV_COLUMNS.map((column) => cell(row[column], rawCells)).join(','));
  return [CSV_COLUMNS.join(','), ...lines, ''].join('\r\n');
}

function rowOf(corpus: Corpus, interview: Interview, file: string, use: CodeUse, offsets: OriginalOffsets): Row {
  const { transcript, title } = interview;
  const { code, words, quote } = use;
  const turn = transcript.turns[use.turn];
  const speaker = turn && transcript.speakers[turn.speaker];
  const { start, end } = offsets.spanToOriginal(words);
  return {
    file,
    title,
    date: transcript.frontMatter?.date?.value,
    topic: topicAt(transcript.topics, words.start)?.title,
    speaker: speaker?.name,
    role: speaker?.role,
    time: turn?.time && formatTime(turn.time.ms),
    line: upperBound(transcript.lines, words.start),
    start,
    end,
    scope: quote ? 'quote' : 'tags',
    kind: code.kind,
    code: code.name,
    stance: code.kind === 'claim' ? code.stance : undefined,
    value: code.kind === 'attribute' ? code.value : undefined,
    about: aboutOf(corpus, code),
    text: plainText(transcript, words),
  };
}

function topicAt(topics: readonly Topic[], offset: number): Topic | undefined {
  return topics[upperBound(topics, offset) - 1];
}

function aboutOf(corpus: Corpus, code: Code): string | undefined {
  if (code.kind === 'tag') return corpus.tagEntry(code.name)?.about;
  if (code.kind === 'claim') return corpus.gloss(code.name);
  return code.kind === 'person' ? corpus.personEntry(code.name)?.fullName : undefined;
}

/** A spreadsheet takes a cell that begins like this for a formula, or drops the first character and looks again. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/u;

function cell(value: string | number | undefined, raw: boolean): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return `${value}`;
  const text = !raw && FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
