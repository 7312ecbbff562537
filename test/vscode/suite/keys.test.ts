import * as vscode from 'vscode';
import { hasKeyboard, loaded, ok, open, press, rangeOf, revert, until } from './help';

interface Binding {
  key: string;
  command: string;
  when?: string;
}
interface Contributed extends Binding {
  mac?: string;
}

/** Keys of VS Code that ours stand in for, where that cannot be or does no harm, with the reason. */
const exceptions: { key: string; command: string; reason: string }[] = [
  { key: 'alt+p', command: 'togglePreserveCase', reason: 'a switch of the find widget; ours wants that to be closed' },
];

/** Keys of a mode: a command has begun it, the status bar tells which keys it has, and Escape ends it. */
const modes = /(?<!!)throughline\.(resizing|labelling)/;

/** What cannot hold in the editor of a transcript: another place has the focus, or another kind of editor is shown. */
const elsewhere = [
  /^false$/,
  /^(inQuickInput|inQuickOpen|listFocus|terminalFocus|problemFocus|inSearchEditor|accessibleViewIsShown)$/,
  /^(accessibilityHelpIsShown|breakpointsFocused|searchViewletFocus|notebookCellListFocused|notebookEditorFocused)$/,
  /^(chatIsEnabled|inChatInput|inChat|inReferenceSearchEditor|findWidgetVisible|suggestWidgetVisible)$/,
  /^(notebookCellFocused|dropWidgetVisible|pasteWidgetVisible|markdownEditorFocus|commentEditorFocused|inKeybindings)$/,
  /^focusedView == /,
  /^activeCustomEditorId == /,
];

describe('keys', () => {
  let ours: Contributed[];
  let theirs: Binding[];

  before(async () => {
    await open('02-no-river-no-boats.transcript');
    await loaded(5);
    const { packageJSON } = vscode.extensions.getExtension('throughline.throughline') ?? {};
    ours = (packageJSON as { contributes: { keybindings: Contributed[] } }).contributes.keybindings;
    await vscode.commands.executeCommand('workbench.action.openDefaultKeybindingsFile');
    const shown = await until(
      () => vscode.window.activeTextEditor?.document,
      (found) => found?.uri.path.endsWith('keybindings.json') === true && found.lineCount > 100,
      'the default keys',
    );
    theirs = read(shown?.getText() ?? '').filter(({ command }) => !command.startsWith('throughline.'));
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  });

  it('are none of those that VS Code has in an editor of a transcript', () => {
    ok(theirs.length > 500, `${theirs.length} default keys`);
    // The list is that of the system that the tests run on.
    const found = ours
      .filter(({ when }) => !modes.test(when ?? ''))
      .flatMap(({ key }) =>
        theirs.filter((other) => collide(normal(key), normal(other.key)) && !isElsewhere(other.when)),
      )
      .filter(({ key, command }) => !exceptions.some((known) => known.key === key && known.command === command));
    ok(found.length === 0, JSON.stringify(found, undefined, 1));
  });

  it('are found to collide where they do', () => {
    const keys = (key: string) =>
      theirs.filter((other) => collide(normal(key), normal(other.key)) && !isElsewhere(other.when));
    // A chord that begins with another's key hides it, and the other way round.
    for (const key of ['ctrl+k ctrl+c', 'alt+shift+down', 'f8', 'ctrl+k', 'ctrl+s ctrl+s'])
      ok(keys(key).length > 0, `${key} is free`);
  });

  it('are none that write a character somewhere', () => {
    for (const { key, mac, command } of ours) {
      for (const stroke of key.split(' '))
        ok(!/^ctrl\+(shift\+)?alt\+.$/.test(normal(stroke)), `${command}: ${key} is AltGr and a character`);
      for (const stroke of (mac ?? key).split(' '))
        ok(!/^(shift\+)?alt\+.$/.test(normal(stroke)), `${command}: ${mac ?? key} writes a character on a Mac`);
      ok(mac !== undefined || !/ctrl\+/.test(key), `${command}: ${key} has no counterpart on a Mac`);
    }
  });

  it('hold in transcripts only', () => {
    for (const { when, command } of ours)
      ok(/editorLangId == transcript|throughline\./.test(when ?? ''), `${command}: ${when}`);
  });

  describe('when they are hit', () => {
    before(function () {
      if (!hasKeyboard) this.skip();
    });
    let document: vscode.TextDocument;
    let editor: vscode.TextEditor;
    beforeEach(async () => {
      document = await open('02-no-river-no-boats.transcript');
      editor = await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup');
    });
    afterEach(() => revert(document));
    const put = (words: string): void => {
      const at = rangeOf(document, words).start.translate(0, 3);
      editor.selection = new vscode.Selection(at, at);
    };
    const shows = (words: string) =>
      until(
        () => document.getText(),
        (text) => text.includes(words),
        words,
        5000,
      );

    it('repeat the last tag', async () => {
      put('A harbour is a hole');
      await vscode.commands.executeCommand('throughline.tag', '#harbour');
      put('Fishermen don’t clap.');
      press('Alt+Shift+Enter');
      await shows('==Fishermen don’t clap.=={#harbour}');
    });

    it('remove a mark, by a chord', async () => {
      put('That’s not a scenario');
      press('Control+k');
      press('Shift+U');
      await shows('in it.” That’s not a scenario, that was a Tuesday.\n');
    });

    it('resize a quote, one stroke a step, until Escape', async () => {
      put('That’s not a scenario');
      await vscode.commands.executeCommand('throughline.resizeQuote');
      press('ArrowLeft');
      press('ArrowLeft');
      await shows('that was=={#harbour/fleet #money} a Tuesday.');
      press('Shift+ArrowRight');
      await shows('That’s ==not a scenario');
      press('ArrowRight');
      await shows('that was a=={#harbour/fleet #money} Tuesday.');
      press('Escape');
      const left = (): Promise<vscode.Position> => {
        const { active } = editor.selection;
        const moves = (now: vscode.Position): boolean => !now.isEqual(active);
        press('ArrowLeft');
        return until(() => editor.selection.active, moves, 'the cursor moves', 2000);
      };
      // VS Code may hear of the end of the mode behind the first one.
      await left().catch(left);
      const text = document.getText();
      await left();
      ok(document.getText() === text, 'the mode is still on');
    });

    it('move the cursor where there is no quote to resize', async () => {
      put('A harbour is a hole');
      const { active } = editor.selection;
      await vscode.commands.executeCommand('throughline.resizeQuote');
      press('ArrowLeft');
      await until(
        () => editor.selection.active,
        (now) => now.isEqual(active.translate(0, -1)),
        'the cursor moves',
        5000,
      );
    });

    it('are those of the labels, wherever the walk was called from', async () => {
      await vscode.commands.executeCommand('workbench.action.focusSideBar');
      const text = document.getText();
      await vscode.commands.executeCommand('throughline.labelSpeakers');
      press('1');
      await until(
        () => document.getText(),
        (now) => now !== text && now.includes('{@CW} '),
        'a label is written',
        5000,
      );
      press('Escape');
    });
  });
});

/** The file is JSON with comments on lines of their own. */
function read(text: string): Binding[] {
  const list = text.slice(text.indexOf('['), text.indexOf('\n]') + 2).replace(/^\s*\/\/.*$/gm, '');
  return JSON.parse(list) as Binding[];
}

/** Modifiers in one order. */
function normal(key: string): string {
  const order = ['ctrl', 'shift', 'alt', 'meta', 'cmd', 'win'];
  return key
    .toLowerCase()
    .split(' ')
    .map((stroke) => {
      const parts = stroke.split('+');
      const last = parts.pop() ?? '';
      return [...order.filter((name) => parts.includes(name)), last].join('+');
    })
    .join(' ');
}

/** The same key, or one that is the beginning of the other. */
function collide(one: string, other: string): boolean {
  return one === other || one.startsWith(`${other} `) || other.startsWith(`${one} `);
}

/** Whether every alternative asks for something that does not hold in an editor of a transcript. */
function isElsewhere(when: string | undefined): boolean {
  return (
    when !== undefined &&
    when
      .split(' || ')
      .every((all) => all.split(' && ').some((part) => elsewhere.some((pattern) => pattern.test(part.trim()))))
  );
}
