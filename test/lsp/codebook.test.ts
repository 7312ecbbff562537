/** The codebook as a document of the editor: what stands in it counts at once, and all that is asked about it is answered. */
import { afterEach, describe, expect, it } from 'vitest';
import {
  CallHierarchyPrepareRequest,
  CodeActionRequest,
  ColorPresentationRequest,
  CompletionRequest,
  DefinitionRequest,
  DocumentColorRequest,
  DocumentDiagnosticRequest,
  DocumentSymbolRequest,
  HoverRequest,
  PrepareRenameRequest,
  ReferencesRequest,
  SemanticTokensRequest,
  type CodeAction,
  type CompletionList,
  type Diagnostic,
  type DocumentDiagnosticReport,
  type Hover,
  type Location,
} from 'vscode-languageserver/node';
import { Editor, eventually, Folder, plain, positionAt, rich, type EditorOptions } from './editor';

const interview =
  '---\nspeakers: { MM: Maria Mendez }\n---\nMM: ==Rents doubled.=={#rent ^rents-doubled}\n\nMM: ==So it goes.=={#rent +rents-fair}\n';
const onDisk = 'tags:\n  rent: Old words\n';
const typed = `tags:
  rent: { about: New words, color: "#b5651d" }
  rents: x
claims:
  rents-doubled: { says: Rents doubled., contradicts: [rents-fiar] }
people:
  mm: Maria Mendez
`;

const WITH_PLACES = {
  ...rich,
  textDocument: { ...rich.textDocument, diagnostic: { relatedInformation: true } },
};

let folder: Folder;
let editor: Editor;
let uri: string;

async function begin(text = typed, options: EditorOptions = {}): Promise<void> {
  folder = new Folder({ 'a.transcript': interview, 'codebook.yaml': onDisk });
  editor = await Editor.start({ folders: [folder.uri], capabilities: WITH_PLACES, ...options });
  uri = folder.uriOf('codebook.yaml');
  await editor.loaded(1);
  await editor.open(uri, text);
}

afterEach(async () => {
  await editor.stop();
  folder.remove();
});

const at = (words: string, text = typed) => positionAt(text, text.indexOf(words) + 1);
const range = (words: string, text = typed) => ({
  start: positionAt(text, text.indexOf(words)),
  end: positionAt(text, text.indexOf(words) + words.length),
});
const pull = (): Promise<DocumentDiagnosticReport> =>
  editor.request(DocumentDiagnosticRequest.type, { textDocument: { uri } });
const found = async (): Promise<Diagnostic[]> => ((await pull()) as { items: Diagnostic[] }).items;

describe('an open codebook', () => {
  it('stands over its file until it is closed', async () => {
    await begin();
    const hover = async (): Promise<string> => {
      const params = { textDocument: { uri: folder.uriOf('a.transcript') }, position: at('#rent', interview) };
      return JSON.stringify((await editor.request(HoverRequest.type, params)) as Hover | null);
    };
    expect(await hover()).toContain('New words');
    await editor.close(uri);
    await eventually(async () => (await hover()).includes('Old words'));
  });

  it('has its problems, with the places that they have to do with', async () => {
    await begin();
    const all = await found();
    expect(all.map(({ code, range: where }) => [code, where])).toEqual([
      ['unused-tag', { start: { line: 2, character: 2 }, end: { line: 2, character: 7 } }],
      ['similar-tag', { start: { line: 2, character: 2 }, end: { line: 2, character: 7 } }],
      ['unknown-claim', range('rents-fiar')],
    ]);
    expect(all[1]?.relatedInformation).toEqual([{ location: { uri, range: range('rent') }, message: '#rent' }]);
    expect(all[1]?.severity).toBe(4);
  });

  it('has them without places for an editor that shows none', async () => {
    await begin(typed, { capabilities: rich });
    expect((await found())[1]).not.toHaveProperty('relatedInformation');
  });

  it('is told to be asked about again when a tag comes into use, and not for other words', async () => {
    await begin();
    await found();
    const other = folder.uriOf('a.transcript');
    await editor.open(other, interview);
    await editor.until(() => editor.refreshes > 0);
    const told = editor.refreshes;
    await editor.change(other, `${interview}\nMM: ==More.=={#rents}\n`);
    await editor.until(() => editor.refreshes > told);
    expect((await found()).map(({ code }) => code)).toEqual(['similar-tag', 'unknown-claim']);
    const id = (await pull()).resultId;
    await editor.change(other, `${interview}\nMM: ==Other words.=={#rents}\n`);
    expect((await pull()).resultId).toBe(id);
  });

  it('is sent its problems where an editor does not ask', async () => {
    await begin(typed, { capabilities: plain });
    await editor.until(() => editor.codes(uri)?.includes('unused-tag') === true);
  });

  it('answers on its names', async () => {
    await begin();
    const place = (words: string) => ({ textDocument: { uri }, position: at(words) });
    expect(JSON.stringify(await editor.request(HoverRequest.type, place('rents-doubled')))).toContain('Rents doubled.');
    const context = { includeDeclaration: false };
    const uses = (await editor.request(ReferencesRequest.type, { ...place('rent: '), context })) as Location[];
    expect(uses.map((use) => use.uri)).toEqual([folder.uriOf('a.transcript'), folder.uriOf('a.transcript')]);
    expect(await editor.request(DefinitionRequest.type, place('rents-doubled'))).toEqual([
      { uri, range: range('rents-doubled') },
    ]);
    expect(await editor.request(CallHierarchyPrepareRequest.type, place('rents-doubled'))).toMatchObject([{ uri }]);
  });

  it('knows people by their full names, too', async () => {
    await begin();
    const place = { textDocument: { uri }, position: at('Maria Mendez') };
    const context = { includeDeclaration: false };
    const card = (await editor.request(HoverRequest.type, place)) as Hover;
    expect([card.range, JSON.stringify(card.contents).includes('Maria Mendez')]).toEqual([range('Maria Mendez'), true]);
    expect(await editor.request(ReferencesRequest.type, { ...place, context })).toHaveLength(2);
    // An alias is no name of an entry.
    expect(await editor.request(PrepareRenameRequest.type, place)).toBeNull();
  });

  it('has swatches, and colours are written as they are picked', async () => {
    await begin();
    const colors = await editor.request(DocumentColorRequest.type, { textDocument: { uri } });
    expect(colors).toEqual([
      { range: range('#b5651d'), color: { red: 0xb5 / 255, green: 0x65 / 255, blue: 0x1d / 255, alpha: 1 } },
    ]);
    const picked = {
      textDocument: { uri },
      color: { red: 1, green: 0.5, blue: 0, alpha: 0.5 },
      range: range('#b5651d'),
    };
    expect(await editor.request(ColorPresentationRequest.type, picked)).toEqual([
      { label: '#ff8000', textEdit: { range: range('#b5651d'), newText: '#ff8000' } },
    ]);
  });

  it('is completed', async () => {
    await begin(`${typed}claims:\n  `);
    const position = positionAt(`${typed}claims:\n  `, typed.length + 10);
    const list = (await editor.request(CompletionRequest.type, { textDocument: { uri }, position })) as CompletionList;
    expect(list.items).toMatchObject([
      { label: 'rents-fair', textEdit: { newText: 'rents-fair: ', range: { start: position, end: position } } },
    ]);
  });

  it('has quick fixes', async () => {
    await begin();
    const params = { textDocument: { uri }, range: range('rents-fiar'), context: { diagnostics: [] } };
    const actions = (await editor.request(CodeActionRequest.type, params)) as CodeAction[];
    expect(actions.map(({ title }) => title)).toEqual([
      'Did you mean ^rents-fair?',
      'Add ^rents-fiar to the codebook',
      'Remove ^rents-fiar here',
    ]);
    expect(actions[0]?.edit?.documentChanges).toMatchObject([
      { textDocument: { uri }, edits: [{ range: range('rents-fiar'), newText: 'rents-fair' }] },
    ]);
  });

  it('leaves its structure to those who know YAML', async () => {
    await begin();
    expect(await editor.request(DocumentSymbolRequest.type, { textDocument: { uri } })).toBeNull();
    expect(await editor.request(SemanticTokensRequest.type, { textDocument: { uri } })).toBeNull();
  });
});
