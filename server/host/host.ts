import type { Storage } from './storage';

/** Where files come from: the disk in Node, the editor everywhere else. URIs are canonical (see uri.ts). */
export interface Host {
  /** The files below `folder` that are read: those that match a glob relative to it, and codebooks. Rejects where nobody can look. */
  find(folder: string, globs: readonly string[]): Promise<FoundFile[]>;
  /** Rejects where there is no such file, or none that may be read. */
  read(uri: string): Promise<Uint8Array>;
  /**
   * The same at once; `undefined` where there is no such file, or none that may be read. Only the disk can: with any other host (a browser,
   * virtual and remote workspaces) the texts of all files are kept in memory.
   */
  readNow?(uri: string): Uint8Array | undefined;
  /** A folder in which things can be kept, by its URI; absent where there is no disk. */
  storage?(folder: string): Storage;
}

export interface FoundFile {
  uri: string;
  /** In bytes, where it is known without reading. */
  size?: number;
  /** Changes whenever the file does; absent where nobody can tell. */
  stamp?: string;
}

/** Larger files are no transcripts. In bytes. */
export const LARGEST_FILE = 20 * 1024 * 1024;

/** No more files of one folder are read. */
export const MOST_FILES = 20_000;
