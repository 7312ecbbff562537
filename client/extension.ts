/** What the extension does when VS Code wakes it: commands, status, and a server as soon as there are transcripts. */
import * as vscode from 'vscode';
import type { RelatedPassage, Status } from '../server/lsp/protocol';
import { showAppearance } from './appearance/appearance';
import { registerCommands } from './commands';
import { registerOriginals } from './commands/original';
import { readInPlace } from './inplace';
import { createRelatedView } from './related/view';
import { createSession, isFollowed, message, type Platform, type Session } from './session';
import { readSettings, readsInPlace } from './settings';
import { showStatus } from './status';

/** What other extensions, and our tests, see of this one. */
export interface Throughline {
  /** Interviews and passages known to the server; undefined while it is not running. */
  status(): Status | undefined;
  /** What the Related view shows. */
  related(): readonly RelatedPassage[];
}

let session: Session | undefined;

/** Called by the entries with what differs between them. */
export function activate(context: vscode.ExtensionContext, platform: Platform): Throughline {
  const current = createSession(platform, context.subscriptions);
  session = current;
  const related = createRelatedView(current);
  context.subscriptions.push(
    ...registerCommands(current, related, context.workspaceState),
    related,
    registerOriginals(current),
    readInPlace(),
    showStatus(current),
    showAppearance(current),
    vscode.workspace.onDidOpenTextDocument((document) => {
      if (isFollowed(document)) startQuietly(current);
    }),
  );
  void startWhereNeeded(current);
  return { status: current.status, related: () => related.matches().map(({ passage }) => passage) };
}

/** Called by VS Code when it ends. */
export function deactivate(): Promise<void> | undefined {
  return session?.stop();
}

/** Any text file wakes the extension, as it may be read in place; a server is started only for transcripts and codebooks. */
async function startWhereNeeded(current: Session): Promise<void> {
  const open = vscode.workspace.textDocuments.some(isFollowed);
  const needed =
    open ||
    (vscode.workspace.workspaceFolders !== undefined && readsInPlace(readSettings())) ||
    (await vscode.workspace.findFiles('**/*.transcript', undefined, 1)).length > 0;
  if (needed) startQuietly(current);
}

/** VS Code shows by itself that a server did not start; the reason goes to the output. */
function startQuietly(current: Session): void {
  current.start().catch((error: unknown) => current.output.error(message(error)));
}
