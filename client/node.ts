/** The entry for VS Code on a machine: the server is a Node process, spoken to over IPC. */
import type * as vscode from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { activate as start, type Throughline } from './extension';
import { section } from './settings';

export { deactivate } from './extension';

export function activate(context: vscode.ExtensionContext): Throughline {
  const run = { module: context.asAbsolutePath('dist/server.js'), transport: TransportKind.ipc };
  // While the client is debugged, a debugger can attach to the server too.
  const debug = { ...run, options: { execArgv: ['--inspect=6009'] } };
  return start(context, {
    readsDisk: true,
    storage: context.storageUri,
    connect: (options) => new LanguageClient(section, 'Throughline', { run, debug }, options),
  });
}
