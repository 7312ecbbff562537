/** The built server keeps an archive in the folder that the editor gives it. */
import { existsSync, readdirSync, readFileSync, utimesSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import { WorkspaceSymbolRequest } from 'vscode-languageserver/node';
import { STORED } from '../../server/lsp/keeping';
import { methods } from '../../server/lsp/protocol';
import { Editor, Folder } from './editor';

const folders: Folder[] = [];
let editor: Editor | undefined;

afterEach(async () => {
  await editor?.stop();
  editor = undefined;
  for (const folder of folders.splice(0)) folder.remove();
});

const seeds = resolve(import.meta.dirname, '../../seeds');
const texts = readdirSync(seeds)
  .filter((name) => name.endsWith('.transcript'))
  .map((name) => readFileSync(join(seeds, name), 'utf8'));

it('starts again without reading what has not changed, and as at first where nothing was kept', async () => {
  const archive = new Folder();
  const storage = new Folder();
  folders.push(archive, storage);
  let length = 0;
  let count = 0;
  // Less is not worth it.
  while (length < 2_500_000) {
    const text = texts[count % texts.length] ?? '';
    archive.write(`${count++}.transcript`, text);
    length += text.length;
  }
  const last = `${count}.transcript`;
  const write = (title: string): void => {
    archive.write(last, `---\ntitle: ${title}\n---\nMM: One.\n`);
    utimesSync(join(archive.path, last), 1_000_000_000, 1_000_000_000);
  };
  write('Before');

  const start = async (): Promise<unknown> => {
    editor = await Editor.start({ folders: [archive.uri], options: { storage: storage.uri } });
    await editor.loaded(count + 1);
    const uri = archive.uriOf('0.transcript');
    const answers = [];
    for (let line = 10; line < 60; line += 10) {
      const params = { textDocument: { uri }, position: { line, character: 10 } };
      answers.push(await editor.request(methods.related, params));
    }
    return answers;
  };
  const titles = async (): Promise<string[]> => {
    const found = (await editor?.request(WorkspaceSymbolRequest.type, { query: '' })) ?? [];
    return found.map(({ name }) => name).filter((name) => name === 'Before' || name === 'Behind');
  };

  const first = await start();
  expect(JSON.stringify(first)).toContain('transcript');
  while (!existsSync(join(storage.path, STORED))) await sleep(50);
  // The build tells which code has written it.
  expect(readFileSync(join(storage.path, STORED), 'latin1')).toMatch(/"version":"[0-9a-f]{64} /);
  await editor?.stop();

  // Nobody can see from outside that this file has changed: so it is not read.
  write('Behind');
  expect(await start()).toEqual(first);
  expect(await titles()).toEqual(['Before']);
  await editor?.stop();

  storage.remove(STORED);
  expect(await start()).toEqual(first);
  expect(await titles()).toEqual(['Behind']);
});
