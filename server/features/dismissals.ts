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
 * words stand there: neither lines nor labels nor codes count, nor what the file is called by now. Without words all of the other
 * interview is meant.
 *
 * @param span the words asked about.
 * @returns tells whether a passage of another interview is dismissed.
 */
export function dismissals(corpus: Corpus, uri: string, span: Span): (candidate: Place) => boolean {
  const here = corpus.interviews.get(uri);
  if (!here) return () => false;
  const mine = side(here, span);
  return (candidate) => {
    const there = corpus.interviews.get(candidate.uri);
    if (!there) return false;
    const theirs = side(there, candidate.span);
    const one = linesOf(here).some((line) => dismisses(corpus, line, mine, theirs));
    return one || linesOf(there).some((line) => dismisses(corpus, line, theirs, mine));
  };
}

/** Words of an interview. */
interface Side {
  interview: Interview;
  span: Span;
  /** The name of the file with its folders, folded. */
  path: string;
  /** The letters of what is said around the words. */
  said: () => string;
}

function side(interview: Interview, span: Span): Side {
  let said: string | undefined;
  const path = fold(pathOf(interview.uri));
  return { interview, span, path, said: () => (said ??= around(interview.transcript, span)) };
}

/** What an `%unrelated` line says. */
interface Line {
  /** The words that it speaks of. */
  words: Span;
  /** The other interview, folded. */
  name: string;
  /** The letters of the words in quotation marks. */
  quoted?: string;
}

/** An interview is never changed: one that is read anew is another one. */
const known = new WeakMap<Interview, Line[]>();

function linesOf(interview: Interview): Line[] {
  let lines = known.get(interview);
  if (!lines) {
    lines = interview.dismissals.flatMap(({ words, text }: Dismissal): Line[] => {
      const unrelated = readUnrelated(text, 0);
      if (!unrelated) return [];
      const name = fold(unrelated.interview.value).replace(/\.transcript$/, '');
      return [{ words, name, quoted: unrelated.words && letters(unrelated.words.value) }];
    });
    known.set(interview, lines);
  }
  return lines;
}

/** Whether a line of one interview says that these words of it have nothing to do with those words of the other. */
function dismisses(corpus: Corpus, { words, name, quoted }: Line, mine: Side, other: Side): boolean {
  if (!isCalled(other.path, name) && !isRenamed(corpus, name, quoted, other)) return false;
  if (quoted !== undefined && (quoted === '' || !other.said().includes(quoted))) return false;
  return meets(words, mine.span) || isRepeat(mine.interview.transcript, words, mine.span);
}

/** Whether the words tell which interview is meant, where none has that name any more. */
function isRenamed({ interviews }: Corpus, name: string, quoted: string | undefined, { said }: Side): boolean {
  if (quoted === undefined || quoted.length < FEWEST_LETTERS || !said().includes(quoted)) return false;
  for (const uri of interviews.keys()) if (isCalled(fold(pathOf(uri)), name)) return false;
  return true;
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

/** Both folded; a path is called by its last parts. */
function isCalled(path: string, name: string): boolean {
  return path === name || path.endsWith('/' + name);
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
