/** Text files that the setting `throughline.files` names are transcripts as they stand, without another name. */
import * as vscode from 'vscode';
import { readSettings, readsInPlace } from './settings';

/** Only what VS Code itself calls plain text or Markdown: a language that the user or another extension chose stays. */
const plain = new Set(['plaintext', 'markdown']);

/** Gives such files the language `transcript` as they are opened. */
export function readInPlace(): vscode.Disposable {
  // A file is changed once: a user who then picks another language keeps it.
  const done = new Set<string>();
  const adopt = (document: vscode.TextDocument): void => {
    const key = document.uri.toString();
    if (!plain.has(document.languageId) || done.has(key) || !isNamed(document)) return;
    done.add(key);
    void vscode.languages.setTextDocumentLanguage(document, 'transcript');
  };
  vscode.workspace.textDocuments.forEach(adopt);
  return vscode.Disposable.from(
    vscode.workspace.onDidOpenTextDocument(adopt),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('throughline.files')) vscode.workspace.textDocuments.forEach(adopt);
    }),
  );
}

function isNamed(document: vscode.TextDocument): boolean {
  const folder = vscode.workspace.getWorkspaceFolder(document.uri);
  const settings = readSettings();
  if (!folder || !readsInPlace(settings)) return false;
  return settings.files.some(
    (glob) => vscode.languages.match({ pattern: new vscode.RelativePattern(folder, glob) }, document) > 0,
  );
}
