// Builds everything that ships (client, server, command line) and, with --test, the suites that run inside VS Code.
//   node esbuild.config.mjs [--watch] [--test]
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { build, context } from 'esbuild';

const watch = process.argv.includes('--watch');
const withTests = process.argv.includes('--test');

// What is stored from one session to the next fits the code that stored it: these files decide what a text is stored as.
const DECIDING = [
  ...['core', 'related', 'store'].flatMap((folder) =>
    readdirSync(`server/${folder}`).map((name) => `server/${folder}/${name}`),
  ),
  'server/features/diagnostics.ts',
  'server/formats/encoding.ts',
  // The versions of the packages that they import.
  'package-lock.json',
].map((file) => resolve(file));
const storeVersion = {
  name: 'store-version',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]server[\\/]store[\\/]version\.ts$/ }, () => {
      const hash = createHash('sha256');
      for (const file of DECIDING) hash.update(readFileSync(file));
      return { contents: `export const VERSION = '${hash.digest('hex')}';`, watchFiles: DECIDING };
    });
  },
};

// CommonJS everywhere but in the worker: an ESM bundle of the Node server dies at start ("Dynamic require").
const common = {
  bundle: true,
  minify: !watch,
  sourcemap: 'linked',
  logLevel: 'warning',
  external: ['vscode'],
  mainFields: ['module', 'main'],
  plugins: [storeVersion],
};
const node = { ...common, platform: 'node', format: 'cjs', target: 'node20' };
const browser = {
  ...common,
  platform: 'browser',
  format: 'cjs',
  target: 'es2022',
  mainFields: ['browser', 'module', 'main'],
};

const bundles = [
  { ...node, entryPoints: { client: 'client/node.ts', server: 'server/main.ts' }, outdir: 'dist' },
  { ...node, entryPoints: { cli: 'server/cli.ts' }, outdir: 'dist', banner: { js: '#!/usr/bin/env node' } },
  { ...browser, entryPoints: { client: 'client/browser.ts' }, outdir: 'dist/web' },
  // A worker script, not a module.
  { ...browser, format: 'iife', entryPoints: { server: 'server/worker.ts' }, outdir: 'dist/web' },
];
if (withTests) {
  bundles.push({
    ...node,
    packages: 'external',
    minify: false,
    entryPoints: { index: 'test/vscode/suite/index.ts' },
    outdir: 'dist/test',
  });
}

// Entries appear as the project grows; one that is missing is an error of the build, not a silent gap.
for (const { entryPoints } of bundles) {
  for (const file of Object.values(entryPoints)) if (!existsSync(file)) throw new Error(`no such entry: ${file}`);
}
if (watch) await Promise.all(bundles.map(async (options) => (await context(options)).watch()));
else await Promise.all(bundles.map((options) => build(options)));
