/** The real transcripts that lie beside the project, where they do; tests that want them skip, saying so, where they don't. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const sharedFolder = resolve(import.meta.dirname, '../../shared');

/** Path and text of every transcript in the folders `seeds`, `corpus/scotus` and `bench/claims/transcripts`; empty where absent. */
export function sharedTranscripts(...folders: string[]): { path: string; text: string }[] {
  const chosen = folders.length > 0 ? folders : ['seeds', 'corpus/scotus', 'bench/claims/transcripts'];
  return chosen.flatMap((folder) => {
    const directory = join(sharedFolder, folder);
    if (!existsSync(directory)) return [];
    return readdirSync(directory)
      .filter((name) => name.endsWith('.txt'))
      .map((name) => ({ path: join(directory, name), text: readFileSync(join(directory, name), 'utf8') }));
  });
}

export const hasShared = existsSync(join(sharedFolder, 'seeds'));
if (!hasShared) console.warn('skipped: the shared transcripts are not beside the project');
