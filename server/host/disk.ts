/** Files of this machine. */
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { canonical } from './uri';
import { MOST_FILES, type FoundFile, type Host } from './host';
import { isSkippedFolder, matcher } from './matcher';

const DEEPEST = 32;

export const disk: Host = {
  async find(folder, globs) {
    const root = fileURLToPath(folder);
    // Rejects where the folder is gone or may not be read.
    const walk: Walk = { matches: matcher(globs), found: new Map(), seen: new Set([await realpath(root)]), links: [] };
    await enter(walk, root, '', 0);
    // Links last: what they point to is known by its own name where it lies in the folder too.
    for (let link = walk.links.shift(); link; link = walk.links.shift()) await follow(walk, link);
    return [...walk.found.values()];
  },
  read: (uri) => readFile(fileURLToPath(uri)),
};

/** A file or folder, by its full path and its path below the root. */
interface Item {
  full: string;
  path: string;
  depth: number;
}

interface Walk {
  matches: (path: string) => boolean;
  /** Real path -> file. */
  found: Map<string, FoundFile>;
  /** Real paths of folders: a link may lead back to one of them. */
  seen: Set<string>;
  links: Item[];
}

async function enter(walk: Walk, folder: string, below: string, depth: number): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  await Promise.all(
    entries.map(async (entry) => {
      const item = { full: join(folder, entry.name), path: below + entry.name, depth: depth + 1 };
      if (entry.isSymbolicLink()) walk.links.push(item);
      else if (entry.isDirectory()) await enterFolder(walk, item, item.full, entry.name);
      else if (entry.isFile()) await add(walk, item, item.full);
    }),
  );
}

async function enterFolder(walk: Walk, { full, path, depth }: Item, real: string, name: string): Promise<void> {
  if (isSkippedFolder(name) || depth > DEEPEST || walk.seen.has(real)) return;
  walk.seen.add(real);
  await enter(walk, full, path + '/', depth);
}

async function follow(walk: Walk, item: Item): Promise<void> {
  try {
    const real = await realpath(item.full);
    const name = item.path.slice(item.path.lastIndexOf('/') + 1);
    if ((await stat(real)).isDirectory()) await enterFolder(walk, item, real, name);
    else await add(walk, item, real);
  } catch {
    // A link to nowhere.
  }
}

async function add({ matches, found }: Walk, { full, path }: Item, real: string): Promise<void> {
  if (found.size >= MOST_FILES || found.has(real) || !matches(path)) return;
  const { size, mtimeMs, ino } = await stat(full).catch(() => ({ size: 0, mtimeMs: 0, ino: 0 }));
  found.set(real, { uri: canonical(pathToFileURL(full).href), size, stamp: `${mtimeMs} ${size} ${ino}` });
}
