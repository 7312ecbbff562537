import * as vscode from 'vscode';
import { hasKeyboard, loaded, ok, open, press, rangeOf, revert, until } from './help';

const brief = '01-the-mayor-in-brief.transcript';
const boats = '02-no-river-no-boats.transcript';
const word = '“We’re all right, she’s given us her word.”';

interface Place {
  uri: string;
  index: number;
  total: number;
  open?: number;
  interview: number;
}

/** Going from one quote without a tag to the next, as a coder does. */
describe('the coding walk', () => {
  const run = (command: string, ...values: unknown[]) =>
    vscode.commands.executeCommand<Place | undefined>(`throughline.${command}`, ...values);
  const editor = (): vscode.TextEditor => {
    const active = vscode.window.activeTextEditor;
    ok(active, 'no editor');
    return active;
  };
  const name = (): string => editor().document.uri.path.split('/').at(-1) ?? '';
  const selected = (): string => editor().document.getText(editor().selection);
  const shows = (place: Place | undefined, expected: Partial<Place>): Place => {
    ok(place, 'nowhere');
    for (const [key, value] of Object.entries(expected))
      ok(place[key as keyof Place] === value, `${key}: ${JSON.stringify(place)}`);
    return place;
  };
  const top = async (file: string): Promise<vscode.TextDocument> => {
    const document = await open(file);
    editor().selection = new vscode.Selection(0, 0, 0, 0);
    return document;
  };

  before(async () => {
    await open(brief);
    await loaded(5);
  });
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    for (const file of [brief, boats]) await revert(await open(file));
  });

  it('selects what has no tag; tagging it moves the count on, and its number stays', async () => {
    const document = await top(brief);
    const text = document.getText();
    const first = shows(await run('codingWalk', { kind: 'quote', scope: 'interview' }), { open: 2, interview: 1 });
    ok(selected().startsWith('before the winter surveys'), selected());
    const total = first.total;
    ok(await vscode.commands.executeCommand('throughline.tag', '#trust'), 'not tagged');
    const second = shows(await run('nextToCode'), { open: 1, total });
    ok(second.index > first.index, JSON.stringify([first, second]));
    ok(selected().startsWith('“Then forty of us'), selected());
    ok(
      editor().visibleRanges.some((range) => range.contains(editor().selection)),
      'not in view',
    );
    ok(await vscode.commands.executeCommand('throughline.tag', '#trust'), 'not tagged');
    ok((await run('nextToCode')) === undefined, 'there is one more');
    // Both steps can be taken back.
    await vscode.commands.executeCommand('undo');
    await vscode.commands.executeCommand('undo');
    ok(document.getText() === text, 'undone');
  });

  it('goes two steps where the key is hit twice', async () => {
    await top(brief);
    const [first, second] = await Promise.all([run('nextToCode'), run('nextToCode')]);
    ok(first && second && second.index > first.index, JSON.stringify([first, second]));
  });

  it('goes back, and round', async () => {
    await top(brief);
    await run('codingWalk', { kind: 'quote', scope: 'interview' });
    const first = selected();
    await run('nextToCode');
    ok(selected() !== first, 'did not go on');
    await run('previousToCode');
    ok(selected() === first, selected());
    await run('previousToCode');
    ok(selected() !== first, 'did not go round');
  });

  it('goes through all interviews, and resumes there after the editor was closed', async () => {
    await top(brief);
    await run('codingWalk', { kind: 'quote', scope: 'corpus' });
    await run('nextToCode');
    const third = shows(await run('nextToCode'), { interview: 2, open: 1 });
    ok(name() === boats && selected() === word, selected());
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    // With no transcript in the editor the key goes where one was.
    const again = await run('nextToCode');
    ok(again && again.index === third.index && name() === boats && selected() === word, JSON.stringify(again));
  });

  it('is chosen from a list that shows how much is left, and resumed from it', async () => {
    await top(brief);
    const chosen = run('codingWalk');
    await until(
      () => Promise.race([chosen, new Promise((resolve) => setTimeout(() => resolve('open'), 1500))]),
      (state) => state === 'open',
      'the list',
    );
    // The first row: resume where the test before stopped.
    await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    await until(selected, (words) => words === word, 'resumed');
    await chosen;
  });

  it('is resumed where one wrote, and not where one looks a moment later', async () => {
    const document = await top(boats);
    await run('codingWalk', { kind: 'quote', scope: 'corpus' });
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, rangeOf(document, 'The fourteenth of May').end, '\n%memo: one more line');
    ok(await vscode.workspace.applyEdit(edit), 'not written');
    await top(brief);
    // Longer than the walk waits for one to stop writing.
    await new Promise((resolve) => setTimeout(resolve, 600));
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await run('nextToCode');
    ok(name() === boats, name());
  });

  it('follows the text while one writes above', async () => {
    const document = await top(boats);
    const place = shows(await run('codingWalk', { kind: 'quote', scope: 'interview' }), { open: 1 });
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, rangeOf(document, 'The fourteenth of May').end, '\n%memo: one more line');
    ok(await vscode.workspace.applyEdit(edit), 'not written');
    ok((await run('nextToCode'))?.index === place.index && selected() === word, selected());
  });

  it('stops at paragraphs of which nobody says who speaks, with nothing selected', async () => {
    await top(boats);
    shows(await run('codingWalk', { kind: 'paragraph', scope: 'interview' }), { index: 1, open: 3 });
    ok(editor().selection.isEmpty, selected());
    ok(editor().document.lineAt(editor().selection.active).text.startsWith('Tam Ferrow was nine'), 'elsewhere');
    shows(await run('nextToCode'), { index: 2 });
    shows(await run('previousToCode'), { index: 1 });
  });

  it('stops at tagged quotes to which another interview has something to say', async () => {
    await top(boats);
    const place = shows(await run('codingWalk', { kind: 'suggestion', scope: 'interview' }), {});
    ok(place.index >= 1 && place.total > 10 && selected() !== '', JSON.stringify(place));
  });

  it('stops at reported speech where the setting wants it', async () => {
    const settings = vscode.workspace.getConfiguration('throughline');
    await top(brief);
    ok((await run('codingWalk', { kind: 'reported', scope: 'interview' })) === undefined, 'it is off');
    await settings.update('diagnostics.severity', { 'reported-speech': 'hint' }, vscode.ConfigurationTarget.Global);
    try {
      await until(
        () => run('codingWalk', { kind: 'reported', scope: 'interview' }),
        (place) => place?.open === 3,
        'reported',
      );
      ok(/\S/.test(selected()), 'nothing selected');
    } finally {
      await settings.update('diagnostics.severity', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('goes on by the keyboard, tagging in between', async function () {
    if (!hasKeyboard) this.skip();
    await top(brief);
    await run('codingWalk', { kind: 'quote', scope: 'interview' });
    await vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup');
    press('Alt+n');
    await until(selected, (words) => words.startsWith('“Then forty'), 'next', 5000);
    press('Alt+p');
    await until(selected, (words) => words.startsWith('before the winter'), 'previous', 5000);
  });
});
