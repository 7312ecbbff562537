import { afterEach, beforeEach, expect, it } from 'vitest';
import type { TextDocumentEdit, TextEdit } from 'vscode-languageserver-types';
import { methods, type LabelResult, type Labelling, type LabelParams } from '../../server/lsp/protocol';
import { Editor, Folder } from './editor';

const text = `When did you start?

In May. I was young, and my ==boat was old=={#boats}.

It leaked. Did you mend it? Yes, I mended it every spring.
`;
const named = [
  { label: 'INT', name: 'Ana Ruiz', role: 'interviewer' },
  { label: 'MM', role: 'interviewee' },
];

let folder: Folder;
let editor: Editor;
let uri: string;

beforeEach(async () => {
  folder = new Folder({});
  editor = await Editor.start({ folders: [folder.uri] });
  uri = folder.uriOf('a.transcript');
  await editor.open(uri, text);
});

afterEach(async () => {
  await editor.stop();
  folder.remove();
});

const stops = (more: object = {}): Promise<Labelling> =>
  editor.request<Labelling>(methods.labelling, { textDocument: { uri }, named, ...more });
const label = (version: number | null, labels: LabelParams['labels']): Promise<LabelResult | null> =>
  editor.request<LabelResult | null>(methods.label, { textDocument: { uri }, version, labels, named });
const edits = (result: LabelResult | null): TextEdit[] =>
  (result?.edit?.documentChanges as TextDocumentEdit[]).flatMap((change) => change.edits as TextEdit[]);

it('tells the stops of a walk, with speakers in the order of their keys', async () => {
  const walk = await stops();
  expect(walk.speakers).toEqual([
    { label: 'INT', name: 'Ana Ruiz' },
    { label: 'MM', name: 'MM' },
  ]);
  expect(walk.paragraphs).toBe(3);
  expect(walk.stops[0]).toEqual({
    range: { start: { line: 0, character: 0 }, end: { line: 0, character: 19 } },
    at: 0,
    paragraph: 0,
    sentences: [],
    open: true,
    guessed: false,
    marked: false,
    guess: { role: 'interviewer', label: 'INT', confidence: expect.any(Number) as number, reason: 'question mark' },
  });
  const split = await stops({ split: { line: 4, character: 13 } });
  expect(split.splits).toHaveLength(1);
  expect(split.stops.map(({ range }) => range.start)).toContainEqual({ line: 4, character: 11 });
});

it('writes who speaks, declares them once, and writes nothing where the same speaker goes on', async () => {
  const { version } = await stops();
  const result = await label(version, [
    { position: { line: 0, character: 0 }, label: 'INT' },
    { position: { line: 2, character: 0 }, label: 'MM', guess: true },
    { position: { line: 4, character: 0 }, label: 'MM', guess: true },
  ]);
  expect(result?.at).toHaveLength(3);
  expect(edits(result).map(({ newText, range }) => [newText, range.start.line])).toEqual([
    ['---\nspeakers:\n  INT: { name: "Ana Ruiz", role: "interviewer" }\n  MM: { role: "interviewee" }\n---\n', 0],
    ['{@INT} ', 0],
    ['{@MM?} ', 2],
  ]);
  await editor.change(uri, `{@MM} ${text}`);
  const now = await stops();
  const again = await label(now.version, [{ position: { line: 2, character: 0 }, label: 'MM' }]);
  expect(again).toEqual({ at: [now.stops[1]?.at] });
});

it('refuses what belongs to a text that is gone, and what cannot be written', async () => {
  const { version } = await stops();
  expect(await label(version, [{ position: { line: 1, character: 0 }, label: 'MM' }])).toEqual({ at: [] });
  await editor.change(uri, `Well. ${text}`);
  expect(await label(version, [{ position: { line: 2, character: 0 }, label: 'MM' }])).toBeNull();
  const none = { uri: folder.uriOf('none.transcript') };
  expect(await editor.request(methods.labelling, { textDocument: none })).toBeNull();
  expect(await editor.request(methods.label, { textDocument: none, version: 1, labels: [] })).toBeNull();
});
