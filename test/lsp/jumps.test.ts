/** Code lenses, the call hierarchy and the next statement, as an editor asks for them. */
import { afterEach, describe, expect, it } from 'vitest';
import {
  CallHierarchyIncomingCallsRequest,
  CallHierarchyOutgoingCallsRequest,
  CallHierarchyPrepareRequest,
  CodeLensRequest,
  CodeLensResolveRequest,
  DefinitionRequest,
  ReferencesRequest,
  type CallHierarchyItem,
  type ClientCapabilities,
  type CodeLens,
  type Location,
} from 'vscode-languageserver/node';
import { methods, type StatementParams, type StatementPlace } from '../../server/lsp/protocol';
import { Editor, eventually, Folder, plain, positionAt, rich, type EditorOptions } from './editor';

const first = `---
title: Rents in the ward
date: 2024-03-02
---
MM: \u{1f600} ==It doubled.=={^doubled -fair} Nobody told us.

MM: ==Twice.=={^twice}
`;
const second = `---
title: The other side
date: 2023-01-01
---
Plain words.

==It never did.=={-doubled}
`;
const codebook = `tags:
  rent: {}
claims:
  doubled: { says: Rents doubled. }
  fair: { says: It was fair. }
`;

let folder: Folder;
let editor: Editor;
let other: string;

async function begin(options: EditorOptions = {}): Promise<string> {
  folder = new Folder({ 'b.transcript': second, 'codebook.yaml': codebook });
  editor = await Editor.start({ folders: [folder.uri], ...options });
  const uri = folder.uriOf('a.transcript');
  other = folder.uriOf('b.transcript');
  await editor.open(uri, first);
  await editor.loaded(2);
  return uri;
}

afterEach(async () => {
  await editor.stop();
  folder.remove();
});

const at = (words: string, text = first) => positionAt(text, text.indexOf(words));

const rangeOf = (words: string, text = first) => ({
  start: at(words, text),
  end: positionAt(text, text.indexOf(words) + words.length),
});

const locations = () => [
  { uri: other, range: rangeOf('It never did.', second) },
  { uri: folder.uriOf('a.transcript'), range: rangeOf('It doubled.') },
];

describe('a statement', () => {
  it('leads from its words to the codebook and to all statements of its claims, in files that are not open too', async () => {
    const uri = await begin();
    const params = { textDocument: { uri }, position: at('doubled.') };
    const found = await editor.request(ReferencesRequest.type, { ...params, context: { includeDeclaration: false } });
    expect(found).toEqual(locations());
    expect(await editor.request(DefinitionRequest.type, params)).toEqual(
      ['doubled', 'fair'].map((name) => ({ uri: folder.uriOf('codebook.yaml'), range: rangeOf(name, codebook) })),
    );
    const plainly = { textDocument: { uri }, position: at('Nobody') };
    expect(await editor.request(DefinitionRequest.type, plainly)).toEqual([]);
  });

  it('leads to the next and the previous one of its claim', async () => {
    const uri = await begin();
    const step = (position: StatementParams['position'], more: Partial<StatementParams> = {}, file = uri) =>
      editor.request<StatementPlace | null>(methods.statement, {
        textDocument: { uri: file },
        position,
        direction: 'next',
        ...more,
      });
    const [early, late] = locations();
    expect(await step(at('doubled.'))).toEqual({
      ...early,
      claim: 'doubled',
      stance: 'contradicts',
      index: 1,
      total: 2,
    });
    const back = { ...late, claim: 'doubled', stance: 'states', index: 2, total: 2 };
    expect(await step(at('never', second), { direction: 'previous' }, other)).toEqual(back);
    expect(await step(at('doubled.'), { claim: 'fair' })).toMatchObject({ claim: 'fair', index: 1, total: 1 });
    expect(await step(at('Nobody'))).toMatchObject({ claim: 'twice', range: rangeOf('Twice.') });
    expect(await step({ line: 0, character: 0 }, {}, folder.uriOf('codebook.yaml'))).toBeNull();
    expect(await step(at('doubled.'), {}, folder.uriOf('none.transcript'))).toBeNull();
  });
});

describe('code lenses', () => {
  const lenses = async (uri: string): Promise<CodeLens[]> =>
    (await editor.request(CodeLensRequest.type, { textDocument: { uri } })) ?? [];
  const resolve = (lens: CodeLens): Promise<CodeLens> => editor.request(CodeLensResolveRequest.type, lens);
  const titles = async (uri: string): Promise<(string | undefined)[]> =>
    Promise.all((await lenses(uri)).map(async (lens) => (await resolve(lens)).command?.title));

  it('stand over statements; each has its text when it comes into view, and shows what it counts', async () => {
    const uri = await begin({ options: { commands: true } });
    const [over, last, ...more] = await lenses(uri);
    expect(more).toEqual([]);
    expect(over).not.toHaveProperty('command');
    expect(over!.range).toEqual({ start: at('It doubled'), end: at('It doubled') });
    expect((await resolve(over!)).command).toEqual({
      title: '^doubled: 2 interviews · 1 contradicts, ^fair: only in this interview · 1 contradicts',
      command: 'throughline.showStatements',
      arguments: [uri, at('It doubled'), locations()],
    });
    expect((await resolve(last!)).command).toMatchObject({ title: 'only in this interview' });
  });

  it('are words alone in an editor without our commands', async () => {
    const uri = await begin();
    const [, lens] = await lenses(uri);
    expect((await resolve(lens!)).command).toEqual({ title: 'only in this interview', command: '' });
  });

  it('stand over the codebook', async () => {
    await begin();
    expect(await titles(folder.uriOf('codebook.yaml'))).toEqual([
      'no use yet',
      '2 statements in 2 interviews · 1 contradicts',
      '1 statement in 1 interview · 1 contradicts',
    ]);
  });

  it('that mean nothing stay as they are', async () => {
    await begin();
    const range = rangeOf('Twice.');
    for (const data of [undefined, null, 'x', { uri: 3 }, { uri: 'a', about: { kind: 'statement', claims: [3] } }]) {
      const lens = await resolve({ range, data: data as unknown });
      expect(lens).not.toHaveProperty('command');
      expect(lens.range).toEqual(range);
    }
  });

  const refreshing: ClientCapabilities = {
    ...rich,
    workspace: { ...rich.workspace, codeLens: { refreshSupport: true } },
  };

  it('are asked for again when statements elsewhere change, and when the setting does', async () => {
    const uri = await begin({ capabilities: refreshing });
    let refreshes = 0;
    editor.connection.onRequest('workspace/codeLens/refresh', () => {
      refreshes++;
      return null;
    });
    const another = async (before: number): Promise<void> => eventually(() => Promise.resolve(refreshes > before));
    await another(0);
    let before = refreshes;
    await editor.open(other, second.replace('{-doubled}', '{+doubled}'));
    await another(before);
    expect((await titles(uri))[0]).toMatch(/^\^doubled: 2 interviews, /);
    before = refreshes;
    await editor.notify('workspace/didChangeConfiguration', { settings: { codeLens: false } });
    await another(before);
    expect(await lenses(uri)).toEqual([]);
  });

  it('are right after an edit in an editor that is not told to ask again', async () => {
    const uri = await begin({ capabilities: plain });
    await editor.change(uri, first.replace('^twice', '^doubled'));
    expect((await titles(uri))[1]).toBe('2 interviews · 1 contradicts');
  });
});

describe('the call hierarchy', () => {
  const prepare = async (uri: string, words: string): Promise<CallHierarchyItem[]> =>
    (await editor.request(CallHierarchyPrepareRequest.type, { textDocument: { uri }, position: at(words) })) ?? [];
  const incoming = (item: CallHierarchyItem) => editor.request(CallHierarchyIncomingCallsRequest.type, { item });
  const outgoing = (item: CallHierarchyItem) => editor.request(CallHierarchyOutgoingCallsRequest.type, { item });

  it('tells who speaks to a claim, and what it does to others', async () => {
    const uri = await begin();
    const [item, fair, ...more] = await prepare(uri, 'doubled.');
    expect(more).toEqual([]);
    expect(fair?.name).toBe('^fair');
    expect(item).toMatchObject({ name: '^doubled', detail: 'Rents doubled.', uri, range: rangeOf('It doubled.') });
    const calls = (await incoming(item!))!;
    const shown = calls.map(({ from: { name, detail, uri: file }, fromRanges }) => ({
      name,
      detail,
      file,
      fromRanges,
    }));
    const [early, late] = locations() as [Location, Location];
    expect(shown).toEqual([
      { name: 'MM states it', detail: 'Rents in the ward · 2024-03-02', file: uri, fromRanges: [late.range] },
      {
        name: '“The other side” contradicts it',
        detail: 'The other side · 2023-01-01',
        file: other,
        fromRanges: [early.range],
      },
    ]);
    const [below] = (await incoming(calls[0]!.from))!;
    expect(below?.from).toMatchObject({ name: '^fair', detail: 'contradicted in the same words · It was fair.' });
    expect(below?.fromRanges).toEqual([rangeOf('-fair')]);
    const [done, ...others] = (await outgoing(item!))!;
    expect(others).toEqual([]);
    expect(done?.to).toMatchObject({ name: '^fair', uri });
    expect(done?.fromRanges).toEqual([rangeOf('-fair')]);
  });

  it('can be opened further after an edit', async () => {
    const uri = await begin();
    const [item] = await prepare(uri, 'doubled.');
    const [call] = (await incoming(item!))!;
    await editor.change(uri, first.replace('MM: ', '# Rents\n\nMM: '));
    const [below] = (await incoming(call!.from))!;
    expect(below?.fromRanges[0]?.start).toEqual({ ...at('-fair'), line: at('-fair').line + 2 });
  });

  it('is empty where there is no claim, and for entries that mean nothing', async () => {
    const uri = await begin();
    expect(await prepare(uri, 'Nobody')).toEqual([]);
    const [item] = await prepare(uri, 'doubled.');
    for (const data of [undefined, 3, { kind: 'claim' }, { kind: 'speaker', claim: 'a', uri, above: [] }]) {
      expect(await incoming({ ...item!, data })).toBeNull();
      expect(await outgoing({ ...item!, data })).toBeNull();
    }
    const gone = { kind: 'claim', claim: 'gone', uri: folder.uriOf('none.transcript'), above: [] };
    expect(await incoming({ ...item!, data: gone })).toEqual([]);
    expect(await outgoing({ ...item!, data: gone })).toEqual([]);
    expect(editor.log).toEqual([]);
  });
});
