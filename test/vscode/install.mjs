// Installs what the tests in a real VS Code need, unless it is there: test/vscode/node_modules (about 800 MB).
//   node test/vscode/install.mjs
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const here = import.meta.dirname;
const vscode = join(here, 'node_modules/code-server/lib/vscode');

/** Whether every package has the version that package.json names, and VS Code's own packages are in place. */
function isInstalled() {
  const { dependencies } = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'));
  const versionOf = (name) => {
    const file = join(here, 'node_modules', name, 'package.json');
    return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).version : undefined;
  };
  const complete = Object.entries(dependencies).every(([name, version]) => versionOf(name) === version);
  return complete && existsSync(join(vscode, 'node_modules/.package-lock.json'));
}

if (!isInstalled()) {
  const npm = (folder, ...args) =>
    execFileSync('npm', [...args, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: folder,
      stdio: 'inherit',
    });
  console.log('Installing VS Code to test in (test/vscode/node_modules, about 800 MB)');
  npm(here, 'ci');
  // Its shrinkwrap does not pass `npm ci`.
  npm(vscode, 'install', '--omit=dev');
}
