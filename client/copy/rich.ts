/**
 * Rich text for the clipboard. VS Code's own interface takes plain text only, a web page takes both: so a page is opened beside the editor, copies
 * what it shows, and closes. Where the page may not do so by itself it stays, with a button.
 */
import * as vscode from 'vscode';
import { richPage, type RichText } from './page';

let open: vscode.WebviewPanel | undefined;

export function copyAsRichText(rich: RichText): void {
  const back = vscode.window.activeTextEditor;
  open?.dispose();
  const panel = vscode.window.createWebviewPanel(
    'throughline.richText',
    'Rich Text',
    { viewColumn: vscode.ViewColumn.Beside, preserveFocus: false },
    { enableScripts: true, localResourceRoots: [] },
  );
  open = panel;
  panel.onDidDispose(() => {
    if (open === panel) open = undefined;
  });
  panel.webview.onDidReceiveMessage((told: unknown) => {
    if (told !== 'copied') return;
    panel.dispose();
    vscode.window.setStatusBarMessage('Copied as rich text, with its source', 3000);
    // The focus goes back to where it was, unless that is gone.
    if (back && !back.document.isClosed)
      void vscode.window.showTextDocument(back.document, { viewColumn: back.viewColumn, selection: back.selection });
  });
  panel.webview.html = richPage(rich);
}
