/**
 * The half of the timed walk that runs in the extension host: it puts the cursor, has the runner (bench.mjs) hit keys, and tells when the
 * change came. Times are ms since 1970, so that they can be held against those of the page.
 */
import * as vscode from 'vscode';
import { INTERVIEWS, places, QUOTES } from '../../bench/coding-desk';
import { loaded, ok, open, until } from '../suite/help';

/** What the runner does: keys, one after the other; of those with `until` it measures when the page shows what comes of them. */
interface Stroke {
  press?: string;
  type?: string;
  until?: 'text' | 'pick';
}

/** In ms: how long a coder reads before a key, at least; the work behind the edit before falls into it. */
const REST = Number(process.env.REST ?? 300);
/** In ms, from an edit to the end of the command that made it. */
const SETTLE = 200;
/** At every so many places a letter and a bare command are measured, for comparison. */
const PLAIN = 4;

/** The keys for that; the runner binds the second one. */
const keys = { letter: 'x', bare: 'Control+F12' };
/** When the bare command was last called. */
let called: number | undefined;

const now = (): number => performance.timeOrigin + performance.now();
const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const tell = (what: object): void => console.log(`@@timed ${JSON.stringify(what)}`);

/** What VS Code calls. */
export async function run(): Promise<void> {
  const document = await open('open.transcript');
  // Two more are those that are coded and walked through here.
  await loaded(INTERVIEWS + 2);
  const original = document.getText();
  // The least that an extension can do: what no command that edits can be faster than.
  vscode.commands.registerTextEditorCommand('timed.bare', async (editor) => {
    called = now();
    await editor.edit((builder) => builder.insert(editor.selection.active, 'x'));
  });
  const edited = (): Promise<number> =>
    first((done) => vscode.workspace.onDidChangeTextDocument((event) => event.contentChanges.length > 0 && done()));

  /** Does `step` at every place of the interview, and puts all back. */
  const walk = async (name: string, step: (round: number) => Promise<void>): Promise<void> => {
    const editor = await show(document);
    for (const [round, place] of places(original).entries()) {
      const put = async (): Promise<void> => {
        // The command before has come to its end then: it puts the cursor, too.
        await sleep(SETTLE);
        // Quotes stand in front only.
        const at = document.positionAt(place + document.getText().length - original.length);
        editor.selection = new vscode.Selection(at, at);
        editor.revealRange(editor.selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
        await sleep(REST);
      };
      for (const [plain, press] of round % PLAIN === 0 ? Object.entries(keys) : []) {
        await put();
        await keyed(`${name}, ${plain}`, edited, { press, until: 'text' });
        await sleep(SETTLE);
        await vscode.commands.executeCommand('undo');
      }
      await put();
      await step(round);
    }
    const tagged = document.getText().split(/\{#/).length - original.split(/\{#/).length;
    ok(tagged > 0.9 * QUOTES, `${name}: only ${tagged} quotes are tagged`);
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await until(() => document.getText() === original, Boolean, 'reverted');
  };

  await walk('preset', async (round) => {
    const change = edited();
    const key = now();
    void vscode.commands.executeCommand('throughline.tag', `#${tagOf(round)}`);
    tell({ name: 'preset', key, came: await change });
  });
  await walk('repeat', () => keyed('repeat', edited, { press: 'Shift+Alt+Enter', until: 'text' }));
  await walk('pick', (round) =>
    keyed(
      'pick',
      edited,
      { press: 'Alt+Enter', until: 'pick' },
      { type: tagOf(round) },
      { press: 'Enter', until: 'text' },
    ),
  );
  await go(await open('quotes.transcript'));
}

/** From one untagged quote to the next. */
async function go(document: vscode.TextDocument): Promise<void> {
  const editor = await show(document);
  editor.selection = new vscode.Selection(0, 0, 0, 0);
  const moved = (): Promise<number> => first((done) => vscode.window.onDidChangeTextEditorSelection(done));
  await vscode.commands.executeCommand('throughline.codingWalk', { kind: 'quote', scope: 'interview' });
  for (let round = 0; round < QUOTES; round++) {
    await sleep(REST);
    if (round % PLAIN === 0) await keyed('next, arrow', moved, { press: 'ArrowRight' });
    await sleep(REST);
    await keyed('next', moved, { press: 'Alt+n' });
    ok(document.getText(editor.selection).length > 10, 'no quote is selected');
  }
}

async function show(document: vscode.TextDocument): Promise<vscode.TextEditor> {
  const editor = await vscode.window.showTextDocument(document);
  await vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup');
  // What follows on an interview that was opened, or put back.
  await sleep(3000);
  return editor;
}

/** Has keys hit, and tells when what they are for has come. */
async function keyed(name: string, awaited: () => Promise<number>, ...strokes: Stroke[]): Promise<void> {
  const change = awaited();
  called = undefined;
  tell({ name, strokes });
  tell({ name, came: await change, called });
}

/** When the event came that `listen` waits for. */
function first(listen: (done: () => void) => vscode.Disposable): Promise<number> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('nothing came of a key')), 10_000);
    const listening = listen(() => {
      resolve(now());
      clearTimeout(late);
      listening.dispose();
    });
  });
}

/** A tag of the codebook. */
function tagOf(round: number): string {
  return `subject-${round % 10}/side-${round % 40}`;
}
