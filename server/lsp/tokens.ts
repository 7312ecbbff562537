/** Semantic tokens as LSP sends them: numbers relative to the token before, and edits between two such lists. */
import type { SemanticTokens, SemanticTokensDelta, SemanticTokensEdit } from 'vscode-languageserver';
import type { Interview } from '../core/interview';
import type { Span } from '../core/span';
import { semanticTokens, tokenModifiers, tokenTypes } from '../features/tokens';
import { toPosition } from './positions';

export const legend = { tokenTypes: [...tokenTypes], tokenModifiers: [...tokenModifiers] };

/** Five numbers a token: lines and characters since the last one, length, type, bits of the modifiers. */
export function encodeTokens(interview: Interview, range?: Span): number[] {
  const data: number[] = [];
  let line = 0;
  let character = 0;
  for (const { start, end, type, modifiers } of semanticTokens(interview, range)) {
    const at = toPosition(interview.transcript, start);
    const bits = modifiers.reduce((all, modifier) => all | (1 << tokenModifiers.indexOf(modifier)), 0);
    const step = at.line - line;
    data.push(step, step === 0 ? at.character - character : at.character, end - start, tokenTypes.indexOf(type), bits);
    ({ line, character } = at);
  }
  return data;
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
