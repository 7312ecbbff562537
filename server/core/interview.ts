/** One transcript file, and what it says with codes. */
import { parse } from './parse';
import type { Span } from './span';
import { plainText } from './strip';
import type { Annotation, Code, Quote, Stance, Transcript } from './syntax';

export interface Interview {
  uri: string;
  transcript: Transcript;
  /** The title of the front matter, else the name of the file. */
  title: string;
  uses: CodeUse[];
  /** `%claim` lines that name a claim. */
  glosses: Gloss[];
}

/** One code in one place. */
export interface CodeUse {
  uri: string;
  code: Code;
  /** The words that it codes: a quote's, a paragraph's, a section's. */
  words: Span;
  quote?: Quote;
  /** Index into `turns` of the turn in which the words begin, or -1. */
  turn: number;
}

/** A use of a claim code. */
export interface Statement extends CodeUse {
  code: Extract<Code, { kind: 'claim' }>;
  stance: Stance;
}

export interface Gloss {
  uri: string;
  claim: string;
  /** The id in the `%claim` line. */
  span: Span;
  body: Span;
  text: string;
}

/** Parses a file as an interview. */
export function readInterview(uri: string, text: string): Interview {
  const transcript = parse(text);
  const uses: CodeUse[] = [];
  for (const quote of transcript.quotes) {
    for (const code of quote.codes) uses.push({ uri, code, words: quote.words, quote, turn: quote.turn });
  }
  for (const annotation of transcript.annotations) {
    if (annotation.codes.length === 0) continue;
    const { words, turn } = target(transcript, annotation);
    for (const code of annotation.codes) uses.push({ uri, code, words, turn });
  }
  uses.sort((a, b) => a.code.start - b.code.start);
  const glosses = transcript.annotations.flatMap((annotation): Gloss[] => {
    const { claim, body } = annotation;
    return claim
      ? [{ uri, claim: claim.value, span: claim.span, body, text: text.slice(body.start, body.end).trim() }]
      : [];
  });
  return { uri, transcript, title: transcript.frontMatter?.title?.value || fileName(uri), uses, glosses };
}

/** The words that an annotation line speaks of. */
function target({ paragraphs, topics, text }: Transcript, annotation: Annotation): { words: Span; turn: number } {
  if (annotation.target.kind === 'paragraph') {
    const paragraph = paragraphs[annotation.target.index];
    const part = paragraph?.parts[0];
    if (paragraph && part)
      return { words: { start: Math.min(part.words, paragraph.end), end: paragraph.end }, turn: part.turn };
  } else if (annotation.target.kind === 'topic') {
    const topic = topics[annotation.target.index];
    if (topic) return { words: { start: topic.start, end: topic.sectionEnd }, turn: -1 };
  }
  return { words: { start: 0, end: text.length }, turn: -1 };
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
