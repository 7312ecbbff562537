/** Semantic tokens as LSP sends them: numbers relative to the token before, and edits between two such lists. */
import type { SemanticTokens, SemanticTokensDelta, SemanticTokensEdit } from 'vscode-languageserver';
import type { Interview } from '../core/interview';
import type { Span } from '../core/span';
import { semanticTokens, tokenModifiers, tokenTypes, type TokenModifier, type TokenType } from '../features/tokens';

export const legend = { tokenTypes: [...tokenTypes], tokenModifiers: [...tokenModifiers] };

/** Five numbers a token: lines and characters since the last one, length, type, bits of the modifiers. */
export function encodeTokens(interview: Interview, range?: Span): number[] {
  const { lines } = interview.transcript;
  const data: number[] = [];
  let line = 0;
  let lastLine = 0;
  let last = 0;
  // Tokens come in order: the lines are gone through once, along with them.
  for (const { start, end, type, modifiers } of semanticTokens(interview, range)) {
    while ((lines[line + 1]?.start ?? Infinity) <= start) line++;
    const step = line - lastLine;
    const character = step === 0 ? start - last : start - (lines[line]?.start ?? 0);
    data.push(step, character, end - start, TYPE_NUMBER[type], bitsOf(modifiers));
    lastLine = line;
    last = start;
  }
  return data;
}

const TYPE_NUMBER = Object.fromEntries(tokenTypes.map((type, number) => [type, number])) as Record<TokenType, number>;

function bitsOf(modifiers: readonly TokenModifier[]): number {
  let bits = 0;
  for (const modifier of modifiers) bits |= 1 << tokenModifiers.indexOf(modifier);
  return bits;
}

/** The one edit that makes `after` of `before`; none where they are equal. */
export function tokenEdits(before: readonly number[], after: readonly number[]): SemanticTokensEdit[] {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let same = 0;
  while (same < shorter - start && before[before.length - 1 - same] === after[after.length - 1 - same]) same++;
  const data = after.slice(start, after.length - same);
  const deleteCount = before.length - same - start;
  return deleteCount === 0 && data.length === 0 ? [] : [{ start, deleteCount, data }];
}

/** Remembers what each document was last told, so that the next answer can be a difference. */
export class TokenMemory {
  private readonly last = new Map<string, { resultId: string; data: number[] }>();
  private count = 0;

  full(interview: Interview): SemanticTokens {
    const answer = { resultId: String(++this.count), data: encodeTokens(interview) };
    this.last.set(interview.uri, answer);
    return answer;
  }

  /** All tokens where `previous` is not what was told last. */
  delta(interview: Interview, previous: string): SemanticTokens | SemanticTokensDelta {
    const before = this.last.get(interview.uri);
    const after = this.full(interview);
    if (before?.resultId !== previous || after.resultId === undefined) return after;
    return { resultId: after.resultId, edits: tokenEdits(before.data, after.data) };
  }

  forget(uri: string): void {
    this.last.delete(uri);
  }
}
