/**
 * W3C Web Annotation, JSON-LD: quotes, tags, claims and memos beside the text, for programs that know nothing of our marks. The file holds
 * the text of each interview, too, so that it can be read again by itself.
 */
import type { Corpus } from '../../core/corpus';
import type { Interview } from '../../core/interview';
import type { Span } from '../../core/span';
import type { Code, Stance } from '../../core/syntax';
import type { Exporter } from '../export';
import { leftOut } from '../losses';
import { originalOffsets, positions, type OriginalOffsets } from '../offsets';
import { guid } from '../refi/guid';
import { bodyOf, targetOf } from '../targets';
import { fileNames, usedClaims } from '../used';

export const CONTEXT = 'http://www.w3.org/ns/anno.jsonld';

/** How much of the text stands around a quote, in code points. */
const AROUND = 32;

interface Body {
  type: 'TextualBody';
  purpose: string;
  value: string;
  format: 'text/plain';
  language?: string;
}

/** A claim is a thing of its own, which quotes in all interviews link to. */
interface Link {
  type: 'SpecificResource';
  purpose: 'linking';
  source: string;
}

type Target = string | { type: 'SpecificResource'; source: string; selector: unknown[] };

interface Said {
  motivation: string[];
  body?: (Body | Link)[];
  /** Who says so. */
  by?: string;
}

interface Annotation {
  id: string;
  type: 'Annotation';
  motivation: string[];
  creator?: { type: 'Person'; name: string };
  body?: (Body | Link)[];
  target: Target;
}

/** An `AnnotationCollection` with one page. Offsets count code points of the stripped text; ends are exclusive. */
export const toWebAnnotation: Exporter = (corpus, interviews) => {
  const names = fileNames(interviews.map(({ uri }) => uri));
  const items = [
    ...interviews.flatMap((interview, index) => annotationsOf(interview, names[index] ?? '')),
    ...claimsOf(corpus, interviews),
  ];
  const document = {
    '@context': CONTEXT,
    id: urn('collection', ...names),
    type: 'AnnotationCollection',
    label: 'Throughline',
    total: items.length,
    first: { id: urn('page', ...names), type: 'AnnotationPage', startIndex: 0, items },
  };
  return {
    data: JSON.stringify(document, null, 1) + '\n',
    losses: leftOut(interviews, ['unrelated', 'unknown', 'fields']),
  };
};

function urn(...parts: (string | number)[]): string {
  return 'urn:uuid:' + guid('web-annotation', ...parts);
}

function textual(purpose: string, value: string): Body {
  return { type: 'TextualBody', purpose, value, format: 'text/plain' };
}

/** What each annotation is shows in its first motivation; the annotation of the text comes first. */
function annotationsOf({ transcript, title }: Interview, file: string): Annotation[] {
  const source = urn('text', file);
  const offsets = originalOffsets(transcript);
  const select = selectors(offsets);
  const { frontMatter, quotes, annotations, topics, turns, speakers, paragraphs } = transcript;
  const coder = frontMatter?.coder?.value;
  const about = (span: Span): Target => ({ type: 'SpecificResource', source, selector: select(span) });
  const made: Annotation[] = [];
  const add = (kind: string, number: number, target: Target, { motivation, body = [], by }: Said): void => {
    made.push({
      id: urn(kind, file, number),
      type: 'Annotation',
      motivation,
      ...(by ? { creator: { type: 'Person', name: by } as const } : {}),
      ...(body.length > 0 ? { body } : {}),
      target,
    });
  };
  add('text', 0, source, {
    by: coder,
    motivation: ['describing'],
    body: [
      textual('identifying', file),
      textual('bookmarking', title),
      { ...textual('describing', offsets.text), ...languageOf(frontMatter?.language?.value) },
    ],
  });
  for (const [index, { label, name, role }] of speakers.entries()) {
    const body = [
      textual('identifying', label),
      textual('describing', name),
      textual('classifying', role === undefined ? 'speaker' : `speaker, ${role}`),
    ];
    add('speaker', index, source, { motivation: ['identifying'], body });
  }
  for (const [index, { words, codes }] of quotes.entries())
    add('quote', index, about(words), {
      motivation: ['highlighting', ...purposes(codes)],
      body: codes.flatMap(bodies),
      by: coder,
    });
  for (const [index, line] of annotations.entries()) {
    const target = line.target.kind === 'interview' ? source : about(targetOf(transcript, line));
    if (line.codes.length > 0) {
      const motivation = ['classifying', ...purposes(line.codes)];
      add('tags', index, target, { motivation, body: line.codes.flatMap(bodies), by: coder });
    } else if (line.word === 'memo') {
      const body = [textual('commenting', bodyOf(transcript, line))];
      add('memo', index, target, { motivation: ['commenting'], body, by: line.argument });
    }
  }
  for (const [index, topic] of topics.entries()) {
    const body = [
      textual('bookmarking', topic.title),
      textual('classifying', `${topic.added ? 'added topic' : 'heading'} ${topic.level}`),
    ];
    add('topic', index, about({ start: topic.start, end: topic.sectionEnd }), { motivation: ['bookmarking'], body });
  }
  for (const [index, turn] of turns.entries()) {
    if (!turn.added) continue;
    const body = [textual('identifying', turn.label), textual('classifying', turn.guess ? 'guess' : 'turn')];
    add('turn', index, about(turn), { motivation: ['identifying'], body });
  }
  for (const [index, { start, end, aside }] of paragraphs.entries())
    if (aside)
      add('aside', index, about({ start, end }), {
        motivation: ['moderating'],
        body: [textual('moderating', 'aside')],
      });
  return made;
}

function purposes(codes: readonly Code[]): string[] {
  const has = (kind: Code['kind']): boolean => codes.some((code) => code.kind === kind);
  return [...(has('tag') ? ['tagging'] : []), ...(has('claim') ? ['linking'] : [])];
}

function languageOf(language: string | undefined): { language?: string } {
  return language !== undefined && /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,4}$/.test(language) ? { language } : {};
}

function bodies(code: Code): (Body | Link)[] {
  switch (code.kind) {
    case 'tag':
      return [textual('tagging', code.name)];
    case 'person':
      return [textual('identifying', code.name)];
    case 'attribute':
      return [textual('describing', `${code.name}=${code.value}`)];
    case 'claim':
      return linkTo(code.name, code.stance);
  }
}

/** The claim, and what is done to it in words: `supports rents-doubled`. */
function linkTo(claim: string, stance: Stance): (Body | Link)[] {
  return [
    { type: 'SpecificResource', purpose: 'linking', source: urn('claim', claim) },
    textual('linking', `${stance} ${claim}`),
  ];
}

/** What each claim is called and says, and which claims the codebook sets against each other. */
function claimsOf(corpus: Corpus, interviews: readonly Interview[]): Annotation[] {
  return usedClaims(corpus, interviews).flatMap(({ name, gloss, contradicts }): Annotation[] => [
    {
      id: urn('claim-says', name),
      type: 'Annotation',
      motivation: ['identifying'],
      body: [textual('identifying', name), ...(gloss === undefined ? [] : [textual('describing', gloss)])],
      target: urn('claim', name),
    },
    ...contradicts.map((other): Annotation => ({
      id: urn('claim-contradicts', name, other),
      type: 'Annotation',
      motivation: ['linking'],
      body: linkTo(other, 'contradicts'),
      target: urn('claim', name),
    })),
  ]);
}

/** Sections are selected by their position alone: their words would stand in the file twice. */
const LONGEST_EXACT = 5000;

/** Where words are: by their position, and by themselves with what stands around them. */
function selectors(offsets: OriginalOffsets): (span: Span) => unknown[] {
  const { text } = offsets;
  const { toOffset } = positions(text, { unit: 'codepoint', crlf: 2 });
  const slice = (start: number, end: number): string => text.slice(toOffset(Math.max(0, start)), toOffset(end));
  return (span) => {
    const { start, end } = offsets.spanToOriginal(span);
    const position = { type: 'TextPositionSelector', start, end };
    if (end - start > LONGEST_EXACT) return [position];
    return [
      position,
      {
        type: 'TextQuoteSelector',
        exact: slice(start, end),
        prefix: slice(start - AROUND, start),
        suffix: slice(end, end + AROUND),
      },
    ];
  };
}
