/** Growing and shrinking quotes: a command for every step, and a mode in which the arrow keys do it. */
import * as vscode from 'vscode';
import { methods, type MarkAction } from '../../server/lsp/protocol';
import type { Session } from '../session';
import { inTurn, mark, placeAtCursors, tell } from './mark';

type Resize = Extract<MarkAction, { do: 'resize' }>;

const steps = { Word: 'word', Sentence: 'sentence', Paragraph: 'paragraph' } as const;
const moves: [id: string, move: Pick<Resize, 'end' | 'direction'>][] = [
  ['growQuote', { end: 'end', direction: 'forward' }],
  ['shrinkQuote', { end: 'end', direction: 'back' }],
  ['growQuoteStart', { end: 'start', direction: 'back' }],
  ['shrinkQuoteStart', { end: 'start', direction: 'forward' }],
];

/** The commands, by id: `throughline.growQuoteByWord` and so on. */
export const resizing: Record<string, (session: Session) => Promise<boolean>> = Object.fromEntries(
  moves.flatMap(([id, move]) =>
    Object.entries(steps).map(([name, by]) => [
      `throughline.${id}By${name}`,
      (session: Session) => resize(session, { do: 'resize', ...move, by }),
    ]),
  ),
);

function resize(session: Session, action: Resize): Promise<boolean> {
  return inTurn(async () => {
    const place = placeAtCursors();
    return place !== undefined && mark(session, place, action);
  });
}

const context = 'throughline.resizing';
const { Keyboard: byKeyboard, Mouse: byMouse } = vscode.TextEditorSelectionChangeKind;

/** The mode: on until Escape, a key that is none of its own, a click, or another editor. */
export interface ResizeMode extends vscode.Disposable {
  /** Settles when the keys have their new meaning. */
  toggle(session: Session): Promise<void>;
}

export function createResizeMode(): ResizeMode {
  const item = vscode.window.createStatusBarItem('throughline.resizing', vscode.StatusBarAlignment.Left, 1000);
  item.name = 'Throughline: Resize Quote';
  item.text = '$(arrow-both) Resize: ←→ word · ↑↓ sentence · Page ↑↓ paragraph · Shift: start · Esc';
  item.tooltip =
    'Left and Right move the end of the quote by words, Up and Down by sentences, Page Up and Page Down by paragraphs. With Shift they move its start. Escape ends it.';
  item.backgroundColor = new vscode.ThemeColor('statusBarItem.warningBackground');
  item.command = 'throughline.resizeQuote';
  let watching: vscode.Disposable | undefined;
  const set = async (on: boolean): Promise<void> => {
    await vscode.commands.executeCommand('setContext', context, on);
  };
  const leave = (): Promise<void> => {
    watching?.dispose();
    watching = undefined;
    item.hide();
    return set(false);
  };
  const enter = async (session: Session): Promise<void> => {
    if (!(await isAtQuote(session)) || watching) return;
    watching = vscode.Disposable.from(
      vscode.window.onDidChangeActiveTextEditor(() => void leave()),
      // Our own steps are none of the user's.
      vscode.window.onDidChangeTextEditorSelection(({ kind }) => {
        if (kind === byKeyboard || kind === byMouse) void leave();
      }),
    );
    item.show();
    await set(true);
  };
  return {
    toggle: (session) => (watching ? leave() : enter(session)),
    dispose: () => {
      if (watching) void leave();
      item.dispose();
    },
  };
}

/** Whether there is anything to resize: a mark that could be removed. Says so where there is none. */
async function isAtQuote(session: Session): Promise<boolean> {
  const place = placeAtCursors();
  if (!place) {
    tell('There is no transcript in the editor.');
    return false;
  }
  const { document, version, ranges } = place;
  const { code2ProtocolConverter: to } = await session.start();
  const result = await session.request(methods.mark, {
    textDocument: { uri: to.asUri(document.uri) },
    version,
    ranges: ranges.map((range) => to.asRange(range)),
    action: { do: 'unmark' },
  });
  if (!result?.edit) tell(result?.reason ?? 'There is no quote here.');
  return result?.edit !== undefined;
}
