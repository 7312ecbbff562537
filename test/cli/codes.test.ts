import { chmodSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderOf, json, read, run } from './run';

const FILES = {
  'a.transcript': '==Rents doubled.=={#housing ^up} Well.\n',
  'sub/b.transcript': Buffer.from('\ufeff==No.=={#housing/rent -up #cost}\r\n', 'utf16le'),
  'c.transcript': 'Nothing.\n',
  'codebook.yaml': '# Codes.\ntags: { housing: x, cost: y }\n',
};

describe('codes', () => {
  it('tells what would change, and changes nothing', () => {
    const folder = folderOf(FILES);
    const outcome = run(['codes', 'rename', 'housing', 'living', '.'], { cwd: folder });
    expect(outcome).toMatchObject({
      status: 0,
      stdout: 'a.transcript: 1 place\nsub/b.transcript: 1 place\ncodebook.yaml: 1 place\n',
      stderr: 'Nothing is changed without --write.\n',
    });
    expect(read(folder, 'a.transcript')).toBe(FILES['a.transcript']);
  });

  it('writes each file in its own encoding, and for its own readers', () => {
    const folder = folderOf(FILES);
    chmodSync(join(folder, 'a.transcript'), 0o600);
    symlinkSync(join(folder, 'a.transcript'), join(folder, 'link.transcript'));
    const outcome = run(['codes', 'rename', 'housing', '#living', 'link.transcript', 'sub', '--write', '--json'], {
      cwd: folder,
    });
    expect(json(outcome)).toEqual([
      { file: 'link.transcript', places: 1, written: true },
      { file: 'sub/b.transcript', places: 1, written: true },
      { file: 'codebook.yaml', places: 1, written: true },
    ]);
    expect(read(folder, 'a.transcript')).toBe('==Rents doubled.=={#living ^up} Well.\n');
    expect(statSync(join(folder, 'a.transcript')).mode & 0o777).toBe(0o600);
    expect(Buffer.from(read(folder, 'codebook.yaml')).toString()).toBe('# Codes.\ntags: { living: x, cost: y }\n');
    expect(run(['strip', 'sub/b.transcript'], { cwd: folder }).bytes).toEqual(Buffer.from('\ufeffNo.\r\n', 'utf16le'));
  });

  it.each([
    [['merge', 'cost', 'housing', '.'], '{#housing/rent -up #housing}', 'tags: { housing: x }'],
    [['move', 'cost', 'housing', '.'], '{#housing/rent -up #housing/cost}', 'tags: { housing: x, housing/cost: y }'],
    [['move', 'housing/rent', '', '.'], '{#rent -up #cost}', 'tags: { housing: x, cost: y }'],
    [['delete', 'cost', '.'], '{#housing/rent -up}', 'tags: { housing: x }'],
    [['rename', 'up', 'risen', '.', '--claim'], '{#housing/rent -risen #cost}', 'tags: { housing: x, cost: y }'],
  ])('%j', (args, codes, entries) => {
    const folder = folderOf({ ...FILES, 'sub/b.transcript': '==No.=={#housing/rent -up #cost}\n' });
    expect(run(['codes', ...args, '--write'], { cwd: folder })).toMatchObject({ status: 0, stderr: '' });
    expect(read(folder, 'sub/b.transcript')).toBe(`==No.==${codes}\n`);
    expect(read(folder, 'codebook.yaml')).toBe(`# Codes.\n${entries}\n`);
  });

  it.each([
    [['rename', 'housing', 'cost', '.'], 1, /merge/],
    [['delete', 'none', '.'], 1, /no tag/],
    [['rename', 'housing', 'living', '.', 'absent.transcript'], 1, /nothing was changed/],
    [['melt', 'housing', 'living', '.'], 2, /rename, merge, move, delete/],
    [['move', 'up', 'down', '.', '--claim'], 2, /only tags/],
    [['rename', 'housing', 'living'], 2, /missing/],
  ])('refuses %j', (args, status, reason) => {
    const folder = folderOf(FILES);
    const outcome = run(['codes', ...args, '--write'], { cwd: folder });
    expect(outcome.status).toBe(status);
    expect(outcome.stderr).toMatch(reason);
    expect(read(folder, 'a.transcript')).toBe(FILES['a.transcript']);
  });
});
