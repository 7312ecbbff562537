/** Writing edits that the server has made: one step to undo in each file, all of them or none. */
import * as vscode from 'vscode';
import type { BaseLanguageClient, WorkspaceEdit } from 'vscode-languageclient';

interface Change {
  document: vscode.TextDocument;
  /** Of the text that the edit belongs to. */
  version: number;
  edit: vscode.WorkspaceEdit;
  /** Whether an editor shows the file, or it held changes already: then saving it is the user's business. */
  inUse: boolean;
}

/**
 * Applies edits, each of one file. Files that nobody has open are saved; those that are open stay unsaved, as after typing. The
 * focus stays where it is. Returns why nothing was written, or undefined where everything was.
 */
export async function writeAll(
  client: BaseLanguageClient,
  edits: readonly WorkspaceEdit[],
): Promise<string | undefined> {
  const changes: Change[] = [];
  for (const edit of edits) changes.push(...(await prepare(client, edit)));
  if (changes.length === 0) return 'There is nothing to write.';
  if (!changes.every(isCurrent)) return 'The text has changed since. Nothing was written.';
  const before = changes.map(({ document }) => document.getText());
  for (const [index, change] of changes.entries()) {
    if (isCurrent(change) && (await vscode.workspace.applyEdit(change.edit))) continue;
    await takeBack(changes.slice(0, index), before);
    return 'A file could not be changed. Nothing was written.';
  }
  for (const { document, inUse } of changes) if (!inUse) await document.save();
  return undefined;
}

async function prepare(client: BaseLanguageClient, edit: WorkspaceEdit): Promise<Change[]> {
  const versions = new Map<string, number | null>();
  for (const change of edit.documentChanges ?? [])
    if ('textDocument' in change) versions.set(change.textDocument.uri, change.textDocument.version);
  for (const uri of Object.keys(edit.changes ?? {})) versions.set(uri, null);
  const converted = await client.protocol2CodeConverter.asWorkspaceEdit(edit);
  return Promise.all(
    Array.from(versions, async ([uri, version]) => {
      const document = await vscode.workspace.openTextDocument(client.protocol2CodeConverter.asUri(uri));
      const inUse = document.isDirty || isShown(document.uri);
      return { document, version: version ?? document.version, edit: converted, inUse };
    }),
  );
}

function isCurrent({ document, version }: Change): boolean {
  return document.version === version;
}

function isShown(uri: vscode.Uri): boolean {
  const key = uri.toString();
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .some(({ input }) => {
      if (input instanceof vscode.TabInputText) return input.uri.toString() === key;
      return input instanceof vscode.TabInputTextDiff && input.modified.toString() === key;
    });
}

/** Half a relation is none: files that were changed already get their text back. */
async function takeBack(changes: readonly Change[], before: readonly string[]): Promise<void> {
  for (const [index, { document }] of changes.entries()) {
    const edit = new vscode.WorkspaceEdit();
    const all = new vscode.Range(new vscode.Position(0, 0), document.positionAt(document.getText().length));
    edit.replace(document.uri, all, before[index] ?? document.getText());
    await vscode.workspace.applyEdit(edit);
  }
}
