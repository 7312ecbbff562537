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

  const VTT = 'WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ana>==Hi==.\n';
  const WHISPER = JSON.stringify({ text: ' Hi.', segments: [{ start: 0, end: 1, text: ' Hi.' }], language: 'en' });

  it('takes captions and JSON of a folder by what they say, and passes over other JSON', () => {
    const folder = folderOf({
      'a.vtt': VTT,
      'b.srt': '1\n00:00:01,000 --> 00:00:02,000\nHi.\n',
      'c.json': WHISPER,
      'd.txt': VTT,
      'package.json': '{"name": "x", "segments": []}',
      'broken.json': '{"segments": [{"start": 0, "end": 1, "text": "secret"}',
      'no.json': Buffer.from([0x50, 0x4b, 3, 4, 0xff]),
    });
    const outcome = run(['import', '.', '--json', '--out', 'out'], { cwd: folder });
    expect(outcome.status).toBe(1);
    const results = json<(Result & { format: string | null; report: string[]; title: string | null })[]>(outcome);
    expect(results.map(({ file, format, speakers }) => [file, format, speakers])).toEqual([
      ['a.vtt', 'vtt', ['Ana']],
      ['b.srt', 'srt', []],
      ['broken.json', null, []],
      ['c.json', 'whisper', []],
      ['d.txt', 'vtt', ['Ana']],
    ]);
    expect(outcome.stderr).toMatch(/^broken\.json: .*line 1, column 55/m);
    expect(outcome.stderr).not.toContain('secret');
    expect(outcome.stderr).toMatch(/^package\.json: skipped/m);
    expect(outcome.stderr).toMatch(/^no\.json: skipped/m);
    expect(results[0]?.report.length).toBeGreaterThan(0);
    expect(run(['strip', 'out/a.transcript'], { cwd: folder }).stdout).toBe(
      '[0:00:01.000] Ana: ==Hi==. [0:00:02.000]\n',
    );
    expect(readdirSync(join(folder, 'out')).sort()).toEqual([
      'a.transcript',
      'b.transcript',
      'c.transcript',
      'd.transcript',
    ]);
    const named = run(['import', 'package.json'], { cwd: folder });
    expect([named.status, named.stderr]).toEqual([
      1,
      expect.stringMatching(/^package\.json: This JSON is no transcript/),
    ]);
  });

  it('reads as what --from says, which the help lists', () => {
    const folder = folderOf({ 'a.vtt': VTT });
    expect(run(['import', 'a.vtt', '--from', 'text'], { cwd: folder }).status).toBe(0);
    expect(run(['strip', 'a.transcript'], { cwd: folder }).stdout).toBe(VTT);
    expect(run(['import', 'a.vtt', '--from', 'rev', '--force'], { cwd: folder })).toMatchObject({ status: 1 });
    expect(run(['strip', 'a.transcript'], { cwd: folder }).stdout).toBe(VTT);
    const help = run(['import', '--help']).stdout;
    for (const format of ['vtt', 'srt', 'whisper', 'whisper.cpp', 'podcast', 'rev', 'text']) {
      expect(help).toMatch(new RegExp(`--from FORMAT .*\\b${format.replace('.', '\\.')}\\b`));
    }
    const unknown = run(['import', 'a.vtt', '--from', 'word perfect'], { cwd: folder });
    expect([unknown.status, unknown.stdout]).toEqual([2, '']);
    expect(unknown.stderr).toMatch(/word perfect.*vtt/);
  });

  it('gives names that every system takes, and tells which two files would become one', () => {
    const folder = folderOf({ 'aux.txt': RAW, 'in/a.txt': RAW, 'in/a.vtt': VTT });
    const outcome = run(['import', 'aux.txt', 'in', '--json'], { cwd: folder });
    expect(outcome.status).toBe(1);
    expect(json<Result[]>(outcome).map(({ target, written }) => [target, written])).toEqual([
      ['_aux.transcript', true],
      ['in/a.transcript', true],
      ['in/a.transcript', false],
    ]);
    expect(outcome.stderr).toMatch(/^in\/a\.vtt: in\/a\.transcript has just been made of another file, in\/a\.txt/m);
    expect(read(folder, 'in/a.transcript')).toContain('original: a.txt');
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
