import picomatch from 'picomatch/posix';

/** The glob of codebooks. */
export const CODEBOOKS = '**/codebook.{yaml,yml}';

/** Folders that are never looked into; hidden ones are not either. */
const SKIPPED = new Set(['node_modules']);

/** Whether a folder of this name is passed over. */
export function isSkippedFolder(name: string): boolean {
  return name.startsWith('.') || SKIPPED.has(name);
}

/** Which files are read: a test for paths relative to a folder, with `/` between their parts. Codebooks always are. */
export function matcher(globs: readonly string[]): (path: string) => boolean {
  const matches = picomatch([...globs, CODEBOOKS]);
  return (path) => matches(path) && !path.split('/').slice(0, -1).some(isSkippedFolder);
}
