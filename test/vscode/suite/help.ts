/** What the tests share: the seeds as workspace, waiting, and finding words in a document. */
import * as vscode from 'vscode';
import type { Throughline } from '../../../client/extension';

/** The folder of the workspace: a copy of seeds/. */
export function folder(): vscode.Uri {
  const first = vscode.workspace.workspaceFolders?.[0];
  if (!first) throw new Error('no workspace folder');
  return first.uri;
}

export function file(name: string): vscode.Uri {
  return vscode.Uri.joinPath(folder(), name);
}

/** Opens a file of the workspace in the editor. */
export async function open(name: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(file(name));
  await vscode.window.showTextDocument(document);
  return document;
}

/** Fails with a message. */
export function ok(value: unknown, message: string): asserts value {
  if (!value) throw new Error(message);
}

/** Asks again and again until the answer is good; the server works beside the editor. */
export async function until<T>(
  ask: () => T | Thenable<T>,
  good: (answer: T) => boolean,
  what: string,
  milliseconds = 20_000,
): Promise<T> {
  const end = Date.now() + milliseconds;
  for (;;) {
    const answer = await ask();
    if (good(answer)) return answer;
    if (Date.now() > end) throw new Error(`${what}: not in time; at last ${JSON.stringify(answer)?.slice(0, 1000)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Where words stand; they must stand there exactly once. */
export function rangeOf(document: vscode.TextDocument, words: string): vscode.Range {
  const text = document.getText();
  const start = text.indexOf(words);
  ok(start >= 0, `"${words}" is not in the document`);
  ok(text.indexOf(words, start + 1) < 0, `"${words}" is there more than once`);
  return new vscode.Range(document.positionAt(start), document.positionAt(start + words.length));
}

/** The extension as the tests find it; waits until VS Code has activated it by itself. */
export async function extension(): Promise<Throughline> {
  const found = vscode.extensions.getExtension<Throughline>('throughline.throughline');
  ok(found, 'the extension is not there');
  // Not activate(): that would hide a missing activation event.
  await until(() => found.isActive, Boolean, 'activation');
  return found.exports;
}

/** Waits until the server has read everything. */
export async function loaded(interviews = 5): Promise<void> {
  const { status } = await extension();
  await until(status, (now) => now?.loading === false && now.interviews === interviews, `${interviews} interviews`);
}

/** The codes of a document's diagnostics that are ours, in file order. */
export function problems(document: vscode.TextDocument): { code: string; range: vscode.Range }[] {
  return vscode.languages
    .getDiagnostics(document.uri)
    .map(({ code, range }) => ({ code: String(typeof code === 'object' ? code.value : code), range }))
    .sort((a, b) => a.range.start.compareTo(b.range.start));
}

/** Takes all edits back, so that the next test finds the seed as it was. */
export async function revert(document: vscode.TextDocument): Promise<void> {
  await vscode.window.showTextDocument(document);
  await vscode.commands.executeCommand('workbench.action.files.revert');
  await until(
    () => document.isDirty,
    (dirty) => !dirty,
    'reverted',
  );
}

/** Whether the runner has a keyboard for us: that of the desktop VS Code has none. */
export const hasKeyboard = process.env.KEYBOARD === '1';

/** Hits a key, as Playwright calls it: `Alt+Enter`. What comes of it is to be waited for. */
export function press(key: string): void {
  console.log(`@@keys ${JSON.stringify({ press: key })}`);
}

/** Hits a key, or types, as soon as a quick pick has the focus. */
export const inPick = {
  press: (key: string): void => console.log(`@@keys ${JSON.stringify({ press: key, pick: true })}`),
  type: (text: string): void => console.log(`@@keys ${JSON.stringify({ type: text, pick: true })}`),
};
