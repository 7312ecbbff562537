/** The entry for VS Code in a browser: the server is a web worker. */
import * as vscode from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import { activate as start, type Throughline } from './extension';
import { section } from './settings';

export { deactivate } from './extension';

/** What is used of the DOM here; the project is compiled without the DOM's types. */
declare const Worker: new (script: string) => object;

export function activate(context: vscode.ExtensionContext): Throughline {
  const script = vscode.Uri.joinPath(context.extensionUri, 'dist/web/server.js').toString(true);
  return start(context, {
    readsDisk: false,
    connect: (options) => new LanguageClient(section, 'Throughline', new Worker(script), options),
  });
}
