import * as vscode from 'vscode';
import { extension, file, loaded, ok, open, problems, rangeOf, revert, until } from './help';

/** The codebook as a document: whatever extension looks after YAML, ours answers on its names. */
describe('codebook', () => {
  let document: vscode.TextDocument;

  before(async () => {
    await extension();
    await loaded(5);
    document = await open('codebook.yaml');
  });
  afterEach(() => revert(document));

  const request = <T>(command: string, ...values: unknown[]): Thenable<T> =>
    vscode.commands.executeCommand<T>(command, document.uri, ...values);
  const insert = async (at: vscode.Position, text: string): Promise<void> => {
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, at, text);
    ok(await vscode.workspace.applyEdit(edit), 'the edit was not taken');
  };

  it('tells in a hover who states a claim, and finds all uses', async () => {
    const { start } = rangeOf(document, 'fund-unpaid');
    const hovers = await until(
      () => request<vscode.Hover[]>('vscode.executeHoverProvider', start.translate(0, 2)),
      (answer) => answer.some(({ contents }) => contents.some((part) => textOf(part).includes('Stated by'))),
      'a card',
    );
    ok(hovers.length > 0, 'no hover');
    const places = await request<vscode.Location[]>('vscode.executeReferenceProvider', start.translate(0, 2));
    ok(places.filter(({ uri }) => uri.path.endsWith('.transcript')).length > 1, 'uses in interviews are missing');
  });

  it('is led to from an interview, and leads back', async () => {
    const interview = await vscode.workspace.openTextDocument(file('02-no-river-no-boats.transcript'));
    const codes = [
      ['#money/cost}', 'money/cost:'],
      ['^cost-doubled', 'cost-doubled:'],
    ] as const;
    for (const [code, entry] of codes) {
      const from = interview.positionAt(interview.getText().indexOf(code) + 2);
      const [there] = await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>(
        'vscode.executeDefinitionProvider',
        interview.uri,
        from,
      );
      const [uri, range] =
        there && 'targetUri' in there ? [there.targetUri, there.targetRange] : [there?.uri, there?.range];
      ok(uri?.path.endsWith('/codebook.yaml'), `${code} leads to ${String(uri)}`);
      ok(range && document.getText().startsWith(entry, document.offsetAt(range.start)), `${code}: not its entry`);
      // From where it is declared, VS Code's own key goes to where it is used.
      const places = await request<vscode.Location[]>('vscode.executeReferenceProvider', range.start);
      const back = places.find(
        (place) => place.uri.toString() === interview.uri.toString() && place.range.contains(from),
      );
      ok(back, `${entry} does not lead back`);
    }
  });

  it('takes in what an interview uses: in its place, with all comments', async () => {
    const interview = await open('02-no-river-no-boats.transcript');
    const before = document.getText();
    const add = new vscode.WorkspaceEdit();
    const braces = interview.getText().indexOf('{#harbour/fleet}');
    add.insert(interview.uri, interview.positionAt(braces + 1), '#money/grants ');
    ok(await vscode.workspace.applyEdit(add), 'the edit was not taken');
    const unknown = await until(
      () => problems(interview).find(({ code }) => code === 'unknown-tag'),
      (problem) => problem !== undefined,
      'the problem',
    );
    ok(unknown, 'no problem');
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      interview.uri,
      unknown.range,
    );
    const fix = actions.find(({ title }) => /^Add .* to the codebook$/.test(title));
    ok(fix?.edit && (await vscode.workspace.applyEdit(fix.edit)), actions.map(({ title }) => title).join());
    const lines = document.getText().split('\n');
    const at = lines.findIndex((line) => line.startsWith('  money/grants:'));
    ok(lines[at - 1]?.startsWith('  money/') && lines[at + 1]?.startsWith('  '), `it stands in line ${at}`);
    const rest = lines.filter((_, line) => line !== at).join('\n');
    ok(rest === before, 'something else has changed');
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('undo');
    ok(document.getText() === before, 'one undo does not take it back');
    await revert(interview);
    await vscode.window.showTextDocument(document);
  });

  it('has swatches, and writes what is picked', async () => {
    const colors = await until(
      () => request<vscode.ColorInformation[]>('vscode.executeDocumentColorProvider'),
      (answer) => answer.length > 10,
      'colours',
    );
    const first = colors.find(({ range }) => range.isEqual(rangeOf(document, '#1f6f9f')));
    ok(first && Math.round(first.color.red * 255) === 0x1f, 'the colour of #water is missing');
    const [presentation] = await vscode.commands.executeCommand<vscode.ColorPresentation[]>(
      'vscode.executeColorPresentationProvider',
      new vscode.Color(1, 0, 0, 1),
      { uri: document.uri, range: first.range },
    );
    ok(presentation?.label === '#ff0000', `picked: ${String(presentation?.label)}`);
  });

  it('stands above its entries how often they are used', async () => {
    const lenses = await until(
      () => request<vscode.CodeLens[]>('vscode.executeCodeLensProvider', 100),
      (answer) => answer.some(({ command }) => / uses? in \d+ interviews?/.test(command?.title ?? '')),
      'counts',
    );
    ok(lenses.length > 20, `${lenses.length} lenses`);
  });

  it('marks a colour without quotes, and puts it into quotes', async () => {
    const at = rangeOf(document, 'claims:').start;
    await insert(at, '  harbour/quay:\n    color: #334455\n');
    const bad = await until(
      () => problems(document).find(({ code }) => code === 'bad-color'),
      (answer) => answer !== undefined,
      'the problem',
    );
    ok(bad, 'no problem');
    const actions = await until(
      () => request<vscode.CodeAction[]>('vscode.executeCodeActionProvider', bad.range),
      (answer) => answer.some(({ title }) => title === 'Write "#334455"'),
      'the quick fix',
    );
    const edit = actions.find(({ title }) => title === 'Write "#334455"')?.edit;
    ok(edit && (await vscode.workspace.applyEdit(edit)), 'the fix was not taken');
    ok(document.getText().includes('    color: "#334455"\n'), 'it does not stand in quotes');
    await until(
      () => problems(document).map(({ code }) => code),
      (codes) => codes.includes('unused-tag') && !codes.includes('bad-color'),
      'the unused tag alone',
    );
    await vscode.commands.executeCommand('undo');
    ok(document.getText().includes('    color: #334455\n'), 'one undo does not take it back');
  });

  it('completes the keys of an entry', async () => {
    const { start } = rangeOf(document, 'claims:');
    await insert(start, '  harbour/quay: { }\n');
    const at = start.translate(0, '  harbour/quay: { '.length);
    const list = await until(
      () => request<vscode.CompletionList>('vscode.executeCompletionItemProvider', at),
      (answer) => answer.items.some(({ label }) => label === 'color'),
      'completions',
    );
    ok(
      list.items.some(({ label }) => label === 'about'),
      'about is missing',
    );
  });
});

function textOf(part: vscode.MarkdownString | vscode.MarkedString): string {
  return typeof part === 'string' ? part : part.value;
}
