/** While speakers are labelled nothing that is typed gets into the words. */
import * as vscode from 'vscode';

/**
 * Takes what is typed in the editor of `document` away from it and hands it to `take`. Only one extension can do that: where another one
 * does, such as one that brings the keys of another editor, typing is left alone.
 */
export function guardTyping(document: vscode.TextDocument, take: (text: string) => void): vscode.Disposable {
  const isHere = (): boolean => vscode.window.activeTextEditor?.document === document;
  const commands: [string, (argument: unknown) => unknown][] = [
    ['type', (argument) => (isHere() ? take(textOf(argument)) : pass('type', argument))],
    // What an input method is about to write.
    ['compositionType', (argument) => (isHere() ? undefined : pass('compositionType', argument))],
    ['replacePreviousChar', (argument) => (isHere() ? undefined : pass('replacePreviousChar', argument))],
  ];
  const registered: vscode.Disposable[] = [];
  try {
    for (const [id, run] of commands) registered.push(vscode.commands.registerCommand(id, run));
  } catch {
    // Another extension has it.
  }
  return vscode.Disposable.from(...registered);
}

function pass(id: string, argument: unknown): Thenable<unknown> {
  return vscode.commands.executeCommand(`default:${id}`, argument);
}

function textOf(argument: unknown): string {
  const text = (argument as { text?: unknown } | undefined)?.text;
  return typeof text === 'string' ? text : '';
}
