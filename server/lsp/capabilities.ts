/** What the server offers to an editor that can take it. */
import {
  CodeActionKind,
  TextDocumentSyncKind,
  type FileOperationRegistrationOptions,
  type ServerCapabilities,
} from 'vscode-languageserver';
import { CLOSED_CHARACTERS } from '../features/on-type';
import type { Offers } from './offers';
import { legend } from './tokens';

/** Folders too: what lies in one that is moved or deleted is not reported by watchers. */
const ALL_FILES: FileOperationRegistrationOptions = { filters: [{ pattern: { glob: '**/*' } }] };

export function capabilities(offers: Offers): ServerCapabilities {
  const [firstTriggerCharacter, ...moreTriggerCharacter] = CLOSED_CHARACTERS;
  return {
    positionEncoding: 'utf-16',
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: { includeText: false } },
    hoverProvider: true,
    definitionProvider: true,
    referencesProvider: true,
    documentHighlightProvider: true,
    documentSymbolProvider: { label: 'Throughline' },
    workspaceSymbolProvider: true,
    foldingRangeProvider: true,
    documentLinkProvider: {},
    codeLensProvider: { resolveProvider: true },
    callHierarchyProvider: true,
    selectionRangeProvider: true,
    linkedEditingRangeProvider: true,
    documentFormattingProvider: true,
    documentRangeFormattingProvider: true,
    documentOnTypeFormattingProvider: { firstTriggerCharacter, moreTriggerCharacter },
    inlayHintProvider: true,
    colorProvider: true,
    renameProvider: offers.preparesRename ? { prepareProvider: true } : true,
    completionProvider: { triggerCharacters: ['#', '^', '+', '-', '@', '%', '{', '/', ' '] },
    codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.Refactor] },
    semanticTokensProvider: offers.semanticTokens ? { legend, range: true, full: { delta: true } } : undefined,
    diagnosticProvider: offers.pullsDiagnostics
      ? { identifier: 'throughline', interFileDependencies: true, workspaceDiagnostics: true }
      : undefined,
    workspace: {
      workspaceFolders: { supported: true, changeNotifications: true },
      fileOperations: offers.fileOperations
        ? { didCreate: ALL_FILES, didRename: ALL_FILES, didDelete: ALL_FILES }
        : undefined,
    },
  };
}
