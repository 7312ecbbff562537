/** A table of cells, and how it is written as CSV. */

export type Cell = string | number | undefined;

export interface Table {
  /** What a sheet of it is called. */
  name: string;
  columns: readonly string[];
  rows: Cell[][];
}

/** RFC 4180: header, CRLF, quotes where they are needed. UTF-8 without a byte order mark. */
export function writeCsv({ columns, rows }: Table, rawCells = false): string {
  const lines = [columns, ...rows].map((row) => row.map((value) => cell(value, rawCells)).join(','));
  return [...lines, ''].join('\r\n');
}

/** A spreadsheet takes a cell that begins like this for a formula, or drops the first character and looks again. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/u;

function cell(value: Cell, raw: boolean): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return `${value}`;
  const text = !raw && FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
