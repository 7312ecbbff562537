/**
 * Prints what related passages cost on 100,000 paragraphs of 60 words, beside minisearch with the same words, stop words and stems. Each
 * engine has a process of its own, so that memory is its own.
 *
 *     npm run bench:scale -- [--write]
 */
import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { refresh, row } from './docs';
import { engines, type Result } from './engines';
import { figure, quantile, spread } from './figures';
import { readProse } from './prose';

const names = Object.keys(engines) as (keyof typeof engines)[];

/** Runs one engine in a process of its own. */
function measured(name: string): Result {
  const { stdout, status } = spawnSync(process.execPath, ['--expose-gc', __filename, name], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) throw new Error(`${name} has failed.`);
  return JSON.parse(stdout) as Result;
}

function table({ throughline, corpus, minisearch }: Record<keyof typeof engines, Result>): string {
  const lines: [string, (result: Result) => string | undefined, string][] = [
    ['index, s', ({ index }) => figure(index / 1e3), '3'],
    ['the longest that nothing else had its turn, ms', ({ slices }) => slices && figure(Math.max(...slices)), '10'],
    ['index in memory, MB', (r) => figure(r.memory - (r === throughline ? corpus.memory : 0)), '100'],
    ['the same with the interviews, MB', (r) => (r === throughline ? figure(r.memory) : undefined), ''],
    ['related to a paragraph, ms', ({ related }) => spread(related), ''],
    ['hover, ms', ({ hover }) => hover && spread(hover), 'p95 10'],
    ['replacing 100 paragraphs, ms', ({ replace }) => replace && spread(replace), '10'],
    ['keystroke in 60 kB, all told, ms', ({ keystroke }) => keystroke && spread(keystroke), '5'],
    ['keystroke in 200 kB, all told, ms', ({ longKeystroke }) => longKeystroke && spread(longKeystroke), '5'],
  ];
  const ratio = quantile(minisearch.related, 0.5) / quantile(throughline.related, 0.5);
  return [
    row(['100,000 paragraphs of 60 words', 'throughline', 'minisearch', 'goal']),
    row(['---', '---:', '---:', '---']),
    ...lines.map(([name, value, goal]) => row([name, value(throughline) ?? '', value(minisearch) ?? '', goal])),
    '',
    `A question is answered in 1/${figure(ratio)} of the time of minisearch.`,
  ].join('\n');
}

function main(): void {
  const setting = `${readProse().source}; Node ${process.version}, ${availableParallelism()} cores`;
  console.log(`On ${setting}. Times are median / p95.\n`);
  const results = Object.fromEntries(names.map((name) => [name, measured(name)])) as Record<
    keyof typeof engines,
    Result
  >;
  const made = table(results);
  console.log(made);
  if (process.argv.includes('--write')) refresh('docs/scale.md', 'index', `${made}\n\nMeasured on ${setting}.`);
}

const engine = names.find((name) => name === process.argv[2]);
if (engine) void engines[engine](readProse()).then((result) => console.log(JSON.stringify(result)));
else main();
