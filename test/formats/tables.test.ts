/** Tables as others read them: a strict reader of CSV, and the parts of a workbook. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse as parseCsv } from 'csv-parse/sync';
import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { exportInterviews, type ExportFormat } from '../../server/formats/export';
import { LIMITS, writeWorkbook } from '../../server/formats/write/xlsx';
import { writeCsv, type Cell } from '../../server/formats/write/table';
import { anyText } from '../core/arbitrary';
import { corpusOf } from './interviews';

const FILES = {
  'in/a.transcript':
    'MM: ==It doubled.=={#rent/rise ^up} ==No.=={-up} ==x=={+up #a}\n%claim up: Rents go up\n%memo: m\n',
  'in/y/b.transcript': '==So, "it" goes=={^up ^down}\n',
  'in/codebook.yaml': 'tags: { rent: { about: "Rents, and arrears", color: "#b5651d" }, unused: null }\n',
};

async function write(format: ExportFormat, files: Record<string, string> = FILES) {
  const { corpus, interviews } = corpusOf(files);
  return exportInterviews(corpus, interviews, format);
}

/** RFC 4180, and nothing else. */
function strict(csv: string): string[][] {
  return parseCsv(csv, { record_delimiter: '\r\n', relax_column_count: false, relax_quotes: false }) as string[][];
}

it('the codebook has the columns that Taguette reads, and what is declared or used', async () => {
  const { data } = await write('codebook.csv');
  expect(strict(data as string)).toEqual([
    ['path', 'description', 'color', 'uses'],
    ['a', '', '', '1'],
    ['rent', 'Rents, and arrears', '#b5651d', '0'],
    ['rent/rise', '', '', '1'],
    ['unused', '', '', '0'],
  ]);
});

it('claims × interviews say who says what about a claim', async () => {
  const { data } = await write('claims.csv');
  expect(strict(data as string)).toEqual([
    ['claim', 'says', 'states', 'supports', 'contradicts', 'a.transcript', 'y/b.transcript'],
    ['down', '', '1', '0', '0', '', '1 states'],
    ['up', 'Rents go up', '2', '1', '1', '1 states, 1 supports, 1 contradicts', '1 states'],
  ]);
});

const cell: fc.Arbitrary<Cell> = fc.oneof(anyText, fc.integer(), fc.constant(undefined));
const tables = fc
  .integer({ min: 1, max: 30 })
  .chain((width) =>
    fc.record({
      columns: fc.array(anyText, { minLength: width, maxLength: width }),
      rows: fc.array(fc.array(cell, { minLength: width, maxLength: width }), { maxLength: 4 }),
    }),
  )
  .filter(({ columns, rows }) => [columns, ...rows].every((row) => row.length > 1 || row.join('') !== ''));

it('CSV is what a strict reader takes for the same cells', () => {
  fc.assert(
    fc.property(tables, ({ columns, rows }) => {
      const text = (row: readonly Cell[]): string[] =>
        row.map((value) => (value === undefined ? '' : `${value}`.replace(/\p{Cs}/gu, '\ufffd')));
      expect(strict(writeCsv({ name: 't', columns, rows }, true))).toEqual([columns, ...rows].map(text));
    }),
  );
});

/** The cells of each sheet by their places: text, or numbers. */
function workbook(data: Uint8Array): Map<string, string | number>[] {
  const files = unzipSync(data);
  return Object.keys(files)
    .filter((name) => name.startsWith('xl/worksheets/'))
    .map((name) => {
      const cells = new Map<string, string | number>();
      let place = '';
      let text = '';
      const parser = new SaxesParser({ xmlns: true });
      parser.on('error', (error) => {
        throw error;
      });
      parser.on('opentag', ({ local, attributes }) => {
        if (local === 'c') place = attributes['r']?.value ?? '';
        text = '';
      });
      parser.on('text', (words) => (text += words));
      parser.on('closetag', ({ local }) => {
        const unescaped = text.replace(/_x([0-9A-F]{4})_/g, (_, code: string) =>
          String.fromCharCode(parseInt(code, 16)),
        );
        if (local === 't') cells.set(place, unescaped);
        if (local === 'v') cells.set(place, Number(text));
      });
      parser.write(strFromU8(files[name] ?? new Uint8Array())).close();
      return cells;
    });
}

function letters(at: number): string {
  return at < 26 ? String.fromCharCode(65 + at) : letters(Math.floor(at / 26) - 1) + letters(at % 26);
}

describe('XLSX', () => {
  it('has quotes, codebook and claims as sheets, the same bytes every time', async () => {
    const [one, two] = [await write('xlsx'), await write('xlsx')];
    expect(one.data).toEqual(two.data);
    const [quotes, codebook, claims] = workbook(one.data as Uint8Array);
    expect(quotes?.get('A1')).toBe('file');
    expect([...(quotes?.values() ?? [])]).toContain('So, "it" goes');
    expect(codebook?.get('B3')).toBe('Rents, and arrears');
    expect(claims?.get('C3')).toBe(2);
    expect(one.losses).toEqual(['1 memo is left out.']);
    const book = strFromU8(unzipSync(one.data as Uint8Array)['xl/workbook.xml'] ?? new Uint8Array());
    expect(book.match(/<sheet name="[^"]*"/g)).toEqual([
      '<sheet name="Quotes"',
      '<sheet name="Codebook"',
      '<sheet name="Claims"',
    ]);
  });

  it('gives every cell back', async () => {
    await fc.assert(
      fc.asyncProperty(tables, async ({ columns, rows }) => {
        const { data, losses } = await writeWorkbook([{ name: 'T', columns, rows }]);
        expect(losses).toEqual([]);
        const expected = new Map<string, string | number>();
        for (const [y, row] of [columns, ...rows].entries())
          for (const [x, value] of row.entries())
            if (value !== undefined && value !== '')
              expected.set(
                `${letters(x)}${y + 1}`,
                typeof value === 'number' ? value : value.replace(/\p{Cs}/gu, '\ufffd'),
              );
        expect(workbook(data)[0]).toEqual(expected);
      }),
      { numRuns: 200 },
    );
  });

  it('says what looks like the escape of a character as it is', async () => {
    const { data } = await writeWorkbook([{ name: 'T', columns: ['_x0041_', 'a\u0001b', '_x00_'], rows: [] }]);
    expect([...(workbook(data)[0]?.values() ?? [])]).toEqual(['_x0041_', 'a\u0001b', '_x00_']);
  });

  it('cuts cells that are too long, visibly, between characters, and tells', async () => {
    const long = 'x'.repeat(LIMITS.cell - 2) + '😀😀';
    const { data, losses } = await writeWorkbook([
      { name: 'T', columns: ['a'], rows: [[long], ['x'.repeat(LIMITS.cell)]] },
    ]);
    const [cells] = workbook(data);
    expect(cells?.get('A2')).toBe('x'.repeat(LIMITS.cell - 2) + '…');
    expect(cells?.get('A3')).toHaveLength(LIMITS.cell);
    expect(losses).toEqual(['1 cell was cut: XLSX holds 32767 characters in a cell.']);
  });

  const office = ['soffice', 'libreoffice'].find((name) => {
    try {
      execFileSync(name, ['--version'], { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  });
  if (office === undefined) console.warn('skipped: LibreOffice is not installed');
  it.skipIf(office === undefined)('is opened by LibreOffice', { timeout: 120_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'throughline-xlsx-'));
    try {
      const odd = ['=1+1', '😀 a\nb', '  x', '_x0041_', 'a"b', '-5', '@x'];
      const { data } = await writeWorkbook([{ name: 'T', columns: odd.map((_, at) => `c${at}`), rows: [odd] }]);
      writeFileSync(join(folder, 't.xlsx'), data);
      const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`;
      const filter = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false';
      execFileSync(
        office ?? '',
        [profile, '--headless', '--convert-to', filter, '--outdir', folder, join(folder, 't.xlsx')],
        { stdio: 'ignore' },
      );
      const rows = parseCsv(readFileSync(join(folder, 't.csv'), 'utf8')) as string[][];
      expect(rows[1]).toEqual(odd);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
