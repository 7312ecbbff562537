import type { Interview } from '../core/interview';
import { overlaps, type Span } from '../core/span';
import type { Code, Transcript } from '../core/syntax';

/** The legend. The client maps these to scopes that every theme has a colour for. */
export const tokenTypes = [
  'label',
  'topic',
  'tag',
  'claim',
  'person',
  'attribute',
  'mark',
  'annotation',
  'gloss',
  'memo',
  'time',
  'escape',
] as const;
export const tokenModifiers = ['declaration', 'supports', 'contradicts', 'guess'] as const;

export type TokenType = (typeof tokenTypes)[number];
export type TokenModifier = (typeof tokenModifiers)[number];

export interface SemanticToken extends Span {
  type: TokenType;
  modifiers: TokenModifier[];
}

/**
 * **Colours that need the whole file**: which labels really are speakers, which marks really belong together, whose stance is which.
 * In order, without overlaps, none across a line end. The words of quotes are left to the editor's own decoration.
 */
export function semanticTokens({ transcript }: Interview, range?: Span): SemanticToken[] {
  const tokens: SemanticToken[] = [];
  const add = (span: Span, type: TokenType, ...modifiers: TokenModifier[]): void => {
    if (span.end > span.start && (!range || overlaps(span, range)))
      tokens.push({ start: span.start, end: span.end, type, modifiers });
  };
  for (const topic of transcript.topics) if (!topic.added) addTopic(topic.start, topic.titleSpan, add);
  for (const { labelSpan, added, guess } of transcript.turns) {
    if (added) {
      add({ start: labelSpan.start - 2, end: labelSpan.start }, 'mark');
      add(labelSpan, 'label', ...(guess ? (['guess'] as const) : []));
      add({ start: labelSpan.end, end: labelSpan.end + (guess ? 2 : 1) }, 'mark');
    } else add(labelSpan, 'label');
  }
  for (const time of transcript.times) add(time, 'time');
  for (const escape of transcript.escapes) add(escape, 'escape');
  for (const quote of transcript.quotes) {
    add(quote.open, 'mark');
    addCodes(quote.close, quote.codes, add);
  }
  addAnnotations(transcript, add);
  for (const { declared } of transcript.speakers) if (declared) add(declared.labelSpan, 'label', 'declaration');
  tokens.sort((a, b) => a.start - b.start || b.end - a.end);
  return withoutOverlaps(tokens);
}

type Add = (span: Span, type: TokenType, ...modifiers: TokenModifier[]) => void;

function addTopic(start: number, title: Span, add: Add): void {
  add({ start, end: title.start }, 'mark');
  add(title, 'topic');
}

/** Codes, and what stands between them as marks. */
function addCodes(span: Span, codes: readonly Code[], add: Add): void {
  let at = span.start;
  for (const code of codes) {
    add({ start: at, end: code.start }, 'mark');
    const stance = code.kind === 'claim' && code.stance !== 'states' ? [code.stance] : [];
    add(code, code.kind, ...stance);
    at = code.end;
  }
  add({ start: at, end: span.end }, 'mark');
}

function addAnnotations({ annotations }: Transcript, add: Add): void {
  for (const annotation of annotations) {
    const { word, wordSpan, claim, body, codes } = annotation;
    add(wordSpan, 'annotation');
    if (claim) add(claim.span, 'claim', 'declaration');
    if (word === 'tags') addCodes(body, codes, add);
    else add(body, word === 'claim' ? 'gloss' : word === 'topic' ? 'topic' : 'memo');
  }
}

function withoutOverlaps(tokens: SemanticToken[]): SemanticToken[] {
  let end = 0;
  return tokens.filter((token) => {
    if (token.start < end) return false;
    end = token.end;
    return true;
  });
}
