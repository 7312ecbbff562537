/**
 * The Related view: it follows the cursor, and never takes the focus. The server is asked after a moment's rest and only while the
 * view can be seen; the old list stays until there is a new one, and stays altogether where the new one is the same.
 */
import * as vscode from 'vscode';
import { message, type Session } from '../session';
import { askRelated, type Match } from './answer';
import { dropPassages, passageDrag } from './drag';
import { createHighlight } from './highlight';
import { relatedTree, type Row } from './tree';

/** In ms: how long the cursor rests before the server is asked. */
const patience = 200;
/** In ms: how often it is asked again while interviews are read. */
const loadingPatience = 1000;
const viewId = 'throughline.related';
/** The context keys that package.json names. */
const pinnedKey = 'throughline.relatedPinned';
const stateKey = 'throughline.relatedState';

/** The words that the list is about. */
interface Subject {
  document: vscode.TextDocument;
  position: vscode.Position;
}

export interface RelatedView extends vscode.Disposable {
  /** What the view shows now. */
  matches(): readonly Match[];
  /** Keeps the list whatever the cursor does, or follows it again. */
  pin(pinned: boolean): void;
  /** Follows the cursor to where a command has put it, even into a passage of the list. */
  follow(): void;
}

export function createRelatedView(session: Session): RelatedView {
  const tree = relatedTree();
  const view = vscode.window.createTreeView<Row>(viewId, {
    treeDataProvider: tree,
    showCollapseAll: true,
    dragAndDropController: passageDrag,
  });
  const highlight = createHighlight();
  let matches: readonly Match[] = [];
  let shown = '';
  let subject: Subject | undefined;
  let pinned = false;
  /** Whether a command has put the cursor where it is, or the reader has moved it there. */
  let cursor: 'placed' | 'moved' = 'placed';
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Whether there is news since the server was asked. */
  let outdated = false;
  let asking: vscode.CancellationTokenSource | undefined;

  const show = async (next: readonly Match[], state: 'none' | 'loading' | 'nothing' | 'shown'): Promise<void> => {
    const text = JSON.stringify([state, next.map(({ here, passage }) => [here.uri, passage])]);
    if (text === shown) {
      // The same list, though a file may have been opened, closed or saved: the rows are told, and nothing moves.
      matches.forEach((match, index) => Object.assign(match, { ...next[index], passage: match.passage }));
      return;
    }
    shown = text;
    const client = next.length > 0 ? await session.start() : undefined;
    if (text !== shown) return;
    matches = next;
    view.description = next[0] && subject ? beginning(subject.document, next[0]) : undefined;
    await vscode.commands.executeCommand('setContext', stateKey, state);
    if (text === shown) tree.show(next, client);
  };

  /** The passage of the list that the cursor was put to, as it is when it is opened from there. */
  const visited = ({ document, selection }: vscode.TextEditor): vscode.Range | undefined => {
    if (cursor === 'moved') return undefined;
    const uri = document.uri.toString();
    for (const { there } of matches) {
      if (vscode.Uri.parse(there.uri).toString() !== uri) continue;
      const { start, end } = there.range;
      const range = new vscode.Range(start.line, start.character, end.line, end.character);
      if (selection.isEmpty && range.start.isEqual(selection.active)) return range;
    }
    return undefined;
  };

  /** What the list is to be about: the words at the cursor, unless the list is kept. */
  const look = (): Subject | 'kept' | undefined => {
    // A preview editor is closed by the next one; its list need not go with it.
    const kept = subject?.document.isClosed ? 'kept' : subject;
    const editor = vscode.window.activeTextEditor;
    if (editor?.document.languageId !== 'transcript') {
      highlight.clear();
      // An output or a search took the focus: the transcript is still there.
      const seen = vscode.window.visibleTextEditors.some(({ document }) => document === subject?.document);
      return seen || pinned ? kept : undefined;
    }
    const place = visited(editor);
    if (place) highlight.show(editor, place);
    else highlight.clear();
    const here = { document: editor.document, position: editor.selection.active };
    return pinned || place ? (kept ?? here) : here;
  };

  const ask = async (): Promise<void> => {
    timer = undefined;
    outdated = false;
    asking?.cancel();
    asking = undefined;
    if (!view.visible) return;
    const next = look();
    if (next === 'kept') return;
    subject = next;
    if (!subject) return show([], 'none');
    const source = new vscode.CancellationTokenSource();
    asking = source;
    if (session.status()?.loading !== false && matches.length === 0) await show([], 'loading');
    try {
      const found = await askRelated(session, subject.document, subject.position, source.token);
      if (found && !source.token.isCancellationRequested) await show(found, found.length > 0 ? 'shown' : 'nothing');
    } finally {
      source.dispose();
      if (asking === source) {
        asking = undefined;
        if (outdated) sometime();
      }
    }
  };
  const askIn = (milliseconds: number): ReturnType<typeof setTimeout> =>
    setTimeout(() => {
      // An answer that was cancelled is no answer that is missing.
      ask().catch((error: unknown) => session.output.debug(message(error)));
    }, milliseconds);
  const later = (): void => {
    clearTimeout(timer);
    timer = askIn(patience);
  };
  /** While interviews are read there is news all the time: it puts nothing off, and breaks nothing off. */
  const sometime = (): void => {
    outdated = asking !== undefined;
    if (!outdated) timer ??= askIn(session.status()?.loading ? loadingPatience : patience);
  };

  const laterFor = ({ languageId }: vscode.TextDocument): void => {
    if (languageId === 'transcript') later();
  };

  const subscriptions = vscode.Disposable.from(
    view,
    tree,
    highlight,
    dropPassages(session),
    session.onStatus(sometime),
    view.onDidChangeVisibility(later),
    vscode.window.onDidChangeActiveTextEditor(() => {
      cursor = 'placed';
      later();
    }),
    vscode.window.onDidChangeTextEditorSelection(({ textEditor, kind }) => {
      if (textEditor !== vscode.window.activeTextEditor) return;
      const byHand = kind !== undefined && kind !== vscode.TextEditorSelectionChangeKind.Command;
      cursor = byHand ? 'moved' : 'placed';
      later();
    }),
    vscode.workspace.onDidOpenTextDocument(laterFor),
    vscode.workspace.onDidCloseTextDocument(laterFor),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (document.languageId !== 'transcript' || contentChanges.length === 0) return;
      if (subject?.document === document) {
        // Last change first, as VS Code tells them: each is told in positions of the text before it.
        subject.position = contentChanges.reduce(shifted, subject.position);
      }
      later();
    }),
  );
  const pin = (next: boolean): void => {
    pinned = next;
    void vscode.commands.executeCommand('setContext', pinnedKey, pinned);
    later();
  };
  void vscode.commands.executeCommand('setContext', stateKey, 'none');
  later();
  return {
    matches: () => matches,
    pin,
    follow: () => {
      cursor = 'moved';
      later();
    },
    dispose: () => {
      clearTimeout(timer);
      asking?.cancel();
      subscriptions.dispose();
    },
  };
}

/** The first words that were asked about, to tell which ones the list belongs to. */
function beginning(document: vscode.TextDocument, { here }: Match): string {
  const { start } = here.range;
  const line = document.lineAt(Math.min(start.line, document.lineCount - 1)).text;
  const words = line.slice(start.character, start.character + 200).replace(/==|\{[^{}]{0,100}[}>]/g, '');
  return `“${words.trim().slice(0, 40).trimEnd()}…”`;
}

/** Where a position is after a change of the text. */
function shifted(position: vscode.Position, change: vscode.TextDocumentContentChangeEvent): vscode.Position {
  const { start, end } = change.range;
  if (position.isBefore(end)) return position.isBefore(start) ? position : start;
  const added = change.text.split(/\r\n|\r|\n/);
  const last = added[added.length - 1] ?? '';
  const line = position.line + added.length - 1 - (end.line - start.line);
  if (position.line > end.line) return new vscode.Position(line, position.character);
  const column = position.character - end.character + last.length + (added.length === 1 ? start.character : 0);
  return new vscode.Position(line, column);
}
