// Bundles a benchmark and runs it: npm run bench, and bench:related, guess, tags, coding, scale, archive
import { build } from 'esbuild';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

const name = process.argv[2] ?? 'bench';
const outfile = `dist/bench/${name}.js`;
await build({
  entryPoints: [`test/bench/${name}.ts`],
  bundle: true,
  platform: 'node',
  format: 'cjs',
  outfile,
  logLevel: 'error',
  target: 'node20',
  // The bundle lies elsewhere than the editor that it holds.
  define: { 'import.meta.dirname': JSON.stringify(resolve('test/lsp')) },
});
// What follows the name is the benchmark's own.
process.argv.splice(2, 1);
createRequire(import.meta.url)(`../../${outfile}`);
