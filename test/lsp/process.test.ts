/** The server as a process and as a worker: how it begins, and that it ends. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { clientMethods, methods, type TopicOutline } from '../../server/lsp/protocol';
import { Editor } from './editor';

const dist = resolve(import.meta.dirname, '../../dist');

describe('the process', () => {
  it('ends well when it is told to', async () => {
    const editor = await Editor.start();
    await editor.request('shutdown', undefined);
    await editor.notify('exit', undefined);
    expect(await editor.ended).toBe(0);
  });

  it('ends when the editor is gone', async () => {
    const child = spawn(process.execPath, [resolve(dist, 'server.js'), '--stdio'], {
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    child.stdin.end();
    const [code] = await once(child, 'exit');
    expect(code).toBe(1);
  });

  it('takes what it does not know', async () => {
    const editor = await Editor.start();
    await expect(editor.request('throughline/unknown', {})).rejects.toThrow();
    await editor.notify('throughline/unknown', {});
    // Parameters that mean nothing are answered with nothing, and their words stand in no log.
    expect(await editor.request(methods.topics, { words: 'SECRET' })).toEqual([]);
    expect(editor.log.join('\n')).toMatch(/^throughline\/topics: TypeError\n\s+at/);
    expect(editor.log.join('\n')).not.toContain('SECRET');
    await editor.stop();
  });
});

it('reads the sample corpus without a complaint', async () => {
  const editor = await Editor.start({ folders: [new URL('../../seeds', import.meta.url).href] });
  await editor.loaded();
  expect(editor.statuses.at(-1)?.interviews).toBeGreaterThanOrEqual(5);
  expect(editor.log).toEqual([]);
  await editor.stop();
});

describe('the worker', () => {
  interface Message {
    id?: number | string;
    method?: string;
    params?: unknown;
    result?: unknown;
  }

  it('needs nothing of Node, and has the editor read the files', async () => {
    const sent: Message[] = [];
    const waiting: (() => void)[] = [];
    const scope = {
      onmessage: undefined as ((event: { data: Message }) => void) | undefined,
      addEventListener: (): void => undefined,
      postMessage(message: Message): void {
        sent.push(message);
        for (const look of waiting) look();
        // The editor's side.
        if (message.method === clientMethods.find) reply(message, ['vfs://a/1.transcript']);
        else if (message.method === clientMethods.read) reply(message, { bytes: btoa('# Rents\nMM: One.\n') });
        else if (message.id !== undefined && message.method) reply(message, null);
      },
    };
    const receive = (message: Message): void => scope.onmessage?.({ data: { jsonrpc: '2.0', ...message } as Message });
    const reply = ({ id }: Message, result: unknown): void => queueMicrotask(() => receive({ id, result }));
    const until = (holds: (message: Message) => boolean): Promise<Message> =>
      new Promise((done) => {
        const look = (): void => {
          const found = sent.find(holds);
          if (found) done(found);
        };
        waiting.push(look);
        look();
      });
    // What browsers and Node share; a name of Node alone would not be known.
    const { setTimeout, clearTimeout, setInterval, clearInterval, TextDecoder, TextEncoder, URL } = globalThis;
    const shared = {
      setTimeout,
      clearTimeout,
      setInterval,
      clearInterval,
      TextDecoder,
      TextEncoder,
      URL,
      atob,
      btoa,
      performance,
      console,
      queueMicrotask,
      crypto,
    };
    runInNewContext(readFileSync(resolve(dist, 'web/server.js'), 'utf8'), { self: scope, ...shared });

    receive({
      id: 1,
      method: 'initialize',
      params: {
        processId: null,
        rootUri: null,
        workspaceFolders: [{ uri: 'vfs://a', name: 'a' }],
        capabilities: {},
        initializationOptions: { status: true },
      },
    });
    await until(({ id }) => id === 1);
    receive({ method: 'initialized', params: {} });
    await until(
      ({ method, params }) => method === clientMethods.status && (params as { interviews: number }).interviews === 1,
    );
    receive({ id: 2, method: methods.topics, params: { textDocument: { uri: 'vfs://a/1.transcript' } } });
    const { result } = await until(({ id, method }) => id === 2 && method === undefined);
    expect((result as TopicOutline[]).map(({ title }) => title)).toEqual(['Rents']);
  });
});
