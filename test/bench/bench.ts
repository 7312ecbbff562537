/**
 * Prints the figures that the project holds itself to. Nothing here passes or fails: a machine's speed is no test. What compares two
 * programs runs them in turn, on the same text, and gives the ratio of the medians.
 */
import MarkdownIt from 'markdown-it';
import { micromark } from 'micromark';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Corpus } from '../../server/core/corpus';
import { escape } from '../../server/core/escape';
import { parse } from '../../server/core/parse';
import { diagnostics } from '../../server/features/diagnostics';
import { semanticTokens } from '../../server/features/tokens';
import { RelatedIndex } from '../../server/related/related-index';
import { Editor } from '../lsp/editor';
import { milliseconds, quantile } from './figures';
import { workingFile } from './working-file';

const root = process.cwd();

/** Texts of the real transcripts beside the project; the sample corpus, many times over, where they are absent. */
function transcripts(): { source: string; texts: string[] } {
  const read = (folder: string, extension: string): string[] =>
    readdirSync(folder)
      .filter((name) => name.endsWith(extension))
      .map((name) => readFileSync(join(folder, name), 'utf8'));
  try {
    const shared = join(root, '../shared');
    return {
      source: 'real transcripts',
      texts: [...read(join(shared, 'seeds'), '.txt'), ...read(join(shared, 'corpus/scotus'), '.txt')],
    };
  } catch {
    return {
      source: 'the sample corpus, repeated (the real transcripts are not beside the project)',
      texts: Array.from({ length: 120 }, () => read('seeds', '.txt')).flat(),
    };
  }
}

const report = (name: string, figure: string, goal: string): void =>
  console.log(`${name.padEnd(52)}${figure.padEnd(44)}${goal}`);
const ms = (value: number): string => `${value.toFixed(value < 10 ? 2 : 0)} ms`;

function benchParse(texts: string[]): void {
  let text = '';
  while (text.length < 10_000_000) text += texts.join('\n\n');
  // As a file is read: one flat string.
  text = Buffer.from(text.slice(0, 10_000_000)).toString();
  const megabytes = Buffer.byteLength(text) / 1e6;
  const markdown = new MarkdownIt();
  const contenders: [string, number, () => unknown][] = [
    ['parse', 15, () => parse(text)],
    ['parse, with quotations', 15, () => parse(text).quotations],
    ['markdown-it', 5, () => markdown.parse(text, {})],
    ['micromark', 3, () => micromark(text)],
  ];
  const times = new Map<string, number[]>(contenders.map(([name]) => [name, []]));
  for (let round = 0; round < 15; round++) {
    for (const [name, rounds, work] of contenders) {
      if (round >= rounds) continue;
      const time = milliseconds(work);
      // The first round warms up.
      if (round > 0) times.get(name)?.push(time);
    }
  }
  const medians = new Map([...times].map(([name, list]) => [name, quantile(list, 0.5)]));
  const ours = medians.get('parse') as number;
  const all = medians.get('parse, with quotations') as number;
  for (const [name, median] of medians) {
    const best = Math.min(...(times.get(name) as number[]));
    const figure = `${(megabytes / (median / 1e3)).toFixed(name.startsWith('parse') ? 0 : 1)} MB/s (best ${(megabytes / (best / 1e3)).toFixed(0)})`;
    report(
      `${name}, ${megabytes.toFixed(1)} MB`,
      figure,
      name === 'parse'
        ? 'goal: 200 MB/s'
        : `parse is ${(median / ours).toFixed(1)} times as fast (${(median / all).toFixed(1)} with quotations); goal: 5`,
    );
  }
}

function benchKeystroke(texts: string[]): void {
  const index = new RelatedIndex();
  const corpus = new Corpus([index]);
  for (const [number, text] of texts.entries()) corpus.put(`file:///${number}.transcript`, escape(text));
  index.flush();
  const uri = 'file:///open.transcript';
  let text = workingFile(texts);
  corpus.put(uri, text);
  const times: number[] = [];
  for (let key = 0; key < 300; key++) {
    const at = Math.floor(text.length * ((key * 0.618) % 1));
    text = text.slice(0, at) + 'x' + text.slice(at);
    times.push(
      milliseconds(() => {
        corpus.put(uri, text);
        diagnostics(corpus, uri);
        const interview = corpus.interviews.get(uri);
        if (interview) semanticTokens(interview);
      }),
    );
  }
  const rest = times.slice(20);
  report(
    `a keystroke in ${(text.length / 1e3).toFixed(0)} kB, to diagnostics and tokens`,
    `${ms(quantile(rest, 0.5))} (p95 ${ms(quantile(rest, 0.95))})`,
    'goal: 5 ms',
  );
}

/** The same through the built server, over stdio: from the change to both answers, as the editor's client asks for them. */
async function benchServer(texts: string[]): Promise<void> {
  const editor = await Editor.start();
  const uri = 'file:///open.transcript';
  let text = workingFile(texts);
  await editor.open(uri, text);
  const textDocument = { uri };
  type Tokens = { resultId?: string };
  let tokens = await editor.request<Tokens>('textDocument/semanticTokens/full', { textDocument });
  const times: number[] = [];
  for (let key = 0; key < 220; key++) {
    const line = Math.floor(text.split('\n').length * ((key * 0.618) % 1));
    const start = performance.now();
    const position = { line, character: 0 };
    const edit = editor.change(uri, 'x', { start: position, end: position });
    const answers = Promise.all([
      editor.request('textDocument/diagnostic', { textDocument }),
      editor.request<Tokens>('textDocument/semanticTokens/full/delta', {
        textDocument,
        previousResultId: tokens.resultId,
      }),
    ]);
    await edit;
    [, tokens] = await answers;
    times.push(performance.now() - start);
    const at = text.split('\n').slice(0, line).join('\n').length + (line > 0 ? 1 : 0);
    text = text.slice(0, at) + 'x' + text.slice(at);
  }
  await editor.stop();
  const rest = times.slice(20);
  report(
    'the same over LSP, stdio included',
    `${ms(quantile(rest, 0.5))} (p95 ${ms(quantile(rest, 0.95))})`,
    'goal: 5 ms',
  );
}

function benchLoad(texts: string[]): void {
  const originals = texts.map((text) => escape(text));
  const times = [0, 1, 2].map(() => {
    const index = new RelatedIndex();
    const corpus = new Corpus([index]);
    const parsing = milliseconds(() => {
      for (const [number, text] of originals.entries()) corpus.put(`file:///${number}.transcript`, text);
    });
    const indexing = milliseconds(() => index.flush());
    return { parsing, indexing, passages: index.size, index, corpus };
  });
  const first = times[0] as (typeof times)[number];
  report(
    `cold load of ${texts.length} interviews (${first.passages} passages)`,
    `${ms(first.parsing + first.indexing)} (parse ${ms(first.parsing)}, index ${ms(first.indexing)})`,
    'goal: 1 s',
  );
  const { index, corpus } = times.at(-1) as (typeof times)[number];
  const queries: number[] = [];
  for (const { uri, transcript } of corpus.interviews.values()) {
    const paragraph = transcript.paragraphs[Math.floor(transcript.paragraphs.length / 2)];
    if (paragraph) queries.push(milliseconds(() => index.related(uri, paragraph, { limit: 5 })));
  }
  report('related passages of a paragraph', `${ms(quantile(queries, 0.5))} (p95 ${ms(quantile(queries, 0.95))})`, '');
}

async function main(): Promise<void> {
  const { source, texts } = transcripts();
  console.log(`On ${source}, Node ${process.version}. Medians; compare ratios, not machines.\n`);
  benchLoad(texts);
  benchKeystroke(texts);
  await benchServer(texts);
  benchParse(texts);
  console.log(
    '\nWhole archives: npm run bench:archive. Answers: npm run bench:related. Below, coding, and the index beside minisearch.\n',
  );
}

void main();
