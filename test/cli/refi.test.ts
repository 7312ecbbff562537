/** Projects of QDA programs, out and in by the command line. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { folderOf, json, read, run } from './run';

const FILES = {
  'a.transcript': '---\ntitle: Rents\n---\nMM: ==It doubled.=={#home/rent ^up} 😀\n%memo(ana): ask\n\nMM: No.\n',
  'in/b.transcript': '%aside\n\n==Words==\n',
  'codebook.yaml':
    'tags: { home: { about: Where people live, color: "#f80" } }\nclaims: { up: { says: Rents go up } }\n',
};

describe('REFI-QDA', () => {
  const folder = folderOf(FILES);
  const exported = run(['export', '.', '--to', 'qdpx', '--out', 'all.qdpx'], { cwd: folder });

  it('is written with a word about what it cannot hold, byte for byte as before', () => {
    expect(exported).toMatchObject({ status: 0, stdout: '' });
    expect(exported.stderr).toContain('2 interviews written to all.qdpx');
    expect(exported.stderr).toContain('1 interview holds characters such as emoji');
    const again = run(['export', '.', '--to', 'qdpx', '--out', '-'], { cwd: folder });
    expect(again.bytes.equals(readFileSync(join(folder, 'all.qdpx')))).toBe(true);
    const shifted = run(['export', '.', '--to', 'qdpx', '--offset-unit', 'utf16', '--out', '-'], { cwd: folder });
    expect(shifted.bytes.equals(again.bytes)).toBe(false);
  });

  it('is read again: interviews, codes, memos and codebook', () => {
    const outcome = run(['import', 'all.qdpx', '--out', 'back', '--json'], { cwd: folder });
    expect(outcome.status).toBe(0);
    expect(json(outcome)).toBeTruthy();
    expect(readdirSync(join(folder, 'back')).sort()).toEqual(['a.transcript', 'codebook.yaml', 'in - b.transcript']);
    expect(read(folder, 'back/a.transcript')).toBe(FILES['a.transcript']);
    expect(read(folder, 'back/codebook.yaml')).toContain('about: Where people live');
  });

  it('is written and read as a codebook alone', () => {
    expect(run(['export', '.', '--out', 'codes.qdc'], { cwd: folder }).status).toBe(0);
    expect(read(folder, 'codes.qdc')).toMatch(/^<\?xml[^>]*>\n<CodeBook xmlns="urn:QDA-XML:codebook:1.0"/);
    expect(run(['import', 'codes.qdc', '--out', 'codes'], { cwd: folder }).status).toBe(0);
    expect(read(folder, 'codes/codebook.yaml')).toContain('rent');
  });

  it('never writes outside the folder, whatever an archive says', () => {
    const xml = (name: string): string =>
      `<Project><Sources><TextSource guid="x" name="${name}"><PlainTextContent>Words.</PlainTextContent></TextSource></Sources></Project>`;
    const files = Object.fromEntries(
      ['../../outside', '/outside', '..\\outside', 'con'].map((name, index) => [
        `${index}.qdpx`,
        Buffer.from(zipSync({ 'project.qde': strToU8(xml(name)), '../outside.txt': strToU8('x') })),
      ]),
    );
    const hostile = folderOf({
      ...files,
      'bomb.qdpx': Buffer.from(zipSync({ 'project.qde': new Uint8Array(1 << 25) })),
    });
    const outcome = run(['import', ...Object.keys(files), 'bomb.qdpx', '--out', 'deep/in/out'], { cwd: hostile });
    expect(outcome.status).toBe(1);
    expect(outcome.stderr).toMatch(/bomb\.qdpx: .*far more/);
    expect(readdirSync(hostile).sort()).toEqual([...Object.keys(files), 'bomb.qdpx', 'deep'].sort());
    expect(readdirSync(join(hostile, 'deep'))).toEqual(['in']);
    expect(readdirSync(join(hostile, 'deep/in'))).toEqual(['out']);
    expect(existsSync('/outside.transcript')).toBe(false);
  });
});
