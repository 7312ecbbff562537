// The main job on the sample corpus, in the terminal; then how to go on in VS Code. `npm start` builds first.
//   npm start                 check, outline, related passages and exports of seeds/
//   npm start -- --vscode     the same, then VS Code with the extension on seeds/
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const seeds = join(root, 'seeds');
const made = join(root, 'dist/seeds-export');
const width = Math.min(process.stdout.columns ?? 120, 140);
const coloured = process.stdout.isTTY && !process.env.NO_COLOR;
const bold = (text) => (coloured ? `\x1b[1m${text}\x1b[22m` : text);

/** Runs the command line that was built; any status above `most` is a failure of this script. */
function throughline(args, most = 0) {
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [join(root, 'dist/cli.js'), ...args], {
    cwd: root,
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' },
    maxBuffer: 1 << 28,
  });
  if (error) throw error;
  if (status === null || status > most) throw new Error(`throughline ${args.join(' ')} failed: ${stderr}`);
  return stdout;
}

function heading(text, args) {
  console.log(`\n${bold(text)}${args ? `   throughline ${args.join(' ')}` : ''}`);
}

/** Writes the first lines of an output, each as long as the terminal is wide. */
function show(output, most) {
  const lines = output.toString('utf8').trimEnd().split('\n');
  for (const line of lines.slice(0, most)) {
    console.log(`  ${line.length > width - 2 ? line.slice(0, width - 3) + '…' : line}`.trimEnd());
  }
  if (lines.length > most) console.log(`  … ${lines.length - most} more lines`);
}

function importSeeds() {
  const raw = readdirSync(seeds).filter((name) => name.endsWith('.txt'));
  const args = ['import', ...raw.map((name) => `seeds/${name}`), '--out', relative(root, made), '--json'];
  heading('Import', ['import', 'seeds/*.txt', '--out', relative(root, made)]);
  const results = JSON.parse(throughline(args));
  for (const { file, target, speakers, notes } of results) {
    const original = readFileSync(join(root, file));
    const same = throughline(['strip', target]).equals(original);
    if (!same) throw new Error(`strip does not give ${file} back`);
    const facts = [`${speakers.length} speakers`, `${notes.length} places to look at`, 'strip gives the original back'];
    console.log(`  ${target}: ${facts.join(', ')}`);
  }
}

function exportSeeds() {
  heading('Export', ['export', 'seeds', '--to', 'html|md|csv|json', '--out', '…']);
  for (const format of ['html', 'md', 'csv', 'json']) {
    const target = join(made, `interviews.${format}`);
    throughline(['export', 'seeds', '--to', format, '--out', target, '--force']);
    console.log(`  ${target}`);
  }
}

function run(title, args, lines, most = 0) {
  heading(title, args);
  show(throughline(args, most), lines);
}

/** The `code` of the desktop, if there is one. */
function desktop() {
  const shell = process.platform === 'win32';
  const { status, error } = spawnSync('code', ['--version'], { stdio: 'ignore', shell, timeout: 20_000 });
  return !error && status === 0 ? { shell } : undefined;
}

async function openInVsCode() {
  heading('VS Code');
  const code = desktop();
  if (code) {
    const args = [`--extensionDevelopmentPath=${root}`, seeds];
    // A shell would take a blank in a path for the end of it.
    const words = code.shell ? args.map((word) => `"${word}"`) : args;
    spawn('code', words, { ...code, stdio: 'ignore', detached: true }).unref();
    console.log(`  code ${args.join(' ')}`);
    return;
  }
  const { isInstalled, serveWorkbench } = await import('./vscode/workbench.mjs');
  if (!isInstalled()) {
    console.log('  No `code` is installed here: the workbench of the code-server package will do.');
    const { status } = spawnSync(process.execPath, [join(root, 'test/vscode/install.mjs')], { stdio: 'inherit' });
    if (status !== 0) {
      console.error('  It could not be installed. Install VS Code with its `code` command, then try again.');
      process.exitCode = 1;
      return;
    }
  }
  const { url, stop } = await serveWorkbench({ folder: seeds, extension: root });
  console.log(`  Open this in a browser on this machine; Ctrl+C ends it:\n  ${url}`);
  await new Promise((done) => ['SIGINT', 'SIGTERM'].forEach((signal) => process.once(signal, done)));
  await stop();
}

rmSync(made, { recursive: true, force: true });
mkdirSync(made, { recursive: true });
console.log(bold('Five invented interviews about one argument: raw .txt and annotated .transcript, in seeds/'));
importSeeds();
// Findings are status 1: the samples keep a few loose ends.
run('Check', ['check', 'seeds'], 4, 1);
run('Outline', ['outline', 'seeds/05-the-gate-bolt-by-bolt.transcript'], 12);
run('Related', ['related', 'seeds/05-the-gate-bolt-by-bolt.transcript:51', '--corpus', 'seeds', '--limit', '3'], 9);
exportSeeds();
if (process.argv.includes('--vscode')) await openInVsCode();
else {
  heading('VS Code');
  console.log('  npm start -- --vscode opens seeds/ in VS Code with the extension.');
}
