// Runs the same suite in the desktop VS Code, where one can be downloaded (and shown: on Linux under xvfb-run, without a screen).
//   node test/vscode/electron.mjs
// Environment: VSCODE_VERSION (stable, insiders, 1.101.0 …), VSCODE (an executable to use instead of a download).
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { root } from './workbench.mjs';

const tests = join(root, 'dist/test/index.js');
if (!existsSync(tests)) {
  console.error(`${tests} is missing: npm run test:vscode:build`);
  process.exit(1);
}
const version = process.env.VSCODE_VERSION ?? 'stable';
let vscodeExecutablePath = process.env.VSCODE;
try {
  vscodeExecutablePath ??= await downloadAndUnzipVSCode({ version, cachePath: join(root, '.vscode-test') });
} catch (error) {
  console.error(`VS Code (${version}) cannot be downloaded here: ${error instanceof Error ? error.message : error}`);
  console.error(
    'Use `npm run test:vscode`, which needs packages of npm and Chromium only, or name an executable in VSCODE.',
  );
  process.exit(1);
}
const run = mkdtempSync(join(tmpdir(), 'throughline-test-'));
const folder = join(run, 'seeds');
cpSync(join(root, 'seeds'), folder, { recursive: true, dereference: true });
let status = 1;
try {
  status = await runTests({
    vscodeExecutablePath,
    extensionDevelopmentPath: root,
    extensionTestsPath: join(root, 'dist/test/index'),
    launchArgs: [folder, '--disable-extensions', '--disable-workspace-trust', '--user-data-dir', join(run, 'user')],
  });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
}
rmSync(run, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
process.exit(status);
