/** Carries a change out in all files, or says why it cannot be. */
import type { Codebook } from '../../core/codebook';
import type { Corpus } from '../../core/corpus';
import { fileName, transcriptOf, type Interview } from '../../core/interview';
import type { Edit } from '../place';
import { codebookEdits } from './codebook-edits';
import type { Change, Steps } from './change';
import { codeEdits } from './code-edits';

/** What is to be done where. Both are asked again when files have changed during the work. */
export interface Task {
  change: Change;
  /** The interviews that it concerns. */
  uris(): Iterable<string>;
  /** Why it must not be done. */
  objection?(): string | undefined;
}

/**
 * One file after the other, with a stop behind each: others may change the corpus there. Files that have changed meanwhile are looked at
 * again, so that at the end all edits are for the texts as they are.
 */
export function* carryOut(corpus: Corpus, { change, uris, objection }: Task): Steps {
  const known = new Map<Interview | Codebook, Edit[]>();
  for (;;) {
    const reason = objection?.();
    if (reason !== undefined) return { refused: reason };
    const files = filesOf(corpus, uris());
    const left = files.filter((file) => !known.has(file));
    if (left.length === 0) {
      const edited = files.map((file) => ({ uri: file.uri, edits: known.get(file) ?? [] }));
      return { files: edited.filter(({ edits }) => edits.length > 0) };
    }
    for (const file of left) {
      if (!isCurrent(corpus, file)) continue;
      const edits = 'transcript' in file ? editsOf(file, change) : codebookEdits(file, change);
      if (!edits) return { refused: codebookReason };
      if ('refused' in edits) return edits;
      known.set(file, edits);
      yield { uri: file.uri, done: known.size, total: files.length };
    }
  }
}

const codebookReason =
  'The codebook is not well-formed YAML, or is written in a way that cannot be changed by itself: mend the entry by hand first. Nothing was changed.';

/** The interviews by URI, then the codebooks. */
function filesOf({ interviews, codebooks }: Corpus, uris: Iterable<string>): (Interview | Codebook)[] {
  return [...[...new Set(uris)].sort().flatMap((uri) => interviews.get(uri) ?? []), ...codebooks.values()];
}

function isCurrent({ interviews, codebooks }: Corpus, file: Interview | Codebook): boolean {
  return interviews.get(file.uri) === file || codebooks.get(file.uri) === file;
}

function editsOf(interview: Interview, change: Change): Edit[] | { refused: string } {
  const transcript = transcriptOf(interview);
  if (!transcript) return changedMeanwhile(interview.uri);
  const reason = `${fileName(interview.uri)} would not say the same afterwards, so nothing was changed.`;
  return codeEdits(transcript, change) ?? { refused: reason };
}

/** A file cannot be had as the corpus knows it. */
function changedMeanwhile(uri: string): { refused: string } {
  return { refused: `${fileName(uri)} has changed on the disk and is read again: try once more in a moment.` };
}

/** The interviews in which tags or claims stand whose names a change concerns. */
export function concerned(corpus: Corpus, { kind, to }: Change): string[] {
  const isConcerned = (name: string): boolean => to(name) !== name;
  if (kind === 'tag')
    return corpus
      .tagNames()
      .filter(isConcerned)
      .flatMap((name) => corpus.tagUses(name).map(({ uri }) => uri));
  if (kind === 'person') return [];
  return corpus
    .claimNames()
    .filter(isConcerned)
    .flatMap((name) => [...corpus.statements(name), ...corpus.glosses(name)].map(({ uri }) => uri));
}
