import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderOf, read, root, run } from './run';

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
  for (const format of ['html', 'md', 'csv', 'json']) {
    const { status, stdout } = run(['export', 'seeds', '--to', format, '--out', '-'], { cwd: root });
    expect(status).toBe(0);
    expect(stdout).toContain('eelgrass-grows-back');
  }
});
