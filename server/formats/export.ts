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

/**
 * The interviews in a format, in the order given. What the codebook says is taken from the corpus; claims and tags are those of the
 * interviews given only.
 */
export function exportInterviews(
  corpus: Corpus,
  interviews: readonly Interview[],
  format: ExportFormat,
  options: ExportOptions = {},
): string {
  const exporter: Exporter = EXPORTERS[format];
  return exporter(corpus, interviews, options);
}
