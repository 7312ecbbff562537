/** All interviews of the workspace. `put` and `drop` are the only ways to change it, and keep every index right. */
import { readCodebook, type ClaimEntry, type Codebook, type PersonEntry, type TagEntry } from './codebook';
import {
  readInterview,
  restoreInterview,
  type CodeUse,
  type Digest,
  type Gloss,
  type Interview,
  type Statement,
} from './interview';
import { namesOfKey, personKey, speakerNames } from './persons';
import type { Speaker } from './syntax';
import type { Transcripts } from './transcripts';

/** Something that follows the corpus, such as the index of related passages. */
export interface CorpusIndex {
  put(interview: Interview): void;
  drop(uri: string): void;
}

type Kind = 'tag' | 'claim' | 'person';
/** What interviews are found by: names of codes, claims that are explained, and folded names of speakers. */
type Key = Kind | 'gloss' | 'speaker';

export class Corpus {
  private readonly byUri = new Map<string, Interview>();
  private readonly codebookByUri = new Map<string, Codebook>();
  /** Name -> the interviews that use it. */
  private readonly users: Record<Key, Map<string, Set<string>>> = {
    tag: new Map(),
    claim: new Map(),
    person: new Map(),
    gloss: new Map(),
    speaker: new Map(),
  };
  /** How often each name is used. */
  private readonly counts: Record<Kind, Map<string, number>> = { tag: new Map(), claim: new Map(), person: new Map() };
  /** The codes of an interview by kind and name; made when one of them is asked for. */
  private readonly usesByName = new WeakMap<Interview, Map<string, CodeUse[]>>();
  /** Counts up with every change, so that whoever remembers an answer knows whether it still holds. */
  revision = 0;
  /** Counts up when a name comes into use that nobody used, or goes out of use. */
  vocabularyRevision = 0;

  /** @param transcripts gives those of released interviews; without it nothing is ever released. */
  constructor(
    private readonly indexes: readonly CorpusIndex[] = [],
    private readonly transcripts?: Transcripts,
  ) {}

  get interviews(): ReadonlyMap<string, Interview> {
    return this.byUri;
  }

  get codebooks(): ReadonlyMap<string, Codebook> {
    return this.codebookByUri;
  }

  /** Adds or replaces an interview, or the codebook if the file is called `codebook.yaml`. */
  put(uri: string, text: string): void {
    if (isCodebook(uri)) {
      this.revision++;
      this.codebookByUri.set(uri, readCodebook(uri, text, this.codebookByUri.get(uri)));
    } else this.add(readInterview(uri, text, this.transcripts));
  }

  /** Adds or replaces an interview that is read already. */
  add(interview: Interview): void {
    this.revision++;
    const { uri } = interview;
    const before = this.byUri.get(uri);
    this.byUri.set(uri, interview);
    this.update(uri, before, interview);
    for (const index of this.indexes) index.put(interview);
  }

  /** Adds or replaces an interview by its digest, to be read when its text is asked for; `undefined` where nobody could read it then. */
  restore(uri: string, known: Digest): Interview | undefined {
    if (!this.transcripts) return undefined;
    const interview = restoreInterview(uri, known, this.transcripts);
    this.add(interview);
    return interview;
  }

  /** Lets go of an interview's text and tree: they are had again when they are asked for. All else stays as it is. */
  release(uri: string): void {
    this.byUri.get(uri)?.release();
  }

  /** Forgets a file; one that is not there is no fault. */
  drop(uri: string): void {
    this.revision++;
    this.codebookByUri.delete(uri);
    const before = this.byUri.get(uri);
    if (!before) return;
    this.byUri.delete(uri);
    this.update(uri, before, undefined);
    for (const index of this.indexes) index.drop(uri);
  }

  private update(uri: string, before: Interview | undefined, after: Interview | undefined): void {
    if (before) this.transcripts?.drop(before);
    this.count(before, -1);
    this.count(after, 1);
    const names = new Map(namesOf(after));
    for (const [kind, used] of names) {
      for (const name of used) {
        const uris = this.users[kind].get(name);
        if (uris) uris.add(uri);
        else {
          this.users[kind].set(name, new Set([uri]));
          this.vocabularyRevision++;
        }
      }
    }
    for (const [kind, used] of namesOf(before)) {
      for (const name of used) {
        if (names.get(kind)?.has(name)) continue;
        const uris = this.users[kind].get(name);
        uris?.delete(uri);
        if (uris?.size !== 0) continue;
        this.users[kind].delete(name);
        this.vocabularyRevision++;
      }
    }
  }

  private count(interview: Interview | undefined, difference: 1 | -1): void {
    for (const { code } of interview?.uses ?? []) {
      if (code.kind === 'attribute') continue;
      const counts = this.counts[code.kind];
      const count = (counts.get(code.name) ?? 0) + difference;
      if (count > 0) counts.set(code.name, count);
      else counts.delete(code.name);
    }
  }

  private uses(kind: Kind, name: string): CodeUse[] {
    return [...(this.users[kind].get(name) ?? [])].sort().flatMap((uri) => {
      const interview = this.byUri.get(uri);
      return (interview && this.usesIn(interview).get(`${kind} ${name}`)) ?? [];
    });
  }

  private usesIn(interview: Interview): Map<string, CodeUse[]> {
    let uses = this.usesByName.get(interview);
    if (!uses) {
      this.usesByName.set(interview, (uses = new Map()));
      for (const use of interview.uses) {
        const key = `${use.code.kind} ${use.code.name}`;
        const same = uses.get(key);
        if (same) same.push(use);
        else uses.set(key, [use]);
      }
    }
    return uses;
  }

  /** Every use of exactly this tag, by URI and then in file order. */
  tagUses(name: string): CodeUse[] {
    return this.uses('tag', name);
  }

  /** Everything that states, supports or contradicts the claim. */
  statements(claim: string): Statement[] {
    return this.uses('claim', claim).map((use) => {
      const code = use.code as Statement['code'];
      return { ...use, code, stance: code.stance };
    });
  }

  personUses(name: string): CodeUse[] {
    return this.uses('person', name);
  }

  /** What `%claim` lines say of a claim. */
  glosses(claim: string): Gloss[] {
    return [...(this.users.gloss.get(claim) ?? [])]
      .sort()
      .flatMap((uri) => this.byUri.get(uri)?.glosses.filter((gloss) => gloss.claim === claim) ?? []);
  }

  /** The first gloss of a claim: the codebook's, else that of an interview. */
  gloss(claim: string): string | undefined {
    return this.claimEntry(claim)?.says?.value ?? this.glosses(claim)[0]?.text;
  }

  /** Names of tags, used or declared, in code point order. */
  tagNames(): string[] {
    return this.names('tag', (codebook) => codebook.tags);
  }

  claimNames(): string[] {
    return [...new Set([...this.names('claim', (codebook) => codebook.claims), ...this.users.gloss.keys()])].sort();
  }

  personNames(): string[] {
    return this.names('person', (codebook) => codebook.people);
  }

  /** The names of tags, claims or people that interviews use, declared or not, in no order. */
  usedNames(kind: Kind): Iterable<string> {
    return this.users[kind].keys();
  }

  /** How often interviews use a name: as many times as `tagUses` and its like give uses, without looking for them. */
  useCount(kind: Kind, name: string): number {
    return this.counts[kind].get(name) ?? 0;
  }

  /** Whether any interview uses a name. */
  isUsed(kind: Kind, name: string): boolean {
    return this.users[kind].has(name);
  }

  /** Whether a `%claim` line explains a claim. */
  isGlossed(claim: string): boolean {
    return this.users.gloss.has(claim);
  }

  private names(kind: Kind, declared: (codebook: Codebook) => Map<string, unknown>): string[] {
    const names = new Set(this.users[kind].keys());
    for (const codebook of this.codebookByUri.values()) for (const name of declared(codebook).keys()) names.add(name);
    return [...names].sort();
  }

  tagEntry(name: string): TagEntry | undefined {
    return this.entry((codebook) => codebook.tags.get(name))?.entry;
  }

  claimEntry(name: string): ClaimEntry | undefined {
    return this.entry((codebook) => codebook.claims.get(name))?.entry;
  }

  personEntry(name: string): PersonEntry | undefined {
    return this.entry((codebook) => codebook.people.get(name))?.entry;
  }

  /** Looks something up in every codebook, and tells in which one it stands. */
  entry<T>(find: (codebook: Codebook) => T | undefined): { codebook: Codebook; entry: T } | undefined {
    for (const codebook of this.codebookByUri.values()) {
      const entry = find(codebook);
      if (entry !== undefined) return { codebook, entry };
    }
    return undefined;
  }

  /** Whether a codebook declares any tag (or claim): only then is another one unknown. */
  declaresTags(): boolean {
    return [...this.codebookByUri.values()].some(({ tags }) => tags.size > 0);
  }

  declaresClaims(): boolean {
    return [...this.codebookByUri.values()].some(({ claims }) => claims.size > 0);
  }

  /**
   * A key that is the same for the same person in all interviews: the id in the codebook whose name or alias the speaker's is, else
   * the full name. A bare label (`INT`, `Speaker 1`) means somebody in one interview only, and has no key.
   */
  personKey(speaker: Speaker): string | undefined {
    return personKey(this.codebookByUri.values(), speaker);
  }

  /** Every appearance of a person as a speaker. */
  appearances(key: string): { interview: Interview; speaker: number }[] {
    const names = [...namesOfKey(this.codebookByUri.values(), key)];
    const uris = new Set(names.flatMap((name) => [...(this.users.speaker.get(name) ?? [])]));
    return [...uris].flatMap((uri) => {
      const interview = this.byUri.get(uri);
      return (interview?.speakers ?? []).flatMap((speaker, index) =>
        interview && this.personKey(speaker) === key ? [{ interview, speaker: index }] : [],
      );
    });
  }
}

/** Whether a file is a codebook, by its name. */
export function isCodebook(uri: string): boolean {
  return /(?:^|[\\/])codebook\.ya?ml$/i.test(uri);
}

function namesOf(interview: Interview | undefined): [Key, Set<string>][] {
  if (!interview) return [];
  const names = { tag: new Set<string>(), claim: new Set<string>(), person: new Set<string>() };
  for (const { code } of interview.uses) if (code.kind !== 'attribute') names[code.kind].add(code.name);
  return [
    ['tag', names.tag],
    ['claim', names.claim],
    ['person', names.person],
    ['gloss', new Set(interview.glosses.map(({ claim }) => claim))],
    ['speaker', speakerNames(interview)],
  ];
}
