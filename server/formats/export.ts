/** Exports: one file made of some interviews. One source file a format, loaded when it is asked for; others are added to the table. */
import type { Corpus } from '../core/corpus';
import type { Interview } from '../core/interview';

/** What an export is made of, beside the interviews. */
export interface ExportOptions {
  /** CSV: leave cells alone that a spreadsheet would take for formulas. */
  rawCells?: boolean;
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
  html: async () => kept((await import('./html')).toHtml),
  md: async () => kept((await import('./markdown')).toMarkdown),
  csv: async () => kept((await import('./csv')).toCsv),
  json: async () => kept((await import('./json')).toJson),
} satisfies Record<string, () => Promise<Exporter>>;

export type ExportFormat = keyof typeof FORMATS;

export const EXPORT_FORMATS = Object.keys(FORMATS) as ExportFormat[];

/** Quotes in quotes in quotes, thousands deep: the words of all of them would fill the memory. */
const MOST_CODED = 1 << 28;

/** What an export would be too large for, or what it cannot be made of. The message holds no words of a transcript. */
export class ExportError extends Error {}

/**
 * The interviews in a format, in the order given. What the codebook says is taken from the corpus; claims and tags are those of the
 * interviews given only.
 *
 * @throws {ExportError}
 */
export async function exportInterviews(
  corpus: Corpus,
  interviews: readonly Interview[],
  format: ExportFormat,
  options: ExportOptions = {},
): Promise<Exported> {
  let coded = 0;
  for (const { uses } of interviews) for (const { words } of uses) coded += words.end - words.start;
  if (coded > MOST_CODED) throw new ExportError('So many quotes lie in one another that an export would be too large.');
  const exporter = await FORMATS[format]();
  return exporter(corpus, interviews, options);
}

/** The format that a file of this name has: the longest one that it ends in. */
export function formatOf(name: string): ExportFormat | undefined {
  const ending = (format: string): boolean => name.toLowerCase().endsWith(`.${format}`);
  return EXPORT_FORMATS.filter(ending).sort((a, b) => b.length - a.length)[0];
}

type Plain = (corpus: Corpus, interviews: readonly Interview[], options: ExportOptions) => string;

function kept(write: Plain): Exporter {
  return (...of) => ({ data: write(...of), losses: [] });
}
