/** Exports: one file made of some interviews. One source file a format, loaded when it is asked for; others are added to the table. */
import type { Corpus } from '../core/corpus';
import type { Interview } from '../core/interview';
import type { OffsetUnit } from './offsets';
import { ExportError } from './export-error';
import { matching, type Filter } from './filter';
import { leftOut, type Thing } from './losses';

export { ExportError };

/** What an export is made of, beside the interviews. */
export interface ExportOptions extends Filter {
  /** CSV: leave cells alone that a spreadsheet would take for formulas. */
  rawCells?: boolean;
  /** REFI-QDA: what offsets count; code points by default. */
  offsetUnit?: OffsetUnit;
}

export interface Exported {
  /** Text is written as UTF-8. */
  data: string | Uint8Array;
  /** What the format cannot hold of these interviews, counted, in sentences. They hold no words of a transcript. */
  losses: string[];
}

export type Exporter = (
  corpus: Corpus,
  interviews: readonly Interview[],
  options: ExportOptions,
) => Exported | Promise<Exported>;

/** Formats by the ending of their files. */
const FORMATS = {
  html: async () => text((await import('./html')).toHtml, ['unrelated', 'unknown']),
  md: async () => text((await import('./markdown')).toMarkdown, ['unrelated', 'unknown']),
  csv: async () => text((await import('./csv')).toCsv, ['bare', 'memos', 'asides', 'unrelated', 'unknown']),
  'codebook.csv': async () => (await import('./write/codebook-tables')).toCodebookCsv,
  'claims.csv': async () => (await import('./write/codebook-tables')).toClaimsCsv,
  xlsx: async () => (await import('./write/xlsx')).toXlsx,
  json: async () => text((await import('./json')).toJson, ['unrelated', 'unknown']),
  docx: async () => (await import('./write/docx')).toDocx,
  jsonld: async () => (await import('./write/web-annotation')).toWebAnnotation,
  jsonl: async () => (await import('./write/turn-spans')).toJsonLines,
  vtt: async () => (await import('./write/captions')).toVtt,
  srt: async () => (await import('./write/captions')).toSrt,
  txt: async () => (await import('./write/plain')).toPlainText,
  qdpx: async () => (await import('./refi/qdpx')).toQdpx,
  qdc: async () => (await import('./refi/qdc')).toQdc,
} satisfies Record<string, () => Promise<Exporter>>;

export type ExportFormat = keyof typeof FORMATS;

export const EXPORT_FORMATS = Object.keys(FORMATS) as ExportFormat[];

/** Formats of which a file holds one interview. */
export const SINGLE: ReadonlySet<ExportFormat> = new Set<ExportFormat>(['vtt', 'srt', 'txt']);

/** Quotes in quotes in quotes, thousands deep: the words of all of them would fill the memory. */
const MOST_CODED = 1 << 28;

/**
 * The interviews in a format, in the order given. What the codebook says is taken from the corpus; claims and tags are those of the
 * interviews given only. A filter in the options leaves out what does not match, and interviews in which nothing does.
 *
 * @throws {ExportError}
 */
export async function exportInterviews(
  corpus: Corpus,
  interviews: readonly Interview[],
  format: ExportFormat,
  options: ExportOptions = {},
): Promise<Exported & { interviews: number }> {
  const chosen = matching(corpus, interviews, options);
  if (chosen.length === 0 && interviews.length > 0)
    throw new ExportError('Nothing in the interviews matches the filter.');
  if (SINGLE.has(format) && chosen.length !== 1)
    throw new ExportError(`A file of this format (${format}) holds one interview, and here are ${chosen.length}.`);
  let coded = 0;
  for (const { uses } of chosen) for (const { words } of uses) coded += words.end - words.start;
  if (coded > MOST_CODED) throw new ExportError('So many quotes lie in one another that an export would be too large.');
  const exporter = await FORMATS[format]();
  return { ...(await exporter(corpus, chosen, options)), interviews: chosen.length };
}

/** The format that a file of this name has: the longest one that it ends in. */
export function formatOf(name: string): ExportFormat | undefined {
  const ending = (format: string): boolean => name.toLowerCase().endsWith(`.${format}`);
  return EXPORT_FORMATS.filter(ending).sort((a, b) => b.length - a.length)[0];
}

type Write = (corpus: Corpus, interviews: readonly Interview[], options: ExportOptions) => string;

function text(write: Write, lost: readonly Thing[]): Exporter {
  return (corpus, interviews, options) => ({
    data: write(corpus, interviews, options),
    losses: leftOut(interviews, lost),
  });
}
