/** Who is the same person in all interviews: by the codebook, else by the full name. */
import type { Codebook } from './codebook';
import type { Interview } from './interview';
import type { Speaker } from './syntax';

/** The people of a codebook by what may name them, folded: the first in the file counts, by its number there. */
interface Directory {
  ids: string[];
  /** What may be a speaker's name or one of the labels. */
  byId: Map<string, number>;
  /** What may be a speaker's name only: full names and aliases. */
  byName: Map<string, number>;
}

/** A codebook is never changed: one that is read anew is another one. */
const directories = new WeakMap<Codebook, Directory>();

function directoryOf(codebook: Codebook): Directory {
  let directory = directories.get(codebook);
  if (directory) return directory;
  directory = { ids: [], byId: new Map(), byName: new Map() };
  const first = (names: Map<string, number>, name: string, number: number): void => {
    if (!names.has(fold(name))) names.set(fold(name), number);
  };
  for (const { name, fullName, aliases } of codebook.people.values()) {
    const number = directory.ids.push(name) - 1;
    first(directory.byId, name, number);
    if (fullName !== undefined) first(directory.byName, fullName, number);
    for (const alias of aliases) first(directory.byName, alias, number);
  }
  directories.set(codebook, directory);
  return directory;
}

/** `@id` of the first codebook that knows the speaker, else the folded full name; `undefined` for a bare label. See `Corpus.personKey`. */
export function personKey(codebooks: Iterable<Codebook>, { name, label, labels }: Speaker): string | undefined {
  const full = fold(name);
  for (const codebook of codebooks) {
    const { ids, byId, byName } = directoryOf(codebook);
    if (ids.length === 0) continue;
    let number = Math.min(byId.get(full) ?? Infinity, byName.get(full) ?? Infinity);
    for (const other of labels) number = Math.min(number, byId.get(fold(other)) ?? Infinity);
    const id = ids[number];
    if (id !== undefined) return '@' + id;
  }
  return /\p{L}\s+\p{L}/u.test(name) && name !== label ? full : undefined;
}

/** The folded names under which speakers with this key may stand. */
export function namesOfKey(codebooks: Iterable<Codebook>, key: string): Set<string> {
  const names = new Set([key]);
  for (const { people } of codebooks) {
    const entry = key.startsWith('@') ? people.get(key.slice(1)) : undefined;
    if (!entry) continue;
    for (const name of [entry.name, entry.fullName, ...entry.aliases]) if (name !== undefined) names.add(fold(name));
  }
  return names;
}

/** Every name and label of an interview's speakers, folded. */
export function speakerNames({ speakers }: Interview): Set<string> {
  return new Set(speakers.flatMap(({ name, labels }) => [name, ...labels].map(fold)));
}

function fold(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/[\s.-]+/g, ' ');
}
