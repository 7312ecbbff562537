/** The marker pen: the words of quotes lie on the colour of their tag, those of overlapping quotes on both, each with a line of its own. */
import * as vscode from 'vscode';
import type { QuoteMark } from '../../server/lsp/protocol';
import { sixDigits } from './color';
import { createPens } from './pens';

export interface QuotePainter extends vscode.Disposable {
  paint(editor: vscode.TextEditor, quotes: readonly QuoteMark[]): void;
}

export function createQuotePainter(): QuotePainter {
  let pens = createPens();
  const painted = new Map<vscode.TextEditor, readonly QuoteMark[]>();
  const paint = (editor: vscode.TextEditor, quotes: readonly QuoteMark[]): void => {
    const byPen = new Map<vscode.TextEditorDecorationType, vscode.Range[]>();
    for (const { range, color, lane } of quotes) {
      const type = pens.of({ color: sixDigits(color), lane });
      const ranges = byPen.get(type);
      if (ranges) ranges.push(toRange(range));
      else byPen.set(type, [toRange(range)]);
    }
    for (const type of pens.all()) editor.setDecorations(type, byPen.get(type) ?? []);
  };
  const subscriptions = vscode.Disposable.from(
    vscode.window.onDidChangeActiveColorTheme(() => {
      pens.dispose();
      pens = createPens();
      for (const [editor, quotes] of painted) paint(editor, quotes);
    }),
    vscode.window.onDidChangeVisibleTextEditors((visible) => {
      for (const editor of painted.keys()) if (!visible.includes(editor)) painted.delete(editor);
    }),
  );
  return {
    paint(editor, quotes) {
      painted.set(editor, quotes);
      paint(editor, quotes);
    },
    dispose() {
      subscriptions.dispose();
      pens.dispose();
    },
  };
}

/** Ranges come as LSP has them, which counts as VS Code does. */
export function toRange({ start, end }: QuoteMark['range']): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}
