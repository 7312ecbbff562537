import { afterEach, describe, expect, it } from 'vitest';
import {
  LSPErrorCodes,
  PrepareRenameRequest,
  RenameRequest,
  type ClientCapabilities,
  type ResponseError,
  type TextDocumentEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import { methods, type RefactorParams } from '../../server/lsp/protocol';
import { Editor, eventually, Folder, plain, positionAt, rich } from './editor';

const first = 'MM: ==Rents doubled.=={#housing ^up} Well.\n\nMM: {a>Yes.<a #housing/rent}\n';
const second = 'AB: No.\n\nAB: ==They did not.=={-up #housing}\n%claim up: It rose.\n';
const codebook = '# Codes.\ntags:\n  housing: Where people live\nclaims: { up: It rose. }\n';

const able: ClientCapabilities = {
  ...rich,
  workspace: {
    ...rich.workspace,
    workspaceEdit: {
      documentChanges: true,
      resourceOperations: ['create'],
      changeAnnotationSupport: { groupsOnLabel: true },
    },
  },
  textDocument: { ...rich.textDocument, rename: { prepareSupport: true } },
};

let folder: Folder;
let editor: Editor & { result: { capabilities: { renameProvider?: unknown } } };

async function begin(capabilities = able): Promise<string> {
  folder = new Folder({ 'a.transcript': first, 'b.transcript': second, 'codebook.yaml': codebook });
  editor = await Editor.start({ folders: [folder.uri], capabilities });
  await editor.open(folder.uriOf('a.transcript'), first);
  await editor.loaded(2);
  return folder.uriOf('a.transcript');
}

afterEach(async () => {
  await editor.stop();
  folder.remove();
});

const at = (words: string) => positionAt(first, first.indexOf(words) + 1);

const rename = (uri: string, words: string, newName: string): Promise<WorkspaceEdit | null> =>
  editor.request(RenameRequest.type, { textDocument: { uri }, position: at(words), newName });

const refactor = (params: RefactorParams): Promise<WorkspaceEdit | null> => editor.request(methods.refactor, params);

/** The error that a request ends with. */
async function failure(request: Promise<unknown>): Promise<ResponseError<void>> {
  return request.then(
    () => {
      throw new Error('It did not fail.');
    },
    (error: unknown) => error as ResponseError<void>,
  );
}

/** What is written, by the name of the file. */
function written(edit: WorkspaceEdit | null): Record<string, string[]> {
  const files: [string, { newText: string }[]][] = edit?.documentChanges
    ? (edit.documentChanges as TextDocumentEdit[])
        .filter((change) => 'edits' in change)
        .map(({ textDocument, edits }) => [textDocument.uri, edits as { newText: string }[]])
    : Object.entries(edit?.changes ?? {});
  return Object.fromEntries(
    files.map(([uri, edits]) => [uri.slice(uri.lastIndexOf('/') + 1), edits.map(({ newText }) => newText)]),
  );
}

describe('rename', () => {
  it('tells first what has a name', async () => {
    const uri = await begin();
    expect(editor.result.capabilities.renameProvider).toEqual({ prepareProvider: true });
    const prepare = (words: string): Promise<unknown> =>
      editor.request(PrepareRenameRequest.type, { textDocument: { uri }, position: at(words) });
    const start = positionAt(first, first.indexOf('housing'));
    const range = { start, end: { ...start, character: start.character + 'housing'.length } };
    expect(await prepare('#housing')).toEqual({ range, placeholder: 'housing' });
    expect(await prepare('MM')).toMatchObject({ placeholder: 'MM' });
    expect(await prepare('Rents')).toBeNull();
    expect(await rename(uri, 'Rents', 'other')).toBeNull();
  });

  it('edits open and closed files and the codebook, for the texts that it saw', async () => {
    const uri = await begin();
    const edit = await rename(uri, '#housing', 'living');
    expect(written(edit)).toEqual({
      'a.transcript': ['living', 'living/rent'],
      'b.transcript': ['living'],
      'codebook.yaml': ['living'],
    });
    const [review, ...changes] = edit?.documentChanges ?? [];
    expect(changes.map((change) => (change as TextDocumentEdit).textDocument.version)).toEqual([1, null, null]);
    const edits = changes.flatMap((change) => (change as TextDocumentEdit).edits);
    const ids = new Set(edits.map((one) => ('annotationId' in one ? one.annotationId : '')));
    // What asks for the preview is no edit: an edit that did would be shown unchecked.
    const about = { label: 'Rename', description: '4 places in 3 files' };
    expect([...ids].map((id) => edit?.changeAnnotations?.[id ?? ''])).toEqual([{ ...about, needsConfirmation: false }]);
    expect(review).toMatchObject({ kind: 'create', uri, options: { ignoreIfExists: true } });
    const id = (review as { annotationId?: string }).annotationId ?? '';
    expect(edit?.changeAnnotations?.[id]).toEqual({ ...about, needsConfirmation: true });
  });

  it('asks for no preview where the editor makes no files', async () => {
    const workspace = { ...able.workspace, workspaceEdit: { documentChanges: true, changeAnnotationSupport: {} } };
    const uri = await begin({ ...able, workspace });
    const edit = await rename(uri, '#housing', 'living');
    expect(edit?.documentChanges?.every((change) => 'edits' in change)).toBe(true);
    expect(Object.values(edit?.changeAnnotations ?? {})).toMatchObject([{ needsConfirmation: false }]);
  });

  it('tells whether the files still say what the last edit is for', async () => {
    const uri = await begin();
    const holds = (): Promise<boolean> => editor.request(methods.holds, null);
    await rename(uri, '#housing', 'living');
    expect(await holds()).toBe(true);
    // Opened with the same words; then with others, and a closed file of the same length that nobody tells of.
    await editor.open(folder.uriOf('b.transcript'), second);
    expect(await holds()).toBe(true);
    await editor.change(folder.uriOf('b.transcript'), `${second}%memo: x\n`);
    expect(await holds()).toBe(false);
    await rename(uri, '#housing', 'living');
    expect(await holds()).toBe(true);
    folder.write('codebook.yaml', codebook.replace('Codes', 'Notes'));
    expect(await holds()).toBe(false);
  });

  it('takes in what is typed while it works', async () => {
    const files = Array.from({ length: 150 }, (_, number) => [`${number}.transcript`, `AB: x\n\n${second.repeat(40)}`]);
    folder = new Folder({ 'a.transcript': first, ...Object.fromEntries(files) });
    editor = await Editor.start({ folders: [folder.uri], capabilities: able });
    const uri = folder.uriOf('a.transcript');
    await editor.open(uri, first);
    await editor.loaded(151);
    const work = rename(uri, '#housing', 'living');
    const typed = editor.change(uri, `MM: Before.\n\n${first}`);
    const edit = await work;
    await typed;
    const here = edit?.documentChanges?.find((change) => 'edits' in change && change.textDocument.uri === uri);
    const { textDocument, edits } = here as TextDocumentEdit;
    // Whichever came first, the version tells.
    expect(edits[0]?.range.start.line).toBe(textDocument.version === 2 ? 2 : 0);
    expect(edit?.documentChanges).toHaveLength(1 + 151);
  });

  it('asks nobody to confirm what one file shows', async () => {
    const uri = await begin();
    const edit = await rename(uri, 'MM', 'Maria');
    expect(written(edit)).toEqual({ 'a.transcript': ['Maria', 'Maria'] });
    expect(Object.values(edit?.changeAnnotations ?? {})).toMatchObject([{ needsConfirmation: false }]);
    expect(written(await rename(uri, 'a>', 'b'))).toEqual({ 'a.transcript': ['b', 'b'] });
  });

  it('is plain for an editor that knows no versions', async () => {
    const uri = await begin(plain);
    expect(editor.result.capabilities.renameProvider).toBe(true);
    const edit = await rename(uri, '^up', 'risen');
    expect(Object.keys(edit ?? {})).toEqual(['changes']);
    expect(written(edit)).toEqual({
      'a.transcript': ['risen'],
      'b.transcript': ['risen', 'risen'],
      'codebook.yaml': ['risen'],
    });
  });

  it('says why not, without words of the transcript', async () => {
    const uri = await begin();
    const bad = await failure(rename(uri, '#housing', 'two words'));
    expect(bad.code).toBe(LSPErrorCodes.RequestFailed);
    expect(bad.message).toMatch(/letters, digits/);
    expect((await failure(rename(uri, 'MM', 'no one, really'))).message).toMatch(/does not look like a name/);
    expect(editor.log).toEqual([]);
  });

  it.each(['b.transcript', 'codebook.yaml'])(
    'changes nothing where %s has changed unseen, until it is read',
    async (name) => {
      const uri = await begin();
      folder.write(name, name === 'codebook.yaml' ? codebook.replace('Codes', 'Notes') : `CD: Before.\n\n${second}`);
      expect((await failure(rename(uri, '#housing', 'living'))).message).toMatch(/has changed on the disk/);
      let edit: WorkspaceEdit | null = null;
      await eventually(async () => {
        edit = await rename(uri, '#housing', 'living').catch(() => null);
        return edit !== null;
      });
      expect(Object.keys(written(edit))).toEqual(['a.transcript', 'b.transcript', 'codebook.yaml']);
    },
  );

  it('follows what is typed', async () => {
    const uri = await begin();
    await editor.change(uri, `MM: Before.\n\n${first}`);
    const edit = await editor.request<WorkspaceEdit>('textDocument/rename', {
      textDocument: { uri },
      position: { ...at('#housing'), line: 2 },
      newName: 'living',
    });
    const [, change] = edit.documentChanges as TextDocumentEdit[];
    expect(change?.textDocument.version).toBe(2);
    expect(change?.edits.map(({ range }) => range.start.line)).toEqual([2, 4]);
  });
});

describe('refactoring', () => {
  it('merges, moves and deletes', async () => {
    await begin();
    expect(written(await refactor({ kind: 'merge', what: 'tag', name: 'housing/rent', into: 'housing' }))).toEqual({
      'a.transcript': ['housing'],
    });
    expect(written(await refactor({ kind: 'move', what: 'tag', name: 'housing', into: 'living' }))).toEqual({
      'a.transcript': ['living/housing', 'living/housing/rent'],
      'b.transcript': ['living/housing'],
      'codebook.yaml': ['living/housing'],
    });
    const deleted = await refactor({ kind: 'delete', what: 'claim', name: 'up' });
    expect(written(deleted)).toEqual({ 'a.transcript': [''], 'b.transcript': ['', ''], 'codebook.yaml': [''] });
    expect(Object.values(deleted?.changeAnnotations ?? {})).toMatchObject([
      { label: 'Delete claim' },
      { label: 'Delete claim' },
    ]);
    expect(written(await refactor({ kind: 'rename', what: 'tag', name: 'housing', into: '#living' }))).toEqual({
      'a.transcript': ['living', 'living/rent'],
      'b.transcript': ['living'],
      'codebook.yaml': ['living'],
    });
  });

  it('says why not', async () => {
    await begin();
    const missing = await failure(refactor({ kind: 'merge', what: 'tag', name: 'housing', into: 'none' }));
    expect(missing.message).toBe('There is no tag of this name.');
    expect(await refactor({ kind: 'merge', what: 'tag', name: 'housing' })).toBeNull();
    expect(await refactor({ kind: 'move', what: 'claim', name: 'up', into: 'down' })).toBeNull();
  });
});
