/** What an archive costs, from the editor's side: a first start, work with it, and a second start. */
import { setTimeout as sleep } from 'node:timers/promises';
import { archiveInterview } from './archive-files';
import { memoryOf, sizeOf, workOf, type Memory } from './process';
import { inSession, uriOf, type Plan, type Session } from './session';
import {
  askMeanwhile,
  cards,
  hover,
  keystrokes,
  placesIn,
  ready,
  related,
  replacements,
  timed,
  type Place,
} from './tasks';

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

const DOCUMENTS = 5;

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

type Answers = string[];

async function first(session: Session, measures: Measures): Promise<Answers> {
  const { plan, editor, started, phase } = session;
  const opened = documentsOf(plan);
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
  const opened = documentsOf(plan);
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

/** The interviews that are opened. */
function documentsOf({ interviews }: Plan): number[] {
  return Array.from({ length: DOCUMENTS }, (_, at) => Math.floor((at * interviews) / DOCUMENTS));
}
