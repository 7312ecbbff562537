/** Export: one interview, or all, as a file for other programs. */
import * as vscode from 'vscode';
import { methods, type ExportFormat, type ExportParams, type ExportResult } from '../../server/lsp/protocol';
import { fromBase64 } from '../base64';
import { message, type Session } from '../session';
import { count } from '../status';
import { formatItems, itemOf, openExport } from './export-formats';
import { baseName } from './import';

/** What a keybinding or another extension can settle beforehand, so that nothing is asked. */
interface Choices extends Pick<ExportParams, 'tags' | 'claims' | 'speakers'> {
  format?: ExportFormat;
  /** The file to write, or the folder for a file each. */
  target?: vscode.Uri;
}

/** Exports the interviews picked in the explorer, or the one in the editor. Returns the file written. */
export async function exportInterviews(
  session: Session,
  clicked?: vscode.Uri,
  selected?: vscode.Uri[],
  choices: Choices = {},
): Promise<vscode.Uri | undefined> {
  const active = vscode.window.activeTextEditor?.document.uri;
  // The editor's title menu hands over something else than a list of files.
  const several = Array.isArray(selected) && selected.length > 0 ? selected : undefined;
  const uris = several ?? (clicked ? [clicked] : active ? [active] : []);
  const [first] = uris;
  if (!first) return undefined;
  const name = uris.length === 1 ? baseName(first).replace(/\.[^.]{1,16}$/, '') : 'interviews';
  return write(session, uris, vscode.Uri.joinPath(first, '..', name), choices);
}

/** Exports all interviews of the workspace. Returns the file written. */
export async function exportAll(session: Session, choices: Choices = {}): Promise<vscode.Uri | undefined> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const active = vscode.window.activeTextEditor?.document.uri;
  const beside = folder ?? (active && vscode.Uri.joinPath(active, '..'));
  return beside && write(session, [], vscode.Uri.joinPath(beside, 'interviews'), choices);
}

async function write(
  session: Session,
  uris: vscode.Uri[],
  suggestion: vscode.Uri,
  { tags, claims, speakers, ...choices }: Choices,
): Promise<vscode.Uri | undefined> {
  const format = choices.format ?? (await askFormat());
  if (!format) return undefined;
  const each = itemOf(format)?.single === true && uris.length !== 1;
  const target =
    choices.target ?? (await (each ? askFolder(vscode.Uri.joinPath(suggestion, '..')) : askTarget(suggestion, format)));
  if (!target) return undefined;
  const client = await session.start();
  const named = uris.map((uri) => client.code2ProtocolConverter.asUri(uri));
  const params = { uris: named, format, each, tags, claims, speakers };
  try {
    const title = `Exporting to ${baseName(target)}`;
    const result = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title, cancellable: true },
      async (_, token) => {
        const made = await session.request(methods.export, params, token);
        if (token.isCancellationRequested) return undefined;
        return (await writeFiles(target, made)) ? made : undefined;
      },
    );
    if (!result) return undefined;
    tell(session, result, target, format);
    return target;
  } catch (error) {
    if (!(error instanceof vscode.CancellationError))
      void vscode.window.showErrorMessage(`Not exported: ${message(error)}`);
    return undefined;
  }
}

/** Whether anything was written: in a folder, nothing is replaced without a question. */
async function writeFiles(target: vscode.Uri, { text, bytes, files }: ExportResult): Promise<boolean> {
  const content = (of: { text?: string; bytes?: string }): Uint8Array =>
    of.bytes === undefined ? new TextEncoder().encode(of.text ?? '') : fromBase64(of.bytes);
  if (!files) {
    await vscode.workspace.fs.writeFile(target, content({ text, bytes }));
    return true;
  }
  const all = files.map((file) => ({ file, uri: vscode.Uri.joinPath(target, ...file.name.split('/')) }));
  const there = await Promise.all(all.map(({ uri }) => exists(uri)));
  const taken = there.filter(Boolean).length;
  if (taken > 0) {
    const replace = 'Replace';
    const question = `${count(taken, 'file')} in ${baseName(target)} will be replaced.`;
    if ((await vscode.window.showWarningMessage(question, { modal: true }, replace)) !== replace) return false;
  }
  for (const { file, uri } of all) await vscode.workspace.fs.writeFile(uri, content(file));
  return true;
}

function exists(uri: vscode.Uri): Promise<boolean> {
  return Promise.resolve(vscode.workspace.fs.stat(uri)).then(
    () => true,
    () => false,
  );
}

/** One message, with what the format cannot hold in the output. */
function tell(
  session: Session,
  { interviews, losses, files }: ExportResult,
  target: vscode.Uri,
  format: ExportFormat,
): void {
  for (const loss of losses) session.output.info(`${baseName(target)}: ${loss}`);
  const open = 'Open';
  const details = 'Show What Is Left Out';
  const buttons = [...(files ? [] : [open]), ...(losses.length > 0 ? [details] : [])];
  const text = `${count(interviews, 'interview')} exported to ${baseName(target)}.`;
  const rest = losses.length > 0 ? ` Not everything fits into .${format}.` : '';
  void vscode.window.showInformationMessage(text + rest, ...buttons).then((answer) => {
    if (answer === open) void openExport(target, format);
    else if (answer === details) session.output.show();
  });
}

async function askFormat(): Promise<ExportFormat | undefined> {
  const options = { title: 'Export', placeHolder: 'As', matchOnDescription: true, matchOnDetail: true };
  const picked = await vscode.window.showQuickPick(formatItems, options);
  return picked && 'format' in picked ? picked.format : undefined;
}

function askTarget(suggestion: vscode.Uri, format: ExportFormat): Thenable<vscode.Uri | undefined> {
  const label = itemOf(format)?.label ?? format;
  return vscode.window.showSaveDialog({
    title: 'Export',
    saveLabel: 'Export',
    defaultUri: suggestion.with({ path: `${suggestion.path}.${format}` }),
    // A dialog knows what stands behind the last point only.
    filters: { [label]: [format.split('.').at(-1) ?? format] },
  });
}

async function askFolder(suggestion: vscode.Uri): Promise<vscode.Uri | undefined> {
  const picked = await vscode.window.showOpenDialog({
    title: 'Export: a File for Each Interview',
    openLabel: 'Export Here',
    defaultUri: suggestion,
    canSelectFiles: false,
    canSelectFolders: true,
  });
  return picked?.[0];
}
