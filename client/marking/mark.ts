/** Has the server do something to the words at the cursors, and writes it: one step to undo, and the cursors stay with their words. */
import * as vscode from 'vscode';
import type { BaseLanguageClient, WorkspaceEdit } from 'vscode-languageclient';
import { methods, type MarkAction } from '../../server/lsp/protocol';
import type { Session } from '../session';

/** Words of a transcript as they were when a command was called. */
export interface Place {
  document: vscode.TextDocument;
  version: number;
  ranges: readonly vscode.Range[];
  /** Where the cursors are moved along; absent for words that somebody else has named. */
  editor?: vscode.TextEditor;
}

/** The words at the cursors of the transcript in the editor. */
export function placeAtCursors(): Place | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.languageId !== 'transcript') return undefined;
  return { document: editor.document, version: editor.document.version, ranges: editor.selections, editor };
}

/** A refusal, where it disturbs nobody. */
export function tell(reason: string): void {
  vscode.window.setStatusBarMessage(`$(info) ${reason}`, 5000);
}

const stale = 'The text has changed since. Nothing was written.';

/** Does the actions one after the other, as one step to undo. Returns whether the text was changed. */
export async function mark(session: Session, place: Place, ...actions: MarkAction[]): Promise<boolean> {
  const client = await session.start();
  const { document, editor } = place;
  const uri = client.code2ProtocolConverter.asUri(document.uri);
  let { version } = place;
  let ranges = place.ranges.map((range) => client.code2ProtocolConverter.asRange(range));
  let changed = false;
  for (const [index, action] of actions.entries()) {
    const result =
      document.version === version
        ? await session.request(methods.mark, { textDocument: { uri }, version, ranges, action })
        : null;
    if (!result) {
      tell(stale);
      return changed;
    }
    if (result.reason !== undefined) tell(result.reason);
    if (result.edit) {
      if (
        document.version !== version ||
        !(await write(client, result.edit, place, [!changed, index === actions.length - 1]))
      ) {
        tell(stale);
        return changed;
      }
      changed = true;
    }
    ({ version } = document);
    ranges = result.ranges;
  }
  if (changed && editor && ranges.length > 0)
    editor.selections = ranges.map(({ start, end }) => {
      const at = client.protocol2CodeConverter.asRange({ start, end });
      return new vscode.Selection(at.start, at.end);
    });
  return changed;
}

/** Through the editor where there is one, as only that can add to the step before. */
async function write(
  client: BaseLanguageClient,
  edit: WorkspaceEdit,
  { document, editor }: Place,
  [undoStopBefore, undoStopAfter]: [boolean, boolean],
): Promise<boolean> {
  const change = await client.protocol2CodeConverter.asWorkspaceEdit(edit);
  const [entry, ...others] = change.entries();
  if (!editor || !entry || others.length > 0 || entry[0].toString() !== document.uri.toString())
    return vscode.workspace.applyEdit(change);
  return editor.edit(
    (builder) => {
      for (const { range, newText } of entry[1]) builder.replace(range, newText);
    },
    { undoStopBefore, undoStopAfter },
  );
}

let last: Promise<unknown> = Promise.resolve();

/** One after the other: what a key that is held down asks for each time works on the text that the time before has made. */
export function inTurn<T>(task: () => Promise<T>): Promise<T> {
  const next = last.then(task);
  last = next.catch(() => undefined);
  return next;
}
