/** Import: raw transcripts become `.transcript` files beside them. */
import * as vscode from 'vscode';
import { methods } from '../../server/lsp/protocol';
import { fromBase64, toBase64 } from '../base64';
import { message, type Session } from '../session';
import { count } from '../status';

interface Doubt {
  uri: vscode.Uri;
  line: number;
  message: string;
}

/**
 * Imports the files that were picked in the explorer, or asks for them, and opens the first. Nothing is overwritten without a
 * question. Returns the files written.
 */
export async function importTranscripts(
  session: Session,
  clicked?: vscode.Uri,
  selected?: vscode.Uri[],
): Promise<vscode.Uri[]> {
  const sources = selected?.length ? selected : clicked ? [clicked] : await ask();
  const written: vscode.Uri[] = [];
  const doubts: Doubt[] = [];
  const failures: string[] = [];
  for (const source of sources) {
    const name = baseName(source);
    try {
      const bytes = toBase64(await vscode.workspace.fs.readFile(source));
      const result = await session.request(methods.import, { name, bytes });
      if (result.bytes === undefined) {
        failures.push(`${name}: ${result.error ?? 'it could not be read'}`);
        continue;
      }
      const target = source.with({ path: source.path.replace(/\.[^./]{1,16}$/, '') + '.transcript' });
      if (!(await mayWrite(target))) continue;
      await vscode.workspace.fs.writeFile(target, fromBase64(result.bytes));
      written.push(target);
      doubts.push(...result.notes.map((note) => ({ uri: target, ...note })));
    } catch (error) {
      failures.push(`${name}: ${message(error)}`);
    }
  }
  const first = written[0];
  if (first) await vscode.window.showTextDocument(first, { preview: false });
  report(session, written, doubts, failures);
  return written;
}

async function ask(): Promise<vscode.Uri[]> {
  const picked = await vscode.window.showOpenDialog({
    title: 'Import Transcript',
    openLabel: 'Import',
    canSelectMany: true,
    filters: { Transcripts: ['txt', 'text', 'md', 'markdown'], 'All files': ['*'] },
  });
  return picked ?? [];
}

async function mayWrite(target: vscode.Uri): Promise<boolean> {
  const exists = await vscode.workspace.fs.stat(target).then(
    () => true,
    () => false,
  );
  if (!exists) return true;
  const replace = 'Replace';
  const question = `${baseName(target)} exists already. Replace it, with all its annotations?`;
  return (await vscode.window.showWarningMessage(question, { modal: true }, replace)) === replace;
}

/** One message at most, whatever the number of files; everything else is in the output. */
function report(session: Session, written: vscode.Uri[], doubts: Doubt[], failures: string[]): void {
  for (const failure of failures) session.output.error(failure);
  for (const { uri, line, message: text } of doubts) session.output.info(`${baseName(uri)}:${line + 1} ${text}`);
  if (failures.length > 0) {
    const rest = failures.length > 1 ? ` (and ${failures.length - 1} more, see the output)` : '';
    void vscode.window.showErrorMessage(`Not imported: ${failures[0] ?? ''}${rest}`);
  } else if (doubts.length > 0) {
    const review = 'Review…';
    const text = `${count(written.length, 'transcript')} imported; ${count(doubts.length, 'place')} to look at.`;
    void vscode.window.showInformationMessage(text, review).then((answer) => {
      if (answer === review) void reviewDoubts(doubts);
    });
  }
}

async function reviewDoubts(doubts: Doubt[]): Promise<void> {
  const items = doubts.map((doubt) => ({
    label: doubt.message,
    description: `${baseName(doubt.uri)}:${doubt.line + 1}`,
    doubt,
  }));
  const picked = await vscode.window.showQuickPick(items, { title: 'Places to Look At', matchOnDescription: true });
  if (!picked) return;
  const at = new vscode.Position(picked.doubt.line, 0);
  await vscode.window.showTextDocument(picked.doubt.uri, { selection: new vscode.Range(at, at) });
}

/** The last part of a path. */
export function baseName(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}
