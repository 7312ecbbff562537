/** How transcripts look: asks the server where quotes and marks are, for all transcripts that are in sight, and has them painted. */
import * as vscode from 'vscode';
import { methods } from '../../server/lsp/protocol';
import { isFollowed, message, type Session } from '../session';
import { createMarkPainter } from './marks';
import { createQuotePainter } from './quotes';

/** In ms: how long after an edit the server is asked again; until then VS Code moves the decorations with the text. */
const patience = 150;

/** Keeps the transcripts that are in sight painted. */
export function showAppearance(session: Session): vscode.Disposable {
  const quotes = createQuotePainter();
  const marks = createMarkPainter();
  /** What each editor was last painted with. */
  const painted = new WeakMap<vscode.TextEditor, string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const paint = async (editor: vscode.TextEditor): Promise<void> => {
    const { document } = editor;
    const { version } = document;
    const client = await session.start();
    const textDocument = { uri: client.code2ProtocolConverter.asUri(document.uri) };
    const [words, layer] = await Promise.all([
      session.request(methods.quotes, { textDocument }),
      session.request(methods.layer, { textDocument }),
    ]);
    // The text has gone on: the next answer is on its way.
    if (document.version !== version) return;
    // Every status asks again, and mostly nothing is new: VS Code draws all lines anew for nothing.
    const now = JSON.stringify([textDocument.uri, version, words, layer]);
    if (painted.get(editor) === now) return;
    painted.set(editor, now);
    quotes.paint(editor, words);
    marks.paint(editor, layer);
  };
  const paintAll = (): void => {
    timer = undefined;
    if (!session.status()) return;
    for (const editor of vscode.window.visibleTextEditors) {
      if (editor.document.languageId !== 'transcript') continue;
      paint(editor).catch((error: unknown) => session.output.debug(message(error)));
    }
  };
  const later = (): void => {
    clearTimeout(timer);
    timer = setTimeout(paintAll, patience);
  };
  return vscode.Disposable.from(
    quotes,
    marks,
    session.onStatus(later),
    vscode.window.onDidChangeVisibleTextEditors(later),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      // The codebook has the colours.
      if (isFollowed(document)) later();
    }),
    { dispose: () => clearTimeout(timer) },
  );
}
