import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hasShared, sharedFolder } from '../shared';
import { folderOf, json, read, run } from './run';

const RAW = '# Rents\n\nMM: It ==doubled==.\n\nINT: No?\n\nMM: {Yes}\n\nINT: So.';

interface Result {
  file: string;
  target: string;
  written: boolean;
  speakers: string[];
  notes: { line: number; code: string; message: string }[];
  error: string | null;
}

describe('import', () => {
  it('makes a transcript beside each raw file, of which strip gives the raw file back', () => {
    const folder = folderOf({
      'a.txt': RAW,
      'in/b.txt': RAW,
      'in/c.text': RAW,
      'in/d.csv': 'no',
      'in/README.md': 'no',
      'node_modules/e.txt': RAW,
    });
    const outcome = run(['import', '.', '--json'], { cwd: folder });
    expect(outcome).toMatchObject({ status: 0, stderr: '' });
    const results = json<Result[]>(outcome);
    expect(results.map(({ file, target, written, error }) => ({ file, target, written, error }))).toEqual([
      { file: 'a.txt', target: 'a.transcript', written: true, error: null },
      { file: 'in/b.txt', target: 'in/b.transcript', written: true, error: null },
      { file: 'in/c.text', target: 'in/c.transcript', written: true, error: null },
    ]);
    expect(results[0]?.speakers).toEqual(['MM', 'INT']);
    expect(read(folder, 'a.transcript')).toMatch(/^---\n[^]*original: a\.txt\n[^]*---\n/);
    for (const { target } of results) expect(run(['strip', target], { cwd: folder }).stdout).toBe(RAW);
    expect(readdirSync(folder).sort()).toEqual(['a.transcript', 'a.txt', 'in', 'node_modules']);
  });

  it.each([
    ['UTF-8 with BOM', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(RAW)])],
    ['UTF-16', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(RAW + '😀', 'utf16le')])],
    ['mixed line ends and NUL', Buffer.from('a\r\nb\rc\n\u0000\u2028%memo: x\n---\n')],
    ['nothing', Buffer.alloc(0)],
  ])('keeps the bytes of %s', (_, bytes) => {
    const folder = folderOf({ 'a.txt': bytes });
    expect(run(['import', 'a.txt'], { cwd: folder }).status).toBe(0);
    expect(run(['strip', 'a.transcript'], { cwd: folder }).bytes.equals(bytes)).toBe(true);
  });

  it('never overwrites without --force, and goes on with the other files', () => {
    const folder = folderOf({
      'a.txt': RAW,
      'a.transcript': 'my work',
      'b.txt': RAW,
      'c.txt': Buffer.from([0xff, 0x41, 0x42]),
    });
    const outcome = run(['import', 'a.txt', 'missing.txt', 'c.txt', 'b.txt', '--json'], { cwd: folder });
    expect(outcome.status).toBe(1);
    const results = json<Result[]>(outcome);
    expect(Object.fromEntries(results.map(({ file, written }) => [file, written]))).toEqual({
      'a.txt': false,
      'missing.txt': false,
      'c.txt': false,
      'b.txt': true,
    });
    expect(outcome.stderr).toMatch(/^a\.transcript: .*--force/m);
    expect(outcome.stderr).toMatch(/^missing\.txt: /m);
    expect(outcome.stderr).toMatch(/^c\.txt: .*byte 0/m);
    expect(read(folder, 'a.transcript')).toBe('my work');
    expect(readdirSync(folder).sort()).toEqual(['a.transcript', 'a.txt', 'b.transcript', 'b.txt', 'c.txt']);

    expect(run(['import', 'a.txt', '--force'], { cwd: folder }).status).toBe(0);
    expect(run(['strip', 'a.transcript'], { cwd: folder }).stdout).toBe(RAW);
  });

  it('writes to another folder, subfolders kept, and makes no file of two', () => {
    const folder = folderOf({ 'raw/a.txt': RAW, 'raw/in/a.txt': RAW, 'raw/a.text': RAW });
    const outcome = run(['import', 'raw', '--out', 'new/out', '--force'], { cwd: folder });
    expect(outcome.status).toBe(1);
    expect(outcome.stderr).toMatch(/^raw\/a\.txt: new\/out\/a\.transcript has just been made of another file/m);
    expect(read(folder, 'new/out/a.transcript')).toContain('original: a.text');
    expect(existsSync(join(folder, 'new/out/in/a.transcript'))).toBe(true);
  });

  it('takes no transcript for a raw file', () => {
    const folder = folderOf({ 'a.transcript': 'my work' });
    expect(run(['import', 'a.transcript', '--force'], { cwd: folder })).toMatchObject({ status: 1 });
    expect(read(folder, 'a.transcript')).toBe('my work');
  });
});

it.runIf(hasShared)('imports the real transcripts, and strip gives each back', () => {
  const folder = folderOf({});
  const seeds = join(sharedFolder, 'seeds');
  const outcome = run(['import', seeds, '--out', folder, '--json']);
  expect(outcome.status).toBe(0);
  const results = json<Result[]>(outcome);
  expect(results).toHaveLength(5);
  for (const { file, target } of results) {
    expect([basename(file), run(['strip', target]).bytes.equals(readFileSync(file))]).toEqual([basename(file), true]);
  }
});
