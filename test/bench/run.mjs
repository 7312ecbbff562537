// Bundles the benchmark and runs it: npm run bench
import { build } from 'esbuild';
import { createRequire } from 'node:module';

const outfile = 'dist/bench/bench.js';
await build({
  entryPoints: ['test/bench/bench.ts'],
  bundle: true,
  platform: 'node',
  format: 'cjs',
  outfile,
  logLevel: 'error',
  target: 'node20',
});
createRequire(import.meta.url)(`../../${outfile}`);
