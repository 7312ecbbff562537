// Bundles the benchmark and runs it: npm run bench
import { build } from 'esbuild';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

const outfile = 'dist/bench/bench.js';
await build({
  entryPoints: ['test/bench/bench.ts'],
  bundle: true,
  platform: 'node',
  format: 'cjs',
  outfile,
  logLevel: 'error',
  target: 'node20',
  // The bundle lies elsewhere than the editor that it holds.
  define: { 'import.meta.dirname': JSON.stringify(resolve('test/lsp')) },
});
createRequire(import.meta.url)(`../../${outfile}`);
