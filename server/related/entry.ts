/** What is kept of an interview whose passages are in the index: numbers, and no words. */
import { contentHash } from '../core/content-hash';
import { plainText } from '../core/strip';
import type { Transcript } from '../core/syntax';
import { passagesOf, type Passage } from './passages';

/** What the index wants of an interview. Its transcript is asked for when words are needed, and may be without any by then. */
export interface Indexable {
  uri: string;
  readonly transcript: Transcript;
}

/** What is known of a passage without its words. */
export const QUESTION = 1;
export const STATEMENT = 2;
export const SPOKEN = 4;
export const CODED = 8;

/** One interview in the index. The lists go by the numbers of its passages. */
export interface Entry {
  source: Indexable;
  language: string | undefined;
  /** The number under which the inverted index knows it. */
  owner: number;
  /** The document of each passage in the inverted index. */
  documents: Uint32Array;
  paragraphs: Uint32Array;
  /** `QUESTION`, `STATEMENT`, `SPOKEN` and `CODED`. */
  flags: Uint8Array;
  /** Of the words without the annotation layer. */
  hashes: Float64Array;
}

export function flagsOf({ question, statement, speaker, coded }: Passage): number {
  return (question ? QUESTION : 0) | (statement ? STATEMENT : 0) | (speaker >= 0 ? SPOKEN : 0) | (coded ? CODED : 0);
}

/** The language that words of a transcript are in, as its front matter names it. */
export function languageOf({ frontMatter }: Transcript): string | undefined {
  return frontMatter?.language?.value;
}

/** A passage made anew from the transcript; `undefined` where that does not say the same any more. */
export function passageOf(
  { paragraphs, flags, hashes }: Entry,
  place: number,
  transcript: Transcript,
): Passage | undefined {
  const paragraph = paragraphs[place] as number;
  let first = place;
  while (first > 0 && paragraphs[first - 1] === paragraph) first--;
  const passage = passagesOf(transcript, paragraph)[place - first];
  if (!passage || contentHash(plainText(transcript, passage)) !== hashes[place]) return undefined;
  const known = flags[place] as number;
  return {
    ...passage,
    question: (known & QUESTION) !== 0,
    statement: (known & STATEMENT) !== 0,
    coded: (known & CODED) !== 0,
  };
}
