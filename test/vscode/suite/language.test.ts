import * as vscode from 'vscode';
import { extension, file, loaded, ok, open, problems, rangeOf, revert, until } from './help';

const mayor = '01-the-mayor-in-brief.transcript';
const boats = '02-no-river-no-boats.transcript';

describe('language', () => {
  let document: vscode.TextDocument;

  before(async () => {
    console.log(
      `# VS Code ${vscode.version}, ${vscode.UIKind[vscode.env.uiKind]}, ${vscode.env.remoteName ?? 'local'}`,
    );
    document = await open(boats);
  });

  it('activates on opening a .transcript, as the language transcript', async () => {
    await extension();
    ok(document.languageId === 'transcript', `the language is ${document.languageId}`);
  });

  it('reads the interviews of the folder and tells how many', async () => {
    await loaded(5);
    const { status } = await extension();
    await until(status, (now) => (now?.passages ?? 0) > 100, 'more than 100 passages');
  });

  it('shows related passages of other interviews in a hover', async () => {
    const { start } = rangeOf(document, 'Sixty days. You can’t run day boats on that.');
    const text = await until(
      () => hover(document, start.translate(0, 3)),
      (answer) => /\]\(.*\.transcript#L?\d+/.test(answer),
      'a hover with links to places',
    );
    const links = [...text.matchAll(/\]\(<?([^)>\s]*\.transcript)#L?\d+/g)].map((found) => found[1] ?? '');
    ok(
      links.every((link) => !link.includes('no-river-no-boats')),
      `a link to the same interview: ${links.join()}`,
    );
  });

  it('tells in a hover what a tag means', async () => {
    const at = rangeOf(document, '{^fund-unpaid #money/compensation}').end.translate(0, -4);
    const text = await until(
      () => hover(document, at),
      (answer) => answer.includes('Harbour Fund'),
      'the tag’s meaning',
    );
    ok(text.includes('money/compensation'), text);
  });

  it('lists topics, turns and quotes as symbols', async () => {
    const symbols = await until(
      () => request<vscode.DocumentSymbol[] | undefined>('vscode.executeDocumentSymbolProvider', document.uri),
      (answer) => (answer?.length ?? 0) > 0,
      'symbols',
    );
    const names: string[] = [];
    const walk = (list: vscode.DocumentSymbol[]): void => {
      for (const symbol of list) {
        ok(symbol.range.contains(symbol.selectionRange), `${symbol.name} is selected outside itself`);
        names.push(symbol.name);
        walk(symbol.children);
      }
    };
    walk(symbols ?? []);
    for (const topic of ['No river, no boats', 'Who holds the tap', 'Grass on both sides']) {
      ok(names.includes(topic), `${topic} is missing in ${names.join(' | ')}`);
    }
    ok(names.length > 20, `turns and quotes are missing: ${names.join(' | ')}`);
  });

  it('folds front matter and topics', async () => {
    const ranges = await request<vscode.FoldingRange[]>('vscode.executeFoldingRangeProvider', document.uri);
    const title = rangeOf(document, 'title: No river').start.line;
    ok(
      ranges.some((range) => range.start === title - 1),
      'the front matter does not fold',
    );
    const topic = rangeOf(document, '%topic(2) Who holds the tap').start.line;
    ok(
      ranges.some((range) => range.start === topic),
      'a topic does not fold',
    );
  });

  it('gives semantic tokens', async () => {
    const legend = await request<vscode.SemanticTokensLegend | undefined>(
      'vscode.provideDocumentSemanticTokensLegend',
      document.uri,
    );
    ok(legend && legend.tokenTypes.length > 0, 'no legend');
    const tokens = await request<vscode.SemanticTokens>('vscode.provideDocumentSemanticTokens', document.uri);
    ok(tokens.data.length > 100, `${tokens.data.length} numbers`);
  });

  it('finds the definition and all statements of a claim, across interviews', async () => {
    const at = rangeOf(document, '{^flood-returns #water/flood}').start.translate(0, 4);
    const definitions = await request<(vscode.Location | vscode.LocationLink)[]>(
      'vscode.executeDefinitionProvider',
      document.uri,
      at,
    );
    ok(definitions.length > 0, 'no definition');
    const references = await request<vscode.Location[]>('vscode.executeReferenceProvider', document.uri, at);
    const files = new Set(references.map(({ uri }) => uri.path.split('/').pop()));
    for (const number of ['01', '02', '03', '04', '05']) {
      ok(
        [...files].some((name) => name?.startsWith(number)),
        `interview ${number} is missing in ${[...files].join()}`,
      );
    }
  });

  it('finds claims and tags as symbols of the workspace', async () => {
    const symbols = await until(
      () => request<vscode.SymbolInformation[]>('vscode.executeWorkspaceSymbolProvider', 'eelgrass'),
      (answer) => answer.length > 0,
      'symbols of the workspace',
    );
    ok(
      symbols.some(({ name }) => name.includes('eelgrass-lost')),
      symbols.map(({ name }) => name).join(),
    );
  });
});

describe('editing', () => {
  const words = '==before the winter surveys of the flats are finished==';
  let document: vscode.TextDocument;
  let range: vscode.Range;
  const untagged = () =>
    problems(document).filter((problem) => problem.code === 'untagged-quote' && problem.range.intersection(range));

  before(async () => {
    document = await open(mayor);
    await loaded(5);
    range = rangeOf(document, words);
  });
  afterEach(() => revert(document));

  it('reports a quote without a tag, and follows an edit', async () => {
    const [found] = await until(untagged, (list) => list.length === 1, 'one problem');
    ok(found && range.contains(found.range), `reported at ${JSON.stringify(found?.range)}`);
    await insert(document, range.end, '{#nature}');
    await until(untagged, (list) => list.length === 0, 'no problem');
    await vscode.commands.executeCommand('undo');
    await until(untagged, (list) => list.length === 1, 'the problem again');
  });

  it('offers a quick fix that tags the quote', async () => {
    await until(untagged, (list) => list.length === 1, 'one problem');
    const actions = await until(
      () => request<vscode.CodeAction[]>('vscode.executeCodeActionProvider', document.uri, range, 'quickfix'),
      (list) => list.some(isTagging),
      'a quick fix that tags',
    );
    const [uri, place, kind] = (commandOf(actions.find(isTagging))?.arguments ?? []) as [string, object, string];
    // The last argument stands for what the user picks.
    const changed = await vscode.commands.executeCommand('throughline.tag', uri, place, kind, '#nature/eelgrass');
    ok(changed === true, 'nothing was changed');
    ok(document.getText().includes(`${words}{#nature/eelgrass}`), document.lineAt(range.start.line).text);
    await until(untagged, (list) => list.length === 0, 'no problem');
  });

  it('tags the selected words', async () => {
    const editor = await vscode.window.showTextDocument(document);
    const chosen = rangeOf(document, 'a promise to pay is not a payment');
    editor.selection = new vscode.Selection(chosen.start, chosen.end);
    await vscode.commands.executeCommand('throughline.tag', undefined, undefined, 'tag', '#money');
    const line = document.lineAt(chosen.start.line).text;
    ok(line.includes('==a promise to pay is not a payment=={#money}'), line);
  });

  it('completes tags of the codebook after #', async () => {
    await insert(document, range.end, '{#}');
    const at = range.end.translate(0, 2);
    const list = await until(
      () => request<vscode.CompletionList>('vscode.executeCompletionItemProvider', document.uri, at, '#'),
      (answer) => answer.items.length > 0,
      'completions',
    );
    const labels = list.items.map(({ label }) => (typeof label === 'string' ? label : label.label).replace(/^#/, ''));
    for (const tag of ['nature/eelgrass', 'water/flood'])
      ok(labels.includes(tag), `${tag} is missing in ${labels.join()}`);
  });

  it('hides a kind of problem that a setting switches off', async () => {
    await until(untagged, (list) => list.length === 1, 'one problem');
    const settings = vscode.workspace.getConfiguration('throughline');
    const set = (value: object | undefined) =>
      settings.update('diagnostics.severity', value, vscode.ConfigurationTarget.Workspace);
    await set({ 'untagged-quote': 'off' });
    try {
      await until(untagged, (list) => list.length === 0, 'no problem');
    } finally {
      await set(undefined);
    }
    await until(untagged, (list) => list.length === 1, 'the problem again');
  });

  it('keeps the seeds as they were', () => {
    ok(!document.isDirty && document.uri.toString() === file(mayor).toString(), 'an edit was left behind');
  });
});

function request<T>(command: string, ...values: unknown[]): Thenable<T> {
  return vscode.commands.executeCommand<T>(command, ...values);
}

/** The text of all hovers at a place. */
async function hover(document: vscode.TextDocument, at: vscode.Position): Promise<string> {
  const hovers = await request<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, at);
  const parts = hovers.flatMap(({ contents }) => contents);
  return parts.map((part) => (typeof part === 'string' ? part : part.value)).join('\n');
}

async function insert(document: vscode.TextDocument, at: vscode.Position, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, at, text);
  ok(await vscode.workspace.applyEdit(edit), 'the edit was not applied');
}

/** A code action is a command itself, or holds one. */
function commandOf(action: vscode.CodeAction | vscode.Command | undefined): vscode.Command | undefined {
  return typeof action?.command === 'string' ? (action as vscode.Command) : action?.command;
}

function isTagging(action: vscode.CodeAction): boolean {
  const command = commandOf(action);
  return command?.command === 'throughline.tag' && command.arguments?.[2] === 'tag';
}
