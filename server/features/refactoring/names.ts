/** Names of tags, claims and people: which may be written, and which are taken. */
import { isCodeName, readCode } from '../../core/codes';
import type { Corpus } from '../../core/corpus';
import type { Change } from './change';

type Kind = Change['kind'];

const SIGIL: Record<Kind, RegExp> = { tag: /^#/, claim: /^[\^+-]/, person: /^@/ };
const LONGEST = 200;

/** A name as somebody types it: blanks around it, and the sign that stands before it in braces, are no part of it. */
export function typedName(kind: Kind, typed: string): string {
  return typed.trim().replace(SIGIL[kind], '');
}

/** Why something is no name; `undefined` where it is one. */
export function badName(kind: Kind, name: string): string | undefined {
  if (name.length > LONGEST) return `A name has at most ${LONGEST} characters.`;
  if (kind === 'person') {
    const isName = readCode('@' + name, 0)?.kind === 'person';
    return isName ? undefined : 'The name behind `@` is made of letters, digits, `-`, `_`, `.` and apostrophes.';
  }
  if (isCodeName(name)) return undefined;
  return `The name of a ${kind} is made of letters, digits, \`-\` and \`_\`, with \`/\` between its parts.`;
}

/** Whether a tag is another one, or stands below it. */
export function isBelow(name: string, parent: string): boolean {
  return name === parent || name.startsWith(parent + '/');
}

/** Gives a tag another name, and those below it with it. */
export function withChildren(from: string, into: string): (name: string) => string {
  return (name) => (isBelow(name, from) ? into + name.slice(from.length) : name);
}

/** Whether a name, or one below it, is somebody else's: not one that changes itself. */
export function isTaken(corpus: Corpus, { kind, to }: Change, name: string): boolean {
  const stays = (other: string): boolean => to(other) === other;
  if (kind === 'tag') return corpus.tagNames().some((other) => isBelow(other, name) && stays(other));
  return kind === 'claim' && claimNames(corpus).has(name) && stays(name);
}

/** Every claim that is stated, explained, declared or contradicted. */
export function claimNames(corpus: Corpus): Set<string> {
  const names = new Set(corpus.claimNames());
  for (const { claims } of corpus.codebooks.values())
    for (const { contradicts } of claims.values()) for (const { value } of contradicts) names.add(value);
  return names;
}
