/** Marks of the annotation layer, as the setting `throughline.marks` has them: dimmed, or out of sight but for the lines with a cursor. */
import * as vscode from 'vscode';
import type { LayerMark } from '../../server/lsp/protocol';
import { readMarks, type MarksShown } from '../settings';
import { themeKind } from './pens';
import { toRange } from './quotes';

export interface MarkPainter extends vscode.Disposable {
  paint(editor: vscode.TextEditor, marks: readonly LayerMark[]): void;
}

/** All decorations of one state. VS Code puts those that are made later above those made before. */
interface Brushes extends vscode.Disposable {
  kinds: Partial<Record<LayerMark['kind'], vscode.TextEditorDecorationType>>;
  /** Takes the hiding back, on whole lines: so a move of the cursor costs one range, however many marks there are. */
  reveal?: vscode.TextEditorDecorationType;
}

export function createMarkPainter(): MarkPainter {
  let brushes = createBrushes(readMarks());
  const painted = new Map<vscode.TextEditor, { marks: readonly LayerMark[]; revealed?: string }>();
  const reveal = (editor: vscode.TextEditor): void => {
    const known = painted.get(editor);
    if (!brushes.reveal || !known) return;
    const lines = editor.selections.map(({ start, end }) => `${start.line}-${end.line}`).join(' ');
    if (lines === known.revealed) return;
    known.revealed = lines;
    editor.setDecorations(
      brushes.reveal,
      editor.selections.map(({ start, end }) => new vscode.Range(start.line, 0, end.line, Number.MAX_SAFE_INTEGER)),
    );
  };
  const paint = (editor: vscode.TextEditor, marks: readonly LayerMark[]): void => {
    painted.set(editor, { marks });
    for (const kind of ['mark', 'word', 'body'] as const) {
      const type = brushes.kinds[kind];
      if (!type) continue;
      const ranges = marks.flatMap((mark) => (mark.kind === kind ? toRange(mark.range) : []));
      editor.setDecorations(type, ranges);
    }
    reveal(editor);
  };
  const again = (): void => {
    brushes.dispose();
    brushes = createBrushes(readMarks());
    for (const [editor, { marks }] of painted) paint(editor, marks);
  };
  const subscriptions = vscode.Disposable.from(
    vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => reveal(textEditor)),
    vscode.window.onDidChangeActiveColorTheme(again),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('throughline.marks')) again();
    }),
    vscode.window.onDidChangeVisibleTextEditors((visible) => {
      for (const editor of painted.keys()) if (!visible.includes(editor)) painted.delete(editor);
    }),
  );
  return {
    paint,
    dispose() {
      subscriptions.dispose();
      brushes.dispose();
    },
  };
}

function createBrushes(shown: MarksShown): Brushes {
  const made: vscode.TextEditorDecorationType[] = [];
  const make = (options: vscode.DecorationRenderOptions): vscode.TextEditorDecorationType => {
    const type = vscode.window.createTextEditorDecorationType({
      ...options,
      rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
    });
    made.push(type);
    return type;
  };
  const dispose = (): void => made.forEach((type) => type.dispose());
  // Who needs high contrast needs it of marks, too.
  const isHigh = themeKind().startsWith('hc');
  const mark = { opacity: isHigh ? '0.8' : '0.6' };
  const body = { opacity: isHigh ? '1' : '0.8' };
  if (shown === 'shown') return { kinds: {}, dispose };
  if (shown === 'dimmed') return { kinds: { mark: make(mark), word: make(mark), body: make(body) }, dispose };
  // VS Code cannot hide a part of a line; what stands behind the semicolon lands in its style sheet. With `display: none` it would no longer
  // find the ends of quotes, which lie at hidden marks.
  const hidden = 'none; font-size: 0';
  return {
    kinds: {
      mark: make({ ...mark, textDecoration: hidden }),
      word: make({ opacity: isHigh ? '0.7' : '0.45' }),
      body: make({ ...body, textDecoration: hidden }),
    },
    reveal: make({ textDecoration: 'none; font-size: inherit !important' }),
    dispose,
  };
}
