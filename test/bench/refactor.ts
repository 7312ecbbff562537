/**
 * Renaming a tag that stands in a thousand closed interviews, through the built server: how long it takes, and how long somebody waits who
 * hovers or types meanwhile.
 */
import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { WorkspaceEdit } from 'vscode-languageserver/node';
import { Editor, Folder, positionAt, rich } from '../lsp/editor';
import { figure, quantile, randomFrom, spread } from './figures';
import { paragraph, readProse, type Prose } from './prose';

const INTERVIEWS = 1000;
/** In characters. */
const LENGTH = 30_000;
const ROUNDS = 5;
/** In ms: how often something is asked meanwhile. */
const TICK = 5;

function interview(number: number, prose: Prose): string {
  const random = randomFrom(number + 1);
  let text = `---\ntitle: Interview ${number}\nspeakers: { INT: Ana, MM: Maria }\n---\n`;
  for (let turn = 0; text.length < LENGTH; turn++) {
    const words = paragraph(prose, 60, random);
    const said = turn % 10 === 3 ? `==${words}=={#subject-${turn % 7} ^claim-${number % 40}}` : words;
    text += `[${Math.floor(turn / 3)}:${String((turn * 20) % 60).padStart(2, '0')}] ${turn % 2 ? 'MM' : 'INT'}: ${said}\n\n`;
    if (turn === 8) text += '%tags #everywhere #everywhere/else\n\n';
  }
  return text;
}

/** How long the answers to small questions take until `done`, in ms. */
async function meanwhile(editor: Editor, uri: string, done: Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  let over = false;
  void done.finally(() => (over = true)).catch(() => undefined);
  const asked: Promise<unknown>[] = [];
  while (!over) {
    const start = performance.now();
    asked.push(
      editor
        .request('textDocument/documentHighlight', { textDocument: { uri }, position: { line: 6, character: 30 } })
        .then(() => times.push(performance.now() - start)),
    );
    await sleep(TICK);
  }
  await Promise.all(asked);
  return times;
}

async function main(): Promise<void> {
  const prose = readProse();
  const name = (number: number): string => `interview-${String(number).padStart(4, '0')}.transcript`;
  const folder = new Folder();
  const texts = Array.from({ length: INTERVIEWS }, (_, number) => interview(number, prose));
  for (const [number, text] of texts.entries()) folder.write(name(number), text);
  const capabilities = {
    ...rich,
    workspace: { ...rich.workspace, workspaceEdit: { documentChanges: true, changeAnnotationSupport: {} } },
  };
  const editor = await Editor.start({ folders: [folder.uri], capabilities });
  try {
    const uri = folder.uriOf(name(0));
    const first = texts[0] as string;
    await editor.open(uri, first);
    await editor.until(() => {
      const last = editor.statuses.at(-1);
      return last?.loading === false && last.interviews === INTERVIEWS && last.pending === 0;
    });
    const position = positionAt(first, first.indexOf('#everywhere') + 3);
    const whole: number[] = [];
    const waits: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const start = performance.now();
      const done = editor
        .request<WorkspaceEdit>('textDocument/rename', { textDocument: { uri }, position, newName: `other-${round}` })
        .then((edit) => {
          whole.push(performance.now() - start);
          if (edit.documentChanges?.length !== INTERVIEWS) throw new Error('Not every file is changed.');
        });
      waits.push(...(await meanwhile(editor, uri, done)));
      await done;
    }
    console.log(`On ${prose.source}, Node ${process.version}.`);
    console.log(
      `rename in ${INTERVIEWS} closed interviews of ${LENGTH / 1000} kB: ${figure(Math.min(...whole))} to ${figure(Math.max(...whole))} ms (goal: 1500)`,
    );
    console.log(`meanwhile a question waits: ${spread(waits)} ms, at most ${figure(quantile(waits, 1))} ms (goal: 50)`);
  } finally {
    await editor.stop();
    rmSync(folder.path, { recursive: true, force: true });
  }
}

void main();
