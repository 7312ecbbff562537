import { describe, expect, it } from 'vitest';
import { folderOf, json, read, run } from './run';

const talk = `You ran the ferry for thirty years. What did you like about it?\r
\r
Well, I liked the mornings. I had the gulls and my coffee.\r
\r
I think we were happy. I painted her every spring. Did you ever think about selling her? No, never. I would have sold my house first.\r
\r
We had our wedding on the deck. I was young, and so was she. I want to ask you about the county. Did they ever explain it to you? No, they sent me a letter. I have it in my kitchen.\r
`;

describe('outline --guess', () => {
  const labelled = 'Q: When did you start?\n\nA: In May.\n\nQ: And then?\n\nA: We stayed.\n';
  const added = '{@Ana?} When did you start?\n\nIn May. I was young.\n';
  const folder = folderOf({ 'talk.txt': talk, 'labelled.txt': labelled, 'added.transcript': added });
  const outline = (name: string): { turns: Record<string, unknown>[] } =>
    json(run(['outline', name, '--guess', '--json'], { cwd: folder }));

  it('tells role, place and confidence, lines and columns from 1, and writes nothing', () => {
    const { turns } = outline('talk.txt');
    expect(turns.map(({ line, column, endLine, role }) => [line, column, endLine, role])).toEqual([
      [1, 1, 1, 'interviewer'],
      [3, 1, 5, 'interviewee'],
      [5, 52, 5, 'interviewer'],
      [5, 90, 7, 'interviewee'],
      [7, 62, 7, 'interviewer'],
      [7, 131, 7, 'interviewee'],
    ]);
    for (const turn of turns) {
      expect(turn).toMatchObject({ guess: true, label: null, speaker: null, time: null });
      expect(turn.confidence).toBeGreaterThanOrEqual(0.5);
    }
    expect(read(folder, 'talk.txt')).toBe(talk);
  });

  it('leaves what is labelled as it is', () => {
    const { turns } = json<{ turns: object[] }>(run(['outline', 'labelled.txt', '--json'], { cwd: folder }));
    expect(outline('labelled.txt').turns).toEqual(turns.map((turn) => ({ ...turn, guess: false, role: null })));
    expect(outline('added.transcript').turns).toMatchObject([
      { line: 1, label: 'Ana', guess: true, role: null },
      { line: 3, label: null, guess: true, role: 'interviewee' },
    ]);
  });

  it('can be read', () => {
    const { status, stdout } = run(['outline', 'talk.txt', '--guess'], { cwd: folder });
    expect(status).toBe(0);
    expect(stdout).toMatch(/^5 {3}interviewer\? {2}Did you ever think about selling her\?$/m);
    expect(stdout).toMatch(/^5 {3}interviewee\? {2}No, never\. I would/m);
  });
});
