/** The connection to the language server: started when a transcript shows up, stopped, restarted, told about settings. */
import * as vscode from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions, WorkspaceEdit } from 'vscode-languageclient';
import {
  clientMethods,
  type methods,
  type AnnotateParams,
  type Choices,
  type ChoicesParams,
  type CodeList,
  type CopyParams,
  type CopyResult,
  type ExportParams,
  type ExportResult,
  type ImportParams,
  type ImportResult,
  type InitializationOptions,
  type LabelParams,
  type LabelResult,
  type Labelling,
  type LabellingParams,
  type LayerMark,
  type MarkParams,
  type MarkResult,
  type OriginalResult,
  type QuoteMark,
  type QuotesOfParams,
  type QuotesOfResult,
  type RefactorParams,
  type RelateParams,
  type RelateResult,
  type RelatedParams,
  type RelatedPassage,
  type Settings,
  type SpeakerOutline,
  type StatementParams,
  type StatementPlace,
  type StopParams,
  type StopResult,
  type StopsParams,
  type StopsResult,
  type Status,
  type TextDocumentParams,
  type TopicOutline,
} from '../server/lsp/protocol';
import { answerFileRequests } from './files';
import { trustHovers } from './hover';
import { holdRenames } from './refactoring/apply';
import { readSettings, section } from './settings';
import { watchFolders } from './watch';

/** The server reads the same files by this name (`server/host/matcher.ts`). */
const codebooks = '**/codebook.{yaml,yml}';

/** What differs between the entries: Node with a process, the browser with a worker. */
export interface Platform {
  /** Makes a client that is not started yet, with a server of its own. */
  connect(options: LanguageClientOptions): BaseLanguageClient;
  /** Whether the server can read files by itself. */
  readsDisk: boolean;
  /** A folder for what can be made again; absent where there is none on a disk. */
  storage?: vscode.Uri;
}

/** Parameters and result by method. */
interface Requests {
  [methods.speakers]: [TextDocumentParams, SpeakerOutline[]];
  [methods.topics]: [TextDocumentParams, TopicOutline[]];
  [methods.related]: [RelatedParams, RelatedPassage[]];
  [methods.import]: [ImportParams, ImportResult];
  [methods.export]: [ExportParams, ExportResult];
  [methods.strip]: [TextDocumentParams, { text: string }];
  [methods.original]: [TextDocumentParams, OriginalResult];
  [methods.quotes]: [TextDocumentParams, QuoteMark[]];
  [methods.layer]: [TextDocumentParams, LayerMark[]];
  [methods.codes]: [TextDocumentParams, CodeList];
  [methods.annotate]: [AnnotateParams, WorkspaceEdit | null];
  [methods.relate]: [RelateParams, RelateResult | null];
  [methods.refactor]: [RefactorParams, WorkspaceEdit | null];
  [methods.copy]: [CopyParams, CopyResult | null];
  [methods.quotesOf]: [QuotesOfParams, QuotesOfResult];
  [methods.mark]: [MarkParams, MarkResult | null];
  [methods.choices]: [ChoicesParams, Choices | null];
  [methods.statement]: [StatementParams, StatementPlace | null];
  [methods.stops]: [StopsParams, StopsResult | null];
  [methods.stop]: [StopParams, StopResult | null];
  [methods.labelling]: [LabellingParams, Labelling | null];
  [methods.label]: [LabelParams, LabelResult | null];
}

export interface Session {
  readonly output: vscode.LogOutputChannel;
  /** What the server last said about itself; undefined while it is not running. */
  status(): Status | undefined;
  readonly onStatus: vscode.Event<Status | undefined>;
  /** Starts the server unless it runs already. */
  start(): Promise<BaseLanguageClient>;
  stop(): Promise<void>;
  restart(): Promise<void>;
  /** Asks the server, starting it first where needed. */
  request<M extends keyof Requests>(
    method: M,
    params: Requests[M][0],
    token?: vscode.CancellationToken,
  ): Promise<Requests[M][1]>;
}

/** Whether the server follows a document: a transcript, or a codebook. */
export function isFollowed(document: vscode.TextDocument): boolean {
  return vscode.languages.match([{ language: 'transcript' }, { language: 'yaml', pattern: codebooks }], document) > 0;
}

/** A session that is not started yet. What is disposable lands in `subscriptions`. */
export function createSession(platform: Platform, subscriptions: vscode.Disposable[]): Session {
  const output = vscode.window.createOutputChannel('Throughline', { log: true });
  const changed = new vscode.EventEmitter<Status | undefined>();
  let status: Status | undefined;
  let running: Promise<Running> | undefined;

  const tell = (next: Status | undefined): void => {
    status = next;
    changed.fire(next);
  };
  const start = async (): Promise<BaseLanguageClient> => {
    running ??= launch(platform, output, tell);
    const attempt = running;
    try {
      return (await attempt).client;
    } catch (error) {
      // The next attempt starts afresh.
      if (running === attempt) running = undefined;
      throw error;
    }
  };
  const stop = async (): Promise<void> => {
    const last = running;
    running = undefined;
    tell(undefined);
    await last?.then(
      (ended) => ended.stop(),
      () => undefined,
    );
  };
  // One change at a time: a restart that is asked for while another is under way comes after it.
  let queue: Promise<unknown> = Promise.resolve();
  const restart = (): Promise<void> => {
    const next = queue.then(async () => {
      await stop();
      await start();
    });
    queue = next.catch(() => undefined);
    return next;
  };
  const follow = async (): Promise<void> => {
    const current = await running?.catch(() => undefined);
    if (!current) return;
    const settings = readSettings();
    // Watchers and the way to read files are settled at the start.
    const stale = settings.files.join('\n') !== current.settings.files.join('\n');
    if (stale || clientFiles(platform) !== current.clientFiles) await restart();
    else await current.client.sendNotification('workspace/didChangeConfiguration', { settings });
  };
  const followQuietly = (): void => {
    follow().catch((error: unknown) => output.error(message(error)));
  };

  subscriptions.push(
    output,
    changed,
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(section)) followQuietly();
    }),
    vscode.workspace.onDidChangeWorkspaceFolders(followQuietly),
  );
  return {
    output,
    status: () => status,
    onStatus: changed.event,
    start,
    stop,
    restart,
    async request(method, params, token) {
      const client = await start();
      return token ? client.sendRequest(method, params, token) : client.sendRequest(method, params);
    },
  };
}

/** What an unknown error says. */
export function message(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

interface Running {
  client: BaseLanguageClient;
  settings: Settings;
  clientFiles: boolean;
  stop(): Promise<void>;
}

async function launch(
  platform: Platform,
  output: vscode.LogOutputChannel,
  tell: (status: Status | undefined) => void,
): Promise<Running> {
  const settings = readSettings();
  const ownFiles = clientFiles(platform);
  const client: BaseLanguageClient = platform.connect({
    documentSelector: schemes().flatMap((scheme) => [
      { language: 'transcript', scheme },
      { language: 'yaml', scheme, pattern: codebooks },
    ]),
    initializationOptions: {
      settings,
      clientFiles: ownFiles,
      status: true,
      commands: true,
      storage: platform.storage?.scheme === 'file' ? platform.storage.toString() : undefined,
    } satisfies InitializationOptions,
    outputChannel: output,
    middleware: { ...trustHovers, ...holdRenames(() => client) },
  });
  answerFileRequests(client);
  client.onNotification(clientMethods.status, (status: Status) => tell(status));
  const folders = watchFolders(client, settings.files);
  const stop = async (): Promise<void> => {
    folders.dispose();
    try {
      await client.dispose();
    } catch (error) {
      // A server that hangs or has died is gone all the same.
      output.warn(message(error));
    }
  };
  try {
    await client.start();
  } catch (error) {
    await stop();
    throw error;
  }
  return { client, settings, clientFiles: ownFiles, stop };
}

/** The file systems in use. Others, such as `git:` in a diff, show copies that would count as further interviews. */
function schemes(): string[] {
  const folders = vscode.workspace.workspaceFolders ?? [];
  return [...new Set(['file', 'untitled', ...folders.map((folder) => folder.uri.scheme)])];
}

/** Whether the server has to ask for files: one folder that is not on the disk is enough. */
function clientFiles(platform: Platform): boolean {
  return !platform.readsDisk || schemes().some((scheme) => scheme !== 'file' && scheme !== 'untitled');
}
