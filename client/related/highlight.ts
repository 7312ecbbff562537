/** Lights up the words of a passage that was opened from a list, until the reader goes on. */
import * as vscode from 'vscode';

export interface Highlight extends vscode.Disposable {
  show(editor: vscode.TextEditor, range: vscode.Range): void;
  clear(): void;
}

export function createHighlight(): Highlight {
  const light = vscode.window.createTextEditorDecorationType({
    backgroundColor: new vscode.ThemeColor('editor.rangeHighlightBackground'),
    borderColor: new vscode.ThemeColor('editor.rangeHighlightBorder'),
    overviewRulerColor: new vscode.ThemeColor('editorOverviewRuler.rangeHighlightForeground'),
    overviewRulerLane: vscode.OverviewRulerLane.Full,
  });
  let lit: vscode.TextEditor | undefined;
  const clear = (): void => {
    lit?.setDecorations(light, []);
    lit = undefined;
  };
  return {
    clear,
    show(editor, range) {
      if (lit !== editor) clear();
      lit = editor;
      editor.setDecorations(light, [range]);
    },
    dispose: () => light.dispose(),
  };
}
