/** From a place in a transcript to weighted terms. */
import { overlaps, type Span } from '../core/span';
import type { Transcript } from '../core/syntax';
import { parameters } from './parameters';
import type { Passage } from './passages';
import { plainView } from './plain';
import { sentences } from './sentences';
import { NONE, type Vocabulary } from './vocabulary';
import { eachWord } from './words';

export interface Query {
  /** Number of a term -> its weight, in the order in which the words come: those asked about first, then the nearest. */
  weights: Map<number, number>;
  /** The terms of the words asked about themselves, and of the glosses of their claims. */
  own: Set<number>;
  /** The terms of the speaker's name alone: they tell passages apart, and are not counted among what is shared. */
  name: Set<number>;
}

/** A query of free words. */
export function queryOfWords(text: string, vocabulary: Vocabulary, language?: string): Query {
  const query: Query = { weights: new Map(), own: new Set(), name: new Set() };
  addWords(query, text, 1, vocabulary, language, parameters.repeated);
  query.own = new Set(query.weights.keys());
  return query;
}

/**
 * A query of the words of a span, widened by what stands around it: sentences where the span is part of a passage, else passages,
 * and the heading; their words count the less the farther away they are. And by the speaker's name: what is `I` here is called by
 * name elsewhere.
 *
 * @param found the passages of the transcript, in file order.
 * @param gloss what the claims of the span say: it counts as said there, for what is short or only hinted at is spelled out in it.
 */
export function queryOfSpan(
  transcript: Transcript,
  found: readonly Passage[],
  span: Span,
  widen: boolean,
  vocabulary: Vocabulary,
  gloss = '',
): Query {
  const language = transcript.frontMatter?.language?.value;
  const query = queryOfWords(plainView(transcript, span).text, vocabulary, language);
  addWords(query, gloss, parameters.gloss, vocabulary, language);
  query.own = new Set(query.weights.keys());
  if (!widen) return query;
  for (const { text, weight } of surroundings(transcript, found, span))
    addWords(query, text, weight, vocabulary, language);
  const speaker = transcript.speakers[found.find(({ end }) => end > span.start)?.speaker ?? -1];
  if (speaker) addName(query, speaker.name, vocabulary, language);
  return query;
}

function addName(query: Query, name: string, vocabulary: Vocabulary, language?: string): void {
  const others = new Set(query.weights.keys());
  // The figure of `Speaker 2` is no name.
  addWords(query, name.replace(/\p{Nd}/gu, ''), parameters.speaker, vocabulary, language);
  query.name = new Set([...query.weights.keys()].filter((term) => !others.has(term)));
}

interface Surrounding {
  text: string;
  weight: number;
}

/** What stands around a span, nearest first. */
function surroundings(transcript: Transcript, found: readonly Passage[], span: Span): Surrounding[] {
  const { reach, neighbour, heading } = parameters;
  const first = found.findIndex(({ end }) => end > span.start);
  if (first < 0) return [];
  let last = first;
  while (last + 1 < found.length && overlaps(found[last + 1] as Passage, span)) last++;
  const near = found.slice(Math.max(0, first - reach), last + 1 + reach);
  const isPart = near.some(
    (passage) => overlaps(passage, span) && (passage.start < span.start || passage.end > span.end),
  );
  const units = isPart ? near.flatMap((passage) => sentencesOf(transcript, passage)) : near;
  const within = units.map((unit) => overlaps(unit, span));
  const from = within.indexOf(true);
  const to = within.lastIndexOf(true);
  const around: Surrounding[] = [];
  const add = (unit: Span | undefined, distance: number): void => {
    if (unit) around.push({ text: plainView(transcript, unit).text, weight: neighbour / distance });
  };
  if (from >= 0) {
    const before = { start: (units[from] as Span).start, end: span.start };
    const behind = { start: span.end, end: (units[to] as Span).end };
    if (before.start < before.end) add(before, 1);
    if (behind.start < behind.end) add(behind, 1);
    for (let distance = 1; distance <= reach; distance++) {
      add(units[from - distance], distance);
      add(units[to + distance], distance);
    }
  }
  const topic = transcript.topics[(found[first] as Passage).topic];
  if (topic) around.push({ text: topic.title, weight: heading });
  return around;
}

function sentencesOf(transcript: Transcript, span: Span): Span[] {
  const view = plainView(transcript, span);
  return sentences(view.text, 0, view.text.length).map(view.toSource);
}

/**
 * Adds the words of a text to the query. A word counts once in a text, however often it is repeated, unless `repeated` says how much
 * more it counts.
 */
function addWords(
  { weights }: Query,
  text: string,
  weight: number,
  vocabulary: Vocabulary,
  language?: string,
  repeated = 0,
): void {
  const counts = new Map<number, number>();
  eachWord(text, 0, text.length, (start, end) => {
    const term = vocabulary.numberAt(text, start, end, language);
    counts.set(term, (counts.get(term) ?? 0) + 1);
  });
  counts.delete(NONE);
  for (const [term, count] of counts)
    weights.set(term, (weights.get(term) ?? 0) + weight * (1 + repeated * Math.log(count)));
}
