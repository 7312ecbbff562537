/** Applying what the server makes of a refactoring: in all files or in none, one step to undo. */
import * as vscode from 'vscode';
import type { BaseLanguageClient, WorkspaceEdit } from 'vscode-languageclient';

/**
 * Applies edits as a refactoring, which VS Code saves by its setting `files.refactoring.autoSave`, and shows beforehand where they ask for
 * it. Returns whether anything was changed.
 */
export async function applyRefactoring(client: BaseLanguageClient, edit: WorkspaceEdit | null): Promise<boolean> {
  const change = await client.protocol2CodeConverter.asWorkspaceEdit(edit);
  if (!change || change.size === 0) {
    vscode.window.setStatusBarMessage('There is nothing to change', 3000);
    return false;
  }
  return vscode.workspace.applyEdit(change, { isRefactoring: true });
}
