/** Carries a change out in all files, or says why it cannot be. */
import type { Corpus } from '../../core/corpus';
import { fileName, transcriptOf } from '../../core/interview';
import { codebookEdits } from './codebook-edits';
import type { Change, FileEdits, Refactoring } from './change';
import { codeEdits } from './code-edits';

/** @param uris the interviews that it concerns. */
export function carryOut(corpus: Corpus, change: Change, uris: Iterable<string>): Refactoring {
  const files: FileEdits[] = [];
  const add = (uri: string, edits: FileEdits['edits']): void => {
    if (edits.length > 0) files.push({ uri, edits });
  };
  for (const uri of [...new Set(uris)].sort()) {
    const transcript = transcriptOf(corpus.interviews.get(uri));
    if (!transcript) return changedMeanwhile(uri);
    const edits = codeEdits(transcript, change);
    if (!edits) return { refused: `${fileName(uri)} would not say the same afterwards, so nothing was changed.` };
    add(uri, edits);
  }
  for (const codebook of corpus.codebooks.values()) {
    const edits = codebookEdits(codebook, change);
    if (!edits) {
      const reason = 'is not well-formed YAML, or is written in a way that cannot be changed by itself';
      return { refused: `The codebook ${reason}: mend the entry by hand first. Nothing was changed.` };
    }
    add(codebook.uri, edits);
  }
  return { files };
}

/** A file cannot be had as the corpus knows it. */
export function changedMeanwhile(uri: string): Refactoring {
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
