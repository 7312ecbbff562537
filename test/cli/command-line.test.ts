import { describe, expect, it } from 'vitest';
import manifest from '../../package.json';
import { folderOf, run } from './run';

const COMMANDS = ['import', 'strip', 'check', 'outline', 'related', 'export', 'stats', 'serve'];

describe('help', () => {
  it('lists the commands', () => {
    const { status, stdout, stderr } = run(['--help']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    for (const command of COMMANDS) expect(stdout).toMatch(new RegExp(`^  ${command} `, 'm'));
  });

  it.each(COMMANDS)('explains %s', (command) => {
    const { status, stdout, stderr } = run([command, '--help']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(new RegExp(`^Usage: throughline ${command} `));
    expect(stdout).toContain('--help');
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThan(150);
    expect(run(['help', command]).stdout).toBe(stdout);
  });

  it('tells the version', () => {
    expect(run(['--version'])).toMatchObject({ status: 0, stdout: manifest.version + '\n', stderr: '' });
  });
});

describe('a command line that means nothing', () => {
  it.each([
    [[]],
    [['bogus']],
    [['constructor']],
    [['check']],
    [['check', '--bogus', 'x']],
    [['check', '--severity', 'bad', 'x']],
    [['check', '--severity']],
    [['outline', 'a', 'b']],
    [['strip']],
    [['export', 'seeds', '--to', 'odt', '--out', '-']],
    [['export', 'seeds', '--to', 'html']],
    [['related', 'seeds/x:1']],
    [['related', 'seeds', '--corpus', 'seeds']],
    [['related', 'seeds/x:1', '--corpus', 'seeds', '--limit', '0']],
    [['related', 'seeds/x:1', '--corpus', 'seeds', '--batch', 'x']],
    [['related', '--corpus', 'seeds']],
    [['serve']],
  ])('%j: exit status 2, and how it is written, on stderr', (args) => {
    const { status, stdout, stderr } = run(args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr.trim()).not.toBe('');
    expect(stderr).not.toContain('    at ');
  });
});

describe('a file that cannot be used', () => {
  const folder = folderOf({
    'latin.transcript': Buffer.from([0x61, 0x62, 0xe9, 0x63, 0x0a]),
    'empty/readme.md': 'no transcript',
  });

  it.each([
    ['strip', 'nothing.transcript', /^nothing\.transcript: there is no such file/],
    ['outline', 'nothing.transcript', /^nothing\.transcript: there is no such file/],
    ['check', 'empty', /^empty: no \*\.transcript/],
    ['stats', 'empty', /^empty: no \*\.transcript/],
    ['strip', 'empty', /^empty: this is a folder/],
    ['check', 'latin.transcript', /^latin\.transcript: .*byte 2\b/],
  ])('%s %s: exit status 1, and why, on stderr', (command, path, message) => {
    const { status, stdout, stderr } = run([command, path], { cwd: folder });
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).not.toContain('    at ');
  });
});

describe('colour', () => {
  const folder = folderOf({ 'a.transcript': '==bare==\n' });
  const coloured = (env: Record<string, string>): boolean =>
    /\x1b\[/.test(run(['check', 'a.transcript'], { cwd: folder, env }).stdout);

  it('is for terminals, unless somebody wishes', () => {
    expect(coloured({})).toBe(false);
    expect(coloured({ FORCE_COLOR: '1' })).toBe(true);
    expect(coloured({ FORCE_COLOR: '0' })).toBe(false);
    expect(coloured({ NO_COLOR: '1' })).toBe(false);
  });

  it('never comes from a transcript', () => {
    const hostile = folderOf({ 'a.transcript': '# \x1b]0;title\x07\x1b[31m\u202e\n\nMM: \x1b[2J\n\nMM: b\n' });

    expect(run(['outline', 'a.transcript'], { cwd: hostile }).stdout).not.toMatch(
      /[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]/,
    );
  });
});
