/** Suggested relations that somebody has dismissed with `%unrelated`. */
import type { Corpus } from '../core/corpus';
import { readUnrelated } from '../core/annotations';
import { partAt } from '../core/find';
import { fileName, type Dismissal, type Interview } from '../core/interview';
import type { Span } from '../core/span';
import { plainText } from '../core/strip';
import type { Transcript } from '../core/syntax';
import { clip } from './card';
import { keepsWords, lineBelow } from './fixes/action';
import { fold, letters } from './matching';
import type { Edit, Place } from './place';

/**
 * **Not related.** A line `%unrelated interview-12 "first words of the passage"` under a paragraph says that the two have nothing to do
 * with each other. It holds both ways, whichever of the two is asked about, and wherever the same words stand once more, as long as the
 * words stand there: neither lines nor labels nor codes count. Without words all of the other interview is meant.
 *
 * @param span the words asked about.
 * @returns tells whether a passage of another interview is dismissed.
 */
export function dismissals(corpus: Corpus, uri: string, span: Span): (candidate: Place) => boolean {
  const here = corpus.interviews.get(uri);
  if (!here) return () => false;
  return (candidate) => {
    const there = corpus.interviews.get(candidate.uri);
    if (!there) return false;
    return (
      here.dismissals.some((line) => dismisses(line, here, span, there, candidate.span)) ||
      there.dismissals.some((line) => dismisses(line, there, candidate.span, here, span))
    );
  };
}

/** Whether a line of one interview says that these words of it have nothing to do with those words of the other. */
function dismisses(line: Dismissal, mine: Interview, words: Span, other: Interview, others: Span): boolean {
  const unrelated = readUnrelated(line.text, 0);
  if (!unrelated || !isCalled(other.uri, unrelated.interview.value)) return false;
  if (!meets(line.words, words) && !isRepeat(mine.transcript, line.words, words)) return false;
  if (!unrelated.words) return true;
  const wanted = letters(unrelated.words.value);
  return wanted !== '' && around(other.transcript, others).includes(wanted);
}

/** An empty span is somewhere, too. */
function meets(a: Span, b: Span): boolean {
  return a.start <= b.end && b.start <= a.end;
}

/** In UTF-16 units. */
const LONGEST_REPEAT = 4000;

/** Whether the words of one of two places stand in the other: what opens an interview as a teaser is said in it once more. */
function isRepeat(transcript: Transcript, a: Span, b: Span): boolean {
  if (a.end - a.start > LONGEST_REPEAT || b.end - b.start > LONGEST_REPEAT) return false;
  const [short = '', long = ''] = [a, b]
    .map((span) => letters(plainText(transcript, span)))
    .sort((one, other) => one.length - other.length);
  return short.length >= FEWEST_LETTERS && long.includes(short);
}

function isCalled(uri: string, name: string): boolean {
  const path = fold(pathOf(uri));
  const wanted = fold(name).replace(/\.transcript$/, '');
  return path === wanted || path.endsWith('/' + wanted);
}

/** In UTF-16 units: what is cut into passages may be cut elsewhere when it was edited. */
const NEAR = 200;

/** The letters of what one speaker says around some words. */
function around(transcript: Transcript, { start, end }: Span): string {
  const part = (offset: number): Span | undefined => {
    const place = partAt(transcript, offset);
    return place && transcript.paragraphs[place.paragraph]?.parts[place.part];
  };
  const first = Math.max(start - NEAR, part(start)?.start ?? 0);
  const last = Math.min(end + NEAR, part(Math.max(start, end - 1))?.end ?? end);
  return letters(plainText(transcript, { start: first, end: Math.max(last, end) }));
}

/** Words that are fewer might stand anywhere. */
const FEWEST_LETTERS = 12;
const LONGEST = 60;

/**
 * The edit that dismisses what is said at one place as an answer to what is said at the other: a line below the paragraph `here`.
 * None where it is dismissed already, `undefined` where there is no paragraph or no words.
 */
export function dismiss(corpus: Corpus, here: Place, there: Place): Edit[] | undefined {
  const { transcript } = corpus.interviews.get(here.uri) ?? {};
  const other = corpus.interviews.get(there.uri);
  const paragraph = transcript && transcript.paragraphs[partAt(transcript, here.span.start)?.paragraph ?? -1];
  if (!transcript || !other || here.uri === there.uri || !paragraph) return undefined;
  if (dismissals(corpus, here.uri, paragraph)(there)) return [];
  const words = firstWords(other.transcript, there.span);
  if (words === '') return undefined;
  const line = `%unrelated ${nameOf(corpus, there.uri)} "${words}"`;
  const edits = [lineBelow(transcript, paragraph, line)];
  return keepsWords(transcript, edits) ? edits : undefined;
}

function firstWords(transcript: Transcript, span: Span): string {
  const place = partAt(transcript, span.start);
  const part = place && transcript.paragraphs[place.paragraph]?.parts[place.part];
  const first = (start: number): string => {
    const end = Math.max(span.end, part?.end ?? 0);
    const words = plainText(transcript, { start, end: Math.min(end, start + 8 * LONGEST) }).replaceAll('"', '');
    return clip(words, LONGEST).replace(/…$/, '').trim();
  };
  const words = first(span.start);
  const enough = part === undefined || letters(words).length >= FEWEST_LETTERS;
  const chosen = enough ? words : first(part.words);
  return letters(chosen) === '' ? '' : chosen;
}

/** The name of an interview's file, with as many of its folders as it takes to be the only one. */
function nameOf({ interviews }: Corpus, uri: string): string {
  const path = pathOf(uri);
  const others = [...interviews.keys()].filter((other) => other !== uri).map((other) => '/' + fold(pathOf(other)));
  let from = path.lastIndexOf('/');
  const isShared = (): boolean => others.some((other) => other.endsWith('/' + fold(path.slice(from + 1))));
  while (from > 0 && isShared()) from = path.lastIndexOf('/', from - 1);
  return path.slice(from + 1);
}

/** A URI or path as somebody would write it, without the extension. */
function pathOf(uri: string): string {
  const path = uri.replaceAll('\\', '/');
  let folder = path.slice(0, path.lastIndexOf('/') + 1);
  try {
    folder = decodeURIComponent(folder);
  } catch {
    // Not encoded: a path.
  }
  return (folder + fileName(uri)).replace(/["\p{Cc}]/gu, '');
}
