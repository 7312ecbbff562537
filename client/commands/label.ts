/** Labelling speakers, by commands: the walk is started here, and each of its keys is one. */
import * as vscode from 'vscode';
import { methods, type LabelStop } from '../../server/lsp/protocol';
import { rememberIn } from '../labelling/memory';
import { askSpeakers, readSpeakers } from '../labelling/setup';
import { createShow } from '../labelling/show';
import { tell, Walk, type Kind } from '../labelling/walk';
import type { Session } from '../session';

/** Keybindings ask for it. */
const CONTEXT = 'throughline.labelling';
/** How sure guesses are, in percent, that are told apart when many are taken at once. */
const LEVELS = [95, 90, 80, 70];

/** For keybindings and tests: what is not asked then. */
interface Options {
  /** As one types it: `INT = Ana Ruiz, MM`. */
  speakers?: string;
}

type LabelCommand = (session: Session, ...values: never[]) => unknown;

export interface Labeller extends vscode.Disposable {
  commands: Record<string, LabelCommand>;
}

/** @param state remembers how far each interview is. */
export function createLabeller(state: vscode.Memento): Labeller {
  const memory = rememberIn(state);
  const display = createShow();
  let walk: Walk | undefined;

  const start = async (session: Session, kind: Kind, { speakers }: Options = {}): Promise<boolean> => {
    const editor = vscode.window.activeTextEditor;
    if (editor?.document.languageId !== 'transcript') return false;
    walk?.end();
    const client = await session.start();
    const textDocument = { uri: client.code2ProtocolConverter.asUri(editor.document.uri) };
    const known = await session.request(methods.labelling, { textDocument });
    if (!known || known.stops.length === 0) {
      tell('There is no paragraph without a label of its own.');
      return false;
    }
    const needsNames = kind === 'label' && known.speakers.length === 0;
    const named = speakers !== undefined ? readSpeakers(speakers) : needsNames ? await askSpeakers() : [];
    if (!named || vscode.window.activeTextEditor !== editor) return false;
    const next: Walk = new Walk(editor, kind, named, session, client, memory, display, () => {
      if (walk !== next) return;
      walk = undefined;
      void vscode.commands.executeCommand('setContext', CONTEXT, false);
    });
    walk = next;
    // Its keys are the editor's, wherever the command was called from.
    await vscode.window.showTextDocument(editor.document, editor.viewColumn);
    if (!(await next.begin())) {
      next.end();
      tell('There are no guessed speakers to confirm.');
      return false;
    }
    await vscode.commands.executeCommand('setContext', CONTEXT, true);
    return true;
  };

  /** What a key does while the walk lasts; nothing otherwise. */
  const key =
    (action: (walk: Walk, argument: unknown) => void | Promise<void>) =>
    async (_: Session, argument?: unknown): Promise<void> => {
      const current = walk;
      await current?.do(() => action(current, argument));
    };

  return {
    commands: {
      'throughline.labelSpeakers': (session, options?: Options) => start(session, 'label', options),
      'throughline.confirmSpeakers': (session) => start(session, 'confirm'),
      'throughline.confirmAllSpeakers': (session) => {
        walk?.end();
        return confirmAll(session);
      },
      'throughline.labelling.speaker': key((current, number) => current.speaker(Number(number) || 1)),
      'throughline.labelling.accept': key((current) => current.accept()),
      'throughline.labelling.acceptAll': key((current, least) => acceptAll(current, least)),
      'throughline.labelling.next': key((current) => current.skip()),
      'throughline.labelling.previous': key((current) => current.back()),
      'throughline.labelling.undo': key((current) => current.undo()),
      'throughline.labelling.nextSentence': key((current) => current.sentence(1)),
      'throughline.labelling.previousSentence': key((current) => current.sentence(-1)),
      'throughline.labelling.split': key((current) => current.split()),
      'throughline.labelling.remove': key((current) => current.remove()),
      'throughline.labelling.nobody': key((current) => current.nobody()),
      'throughline.labelling.stop': () => walk?.end(),
    },
    dispose: () => {
      walk?.end();
      display.dispose();
    },
  };
}

interface Choice extends vscode.QuickPickItem {
  stops: LabelStop[];
}

/** Takes guesses in bulk. `least`, in percent, is for keybindings and tests: with it nothing is asked. */
async function acceptAll(walk: Walk, least: unknown): Promise<void> {
  const all = choices(walk);
  const [first] = all;
  if (!first) {
    tell('There are no guesses here.');
    return;
  }
  const chosen =
    typeof least === 'number'
      ? { stops: withLeast(walk, least) }
      : await vscode.window.showQuickPick(all, {
          title: walk.isConfirming ? 'Confirm Guessed Speakers' : 'Accept Guesses',
          placeHolder: walk.isConfirming
            ? 'Which guesses are right?'
            : 'Guesses are written with a question mark, {@Label?}, and can be confirmed afterwards',
        });
  if (chosen && chosen.stops.length > 0) await walk.acceptAll(chosen.stops);
}

function choices(walk: Walk): Choice[] {
  const all = walk.guesses();
  if (all.length === 0) return [];
  const items: Choice[] = [
    {
      label: walk.isConfirming ? 'All guesses' : 'All the rest',
      description: guesses(all.length),
      stops: all.map(({ stop }) => stop),
    },
  ];
  for (const level of LEVELS) {
    const stops = withLeast(walk, level);
    if (stops.length === 0 || stops.length === items.at(-1)?.stops.length) continue;
    const label = walk.isConfirming ? `Only those of ${level} % and more` : `Up to the first below ${level} %`;
    items.push({ label, description: guesses(stops.length), stops });
  }
  return items;
}

/** Not paragraphs: of some there are several. */
function guesses(count: number): string {
  return `${count} guess${count === 1 ? '' : 'es'}`;
}

/**
 * Those that are sure enough. While labels are written that is up to the first that is not: as a turn goes on until the next one, a stop
 * that is left out would get the speaker before it.
 */
function withLeast(walk: Walk, level: number): LabelStop[] {
  const all = walk.guesses();
  const isSure = ({ confidence }: { confidence: number }): boolean => confidence * 100 >= level;
  const end = all.findIndex((guess) => !isSure(guess));
  const sure = walk.isConfirming ? all.filter(isSure) : all.slice(0, end < 0 ? all.length : end);
  return sure.map(({ stop }) => stop);
}

/** Makes sure all guesses of the transcript in the editor; one step to undo. Returns how many. */
async function confirmAll(session: Session): Promise<number> {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.languageId !== 'transcript') return 0;
  const { document } = editor;
  const client = await session.start();
  const textDocument = { uri: client.code2ProtocolConverter.asUri(document.uri) };
  const { version } = document;
  const walk = await session.request(methods.labelling, { textDocument });
  const labels = (walk?.stops ?? [])
    .filter(({ guessed, marked }) => guessed && marked)
    .map(({ range, label = '' }) => ({ position: range.start, label }));
  if (labels.length === 0) {
    tell('There are no guessed speakers to confirm.');
    return 0;
  }
  const done = await session.request(methods.label, { textDocument, version, labels });
  const edit = done?.edit && (await client.protocol2CodeConverter.asWorkspaceEdit(done.edit));
  const isWritten = edit !== undefined && (await vscode.workspace.applyEdit(edit));
  if (isWritten) tell(`${labels.length} guessed ${labels.length === 1 ? 'speaker' : 'speakers'} confirmed.`);
  return isWritten ? labels.length : 0;
}
