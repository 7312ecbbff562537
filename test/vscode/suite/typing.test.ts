import * as vscode from 'vscode';
import { ok, open, rangeOf, revert } from './help';

/** What language-configuration.json promises. */
describe('typing', () => {
  let document: vscode.TextDocument;
  let editor: vscode.TextEditor;

  before(async () => {
    document = await open('02-no-river-no-boats.transcript');
    editor = await vscode.window.showTextDocument(document);
  });
  afterEach(() => revert(document));

  const select = (words: string): number => {
    const { start, end } = rangeOf(document, words);
    editor.selection = new vscode.Selection(start, end);
    return start.line;
  };
  const type = (text: string) => vscode.commands.executeCommand('type', { text });

  it('marks selected words with two equals signs', async () => {
    const line = select('carried people out of there');
    await type('=');
    await type('=');
    ok(document.lineAt(line).text.includes('I ==carried people out of there== on'), document.lineAt(line).text);
  });

  it('puts selected words into quotation marks', async () => {
    const line = select('carried people');
    await type('“');
    ok(document.lineAt(line).text.includes('I “carried people” out'), document.lineAt(line).text);
  });

  it('makes no line a memo by the key for comments: its words would be lost', async () => {
    const line = select('Our monthly letter');
    const before = document.lineAt(line).text;
    await vscode.commands.executeCommand('editor.action.commentLine');
    ok(document.lineAt(line).text === before, document.lineAt(line).text);
  });

  it('takes words as people write them', async () => {
    const { end } = rangeOf(document, '%topic(2) The foot of the page');
    const samples = ['don’t', 'mother-in-law', 'naïveté', 'Œuvre', '1990s', 'привет'];
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, end, `\n“${samples.join('”, “')}”`);
    await vscode.workspace.applyEdit(edit);
    for (const sample of samples) {
      const { start } = rangeOf(document, `“${sample}”`);
      const word = document.getWordRangeAtPosition(start.translate(0, 2));
      ok(word && document.getText(word) === sample, `${sample}: ${word && document.getText(word)}`);
    }
  });

  it('selects a word or a code as a whole, as a double click does', async () => {
    const { end } = rangeOf(document, '%topic(2) The foot of the page');
    const samples = ['O’Brien', "O'Brien", 'forty-four', '#water/closures', '^shut-sixty-days', '@leonie-askwith'];
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, end, `\n${samples.map((sample) => `{${sample}}`).join('—')}`);
    await vscode.workspace.applyEdit(edit);
    for (const sample of samples) {
      const at = rangeOf(document, `{${sample}}`).start.translate(0, 2);
      editor.selection = new vscode.Selection(at, at);
      await vscode.commands.executeCommand('editor.action.addSelectionToNextFindMatch');
      ok(document.getText(editor.selection) === sample, `${sample}: ${document.getText(editor.selection)}`);
    }
  });

  it('never touches blanks and line ends when it saves', () => {
    const editorSettings = vscode.workspace.getConfiguration('files', document);
    for (const setting of ['trimTrailingWhitespace', 'insertFinalNewline', 'trimFinalNewlines']) {
      ok(editorSettings.get(setting) === false, setting);
    }
  });
});
