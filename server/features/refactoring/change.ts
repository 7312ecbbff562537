/** What is changed in many files at once: all of it, or nothing. */
import { SIGN } from '../../core/codes';
import type { Code } from '../../core/syntax';
import type { Edit } from '../place';

/** What becomes of the names of one kind of code. */
export interface Change {
  kind: 'tag' | 'claim' | 'person';
  /** The name afterwards: the same where nothing changes, `undefined` where the code goes. */
  to(name: string): string | undefined;
  /** Names may become those of others: codes that stand twice in one list then are written once. */
  merges?: boolean;
}

export interface FileEdits {
  uri: string;
  edits: Edit[];
}

/** The edits of every file that changes, or why there are none. The reason holds no words of a transcript. */
export type Refactoring = { files: FileEdits[] } | { refused: string };

/** What becomes of the codes of one list, one for one; `undefined` for those that go. */
export function changedCodes(codes: readonly Code[], { kind, to, merges = false }: Change): (Code | undefined)[] {
  const seen = new Set<string>();
  const changed = new Set<string>();
  return codes.map((code) => {
    const name = code.kind === kind ? to(code.name) : code.name;
    if (name === undefined) return undefined;
    const key = (code.kind === 'claim' ? SIGN[code.stance] : code.kind + ' ') + name;
    // Doubles that the coder wrote stay.
    const isDouble = merges && (name === code.name ? changed : seen).has(key);
    if (isDouble) return undefined;
    seen.add(key);
    if (name !== code.name) changed.add(key);
    return { ...code, name };
  });
}
