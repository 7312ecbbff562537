/** Watching: what happens to folders on the disk goes to the server, which has files watched by itself. */
import * as vscode from 'vscode';
import { FileChangeType, type BaseLanguageClient } from 'vscode-languageclient';
import { findFiles } from './files';

/**
 * Watches folders that come and go with all that is in them, for which VS Code has one event and none for each file. A folder that
 * is gone is told as one deletion; of a new one every file is told.
 */
export function watchFolders(client: BaseLanguageClient, globs: readonly string[]): vscode.Disposable {
  const watcher = vscode.workspace.createFileSystemWatcher('**', false, true, false);
  const end = new vscode.CancellationTokenSource();
  const tell = async (uris: readonly vscode.Uri[], type: FileChangeType): Promise<void> => {
    if (uris.length === 0 || end.token.isCancellationRequested || !client.isRunning()) return;
    const changes = uris.map((uri) => ({ uri: client.code2ProtocolConverter.asUri(uri), type }));
    await client.sendNotification('workspace/didChangeWatchedFiles', { changes });
  };
  const look = async (created: vscode.Uri): Promise<void> => {
    const folder = vscode.workspace.getWorkspaceFolder(created);
    if (!folder || !(await isFolder(created))) return;
    const inside = (uri: vscode.Uri): boolean => uri.path.startsWith(`${created.path}/`);
    const found = await findFiles(folder.uri, [...globs, '**/codebook.{yaml,yml}'], end.token);
    await tell(found.filter(inside), FileChangeType.Created);
  };
  // An event that comes while the server stops has nobody to go to.
  const quietly = (work: Promise<void>): void => void work.catch(() => undefined);
  return vscode.Disposable.from(
    watcher,
    { dispose: () => end.cancel() },
    watcher.onDidCreate((uri) => quietly(look(uri))),
    watcher.onDidDelete((uri) => quietly(tell([uri], FileChangeType.Deleted))),
  );
}

async function isFolder(uri: vscode.Uri): Promise<boolean> {
  const stat = await vscode.workspace.fs.stat(uri).then(
    (found) => found,
    () => undefined,
  );
  return stat !== undefined && (stat.type & vscode.FileType.Directory) !== 0;
}
