import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { disk } from './host/disk';
import { serve } from './lsp/server';

/** Serves the editor that started this process, over what the command line says: `--stdio`, `--node-ipc`, `--socket=…`. */
export function start(): void {
  serve(createConnection(ProposedFeatures.all), disk);
}
