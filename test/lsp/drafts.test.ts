import { afterEach, describe, expect, it } from 'vitest';
import type { CodeAction, Diagnostic, DocumentDiagnosticReport, TextDocumentEdit } from 'vscode-languageserver/node';
import { Editor, eventually, Folder, plain, rich, type EditorOptions } from './editor';

const editors: Editor[] = [];
const folders: Folder[] = [];
afterEach(async () => {
  for (const editor of editors.splice(0)) await editor.stop();
  for (const folder of folders.splice(0)) folder.remove();
});

async function start(files: Record<string, string>, options: EditorOptions = {}) {
  const folder = new Folder(files);
  folders.push(folder);
  const editor = await Editor.start({ folders: [folder.uri], ...options });
  editors.push(editor);
  await editor.loaded();
  const open = (name: string, text: string, languageId = 'markdown'): Promise<void> =>
    editor.notify('textDocument/didOpen', { textDocument: { uri: folder.uriOf(name), languageId, version: 1, text } });
  const pull = async (name: string): Promise<Diagnostic[]> => {
    const params = { textDocument: { uri: folder.uriOf(name) } };
    const report = await editor.request<DocumentDiagnosticReport>('textDocument/diagnostic', params);
    return report.kind === 'full' ? report.items : [];
  };
  const actions = (name: string, diagnostic: Diagnostic): Promise<CodeAction[]> =>
    editor.request('textDocument/codeAction', {
      textDocument: { uri: folder.uriOf(name) },
      range: diagnostic.range,
      context: { diagnostics: [diagnostic] },
    });
  return { folder, editor, open, pull, actions };
}

const transcript = '---\ntitle: Rents\n---\nMM: The rent ==doubled=={#a}, they say.\n\nMM: Nobody told us.\n';
const draft = 'So “the rent trebled” ([Rents](<in a/07.transcript#L4>)).\n';

describe('drafts', () => {
  it('are told what they misquote, and mended', async () => {
    const { open, pull, actions } = await start({ 'in a/07.transcript': transcript });
    await open('draft.md', draft);
    const [found, ...others] = await pull('draft.md');
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      code: 'misquoted',
      severity: 2,
      range: { start: { line: 0, character: 13 }, end: { line: 0, character: 20 } },
    });
    expect(found!.message).not.toContain('doubled');
    const [action] = await actions('draft.md', found!);
    const [edit] = (action!.edit!.documentChanges as TextDocumentEdit[])[0]!.edits;
    expect(action).toMatchObject({ kind: 'quickfix', isPreferred: true });
    expect(edit).toEqual({ range: found!.range, newText: 'doubled' });
  });

  it('show the nearest passage where the editor can', async () => {
    const capabilities = { ...rich, textDocument: { ...rich.textDocument, diagnostic: { relatedInformation: true } } };
    const { open, pull } = await start({ 'in a/07.transcript': transcript }, { capabilities } as EditorOptions);
    await open('draft.md', draft);
    const [found] = await pull('draft.md');
    expect(found!.relatedInformation).toMatchObject([{ message: 'The rent doubled' }]);
  });

  it('follow the interviews that they quote', async () => {
    const { folder, editor, open, pull } = await start({ 'in a/07.transcript': transcript });
    await open('draft.md', draft);
    const before = editor.refreshes;
    folder.write('in a/07.transcript', transcript.replace('doubled', 'trebled'));
    await editor.watched({ 'in a/07.transcript': 'changed' }, folder);
    await editor.until(() => editor.refreshes > before);
    expect(await pull('draft.md')).toEqual([]);
  });

  it('are sent theirs where the editor does not ask, and no interviews', async () => {
    const { folder, editor, open } = await start({ 'in a/07.transcript': transcript }, { capabilities: plain });
    await open('draft.md', draft);
    await open('other.md', '# Notes\n\nMM: ==words==\n');
    await editor.until(() => editor.codes(folder.uriOf('draft.md')) !== undefined);
    expect(editor.codes(folder.uriOf('draft.md'))).toEqual(['misquoted']);
    expect(editor.codes(folder.uriOf('other.md'))).toBeUndefined();
    expect(editor.statuses.at(-1)!.interviews).toBe(1);
    await editor.close(folder.uriOf('draft.md'));
    await editor.until(() => editor.codes(folder.uriOf('draft.md'))?.length === 0);
  });

  it('are asked for where the editor takes further languages', async () => {
    const textDocument = { ...rich.textDocument, synchronization: { dynamicRegistration: true } };
    const { editor } = await start({ 'a.transcript': transcript }, { capabilities: { ...rich, textDocument } });
    const wanted = editor.registrations
      .flatMap(({ registrations }) => registrations)
      .filter(({ method }) => method.startsWith('textDocument/'));
    expect(wanted.map(({ method }) => method).sort()).toEqual([
      'textDocument/codeAction',
      'textDocument/diagnostic',
      'textDocument/didChange',
      'textDocument/didClose',
      'textDocument/didOpen',
    ]);
    for (const { registerOptions } of wanted)
      expect((registerOptions as { documentSelector: object[] }).documentSelector).toContainEqual({
        language: 'markdown',
        scheme: 'file',
      });
  });

  it('are interviews where the setting says so', async () => {
    const { editor, open } = await start({ 'a.md': transcript }, { options: { settings: { files: ['**/*.md'] } } });
    await open('a.md', transcript);
    expect(editor.statuses.at(-1)!.interviews).toBe(1);
  });
});

describe('the original of an open transcript', () => {
  const named = (original: string): string => transcript.replace('title: Rents', `title: Rents\noriginal: ${original}`);
  const raw = 'MM: The rent doubled, they say.\r\n\r\nMM: Nobody told us.\r\n';
  const codes = async (pull: (name: string) => Promise<Diagnostic[]>): Promise<unknown[]> =>
    (await pull('a.transcript')).map(({ code }) => code);

  it('is compared, followed, and can be looked at', async () => {
    const { folder, editor, open, pull, actions } = await start(
      { 'a.transcript': named('raw/a.txt'), 'raw/a.txt': raw.replace('Nobody', 'Somebody') },
      { options: { commands: true } },
    );
    await open('a.transcript', named('raw/a.txt'), 'transcript');
    await eventually(async () => (await codes(pull)).includes('edited-original'));
    const [found] = await pull('a.transcript');
    expect(found!.range).toEqual({ start: { line: 6, character: 4 }, end: { line: 6, character: 10 } });
    const fixes = await actions('a.transcript', found!);
    expect(fixes.map(({ command }) => command?.command)).toContain('throughline.compareOriginal');
    expect(
      await editor.request('throughline/original', { textDocument: { uri: folder.uriOf('a.transcript') } }),
    ).toEqual({
      uri: folder.uriOf('raw/a.txt'),
    });
    await eventually(() => Promise.resolve(JSON.stringify(editor.registrations).includes('**/a.txt')));
    folder.write('raw/a.txt', raw);
    await editor.watched({ 'raw/a.txt': 'changed' }, folder);
    await eventually(async () => (await codes(pull)).length === 0);
    await editor.change(folder.uriOf('a.transcript'), named('raw/a.txt').replace('Nobody', 'She'));
    expect(await codes(pull)).toEqual(['edited-original']);
    await editor.close(folder.uriOf('a.transcript'));
    await eventually(async () => (await codes(pull)).length === 0);
  });

  it('is not read where it lies outside the workspace, or is missing', async () => {
    const outside = new Folder({ 'a.txt': 'other' });
    folders.push(outside);
    for (const name of [
      outside.uriOf('a.txt'),
      `../${outside.path.split('/').at(-1)!}/a.txt`,
      'missing.txt',
      'https://x.y/a.txt',
    ]) {
      const { folder, editor, open, pull } = await start({
        'a.transcript': 'AB: So.\n',
        'b.txt': raw,
        'b.transcript': named('b.txt') + 'x',
      });
      await open('b.transcript', named('b.txt') + 'x', 'transcript');
      await open('a.transcript', named(name), 'transcript');
      expect(await codes(pull)).toEqual([]);
      // What is read is read by now.
      await eventually(async () => (await pull('b.transcript')).some(({ code }) => code === 'edited-original'));
      expect(await codes(pull)).toEqual([]);
      const { uri } = await editor.request<{ uri: string | null }>('throughline/original', {
        textDocument: { uri: folder.uriOf('a.transcript') },
      });
      expect(uri === null || uri === folder.uriOf('missing.txt')).toBe(true);
    }
  });
});
