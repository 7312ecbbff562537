/** Applying what the server makes of a rename or a refactoring: in all files or in none, one step to undo. */
import * as vscode from 'vscode';
import type { BaseLanguageClient, RenameMiddleware, WorkspaceEdit } from 'vscode-languageclient';
import { methods } from '../../server/lsp/protocol';

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
  const [only, ...others] = await hold(client, change);
  const isUnused = only && others.length === 0 && !only.isDirty && !isShown(only.uri);
  if (!(await vscode.workspace.applyEdit(change, { isRefactoring: true }))) return false;
  // Of a single file VS Code thinks that somebody looks at it.
  if (isUnused && vscode.workspace.getConfiguration('files').get<boolean>('refactoring.autoSave')) await only.save();
  return true;
}

/** Names that are changed in place, by F2, are applied by VS Code itself. */
export function holdRenames(client: () => BaseLanguageClient): RenameMiddleware {
  return {
    async provideRenameEdits(document, position, name, token, next) {
      const change = await next(document, position, name, token);
      if (change && !token.isCancellationRequested) await hold(client(), change);
      return change;
    },
  };
}

/** How many files are opened at once. */
const AT_ONCE = 40;

/**
 * Opens the files of an edit. VS Code reads a closed file when it changes it, without a look at what it said when the edit was made:
 * where another program had written it in between, the edit would hit other words. Of an open one it knows.
 */
async function hold(client: BaseLanguageClient, change: vscode.WorkspaceEdit): Promise<vscode.TextDocument[]> {
  const uris = change.entries().map(([uri]) => uri);
  const documents: vscode.TextDocument[] = [];
  for (let at = 0; at < uris.length; at += AT_ONCE)
    documents.push(
      ...(await Promise.all(uris.slice(at, at + AT_ONCE).map((uri) => vscode.workspace.openTextDocument(uri)))),
    );
  if (!(await client.sendRequest<boolean>(methods.holds, null)))
    throw new Error('A file has changed meanwhile. Nothing was changed: try again.');
  return documents;
}

function isShown(uri: vscode.Uri): boolean {
  const key = uri.toString();
  return vscode.window.tabGroups.all.some(({ tabs }) =>
    tabs.some(({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === key),
  );
}
