/** Showing places one after another while a list has the focus, and putting the editors back as they were. */
import * as vscode from 'vscode';
import { createHighlight } from './related/highlight';

export interface Preview {
  /** Shows a place in a preview editor; the newest wins where several are asked for at once. */
  show(uri: vscode.Uri, range: vscode.Range): void;
  /** Stays at a place, and gives it the focus. */
  keep(uri: vscode.Uri, range: vscode.Range): Promise<void>;
  /** Goes back to the editor, selection and scroll position of the beginning. */
  restore(): Promise<void>;
}

/** Begins a walk that can be taken back. */
export function beginPreview(): Preview {
  const highlight = createHighlight();
  const editor = vscode.window.activeTextEditor;
  const column = editor?.viewColumn;
  const group = vscode.window.tabGroups.activeTabGroup;
  const before = group.tabs.map(keyOf);
  const origin = editor && {
    document: editor.document,
    selections: editor.selections,
    visible: editor.visibleRanges[0],
    preview: group.activeTab?.isPreview ?? false,
  };
  /** The preview editor that ours takes the place of. */
  const replaced = group.tabs.find((tab) => tab.isPreview && !tab.isActive);
  let newest = 0;
  let work: Promise<unknown> = Promise.resolve();

  const open = async (uri: vscode.Uri, range: vscode.Range, preserveFocus: boolean): Promise<void> => {
    const at = new vscode.Range(range.start, range.start);
    const options = { viewColumn: column, preview: true, preserveFocus, selection: at };
    const opened = await vscode.window.showTextDocument(uri, options);
    // In the middle: the list lies over the first lines.
    opened.revealRange(range, vscode.TextEditorRevealType.InCenter);
    if (preserveFocus) highlight.show(opened, range);
  };
  const inTurn = (step: () => Promise<void>): Promise<void> => {
    const next = work.then(step);
    work = next.catch(() => undefined);
    return next;
  };
  return {
    show(uri, range) {
      const mine = ++newest;
      // A file that is gone shows nothing; the list goes on.
      inTurn(async () => {
        if (mine === newest) await open(uri, range, true);
      }).catch(() => undefined);
    },
    keep(uri, range) {
      newest++;
      return inTurn(async () => {
        highlight.dispose();
        await open(uri, range, false);
      });
    },
    restore() {
      const walked = newest > 0;
      newest++;
      return inTurn(async () => {
        highlight.dispose();
        if (!walked) return;
        const known = new Set(before);
        const lost = replaced && !currentTabs(column).some((tab) => keyOf(tab) === keyOf(replaced));
        if (lost && replaced.input instanceof vscode.TabInputText)
          await vscode.window.showTextDocument(replaced.input.uri, { viewColumn: column, preserveFocus: true });
        if (origin) await back(origin, column);
        // What the walk has opened beside the editors that were there.
        const ours = currentTabs(column).filter((tab) => tab.isPreview && !tab.isActive && !known.has(keyOf(tab)));
        if (ours.length > 0) await vscode.window.tabGroups.close(ours, true);
      });
    },
  };
}

interface Origin {
  document: vscode.TextDocument;
  selections: readonly vscode.Selection[];
  visible: vscode.Range | undefined;
  preview: boolean;
}

async function back(origin: Origin, viewColumn: vscode.ViewColumn | undefined): Promise<void> {
  const { document, selections, visible, preview } = origin;
  // Without a selection VS Code brings back the place where the editor was left, to the pixel.
  const editor = await vscode.window.showTextDocument(document, { viewColumn, preview });
  const same = selections.every((selection, index) => editor.selections[index]?.isEqual(selection));
  if (!same || editor.selections.length !== selections.length) editor.selections = selections;
  if (visible && editor.visibleRanges[0]?.start.line !== visible.start.line)
    editor.revealRange(visible, vscode.TextEditorRevealType.AtTop);
}

function currentTabs(viewColumn: vscode.ViewColumn | undefined): readonly vscode.Tab[] {
  const { all, activeTabGroup } = vscode.window.tabGroups;
  return (all.find((group) => group.viewColumn === viewColumn) ?? activeTabGroup).tabs;
}

function keyOf({ input, label }: vscode.Tab): string {
  return input instanceof vscode.TabInputText ? input.uri.toString() : label;
}
