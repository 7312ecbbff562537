/** What one sees of the walk: the words at hand, the keys behind them, and in the status bar how far one has come. */
import * as vscode from 'vscode';
import type { Labelling, LabelStop } from '../../server/lsp/protocol';

export interface View {
  editor: vscode.TextEditor;
  kind: 'label' | 'confirm';
  walk: Labelling;
  stop: LabelStop;
  /** Where the stop lies in the editor. */
  range: vscode.Range;
  /** Where a label would begin: the start of the stop, or where the cursor was moved to. */
  from: vscode.Position;
  /** Which one it is, from 1, of how many. */
  progress: [number, number];
}

export interface Show extends vscode.Disposable {
  show(view: View): void;
  clear(): void;
}

const KEYS = {
  label:
    '1–9 who speaks · Enter accepts the guess · A all guesses · → on · ← back · ⌫ takes back · ↓ ↑ by sentence · S splits · 0 nobody · Esc stops',
  confirm: 'Enter confirms · 1–9 somebody else · A all · → on · ← back · ⌫ takes back · Esc stops',
};

export function createShow(): Show {
  const words = vscode.window.createTextEditorDecorationType({
    backgroundColor: new vscode.ThemeColor('throughline.labellingBackground'),
    overviewRulerColor: new vscode.ThemeColor('editorOverviewRuler.rangeHighlightForeground'),
    overviewRulerLane: vscode.OverviewRulerLane.Full,
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
  });
  /** What stands before the cursor, and is not spoken of. */
  const before = vscode.window.createTextEditorDecorationType({ opacity: '0.6' });
  const hint = vscode.window.createTextEditorDecorationType({
    after: {
      color: new vscode.ThemeColor('editorInlayHint.foreground'),
      backgroundColor: new vscode.ThemeColor('editorInlayHint.background'),
    },
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
  });
  const item = vscode.window.createStatusBarItem('throughline.labelling', vscode.StatusBarAlignment.Left, 1000);
  item.name = 'Throughline: Labelling Speakers';
  item.command = 'throughline.labelling.stop';
  let shown: vscode.TextEditor | undefined;
  const clear = (): void => {
    for (const type of [words, before, hint]) shown?.setDecorations(type, []);
    shown = undefined;
    item.hide();
  };
  return {
    clear,
    show(view) {
      const { editor, kind, range, from, progress } = view;
      if (shown !== editor) clear();
      shown = editor;
      editor.setDecorations(words, [new vscode.Range(from, range.end)]);
      editor.setDecorations(before, from.isAfter(range.start) ? [new vscode.Range(range.start, from)] : []);
      editor.setDecorations(hint, [hintOf(view)]);
      item.text = `$(comment-discussion) ${progress[0]} of ${progress[1]} · ${enterOf(view, false)} · ${speakersOf(view)}`;
      item.tooltip = `${kind === 'label' ? 'Labelling speakers' : 'Confirming guessed speakers'}: click to stop\n${KEYS[kind]}`;
      item.show();
    },
    dispose: () => {
      clear();
      for (const thing of [words, before, hint, item]) thing.dispose();
    },
  };
}

/** Above the paragraph, where a line is empty; else at its end, and shorter, as the window may end there. Neither moves words. */
function hintOf(view: View): vscode.DecorationOptions {
  const { document } = view.editor;
  const { start, end } = view.range;
  const above = start.line > 0 ? document.lineAt(start.line - 1) : undefined;
  const isAbove = above?.isEmptyOrWhitespace === true;
  const place = isAbove ? above.range.end : document.lineAt(end).range.end;
  const after = isAbove
    ? { contentText: `${enterOf(view, true)} · ${speakersOf(view)}` }
    : { contentText: enterOf(view, false), margin: '0 0 0 1.5em' };
  return { range: new vscode.Range(place, place), renderOptions: { after } };
}

/** `Enter: INT (83 %, question mark)`: the other keys one knows by heart, or reads in the status bar. */
function enterOf({ kind, stop, from, range }: View, withReason: boolean): string {
  return from.isAfter(range.start) ? 'a digit: from the cursor on · S cuts here' : guessOf(kind, stop, withReason);
}

function speakersOf({ walk }: View): string {
  return walk.speakers
    .slice(0, 9)
    .map(({ label }, index) => `${index + 1} ${short(label)}`)
    .join(' · ');
}

function guessOf(kind: View['kind'], { open, label, marked, guess }: LabelStop, withReason: boolean): string {
  const reason = withReason && guess?.reason !== undefined ? `, ${guess.reason}` : '';
  const sure = guess && `${Math.round(guess.confidence * 100)} %${reason}`;
  if (kind === 'confirm') {
    // What speaks for the other one is no reason for this one.
    const isSame = guess?.label === label;
    return `Enter: ${short(label ?? '')} it is${isSame && sure !== undefined ? ` (${sure})` : ''}`;
  }
  if (!open) return label === undefined ? 'now: nobody' : `now: ${short(label)}${marked ? '' : ', going on'}`;
  if (!guess || sure === undefined) return 'no guess: → goes on, 0 nobody';
  return `Enter: ${short(guess.label ?? guess.role)} (${sure})`;
}

function short(label: string): string {
  return label.length > 24 ? `${label.slice(0, 23)}…` : label;
}
