// Runs the suite inside a real VS Code, with a headless Chromium in front.
//   node test/vscode/run.mjs node   the working tree, in the Node extension host
//   node test/vscode/run.mjs vsix   dist/throughline.vsix, installed: what users get
// The exit status is 0 only if VS Code reported 0, Mocha came to its end, at least one test passed and none failed.
// Environment: CHROMIUM, GREP (only tests with this in their titles), TEST_TIMEOUT (ms), VERBOSE=1 (every line of the log), KEEP=1 (keep the folder of the run).
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { format } from 'node:util';
import { launchBrowser, root, serveWorkbench } from './workbench.mjs';

const mode = process.argv[2] ?? 'node';
if (!['node', 'vsix'].includes(mode)) {
  console.error('usage: node test/vscode/run.mjs node|vsix');
  process.exit(2);
}
const timeout = Number(process.env.TEST_TIMEOUT ?? 180_000);
const begun = performance.now();
const say = (text) => console.log(`[${((performance.now() - begun) / 1000).toFixed(1).padStart(5)}s] ${text}`);

/** What is needed and missing, or undefined. */
function missing() {
  const tests = join(root, 'dist/test/index.js');
  if (!existsSync(tests)) return `${tests} is missing: npm run test:vscode:build`;
  const vsix = join(root, 'dist/throughline.vsix');
  return mode === 'vsix' && !existsSync(vsix) ? `${vsix} is missing: npm run package` : undefined;
}

/** Opens the page and waits for VS Code's verdict. */
async function watch(browser, url, lines) {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
  let end;
  let keys = Promise.resolve();
  const onLog = (type, args) => {
    const line = format(...args);
    // What a test types where commands do not reach, such as the box of a rename.
    if (line.startsWith('@@type ')) return void page.keyboard.type(line.slice(7));
    // A test has no hands: what it wants to be hit is hit here, one key after the other.
    if (line.startsWith('@@keys ')) {
      const { press, type: text, pick } = JSON.parse(line.slice(7));
      keys = keys
        .then(() => pick && page.waitForFunction(`document.activeElement?.closest('.quick-input-widget')`))
        .then(() => (press ? page.keyboard.press(press) : page.keyboard.type(text, { delay: 20 })));
      return;
    }
    if (!line.startsWith('@@test ')) {
      lines.push(`[${type}] ${line}`);
      if (process.env.VERBOSE || line.startsWith('# ')) say(`    ${line}`);
      return;
    }
    const event = JSON.parse(line.slice(7));
    if (event.event === 'end') end = event;
    else if (event.event === 'pass') say(`  ✔ ${event.title} (${event.ms} ms)`);
    else if (event.event === 'pending') say(`  - ${event.title}`);
    else say(`  ✘ ${event.title}\n${event.stack || event.message}`);
  };
  const exit = new Promise((ok) => {
    page.on('crash', () => ok({ why: 'the page crashed' }));
    // VS Code calls these two by itself.
    page.exposeFunction('codeAutomationExit', (code) => ok({ code }));
  });
  await page.exposeFunction('codeAutomationLog', onLog);
  page.on('pageerror', (error) => lines.push(`[pageerror] ${error.message}`));
  await page.goto(url);
  const late = sleep(timeout, { why: `nothing after ${timeout} ms` }, { ref: false });
  const verdict = await Promise.race([exit, late]);
  return { page, end, verdict };
}

const reason = missing();
if (reason) {
  console.error(reason);
  process.exit(1);
}
const run = mkdtempSync(join(tmpdir(), 'throughline-test-'));
const folder = join(run, 'seeds');
let vscode;
let browser;
let good = false;
const lines = [];
try {
  cpSync(join(root, 'seeds'), folder, { recursive: true, dereference: true });
  const subject = mode === 'vsix' ? { vsix: join(root, 'dist/throughline.vsix') } : { extension: root };
  vscode = await serveWorkbench({ folder, ...subject, tests: join(root, 'dist/test/index'), env: { KEYBOARD: '1' } });
  say(`VS Code is served, ${mode === 'vsix' ? 'the package installed' : 'the working tree loaded'}`);
  browser = await launchBrowser();
  const { page, end, verdict } = await watch(browser, vscode.url, lines);
  good = verdict.code === 0 && end !== undefined && end.passes > 0 && end.failures === 0;
  const counts = end ? `${end.passes} passed, ${end.failures} failed, ${end.pending} skipped` : 'Mocha did not end';
  say(`${mode}: VS Code's exit code ${verdict.code ?? `none (${verdict.why})`}; ${counts}`);
  mkdirSync(join(root, 'dist/test'), { recursive: true });
  writeFileSync(join(root, `dist/test/result-${mode}.json`), JSON.stringify({ good, ...end }));
  if (!good) await page.screenshot({ path: join(run, 'failure.png') }).catch(() => undefined);
} catch (error) {
  console.error(error);
}
if (!good) {
  if (vscode && existsSync(vscode.log)) writeFileSync(join(run, 'server.log'), readFileSync(vscode.log));
  writeFileSync(join(run, 'workbench.log'), lines.join('\n'));
  // Some parts of VS Code are not compiled here, and say so at length.
  const noise = /^\[info\]|bindings file|Release\/watchdog|ServiceWorker/;
  const telling = lines.filter((line) => !noise.test(line));
  console.log(telling.slice(-40).join('\n'));
}
await browser?.close();
await vscode?.stop();
if (!good || process.env.KEEP) say(`kept: ${run}`);
else rmSync(run, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
process.exit(good ? 0 : 1);
