/** One session of the built server with an archive, measured from the editor's side. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { parse } from '../../server/core/parse';
import { methods, type RelatedPassage } from '../../server/lsp/protocol';
import { Editor, positionAt } from '../lsp/editor';
import { archiveInterview, archiveName } from './archive-files';
import { pick, randomFrom } from './figures';
import { end, memoryOf, sizeOf, workOf, type Memory } from './process';
import type { Prose } from './prose';

export interface Plan {
  folder: string;
  interviews: number;
  /** Where the server may keep what it wants to find again. */
  storage: string;
  prose: Prose;
  /** Options of Node for the server. */
  node: readonly string[];
  /** Tells what is being done. */
  say(words: string): void;
}

/** Times in ms, memory in MB. What was not reached is absent. */
export interface Measures {
  interviews: number;
  load?: number;
  /** What the processors have worked for it by then. */
  loadWork?: number;
  loaded?: Memory;
  /** Hovers while files are read, one every 200 ms. */
  meanwhile?: number[];
  /** From the start to the first related passage. */
  firstAnswer?: number;
  passages?: number;
  related?: number[];
  hover?: number[];
  /** From a letter to diagnostics and tokens. */
  keystroke?: number[];
  /** From a letter to the card, with what was typed in the index. */
  card?: number[];
  /** From the change of a file to where it is found. */
  replace?: number[];
  peak?: number;
  /** What the server keeps on the disk. */
  stored?: number;
  secondLoad?: number;
  secondWork?: number;
  secondLoaded?: Memory;
  /** How many of the places have other answers after the second start. */
  differences?: number;
  failure?: string;
}

interface Place {
  number: number;
  position: { line: number; character: number };
}

const PLACES = 100;
const DOCUMENTS = 5;
const KEYS = 100;
const CARDS = 30;
const REPLACEMENTS = 7;
const TICK = 200;
/** In s: how long anything but loading may take. */
const PATIENCE = 120;

/** Measures both sessions. A failure ends them, and is told beside what was measured by then. */
export async function measure(plan: Plan): Promise<Measures> {
  const measures: Measures = { interviews: plan.interviews };
  try {
    const answers = await inSession(plan, (session) => first(session, measures));
    measures.stored = sizeOf(plan.storage) / 1e6;
    await inSession(plan, (session) => second(session, measures, answers));
  } catch (error) {
    measures.failure = error instanceof Error ? error.message : String(error);
  }
  return measures;
}

interface Session {
  plan: Plan;
  editor: Editor;
  started: number;
  /** Waits for a part of the work, no longer than `seconds`, and only while the server lives. */
  phase<T>(name: string, work: Promise<T>, seconds?: number): Promise<T>;
}

async function inSession<T>(plan: Plan, run: (session: Session) => Promise<T>): Promise<T> {
  const started = performance.now();
  mkdirSync(plan.storage, { recursive: true });
  const options = { settings: {}, commands: true, storage: pathToFileURL(plan.storage).href };
  const folders = [pathToFileURL(plan.folder).href];
  const editor = await Editor.start({ folders, options, node: plan.node });
  const stop = (): void => end(editor.pid);
  process.once('exit', stop);
  let current = '';
  let over = false;
  const ended = editor.ended.then((status) => {
    over = true;
    throw new Error(`The server ended (${status ?? 'killed'}) during: ${current}`);
  });
  ended.catch(() => undefined);
  const phase = async <R>(name: string, work: Promise<R>, seconds = PATIENCE): Promise<R> => {
    current = name;
    plan.say(name);
    const timer = new AbortController();
    const late = sleep(seconds * 1e3, undefined, { signal: timer.signal }).then(() => {
      throw new Error(`Not done within ${seconds} s: ${name}`);
    });
    late.catch(() => undefined);
    work.catch(() => undefined);
    return await Promise.race([work, late, ended]).finally(() => timer.abort());
  };
  try {
    const result = await run({ plan, editor, started, phase });
    await phase('what is kept is written', quiet(plan.storage));
    await phase('shutdown', editor.request('shutdown', undefined));
    await editor.notify('exit', undefined);
    await Promise.race([ended.catch(() => undefined), sleep(PATIENCE * 1e3, undefined, { ref: false })]);
    return result;
  } finally {
    if (!over) stop();
    editor.connection.dispose();
    process.off('exit', stop);
  }
}

/** Waits until nothing is written into a folder for two seconds. */
async function quiet(folder: string): Promise<void> {
  for (let size = -1, now = sizeOf(folder); size !== now; now = sizeOf(folder)) {
    size = now;
    await sleep(2000);
  }
}

type Answers = string[];

async function first(session: Session, measures: Measures): Promise<Answers> {
  const { plan, editor, started, phase } = session;
  const opened = Array.from({ length: DOCUMENTS }, (_, at) => Math.floor((at * plan.interviews) / DOCUMENTS));
  const places = placesIn(opened, plan.prose);
  const inFirst = places.filter(({ number }) => number === 0);
  const meanwhile = askMeanwhile(session, inFirst);
  try {
    await phase('load', ready(session), 120 + plan.interviews / 20);
    measures.load = performance.now() - started;
    measures.loadWork = workOf(editor.pid as number);
  } finally {
    meanwhile.stop();
  }
  Object.assign(measures, await phase('answers asked for during load', meanwhile.result()));
  measures.passages = editor.statuses.at(-1)?.passages;
  await sleep(3000);
  measures.loaded = memoryOf(editor.pid as number);

  for (const number of opened.slice(1)) await editor.open(uriOf(plan, number), archiveInterview(number, plan.prose));
  await phase('documents are opened', related(session, places[0] as Place));
  const answers: Answers = [];
  measures.related = await phase(
    'related',
    timed(places, async (place) => answers.push(JSON.stringify(await related(session, place)))),
  );
  measures.hover = await phase(
    'hover',
    timed(places, (place) => hover(session, place)),
  );
  for (const number of opened.slice(1)) await editor.close(uriOf(plan, number));
  await phase('documents are closed', related(session, inFirst[0] as Place));
  measures.keystroke = await phase('keystroke', keystrokes(session, inFirst));
  measures.card = await phase('keystroke to card', cards(session, inFirst));
  measures.replace = await phase('replace', replacements(session, opened));
  measures.peak = memoryOf(editor.pid as number).peak;
  return answers;
}

async function second(session: Session, measures: Measures, answers: Answers): Promise<void> {
  const { plan, editor, started, phase } = session;
  const opened = Array.from({ length: DOCUMENTS }, (_, at) => Math.floor((at * plan.interviews) / DOCUMENTS));
  const places = placesIn(opened, plan.prose);
  await phase('second start', ready(session), 120 + plan.interviews / 20);
  await phase('the first answer', related(session, places[0] as Place));
  measures.secondLoad = performance.now() - started;
  measures.secondWork = workOf(editor.pid as number);
  await sleep(3000);
  measures.secondLoaded = memoryOf(editor.pid as number);
  for (const number of opened.slice(1)) await editor.open(uriOf(plan, number), archiveInterview(number, plan.prose));
  let differences = 0;
  const compare = async (): Promise<void> => {
    for (const [at, place] of places.entries())
      if (JSON.stringify(await related(session, place)) !== answers[at]) differences++;
  };
  await phase('the same answers', compare());
  measures.differences = differences;
}

/** Opens the first interview, and waits until all are read and indexed. */
async function ready({ plan, editor }: Session): Promise<void> {
  await editor.open(uriOf(plan, 0), archiveInterview(0, plan.prose));
  await editor.until(() => {
    const last = editor.statuses.at(-1);
    return last !== undefined && !last.loading && last.pending === 0 && last.interviews >= plan.interviews;
  });
}

/** Asks while files are read, whether or not the last question has been answered. */
function askMeanwhile(
  session: Session,
  places: readonly Place[],
): { stop(): void; result(): Promise<Pick<Measures, 'meanwhile' | 'firstAnswer'>> } {
  const meanwhile: number[] = [];
  const asked: Promise<void>[] = [];
  let firstAnswer: number | undefined;
  const ask = async (place: Place): Promise<void> => {
    const start = performance.now();
    await hover(session, place);
    meanwhile.push(performance.now() - start);
    const found = await related(session, place);
    // What analysts have stated needs no index.
    if (found.some(({ relation }) => relation === 'suggested')) firstAnswer ??= performance.now() - session.started;
  };
  const timer = setInterval(() => {
    const asking = ask(places[asked.length % places.length] as Place);
    // Where loading fails, nobody waits for the answers.
    asking.catch(() => undefined);
    asked.push(asking);
  }, TICK);
  return {
    stop: () => clearInterval(timer),
    result: async () => {
      await Promise.all(asked);
      return { meanwhile, firstAnswer };
    },
  };
}

async function timed<T>(list: readonly T[], work: (item: T) => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (const item of list) {
    const start = performance.now();
    await work(item);
    times.push(performance.now() - start);
  }
  return times;
}

async function keystrokes({ plan, editor }: Session, places: readonly Place[]): Promise<number[]> {
  const uri = uriOf(plan, 0);
  const textDocument = { uri };
  type Tokens = { resultId?: string };
  let tokens = await editor.request<Tokens>('textDocument/semanticTokens/full', { textDocument });
  const keys = Array.from({ length: KEYS }, (_, at) => places[at % places.length] as Place);
  return await timed(keys, async ({ position }) => {
    const edit = editor.change(uri, 'x', { start: position, end: position });
    const diagnostics = editor.request('textDocument/diagnostic', { textDocument });
    const previousResultId = tokens.resultId;
    tokens = await editor.request<Tokens>('textDocument/semanticTokens/full/delta', { textDocument, previousResultId });
    await Promise.all([edit, diagnostics]);
  });
}

async function cards(session: Session, places: readonly Place[]): Promise<number[]> {
  const { plan, editor } = session;
  const keys = Array.from({ length: CARDS }, (_, at) => places[at % places.length] as Place);
  return await timed(keys, async (place) => {
    await editor.change(uriOf(plan, 0), 'y', { start: place.position, end: place.position });
    await hover(session, place);
  });
}

/** Closed files that are given a paragraph of words that nobody else says. */
async function replacements(session: Session, opened: readonly number[]): Promise<number[]> {
  const { plan, editor } = session;
  const times: number[] = [];
  const changed = (uri: string): Promise<void> =>
    editor.notify('workspace/didChangeWatchedFiles', { changes: [{ uri, type: 2 }] });
  const closed = Array.from({ length: REPLACEMENTS }, (_, round) => 1 + Math.floor((round * plan.interviews) / 7));
  for (const number of closed.filter((number) => number < plan.interviews && !opened.includes(number))) {
    const letters = [...String(number)].map((digit) => String.fromCharCode(97 + Number(digit))).join('');
    const words = `\n\nINT: Zq${letters}vo xj${letters}wu qz${letters}ka vx${letters}mi.\n`;
    const before = archiveInterview(0, plan.prose) + words;
    await editor.change(uriOf(plan, 0), before);
    const place = { number: 0, position: positionAt(before, before.length - 3) };
    await related(session, place);
    const [path, uri] = [join(plan.folder, archiveName(number)), uriOf(plan, number)];
    const original = archiveInterview(number, plan.prose);
    writeFileSync(path, original + words);
    const start = performance.now();
    await changed(uri);
    while (!(await related(session, place)).some((found) => found.uri === uri)) await sleep(1);
    times.push(performance.now() - start);
    writeFileSync(path, original);
    await changed(uri);
    while ((await related(session, place)).some((found) => found.uri === uri)) await sleep(1);
  }
  return times;
}

function hover({ plan, editor }: Session, { number, position }: Place): Promise<unknown> {
  return editor.request('textDocument/hover', { textDocument: { uri: uriOf(plan, number) }, position });
}

function related({ plan, editor }: Session, { number, position }: Place): Promise<RelatedPassage[]> {
  return editor.request(methods.related, { textDocument: { uri: uriOf(plan, number) }, position });
}

function uriOf({ folder }: Plan, number: number): string {
  return pathToFileURL(join(folder, archiveName(number))).href;
}

/** Random places among the words of interviews, as many in each. */
function placesIn(numbers: readonly number[], prose: Prose): Place[] {
  const random = randomFrom(7);
  return numbers.flatMap((number) => {
    const text = archiveInterview(number, prose);
    const parts = parse(text).paragraphs.flatMap((paragraph) =>
      paragraph.parts.filter(({ words, end }) => end > words),
    );
    return Array.from({ length: PLACES / numbers.length }, () => {
      const { words, end } = pick(parts, random);
      return { number, position: positionAt(text, words + Math.floor((end - words) / 2)) };
    });
  });
}
