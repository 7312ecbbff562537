/** The original: a read-only document that shows a transcript without its annotation layer. */
import * as vscode from 'vscode';
import { methods } from '../../server/lsp/protocol';
import type { Session } from '../session';
import { baseName } from './import';

const scheme = 'throughline-original';

/** Shows the original of the transcript in the editor, beside it. */
export async function showOriginal(session: Session): Promise<void> {
  const source = vscode.window.activeTextEditor?.document;
  if (source?.languageId !== 'transcript') return;
  await session.start();
  const document = await vscode.workspace.openTextDocument(strippedUri(source.uri));
  await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside, preview: true });
}

/** Where a transcript can be read without its annotation layer. */
function strippedUri(source: vscode.Uri): vscode.Uri {
  const name = baseName(source).replace(/\.transcript$/, '');
  return vscode.Uri.from({ scheme, path: `/${name}.txt`, query: source.toString() });
}

/**
 * Compares the file that the front matter names as the original with the words of the transcript.
 *
 * @param file the transcript's URI; that of the editor where there is none.
 */
export async function compareOriginal(session: Session, file?: string): Promise<boolean> {
  const source = file === undefined ? vscode.window.activeTextEditor?.document.uri : vscode.Uri.parse(file);
  if (!source) return false;
  const client = await session.start();
  const textDocument = { uri: client.code2ProtocolConverter.asUri(source) };
  const { uri } = await session.request(methods.original, { textDocument });
  const original = uri === null ? undefined : vscode.Uri.parse(uri);
  const isThere =
    original &&
    (await vscode.workspace.fs.stat(original).then(
      () => true,
      () => false,
    ));
  if (!isThere) {
    void vscode.window.showInformationMessage('The front matter names no original that lies in this workspace.');
    return false;
  }
  const title = `${baseName(original)} ↔ ${baseName(source)}, stripped`;
  await vscode.commands.executeCommand('vscode.diff', original, strippedUri(source), title);
  return true;
}

/** Provides such documents; they follow the edits of their transcripts. */
export function registerOriginals(session: Session): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const provider: vscode.TextDocumentContentProvider = {
    onDidChange: changed.event,
    async provideTextDocumentContent(uri, token) {
      const { text } = await session.request(methods.strip, { textDocument: { uri: uri.query } }, token);
      return text;
    },
  };
  return vscode.Disposable.from(
    changed,
    vscode.workspace.registerTextDocumentContentProvider(scheme, provider),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (document.languageId !== 'transcript') return;
      const source = document.uri.toString();
      for (const { uri } of vscode.workspace.textDocuments) {
        if (uri.scheme === scheme && uri.query === source) changed.fire(uri);
      }
    }),
  );
}
