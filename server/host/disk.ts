/** Files of this machine. */
import { readFileSync, statSync } from 'node:fs';
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { diskStorage } from './disk-storage';
import { canonical } from './uri';
import { LARGEST_FILE, MOST_FILES, type FoundFile, type Host } from './host';
import { isSkippedFolder, matcher } from './matcher';

/** How deep folders are looked into, how many of them in all, and how many at once. */
const DEEPEST = 32;
const MOST_FOLDERS = 50_000;
const AT_ONCE = 32;

export const disk: Host = {
  async find(folder, globs) {
    const full = fileURLToPath(folder);
    // Rejects where the folder is gone or may not be read.
    const real = await realpath(full);
    const walk: Walk = { matches: matcher(globs), found: new Map(), seen: new Set([real]), links: [] };
    await enterAll(walk, [{ full, path: '' }]);
    // Links last: what they point to is known by its own name where it lies in the folder too.
    for (let link = walk.links.shift(); link; link = walk.links.shift()) await follow(walk, link);
    return [...walk.found.values()];
  },
  read: (uri) => readFile(fileURLToPath(uri)),
  readNow(uri) {
    try {
      const path = fileURLToPath(uri);
      const found = statSync(path);
      // Of what has become a pipe, a read may never end.
      return found.isFile() && found.size <= LARGEST_FILE ? readFileSync(path) : undefined;
    } catch {
      return undefined;
    }
  },
  storage: diskStorage,
};

/** A file or folder, by its full path and its path below the root. */
interface Item {
  full: string;
  path: string;
}

interface Walk {
  matches: (path: string) => boolean;
  /** Real path -> file. */
  found: Map<string, FoundFile>;
  /** Real paths of folders: a link may lead back to one of them. */
  seen: Set<string>;
  links: Item[];
}

/** Looks into folders and all that they hold, level by level. */
async function enterAll(walk: Walk, roots: Item[]): Promise<void> {
  let level = roots;
  for (let depth = 0; level.length > 0 && depth < DEEPEST; depth++) {
    const next: Item[] = [];
    for (let at = 0; at < level.length; at += AT_ONCE) {
      const inside = await Promise.all(level.slice(at, at + AT_ONCE).map((folder) => enter(walk, folder)));
      next.push(...inside.flat());
    }
    level = next;
  }
}

/** Takes the files of a folder, and gives its folders. */
async function enter(walk: Walk, { full, path }: Item): Promise<Item[]> {
  const entries = await readdir(full, { withFileTypes: true }).catch(() => []);
  const folders: Item[] = [];
  for (const entry of entries) {
    const item = { full: join(full, entry.name), path: path === '' ? entry.name : `${path}/${entry.name}` };
    if (entry.isSymbolicLink()) walk.links.push(item);
    else if (entry.isFile()) await add(walk, item, item.full);
    else if (entry.isDirectory() && isNew(walk, entry.name, item.full)) folders.push(item);
  }
  return folders;
}

/** Whether a folder is to be looked into; it is not a second time. */
function isNew({ seen }: Walk, name: string, real: string): boolean {
  if (isSkippedFolder(name) || seen.size >= MOST_FOLDERS || seen.has(real)) return false;
  seen.add(real);
  return true;
}

async function follow(walk: Walk, item: Item): Promise<void> {
  try {
    const real = await realpath(item.full);
    const name = item.path.slice(item.path.lastIndexOf('/') + 1);
    if (!(await stat(real)).isDirectory()) await add(walk, item, real);
    else if (isNew(walk, name, real)) await enterAll(walk, [item]);
  } catch {
    // A link to nowhere.
  }
}

async function add({ matches, found }: Walk, { full, path }: Item, real: string): Promise<void> {
  if (found.size >= MOST_FILES || found.has(real) || !matches(path)) return;
  const { size, mtimeMs, ino } = await stat(full).catch(() => ({ size: 0, mtimeMs: 0, ino: 0 }));
  found.set(real, { uri: canonical(pathToFileURL(full).href), size, stamp: `${mtimeMs} ${size} ${ino}` });
}
