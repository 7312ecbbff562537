/** The coding walk, asked of the built server over real files. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Range } from 'vscode-languageserver/node';
import { methods, type StopResult, type StopsParams, type StopsResult } from '../../server/lsp/protocol';
import { Editor, Folder, positionAt } from './editor';

const said = 'the ferry to Sandrey stopped running after the storm of November and nobody told the islanders';
const texts: Record<string, string> = {
  'a.transcript': `MM: ==One.== ==Two.=={#x} ==Three.==\n\nMM: They told me that it would close.\n`,
  'b.transcript': `MM: ==Done, ${said}.=={#ferry}\n`,
  'c.transcript': `AB: ==Four.== ==We heard that ${said}.=={#ferry}\n`,
};

let editor: Editor;
let folder: Folder;

beforeEach(async () => {
  folder = new Folder(texts);
  editor = await Editor.start({ folders: [folder.uri] });
  await editor.loaded(3);
});
afterEach(async () => {
  await editor.stop();
  folder.remove();
});

const document = (name: string) => ({ textDocument: { uri: folder.uriOf(name) } });

function rangeOf(name: string, words: string): Range {
  const text = texts[name] ?? '';
  const at = text.indexOf(words);
  return { start: positionAt(text, at), end: positionAt(text, at + words.length) };
}

function counts(scope: StopsParams['scope'], name = 'a.transcript', words = 'Two'): Promise<StopsResult | null> {
  const { start } = rangeOf(name, words);
  const kinds = ['quote', 'paragraph', 'suggestion', 'reported'];
  return editor.request(methods.stops, { ...document(name), position: start, kinds, scope });
}

it('counts what is decided and what is open, here and everywhere', async () => {
  expect(await counts('interview')).toMatchObject({
    interview: 1,
    interviews: 3,
    counts: [
      { kind: 'quote', index: 2, total: 3, open: 2 },
      { kind: 'paragraph', index: 1, total: 2, open: 0 },
      { kind: 'suggestion', index: 1, total: 1, open: 0 },
    ],
  });
  const everywhere = await counts('corpus', 'c.transcript', 'We heard');
  expect(everywhere?.counts).toEqual([
    { kind: 'quote', index: 6, total: 6, open: 3 },
    // A label that stands in a file once is none.
    { kind: 'paragraph', index: 4, total: 4, open: 2 },
    { kind: 'suggestion', index: 3, total: 3 },
  ]);
});

it('lists the stops of an interview with their words', async () => {
  const found = await counts('interview');
  expect(found?.stops.filter(({ kind }) => kind === 'quote')).toEqual([
    { kind: 'quote', range: rangeOf('a.transcript', 'One.'), open: true },
    { kind: 'quote', range: rangeOf('a.transcript', 'Two.'), open: false },
    { kind: 'quote', range: rangeOf('a.transcript', 'Three.'), open: true },
  ]);
});

it('goes from one to the next, over interviews in which nothing is left', async () => {
  const step = (name: string, words: string, scope: string): Promise<StopResult | null> =>
    editor.request(methods.stop, {
      ...document(name),
      range: rangeOf(name, words),
      kind: 'quote',
      scope,
      direction: 'next',
    });
  expect((await step('a.transcript', 'One.', 'interview'))?.place).toEqual({
    uri: folder.uriOf('a.transcript'),
    range: rangeOf('a.transcript', 'Three.'),
    kind: 'quote',
    index: 3,
    total: 3,
    open: 2,
    interview: 1,
    interviews: 3,
    wrapped: false,
  });
  expect((await step('a.transcript', 'Three.', 'interview'))?.place).toMatchObject({ index: 1, wrapped: true });
  expect((await step('a.transcript', 'Three.', 'corpus'))?.place).toMatchObject({
    uri: folder.uriOf('c.transcript'),
    range: rangeOf('c.transcript', 'Four.'),
    index: 1,
    total: 2,
    open: 1,
    interview: 3,
  });
  expect((await step('c.transcript', 'Four.', 'corpus'))?.place).toMatchObject({
    uri: folder.uriOf('a.transcript'),
    wrapped: true,
  });
  expect(await step('b.transcript', 'Done', 'interview')).toEqual({});
});

it('comes to tagged quotes with a suggestion, until it is dismissed', async () => {
  const step = (): Promise<StopResult | null> =>
    editor.request(methods.stop, {
      ...document('a.transcript'),
      range: rangeOf('a.transcript', 'One.'),
      kind: 'suggestion',
      scope: 'corpus',
      direction: 'next',
    });
  const uri = folder.uriOf('b.transcript');
  expect((await step())?.place).toMatchObject({ uri, index: 1, total: 1, open: 1 });
  await editor.open(uri, `${texts['b.transcript'] ?? ''}%unrelated c\n`);
  expect(await step()).toEqual({});
});

it('comes to reported speech only where it is wanted', async () => {
  const step = (): Promise<StopResult | null> =>
    editor.request(methods.stop, {
      ...document('c.transcript'),
      range: rangeOf('c.transcript', 'Four.'),
      kind: 'reported',
      scope: 'corpus',
      direction: 'next',
    });
  expect(await step()).toEqual({});
  const settings = { severity: { 'reported-speech': 'hint' } };
  await editor.notify('workspace/didChangeConfiguration', { settings });
  expect((await step())?.place).toMatchObject({
    uri: folder.uriOf('a.transcript'),
    range: rangeOf('a.transcript', 'it would close.'),
  });
  expect((await counts('interview'))?.counts.at(-1)).toEqual({ kind: 'reported', index: 0, total: 1, open: 1 });
  const report = await editor.request<{ items: { code: string }[] }>('textDocument/diagnostic', {
    ...document('a.transcript'),
  });
  expect(report.items.map(({ code }) => code)).toContain('reported-speech');
});
