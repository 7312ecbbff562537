/** Edits of a codebook. */
import { readCodebook, type Codebook } from '../../core/codebook';
import { applyEdits } from '../../core/edit';
import { bodyStart, splitLines } from '../../core/lines';
import type { Diagnostic } from '../diagnostics';
import type { Edit } from '../place';
import { lineEndOf, type Action } from './action';
import { addToYaml, type Entry } from './yaml-entry';
import { removeFromYaml } from './yaml-removal';

/** Adds a tag or claim to a codebook; none where it has it, or cannot be added to. */
export function declare(
  codebook: Codebook,
  fixes: Diagnostic,
  key: 'tags' | 'claims',
  entry: Entry,
  title: string,
): Action[] {
  const { text } = codebook;
  const base = bodyStart(text);
  const edits = addToYaml(text.slice(base), key, entry, lineEndOf({ text, lines: splitLines(text) }));
  return change(codebook, title, edits && moved(edits, base), { fixes });
}

/** Takes out the entry whose key stands at `offset`, or the item of a list. */
export function remove(codebook: Codebook, title: string, offset: number, more: Partial<Action>): Action[] {
  const base = bodyStart(codebook.text);
  const edits = removeFromYaml(codebook.text.slice(base), offset - base);
  return change(codebook, title, edits && moved(edits, base), more);
}

/** An action that edits a codebook; none where there are no edits, or it would have more at fault afterwards. */
export function change(
  { uri, text, problems }: Codebook,
  title: string,
  edits: Edit[] | undefined,
  more: Partial<Action>,
): Action[] {
  if (!edits || readCodebook(uri, applyEdits(text, edits)).problems.length > problems.length) return [];
  return [{ title, kind: 'quickfix', ...more, edits: [{ uri, edits }] }];
}

function moved(edits: readonly Edit[], base: number): Edit[] {
  return edits.map(({ span: { start, end }, text }) => ({ span: { start: base + start, end: base + end }, text }));
}
