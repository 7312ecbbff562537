import { writeCode } from '../core/codes';
import type { Corpus } from '../core/corpus';
import type { Interview } from '../core/interview';
import { transcriptOf } from '../core/interview';
import type { Span } from '../core/span';
import type { Annotation, Code, Transcript } from '../core/syntax';
import type { RelatedIndex } from '../related/related-index';
import { codesInUse } from './codes-in-use';
import { inOrder } from './codebook-order';
import { likelyPeople } from './fixes/likely-codes';
import { letters } from './matching';
import { colorOfTag } from './quote-marks';
import { suggestCodes, type Suggestion } from './suggest-codes';
import { targetAt, type Target } from './words-at';

export interface Choices {
  /** For each selection the words that it stands for, if any. */
  words: (Span | undefined)[];
  carried: string[];
  tags: { name: string; about?: string; color?: string; count: number; why?: string }[];
  claims: { name: string; says?: string; count: number; why?: string }[];
  people: { name: string; fullName?: string }[];
}

/** More are no suggestions, but a list. */
const MOST_SUGGESTED = 5;
const MOST_LIKELY_PEOPLE = 20;

/**
 * **What can be said of the words at the cursors**, for a quick pick. The tags and claims that fit them best come first, each with its reason
 * (`suggestCodes`); then all other tags as the codebook orders them, children behind their parents, those behind that it does not declare; and
 * all other claims, the most used first. People: those whose words these may be, then all others.
 */
export function choices(
  corpus: Corpus,
  related: RelatedIndex,
  uri: string,
  selections: readonly Span[],
): Choices | undefined {
  const interview = corpus.interviews.get(uri);
  const transcript = transcriptOf(interview);
  if (!interview || !transcript) return undefined;
  const targets = selections.map(({ start, end }) =>
    targetAt(transcript, { start: Math.min(start, end), end: Math.max(start, end) }),
  );
  const words = targets.map((target) => wordsOf(transcript, target));
  const asked = words.filter((span) => span !== undefined);
  const suggested = suggestCodes(corpus, related, interview, asked);
  const { tags, claims, people } = codesInUse(corpus);
  return {
    words,
    carried: carriedByAll(targets),
    tags: suggestedFirst(suggested('tag', MOST_SUGGESTED), inOrder(corpus, tags)).map((tag) => ({
      ...tag,
      color: colorOfTag(corpus, tag.name),
    })),
    claims: suggestedFirst(suggested('claim', MOST_SUGGESTED), claims),
    people: [
      ...new Set([...(asked[0] ? likelyPeople(corpus, interview, asked[0], MOST_LIKELY_PEOPLE) : []), ...people]),
    ].map((name) => ({ name, fullName: fullName(corpus, interview, name) })),
  };
}

function wordsOf(transcript: Transcript, target: Target): Span | undefined {
  if (target.kind === 'nothing') return undefined;
  const { start, end } = target.kind === 'line' ? spokenOf(transcript, target.annotation) : target.words;
  return { start, end };
}

/** The words that an annotation line speaks of. */
function spokenOf({ paragraphs, topics, text }: Transcript, { target }: Annotation): Span {
  if (target.kind === 'interview') return { start: 0, end: text.length };
  if (target.kind === 'topic') {
    const { start, sectionEnd } = topics[target.index] ?? { start: 0, sectionEnd: 0 };
    return { start, end: sectionEnd };
  }
  const { start, end, parts } = paragraphs[target.index] ?? { start: 0, end: 0, parts: [] };
  return { start: Math.min(parts[0]?.words ?? start, end), end };
}

/** The codes that the words of all cursors carry, as they are written; cursors without words do not count. */
function carriedByAll(targets: readonly Target[]): string[] {
  const lists = targets.flatMap((target) => (target.kind === 'nothing' ? [] : [codesOf(target).map(writeCode)]));
  const [first = [], ...others] = lists;
  return [...new Set(first)].filter((code) => others.every((list) => list.includes(code)));
}

function codesOf(target: Exclude<Target, { kind: 'nothing' }>): readonly Code[] {
  if (target.kind === 'quote') return target.quote.codes;
  return target.kind === 'line' ? target.annotation.codes : [];
}

function suggestedFirst<T extends { name: string }>(
  suggested: readonly Suggestion[],
  all: readonly T[],
): (T & { why?: string })[] {
  const byName = new Map(all.map((each) => [each.name, each]));
  const first = suggested.flatMap(({ name, why }) => {
    const found = byName.get(name);
    byName.delete(name);
    return found ? [{ ...found, why }] : [];
  });
  return [...first, ...byName.values()];
}

/** The full name of somebody by the codebook, else as a speaker of the interview. */
function fullName(corpus: Corpus, { speakers }: Interview, name: string): string | undefined {
  const declared = corpus.personEntry(name)?.fullName;
  if (declared !== undefined) return declared;
  const bare = letters(name);
  const speaker = speakers.find((each) => [each.name, ...each.labels].some((label) => letters(label) === bare));
  // Of some speakers no more is known than a label.
  return speaker && speaker.name !== speaker.label ? speaker.name : undefined;
}
