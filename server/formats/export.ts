/** Exports: one text made of some interviews. One file a format; other formats are added to the table. */
import type { Corpus } from '../core/corpus';
import type { Interview } from '../core/interview';
import { toCsv } from './csv';
import { toHtml } from './html';
import { toJson } from './json';
import { toMarkdown } from './markdown';

export interface ExportOptions {
  /** CSV: leave cells alone that a spreadsheet would take for formulas. */
  rawCells?: boolean;
}

type Exporter = (corpus: Corpus, interviews: readonly Interview[], options: ExportOptions) => string;

const EXPORTERS = { html: toHtml, md: toMarkdown, csv: toCsv, json: toJson } satisfies Record<string, Exporter>;

export type ExportFormat = keyof typeof EXPORTERS;

export const EXPORT_FORMATS = Object.keys(EXPORTERS) as ExportFormat[];

/** Quotes in quotes in quotes, thousands deep: the words of all of them would fill the memory. */
const MOST_CODED = 1 << 28;

/** What an export would be too large for. The message holds no words of a transcript. */
export class ExportTooLarge extends Error {}

/**
 * The interviews in a format, in the order given. What the codebook says is taken from the corpus; claims and tags are those of the
 * interviews given only.
 *
 * @throws {ExportTooLarge}
 */
export function exportInterviews(
  corpus: Corpus,
  interviews: readonly Interview[],
  format: ExportFormat,
  options: ExportOptions = {},
): string {
  let coded = 0;
  for (const { uses } of interviews) for (const { words } of uses) coded += words.end - words.start;
  if (coded > MOST_CODED)
    throw new ExportTooLarge('So many quotes lie in one another that an export would be too large.');
  const exporter: Exporter = EXPORTERS[format];
  return exporter(corpus, interviews, options);
}
