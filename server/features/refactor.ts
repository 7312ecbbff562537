/** **Refactoring across interviews.** Renames, merges, moves and deletes tags and claims wherever they stand. */
import type { Corpus } from '../core/corpus';
import { carryOut, concerned } from './refactoring/carry-out';
import type { Change, Steps } from './refactoring/change';
import { badName, claimNames, isBelow, isTaken, typedName, withChildren } from './refactoring/names';
import { newName } from './refactoring/new-name';

export { atOnce, type FileEdits, type Refactoring, type Step, type Steps } from './refactoring/change';

type What = 'tag' | 'claim';

/** Gives a tag, with those below it, or a claim another name. */
export function* renameCode(corpus: Corpus, what: What, name: string, into: string): Steps {
  const from = typedName(what, name);
  const reason = missing(corpus, what, from);
  return reason === undefined ? yield* newName(corpus, what, from, into) : { refused: reason };
}

/**
 * Makes two tags or claims one: all that has the name of the first gets that of the second, and the tags below it come along. A code that
 * would stand twice in the same braces is written once; a claim keeps its stances and what interviews say of it. The codebook keeps
 * the entry of the second and drops that of the first.
 */
export function* merge(corpus: Corpus, what: What, from: string, into: string): Steps {
  const [one, other] = [typedName(what, from), typedName(what, into)];
  const reason = missing(corpus, what, one) ?? badName(what, other) ?? missing(corpus, what, other);
  if (reason !== undefined) return { refused: reason };
  if (one === other) return { refused: `This is the same ${what}.` };
  if (what === 'tag' && isBelow(other, one)) return { refused: 'A tag cannot become one that stands below it.' };
  const to = what === 'tag' ? withChildren(one, other) : (name: string) => (name === one ? other : name);
  return yield* everywhere(corpus, { kind: what, to, merges: true });
}

/**
 * Puts a tag under another one, and those below it with it: `rent` under `housing` is `housing/rent`.
 *
 * @param parent empty for none.
 */
export function* move(corpus: Corpus, from: string, parent: string): Steps {
  const [tag, above] = [typedName('tag', from), typedName('tag', parent)];
  const reason = missing(corpus, 'tag', tag) ?? (above === '' ? undefined : badName('tag', above));
  if (reason !== undefined) return { refused: reason };
  if (isBelow(above, tag)) return { refused: 'A tag cannot be moved below itself.' };
  const own = tag.slice(tag.lastIndexOf('/') + 1);
  const name = above === '' ? own : `${above}/${own}`;
  if (name === tag) return { files: [] };
  const change: Change = { kind: 'tag', to: withChildren(tag, name) };
  const tooLong = badName('tag', name);
  if (tooLong !== undefined) return { refused: tooLong };
  return yield* everywhere(corpus, change, () =>
    isTaken(corpus, change, name) ? 'There is a tag of this name already: merge the two instead.' : undefined,
  );
}

/**
 * Takes a tag or claim away from all that it stands at, and out of the codebook. Marked words stay marked, as a quote without a tag; tags
 * below it stay. What interviews say of a claim goes with it.
 */
export function* remove(corpus: Corpus, what: What, name: string): Steps {
  const gone = typedName(what, name);
  const reason = missing(corpus, what, gone, false);
  if (reason !== undefined) return { refused: reason };
  return yield* everywhere(corpus, { kind: what, to: (other) => (other === gone ? undefined : other) });
}

function everywhere(corpus: Corpus, change: Change, objection?: () => string | undefined): Steps {
  return carryOut(corpus, { change, uris: () => concerned(corpus, change), objection });
}

/** Why a name cannot be worked with: nothing has it, nor does anything stand below it. */
function missing(corpus: Corpus, what: What, name: string, below = true): string | undefined {
  const isKnown =
    what === 'tag'
      ? corpus.tagNames().some((other) => other === name || (below && isBelow(other, name)))
      : claimNames(corpus).has(name);
  return isKnown ? undefined : `There is no ${what} of this name.`;
}
