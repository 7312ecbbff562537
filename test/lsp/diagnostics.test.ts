import { afterEach, describe, expect, it } from 'vitest';
import {
  DocumentDiagnosticRequest,
  WorkspaceDiagnosticRequest,
  type Diagnostic,
  type DocumentDiagnosticReport,
  type WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver/node';
import { Editor, Folder, plain, type EditorOptions } from './editor';

const bare = 'MM: One ==bare== quote.\n\nMM: Two.\n';
const tagged = 'MM: One ==tagged=={#housing} quote.\n\nMM: Two.\n';
const codebook = 'tags:\n  housing: Where people live\n';

let folder: Folder;
let editor: Editor;

async function begin(files: Record<string, string>, options: EditorOptions = {}): Promise<void> {
  folder = new Folder(files);
  editor = await Editor.start({ folders: [folder.uri], ...options });
}

afterEach(async () => {
  await editor.stop();
  folder.remove();
});

const pull = (name: string, previousResultId?: string): Promise<DocumentDiagnosticReport> =>
  editor.request(DocumentDiagnosticRequest.type, { textDocument: { uri: folder.uriOf(name) }, previousResultId });

async function pullAll(
  previous: WorkspaceDocumentDiagnosticReport[] = [],
): Promise<WorkspaceDocumentDiagnosticReport[]> {
  const previousResultIds = previous.flatMap(({ uri, resultId }) =>
    resultId === undefined ? [] : [{ uri, value: resultId }],
  );
  return (await editor.request(WorkspaceDiagnosticRequest.type, { previousResultIds })).items;
}

const codes = (report: { items?: Diagnostic[] } | undefined): unknown[] | undefined =>
  report?.items?.map(({ code }) => code);

function find(
  reports: WorkspaceDocumentDiagnosticReport[],
  name: string,
): WorkspaceDocumentDiagnosticReport | undefined {
  return reports.find(({ uri }) => uri === folder.uriOf(name));
}

describe('an editor that pulls', () => {
  it('gets the problems of a document as it is now', async () => {
    await begin({ 'a.transcript': tagged });
    await editor.open(folder.uriOf('a.transcript'), bare);
    const first = await pull('a.transcript');
    expect(first).toMatchObject({
      kind: 'full',
      items: [
        {
          code: 'untagged-quote',
          source: 'throughline',
          severity: 3,
          range: { start: { line: 0, character: 8 }, end: { line: 0, character: 16 } },
        },
      ],
    });
    expect(await pull('a.transcript', first.resultId)).toEqual({ kind: 'unchanged', resultId: first.resultId });
    await editor.change(folder.uriOf('a.transcript'), '{#housing}', {
      start: { line: 0, character: 16 },
      end: { line: 0, character: 16 },
    });
    expect(await pull('a.transcript', first.resultId)).toMatchObject({ kind: 'full', items: [] });
  });

  it('gets the problems of closed files, and afterwards only what has changed', async () => {
    await begin({ 'a.transcript': bare, 'b.transcript': tagged, 'codebook.yaml': codebook });
    await editor.loaded(2);
    const first = await pullAll();
    expect(first.map(({ kind }) => kind)).toEqual(['full', 'full', 'full']);
    expect(codes(find(first, 'a.transcript') as { items: Diagnostic[] })).toEqual(['untagged-quote']);
    expect(find(first, 'a.transcript')?.version).toBeNull();

    const second = await pullAll(first);
    expect(second.map(({ kind }) => kind)).toEqual(['unchanged', 'unchanged', 'unchanged']);

    await editor.open(folder.uriOf('b.transcript'), bare);
    const third = await pullAll(second);
    // The codebook's tag is used nowhere now.
    expect(third.filter(({ kind }) => kind === 'full').map(({ uri }) => uri)).toEqual(
      ['codebook.yaml', 'b.transcript'].map((name) => folder.uriOf(name)),
    );
    expect(codes(find(third, 'codebook.yaml') as { items: Diagnostic[] })).toEqual(['unused-tag']);
    expect(find(third, 'b.transcript')).toMatchObject({ version: 1, items: [{ code: 'untagged-quote' }] });
  });

  it('is told to ask again when a codebook changes, and what it says then', async () => {
    await begin({ 'a.transcript': tagged });
    await editor.loaded(1);
    const first = await pullAll();
    expect(codes(find(first, 'a.transcript') as { items: Diagnostic[] })).toEqual([]);
    const told = editor.refreshes;
    await editor.open(folder.uriOf('codebook.yaml'), 'tags:\n  farming: Fields\n');
    await editor.until(() => editor.refreshes > told);
    const second = await pullAll(first);
    expect(codes(find(second, 'a.transcript') as { items: Diagnostic[] })).toEqual(['unknown-tag']);
    // Another change that does not concern it.
    await editor.change(folder.uriOf('codebook.yaml'), 'tags:\n  farming: Fields and woods\n');
    expect(find(await pullAll(second), 'a.transcript')).toMatchObject({ kind: 'unchanged' });
  });

  it('learns that a file is gone, once', async () => {
    await begin({ 'a.transcript': bare, 'b.transcript': bare });
    await editor.loaded(2);
    const first = await pullAll();
    folder.remove('a.transcript');
    await editor.watched({ 'a.transcript': 'deleted' }, folder);
    await editor.loaded(1);
    const second = await pullAll(first);
    expect(find(second, 'a.transcript')).toMatchObject({ kind: 'full', items: [] });
    const ids = [...second, ...first.filter(({ uri }) => !second.some((report) => report.uri === uri))];
    expect(find(await pullAll(ids), 'a.transcript')).toBeUndefined();
  });

  it('sees severities as the settings say', async () => {
    await begin(
      { 'a.transcript': bare + 'MM: More\n%nonsense\n' },
      { options: { settings: { severity: { 'untagged-quote': 'error', 'unknown-annotation': 'off' } } } },
    );
    await editor.open(folder.uriOf('a.transcript'), bare + 'MM: More\n%nonsense\n');
    expect(await pull('a.transcript')).toMatchObject({ items: [{ code: 'untagged-quote', severity: 1 }] });
    const told = editor.refreshes;
    await editor.notify('workspace/didChangeConfiguration', {
      settings: { throughline: { diagnostics: { severity: { 'untagged-quote': 'off' } } } },
    });
    await editor.until(() => editor.refreshes > told);
    expect(await pull('a.transcript')).toMatchObject({ items: [{ code: 'unknown-annotation', severity: 4 }] });
  });

  it('is sent nothing', async () => {
    await begin({ 'a.transcript': bare });
    await editor.open(folder.uriOf('b.transcript'), bare);
    await editor.loaded(2);
    await pullAll();
    expect(editor.published.size).toBe(0);
  });

  it('counts columns in UTF-16, and lines by any line end', async () => {
    const text = 'MM: One.\r\rMM: \u{1f600}e\u0301 ==bare== \u2028x\r\nMM: ==too==\n';
    await begin({});
    await editor.open(folder.uriOf('a.transcript'), text);
    const { items } = (await pull('a.transcript')) as { items: Diagnostic[] };
    expect(items.map(({ range }) => range)).toEqual([
      { start: { line: 2, character: 9 }, end: { line: 2, character: 17 } },
      { start: { line: 3, character: 4 }, end: { line: 3, character: 11 } },
    ]);
  });
});

describe('an editor that does not pull', () => {
  it('is sent the problems of open and closed files', async () => {
    await begin({ 'a.transcript': bare, 'b.transcript': tagged }, { capabilities: plain });
    await editor.open(folder.uriOf('c.transcript'), bare);
    await editor.until(() => editor.published.size === 2);
    expect(editor.codes(folder.uriOf('a.transcript'))).toEqual(['untagged-quote']);
    expect(editor.published.get(folder.uriOf('a.transcript'))?.version).toBeUndefined();
    expect(editor.published.get(folder.uriOf('c.transcript'))).toMatchObject({ version: 1 });
    // One without problems is not spoken of as long as it is closed.
    expect(editor.published.has(folder.uriOf('b.transcript'))).toBe(false);
  });

  it('is sent what follows from an edit, and the last edit is what counts', async () => {
    await begin({}, { capabilities: plain });
    const uri = folder.uriOf('a.transcript');
    await editor.open(uri, tagged);
    await editor.until(() => editor.published.has(uri));
    expect(editor.codes(uri)).toEqual([]);
    for (const text of [bare, tagged, bare]) await editor.change(uri, text);
    await editor.until(() => editor.codes(uri)?.length === 1);
    expect(editor.published.get(uri)?.version).toBe(4);
  });

  it('is told to forget those of a file that is gone', async () => {
    await begin({ 'a.transcript': bare }, { capabilities: plain });
    const uri = folder.uriOf('a.transcript');
    await editor.until(() => editor.codes(uri)?.length === 1);
    folder.remove('a.transcript');
    await editor.watched({ 'a.transcript': 'deleted' }, folder);
    await editor.until(() => editor.codes(uri)?.length === 0);
  });

  it('is sent those of all files again where a codebook changes', async () => {
    await begin({ 'a.transcript': tagged + '\nMM: ==bare==\n', 'codebook.yaml': codebook }, { capabilities: plain });
    const uri = folder.uriOf('a.transcript');
    await editor.until(() => editor.codes(uri)?.[0] === 'untagged-quote');
    folder.write('codebook.yaml', 'tags:\n  farming: Fields\n');
    await editor.watched({ 'codebook.yaml': 'changed' }, folder);
    await editor.until(() => editor.codes(uri)?.[0] === 'unknown-tag');
  });
});
