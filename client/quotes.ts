/** The marker pen: the words of quotes lie on the colour of their tag, those of overlapping quotes on both. */
import * as vscode from 'vscode';
import { methods, type QuoteMark } from '../server/lsp/protocol';
import { isFollowed, message, type Session } from './session';

/** In ms: how long after an edit the quotes are asked for again; until then VS Code moves the marks with the text. */
const patience = 150;
const plain = new vscode.ThemeColor('throughline.quoteBackground');

/** Marks the quotes of all visible transcripts, and keeps them marked. */
export function markQuotes(session: Session): vscode.Disposable {
  const pens = new Map<string, vscode.TextEditorDecorationType>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const pen = (color: string): vscode.TextEditorDecorationType => {
    const known = pens.get(color);
    if (known) return known;
    const made = vscode.window.createTextEditorDecorationType({
      backgroundColor: color === '' ? plain : `${color}2b`,
      overviewRulerColor: color === '' ? plain : color,
      overviewRulerLane: vscode.OverviewRulerLane.Left,
      rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
    });
    pens.set(color, made);
    return made;
  };
  const mark = async (editor: vscode.TextEditor): Promise<void> => {
    const { document } = editor;
    const { version } = document;
    const client = await session.start();
    const textDocument = { uri: client.code2ProtocolConverter.asUri(document.uri) };
    const quotes = await session.request(methods.quotes, { textDocument });
    // The text has gone on: the next answer is on its way.
    if (document.version !== version) return;
    const byColor = new Map<string, QuoteMark[]>();
    for (const quote of quotes) {
      const color = sixDigits(quote.color);
      byColor.set(color, [...(byColor.get(color) ?? []), quote]);
    }
    for (const color of byColor.keys()) pen(color);
    for (const [color, type] of pens) {
      const ranges = (byColor.get(color) ?? []).map(({ range }) => client.protocol2CodeConverter.asRange(range));
      editor.setDecorations(type, ranges);
    }
  };
  const markAll = (): void => {
    timer = undefined;
    if (!session.status()) return;
    for (const editor of vscode.window.visibleTextEditors) {
      if (editor.document.languageId !== 'transcript') continue;
      mark(editor).catch((error: unknown) => session.output.debug(message(error)));
    }
  };
  const later = (): void => {
    clearTimeout(timer);
    timer = setTimeout(markAll, patience);
  };
  return vscode.Disposable.from(
    session.onStatus(later),
    vscode.window.onDidChangeVisibleTextEditors(later),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      // The codebook has the colours.
      if (isFollowed(document)) later();
    }),
    {
      dispose: () => {
        clearTimeout(timer);
        for (const type of pens.values()) type.dispose();
      },
    },
  );
}

/** `#rrggbb`, to which a transparency can be added; empty for anything else. */
function sixDigits(color: string | undefined): string {
  if (color !== undefined && /^#[\da-f]{6}$/i.test(color)) return color.toLowerCase();
  const short = /^#([\da-f])([\da-f])([\da-f])$/i.exec(color ?? '');
  return short
    ? `#${short
        .slice(1)
        .map((digit) => digit + digit)
        .join('')}`.toLowerCase()
    : '';
}
