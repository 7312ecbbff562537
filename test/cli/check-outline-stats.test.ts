import { describe, expect, it } from 'vitest';
import { folderOf, json, run } from './run';

interface Finding {
  file: string;
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
  severity: string;
  code: string;
  message: string;
}

describe('check', () => {
  const folder = folderOf({
    'a.txt': 'x\n😀 ==bare== y\n',
    'in/b.transcript': '==known=={#rent} ==not=={#rents}\r\n%odd line\r\n',
    'in/codebook.yaml': 'tags: { rent: {} }\n',
    'in/deep/c.transcript': 'fine\n',
    'in/node_modules/d.transcript': '==bare==\n',
    'in/notes.txt': '==bare==\n',
    'broken/e.transcript': 'fine\n',
    'broken/codebook.yaml': 'tags: [\n',
  });

  it('reads a named file whatever its ending; columns count UTF-16 units', () => {
    const outcome = run(['check', 'a.txt', '--json'], { cwd: folder });
    expect(outcome).toMatchObject({ status: 1, stderr: '' });
    expect(json<Finding[]>(outcome)).toEqual([
      {
        file: 'a.txt',
        line: 2,
        column: 4,
        endLine: 2,
        endColumn: 12,
        severity: 'information',
        code: 'untagged-quote',
        message: expect.any(String) as string,
      },
    ]);
  });

  it('reads the transcripts of a folder and the codebook beside them', () => {
    const found = json<Finding[]>(run(['check', 'in/', '--json'], { cwd: folder }));
    expect(found.map(({ file, line, column, endColumn, code }) => [file, line, column, endColumn, code])).toEqual([
      ['in/b.transcript', 1, 26, 32, 'unknown-tag'],
      ['in/b.transcript', 2, 1, 5, 'unknown-annotation'],
    ]);
    const alone = json<Finding[]>(run(['check', 'in/b.transcript', '--json'], { cwd: folder }));
    expect(alone).toEqual(found);
  });

  it('writes a line for each finding', () => {
    const { status, stdout, stderr } = run(['check', 'in', 'a.txt'], { cwd: folder });
    expect(status).toBe(1);
    const lines = stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(3);
    for (const line of lines) expect(line).toMatch(/^[\w./]+:\d+:\d+ (error|warning|information|hint) [a-z-]+ \S/);
    expect(stderr).toBe('3 findings in 3 interviews\n');
  });

  it('can leave out what is less serious', () => {
    const outcome = run(['check', 'in', '--json', '--severity', 'warning'], { cwd: folder });
    expect(outcome.status).toBe(1);
    expect(json<Finding[]>(outcome).map(({ code }) => code)).toEqual(['unknown-tag']);
    expect(run(['check', 'in', '--json', '--severity', 'error'], { cwd: folder })).toMatchObject({
      status: 0,
      stdout: '[]\n',
    });
  });

  it('is content with what is fine, and tells of a broken codebook', () => {
    expect(run(['check', 'in/deep', '--json'], { cwd: folder })).toMatchObject({ status: 0, stdout: '[]\n' });
    const outcome = run(['check', 'broken', '--json'], { cwd: folder });
    expect(outcome.status).toBe(1);
    expect(json<Finding[]>(outcome)[0]).toMatchObject({ file: 'broken/codebook.yaml', code: 'front-matter' });
  });

  it('tells of tags that nobody uses where all interviews are read, and not of a few', () => {
    const some = folderOf({
      'a.transcript': '==b=={#used}\n',
      'codebook.yaml': 'tags:\n  used:\n  unused:\nclaims:\n  c:\n',
    });
    const found = (...paths: string[]): string[] =>
      json<Finding[]>(run(['check', ...paths, '--json'], { cwd: some })).map(({ file, code }) => `${file} ${code}`);
    expect(found('.')).toEqual(['codebook.yaml unused-tag', 'codebook.yaml unused-claim']);
    expect(found('a.transcript')).toEqual([]);
  });

  it('reads a file once, however often it is named', () => {
    const found = json<Finding[]>(run(['check', 'a.txt', './a.txt', 'in/../a.txt', '--json'], { cwd: folder }));
    expect(found).toHaveLength(1);
  });

  it('goes on behind a file that cannot be read', () => {
    const outcome = run(['check', 'missing', 'a.txt', '--json'], { cwd: folder });
    expect(outcome.status).toBe(1);
    expect(outcome.stderr).toContain('missing: ');
    expect(json<Finding[]>(outcome)).toHaveLength(1);
  });

  it('says no words of a transcript', () => {
    const secret = folderOf({
      'a.transcript': '---\nspeakers: { Zanzibar: [Zanzibar\n---\n==Zanzibar=={Zanzibar!} Zanzibar: x {z>Zanzibar\n',
    });
    const { status, stdout, stderr } = run(['check', 'a.transcript'], { cwd: secret });
    expect(status).toBe(1);
    expect(stdout + stderr).not.toContain('Zanzibar');
  });
});

const TALK = `---
title: Rents
speakers:
  MM: { name: Maria Mendez, role: tenant }
---
# Money

[0:32] MM: It doubled
in two years.
%memo: ask

And then
{@Ana Ruiz} no more.

%topic(2) Later
Ana Ruiz [1:02:03.5]: Two words
{@MM?} and three more.
%aside

advert
%aside
`;

describe('outline', () => {
  const folder = folderOf({ 'a.txt': TALK, 'untitled.transcript': 'words\n' });

  it('lists topics, speakers and turns, lines and columns from 1', () => {
    const outcome = run(['outline', 'a.txt', '--json'], { cwd: folder });
    expect(outcome).toMatchObject({ status: 0, stderr: '' });
    expect(json(outcome)).toEqual({
      title: 'Rents',
      topics: [
        { title: 'Money', level: 1, line: 6 },
        { title: 'Later', level: 2, line: 15 },
      ],
      speakers: [
        { label: 'MM', name: 'Maria Mendez', role: 'tenant', turns: 2, words: 7 },
        { label: 'Ana Ruiz', name: 'Ana Ruiz', role: null, turns: 2, words: 2 },
      ],
      turns: [
        { line: 8, column: 1, endLine: 12, label: 'MM', speaker: 'Maria Mendez', time: '0:32' },
        { line: 13, column: 1, endLine: 13, label: 'Ana Ruiz', speaker: 'Ana Ruiz', time: null },
        { line: 16, column: 1, endLine: 16, label: 'Ana Ruiz', speaker: 'Ana Ruiz', time: '1:02:03.500' },
        { line: 17, column: 1, endLine: 17, label: 'MM', speaker: 'Maria Mendez', time: null },
      ],
    });
  });

  it('falls back to the name of the file, and has nothing to list', () => {
    expect(json(run(['outline', 'untitled.transcript', '--json'], { cwd: folder }))).toEqual({
      title: 'untitled',
      topics: [],
      speakers: [],
      turns: [],
    });
  });

  it('can be read', () => {
    const { status, stdout } = run(['outline', 'a.txt'], { cwd: folder });
    expect(status).toBe(0);
    expect(stdout).toMatch(/^Rents\n/);
    expect(stdout).toMatch(/^ *8 +0:32 Maria Mendez {2}It doubled in two years\./m);
  });
});

describe('stats', () => {
  const folder = folderOf({
    'one.transcript': 'MM: ==one two=={#t ^c} three\n\nAna: four\n\nMM: x\n\nAna: y\n',
    'two.transcript': '==no=={-c +c -c #t #u}\n',
    'codebook.yaml': 'tags: { t: { about: A tag }, unused: {} }\nclaims: { c: { says: A claim } }\n',
  });

  it('counts speakers, tags, and claims by interview', () => {
    const outcome = run(['stats', '.', '--json'], { cwd: folder });
    expect(outcome).toMatchObject({ status: 0, stderr: '' });
    expect(json(outcome)).toEqual({
      interviews: [
        {
          ...{ file: 'one.transcript', title: 'one', date: null, words: 6, turns: 4, topics: 0, quotes: 1 },
          speakers: [
            { label: 'MM', name: 'MM', role: null, turns: 2, words: 4, share: 2 / 3 },
            { label: 'Ana', name: 'Ana', role: null, turns: 2, words: 2, share: 1 / 3 },
          ],
        },
        { file: 'two.transcript', title: 'two', date: null, words: 1, turns: 0, topics: 0, quotes: 1, speakers: [] },
      ],
      tags: [
        {
          ...{ name: 't', about: 'A tag', uses: 2, words: 3 },
          interviews: [
            { file: 'one.transcript', uses: 1 },
            { file: 'two.transcript', uses: 1 },
          ],
        },
        { name: 'u', about: null, uses: 1, words: 1, interviews: [{ file: 'two.transcript', uses: 1 }] },
        { name: 'unused', about: null, uses: 0, words: 0, interviews: [] },
      ],
      claims: [
        {
          ...{ name: 'c', says: 'A claim' },
          interviews: [
            { file: 'one.transcript', states: 1, supports: 0, contradicts: 0 },
            { file: 'two.transcript', states: 0, supports: 1, contradicts: 2 },
          ],
        },
      ],
    });
  });

  it('can be read', () => {
    const { stdout } = run(['stats', '.'], { cwd: folder });
    expect(stdout).toMatch(/^ {2}c +\^ +\+ -2$/m);
    expect(stdout).toMatch(/^ {2}#t +2 +1 +1$/m);
    expect(stdout).toContain('67 %');
  });
});
