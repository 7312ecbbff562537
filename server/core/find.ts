/** What lies at an offset. */
import { contains, touches, upperBound, type Span } from './span';
import type { Annotation, Code, Field, Paragraph, ParagraphPart, Quote, Topic, Transcript, Turn } from './syntax';

export type Found =
  | { kind: 'code'; span: Span; code: Code; quote?: Quote; annotation?: Annotation }
  /** The id of a `%claim` line. */
  | { kind: 'gloss'; span: Span; claim: string; annotation: Annotation }
  | { kind: 'label'; span: Span; turn: number }
  | { kind: 'declaration'; span: Span; speaker: number }
  | { kind: 'field'; span: Span; key: string; field: Field }
  | { kind: 'topic'; span: Span; topic: number };

/** The named thing at `offset` (either end counts), the innermost where several lie there; `undefined` on plain words. */
export function findAt(transcript: Transcript, offset: number): Found | undefined {
  for (const quote of transcript.quotes) {
    if (!touches(quote.close, offset)) continue;
    const code = quote.codes.find((candidate) => touches(candidate, offset));
    if (code) return { kind: 'code', span: { start: code.start, end: code.end }, code, quote };
  }
  for (const annotation of transcript.annotations) {
    if (!touches(annotation, offset)) continue;
    const code = annotation.codes.find((candidate) => touches(candidate, offset));
    if (code) return { kind: 'code', span: { start: code.start, end: code.end }, code, annotation };
    if (annotation.claim && touches(annotation.claim.span, offset)) {
      return { kind: 'gloss', span: annotation.claim.span, claim: annotation.claim.value, annotation };
    }
  }
  const turn = transcript.turns.findIndex(({ labelSpan }) => touches(labelSpan, offset));
  if (turn >= 0) return { kind: 'label', span: (transcript.turns[turn] as Turn).labelSpan, turn };
  const front = transcript.frontMatter;
  if (front && touches(front, offset)) {
    const speaker = transcript.speakers.findIndex(({ declared }) => declared && touches(declared.labelSpan, offset));
    const declared = transcript.speakers[speaker]?.declared;
    if (declared) return { kind: 'declaration', span: declared.labelSpan, speaker };
    for (const key of ['original', 'source', 'media'] as const) {
      const field = front[key];
      if (field && touches(field.span, offset)) return { kind: 'field', span: field.span, key, field };
    }
    return undefined;
  }
  const topic = transcript.topics.findIndex((candidate) => touches(candidate, offset));
  if (topic >= 0) return { kind: 'topic', span: (transcript.topics[topic] as Topic).titleSpan, topic };
  return undefined;
}

/** The stretch of a paragraph that one speaker says at `offset`. */
export function partAt(transcript: Transcript, offset: number): { paragraph: number; part: number } | undefined {
  const paragraph = upperBound(transcript.paragraphs, offset) - 1;
  const found: Paragraph | undefined = transcript.paragraphs[paragraph];
  if (!found || offset > found.end) return undefined;
  const part = Math.max(0, upperBound(found.parts, offset) - 1);
  return found.parts[part] ? { paragraph, part } : undefined;
}

/** The quotes whose words or marks hold `offset`, the shortest first. */
export function quotesAt(transcript: Transcript, offset: number): Quote[] {
  return transcript.quotes
    .filter((quote) => touches(quote, offset))
    .sort((a, b) => a.end - a.start - (b.end - b.start));
}

/** Whether the words lie wholly in a quote that has a tag or a claim. */
export function isCoded(transcript: Transcript, words: Span): boolean {
  return transcript.quotes.some((quote) => contains(quote, words) && quote.codes.some(isTagOrClaim));
}

/** Whether a code says what the words are about: a tag or a claim. */
export function isTagOrClaim(code: Code): boolean {
  return code.kind === 'tag' || code.kind === 'claim';
}

/** The turn of a part, if it has one. */
export function turnOf({ turns }: Transcript, part: ParagraphPart | undefined): Turn | undefined {
  return part ? turns[part.turn] : undefined;
}
