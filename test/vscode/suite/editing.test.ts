import * as vscode from 'vscode';
import { loaded, ok, open, rangeOf, revert, until } from './help';

/** What helps while one writes, as VS Code's own commands use it. */
describe('while one writes', () => {
  let document: vscode.TextDocument;
  let editor: vscode.TextEditor;

  before(async () => {
    await loaded();
    document = await open('02-no-river-no-boats.transcript');
    editor = await vscode.window.showTextDocument(document);
  });
  afterEach(() => revert(document));

  const line = (words: string): string => document.lineAt(rangeOf(document, words).start).text;
  const put = (words: string, more = 0): void => {
    const at = rangeOf(document, words).start.translate(0, more);
    editor.selection = new vscode.Selection(at, at);
  };
  const type = (text: string) => vscode.commands.executeCommand('type', { text });

  it('expands the selection from the word to the quote', async () => {
    put('small print', 1);
    const seen: string[] = [];
    for (let step = 0; step < 4; step++) {
      await vscode.commands.executeCommand('editor.action.smartSelect.expand');
      seen.push(document.getText(editor.selection));
    }
    ok(seen.includes('small'), seen.join(' | '));
    ok(
      seen.some((text) => text.startsWith('Their own modelling') && text.endsWith('ticket.')),
      seen.join(' | '),
    );
    ok(
      seen.some((text) => text.startsWith('Their own modelling') && text.endsWith('on that.')),
      seen.join(' | '),
    );
  });

  it('tidies codes when the document is formatted, in one step that can be undone', async () => {
    const before = document.getText();
    await vscode.commands.executeCommand('editor.action.formatDocument');
    const tidied = '{#money/cost ^cost-doubled}';
    await until(
      () => document.getText(),
      (text) => text.includes(`312 million.==${tidied}`),
      'formatted',
    );
    await vscode.commands.executeCommand('undo');
    ok(document.getText() === before, 'undone');
  });

  it('closes a quote at the end of the sentence, and leaves the cursor where it was', async () => {
    put('You go out when');
    await type('=');
    await type('=');
    await until(
      () => line('You go out when'),
      (text) =>
        text.includes(
          '==You go out when the water lets you, you come home when it lets you, and nobody has to ask.== Now',
        ),
      'closed',
    );
    const { character } = rangeOf(document, 'You go out when').start;
    ok(editor.selection.isEmpty && editor.selection.active.character === character, 'the cursor moved');
  });

  it('types the name of a long quote in both its marks', async () => {
    const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
    // VS Code asks where the ids are a while after the cursor has come to rest, and tells nobody.
    for (const patience of [500, 2000, 5000]) {
      put('{loan>', 5);
      await sleep(patience);
      await type('s');
      await sleep(patience);
      if (/\{loans>[^]*<loans /.test(document.getText())) return;
      await revert(document);
    }
    throw new Error('the two names differ');
  });

  it('shows the codes of long quotes and the names of speakers', async () => {
    const range = new vscode.Range(0, 0, document.lineCount, 0);
    const hints = await vscode.commands.executeCommand<vscode.InlayHint[]>(
      'vscode.executeInlayHintProvider',
      document.uri,
      range,
    );
    const labels = hints.map(({ label }) => String(label));
    ok(labels.includes('(Tam Ferrow)'), labels.join(' '));
    ok(
      labels.some((label) => label.startsWith('#')),
      labels.join(' '),
    );
  });

  it('copies a quote with its source', async () => {
    put('small print', 1);
    ok(await vscode.commands.executeCommand('throughline.copyQuote'), 'nothing was copied');
    const text = await vscode.env.clipboard.readText();
    ok(text.startsWith('> Their own modelling, page 88'), text);
    ok(/— Tam Ferrow, \[No river, no boats\]\(\S+#L\d+,\d+\), 2025-10-18/.test(text), text);
  });

  it('copies all quotes of a claim', async () => {
    ok(await vscode.commands.executeCommand('throughline.copyQuotes', '^cost-doubled'), 'nothing was copied');
    const text = await vscode.env.clipboard.readText();
    ok(text.startsWith('# ^cost-doubled') && text.includes('312 million'), text);
  });
});
