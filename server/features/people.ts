/** Who is who: the same person as a speaker of several interviews, and behind `@`. */
import type { Corpus } from '../core/corpus';
import type { CodeUse, Interview } from '../core/interview';

/** A speaker of one interview. */
export interface Appearance {
  interview: Interview;
  /** Index into `speakers`. */
  speaker: number;
}

/** A key that is the same for one person wherever that person is meant: `@id` of the codebook, a full name, or one speaker of one file. */
export type Identity = string;

export function identityOfSpeaker(corpus: Corpus, { interview, speaker }: Appearance): Identity {
  const found = interview.speakers[speaker];
  return (found && corpus.personKey(found)) ?? `${interview.uri}#${speaker}`;
}

/** Who is meant by `@name` in an interview: somebody of the codebook, a speaker of that interview, or a full name. */
export function identityOfName(corpus: Corpus, interview: Interview, name: string): Identity {
  if (corpus.personEntry(name)) return '@' + name;
  const folded = fold(name);
  const speaker = interview.speakers.findIndex(({ labels }) => labels.some((label) => fold(label) === folded));
  if (speaker >= 0) return identityOfSpeaker(corpus, { interview, speaker });
  return corpus.personKey({ label: '', labels: [], name: folded }) ?? '@' + name;
}

/** Where the person speaks, by URI. */
export function appearances(corpus: Corpus, identity: Identity): Appearance[] {
  const hash = identity.lastIndexOf('#');
  const interview = hash < 0 ? undefined : corpus.interviews.get(identity.slice(0, hash));
  if (interview) return [{ interview, speaker: Number(identity.slice(hash + 1)) }];
  return corpus.appearances(identity).sort((a, b) => (a.interview.uri < b.interview.uri ? -1 : 1));
}

/** Every `@name` by which the person is meant, by URI and then in file order. */
export function mentions(corpus: Corpus, identity: Identity): CodeUse[] {
  const known = new Map<string, Identity>();
  const uses = corpus.personNames().flatMap((name) => corpus.personUses(name));
  const found = uses.filter(({ uri, code }) => {
    const interview = corpus.interviews.get(uri);
    if (!interview) return false;
    const key = `${uri}@${code.name}`;
    const who = known.get(key) ?? identityOfName(corpus, interview, code.name);
    known.set(key, who);
    return who === identity;
  });
  return found.sort((a, b) => (a.uri === b.uri ? a.code.start - b.code.start : a.uri < b.uri ? -1 : 1));
}

function fold(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/[\s._-]+/g, ' ');
}
