import { afterEach, expect, it } from 'vitest';
import { methods, type GuessedTurn } from '../../server/lsp/protocol';
import { Editor, Folder } from './editor';

let folder: Folder;
let editor: Editor;

afterEach(async () => {
  await editor.stop();
  folder.remove();
});

it('tells who probably speaks where nobody has said it, for the text as it is now', async () => {
  folder = new Folder({});
  editor = await Editor.start({ folders: [folder.uri] });
  const uri = folder.uriOf('a.transcript');
  await editor.open(uri, 'When did you start?\n\n==In May.=={#start} I was young.\n');
  const guesses = await editor.request<GuessedTurn[]>(methods.guesses, { textDocument: { uri } });
  expect(guesses).toMatchObject([
    { role: 'interviewer', range: { start: { line: 0, character: 0 }, end: { line: 0, character: 19 } } },
    { role: 'interviewee', range: { start: { line: 2, character: 0 }, end: { line: 2, character: 32 } } },
  ]);
  expect(await editor.request(methods.guesses, { textDocument: { uri: folder.uriOf('none.transcript') } })).toEqual([]);
});
