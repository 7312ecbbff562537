import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { root } from './run';

it('serves an editor over stdin and stdout until the editor ends it', async () => {
  const server = spawn(process.execPath, [join(root, 'dist/cli.js'), 'serve', '--stdio'], { stdio: 'pipe' });
  const ended = new Promise<number | null>((done) => server.once('exit', done));
  const editor = createMessageConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin));
  editor.listen();
  const params = { processId: null, rootUri: null, capabilities: {} };
  expect(await editor.sendRequest('initialize', params)).toMatchObject({ capabilities: { hoverProvider: true } });
  await editor.sendNotification('initialized', {});
  await editor.sendRequest('shutdown');
  await editor.sendNotification('exit');
  expect(await ended).toBe(0);
  editor.dispose();
});
