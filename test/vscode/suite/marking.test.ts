import * as vscode from 'vscode';
import { hasKeyboard, inPick, loaded, ok, open, rangeOf, revert } from './help';

const boats = '02-no-river-no-boats.transcript';
const harbour = 'A harbour is a hole in the land, that’s all.';
const clapping = 'Fishermen don’t clap.';
const scenario = 'That’s not a scenario, that was a Tuesday.';

/** Annotating as one does it: by command, at the cursors, and with one undo all is as before. */
describe('annotating', () => {
  let document: vscode.TextDocument;
  let editor: vscode.TextEditor;
  let original: string;

  before(async () => {
    document = await open(boats);
    await loaded(5);
    editor = await vscode.window.showTextDocument(document);
    original = document.getText();
  });
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    await revert(document);
    editor = await vscode.window.showTextDocument(document);
  });

  const run = (command: string, ...values: unknown[]) =>
    vscode.commands.executeCommand<boolean>(`throughline.${command}`, ...values);
  const has = (words: string): void => ok(document.getText().includes(words), `no ${words} in: ${changes()}`);
  /** The lines that are not as they were. */
  const changes = (): string => {
    const lines = new Set(original.split('\n'));
    return document
      .getText()
      .split('\n')
      .filter((line) => !lines.has(line))
      .map((line) => line.slice(0, 600))
      .join('\n');
  };
  const select = (...words: string[]): void => {
    editor.selections = words.map((part) => {
      const { start, end } = rangeOf(document, part);
      return new vscode.Selection(start, end);
    });
  };
  const put = (words: string, more = 3): void => {
    const at = rangeOf(document, words).start.translate(0, more);
    editor.selection = new vscode.Selection(at, at);
  };
  const undone = async (): Promise<void> => {
    ok(document.getText() !== original, 'nothing was changed');
    await vscode.commands.executeCommand('undo');
    ok(document.getText() === original, `one undo left: ${changes()}`);
  };

  it('tags the selection, keeps it selected, and repeats the tag elsewhere', async () => {
    select(harbour);
    const [view] = editor.visibleRanges;
    ok(await run('tag', undefined, undefined, 'tag', '#harbour'), 'not tagged');
    has(`==${harbour}=={#harbour}`);
    ok(document.getText(editor.selection) === harbour, document.getText(editor.selection));
    ok(view && editor.visibleRanges[0]?.start.isEqual(view.start), 'the editor scrolled');
    await undone();
    select(clapping);
    ok(await run('repeatTag'), 'not repeated');
    has(`==${clapping}=={#harbour}`);
    await undone();
  });

  it('tags the sentence at the cursor, and adds to the quote at the cursor', async () => {
    put(harbour);
    ok(await run('tag', '#harbour'), 'not tagged');
    has(`${harbour}=={#harbour}`);
    await undone();
    put(scenario);
    ok(await run('tag', '#trust'), 'not added');
    has(`==${scenario}=={#harbour/fleet #money #trust}`);
    await undone();
  });

  it('does all cursors at once', async () => {
    select(harbour, clapping);
    ok(await run('tag', '#harbour #trust'), 'not tagged');
    has(`==${harbour}=={#harbour #trust}`);
    has(`==${clapping}=={#harbour #trust}`);
    ok(editor.selections.length === 2, `${editor.selections.length} cursors`);
    ok(
      editor.selections.every((at, index) => document.getText(at) === [harbour, clapping][index]),
      'the cursors left their words',
    );
    await undone();
  });

  it('states a claim with its gloss, supports, contradicts, and attributes', async () => {
    select(harbour);
    ok(await run('claim', 'open-water', 'A harbour lives by open water.'), 'not stated');
    has(`==${harbour}=={^open-water}`);
    has('%claim open-water: A harbour lives by open water.');
    await undone();
    for (const [command, name, code] of [
      ['support', 'fund-unpaid', '+fund-unpaid'],
      ['contradict', 'fund-unpaid', '-fund-unpaid'],
      ['attribute', 'tam-ferrow', '@tam-ferrow'],
    ] as const) {
      select(harbour);
      ok(await run(command, name), `not done: ${command}`);
      has(`==${harbour}=={${code}}`);
      await undone();
    }
  });

  it('writes a memo, and sets a paragraph aside and back', async () => {
    put(harbour);
    ok(await run('memo', 'who is meant?', 'ana'), 'no memo');
    has('%memo(ana): who is meant?');
    await undone();
    put('Ferrow talked to the Lantern’s');
    ok(await run('aside'), 'not set aside');
    ok(/a heron\.\n%aside\n/.test(document.getText()), changes());
    ok(await run('aside'), 'not taken back');
    ok(document.getText() === original, changes());
  });

  it('takes a code away, and a mark', async () => {
    put(scenario);
    ok(await run('uncode', '#money'), 'not taken away');
    has(`==${scenario}=={#harbour/fleet}`);
    await undone();
    put(scenario);
    ok(await run('unmark'), 'not removed');
    has(`in it.” ${scenario}\n`);
    await undone();
  });

  it('grows and shrinks a quote, step by step', async () => {
    put('the sign. Not one of my members', 4);
    const quote = () => /Eighteen million[^=]*/.exec(document.getText())?.[0];
    const whole = quote();
    ok(await run('shrinkQuoteByWord'), 'not shrunk');
    ok(quote()?.endsWith('has had a'), quote() ?? '');
    ok(await run('growQuoteByWord'), 'not grown');
    ok(quote() === whole, quote() ?? '');
    ok(await run('shrinkQuoteBySentence'), 'not shrunk by a sentence');
    ok(quote()?.endsWith('the sign.'), quote() ?? '');
    await revert(document);
    put('the sign. Not one of my members', 4);
    ok(await run('growQuoteBySentence'), 'not grown by a sentence');
    has('Nine of us sent in the form.==');
    await undone();
  });

  it('splits a quote and merges it again', async () => {
    put('I’ve fished this river', 0);
    ok(await run('splitQuote'), 'not split');
    has('six tides a year.=={-shut-six-tides #water/closures}');
    has('==I’ve fished this river');
    await undone();
    select('nineteen days.=={-shut-six-tides #water/closures}');
    await revert(document);
    select('a bit over.=={^cost-doubled #money/cost} ==Now it’s');
    ok(await run('mergeQuotes'), 'not merged');
    has('a bit over. Now it’s');
    await undone();
  });

  it('says in the status bar why nothing was done, and leaves the text alone', async () => {
    put(harbour);
    ok(!(await run('unmark')), 'there is no mark');
    ok(document.getText() === original && !document.isDirty, changes());
  });

  describe('in the pick', function () {
    before(function () {
      if (!hasKeyboard) this.skip();
    });

    const answered = async (command: string, ...keys: string[]): Promise<void> => {
      const done = run(command);
      for (const key of keys) {
        if (/^[A-Z]\w+$/.test(key)) inPick.press(key);
        else inPick.type(key);
      }
      ok(await done, `${command}: nothing was written after ${keys.join(' ')}`);
    };

    it('tags by a few letters and Enter', async () => {
      select(harbour);
      await answered('tag', 'fleet', 'Enter');
      has(`==${harbour}=={#harbour/fleet}`);
      await undone();
    });

    it('takes several, one after the other, in one step', async () => {
      select(harbour);
      await answered('tag', 'fleet,', 'salt,', 'brandnew', 'Enter');
      has(`==${harbour}=={#harbour/fleet #harbour/salt-lane #brandnew}`);
      await undone();
      select(harbour);
      await answered('tag', 'fleet,', 'Enter');
      has(`==${harbour}=={#harbour/fleet}`);
      await undone();
    });

    it('takes a tag away that the words carry, and adds another, in one step', async () => {
      put(scenario);
      await answered('tag', 'harbour/fleet,', 'salt', 'Enter');
      has(`==${scenario}=={#money #harbour/salt-lane}`);
      await undone();
    });

    it('takes the first where Enter is all that is said', async () => {
      select(harbour);
      await answered('tag', 'Enter');
      ok(new RegExp(`==${harbour}=={#[^ ]+}`).test(document.getText()), changes());
      await undone();
    });

    it('goes over to claims and people by their sign', async () => {
      select(harbour);
      await answered('tag', '+fund-un', 'Enter');
      has(`==${harbour}=={+fund-unpaid}`);
      await undone();
    });

    it('makes a claim of a sentence, with its gloss', async () => {
      select(harbour);
      await answered('claim', 'A harbour, she says, needs water.', 'Enter');
      has(`==${harbour}=={^a-harbour-she-says-needs-water}`);
      has('%claim a-harbour-she-says-needs-water: A harbour, she says, needs water.');
      await undone();
    });

    it('changes nothing after Escape, nor where the text has gone on meanwhile', async () => {
      select(harbour);
      const done = run('tag');
      inPick.press('Escape');
      ok(!(await done) && document.getText() === original, changes());
      const late = run('tag');
      inPick.type('fleet');
      // Mostly the pick is open by then; nothing is written in either case.
      await new Promise((resolve) => setTimeout(resolve, 1000));
      const edit = new vscode.WorkspaceEdit();
      edit.insert(document.uri, new vscode.Position(document.lineCount, 0), '\nmore');
      await vscode.workspace.applyEdit(edit);
      void vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      ok(!(await late), 'something was written');
      ok(!document.getText().includes(`==${harbour}`), changes());
    });
  });
});
