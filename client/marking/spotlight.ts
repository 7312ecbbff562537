/** Shows which words a question is about, for as long as it stands open. */
import * as vscode from 'vscode';

/** Lights up the words until the result is disposed. */
export function spotlight(editor: vscode.TextEditor, words: readonly vscode.Range[]): vscode.Disposable {
  const light = vscode.window.createTextEditorDecorationType({
    backgroundColor: new vscode.ThemeColor('editor.wordHighlightTextBackground'),
    borderColor: new vscode.ThemeColor('editor.wordHighlightTextBorder'),
    outline: '1px solid',
    outlineColor: new vscode.ThemeColor('focusBorder'),
  });
  editor.setDecorations(light, words);
  return light;
}
