/** What is measured of each engine on the same paragraphs: one engine a process, started with --expose-gc. */
import MiniSearch from 'minisearch';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Corpus } from '../../server/core/corpus';
import { Transcripts } from '../../server/core/transcripts';
import { diagnostics } from '../../server/features/diagnostics';
import { hover } from '../../server/features/hover';
import { semanticTokens } from '../../server/features/tokens';
import { disk } from '../../server/host/disk';
import { textSource } from '../../server/lsp/loader';
import { readOffers } from '../../server/lsp/offers';
import { defaultSettings } from '../../server/lsp/protocol';
import type { InSlices } from '../../server/lsp/slices';
import { createWorkspace, indexRelated, type Workspace } from '../../server/lsp/workspace';
import { eachWord, termOf } from '../../server/related/words';
import { milliseconds, randomFrom } from './figures';
import { paragraph, type Prose } from './prose';
import { workingFile } from './working-file';

/** Times in ms, memory in MB. */
export interface Result {
  index: number;
  /** What was done at one time while it was read and indexed. */
  slices?: number[];
  /** More than before anything was read. */
  memory: number;
  interviews?: number;
  related: number[];
  hover?: number[];
  replace?: number[];
  keystroke?: number[];
  longKeystroke?: number[];
}

const INTERVIEWS = 1000;
const PARAGRAPHS = 100;
const WORDS = 60;
const QUESTIONS = 300;
/** minisearch takes long. */
const FEW_QUESTIONS = 60;
const REPLACEMENTS = 60;
const KEYS = 220;
const WARM_UP = 20;

export const engines = { throughline, corpus, minisearch };

function paragraphsOf(interview: number, prose: Prose): string[] {
  const random = randomFrom(interview + 1);
  return Array.from({ length: PARAGRAPHS }, () => paragraph(prose, WORDS, random));
}

/** As it is read from a file: one flat string. */
function textOf(interview: number, prose: Prose): string {
  const turns = paragraphsOf(interview, prose).map((words, turn) => `${turn % 2 === 0 ? 'AA' : 'BB'}: ${words}\n\n`);
  return Buffer.from(turns.join('')).toString();
}

function megabytes(): number {
  for (let round = 0; round < 3; round++) globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 1e6;
}

/** The interviews as files, which the server reads again when it shows what it has let go of. */
function writeInterviews(prose: Prose): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-scale-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return Array.from({ length: INTERVIEWS }, (_, interview) => {
    const path = join(folder, `${interview}.transcript`);
    writeFileSync(path, textOf(interview, prose));
    return pathToFileURL(path).href;
  });
}

/** The interviews without an index, to tell what of the memory is the index. */
function corpus(prose: Prose): Promise<Result> {
  const uris = writeInterviews(prose);
  const before = megabytes();
  const texts = textSource(disk, () => undefined);
  const corpus = new Corpus([], texts && new Transcripts(texts));
  for (const uri of uris) {
    corpus.put(uri, texts?.read(uri) ?? '');
    corpus.release(uri);
  }
  return Promise.resolve({ index: 0, memory: megabytes() - before, interviews: corpus.interviews.size, related: [] });
}

/** The way of the language server, from the text of a file to the card. */
async function throughline(prose: Prose): Promise<Result> {
  const uris = writeInterviews(prose);
  const before = megabytes();
  const slices: number[] = [];
  const inSlices: InSlices = (work) => {
    const start = performance.now();
    const result = work();
    slices.push(performance.now() - start);
    return Promise.resolve(result);
  };
  const offers = readOffers({ processId: null, rootUri: null, capabilities: {} });
  const texts = textSource(disk, () => undefined);
  const workspace = createWorkspace(offers, defaultSettings, inSlices, texts);
  const { corpus, related } = workspace;
  let index = 0;
  for (const uri of uris) {
    const text = texts?.read(uri) ?? '';
    await inSlices(() => corpus.put(uri, text));
    const start = performance.now();
    await indexRelated(workspace);
    index += performance.now() - start;
    corpus.release(uri);
  }
  const memory = megabytes() - before;

  const random = randomFrom(3);
  const any = (count: number): number => Math.floor(random() * count);
  const times = { related: [] as number[], hover: [] as number[], replace: [] as number[] };
  for (let question = 0; question < QUESTIONS; question++) {
    const uri = uris[any(INTERVIEWS)]!;
    const at = any(PARAGRAPHS);
    const words = corpus.interviews.get(uri)!.transcript.paragraphs[at]!.parts[0]!.words;
    times.related.push(milliseconds(() => related.related(uri, at, { limit: 5 })));
    times.hover.push(milliseconds(() => hover(corpus, related, uri, words + 5, { limit: 5, markdown: true })));
  }
  for (let round = 0; round < REPLACEMENTS; round++) {
    const [uri, text] = [uris[any(INTERVIEWS)]!, textOf(INTERVIEWS + round, prose)];
    writeFileSync(fileURLToPath(uri), text);
    times.replace.push(
      milliseconds(() => {
        corpus.put(uri, text);
        related.flush();
        corpus.release(uri);
      }),
    );
  }
  const typed = Array.from({ length: 60 }, (_, number) => textOf(2 * INTERVIEWS + number, prose));
  const keystroke = keystrokes(workspace, workingFile(typed, 60_000));
  return { index, slices, memory, ...times, keystroke, longKeystroke: keystrokes(workspace, workingFile(typed)) };
}

/** A letter in an open file: problems, colours and the index, all told. */
function keystrokes({ corpus, related }: Workspace, file: string): number[] {
  const uri = 'file:///open.transcript';
  let text = file;
  const times = Array.from({ length: KEYS }, (_, key) => {
    const at = Math.floor(text.length * ((key * 0.618) % 1));
    text = text.slice(0, at) + 'x' + text.slice(at);
    return milliseconds(() => {
      corpus.put(uri, text);
      diagnostics(corpus, uri);
      semanticTokens(corpus.interviews.get(uri)!);
      related.flush();
    });
  });
  return times.slice(WARM_UP);
}

/** minisearch with our words, stop words and stems, each stemmed once. */
function minisearch(prose: Prose): Promise<Result> {
  const before = megabytes();
  const terms = new Map<string, string | null>();
  const term = (surface: string): string | null => {
    let known = terms.get(surface);
    if (known === undefined) terms.set(surface, (known = termOf(surface) ?? null));
    return known;
  };
  const index = new MiniSearch<{ id: number; text: string }>({
    fields: ['text'],
    tokenize: (text) => {
      const surfaces: string[] = [];
      eachWord(text, 0, text.length, (start, end) => surfaces.push(text.slice(start, end)));
      return surfaces;
    },
    processTerm: term,
  });
  const documents = (interview: number, as = interview): { id: number; text: string }[] =>
    paragraphsOf(interview, prose).map((text, at) => ({ id: as * PARAGRAPHS + at, text }));
  let time = 0;
  for (let interview = 0; interview < INTERVIEWS; interview++) {
    const added = documents(interview);
    time += milliseconds(() => index.addAll(added));
  }
  const memory = megabytes() - before;

  const random = randomFrom(3);
  const any = (count: number): number => Math.floor(random() * count);
  const related = Array.from({ length: FEW_QUESTIONS }, () => {
    const { text } = documents(any(INTERVIEWS))[any(PARAGRAPHS)]!;
    return milliseconds(() => index.search(text).slice(0, 5));
  });
  const replace = Array.from({ length: REPLACEMENTS }, (_, round) => {
    const changed = documents(INTERVIEWS + round, any(INTERVIEWS));
    return milliseconds(() => {
      for (const document of changed) index.replace(document);
    });
  });
  return Promise.resolve({ index: time, memory, related, replace });
}
