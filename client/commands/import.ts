/** Import: files of other programs become `.transcript` files beside them. */
import * as vscode from 'vscode';
import { methods, type ImportResult } from '../../server/lsp/protocol';
import { fromBase64, toBase64 } from '../base64';
import { message, type Session } from '../session';
import { count } from '../status';
import { preview, type Understood } from './import-preview';

interface Doubt {
  uri: vscode.Uri;
  line: number;
  message: string;
}

/** What a keybinding or another extension can settle beforehand, so that nothing is asked. */
interface Choices {
  /** Whether to show what was understood before anything is written: yes, unless told otherwise. */
  preview?: boolean;
}

/**
 * Imports the files that were picked in the explorer, or asks for them; shows what was understood of them, and opens the first. Nothing is
 * overwritten without a question. Returns the transcripts written.
 */
export async function importTranscripts(
  session: Session,
  clicked?: vscode.Uri,
  selected?: vscode.Uri[],
  choices: Choices = {},
): Promise<vscode.Uri[]> {
  const sources = selected?.length ? selected : clicked ? [clicked] : await ask();
  const files: Understood[] = [];
  for (const source of sources)
    files.push({ source, name: baseName(source), result: await understand(session, source) });
  if (files.length === 0) return [];
  const goOn =
    choices.preview === false ||
    (await preview(files, async (file, format) => {
      file.result = await understand(session, file.source, format);
    }));
  return goOn ? writeAll(session, files) : [];
}

async function understand(session: Session, source: vscode.Uri, from?: string): Promise<ImportResult> {
  try {
    const bytes = toBase64(await vscode.workspace.fs.readFile(source));
    return await session.request(methods.import, { name: baseName(source), bytes, from });
  } catch (error) {
    return { error: message(error), formats: [], transcripts: [], report: [] };
  }
}

async function writeAll(session: Session, files: readonly Understood[]): Promise<vscode.Uri[]> {
  const written: vscode.Uri[] = [];
  const doubts: Doubt[] = [];
  const failures: string[] = [];
  const made = new Set<string>();
  for (const { source, name, result } of files) {
    if (result.error !== undefined) failures.push(`${name}: ${result.error}`);
    for (const sentence of result.report) session.output.info(`${name}: ${sentence}`);
    try {
      for (const transcript of result.transcripts) {
        const target = vscode.Uri.joinPath(source, '..', `${transcript.name}.transcript`);
        if (made.has(target.toString())) {
          failures.push(`${name}: ${baseName(target)} has just been made of another file`);
          continue;
        }
        if (!(await mayWrite(target))) continue;
        await vscode.workspace.fs.writeFile(target, fromBase64(transcript.bytes));
        made.add(target.toString());
        written.push(target);
        doubts.push(...transcript.notes.map((note) => ({ uri: target, ...note })));
      }
      if (result.codebook !== undefined) await writeCodebook(session, source, result.codebook);
    } catch (error) {
      failures.push(`${name}: ${message(error)}`);
    }
  }
  const first = written[0];
  if (first) await vscode.window.showTextDocument(first, { preview: false });
  report(session, written, doubts, failures);
  return written;
}

/** Beside the file; where a codebook is there already, under a name of its own, as only a person can join two. */
async function writeCodebook(session: Session, source: vscode.Uri, text: string): Promise<void> {
  let target = vscode.Uri.joinPath(source, '..', 'codebook.yaml');
  if (await exists(target)) {
    target = vscode.Uri.joinPath(source, '..', `${baseName(source).replace(/\.[^.]{1,16}$/, '')}.codebook.yaml`);
    if (!(await mayWrite(target))) return;
    session.output.info(
      `codebook.yaml is there already: see ${baseName(target)} for the codes of ${baseName(source)}.`,
    );
  }
  await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(text));
}

async function ask(): Promise<vscode.Uri[]> {
  const picked = await vscode.window.showOpenDialog({
    title: 'Import Transcript',
    openLabel: 'Import',
    canSelectMany: true,
    filters: {
      Transcripts: ['txt', 'text', 'md', 'markdown', 'vtt', 'srt', 'json', 'docx', 'qdpx'],
      'All files': ['*'],
    },
  });
  return picked ?? [];
}

async function mayWrite(target: vscode.Uri): Promise<boolean> {
  if (!(await exists(target))) return true;
  const replace = 'Replace';
  const question = `${baseName(target)} exists already. Replace it, with all its annotations?`;
  return (await vscode.window.showWarningMessage(question, { modal: true }, replace)) === replace;
}

function exists(uri: vscode.Uri): Promise<boolean> {
  return Promise.resolve(vscode.workspace.fs.stat(uri)).then(
    () => true,
    () => false,
  );
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
