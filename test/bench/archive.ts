/**
 * Prints what an archive costs in the editor: the built server is started on 10 to 8,000 interviews, as an editor starts it.
 *
 *     npm run bench:archive -- [--interviews 8000 | --sizes 10,50] [--write] [--keep] [--node=--cpu-prof]
 *
 * `--interviews` is the largest size, `--write` refreshes docs/scale.md and its picture, `--keep` leaves the archive where it is, and
 * `--node` gives the server's process an option.
 */
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { writeArchive } from './archive-files';
import { refresh } from './docs';
import { figure } from './figures';
import { growthPicture } from './growth-picture';
import { growthTable } from './growth-table';
import { readProse } from './prose';
import { measure, type Measures } from './measure';

const STEPS = [10, 50, 200, 1000, 3000, 8000];
/** In bytes: what an interview takes on the disk, and what is kept of it. */
const ROOM = 130_000;
const { values: flags } = parseArgs({
  options: {
    interviews: { type: 'string', default: '8000' },
    sizes: { type: 'string' },
    write: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
    node: { type: 'string', multiple: true, default: [] },
  },
});

function sizes(): number[] {
  const most = Number(flags.interviews);
  const asked = flags.sizes?.split(',').map(Number) ?? [...STEPS.filter((size) => size < most), most];
  if (asked.some((size) => !Number.isInteger(size) || size < 10)) throw new Error('A size is a number from 10.');
  return asked.sort((a, b) => a - b);
}

async function main(): Promise<void> {
  const asked = sizes();
  const prose = readProse();
  const base = mkdtempSync(join(tmpdir(), 'throughline-archive-'));
  const remove = (): void => {
    if (!flags.keep) rmSync(base, { recursive: true, force: true });
  };
  process.once('exit', remove);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
  const { bavail, bsize } = statfsSync(base);
  const free = bavail * bsize;
  const needed = Math.max(...asked) * ROOM;
  if (free < needed)
    throw new Error(`${figure(needed / 1e6)} MB are needed in ${tmpdir()}; ${figure(free / 1e6)} are free.`);
  const setting = `${prose.source}; Node ${process.version}, ${availableParallelism()} cores`;
  console.log(`On ${setting}. Times are median / p95.\n`);

  const measured: (Measures & { megabytes: number })[] = [];
  const folder = join(base, 'interviews');
  let written = 0;
  let bytes = 0;
  for (const interviews of asked) {
    console.error(`${interviews} interviews: writing`);
    bytes += writeArchive(folder, written, interviews, prose);
    written = interviews;
    const storage = join(base, `storage-${interviews}`);
    const say = (words: string): void => console.error(`${interviews} interviews: ${words}`);
    const measures = await measure({ folder, interviews, storage, prose, node: flags.node, say });
    measured.push({ ...measures, megabytes: bytes / 1e6 });
    if (!flags.keep) rmSync(storage, { recursive: true, force: true });
    if (measures.failure === undefined) continue;
    say(measures.failure);
    process.exitCode = 1;
  }
  console.log(growthTable(measured));
  if (flags.keep) console.log(`\nKept: ${base}`);
  if (flags.write) {
    refresh('docs/scale.md', 'archive', `${growthTable(measured)}\n\nMeasured on ${setting}.`);
    writeFileSync('docs/scale.svg', growthPicture(measured));
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
