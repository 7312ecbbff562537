/** What an editor and its user do in a session. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from '../../server/core/parse';
import { methods, type RelatedPassage } from '../../server/lsp/protocol';
import { positionAt } from '../lsp/editor';
import { archiveInterview, archiveName } from './archive-files';
import { pick, randomFrom } from './figures';
import type { Prose } from './prose';
import { uriOf, type Session } from './session';

/** A place in the interview of this number. */
export interface Place {
  number: number;
  position: { line: number; character: number };
}

const PLACES = 100;
const KEYS = 100;
const CARDS = 30;
const REPLACEMENTS = 7;
/** In ms: how often something is asked while files are read. */
const TICK = 200;

/** Opens the first interview, and waits until all are read and indexed. */
export async function ready({ plan, editor }: Session): Promise<void> {
  await editor.open(uriOf(plan, 0), archiveInterview(0, plan.prose));
  await editor.until(() => {
    const last = editor.statuses.at(-1);
    return last !== undefined && !last.loading && last.pending === 0 && last.interviews >= plan.interviews;
  });
}

/** Asks while files are read, whether or not the last question has been answered. */
export function askMeanwhile(
  session: Session,
  places: readonly Place[],
): { stop(): void; result(): Promise<{ meanwhile: number[]; firstAnswer?: number }> } {
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

/** How long each takes, one after the other, in ms. */
export async function timed<T>(list: readonly T[], work: (item: T) => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (const item of list) {
    const start = performance.now();
    await work(item);
    times.push(performance.now() - start);
  }
  return times;
}

/** A letter in the open interview, until its problems and colours are there. */
export async function keystrokes({ plan, editor }: Session, places: readonly Place[]): Promise<number[]> {
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

/** A letter in the open interview, and the card at once. */
export async function cards(session: Session, places: readonly Place[]): Promise<number[]> {
  const { plan, editor } = session;
  const keys = Array.from({ length: CARDS }, (_, at) => places[at % places.length] as Place);
  return await timed(keys, async (place) => {
    await editor.change(uriOf(plan, 0), 'y', { start: place.position, end: place.position });
    await hover(session, place);
  });
}

/** Closed files that are given a paragraph of words that nobody else says. */
export async function replacements(session: Session, opened: readonly number[]): Promise<number[]> {
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

export function hover({ plan, editor }: Session, { number, position }: Place): Promise<unknown> {
  return editor.request('textDocument/hover', { textDocument: { uri: uriOf(plan, number) }, position });
}

export function related({ plan, editor }: Session, { number, position }: Place): Promise<RelatedPassage[]> {
  return editor.request(methods.related, { textDocument: { uri: uriOf(plan, number) }, position });
}

/** Random places among the words of interviews, as many in each. */
export function placesIn(numbers: readonly number[], prose: Prose): Place[] {
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
