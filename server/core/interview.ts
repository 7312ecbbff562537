/** One transcript file, and what it says with codes. */
import { contentHash } from './content-hash';
import { digest, type CodeUse, type Digest, type Dismissal, type Gloss } from './digest';
import { parse } from './parse';
import type { Span } from './span';
import { plainText } from './strip';
import type { Transcript } from './syntax';

export type { CodeUse, Digest, Dismissal, Gloss, Statement } from './digest';

/** What is asked of all interviews stands in the digest; the transcript is for the few that are shown or edited. */
export interface Interview extends Digest {
  uri: string;
  uses: CodeUse[];
  glosses: Gloss[];
  dismissals: Dismissal[];
  /**
   * Text and tree. Where they were let go of they are read again, which takes milliseconds: `LOST` where the file does not say the same
   * any more.
   */
  readonly transcript: Transcript;
  /** Lets go of text and tree, where they can be had again. */
  release(): void;
}

/** Where released transcripts come from. */
export interface Restorer {
  restore(interview: Interview): Transcript;
}

/** Stands for a transcript that cannot be had now: it has no words, so none are shown under a wrong name. */
export const LOST: Transcript = parse('');

/** The transcript, unless it cannot be had now: then whatever would show words of it is left out. */
export function transcriptOf(interview: Interview | undefined): Transcript | undefined {
  const transcript = interview?.transcript;
  return transcript === LOST ? undefined : transcript;
}

/**
 * Parses a file as an interview.
 *
 * @param restorer gives text and tree again after `release`; without it they are kept.
 */
export function readInterview(uri: string, text: string, restorer?: Restorer): Interview {
  const transcript = parse(text);
  return toInterview(uri, digest(transcript, fileName(uri)), restorer, transcript);
}

/** An interview from its digest alone; its transcript is had when it is first asked for. */
export function restoreInterview(uri: string, known: Digest, restorer: Restorer): Interview {
  return toInterview(uri, known, restorer);
}

function toInterview(
  uri: string,
  known: Omit<Digest, 'hash'> & { hash?: number },
  restorer: Restorer | undefined,
  transcript: Transcript | undefined = undefined,
): Interview {
  const ofFile = <T extends object>(parts: readonly T[]): (T & { uri: string })[] =>
    parts.map((part) => ({ ...part, uri }));
  let held = transcript;
  let { hash } = known;
  return {
    ...known,
    uri,
    uses: ofFile(known.uses),
    glosses: ofFile(known.glosses),
    dismissals: ofFile(known.dismissals),
    get hash() {
      return (hash ??= contentHash(held?.text ?? ''));
    },
    get transcript() {
      return held ?? restorer?.restore(this) ?? LOST;
    },
    release() {
      if (!restorer) return;
      hash ??= contentHash(held?.text ?? '');
      held = undefined;
    },
  };
}

/** The part of an interview that can be stored. */
export function digestOf(interview: Interview): Digest {
  const { title, titleSpan, date, language, speakers, topics, lineStarts, turns, length, hash } = interview;
  const { uses, glosses, dismissals } = interview;
  return {
    title,
    titleSpan,
    date,
    language,
    speakers,
    topics,
    lineStarts,
    turns,
    uses,
    glosses,
    dismissals,
    length,
    hash,
  };
}

/** The speaker of a turn, as an index into `speakers`, or -1. */
export function speakerOfTurn({ turns }: Digest, turn: number): number {
  return turns[3 * turn + 2] ?? -1;
}

/** Where the labels stand with which a speaker's turns begin. */
export function labelSpans({ turns }: Digest, speaker: number): Span[] {
  const spans: Span[] = [];
  for (let at = 0; at < turns.length; at += 3)
    if (turns[at + 2] === speaker) spans.push({ start: turns[at] ?? 0, end: turns[at + 1] ?? 0 });
  return spans;
}

/** The last part of a URI or path, without its extension. */
export function fileName(uri: string): string {
  const last = uri.replace(/\\/g, '/').split('/').at(-1) ?? uri;
  let name = last;
  try {
    name = decodeURIComponent(last);
  } catch {
    // Not encoded: a path.
  }
  return name.replace(/\.[^.]*$/, '') || name;
}

/** The speaker's index of a turn, or -1. */
export function speakerOf({ turns }: Transcript, turn: number): number {
  return turns[turn]?.speaker ?? -1;
}

const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}'’-]*/gu;

/** How many words stand in a text; a hyphenated one counts once. */
export function countWords(text: string): number {
  let count = 0;
  WORD.lastIndex = 0;
  while (WORD.exec(text)) count++;
  return count;
}

/** Words and turns of each speaker, by index into `speakers`; asides, labels and times are not counted. */
export function shares(transcript: Transcript): { words: number; turns: number }[] {
  const counts = transcript.speakers.map(() => ({ words: 0, turns: 0 }));
  for (const { speaker } of transcript.turns) {
    const count = counts[speaker];
    if (count) count.turns++;
  }
  for (const paragraph of transcript.paragraphs) {
    if (paragraph.aside) continue;
    for (const part of paragraph.parts) {
      const count = counts[speakerOf(transcript, part.turn)];
      if (count) count.words += countWords(plainText(transcript, { start: part.words, end: part.end }));
    }
  }
  return counts;
}
