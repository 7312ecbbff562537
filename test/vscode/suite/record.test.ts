import * as vscode from 'vscode';
import { extension, file, loaded, ok, open, problems, rangeOf, revert, until } from './help';

const words = 'no boat should lose a working day';
const named = '01-the-mayor-in-brief.transcript';

describe('the record', () => {
  before(async () => {
    await extension();
    await loaded(5);
  });

  it('tells what a draft misquotes, and mends it', async () => {
    const text = `She said “${words.replace('boat', 'ship')}” ([the mayor](${named})).\n`;
    await vscode.workspace.fs.writeFile(file('draft.md'), new TextEncoder().encode(text));
    try {
      const document = await open('draft.md');
      const found = await until(
        () => problems(document),
        (all) => all.length > 0,
        'the misquote',
      );
      ok(found.length === 1 && found[0]?.code === 'misquoted', JSON.stringify(found));
      ok(found[0].range.isEqual(rangeOf(document, 'ship')), 'the word that is wrong');
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        document.uri,
        found[0].range,
      );
      const fix = actions.find(({ title }) => title.startsWith('Put the transcript’s words'));
      ok(fix?.edit && (await vscode.workspace.applyEdit(fix.edit)), 'the fix');
      ok(document.getText().includes(words), document.getText());
      await until(
        () => problems(document).length,
        (count) => count === 0,
        'no misquote',
      );
      const formatters = await vscode.commands.executeCommand<vscode.TextEdit[] | undefined>(
        'vscode.executeFormatDocumentProvider',
        document.uri,
      );
      ok(!formatters?.length, 'Markdown is formatted by nobody');
      await revert(document);
    } finally {
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      await vscode.workspace.fs.delete(file('draft.md'));
    }
  });

  it('tells where a transcript is not its original any more, and shows both', async () => {
    const document = await open(named);
    try {
      const edit = new vscode.WorkspaceEdit();
      edit.replace(document.uri, rangeOf(document, words), words.replace('boat', 'ship'));
      ok(await vscode.workspace.applyEdit(edit), 'the edit');
      const found = await until(
        () => problems(document).filter(({ code }) => code === 'edited-original'),
        (all) => all.length > 0,
        'the difference',
      );
      ok(document.getText(found[0]?.range) === 'ship', 'the word that is edited');
      ok(await vscode.commands.executeCommand('throughline.compareOriginal'), 'the comparison');
      const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
      ok(input instanceof vscode.TabInputTextDiff && input.original.path.endsWith('.txt'), 'a diff');
    } finally {
      await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
      await revert(document);
    }
    await until(
      () => problems(document).filter(({ code }) => code === 'edited-original').length,
      (count) => count === 0,
      'no difference',
    );
  });
});
