/** A new name for a tag, with those below it, or for a claim: wherever it stands. */
import type { Corpus } from '../../core/corpus';
import { carryOut, concerned } from './carry-out';
import type { Change, Steps } from './change';
import { badName, isTaken, typedName, withChildren } from './names';

/** @param typed the new name, with or without its sign. One that another has already is refused: that would be a merge. */
export function* newName(corpus: Corpus, kind: 'tag' | 'claim', from: string, typed: string): Steps {
  const name = typedName(kind, typed);
  const reason = badName(kind, name);
  if (reason !== undefined) return { refused: reason };
  if (name === from) return { files: [] };
  const to = kind === 'tag' ? withChildren(from, name) : (other: string) => (other === from ? name : other);
  const change: Change = { kind, to };
  const what = kind === 'tag' ? 'tag of this name, or one below it,' : 'claim of this name';
  return yield* carryOut(corpus, {
    change,
    uris: () => concerned(corpus, change),
    objection: () => (isTaken(corpus, change, name) ? `There is a ${what} already: merge the two instead.` : undefined),
  });
}
