/** Files in a folder of this machine that is ours. */
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Storage } from './storage';

/** In ms: a file that was not written to the end is not written any more. */
const ABANDONED = 3_600_000;
const PART = '.part';

/** @param folder its URI. It is made when something is written. */
export function diskStorage(folder: string): Storage {
  const root = fileURLToPath(folder);
  return {
    environment: environment(),
    async open(name) {
      const file = await open(join(root, name)).catch((error: unknown) => {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      });
      if (!file) return undefined;
      const { size } = await file.stat();
      return {
        size,
        async read(offset, length) {
          const bytes = new Uint8Array(length);
          let read = 0;
          while (read < length) {
            const { bytesRead } = await file.read(bytes, read, length - read, offset + read);
            if (bytesRead === 0) break;
            read += bytesRead;
          }
          return read === length ? bytes : bytes.slice(0, read);
        },
        close: () => file.close(),
      };
    },
    async write(name, chunks) {
      await mkdir(root, { recursive: true, mode: 0o700 });
      await clean(root);
      // Another window may write the same.
      const part = join(root, `${name}.${process.pid}${PART}`);
      try {
        // What is kept of files may be for no more eyes than they are.
        const file = await open(part, 'w', 0o600);
        try {
          for await (const chunk of chunks) await file.writeFile(chunk);
          await file.sync();
        } finally {
          await file.close();
        }
        await rename(part, join(root, name));
      } catch (error) {
        await rm(part, { force: true });
        throw error;
      }
    },
    remove: (name) => rm(join(root, name), { force: true }),
  };
}

/** Which characters are letters, and how they are folded, is told by tables of the runtime; numbers are stored as it has them in memory. */
function environment(): string {
  const order = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1 ? 'LE' : 'BE';
  return `${order} ${process.versions.unicode ?? ''} ${process.versions.icu ?? ''}`;
}

/** Removes what others have left half written. */
async function clean(root: string): Promise<void> {
  for (const name of await readdir(root)) {
    if (!name.endsWith(PART)) continue;
    const path = join(root, name);
    const left = await stat(path).catch(() => undefined);
    if (left && Date.now() - left.mtimeMs > ABANDONED) await rm(path, { force: true });
  }
}
