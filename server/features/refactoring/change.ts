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

/** How far a refactoring is; behind the file of this URI. */
export interface Step {
  uri: string;
  done: number;
  total: number;
}

/** A refactoring that stops behind each file, so that whoever carries it out can let others have their turn, or end it. */
export type Steps = Generator<Step, Refactoring>;

/** The same without a stop. */
export function atOnce<T>(steps: Generator<Step, T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

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
