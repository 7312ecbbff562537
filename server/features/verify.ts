/** The words of a transcript against its original. */
import { annotatedOffsets } from '../core/plain-text';
import type { Span } from '../core/span';
import { strip } from '../core/strip';
import type { Transcript } from '../core/syntax';
import type { Diagnostic } from './diagnostics';

export interface Difference {
  /** `line-ends` where nothing else differs: the same lines end otherwise. */
  kind: 'words' | 'line-ends';
  /** In the stripped text; empty where something is missing. */
  stripped: Span;
  /** In the original; empty where something was put in. */
  original: Span;
}

/**
 * The first place at which two texts differ, widened to whole words on both sides; where only line ends differ, the first of these. Takes
 * linear time.
 *
 * @param stripped the words of a transcript without its annotation layer.
 */
export function firstDifference(stripped: string, original: string): Difference | undefined {
  if (stripped === original) return undefined;
  let lineEnd: Difference | undefined;
  let i = 0;
  let j = 0;
  while (i < stripped.length && j < original.length) {
    const here = lineEndAt(stripped, i);
    const there = lineEndAt(original, j);
    if (here > 0 && there > 0) {
      const span = { stripped: { start: i, end: i + here }, original: { start: j, end: j + there } };
      const same = here === there && stripped.charCodeAt(i) === original.charCodeAt(j);
      if (!same) lineEnd ??= { kind: 'line-ends', ...span };
      i += here;
      j += there;
    } else if (here === 0 && there === 0 && stripped.charCodeAt(i) === original.charCodeAt(j)) {
      i++;
      j++;
    } else break;
  }
  if (i === stripped.length && j === original.length) return lineEnd;
  return around(stripped, i, original, j);
}

/** Where a span of the stripped text is in the annotated one. */
export function inTranscript(transcript: Pick<Transcript, 'layer'>, { start, end }: Span): Span {
  const annotated = annotatedOffsets(transcript);
  const from = annotated(start, 'behind');
  return { start: from, end: Math.max(from, annotated(end, 'before')) };
}

/**
 * **The record.** Where the front matter names the original, and the words of the transcript are not its words any more, the first place
 * that differs: an edited transcript is not taken for the record.
 *
 * Line ends are left to the command line: editors make all of a file's alike.
 *
 * @param original what the file says by now.
 */
export function recordProblem(transcript: Transcript, original: { uri: string; text: string }): Diagnostic | undefined {
  const difference = firstDifference(strip(transcript), original.text);
  if (difference?.kind !== 'words') return undefined;
  return {
    span: visible(transcript.text, inTranscript(transcript, difference.stripped)),
    code: 'edited-original',
    severity: 'warning',
    message: `From here on the words are not those of the original: ${sentence(difference)}`,
    related: [
      { place: { uri: original.uri, span: visible(original.text, difference.original) }, message: 'The original here' },
    ],
  };
}

function sentence({ stripped, original }: Difference): string {
  if (stripped.start === stripped.end) return 'something is left out.';
  return original.start === original.end ? 'something was put in.' : 'something was changed.';
}

/** 0 where no line ends. */
function lineEndAt(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return unit === 10 ? 1 : unit !== 13 ? 0 : text.charCodeAt(at + 1) === 10 ? 2 : 1;
}

/** How far is looked for the place where two texts agree again, on both sides together, and for how many units they have to. */
const REACH = 400;
const AGREED = 12;
const LONGEST_WORD = 60;

/** Widens the place at which two texts part to whole words, up to where they agree again. */
function around(a: string, i: number, b: string, j: number): Difference {
  let [end, otherEnd] = agreement(a, i, b, j);
  let back = 0;
  // What stands before is the same on both sides.
  if (isWord(a, i) || isWord(b, j)) while (back < LONGEST_WORD && isWord(a, i - back - 1)) back++;
  if (isWord(a, end - 1) || isWord(b, otherEnd - 1)) {
    for (let steps = 0; steps < LONGEST_WORD && isWord(a, end) && isWord(b, otherEnd); steps++) {
      end++;
      otherEnd++;
    }
  }
  return { kind: 'words', stripped: { start: i - back, end }, original: { start: j - back, end: otherEnd } };
}

/** Where two texts that differ at `i` and `j` agree again; the ends of their lines where that is far. */
function agreement(a: string, i: number, b: string, j: number): [number, number] {
  for (let both = 1; both <= REACH; both++) {
    for (let left = 0; left <= both; left++) {
      const [from, to] = [i + left, j + both - left];
      if (from > a.length || to > b.length || !agree(a, from, b, to)) continue;
      return [from, to];
    }
  }
  return [lineEndFrom(a, i), lineEndFrom(b, j)];
}

function agree(a: string, from: number, b: string, to: number): boolean {
  for (let steps = 0; steps < AGREED; steps++) {
    // Both end here, or neither does.
    if (from >= a.length || to >= b.length) return from >= a.length && to >= b.length;
    const [here, there] = [lineEndAt(a, from), lineEndAt(b, to)];
    if (here > 0 !== there > 0 || (here === 0 && a.charCodeAt(from) !== b.charCodeAt(to))) return false;
    from += here || 1;
    to += there || 1;
  }
  return true;
}

function lineEndFrom(text: string, from: number): number {
  let at = from;
  while (at < text.length && lineEndAt(text, at) === 0) at++;
  return at;
}

/** Halves of surrogate pairs count, so that none is cut in two. */
function isWord(text: string, at: number): boolean {
  return /[\p{L}\p{M}\p{N}\ud800-\udfff]/u.test(text.charAt(at));
}

/** A span with something to be seen in it: of an empty one the character behind it, or before it where a line ends. */
function visible(text: string, { start, end }: Span): Span {
  if (end > start) return { start, end };
  if (start < text.length && lineEndAt(text, start) === 0) return { start, end: start + 1 };
  return { start: Math.max(0, start - 1), end: start };
}
