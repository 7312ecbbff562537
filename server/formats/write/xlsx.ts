/** XLSX: tables as the sheets of one workbook. Cells are text as it is, never formulas. */
import type { Exporter } from '../export';
import { quotesTable } from '../csv';
import { counted, leftOut } from '../losses';
import { claimsTable, codebookTable } from './codebook-tables';
import type { Cell, Table } from './table';

/** What a sheet and a cell can hold: in rows, columns and UTF-16 units. */
export const LIMITS = { rows: 1_048_576, columns: 16_384, cell: 32_767 };

/** Quotes, codebook, and claims × interviews. */
export const toXlsx: Exporter = async (corpus, interviews) => {
  const { data, losses } = await writeWorkbook([
    quotesTable(corpus, interviews),
    codebookTable(corpus, interviews),
    claimsTable(corpus, interviews),
  ]);
  return { data, losses: [...losses, ...leftOut(interviews, ['bare', 'memos', 'asides', 'unrelated', 'unknown'])] };
};

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const SHEET = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** The bytes of a workbook; the same for the same tables, as its files have a fixed date. */
export async function writeWorkbook(tables: readonly Table[]): Promise<{ data: Uint8Array; losses: string[] }> {
  const { strToU8, zipSync } = await import('fflate');
  const cut = { cells: 0, rows: 0, columns: 0 };
  const part = (number: number): string => `worksheets/sheet${number + 1}.xml`;
  const files: Record<string, string> = {
    '[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/>${tables
      .map((_, at) => `<Override PartName="/xl/${part(at)}" ContentType="${TYPE}.worksheet+xml"/>`)
      .join('')}<Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${SHEET}" xmlns:r="${OFFICE}"><sheets>${tables
      .map(({ name }, at) => `<sheet name="${escaped(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`)
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}/relationships">${tables
      .map((_, at) => `<Relationship Id="rId${at + 1}" Type="${OFFICE}/worksheet" Target="${part(at)}"/>`)
      .join(
        '',
      )}<Relationship Id="rId${tables.length + 1}" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': STYLES,
  };
  for (const [at, table] of tables.entries()) files[`xl/${part(at)}`] = sheet(table, cut);
  const data = zipSync(
    Object.fromEntries(Object.entries(files).map(([name, xml]) => [name, strToU8(HEAD + xml)])),
    // Local time, as zip files have no zone: the same bytes everywhere.
    { mtime: new Date(1980, 0, 1), os: 0, level: 6 },
  );
  const is = (number: number, noun: string): string => `${counted(number, noun)} ${number === 1 ? 'was' : 'were'}`;
  const losses = [
    ...(cut.cells > 0 ? [`${is(cut.cells, 'cell')} cut: XLSX holds ${LIMITS.cell} characters in a cell.`] : []),
    ...(cut.rows > 0 ? [`${is(cut.rows, 'row')} left out: XLSX holds ${LIMITS.rows} rows in a sheet.`] : []),
    ...(cut.columns > 0 ? [`${is(cut.columns, 'column')} left out: XLSX holds ${LIMITS.columns} columns.`] : []),
  ];
  return { data, losses };
}

/** Style 0 is that of all cells, 1 that of the header. */
const STYLES = `<styleSheet xmlns="${SHEET}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs></styleSheet>`;

type Cut = Record<'cells' | 'rows' | 'columns', number>;

function sheet({ columns, rows }: Table, cut: Cut): string {
  cut.rows += Math.max(0, rows.length + 1 - LIMITS.rows);
  cut.columns += Math.max(0, columns.length - LIMITS.columns);
  const width = Math.min(columns.length, LIMITS.columns);
  const names = Array.from({ length: width }, (_, at) => columnName(at));
  const line = (row: readonly Cell[], number: number): string => {
    let cells = '';
    for (let at = 0; at < width; at++)
      cells += cell(row[at], `${names[at] ?? ''}${number}`, number === 1 ? ' s="1"' : '', cut);
    return `<row r="${number}">${cells}</row>`;
  };
  const lines = [columns, ...rows.slice(0, LIMITS.rows - 1)].map((row, at) => line(row, at + 1));
  const frozen = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>';
  return `<worksheet xmlns="${SHEET}"><sheetViews><sheetView workbookViewId="0">${frozen}</sheetView></sheetViews><sheetData>${lines.join('')}</sheetData></worksheet>`;
}

function cell(value: Cell, place: string, style: string, cut: Cut): string {
  if (value === undefined || value === '') return '';
  if (typeof value === 'number') return `<c r="${place}"${style}><v>${value}</v></c>`;
  let text = value;
  if (text.length > LIMITS.cell) {
    cut.cells++;
    text = text.slice(0, LIMITS.cell - 1).replace(/[\ud800-\udbff]$/, '') + '…';
  }
  return `<c r="${place}"${style} t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;
}

/** A, B, … Z, AA. */
function columnName(at: number): string {
  return (at >= 26 ? columnName(Math.floor(at / 26) - 1) : '') + String.fromCharCode(65 + (at % 26));
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

// eslint-disable-next-line no-control-regex
const UNSAYABLE = /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/g;

/** What XML cannot say, spreadsheets write as `_x001B_`; what looks like that gets its `_` written so. */
function escaped(text: string): string {
  return text
    .replace(/\p{Cs}/gu, '\ufffd')
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(UNSAYABLE, (character) => `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
    .replace(/[&<>"]/g, (character) => ENTITIES[character] ?? '');
}
