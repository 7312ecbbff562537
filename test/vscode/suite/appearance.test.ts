import * as vscode from 'vscode';
import { file, loaded, ok, open, rangeOf, until } from './help';

/** What can be known of how a transcript looks; decorations themselves cannot be read back. */
describe('how a transcript looks', () => {
  const name = '02-no-river-no-boats.transcript';
  const marks = () => vscode.workspace.getConfiguration('throughline').get('marks');
  const tabs = () => vscode.window.tabGroups.all.flatMap((group) => group.tabs.map(({ label }) => label));

  before(() => loaded());
  after(async () => {
    await vscode.workspace.getConfiguration('throughline').update('marks', undefined, true);
    await vscode.workspace.getConfiguration('workbench').update('colorTheme', undefined, true);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('wraps lines, and dims marks, if nobody says otherwise', async () => {
    const document = await open(name);
    const ofEditor = vscode.workspace.getConfiguration('editor', document);
    ok(ofEditor.get('wordWrap') === 'on', `word wrap is ${ofEditor.get('wordWrap')}`);
    ok(marks() === 'dimmed', `marks are ${String(marks())}`);
  });

  it('hides marks and shows them as they were, by one command that changes no word', async () => {
    const document = await open(name);
    const text = document.getText();
    await vscode.commands.executeCommand('throughline.toggleMarks');
    ok(marks() === 'hidden', `after the first time marks are ${String(marks())}`);
    await vscode.commands.executeCommand('throughline.toggleMarks');
    ok(marks() === 'dimmed', `after the second time marks are ${String(marks())}`);
    await vscode.workspace.getConfiguration('throughline').update('marks', 'shown', true);
    await vscode.commands.executeCommand('throughline.toggleMarks');
    await vscode.commands.executeCommand('throughline.toggleMarks');
    ok(marks() === 'shown', `a user who had them shown has them ${String(marks())}`);
    ok(document.getText() === text && !document.isDirty, 'the text was changed');
  });

  it('goes on answering in every theme, in a long file with very many quotes, wherever the cursor is', async () => {
    const quote =
      '{a>One ==two=={#money/cost} {b>three<a #harbour} four<b #fear} ==five=={^cost-doubled}.\n%memo: six\n\n';
    const content = `MM: ${quote}`.repeat(300);
    const document = await vscode.workspace.openTextDocument({ language: 'transcript', content });
    const editor = await vscode.window.showTextDocument(document);
    const colors = vscode.workspace.getConfiguration('workbench');
    for (const theme of ['Default High Contrast', 'Light Modern']) {
      await colors.update('colorTheme', theme, true);
      await vscode.commands.executeCommand('throughline.toggleMarks');
      for (let line = 0; line < 200; line += 7) editor.selection = new vscode.Selection(line, 0, line + 1, 2);
      const found = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
        'vscode.executeDocumentSymbolProvider',
        document.uri,
      );
      ok(found.length === 300, `${found.length} turns in ${theme}`);
    }
    ok(document.getText() === content, 'the text was changed');
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await loaded();
  });

  it('has topics and turns as VS Code needs them to keep them in sight: each holds what belongs to it', async () => {
    const document = await open(name);
    type Symbols = vscode.DocumentSymbol[] | undefined;
    const roots = await until(
      () => vscode.commands.executeCommand<Symbols>('vscode.executeDocumentSymbolProvider', document.uri),
      (symbols) => (symbols?.length ?? 0) > 0,
      'the outline',
    );
    const at = rangeOf(document, 'Their own modelling').start;
    const path: string[] = [];
    for (let level: Symbols = roots; level;) {
      const next: vscode.DocumentSymbol | undefined = level.find(({ range }) => range.contains(at));
      if (next) path.push(next.name);
      level = next?.children;
    }
    ok(path.length >= 2, path.join(' > '));
    const turn = path.find((label) => label === 'TF' || label === 'Tam Ferrow' || label === 'CW');
    ok(turn, `nobody speaks: ${path.join(' > ')}`);
    ok(path.indexOf(turn) > 0, `no topic above the turn: ${path.join(' > ')}`);
  });

  it('shows a quote as rich text to copy, and goes back to where one was', async () => {
    const document = await open(name);
    const words = rangeOf(document, 'What was announced at 140 million');
    const editor = await vscode.window.showTextDocument(document);
    editor.selection = new vscode.Selection(words.start, words.end);
    const opened: string[] = [];
    const listener = vscode.window.tabGroups.onDidChangeTabs((event) =>
      opened.push(...event.opened.map(({ label }) => label)),
    );
    const done = await vscode.commands.executeCommand<boolean>('throughline.copyRich');
    ok(done, 'there were words to copy');
    await until(
      () => opened,
      (labels) => labels.includes('Rich Text'),
      'the page was opened',
    );
    listener.dispose();
    // A browser may let the page write by itself; then it is gone by now, or will be soon.
    for (const group of vscode.window.tabGroups.all)
      await vscode.window.tabGroups.close(group.tabs.filter(({ label }) => label === 'Rich Text'));
    await until(tabs, (labels) => !labels.includes('Rich Text'), 'closed');
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(file('README.md')));
    ok((await vscode.commands.executeCommand('throughline.copyRich')) === false, 'what is no transcript was copied');
  });
});
