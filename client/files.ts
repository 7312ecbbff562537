/** Answers the server's requests for files from VS Code's own file systems: virtual and remote folders, and the web. */
import * as vscode from 'vscode';
import picomatch from 'picomatch/posix';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { clientMethods, type FindParams } from '../server/lsp/protocol';
import { toBase64 } from './base64';

const mostFiles = 20_000;
const deepestFolder = 32;
const skippedFolders = new Set(['.git', '.hg', '.svn', 'node_modules']);

/** Registers the answers to `find` and `read`; the client disposes of them with itself. */
export function answerFileRequests(client: BaseLanguageClient): void {
  client.onRequest(clientMethods.find, async (params: FindParams, token: vscode.CancellationToken) => {
    const found = await findFiles(vscode.Uri.parse(params.folder), params.globs, token);
    return found.map((uri) => client.code2ProtocolConverter.asUri(uri));
  });
  client.onRequest(clientMethods.read, async (params: { uri: string }) => ({
    bytes: toBase64(await vscode.workspace.fs.readFile(vscode.Uri.parse(params.uri))),
  }));
}

/** The files below a folder whose paths match one of the globs; files that VS Code hides are left out. */
export function findFiles(
  folder: vscode.Uri,
  globs: readonly string[],
  token: vscode.CancellationToken,
): Promise<vscode.Uri[]> {
  return folder.scheme === 'file' ? search(folder, globs, token) : walk(folder, globs, token);
}

async function search(
  folder: vscode.Uri,
  globs: readonly string[],
  token: vscode.CancellationToken,
): Promise<vscode.Uri[]> {
  const found = new Map<string, vscode.Uri>();
  for (const glob of globs) {
    const pattern = new vscode.RelativePattern(folder, glob);
    for (const uri of await vscode.workspace.findFiles(pattern, undefined, mostFiles, token)) {
      found.set(uri.toString(), uri);
    }
  }
  return [...found.values()];
}

/** Folder by folder: `findFiles` never answers where a file system comes without a search provider. */
async function walk(
  folder: vscode.Uri,
  globs: readonly string[],
  token: vscode.CancellationToken,
): Promise<vscode.Uri[]> {
  const matches = picomatch([...globs], { dot: true });
  const found: vscode.Uri[] = [];
  const visit = async (uri: vscode.Uri, path: string, depth: number): Promise<void> => {
    const entries = await vscode.workspace.fs.readDirectory(uri).then(
      (list) => list,
      () => [],
    );
    for (const [name, type] of entries) {
      if (token.isCancellationRequested || found.length >= mostFiles) return;
      const child = vscode.Uri.joinPath(uri, name);
      const childPath = path === '' ? name : `${path}/${name}`;
      if (type & vscode.FileType.Directory) {
        // A linked folder may hold itself.
        const enter = !(type & vscode.FileType.SymbolicLink) && !skippedFolders.has(name) && depth < deepestFolder;
        if (enter) await visit(child, childPath, depth + 1);
      } else if (matches(childPath)) found.push(child);
    }
  };
  await visit(folder, '', 0);
  return found;
}
