/** Export: one interview, or all, as a file for other programs. */
import * as vscode from 'vscode';
import { methods, type ExportFormat } from '../../server/lsp/protocol';
import type { Session } from '../session';
import { count } from '../status';
import { baseName } from './import';

/** What a keybinding or another extension can settle beforehand, so that nothing is asked. */
interface Choices {
  format?: ExportFormat;
  target?: vscode.Uri;
}

const formats: (vscode.QuickPickItem & { format: ExportFormat })[] = [
  {
    format: 'html',
    label: 'Web page',
    description: '.html',
    detail: 'One page to read and print: tags in colour, claims linked',
  },
  { format: 'md', label: 'Markdown', description: '.md', detail: 'The interview with its quotes and codes as notes' },
  { format: 'csv', label: 'Table', description: '.csv', detail: 'One row a coding, for a spreadsheet or statistics' },
  { format: 'json', label: 'JSON', description: '.json', detail: 'Everything, for programs' },
];

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
  choices: Choices,
): Promise<vscode.Uri | undefined> {
  const format =
    choices.format ?? (await vscode.window.showQuickPick(formats, { title: 'Export', placeHolder: 'As' }))?.format;
  if (!format) return undefined;
  const target = choices.target ?? (await askTarget(suggestion, format));
  if (!target) return undefined;
  const client = await session.start();
  const interviews = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: `Exporting to ${baseName(target)}`, cancellable: true },
    async (_, token) => {
      const params = { uris: uris.map((uri) => client.code2ProtocolConverter.asUri(uri)), format };
      const result = await session.request(methods.export, params, token);
      if (token.isCancellationRequested) return undefined;
      await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(result.text));
      return result.interviews;
    },
  );
  if (interviews === undefined) return undefined;
  const open = 'Open';
  const told = vscode.window.showInformationMessage(
    `${count(interviews, 'interview')} exported to ${baseName(target)}.`,
    open,
  );
  void told.then((answer) => {
    if (answer === open) void openExport(target, format);
  });
  return target;
}

function askTarget(suggestion: vscode.Uri, format: ExportFormat): Thenable<vscode.Uri | undefined> {
  const { label } = formats.find((item) => item.format === format) ?? { label: format };
  return vscode.window.showSaveDialog({
    title: 'Export',
    saveLabel: 'Export',
    defaultUri: suggestion.with({ path: `${suggestion.path}.${format}` }),
    filters: { [label]: [format] },
  });
}

/** A web page belongs into the browser, if the browser can see this disk. */
function openExport(target: vscode.Uri, format: ExportFormat): Thenable<unknown> {
  const local = target.scheme === 'file' && vscode.env.remoteName === undefined;
  if (format === 'html' && local) return vscode.env.openExternal(target);
  return vscode.commands.executeCommand('vscode.open', target);
}
