import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hasShared, sharedFolder } from '../shared';
import { folderOf, json, run } from './run';

interface Answer {
  file: string;
  line: number;
  endLine: number;
  column: number;
  text: string;
  speaker: string | null;
  score: number;
  relation: string;
  claim?: string;
  same: boolean;
  terms: string[];
  why: string[];
}

interface Reply {
  file: string;
  line: number;
  related: Answer[];
  error?: string;
}

const HEAD = '---\nspeakers: { MM: { name: Maria Mendez } }\n---\n';
/** Lines from 1: 4 is the first of the body. */
const ONE = `${HEAD}MM: ==The harbour crane collapsed in the winter storm.=={^crane-fell} Nobody saw it.

MM: Bakers baked rye bread with caraway on Sundays.
%memo: bread
`;
const TWO = `INT: And the crane?

INT: {@Tom} The old harbour crane
==collapsed=={-crane-fell} when the storm came, people say.

Rye bread with caraway came from the bakers.

{@Tom} ==A storm in winter is no rare thing at the harbour.=={#weather}
`;
const THREE = 'The harbour storm: a crane leaned, and caraway grew.\n';

function corpus(): string {
  return folderOf({ 'in/one.transcript': ONE, 'in/two.transcript': TWO, 'in/three.transcript': THREE, 'out.txt': ONE });
}

describe('one question', () => {
  const folder = corpus();
  const ask = (...args: string[]): Reply =>
    json<Reply>(run(['related', ...args, '--corpus', 'in', '--json'], { cwd: folder }));

  it('does not find the interview itself, neither asked about by its raw file nor as a copy', () => {
    const raw = 'The harbour crane collapsed in the winter storm.\n';
    const folder = folderOf({
      'raw.txt': raw,
      'corpus/one.transcript': `---\ntitle: One\n---\n==The harbour crane collapsed=={#crane} in the winter storm.\n%memo: x\n`,
      'corpus/copy.transcript': raw,
      'corpus/two.transcript': 'A crane of the harbour collapsed in another storm.\n',
    });
    for (const asked of ['raw.txt', 'corpus/one.transcript', 'corpus/copy.transcript']) {
      const line = asked === 'corpus/one.transcript' ? 4 : 1;
      const corpus = join(folder, 'corpus');
      const { related } = json<Reply>(run(['related', `${join(folder, asked)}:${line}`, '--corpus', corpus, '--json']));
      expect(related.map(({ file }) => file)).toEqual([join(corpus, 'two.transcript')]);
    }
  });

  it('finds passages of other interviews, where they begin and end, and how they stand to the claim', () => {
    const outcome = run(['related', 'in/one.transcript:4', '--corpus', 'in', '--json'], { cwd: folder });
    expect(outcome).toMatchObject({ status: 0, stderr: '' });
    const { file, line, related } = json<Reply>(outcome);
    expect({ file, line }).toEqual({ file: 'in/one.transcript', line: 4 });
    expect(related.map((answer) => answer.file)).not.toContain('in/one.transcript');
    expect(related[0]).toEqual({
      file: 'in/two.transcript',
      line: 3,
      endLine: 4,
      column: expect.any(Number) as number,
      text: 'The old harbour crane\ncollapsed when the storm came, people say.',
      speaker: 'Tom',
      score: expect.any(Number) as number,
      relation: 'contradicts',
      claim: 'crane-fell',
      same: false,
      terms: expect.arrayContaining(['crane', 'collapsed', 'storm', 'harbour']) as string[],
      why: [],
    });
    const scores = related.map(({ score }) => score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(related.slice(1).map(({ relation }) => relation)).not.toContain('contradicts');
  });

  it('takes the whole paragraph without a column, and the quote or sentence with one', () => {
    // The second paragraph is about bread, and so is its memo's line.
    expect(ask('in/one.transcript:6').related[0]?.line).toBe(6);
    expect(ask('in/one.transcript:7').related[0]?.line).toBe(6);
    const both = folderOf({
      'in/a.transcript': 'The crane collapsed. Rye bread with caraway.\n',
      'in/b.transcript': TWO,
    });
    const first = (place: string): number | undefined =>
      json<Reply>(run(['related', place, '--corpus', 'in', '--json'], { cwd: both })).related[0]?.line;
    expect(first('in/a.transcript:1:3')).toBe(3);
    expect(first('in/a.transcript:1:30')).toBe(6);
  });

  it('keeps to the limit, and to statements of claims', () => {
    expect(ask('in/one.transcript:4', '--limit', '1').related).toHaveLength(1);
    expect(ask('in/one.transcript:4').related.length).toBeGreaterThan(1);
    expect(ask('in/one.transcript:4', '--statements').related.map(({ line }) => line)).toEqual([3]);
  });

  it('answers for a file outside the corpus too', () => {
    const files = ask('out.txt:4').related.map((answer) => answer.file);
    expect(files).toContain('in/two.transcript');
    // It is the same interview.
    expect(files).not.toContain('in/one.transcript');
    expect(ask('two.transcript:6').related[0]).toMatchObject({
      file: 'in/one.transcript',
      line: 6,
      relation: 'suggested',
    });
  });

  it('reads raw files where there are no transcripts', () => {
    const raw = folderOf({ 'a.txt': 'The crane collapsed.\n', 'b.txt': 'A crane had collapsed there.\n' });
    const outcome = run(['related', join(raw, 'a.txt') + ':1', '--corpus', raw, '--json']);
    expect(json<Reply>(outcome).related).toMatchObject([
      { file: join(raw, 'b.txt'), line: 1, column: 1, speaker: null },
    ]);
  });

  it('says why: the same words, topic and figures, or a possible tension', () => {
    const both = folderOf({
      'in/a.transcript': '# Cranes\nThe harbour crane cost 300 million, and it was 20 percent too high.\n',
      'in/b.transcript': '# cranes\nIt is said that the harbour crane cost $300mn.\n',
      'in/c.transcript': 'It is true: the harbour crane was 35 percent too high.\n',
    });
    const args = ['related', 'in/a.transcript:2', '--corpus', 'in'];
    const why = json<Reply>(run([...args, '--json'], { cwd: both })).related.map((answer) => [answer.file, answer.why]);
    const tension = 'possible tension: 20 percent here, 35 percent there';
    expect(Object.fromEntries(why)).toEqual({
      'in/b.transcript': ['same topic: cranes', expect.stringMatching(/^same figure: \$300mn/)],
      'in/c.transcript': [tension],
    });
    expect(run(args, { cwd: both }).stdout).toMatch(new RegExp(`shared: .*crane.* · ${tension}\n`));
  });

  it('shows a contradiction beside what agrees, in one paragraph and in one passage', () => {
    const stated = folderOf({
      'in/a.transcript': '==The harbour crane collapsed in the storm.=={^fell}\n',
      'in/b.transcript':
        'A: {@A} ==The harbour crane collapsed in the storm.=={^fell} Yes. {@B} ==The crane never collapsed.=={-fell}\n',
      'in/c.transcript':
        'One: ==The crane collapsed.=={^fell} Or: ==the harbour crane never collapsed in any storm.=={-fell}\n%tags ^fell\n',
    });
    const { related } = json<Reply>(run(['related', 'in/a.transcript:1', '--corpus', 'in', '--json'], { cwd: stated }));
    expect(related.map(({ file, relation }) => `${file} ${relation}`).sort()).toEqual([
      'in/b.transcript contradicts',
      'in/b.transcript states',
      'in/c.transcript contradicts',
    ]);
  });

  it('finds what a statement means by what its claim says', () => {
    const ask = (gloss: string): Reply => {
      const files = { 'a.transcript': `==All of it fell.=={^crane-fell}\n${gloss}`, 'b.transcript': TWO };
      return json<Reply>(run(['related', 'a.transcript:1', '--corpus', '.', '--json'], { cwd: folderOf(files) }));
    };
    expect(ask('').related).toEqual([]);
    expect(ask('%claim crane-fell: The crane collapsed.\n').related[0]).toMatchObject({
      line: 3,
      relation: 'contradicts',
    });
  });

  it('finds questions when asked to', () => {
    const asking = folderOf({
      'in/a.transcript': 'The harbour crane collapsed in the storm.\n',
      'in/b.transcript': 'INT: Has the harbour crane collapsed?\n\nMM: It has.\n\nINT: When?\n\nMM: In that storm.\n',
    });
    const lines = (...args: string[]): number[] =>
      json<Reply>(
        run(['related', 'in/a.transcript:1', '--corpus', 'in', '--json', ...args], { cwd: asking }),
      ).related.map(({ line }) => line);
    expect(lines()).toEqual([7]);
    expect(lines('--questions').sort()).toEqual([1, 7]);
  });

  it('leaves out what is dismissed on either side, and puts others in its place', () => {
    const dismissed = folderOf({
      'in/a.transcript': `The crane collapsed at the harbour.\n%unrelated b "A crane collapsed"\n`,
      'in/b.transcript': 'A crane collapsed at some harbour.\n\nSteel cranes make every harbour noisy.\n',
      'in/c.transcript': 'Another crane collapsed at another harbour.\n%unrelated a\n',
    });
    const files = (place: string): string[] =>
      json<Reply>(run(['related', place, '--corpus', 'in', '--json', '--limit', '1'], { cwd: dismissed })).related.map(
        ({ file, line }) => `${file}:${line}`,
      );
    expect(files('in/a.transcript:1')).toEqual(['in/b.transcript:3']);
    expect(files('in/c.transcript:1')).toEqual(['in/b.transcript:1']);
  });

  it.each(['in/one.transcript:5', 'in/one.transcript:1', 'in/one.transcript:99', 'missing.txt:1'])(
    'says so where no words stand: %s',
    (place) => {
      const outcome = run(['related', place, '--corpus', 'in', '--json'], { cwd: folder });
      expect(outcome.status).toBe(1);
      expect(outcome.stderr).toContain(place);
      expect(json<Reply>(outcome)).toMatchObject({ related: [], error: expect.any(String) as string });
    },
  );

  it('can be read', () => {
    const { stdout } = run(['related', 'in/one.transcript:4', '--corpus', 'in'], {
      cwd: folder,
      env: { FORCE_COLOR: '1' },
    });
    expect(stdout).toContain('in/two.transcript:3:1');
    expect(stdout).toMatch(/Tom.*contradicts the claim/);
    expect(stdout).toContain('\x1b[1mcrane\x1b[22m');
  });
});

describe('a batch', () => {
  const folder = corpus();

  it('answers in order, a line for a line, and keeps the place of what it cannot answer', () => {
    const questions = [
      { file: 'in/two.transcript', line: 6 },
      { file: 'in/one.transcript', line: 4, column: 10 },
      { file: 'out.txt', line: 6 },
      { file: 'in/two.transcript', line: 3 },
      { file: 'nothing', line: 3 },
      { file: 'in/one.transcript', line: 5 },
    ];
    const input = questions.map((question) => JSON.stringify(question) + '\n').join('\r\n') + 'nonsense\n';
    const batch = folderOf({ 'batch.jsonl': input });
    const args = ['related', '--batch', join(batch, 'batch.jsonl'), '--corpus', 'in', '--limit', '2', '--json'];
    const { status, stdout, stderr } = run(args, { cwd: folder });
    expect(status).toBe(1);
    const replies = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Reply);
    expect(replies.map(({ file, line }) => ({ file, line }))).toEqual([
      ...questions.map(({ file, line }) => ({ file, line })),
      { file: null, line: null },
    ]);
    expect(replies.map(({ error }) => error !== undefined)).toEqual([false, false, false, false, true, true, true]);
    expect(stderr.trimEnd().split('\n')).toHaveLength(3);
    for (const [index, question] of questions.slice(0, 4).entries()) {
      const place = [question.file, question.line, question.column].filter((part) => part !== undefined).join(':');
      const single = json<Reply>(run(['related', place, '--corpus', 'in', '--limit', '2', '--json'], { cwd: folder }));
      expect(replies[index]).toEqual(single);
      expect(single.related.length).toBeGreaterThan(0);
    }
  });

  it('reads stdin', () => {
    const input = '{"file":"one.transcript","line":4}\n';
    const { status, stdout } = run(['related', '--batch', '-', '--corpus', 'in', '--json'], { cwd: folder, input });
    expect(status).toBe(0);
    expect((JSON.parse(stdout) as Reply).related.length).toBeGreaterThan(0);
  });
});

it.runIf(hasShared)('works on a raw corpus', () => {
  const seeds = join(sharedFolder, 'seeds');
  const input = '{"file":"002_6ee3b1d9552ed708.txt","line":11}\n{"file":"004_0fb7cbc9338dda3d.txt","line":30}\n';
  const { status, stdout } = run(['related', '--batch', '-', '--corpus', seeds, '--json'], { input });
  const replies = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Reply);
  expect(replies).toHaveLength(2);
  expect([0, 1]).toContain(status);
  for (const { related } of replies)
    for (const { file, text } of related) expect([file.startsWith(seeds), text !== '']).toEqual([true, true]);
});
