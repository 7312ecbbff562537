import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderOf, json, read, root, run } from './run';

const FILES = {
  'a.transcript': '# Rents\n\n==“=1+1” doubled=={#rent}\n',
  'b.transcript': '{q>=1+1<q #rent}\n',
  'codebook.yaml': 'tags: { rent: { about: Rents and arrears } }\n',
};

describe('export', () => {
  const folder = folderOf(FILES);

  it.each(['html', 'md', 'csv', 'json'])('writes %s, to a file or to stdout', (format) => {
    const out = run(['export', '.', '--to', format, '--out', '-'], { cwd: folder });
    expect(out).toMatchObject({ status: 0, stderr: '' });
    expect(out.stdout).toContain('Rents and arrears');
    const target = join('exports', `all.${format}`);
    const outcome = run(['export', '.', '--to', format, '--out', target], { cwd: folder });
    expect(outcome).toMatchObject({ status: 0, stdout: '', stderr: `2 interviews written to ${target}\n` });
    expect(read(folder, target)).toBe(out.stdout);
    expect(readdirSync(join(folder, 'exports')).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('takes the format from the ending of the file', () => {
    expect(run(['export', '.', '--out', 'x.codebook.csv'], { cwd: folder }).status).toBe(0);
    expect(read(folder, 'x.codebook.csv')).toMatch(/^path,description/);
    expect(run(['export', 'a.transcript', '--out', 'ending.md'], { cwd: folder }).status).toBe(0);
    expect(read(folder, 'ending.md')).toMatch(/^# a\n/);
  });

  it('never overwrites without --force', () => {
    const mine = folderOf({ ...FILES, 'all.html': 'mine' });
    const outcome = run(['export', '.', '--to', 'html', '--out', 'all.html'], { cwd: mine });
    expect(outcome.status).toBe(1);
    expect(outcome.stderr).toMatch(/^all\.html: .*--force/);
    expect(read(mine, 'all.html')).toBe('mine');
    expect(run(['export', '.', '--to', 'html', '--out', 'all.html', '--force'], { cwd: mine }).status).toBe(0);
    expect(read(mine, 'all.html')).toMatch(/^<!doctype html>/);
  });

  it('never replaces a transcript, --force or not', () => {
    const outcome = run(['export', '.', '--to', 'md', '--out', './a.transcript', '--force'], { cwd: folder });
    expect(outcome.status).toBe(1);
    expect(read(folder, 'a.transcript')).toBe(FILES['a.transcript']);
  });

  it('writes bytes as they are', () => {
    const outcome = run(['export', '.', '--out', 'all.xlsx'], { cwd: folder });
    expect(outcome).toMatchObject({ status: 0, stderr: '2 interviews written to all.xlsx\n' });
    const { bytes } = run(['export', '.', '--to', 'xlsx', '--out', '-'], { cwd: folder });
    expect(readFileSync(join(folder, 'all.xlsx')).equals(bytes)).toBe(true);
    expect(bytes.subarray(0, 2).toString()).toBe('PK');
  });

  it('writes a file each into a folder, whole or not at all, and tells what is left out', () => {
    const mine = folderOf({ ...FILES, 'sub/a.transcript': '[0:01] MM: one\n\n[0:02] MM: ==two=={#rent}\n' });
    const args = ['export', '.', '--to', 'vtt', '--out', 'captions/', '--json'];
    const outcome = run(args, { cwd: mine });
    expect(outcome.status).toBe(1);
    expect(json(outcome)).toEqual({
      written: [join('captions', 'sub', 'a.vtt')],
      interviews: 1,
      losses: [
        expect.stringMatching(/^a\.vtt: The transcript has no times/),
        expect.stringMatching(/^b\.vtt: /),
        'sub/a.vtt: 1 coded quote is left out.',
      ],
    });
    expect(read(mine, 'captions/sub/a.vtt')).toMatch(/^WEBVTT\n\n00:00:01\.000 --> 00:00:02\.000\n<v MM>one\n/);
    expect(run(args, { cwd: mine }).stderr).toMatch(/captions.sub.a\.vtt: .*--force/);
    expect(run(['export', '.', '--out', 'all.vtt'], { cwd: mine }).stderr).toContain('holds one interview');
    expect(existsSync(join(mine, 'all.vtt'))).toBe(false);
    expect(run(['export', 'sub/a.transcript', '--out', 'one.vtt'], { cwd: mine }).status).toBe(0);
  });

  it('takes what matches, by tags, claims and speakers given several times', () => {
    const mine = folderOf({
      'a.transcript': 'MM: ==one=={#a/b}\n\nMM: ==two=={^c}\n',
      'b.transcript': '==three=={#d}\n',
    });
    const quotes = (...args: string[]): string[] =>
      run(['export', '.', '--to', 'csv', '--out', '-', ...args], { cwd: mine })
        .stdout.split('\r\n')
        .slice(1, -1)
        .map((line) => line.split(',').at(-1) ?? '');
    expect(quotes('--tag', 'a', '--claim', 'c')).toEqual(['one', 'two']);
    expect(quotes('--tag', 'a', '--tag', 'd')).toEqual(['one', 'three']);
    expect(quotes('--speaker', 'mm')).toEqual(['one', 'two']);
    const none = run(['export', '.', '--out', 'x.csv', '--tag', 'b'], { cwd: mine });
    expect(none).toMatchObject({ status: 1, stderr: 'Nothing in the interviews matches the filter.\n' });
    expect(existsSync(join(mine, 'x.csv'))).toBe(false);
  });

  it('guards cells that look like formulas, unless told otherwise', () => {
    const cells = (...args: string[]): string =>
      run(['export', 'b.transcript', '--to', 'csv', '--out', '-', ...args], { cwd: folder }).stdout;
    expect(cells()).toContain(",'=1+1\r\n");
    expect(cells('--raw-cells')).toContain(',=1+1\r\n');
  });

  it.each(['a.transcript/x.md', 'exports'])('says why it cannot write %s', (target) => {
    const busy = folderOf({ ...FILES, 'exports/x': '' });
    const outcome = run(['export', '.', '--to', 'md', '--out', target], { cwd: busy });
    expect(outcome).toMatchObject({ status: 1, stdout: '' });
    expect(outcome.stderr).toMatch(/^(a\.transcript|exports): .*folder/);
    expect(read(busy, 'a.transcript')).toBe(FILES['a.transcript']);
  });

  it('writes nothing where nothing could be read', () => {
    const outcome = run(['export', 'missing.transcript', '--to', 'md', '--out', 'none.md'], { cwd: folder });
    expect(outcome.status).toBe(1);
    expect(existsSync(join(folder, 'none.md'))).toBe(false);
  });
});

it('exports the sample corpus in every format', () => {
  for (const format of ['html', 'md', 'csv', 'json', 'jsonld', 'jsonl', 'claims.csv']) {
    const { status, stdout } = run(['export', 'seeds', '--to', format, '--out', '-'], { cwd: root });
    expect(status).toBe(0);
    expect(stdout).toContain('eelgrass-grows-back');
  }
});
