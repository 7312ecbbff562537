/** The interviews that a command line names, as a corpus. */
import { dirname, join } from 'node:path';
import { Corpus, isCodebook, type CorpusIndex } from '../core/corpus';
import type { Interview } from '../core/interview';
import { Failure } from './command';
import { exists, filesIn, hasEnding, identity, isFolder, readText, TRANSCRIPTS } from './io';
import type { Terminal } from './output';

export interface Loaded {
  corpus: Corpus;
  /** The interviews that were named, in the order of the command line; keys of the corpus are their paths as named. */
  interviews: Interview[];
  /** The codebooks that were found or named. */
  codebooks: string[];
  /** Whether everything that was named could be read; what could not has been reported. */
  complete: boolean;
}

interface Options {
  /** Endings of the files that are taken from a folder. */
  endings?: readonly string[];
  indexes?: readonly CorpusIndex[];
}

/**
 * Reads what is named: a file as a transcript whatever its ending, a folder as the transcripts in it and below; and the codebooks beside
 * them. A file that cannot be read is reported, and the others are read all the same.
 */
export function load(
  paths: readonly string[],
  terminal: Terminal,
  { endings = TRANSCRIPTS, indexes = [] }: Options = {},
): Loaded {
  const loaded: Loaded = { corpus: new Corpus(indexes), interviews: [], codebooks: [], complete: true };
  const attempt = (work: () => void): void => {
    try {
      work();
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      terminal.say(error.message);
      loaded.complete = false;
    }
  };
  const files = new Map<string, string>();
  const add = (path: string): void => {
    const key = identity(path);
    if (!files.has(key)) files.set(key, path);
  };
  for (const path of paths) attempt(() => named(path, endings).forEach(add));

  const progress = terminal.progress('Reading', files.size);
  for (const path of files.values()) {
    attempt(() => {
      const { text } = readText(path);
      loaded.corpus.put(path, text);
      const interview = loaded.corpus.interviews.get(path);
      if (interview) loaded.interviews.push(interview);
      else loaded.codebooks.push(path);
    });
    progress.step();
  }
  progress.end();
  return loaded;
}

/** The files that one path means. */
function named(path: string, endings: readonly string[]): string[] {
  if (!isFolder(path)) return [path, ...codebookBeside(dirname(path), path)];
  const wanted = hasEnding(endings);
  const files = filesIn(path, (name) => wanted(name) || isCodebook(name));
  if (files.every(isCodebook))
    throw new Failure(`${path}: no ${endings.map((ending) => '*' + ending).join(', ')} lies in this folder`);
  return files;
}

function codebookBeside(folder: string, path: string): string[] {
  if (isCodebook(path)) return [];
  const found = ['codebook.yaml', 'codebook.yml'].map((name) => join(folder, name)).find(exists);
  return found === undefined ? [] : [found];
}
