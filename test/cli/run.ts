/** Runs the built command line as its own process, in a folder of its own. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll } from 'vitest';

export const root = resolve(import.meta.dirname, '../..');
const program = join(root, 'dist/cli.js');
if (!existsSync(program)) throw new Error('dist/cli.js is missing: node esbuild.config.mjs builds it');

export interface Outcome {
  status: number | null;
  stdout: string;
  stderr: string;
  bytes: Buffer;
}

interface Options {
  cwd?: string;
  env?: Record<string, string>;
  input?: string | Buffer;
}

/** Runs `throughline …args`. The environment has no wishes about colour but those in `env`. */
export function run(args: readonly string[], { cwd = root, env = {}, input = '' }: Options = {}): Outcome {
  const { PATH = '' } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    cwd,
    env: { PATH, ...env },
    input,
    maxBuffer: 1 << 28,
  });
  return { status, stdout: stdout.toString('utf8'), stderr: stderr.toString('utf8'), bytes: stdout };
}

/** The one JSON value on stdout, and nothing else. */
export function json<T>({ stdout }: Outcome): T {
  return JSON.parse(stdout) as T;
}

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A folder with these files, which goes away when the tests are over. */
export function folderOf(files: Record<string, string | Buffer>): string {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-cli-'));
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

export function read(folder: string, name: string): string {
  return readFileSync(join(folder, name), 'utf8');
}
