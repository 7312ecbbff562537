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
import { writeCsv, type Cell, type Table } from './write/table';

export const CSV_COLUMNS = [
  ...['file', 'title', 'date', 'topic', 'speaker', 'role', 'time', 'line', 'start', 'end'],
  ...['scope', 'kind', 'code', 'stance', 'value', 'about', 'text'],
] as const;

type Row = Record<(typeof CSV_COLUMNS)[number], Cell>;

/** One row a coding. */
export function toCsv(corpus: Corpus, interviews: readonly Interview[], { rawCells }: ExportOptions = {}): string {
  return writeCsv(quotesTable(corpus, interviews), rawCells);
}

/** The same as a table. */
export function quotesTable(corpus: Corpus, interviews: readonly Interview[]): Table {
  const names = fileNames(interviews.map(({ uri }) => uri));
  const rows = interviews.flatMap((interview, index) => {
    const offsets = originalOffsets(interview.transcript);
    return interview.uses.map((use) => rowOf(corpus, interview, names[index] ?? '', use, offsets));
  });
  return { name: 'Quotes', columns: CSV_COLUMNS, rows: rows.map((row) => CSV_COLUMNS.map((column) => row[column])) };
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
