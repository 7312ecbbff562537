import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { folderOf, json, run } from './run';

interface Verdict {
  file: string;
  original: string | null;
  same: boolean | null;
  differs: string | null;
  here: { line: number; column: number } | null;
  there: { line: number; column: number } | null;
  message: string | null;
}

const transcript = (original: string, words = 'AB: So ==it was=={#a}.\r\n'): string =>
  `---\noriginal: ${original}\n---\n${words}%memo: secret\n`;
const raw = 'AB: So it was.\r\n';
const utf16 = (text: string): Buffer => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);

/** Verifies one transcript beside its original. */
function verify(text: string | Buffer, original: string | Buffer, name = 'raw/a.txt') {
  const folder = folderOf({ 'a.transcript': text, [name]: original });
  const outcome = run(['verify', '--json', 'a.transcript'], { cwd: folder });
  return { status: outcome.status, ...json<Verdict[]>(outcome)[0]! };
}

describe('verify', () => {
  it('says that the seeds are their originals', () => {
    const { status, stdout, stderr } = run(['verify', 'seeds']);
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
    expect(stderr).toBe('5 of 5 transcripts with the words of the original\n');
  });

  it.each([
    ['the same bytes', transcript('raw/a.txt'), raw],
    ['a byte order mark on both', '\ufeff' + transcript('raw/a.txt'), '\ufeff' + raw],
    ['UTF-16 on both', utf16(transcript('raw/a.txt')), utf16(raw)],
  ])('is fine with %s', (_, text, original) => {
    expect(verify(text, original)).toMatchObject({
      status: 0,
      same: true,
      original: join('raw', 'a.txt'),
      differs: null,
    });
  });

  it.each([
    ['words', transcript('raw/a.txt'), 'AB: So it is.\r\n', { line: 4, column: 13 }, { line: 1, column: 11 }],
    ['words', transcript('raw/a.txt'), utf16('AB: So it is.\r\n'), { line: 4, column: 13 }, { line: 1, column: 11 }],
    ['line-ends', transcript('raw/a.txt'), 'AB: So it was.\n', { line: 4, column: 23 }, { line: 1, column: 15 }],
    ['encoding', transcript('raw/a.txt'), utf16(raw), null, null],
    ['encoding', transcript('raw/a.txt'), '\ufeff' + raw, null, null],
  ])('tells what differs: %s', (differs, text, original, here, there) => {
    const verdict = verify(text, original);
    expect(verdict).toMatchObject({ status: 1, same: false, differs });
    expect(verdict.here).toEqual(here && expect.objectContaining(here));
    expect(verdict.there).toEqual(there && expect.objectContaining(there));
  });

  it('tells places and no words', () => {
    const folder = folderOf({
      'a.transcript': transcript('a.txt', 'AB: So it was secret.\n'),
      'a.txt': 'AB: hidden\n',
    });
    const { status, stdout, stderr } = run(['verify', folder]);
    expect(status).toBe(1);
    expect(stdout).toBe(`${join(folder, 'a.transcript')}:4:5 words differs from ${join(folder, 'a.txt')}:1:5\n`);
    expect(stdout + stderr).not.toMatch(/secret|hidden/);
  });

  it('finds the original by a path that is absolute or leads up, and by a file: address', () => {
    const folder = folderOf({ 'raw/a b.txt': raw });
    const path = join(folder, 'raw', 'a b.txt');
    const files = { up: '../raw/a b.txt', full: path, address: pathToFileURL(path).href };
    for (const [name, named] of Object.entries(files)) {
      const other = folderOf({ [`in/${name}.transcript`]: transcript(JSON.stringify(named)), 'raw/a b.txt': raw });
      expect(run(['verify', join(other, 'in')])).toMatchObject({ status: 0 });
    }
  });

  it.each([
    ['missing', transcript('b.txt'), /its original is missing: .*b\.txt/],
    ['on the web', transcript('https://x.y/a.txt'), /no file of this machine/],
    ['a folder', transcript('.'), /no file/],
    ['not readable', transcript('bad.txt'), /cannot be read: This is not valid UTF-8 at byte 1/],
    ['not named', 'AB: So.\n', /names no original/],
  ])('says of an original that is %s why it cannot be compared', (_, text, message) => {
    const folder = folderOf({ 'a.transcript': text, 'bad.txt': Buffer.from([0x61, 0xff, 0x61]) });
    const outcome = run(['verify', folder, '--json']);
    expect(outcome.status).toBe(1);
    expect(json<Verdict[]>(outcome)[0]).toMatchObject({
      same: null,
      message: expect.stringMatching(message) as string,
    });
    expect(run(['verify', folder]).stderr).toMatch(message);
  });

  it('is not stopped by a transcript that names none', () => {
    const folder = folderOf({ 'a.transcript': transcript('a.txt'), 'a.txt': raw, 'b.transcript': 'AB: So.\n' });
    const { status, stderr } = run(['verify', folder]);
    expect(status).toBe(0);
    expect(stderr).toContain('b.transcript: its front matter names no original');
    expect(stderr).toContain('1 of 2 transcripts');
  });
});
