/** What the editor can do, asked and answered once, under names that say what it is asked for. */
import type { InitializeParams } from 'vscode-languageserver';
import { MarkupKind } from 'vscode-languageserver';
import type { InitializationOptions } from './protocol';
import { record } from './settings';

export interface Offers {
  /** Asks for diagnostics; otherwise they are sent. */
  pullsDiagnostics: boolean;
  refreshesDiagnostics: boolean;
  /** Shows with a problem the places that have to do with it. */
  relatedInformation: boolean;
  refreshesCodeLenses: boolean;
  semanticTokens: boolean;
  /** A tree of symbols; otherwise a list. */
  symbolTree: boolean;
  markdownHover: boolean;
  /** Whole code actions; otherwise commands only. */
  codeActions: boolean;
  /** Edits with the versions of the documents that they are for. */
  versionedEdits: boolean;
  /** Edits that say what they are for, and are shown before they are made. */
  annotatedEdits: boolean;
  /** Edits that make files. */
  createsFiles: boolean;
  /** Asks what would be renamed before it asks for a name. */
  preparesRename: boolean;
  foldLimit: number;
  progress: boolean;
  /** Sends documents of further languages, if it is asked to. */
  registersDocuments: boolean;
  /** Watches the files that we name. */
  watches: boolean;
  workspaceFolders: boolean;
  fileOperations: boolean;
  /** Answers `find` and `read`. */
  files: boolean;
  /** Takes notifications of our status. */
  status: boolean;
  /** Runs the commands `throughline.*` of code actions. */
  commands: boolean;
  /** The URI of a folder for what can be made again. */
  storage?: string;
}

export function readOffers({ capabilities, initializationOptions }: InitializeParams): Offers {
  const { textDocument, workspace, window } = capabilities;
  const options: Partial<Record<keyof InitializationOptions, unknown>> = record(initializationOptions);
  const formats = textDocument?.hover?.contentFormat;
  return {
    pullsDiagnostics: textDocument?.diagnostic !== undefined,
    relatedInformation:
      textDocument?.diagnostic?.relatedInformation === true ||
      textDocument?.publishDiagnostics?.relatedInformation === true,
    refreshesDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    refreshesCodeLenses: workspace?.codeLens?.refreshSupport === true,
    semanticTokens: textDocument?.semanticTokens !== undefined,
    symbolTree: textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true,
    markdownHover: formats?.includes(MarkupKind.Markdown) === true,
    codeActions: textDocument?.codeAction?.codeActionLiteralSupport !== undefined,
    versionedEdits: workspace?.workspaceEdit?.documentChanges === true,
    annotatedEdits: workspace?.workspaceEdit?.changeAnnotationSupport !== undefined,
    createsFiles: workspace?.workspaceEdit?.resourceOperations?.includes('create') === true,
    preparesRename: textDocument?.rename?.prepareSupport === true,
    foldLimit: textDocument?.foldingRange?.rangeLimit ?? Infinity,
    progress: window?.workDoneProgress === true,
    registersDocuments: textDocument?.synchronization?.dynamicRegistration === true,
    watches: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    workspaceFolders: workspace?.workspaceFolders === true,
    fileOperations: workspace?.fileOperations !== undefined,
    files: options.clientFiles === true,
    status: options.status === true,
    commands: options.commands === true,
    storage: typeof options.storage === 'string' ? options.storage : undefined,
  };
}
