// Builds everything that ships (client, server, command line) and, with --test, the suites that run inside VS Code.
//   node esbuild.config.mjs [--watch] [--test]
import { existsSync } from 'node:fs';
import { build, context } from 'esbuild';

const watch = process.argv.includes('--watch');
const withTests = process.argv.includes('--test');

// CommonJS everywhere but in the worker: an ESM bundle of the Node server dies at start ("Dynamic require").
const common = {
  bundle: true,
  minify: !watch,
  sourcemap: 'linked',
  logLevel: 'warning',
  external: ['vscode'],
  mainFields: ['module', 'main'],
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
