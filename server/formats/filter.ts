/**
 * A part of what interviews say: the quotes and `%tags` lines that match. The text stays whole, and a quote that matches keeps all its
 * codes. Whatever writes an interview can write the part, as it is an interview, too.
 */
import type { Corpus } from '../core/corpus';
import { digestOf, type Interview } from '../core/interview';
import type { Annotation, Code, Topic, Transcript } from '../core/syntax';

/** What must match: one of the codes (where any tag or claim is asked for), and the speaker (where one is asked for). */
export interface Filter {
  /** With the tags below them; a `#` before the name is no part of it. */
  tags?: readonly string[];
  /** A sign before the name is no part of it. */
  claims?: readonly string[];
  /** Labels, names, or ids and aliases of the codebook's people, in capitals or not. */
  speakers?: readonly string[];
}

/** The interviews in which something matches, with what matches. Without a filter these are the interviews themselves. */
export function matching(corpus: Corpus, interviews: readonly Interview[], filter: Filter): Interview[] {
  const { tags = [], claims = [], speakers = [] } = filter;
  if (tags.length + claims.length + speakers.length === 0) return [...interviews];
  const wanted = new Set([
    ...tags.map((tag) => `tag ${tag.replace(/^#/, '')}`),
    ...claims.map((claim) => `claim ${claim.replace(/^[\^+-]/, '')}`),
  ]);
  const people = speakers.length > 0 ? new Set(speakers.map(fold)) : undefined;
  return interviews.flatMap((interview) => {
    const part = partOf(corpus, interview, wanted, people);
    return part ? [part] : [];
  });
}

function fold(name: string): string {
  return name.trim().replace(/^@/, '').normalize('NFC').toLowerCase();
}

function isWanted(wanted: ReadonlySet<string>, { kind, name }: Code): boolean {
  for (let up = name; up !== ''; up = up.slice(0, Math.max(0, up.lastIndexOf('/')))) {
    if (wanted.has(`${kind} ${up}`)) return true;
    if (kind !== 'tag') return false;
  }
  return false;
}

/** The speakers asked for, as indexes. */
function speakersIn(corpus: Corpus, { speakers }: Interview, people: ReadonlySet<string>): Set<number> {
  const found = new Set<number>();
  for (const [index, speaker] of speakers.entries()) {
    const id = corpus.personKey(speaker);
    const entry = id?.startsWith('@') ? corpus.personEntry(id.slice(1)) : undefined;
    const names = [speaker.name, ...speaker.labels, id ?? '', entry?.fullName ?? '', ...(entry?.aliases ?? [])];
    if (names.some((name) => name !== '' && people.has(fold(name)))) found.add(index);
  }
  return found;
}

function partOf(
  corpus: Corpus,
  interview: Interview,
  wanted: ReadonlySet<string>,
  people: ReadonlySet<string> | undefined,
): Interview | undefined {
  const whole = interview.transcript;
  const speakers = people && speakersIn(corpus, interview, people);
  const matches = (codes: readonly Code[], turn: number): boolean =>
    (wanted.size === 0 || codes.some((code) => isWanted(wanted, code))) &&
    (speakers === undefined || speakers.has(whole.turns[turn]?.speaker ?? -1));
  const kept = new Set<object>();
  /** Where codes that stay stand, and where the words begin that carry something that stays. */
  const codes = new Set<number>();
  const places: number[] = [];
  const keep = (thing: { codes: readonly Code[] }, start: number): void => {
    kept.add(thing);
    for (const code of thing.codes) codes.add(code.start);
    places.push(start);
  };
  for (const quote of whole.quotes) if (matches(quote.codes, quote.turn)) keep(quote, quote.words.start);
  const uses = new Map(interview.uses.map((use) => [use.code.start, use]));
  for (const annotation of whole.annotations) {
    const use = uses.get(annotation.codes[0]?.start ?? -1);
    if (use && matches(annotation.codes, use.turn)) keep(annotation, use.words.start);
  }
  if (kept.size === 0) return undefined;
  const claims = new Set([...wanted].filter((name) => name.startsWith('claim ')));
  for (const { code } of interview.uses)
    if (code.kind === 'claim' && codes.has(code.start)) claims.add(`claim ${code.name}`);
  places.sort((a, b) => a - b);
  const stays = (annotation: Annotation): boolean => {
    if (annotation.codes.length > 0) return kept.has(annotation);
    if (annotation.claim) return claims.has(`claim ${annotation.claim.value}`);
    if (annotation.word === 'memo') return isBeside(whole, annotation, places);
    return annotation.word !== 'unrelated';
  };
  for (const annotation of whole.annotations) if (stays(annotation)) kept.add(annotation);
  const parts = new WeakMap<Transcript, Transcript>();
  return {
    ...digestOf(interview),
    uri: interview.uri,
    uses: interview.uses.filter(({ code }) => codes.has(code.start)),
    glosses: interview.glosses.filter(({ claim }) => claims.has(`claim ${claim}`)),
    dismissals: [],
    get transcript() {
      const now = interview.transcript;
      let part = parts.get(now);
      if (!part) parts.set(now, (part = partOfTranscript(now, spansOf(kept))));
      return part;
    },
    release: () => void interview.release(),
  };
}

type Keys = ReadonlySet<string>;

/** A transcript that was let go of comes back as another object: things are known by where they stand. */
function spansOf(things: ReadonlySet<object>): Keys {
  return new Set([...things].map((thing) => key(thing as { start: number; end: number })));
}

function key({ start, end }: { start: number; end: number }): string {
  return `${start} ${end}`;
}

function partOfTranscript(whole: Transcript, kept: Keys): Transcript {
  const staying = <T extends { start: number; end: number }>(list: readonly T[]): T[] =>
    list.filter((thing) => kept.has(key(thing)));
  const annotated = <T extends { annotations: Annotation[] }>(things: readonly T[]): T[] =>
    things.map((thing) =>
      thing.annotations.length > 0 ? { ...thing, annotations: staying(thing.annotations) } : thing,
    );
  return {
    ...whole,
    quotes: staying(whole.quotes),
    annotations: staying(whole.annotations),
    paragraphs: annotated(whole.paragraphs),
    topics: annotated(whole.topics) satisfies Topic[],
    get quotations() {
      return whole.quotations;
    },
  };
}

/** Whether what a memo is about holds the beginning of something that stays. */
function isBeside(
  { paragraphs, topics, text }: Transcript,
  { target }: Annotation,
  places: readonly number[],
): boolean {
  let [start, end] = [0, text.length + 1];
  if (target.kind === 'paragraph') ({ start, end } = paragraphs[target.index] ?? { start, end });
  else if (target.kind === 'topic') {
    const topic = topics[target.index];
    if (topic) [start, end] = [topic.start, topic.sectionEnd];
  }
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle] as number) < start) low = middle + 1;
    else high = middle;
  }
  return (places[low] ?? Infinity) < end;
}
