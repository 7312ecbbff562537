import { join } from 'node:path';
import { expect, it } from 'vitest';
import { folderOf, json, run } from './run';

const transcript = '---\nspeakers: { MM: Maria }\n---\nMM: The rent doubled, secretly.\n';
const files = {
  'in/a b.transcript': transcript,
  'fine.md': '> The rent doubled\n\n— Maria, [x](in/a%20b.transcript#L4,5)\n',
  'draft.md': 'So.\n\n“the rent trebled” ([x](<in/a b.transcript#L4>)), “the rent” ([x](<in/a b.transcript#L1>)).\n',
  'lost.md': '“The rent” ([x](in/c.transcript#L4), [y](https://x.y/z.transcript#L1), [z](note.txt#L1))\n',
};

it('check compares the quotes of drafts', () => {
  const folder = folderOf(files);
  expect(run(['check', 'fine.md'], { cwd: folder })).toMatchObject({ status: 0, stdout: '' });
  const outcome = run(['check', 'draft.md', '--json'], { cwd: folder });
  expect(outcome.status).toBe(1);
  expect(json(outcome)).toMatchObject([
    { file: 'draft.md', line: 3, column: 11, endColumn: 18, severity: 'warning', code: 'misquoted' },
    { file: 'draft.md', line: 3, severity: 'information', code: 'moved-quote' },
  ]);
  const { stdout, stderr } = run(['check', 'draft.md', '--severity', 'warning'], { cwd: folder });
  expect(stdout.trim().split('\n')).toHaveLength(1);
  expect(stdout + stderr).not.toContain('doubled');
  expect(stderr).toBe('1 finding in 1 draft\n');
});

it('check says which transcript is missing, and reads nothing else', () => {
  const folder = folderOf(files);
  const { status, stdout, stderr } = run(['check', 'lost.md'], { cwd: folder });
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toBe(
    `lost.md: a transcript that it links is missing: ${join('in', 'c.transcript')}\n0 findings in 1 draft\n`,
  );
});
