import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainText } from '../../server/core/strip';
import { CSV_COLUMNS, toCsv } from '../../server/formats/csv';
import { anyText } from '../core/arbitrary';
import { corpusOf, hostile, HOSTILE } from './interviews';

/** A strict reader of RFC 4180: CRLF between records, quotes where they are needed, nothing behind a closing quote. */
function read(csv: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let at = 0;
  while (at < csv.length) {
    let field = '';
    if (csv[at] === '"') {
      for (at++; ; at++) {
        if (at >= csv.length) throw new Error('a quoted field is not closed');
        if (csv[at] !== '"') field += csv[at];
        else if (csv[at + 1] === '"') field += csv[at++];
        else break;
      }
      at++;
    } else {
      for (; at < csv.length && csv[at] !== ',' && csv[at] !== '\r'; at++) {
        if (csv[at] === '"' || csv[at] === '\n') throw new Error(`a bare ${JSON.stringify(csv[at])} in a field`);
        field += csv[at];
      }
    }
    record.push(field);
    if (csv[at] === ',') {
      at++;
      if (at === csv.length) throw new Error('the last record has no end');
    } else if (csv.startsWith('\r\n', at)) {
      at += 2;
      records.push(record);
      record = [];
    } else throw new Error(`neither comma nor CRLF behind a field, at ${at}`);
  }
  expect(record).toEqual([]);
  for (const { length } of records) expect(length).toBe(CSV_COLUMNS.length);
  return records;
}

function rows(csv: string): Record<string, string>[] {
  const [head = [], ...records] = read(csv);
  expect(head).toEqual([...CSV_COLUMNS]);
  return records.map((record) => Object.fromEntries(record.map((value, index) => [head[index] ?? '', value])));
}

it('has a row for each coding', () => {
  const { corpus, interviews } = corpusOf({
    'in/a.transcript': `---
title: Rents
date: 2024-03-02
speakers: { MM: { name: Maria Mendez, role: tenant } }
---
# Money
[0:32] MM: 😀 ==It, "doubled".=={#rent ^up note="a b"} Yes.
%tags #all
`,
    'in/codebook.yaml': 'tags: { rent: { about: Rents } }\nclaims: { up: { says: Rents go up } }\n',
  });
  const common = { file: 'a.transcript', title: 'Rents', date: '2024-03-02', topic: 'Money', speaker: 'Maria Mendez' };
  const quote = { ...common, role: 'tenant', time: '0:32', line: '7', scope: 'quote', text: 'It, "doubled".' };
  const found = rows(toCsv(corpus, interviews));
  expect(found.map(({ kind, code }) => `${kind} ${code}`)).toEqual([
    'tag rent',
    'claim up',
    'attribute note',
    'tag all',
  ]);
  expect(found[0]).toMatchObject({ ...quote, about: 'Rents', stance: '', value: '' });
  expect(found[1]).toMatchObject({ ...quote, about: 'Rents go up', stance: 'states' });
  expect(found[2]).toMatchObject({ ...quote, about: '', value: 'a b' });
  expect(found[3]).toMatchObject({ ...common, scope: 'tags', text: '😀 It, "doubled". Yes.' });
  // Code points of `Money\n[0:32] MM: 😀 It, …`.
  expect(found[0]).toMatchObject({ start: '19', end: '33' });
});

it('reads back what it wrote, for any text', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const { corpus, interviews } = corpusOf({ 'a.transcript': `==x=={#t}\n\n${text}` });
      const interview = interviews[0]!;
      const found = rows(toCsv(corpus, interviews, { rawCells: true }));
      expect(found.map(({ kind, code, value, text: words }) => ({ kind, code, value, words }))).toEqual(
        interview.uses.map(({ code, words }) => ({
          kind: code.kind,
          code: code.name,
          value: code.kind === 'attribute' ? code.value : '',
          words: plainText(interview.transcript, words),
        })),
      );
    }),
    { numRuns: 2_000 },
  );
});

describe('formulas', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '＝1'])('guards a cell that begins with %j', (words) => {
    const { corpus, interviews } = corpusOf({ 'a.transcript': `so {q>${words}<q #t}` });
    expect(rows(toCsv(corpus, interviews)).map(({ text }) => text)).toEqual([`'${words}`]);
    expect(rows(toCsv(corpus, interviews, { rawCells: true })).map(({ text }) => text)).toEqual([words]);
  });

  it.each(HOSTILE)('lets no cell begin with a formula where %j stands everywhere', (words) => {
    const { corpus, interviews } = hostile(words);
    const found = rows(toCsv(corpus, interviews));
    expect(found.length).toBeGreaterThan(3);
    for (const cell of found.flatMap((row) => Object.values(row))) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
  });
});
