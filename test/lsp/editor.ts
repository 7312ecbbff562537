/** A small editor for tests: starts the built server as a process, speaks LSP with it over stdio, and keeps what it is sent. */
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import {
  createProtocolConnection,
  FileChangeType,
  StreamMessageReader,
  StreamMessageWriter,
  type ClientCapabilities,
  type Diagnostic,
  type InitializeResult,
  type ProtocolConnection,
  type ProtocolRequestType,
  type PublishDiagnosticsParams,
  type Range,
  type RegistrationParams,
} from 'vscode-languageserver/node';
import { clientMethods, type InitializationOptions, type Status } from '../../server/lsp/protocol';

const server = resolve(import.meta.dirname, '../../dist/server.js');

/** What VS Code offers, as far as it matters here. */
export const rich: ClientCapabilities = {
  workspace: {
    workspaceFolders: true,
    didChangeWatchedFiles: { dynamicRegistration: true },
    workspaceEdit: { documentChanges: true },
    diagnostics: { refreshSupport: true },
    fileOperations: { didCreate: true, didRename: true, didDelete: true },
  },
  textDocument: {
    diagnostic: {},
    hover: { contentFormat: ['markdown', 'plaintext'] },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    semanticTokens: {
      requests: { full: { delta: true }, range: true },
      tokenTypes: [],
      tokenModifiers: [],
      formats: [],
    },
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } },
  },
  window: { workDoneProgress: true },
};

/** What Neovim 0.7 offers. */
export const plain: ClientCapabilities = {
  textDocument: {
    hover: { contentFormat: ['markdown', 'plaintext'] },
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } },
  },
};

export interface EditorOptions {
  capabilities?: ClientCapabilities;
  folders?: string[];
  options?: InitializationOptions;
  /** Answers the server's requests for files. */
  files?: { find(folder: string): string[] | Promise<string[]>; read(uri: string): string | Promise<string> };
  /** Options of Node for the server's process. */
  node?: readonly string[];
}

export class Editor {
  /** By URI, as they were sent last. */
  readonly published = new Map<string, PublishDiagnosticsParams>();
  readonly statuses: Status[] = [];
  readonly registrations: RegistrationParams[] = [];
  readonly progress: { kind: string }[] = [];
  readonly log: string[] = [];
  refreshes = 0;
  unregistrations = 0;
  private readonly waiting = new Set<() => void>();
  private version = 1;

  private constructor(
    readonly connection: ProtocolConnection,
    private readonly child: ChildProcessByStdio<Writable, Readable, null>,
  ) {}

  static async start({
    capabilities = rich,
    folders = [],
    options = {},
    files,
    node = [],
  }: EditorOptions = {}): Promise<Editor & { result: InitializeResult }> {
    if (!existsSync(server)) throw new Error('Build the server first: npm run build');
    const child = spawn(process.execPath, [...node, server, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
    const connection = createProtocolConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    const editor = new Editor(connection, child);
    editor.listen(files);
    const result = await connection.sendRequest<InitializeResult>('initialize', {
      processId: process.pid,
      rootUri: folders[0] ?? null,
      workspaceFolders: folders.map((uri) => ({ uri, name: uri })),
      capabilities,
      initializationOptions: { status: true, ...(files ? { clientFiles: true } : {}), ...options },
    });
    await connection.sendNotification('initialized', {});
    return Object.assign(editor, { result });
  }

  private listen(files: EditorOptions['files']): void {
    const { connection } = this;
    const on = <P>(method: string, take: (params: P) => void): void => {
      connection.onNotification(method, (params: P) => {
        take(params);
        this.look();
      });
    };
    on('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => this.published.set(params.uri, params));
    on(clientMethods.status, (status: Status) => this.statuses.push(status));
    on('window/logMessage', ({ message }: { message: string }) => this.log.push(message));
    on('$/progress', ({ value }: { value: { kind: string } }) => this.progress.push(value));
    connection.onRequest('window/workDoneProgress/create', () => null);
    const answer = <P>(method: string, take: (params: P) => void): void => {
      connection.onRequest(method, (params: P) => {
        take(params);
        this.look();
        return null;
      });
    };
    answer('client/registerCapability', (params: RegistrationParams) => this.registrations.push(params));
    answer('client/unregisterCapability', () => this.unregistrations++);
    answer('workspace/diagnostic/refresh', () => this.refreshes++);
    connection.onRequest(clientMethods.find, ({ folder }: { folder: string }) => files?.find(folder) ?? []);
    connection.onRequest(clientMethods.read, async ({ uri }: { uri: string }) => {
      const text = (await files?.read(uri)) ?? '';
      return { bytes: Buffer.from(text, 'utf8').toString('base64') };
    });
    connection.listen();
  }

  private look(): void {
    for (const look of [...this.waiting]) look();
  }

  request<P, R, PR, E, RO>(type: ProtocolRequestType<P, R, PR, E, RO>, params: P): Promise<R>;
  request<R>(method: string, params: unknown): Promise<R>;
  request(type: string | { method: string }, params: unknown): Promise<unknown> {
    return this.connection.sendRequest(typeof type === 'string' ? type : type.method, params);
  }

  notify(method: string, params: unknown): Promise<void> {
    return this.connection.sendNotification(method, params);
  }

  open(uri: string, text: string): Promise<void> {
    const textDocument = { uri, languageId: 'transcript', version: this.version++, text };
    return this.notify('textDocument/didOpen', { textDocument });
  }

  change(uri: string, text: string, range?: Range): Promise<void> {
    const textDocument = { uri, version: this.version++ };
    return this.notify('textDocument/didChange', {
      textDocument,
      contentChanges: [range ? { range, text } : { text }],
    });
  }

  close(uri: string): Promise<void> {
    return this.notify('textDocument/didClose', { textDocument: { uri } });
  }

  /** Lets all messages that `send` sends reach the server before it looks at the first. */
  async atOnce(send: () => void): Promise<void> {
    this.child.stdin.cork();
    send();
    // The connection writes one message after the other, each in a turn of its own.
    for (let turns = 0; turns < 50; turns++) await setImmediate();
    this.child.stdin.uncork();
  }

  /** Tells what has happened to files of a folder. */
  watched(changes: Record<string, 'created' | 'changed' | 'deleted'>, folder: Folder): Promise<void> {
    const types = { created: FileChangeType.Created, changed: FileChangeType.Changed, deleted: FileChangeType.Deleted };
    return this.notify('workspace/didChangeWatchedFiles', {
      changes: Object.entries(changes).map(([name, change]) => ({ uri: folder.uriOf(name), type: types[change] })),
    });
  }

  /** Waits for a notification after which `condition` holds. Fails by the test's own time limit alone. */
  until(condition: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (!condition()) return;
        this.waiting.delete(look);
        resolve();
      };
      this.waiting.add(look);
      look();
    });
  }

  /** Waits until everything is read that was found. */
  loaded(interviews?: number): Promise<void> {
    return this.until(() => {
      const last = this.statuses.at(-1);
      return last !== undefined && !last.loading && (interviews === undefined || last.interviews === interviews);
    });
  }

  /** What was pushed for a file. */
  codes(uri: string): unknown[] | undefined {
    return this.published.get(uri)?.diagnostics.map(({ code }: Diagnostic) => code);
  }

  /** The server's process. */
  get pid(): number | undefined {
    return this.child.pid;
  }

  /** The exit status, as soon as there is one. */
  get ended(): Promise<number | null> {
    return new Promise((resolve) => this.child.once('exit', resolve));
  }

  async stop(): Promise<void> {
    await this.connection.sendRequest('shutdown');
    await this.connection.sendNotification('exit');
    this.connection.dispose();
    this.child.kill();
  }
}

/** A folder on the disk that is gone after the test. */
export class Folder {
  readonly path = mkdtempSync(join(tmpdir(), 'throughline-'));
  readonly uri = pathToFileURL(this.path).href;

  constructor(files: Record<string, string | Buffer> = {}) {
    for (const [name, content] of Object.entries(files)) this.write(name, content);
  }

  uriOf(name: string): string {
    return pathToFileURL(join(this.path, name)).href;
  }

  write(name: string, content: string | Buffer): void {
    mkdirSync(dirname(join(this.path, name)), { recursive: true });
    writeFileSync(join(this.path, name), content);
  }

  remove(name = '.'): void {
    rmSync(join(this.path, name), { recursive: true, force: true });
  }
}

/** Asks until the answer is as wanted. Fails by the test's own time limit alone. */
export async function eventually(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** The position of the character at an offset of a text, counted without the server's help. */
export function positionAt(text: string, offset: number): { line: number; character: number } {
  const lines = text.slice(0, offset).split(/\r\n|\n|\r/);
  return { line: lines.length - 1, character: lines.at(-1)!.length };
}
