import { symlinkSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { HoverRequest, WorkspaceSymbolRequest, type Hover } from 'vscode-languageserver/node';
import { methods, type RelatedPassage } from '../../server/lsp/protocol';
import { Editor, eventually, Folder, plain, type EditorOptions } from './editor';

const folders: Folder[] = [];
let editor: Editor;

function folderOf(files: Record<string, string | Buffer>): Folder {
  const folder = new Folder(files);
  folders.push(folder);
  return folder;
}

async function begin(options: EditorOptions): Promise<void> {
  editor = await Editor.start(options);
}

afterEach(async () => {
  await editor.stop();
  for (const folder of folders.splice(0)) folder.remove();
});

/** A transcript whose title tells which text it is. */
const titled = (title: string): string => `---\ntitle: ${title}\n---\nMM: One.\n\nMM: Two.\n`;

/** The titles of all interviews that the server knows. */
async function titles(): Promise<string[]> {
  const symbols = (await editor.request(WorkspaceSymbolRequest.type, { query: '' })) ?? [];
  return symbols.flatMap(({ name, kind }) => (kind === 1 ? [name] : [])).sort();
}

const becomes = (expected: string[]): Promise<void> =>
  eventually(async () => JSON.stringify(await titles()) === JSON.stringify(expected));

describe('files and documents', () => {
  it('lets an open document stand over the file, until it is closed', async () => {
    const folder = folderOf({ 'a.transcript': titled('on disk') });
    await begin({ folders: [folder.uri] });
    await editor.loaded(1);
    const uri = folder.uriOf('a.transcript');
    await editor.open(uri, titled('in the editor'));
    expect(await titles()).toEqual(['in the editor']);
    folder.write('a.transcript', titled('changed on disk'));
    folder.write('b.transcript', titled('other'));
    await editor.watched({ 'a.transcript': 'changed', 'b.transcript': 'created' }, folder);
    await becomes(['in the editor', 'other']);
    await editor.close(uri);
    await becomes(['changed on disk', 'other']);
  });

  it('keeps what is open though its file is deleted', async () => {
    const folder = folderOf({ 'a.transcript': titled('a') });
    await begin({ folders: [folder.uri] });
    const uri = folder.uriOf('a.transcript');
    await editor.open(uri, titled('open'));
    await editor.loaded(1);
    folder.remove('a.transcript');
    await editor.watched({ 'a.transcript': 'deleted' }, folder);
    expect(await titles()).toEqual(['open']);
    await editor.close(uri);
    await becomes([]);
  });

  it('forgets a document of no folder when it is closed', async () => {
    await begin({});
    await editor.open('untitled:Untitled-1', titled('draft'));
    expect(await titles()).toEqual(['draft']);
    await editor.close('untitled:Untitled-1');
    await becomes([]);
  });

  it('knows a file by whichever way an editor writes its URI', async () => {
    const folder = folderOf({ "it's [1] & é.transcript": titled('on disk') });
    await begin({ folders: [folder.uri] });
    await editor.loaded(1);
    const uri = `file://${folder.path}/it's%20[1]%20%26%20%C3%A9.transcript`;
    await editor.open(uri, titled('open'));
    expect(await titles()).toEqual(['open']);
    const [symbol] = (await editor.request(WorkspaceSymbolRequest.type, { query: 'open' })) ?? [];
    expect(symbol?.location.uri).toBe(uri);
  });
});

describe('what happens on the disk', () => {
  it('follows files that come, change, move and go', async () => {
    const folder = folderOf({ 'a.transcript': titled('a') });
    await begin({ folders: [folder.uri] });
    await editor.loaded(1);
    folder.write('deep/er/b.transcript', titled('b'));
    await editor.watched({ 'deep/er/b.transcript': 'created' }, folder);
    await becomes(['a', 'b']);
    folder.write('a.transcript', titled('a2'));
    await editor.watched({ 'a.transcript': 'changed' }, folder);
    await becomes(['a2', 'b']);
    await rename(join(folder.path, 'a.transcript'), join(folder.path, 'c.transcript'));
    await editor.watched({ 'a.transcript': 'deleted', 'c.transcript': 'created' }, folder);
    await becomes(['a2', 'b']);
    folder.remove('c.transcript');
    await editor.watched({ 'c.transcript': 'deleted' }, folder);
    await becomes(['b']);
    folder.remove('deep');
    await editor.watched({ deep: 'deleted' }, folder);
    await becomes([]);
  });

  it('follows a folder that the editor moves or deletes', async () => {
    const folder = folderOf({ 'one/a.transcript': titled('a'), 'one/b.transcript': titled('b') });
    await begin({ folders: [folder.uri] });
    await editor.loaded(2);
    const [oldUri, newUri] = [folder.uriOf('one'), folder.uriOf('two')];
    await rename(join(folder.path, 'one'), join(folder.path, 'two'));
    await editor.notify('workspace/didRenameFiles', { files: [{ oldUri, newUri }] });
    await eventually(async () => {
      const found = (await editor.request(WorkspaceSymbolRequest.type, { query: '' })) ?? [];
      return found.filter(({ location }) => location.uri.startsWith(newUri)).length >= 2;
    });
    folder.remove('two');
    await editor.notify('workspace/didDeleteFiles', { files: [{ uri: newUri }] });
    await becomes([]);
  });

  it('asks an editor that can to watch, and looks for itself when another one opens or saves', async () => {
    const folder = folderOf({});
    await begin({ folders: [folder.uri], options: { settings: { files: ['in/**/*.txt'] } } });
    await editor.until(() => editor.registrations.length > 0);
    const watchers = editor.registrations.flatMap(({ registrations }) =>
      registrations.map(({ registerOptions }) => (registerOptions as { watchers: unknown[] }).watchers),
    );
    expect(watchers).toEqual([[{ globPattern: 'in/**/*.txt' }, { globPattern: '**/codebook.{yaml,yml}' }]]);
    await editor.stop();

    await begin({ folders: [folder.uri], capabilities: plain });
    const uri = folder.uriOf('a.transcript');
    await editor.open(uri, titled('a'));
    folder.write('a.transcript', titled('a'));
    folder.write('b.transcript', titled('b'));
    await editor.notify('textDocument/didSave', { textDocument: { uri } });
    await becomes(['a', 'b']);
    folder.remove('b.transcript');
    folder.write('c.transcript', titled('c'));
    await editor.notify('textDocument/didSave', { textDocument: { uri } });
    await becomes(['a', 'c']);
    folder.write('c.transcript', titled('another c'));
    await editor.notify('textDocument/didSave', { textDocument: { uri } });
    await becomes(['a', 'another c']);
  });

  it('passes over what is none of its business, and survives what cannot be read', async () => {
    const folder = folderOf({
      'a.transcript': titled('a'),
      'notes.txt': titled('notes'),
      'node_modules/x/b.transcript': titled('b'),
      '.hidden/c.transcript': titled('c'),
      'bad.transcript': Buffer.from([0x4d, 0x4d, 0x3a, 0x20, 0xff, 0xfe, 0xc0]),
      'wide.transcript': Buffer.from('\ufeff' + titled('wide'), 'utf16le'),
      'mark.transcript': '\ufeff' + titled('mark'),
      'huge.transcript': Buffer.alloc(20 * 1024 * 1024 + 1, 'x'),
      'sub/d.transcript': titled('d'),
    });
    symlinkSync(folder.path, join(folder.path, 'sub/loop'));
    symlinkSync(join(folder.path, 'nowhere'), join(folder.path, 'dangling.transcript'));
    symlinkSync(join(folder.path, 'a.transcript'), join(folder.path, 'again.transcript'));
    await begin({ folders: [folder.uri] });
    await editor.loaded();
    expect(await titles()).toEqual(['a', 'd', 'mark', 'wide']);
    const [a] = (await editor.request(WorkspaceSymbolRequest.type, { query: 'a' })) ?? [];
    expect(a?.location.uri).toBe(folder.uriOf('a.transcript'));
    const log = editor.log.join('\n');
    expect(log).toMatch(/bad\.transcript is skipped/);
    expect(log).toMatch(/huge\.transcript is skipped/);
    expect(log).not.toContain('MM');
  });

  it('reads what a link leads to outside', async () => {
    const outside = folderOf({ 'x.transcript': titled('x') });
    const folder = folderOf({ 'a.transcript': titled('a') });
    symlinkSync(outside.path, join(folder.path, 'linked'));
    await begin({ folders: [folder.uri] });
    await editor.loaded(2);
    expect(await titles()).toEqual(['a', 'x']);
  });
});

describe('the text of closed files', () => {
  const claim = (words: string): string => `---\ntitle: ${words}\n---\nMM: ==${words}=={^rents}\n\nMM: More.\n`;
  const hoverAt = async (uri: string): Promise<string> => {
    const position = { line: 3, character: 8 };
    const hover = await editor.request(HoverRequest.type, { textDocument: { uri }, position });
    return JSON.stringify(hover?.contents ?? '');
  };

  it('is read again when it is shown', async () => {
    const folder = folderOf({ 'a.transcript': claim('Rents rose.'), 'b.transcript': claim('They doubled.') });
    await begin({ folders: [folder.uri] });
    await editor.loaded(2);
    await editor.open(folder.uriOf('a.transcript'), claim('Rents rose.'));
    expect(await hoverAt(folder.uriOf('a.transcript'))).toContain('They doubled.');
    // Nobody has opened this one.
    expect(await hoverAt(folder.uriOf('b.transcript'))).toContain('Rents rose.');
  });

  it('that has changed unseen is not shown as what it was, and is read anew', async () => {
    const folder = folderOf({ 'a.transcript': claim('Rents rose.'), 'b.transcript': claim('They doubled.') });
    await begin({ folders: [folder.uri] });
    await editor.loaded(2);
    const uri = folder.uriOf('a.transcript');
    await editor.open(uri, claim('Rents rose.'));
    folder.write('b.transcript', `Nobody expects this line.\n${claim('They tripled.')}`);
    // No watcher has told of it.
    const first = await hoverAt(uri);
    expect(first).not.toMatch(/doubled|tripled|Nobody/);
    await becomes(['Rents rose.', 'b']);
    await eventually(async () => (await hoverAt(uri)).includes('They tripled.'));
  });

  it('that is gone unseen is not shown', async () => {
    const folder = folderOf({ 'a.transcript': claim('Rents rose.'), 'b.transcript': claim('They doubled.') });
    await begin({ folders: [folder.uri] });
    await editor.loaded(2);
    const uri = folder.uriOf('a.transcript');
    await editor.open(uri, claim('Rents rose.'));
    folder.remove('b.transcript');
    expect(await hoverAt(uri)).not.toContain('doubled');
    await becomes(['Rents rose.']);
  });

  it('is not asked of an editor a second time', async () => {
    const asked: string[] = [];
    const files = new Map([
      ['vfs://host/a.transcript', claim('Rents rose.')],
      ['vfs://host/b.transcript', claim('They doubled.')],
    ]);
    await begin({
      folders: ['vfs://host'],
      files: { find: () => [...files.keys()], read: (uri) => (asked.push(uri), files.get(uri) ?? '') },
    });
    await editor.loaded(2);
    expect(await hoverAt('vfs://host/a.transcript')).toContain('They doubled.');
    expect(asked.sort()).toEqual([...files.keys()]);
  });
});

describe('folders and settings', () => {
  it('reads every folder, and follows those that are added and removed', async () => {
    const one = folderOf({ 'a.transcript': titled('a') });
    const two = folderOf({ 'b.transcript': titled('b'), 'codebook.yaml': 'tags:\n  housing: Where people live\n' });
    const three = folderOf({ 'c.transcript': titled('c') });
    await begin({ folders: [one.uri, two.uri] });
    await editor.loaded(2);
    expect(await titles()).toEqual(['a', 'b']);
    await editor.notify('workspace/didChangeWorkspaceFolders', {
      event: { added: [{ uri: three.uri + '/', name: 'three' }], removed: [{ uri: one.uri, name: 'one' }] },
    });
    await becomes(['b', 'c']);
  });

  it('reads the files that the settings name, from the beginning and when they change', async () => {
    const folder = folderOf({ 'a.transcript': titled('a'), 'in/b.txt': titled('b'), 'c.txt': titled('c') });
    await begin({ folders: [folder.uri], options: { settings: { files: ['in/*.txt'] } } });
    await editor.loaded(1);
    expect(await titles()).toEqual(['b']);
    await editor.notify('workspace/didChangeConfiguration', { settings: { files: ['*.transcript', '*.txt'] } });
    await becomes(['a', 'c']);
    // The editor watches other files from now on.
    await editor.until(() => editor.unregistrations === 1);
    const watched = JSON.stringify(editor.registrations.at(-1));
    expect(watched).toContain('*.transcript');
    expect(watched).not.toContain('in/*.txt');
  });
});

describe('an editor that reads the files', () => {
  /** A promise to be kept by the test. */
  function gate(): { opened: Promise<void>; open: () => void } {
    let open: () => void = () => undefined;
    const opened = new Promise<void>((resolve) => (open = resolve));
    return { opened, open };
  }

  it('is asked for every file, and answered while they are on their way', async () => {
    const { opened, open } = gate();
    const asked: string[] = [];
    const files = new Map([
      ['vfs://host/a.transcript', titled('a')],
      ['vfs://host/b.transcript', titled('b')],
    ]);
    await begin({
      folders: ['vfs://host'],
      files: {
        find: () => [...files.keys()],
        async read(uri) {
          asked.push(uri);
          await opened;
          return files.get(uri) ?? '';
        },
      },
    });
    await editor.open('vfs://host/open.transcript', 'MM: ==Rents rose.=={^rents}\n%claim rents: Rents rose.\n');
    const hover = (await editor.request(HoverRequest.type, {
      textDocument: { uri: 'vfs://host/open.transcript' },
      position: { line: 0, character: 21 },
    })) as Hover;
    expect(JSON.stringify(hover.contents)).toContain('Rents rose.');
    expect(editor.statuses.some(({ loading }) => loading)).toBe(true);
    // Loading takes long: the editor is told, whatever the time on the clock.
    await editor.until(() => editor.progress.some(({ kind }) => kind === 'begin'));
    expect(await titles()).toEqual(['open']);
    open();
    await editor.loaded(3);
    await editor.until(() => editor.progress.some(({ kind }) => kind === 'end'));
    expect(asked.sort()).toEqual([...files.keys()]);
  });

  it('is answered from what is loaded so far', async () => {
    const { opened, open } = gate();
    const files = new Map([
      [
        'vfs://host/a.transcript',
        'TF: They painted the ferry again. It goes to Lisbon, and 300 people fit in.\n\nTF: Yes.\n',
      ],
      ['vfs://host/b.transcript', 'MM: The green ferry to Lisbon seats 300 people, painted or not.\n\nMM: Yes.\n'],
    ]);
    await begin({
      folders: ['vfs://host'],
      files: {
        find: () => [...files.keys()],
        async read(uri) {
          if (uri.endsWith('b.transcript')) await opened;
          return files.get(uri) ?? '';
        },
      },
    });
    const uri = 'vfs://host/open.transcript';
    await editor.open(uri, 'MM: The ferry to Lisbon was painted green. It has 300 seats.\n\nMM: Yes.\n');
    await editor.until(() => editor.statuses.at(-1)?.interviews === 2);
    const related = async (): Promise<string[]> => {
      const position = { line: 0, character: 10 };
      const found = await editor.request<RelatedPassage[]>(methods.related, { textDocument: { uri }, position });
      return found.map((passage) => passage.uri).sort();
    };
    expect(await related()).toEqual(['vfs://host/a.transcript']);
    expect(editor.statuses.at(-1)?.loading).toBe(true);
    open();
    await editor.loaded(3);
    expect(await related()).toEqual([...files.keys()]);
  });

  it('may fail to find and to read', async () => {
    await begin({
      folders: ['vfs://host', 'vfs://gone'],
      files: {
        find: (folder) =>
          folder === 'vfs://gone'
            ? Promise.reject(new Error('SECRET'))
            : ['vfs://host/a.transcript', 'vfs://host/b.transcript'],
        read: (uri) => (uri.endsWith('a.transcript') ? Promise.reject(new Error('SECRET')) : titled('b')),
      },
    });
    await editor.loaded(1);
    expect(await titles()).toEqual(['b']);
    expect(editor.log.join('\n')).toMatch(/a\.transcript cannot be read/);
    expect(editor.log.join('\n')).not.toContain('SECRET');
  });

  it('is not overtaken by a read that was under way when the document was opened', async () => {
    const { opened, open } = gate();
    const reading = gate();
    await begin({
      folders: ['vfs://host'],
      files: {
        find: () => ['vfs://host/a.transcript'],
        async read() {
          reading.open();
          await opened;
          return titled('old');
        },
      },
    });
    await reading.opened;
    await editor.open('vfs://host/a.transcript', titled('new'));
    open();
    await editor.loaded(1);
    expect(await titles()).toEqual(['new']);
  });
});
