/** One session of the built server with an archive, as an editor has it. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { Editor } from '../lsp/editor';
import { archiveName } from './archive-files';
import { end, sizeOf } from './process';
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

/** In s: how long anything but loading may take. */
const PATIENCE = 120;

export interface Session {
  plan: Plan;
  editor: Editor;
  started: number;
  /** Waits for a part of the work, no longer than `seconds`, and only while the server lives. */
  phase<T>(name: string, work: Promise<T>, seconds?: number): Promise<T>;
}

/** Starts the server, and ends it when `run` has done with it, or has failed. */
export async function inSession<T>(plan: Plan, run: (session: Session) => Promise<T>): Promise<T> {
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

/** In ms: a server begins to write when it has read nothing for five seconds. */
const BEGINS = 7000;

/** Waits until nothing is written into a folder for two seconds. */
async function quiet(folder: string): Promise<void> {
  await sleep(BEGINS);
  for (let size = -1, now = sizeOf(folder); size !== now; now = sizeOf(folder)) {
    size = now;
    await sleep(2000);
  }
}

/** Of the interview of this number. */
export function uriOf({ folder }: Plan, number: number): string {
  return pathToFileURL(join(folder, archiveName(number))).href;
}
