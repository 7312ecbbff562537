/** What happens in the editor while speakers are labelled, apart from the keys of the walk. */
import * as vscode from 'vscode';
import { guardTyping } from './guard';

export interface Following {
  /** Text and cursor are being changed by the walk itself. */
  isBusy(): boolean;
  typed(text: string): void;
  /** The reader has put the cursor somewhere. */
  moved(to: vscode.Position): void;
  /** By a key of the editor. */
  undone(reason: vscode.TextDocumentChangeReason): void;
  /** The text was changed otherwise. */
  changed(): void;
  /** The text is shown in this editor now; in none, where it is closed or another text is looked at. */
  shown(editor: vscode.TextEditor | undefined): void;
}

/** Tells of it until it is disposed of. */
export function follow(document: vscode.TextDocument, following: Following): vscode.Disposable {
  const isOurs = (other: vscode.TextDocument): boolean => other === document;
  return vscode.Disposable.from(
    guardTyping(document, (text) => following.typed(text)),
    vscode.window.onDidChangeTextEditorSelection(({ textEditor, selections: [selection] }) => {
      if (isOurs(textEditor.document) && selection?.isEmpty && !following.isBusy()) following.moved(selection.active);
    }),
    vscode.workspace.onDidChangeTextDocument(({ document: changed, contentChanges, reason }) => {
      if (!isOurs(changed) || contentChanges.length === 0 || following.isBusy()) return;
      if (reason === undefined) following.changed();
      else following.undone(reason);
    }),
    vscode.window.onDidChangeActiveTextEditor((editor) => {
      if (editor) following.shown(isOurs(editor.document) ? editor : undefined);
    }),
    vscode.workspace.onDidCloseTextDocument((closed) => {
      if (isOurs(closed)) following.shown(undefined);
    }),
  );
}
