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
  const name = baseName(source.uri).replace(/\.transcript$/, '');
  const uri = vscode.Uri.from({ scheme, path: `/${name}.txt`, query: source.uri.toString() });
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside, preview: true });
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
