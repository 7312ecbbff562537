/** Files: the only place where the command line touches the disk. */
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, extname, join, relative, resolve } from 'node:path';
import { decode, type DecodedText } from '../formats/encoding';
import { Failure } from './command';

export const TRANSCRIPTS: readonly string[] = ['.transcript'];
/** Not `.md`: beside interviews that is a README, as a rule. */
export const RAW_FILES: readonly string[] = ['.txt', '.text'];

const NEVER_SEARCHED = new Set(['node_modules', '.git']);

/** What went wrong with a file, in words. */
const REASONS: Partial<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  ENOTDIR: 'a part of the path is no folder',
  EISDIR: 'this is a folder, and a file is wanted',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space is left on the device',
  EMFILE: 'too many files are open',
  ELOOP: 'symbolic links go round in circles',
  ENAMETOOLONG: 'the name is too long',
};

/** Does something with a file; an error of the system becomes one that a person can read. */
function attempt<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Failure) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? '';
    throw new Failure(`${path}: ${REASONS[code] ?? `it could not be used (${code || 'unknown error'})`}`);
  }
}

export function isFolder(path: string): boolean {
  return attempt(path, () => statSync(path)).isDirectory();
}

export const exists: (path: string) => boolean = existsSync;

/** A key that is the same for one file, however its path is written. */
export function identity(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path);
  }
}

export function readBytes(path: string): Uint8Array {
  return attempt(path, () => readFileSync(path));
}

/** The text of a file with its encoding; UTF-8, or UTF-16 with a byte order mark. */
export function readText(path: string): DecodedText {
  const decoded = decode(readBytes(path));
  if ('error' in decoded) throw new Failure(`${path}: ${decoded.error}`);
  return decoded;
}

/** All of stdin. */
export function readInput(): DecodedText {
  const decoded = decode(attempt('stdin', () => readFileSync(0)));
  if ('error' in decoded) throw new Failure(`stdin: ${decoded.error}`);
  return decoded;
}

/**
 * The files of a folder and its subfolders whose names end so, as paths that begin with `folder` as it is written; in order of their
 * paths. Folders behind symbolic links are left out: they may lead back.
 */
export function filesIn(folder: string, wanted: (name: string) => boolean): string[] {
  const found: string[] = [];
  const search = (at: string): void => {
    const entries = attempt(at, () => readdirSync(at, { withFileTypes: true }));
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = at.endsWith('/') ? at + entry.name : join(at, entry.name);
      if (entry.isDirectory()) {
        if (!NEVER_SEARCHED.has(entry.name)) search(path);
      } else if (wanted(entry.name) && (entry.isFile() || statSync(path, { throwIfNoEntry: false })?.isFile())) {
        found.push(path);
      }
    }
  };
  search(folder);
  return found;
}

export function hasEnding(endings: readonly string[]): (name: string) => boolean {
  return (name) => endings.includes(extname(name).toLowerCase());
}

/** A file to make of another: `interviews/a.txt` becomes `interviews/a.transcript`, or lies at the same place below `out`. */
export function besides(source: string, ending: string, out?: { folder: string; below: string }): string {
  const name = basename(source, extname(source)) + ending;
  if (!out) return join(dirname(source), name);
  return join(out.folder, relative(out.below, dirname(source)), name);
}

/**
 * Writes a whole file or nothing: beside the target first, then under its name. What is there already stays, unless `force`.
 * Makes the folder if there is none. Who may read a file that is replaced may do so afterwards, and nobody else.
 */
export function writeWhole(target: string, bytes: Uint8Array, force: boolean): void {
  const folder = dirname(target);
  makeFolder(folder);
  const refuse = (): never => {
    throw new Failure(`${target}: it exists already; --force replaces it`);
  };
  if (exists(target)) {
    if (isFolder(target)) throw new Failure(`${target}: this is a folder, and a file is wanted`);
    if (!force) refuse();
  }
  const temporary = join(folder, `.${basename(target).slice(0, 100)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    const mode = force && exists(target) ? statSync(target).mode & 0o777 : undefined;
    attempt(target, () => writeFileSync(temporary, bytes, { flag: 'wx', mode: mode ?? 0o666 }));
    if (mode !== undefined) attempt(target, () => chmodSync(temporary, mode));
    if (force) attempt(target, () => renameSync(temporary, target));
    else putInPlace(temporary, target, refuse);
  } finally {
    if (exists(temporary)) rmSync(temporary);
  }
}

/** Makes a folder and those above it. Node's own way of doing so never ends where the system denies a folder by `ENOENT`. */
function makeFolder(folder: string): void {
  if (exists(folder)) {
    if (!isFolder(folder)) throw new Failure(`${folder}: this is a file, and a folder is wanted`);
    return;
  }
  if (dirname(folder) !== folder) makeFolder(dirname(folder));
  attempt(folder, () => mkdirSync(folder));
}

/** Gives the file its name only if nobody has taken that meanwhile. */
function putInPlace(temporary: string, target: string, refuse: () => never): void {
  try {
    linkSync(temporary, target);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') refuse();
    // A file system without hard links.
    if (exists(target)) refuse();
    attempt(target, () => renameSync(temporary, target));
  }
}
