import { readdirSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { diskStorage } from '../../server/host/disk-storage';
import type { StoredFile } from '../../server/host/storage';
import { Folder } from '../lsp/editor';

const folder = new Folder();
afterEach(() => folder.remove());

async function* chunks(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) {
    await Promise.resolve();
    yield new TextEncoder().encode(text);
  }
}

async function textOf(file: StoredFile | undefined): Promise<string | undefined> {
  if (!file) return undefined;
  const bytes = await file.read(0, file.size);
  await file.close();
  return new TextDecoder().decode(bytes);
}

describe('a folder to keep things in', () => {
  const storage = diskStorage(`${folder.uri}/new%20folder`);
  const path = join(folder.path, 'new folder');

  it('is made when something is written', async () => {
    expect(await storage.open('a.bin')).toBeUndefined();
    await storage.remove('a.bin');
    await storage.write('a.bin', chunks('one ', 'two'));
    expect(await textOf(await storage.open('a.bin'))).toBe('one two');
    expect(readdirSync(path)).toEqual(['a.bin']);
    await storage.remove('a.bin');
    expect(readdirSync(path)).toEqual([]);
  });

  it.skipIf(process.platform === 'win32')('lets nobody else read', async () => {
    await storage.write('a.bin', chunks('x'));
    expect([path, join(path, 'a.bin')].map((name) => statSync(name).mode & 0o077)).toEqual([0, 0]);
  });

  it('gives ranges, and less where the file ends', async () => {
    await storage.write('a.bin', chunks('0123456789'));
    const file = (await storage.open('a.bin')) as StoredFile;
    const range = async (offset: number, length: number): Promise<string> =>
      new TextDecoder().decode(await file.read(offset, length));
    expect([file.size, await range(2, 3), await range(8, 5), await range(20, 5)]).toEqual([10, '234', '89', '']);
    expect((await file.read(2, 3)).byteOffset).toBe(0);
    await file.close();
  });

  it('keeps the file before where the writing fails', async () => {
    await storage.write('a.bin', chunks('before'));
    async function* failing(): AsyncGenerator<Uint8Array> {
      yield* chunks('half');
      throw new Error('no more');
    }
    await expect(storage.write('a.bin', failing())).rejects.toThrow('no more');
    expect(await textOf(await storage.open('a.bin'))).toBe('before');
    expect(readdirSync(path)).toEqual(['a.bin']);
  });

  // Windows may refuse to put a file in the place of one that is open; then the writing fails as above.
  it.skipIf(process.platform === 'win32')('lets a file be read on that another one took the place of', async () => {
    await storage.write('a.bin', chunks('before'));
    const file = await storage.open('a.bin');
    await storage.write('a.bin', chunks('after'));
    expect([await textOf(file), await textOf(await storage.open('a.bin'))]).toEqual(['before', 'after']);
  });

  it('removes what was left half written long ago', async () => {
    folder.write('new folder/a.bin.1.part', 'old');
    folder.write('new folder/a.bin.2.part', 'of another window');
    const old = new Date(Date.now() - 2 * 3_600_000);
    utimesSync(join(path, 'a.bin.1.part'), old, old);
    await storage.write('b.bin', chunks('x'));
    expect(readdirSync(path).sort()).toEqual(['a.bin.2.part', 'b.bin']);
  });
});
