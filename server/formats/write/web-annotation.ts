/**
 * W3C Web Annotation, JSON-LD: quotes, tags, claims and memos beside the text, for programs that know nothing of our marks. The file holds
 * the text of each interview, too, so that it can be read again by itself.
 */
import type { Corpus } from '../../core/corpus';
import type { Interview } from '../../core/interview';
import type { Span } from '../../core/span';
import type { Code } from '../../core/syntax';
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
}

type Target = string | { type: 'SpecificResource'; source: string; selector: unknown[] };

interface Annotation {
  id: string;
  type: 'Annotation';
  motivation: string;
  creator?: { type: 'Person'; name: string };
  body?: unknown;
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
    losses: leftOut(interviews, ['addedTopics', 'addedTurns', 'asides', 'unrelated', 'unknown', 'fields']),
  };
};

function urn(...parts: (string | number)[]): string {
  return 'urn:uuid:' + guid('web-annotation', ...parts);
}

function textual(purpose: string, value: string): Body {
  return { type: 'TextualBody', purpose, value, format: 'text/plain' };
}

function annotationsOf({ transcript, title }: Interview, file: string): Annotation[] {
  const source = urn('text', file);
  const offsets = originalOffsets(transcript);
  const place = selectors(offsets);
  const coder = transcript.frontMatter?.coder?.value;
  const annotation = (
    kind: string,
    key: number,
    target: Target,
    rest: Pick<Annotation, 'motivation' | 'body'> & { by?: string },
  ): Annotation => {
    const creator = rest.by ?? coder;
    return {
      id: urn(kind, file, key),
      type: 'Annotation',
      motivation: rest.motivation,
      ...(creator ? { creator: { type: 'Person', name: creator } as const } : {}),
      ...(rest.body === undefined ? {} : { body: rest.body }),
      target,
    };
  };
  const at = (span: Span): Target => ({ type: 'SpecificResource', source, selector: place(span) });
  const links = (codes: readonly Code[], words: Span, kind: string, key: number): Annotation[] =>
    codes.flatMap((code, index) =>
      code.kind === 'claim'
        ? annotation(`${kind} ${index}`, key, at(words), { motivation: 'linking', body: linkBody(code) })
        : [],
    );
  const text = [
    textual('identifying', file),
    ...(title === '' ? [] : [textual('bookmarking', title)]),
    { ...textual('describing', offsets.text), ...languageOf(transcript.frontMatter?.language?.value) },
  ];
  const quotes = transcript.quotes.flatMap((quote, index) => {
    const bodies = bodiesOf(quote.codes);
    const claims = links(quote.codes, quote.words, 'quote', index);
    const motivation = bodies.some(({ purpose }) => purpose === 'tagging') ? 'tagging' : 'highlighting';
    if (bodies.length === 0 && claims.length > 0) return claims;
    const body = bodies.length > 0 ? bodies : undefined;
    return [annotation('quote', index, at(quote.words), { motivation, body }), ...claims];
  });
  const tagged = transcript.annotations.flatMap((line, index) => {
    const bodies = bodiesOf(line.codes);
    const words = targetOf(transcript, line);
    const body =
      bodies.length > 0 ? [annotation('tags', index, at(words), { motivation: 'classifying', body: bodies })] : [];
    return [...body, ...links(line.codes, words, 'tags', index)];
  });
  const memos = transcript.annotations.flatMap((line, index) => {
    if (line.word !== 'memo') return [];
    const target = line.target.kind === 'interview' ? source : at(targetOf(transcript, line));
    const body = textual('commenting', bodyOf(transcript, line));
    return [annotation('memo', index, target, { motivation: 'commenting', body, by: line.argument })];
  });
  return [annotation('text', 0, source, { motivation: 'describing', body: text }), ...quotes, ...tagged, ...memos];
}

function languageOf(language: string | undefined): { language?: string } {
  return language !== undefined && /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,4}$/.test(language) ? { language } : {};
}

/** The codes that are no claims. */
function bodiesOf(codes: readonly Code[]): Body[] {
  return codes.flatMap((code) => {
    if (code.kind === 'tag') return [textual('tagging', code.name)];
    if (code.kind === 'person') return [textual('identifying', code.name)];
    return code.kind === 'attribute' ? [textual('describing', `${code.name}=${code.value}`)] : [];
  });
}

function linkBody({ name, stance }: Extract<Code, { kind: 'claim' }>): unknown[] {
  return [
    { type: 'SpecificResource', source: urn('claim', name), purpose: 'linking' },
    textual('classifying', stance),
    textual('identifying', name),
  ];
}

/** What each claim is called and says, and which claims the codebook sets against each other. */
function claimsOf(corpus: Corpus, interviews: readonly Interview[]): Annotation[] {
  return usedClaims(corpus, interviews).flatMap(({ name, gloss, contradicts }): Annotation[] => [
    {
      id: urn('claim-says', name),
      type: 'Annotation',
      motivation: 'identifying',
      body: [textual('identifying', name), ...(gloss === undefined ? [] : [textual('describing', gloss)])],
      target: urn('claim', name),
    },
    ...contradicts.map((other): Annotation => ({
      id: urn('claim-contradicts', name, other),
      type: 'Annotation',
      motivation: 'linking',
      body: linkBody({ kind: 'claim', name: other, stance: 'contradicts', start: 0, end: 0 }),
      target: urn('claim', name),
    })),
  ]);
}

/** Where words are: by their position, and by themselves with what stands around them. */
function selectors(offsets: OriginalOffsets): (span: Span) => unknown[] {
  const { text } = offsets;
  const { toOffset } = positions(text, { unit: 'codepoint', crlf: 2 });
  const slice = (start: number, end: number): string => text.slice(toOffset(Math.max(0, start)), toOffset(end));
  return (span) => {
    const { start, end } = offsets.spanToOriginal(span);
    return [
      { type: 'TextPositionSelector', start, end },
      {
        type: 'TextQuoteSelector',
        exact: slice(start, end),
        prefix: slice(start - AROUND, start),
        suffix: slice(end, end + AROUND),
      },
    ];
  };
}
