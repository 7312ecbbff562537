/** The language server: everything between an editor's connection and the features. */
import {
  DidChangeWatchedFilesNotification,
  FileChangeType,
  TextDocuments,
  type Connection,
  type Disposable,
  type InitializeParams,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { clientHost } from '../host/client';
import type { Host } from '../host/host';
import { CODEBOOKS } from '../host/matcher';
import { capabilities } from './capabilities';
import { choicesRequests } from './choices';
import { walkRequests } from './coding-walk';
import { appearanceRequests } from './appearance';
import { customRequests } from './custom';
import { followDrafts, isDraft } from './drafts';
import { editingRequests } from './editing';
import { Diagnostics, announceDiagnostics } from './diagnostics';
import { keep } from './keeping';
import { labellingRequests } from './labelling';
import { announceLenses } from './lenses';
import { Loader, textSource } from './loader';
import { markingRequests } from './marking';
import { readOffers } from './offers';
import { originalRequests, originalWatcher, Originals } from './originals';
import { requests, type Desk } from './requests';
import { readSettings, record } from './settings';
import { createSlices, debounce } from './slices';
import { refactoringRequests } from './refactor';
import { reportStatus } from './status';
import { describeError } from './table';
import { TokenMemory } from './tokens';
import { canonical, canonicalFolder } from '../host/uri';
import { createWorkspace, indexRelated } from './workspace';

/** In ms behind the last change: while somebody types, or files are read, the index of related passages waits until it is asked. */
const INDEX_DELAY = 300;

/**
 * Serves one editor over `connection`, and begins to listen.
 *
 * @param disk how to read files, unless the editor offers to; without it the editor has to.
 */
export function serve(connection: Connection, disk?: Host): void {
  connection.onInitialize((params) => {
    const offers = readOffers(params);
    start(connection, params, offers.files || !disk ? clientHost(connection) : disk);
    return { capabilities: capabilities(offers), serverInfo: { name: 'Throughline' } };
  });
  connection.listen();
}

function start(connection: Connection, params: InitializeParams, host: Host): void {
  const log = (error: unknown, where: string): void => connection.console.error(`${where}: ${describeError(error)}`);
  // What goes on in the background, and what is only told to us, has nobody to fail to.
  const guard = (work: Promise<unknown>): void => void work.catch((error: unknown) => log(error, 'background'));
  const safely: Safely = (run) => (event) => {
    try {
      run(event);
    } catch (error) {
      log(error, 'notification');
    }
  };

  const offers = readOffers(params);
  const initial = readSettings(record(params.initializationOptions).settings);
  const texts = textSource(host, (uri) => loader.readAgain(uri));
  const originals = new Originals(host, () => changed());
  const workspace = createWorkspace(offers, initial, createSlices(), texts, [], originals);
  const diagnostics = new Diagnostics(workspace);
  const desk: Desk = { workspace, diagnostics, tokens: new TokenMemory() };
  for (const connect of [
    ...requests,
    ...customRequests,
    ...appearanceRequests,
    ...editingRequests,
    ...labellingRequests,
    ...markingRequests,
    ...choicesRequests,
    ...refactoringRequests,
    ...walkRequests,
    ...originalRequests,
  ])
    connect(connection, desk, log);

  const loader = new Loader({
    host,
    corpus: workspace.corpus,
    inSlices: workspace.inSlices,
    async digest(uri) {
      try {
        await indexRelated(workspace);
        // All else that takes the text: afterwards it may be gone.
        await diagnostics.idSoon(uri);
      } catch (error) {
        log(error, 'background');
      }
    },
    recall: (uri) => keeping.recall(uri),
    log: (message) => connection.console.warn(message),
    changed: () => changed(),
    progressed({ loading }) {
      const before = workspace.loading;
      workspace.loading = loading;
      // What is used nowhere is known only now.
      if (before && !loading) announce();
      status.changed();
      keeping.progressed(loading);
    },
  });
  const keeping = keep({
    storage: offers.storage === undefined ? undefined : host.storage?.(offers.storage),
    workspace,
    diagnostics,
    stampOf: (uri) => loader.stampOf(uri),
    log: (message) => connection.console.warn(message),
  });
  const status = reportStatus(connection, workspace, () => loader.progress);
  const announce = announceDiagnostics(connection, workspace, diagnostics, guard);
  const announceLens = announceLenses(connection, workspace, guard);
  const index = debounce(INDEX_DELAY, () => guard(indexRelated(workspace).then(status.changed)));
  const changed = (): void => {
    announce();
    announceLens();
    index();
    status.changed();
    guard(watchOriginals());
  };
  const watchOriginals = originalWatcher(connection, workspace);

  let folders = foldersOf(params);
  const watch = watcher(connection, offers.watches);
  const follow = (): void => {
    originals.follow(folders);
    loader.follow([...folders], workspace.settings.files);
  };
  followDocuments(connection, desk, loader, changed, safely);
  followFiles(connection, loader, originals, safely);
  connection.onDidChangeConfiguration(
    safely(({ settings }) => {
      const before = workspace.settings;
      workspace.settings = readSettings(settings, initial);
      announce();
      announceLens();
      if (before.files.join('\n') === workspace.settings.files.join('\n')) return;
      guard(watch(workspace.settings.files));
      follow();
    }),
  );
  connection.onInitialized(
    safely(() => {
      guard(watch(workspace.settings.files));
      guard(followDrafts(connection, workspace, folders));
      if (offers.workspaceFolders) {
        connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
          const gone = removed.map(({ uri }) => canonicalFolder(uri));
          const rest = folders.filter((folder) => !gone.includes(folder));
          folders = [...new Set([...rest, ...added.map(({ uri }) => canonicalFolder(uri))])];
          follow();
        });
      }
      follow();
    }),
  );
}

/** Makes a listener that logs what goes wrong. */
type Safely = <E>(run: (event: E) => void) => (event: E) => void;

function foldersOf({ workspaceFolders, rootUri, rootPath }: InitializeParams): string[] {
  if (workspaceFolders) return workspaceFolders.map(({ uri }) => canonicalFolder(uri));
  if (rootUri) return [canonicalFolder(rootUri)];
  return rootPath ? [canonicalFolder('file://' + rootPath.replace(/^(?=[^/])/, '/').replaceAll('\\', '/'))] : [];
}

/** Has the editor watch the files that globs name, and no longer those of the time before. */
function watcher(connection: Connection, canWatch: boolean): (globs: readonly string[]) => Promise<void> {
  let current: Promise<Disposable> | undefined;
  return async (globs) => {
    if (!canWatch) return;
    const before = current;
    const watchers = [...globs, CODEBOOKS].map((globPattern) => ({ globPattern }));
    current = connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
    await current;
    (await before)?.dispose();
  };
}

/** Open documents stand over files. */
function followDocuments(
  connection: Connection,
  { workspace, tokens }: Desk,
  loader: Loader,
  changed: () => void,
  safely: Safely,
): void {
  const documents = new TextDocuments(TextDocument);
  /** An editor that watches no files may at least open and save them. */
  const look = safely(() => {
    if (!workspace.offers.watches) loader.refresh();
  });
  documents.onDidChangeContent(
    safely(({ document }) => {
      const uri = canonical(document.uri);
      workspace.open.set(uri, document);
      if (isDraft(document.languageId, loader.belongs(uri))) {
        workspace.drafts.put(uri, document.getText());
        changed();
      } else loader.put(uri, document.getText());
    }),
  );
  documents.onDidOpen(look);
  documents.onDidSave(look);
  documents.onDidClose(
    safely(({ document }) => {
      const uri = canonical(document.uri);
      workspace.open.delete(uri);
      tokens.forget(uri);
      const isOpen = workspace.drafts.get(uri) !== undefined;
      workspace.drafts.drop(uri);
      if (isOpen) changed();
      else loader.close(uri);
    }),
  );
  documents.listen(connection);
}

function followFiles(connection: Connection, loader: Loader, originals: Originals, safely: Safely): void {
  connection.onDidChangeWatchedFiles(
    safely(({ changes }) => {
      for (const { uri } of changes) originals.fileChanged(canonical(uri));
      const deleted = changes.filter(({ type }) => type === FileChangeType.Deleted);
      loader.filesDeleted(deleted.map(({ uri }) => canonical(uri)));
      // Also what is told to be deleted may be there again: an editor that saves may move a new file to the place of the old one.
      for (const { uri, type } of changes) if (type !== FileChangeType.Deleted) loader.fileChanged(canonical(uri));
    }),
  );
  // Watchers tell nothing of the files in a folder that is moved.
  connection.workspace.onDidCreateFiles(safely(() => loader.refresh()));
  connection.workspace.onDidDeleteFiles(
    safely(({ files }) => loader.filesDeleted(files.map(({ uri }) => canonical(uri)))),
  );
  connection.workspace.onDidRenameFiles(
    safely(({ files }) => {
      loader.filesDeleted(files.map(({ oldUri }) => canonical(oldUri)));
      loader.refresh();
    }),
  );
}
