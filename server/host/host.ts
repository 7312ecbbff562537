/** Where files come from: the disk in Node, the editor everywhere else. URIs are canonical (see uri.ts). */
export interface Host {
  /** The files below `folder` that are read: those that match a glob relative to it, and codebooks. Rejects where nobody can look. */
  find(folder: string, globs: readonly string[]): Promise<FoundFile[]>;
  /** Rejects where there is no such file, or none that may be read. */
  read(uri: string): Promise<Uint8Array>;
}

export interface FoundFile {
  uri: string;
  /** In bytes, where it is known without reading. */
  size?: number;
  /** Changes whenever the file does; absent where nobody can tell. */
  stamp?: string;
}

/** No more files of one folder are read. */
export const MOST_FILES = 20_000;
