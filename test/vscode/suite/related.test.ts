import * as vscode from 'vscode';
import type { RelatedPassage } from '../../../server/lsp/protocol';
import { extension, loaded, ok, open, rangeOf, until } from './help';

const boats = '02-no-river-no-boats.transcript';
/** In a quote that states ^cost-doubled. */
const price = 'I left school at fifteen';
/** In a quote without a claim, of which other interviews speak in similar words. */
const loan = 'what the bank asks about';
const claim = 'said-by-both';
/** Longer than the view waits before it asks. */
const rest = 800;

describe('related passages', () => {
  let document: vscode.TextDocument;
  let editor: vscode.TextEditor;
  let list: () => readonly RelatedPassage[];

  before(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await loaded(5);
    list = (await extension()).related;
  });
  beforeEach(async () => {
    document = await open(boats);
    editor = await vscode.window.showTextDocument(document, { preview: false });
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.commands.executeCommand('workbench.view.explorer');
  });

  const place = (words: string): void => {
    const { start } = rangeOf(document, words);
    editor.selection = new vscode.Selection(start, start);
    editor.revealRange(new vscode.Range(start, start), vscode.TextEditorRevealType.AtTop);
  };
  /** Whether the list is the very same, not one that looks like it. */
  const isStill = (before: readonly RelatedPassage[]) =>
    list().length === before.length && list().every((passage, index) => passage === before[index]);
  const suggestions = () => list().filter(({ relation }) => relation === 'suggested');
  /** Lets the view list what is suggested for words. */
  const suggestionsFor = async (words: string): Promise<RelatedPassage[]> => {
    place(words);
    const inside = ({ here }: RelatedPassage): boolean => {
      const { start } = rangeOf(document, words);
      return here !== undefined && here.start.line <= start.line && start.line <= here.end.line;
    };
    return until(suggestions, (found) => found.length > 0 && found.every(inside), `suggestions for "${words}"`);
  };
  const active = () => vscode.window.activeTextEditor?.document.uri.path.split('/').pop();
  const run = <T>(command: string, ...values: unknown[]) => vscode.commands.executeCommand<T>(command, ...values);

  describe('the view', () => {
    before(async () => {
      await open(boats);
      await run('throughline.related.focus');
      await run('workbench.action.focusActiveEditorGroup');
    });

    it('follows the cursor, statements and suggestions apart', async () => {
      place(price);
      const stated = await until(list, (found) => found.some((one) => one.claim === 'cost-doubled'), 'statements');
      ok(
        stated.some(({ relation }) => relation === 'contradicts'),
        'nobody contradicts',
      );
      await suggestionsFor(loan);
      ok(!list().some((one) => one.claim === 'cost-doubled'), 'the statements are still there');
      ok(active() === boats, 'another editor is active');
    });

    it('keeps its list while the cursor stays in the same words', async () => {
      await suggestionsFor(loan);
      const before = list();
      place('I’ve sat there beside them');
      await new Promise((resolve) => setTimeout(resolve, rest));
      ok(isStill(before), 'it was made anew');
    });

    it('keeps its list while its passages are looked at, until the cursor goes on', async () => {
      // A preview editor, which the next one takes the place of.
      await run('workbench.action.closeAllEditors');
      document = await open(boats);
      editor = await vscode.window.showTextDocument(document);
      const [first] = await suggestionsFor(loan);
      ok(first, 'nothing is suggested');
      const before = list();
      await run('throughline.related.focus');
      // The group, and below it the first passage.
      for (const step of ['list.focusFirst', 'list.focusDown', 'list.select']) await run(step);
      await until(active, (name) => name !== boats, 'the passage');
      await new Promise((resolve) => setTimeout(resolve, rest));
      ok(isStill(before), 'the list went away');
      await run('workbench.action.focusActiveEditorGroup');
      await run('cursorRight');
      await until(list, (now) => !isStill(before) && now.every(({ uri }) => uri !== first.uri), 'another list');
    });

    it('can be kept', async () => {
      await suggestionsFor(loan);
      const before = list();
      await run('throughline.pinRelated');
      try {
        place(price);
        await new Promise((resolve) => setTimeout(resolve, rest));
        ok(isStill(before), 'the list went away');
      } finally {
        await run('throughline.unpinRelated');
      }
      await until(list, (found) => found.some((one) => one.claim === 'cost-doubled'), 'the list of the cursor');
    });
  });

  describe('the list', () => {
    /** Opens the list and goes through it until the editor shows another interview. `ended` is when the list is gone. */
    const walk = async (): Promise<{ ended: Thenable<unknown> }> => {
      const ended = run('throughline.related');
      const next = async () => {
        await run('workbench.action.quickOpenSelectNext');
        return active();
      };
      await until(next, (name) => name !== boats, 'a preview');
      // The list may be further than the editor.
      await new Promise((resolve) => setTimeout(resolve, rest));
      return { ended };
    };
    const tabs = () => vscode.window.tabGroups.all.flatMap((group) => group.tabs.map(({ label }) => label)).join();

    it('goes back to where the walk began', async () => {
      await run('workbench.action.closeOtherEditors');
      place(price);
      await new Promise((resolve) => setTimeout(resolve, rest));
      const [top, selection, before] = [editor.visibleRanges[0]?.start.line, editor.selection, tabs()];
      const { ended } = await walk();
      await run('workbench.action.closeQuickOpen');
      await ended;
      ok(active() === boats, `${active()} is shown`);
      const now = vscode.window.activeTextEditor;
      ok(now?.selection.isEqual(selection), JSON.stringify(now?.selection));
      await until(
        () => vscode.window.activeTextEditor?.visibleRanges[0]?.start.line,
        (line) => line === top,
        `line ${top} at the top`,
      );
      ok(tabs() === before, tabs());
    });

    it('stays where it was told to', async () => {
      place(price);
      const { ended } = await walk();
      const shown = active();
      await run('workbench.action.acceptSelectedQuickOpenItem');
      await ended;
      ok(active() === shown, `${active()} instead of ${shown}`);
      const [now] = vscode.window.visibleTextEditors.filter((one) => one === vscode.window.activeTextEditor);
      ok(now?.selection.isEmpty && now.selection.active.line > 0, JSON.stringify(now?.selection));
    });
  });

  describe('what a reader decides', () => {
    let passage: RelatedPassage;
    let there: vscode.Uri;
    let original: { here: string; there: string };

    const places = () => [document.uri.toString(), passage.here, passage.uri, passage.range];
    const textThere = async () => new TextDecoder().decode(await vscode.workspace.fs.readFile(there));

    before(async () => {
      await open(boats);
      await run('throughline.related.focus');
      await run('workbench.action.focusActiveEditorGroup');
    });
    beforeEach(async () => {
      await run('workbench.action.closeOtherEditors');
      const [first] = await suggestionsFor(loan);
      ok(first?.here, 'nothing is suggested');
      passage = first;
      there = vscode.Uri.parse(passage.uri);
      original = { here: document.getText(), there: await textThere() };
    });
    afterEach(async () => {
      await vscode.window.showTextDocument(document);
      await run('workbench.action.files.revert');
      await vscode.workspace.fs.writeFile(there, new TextEncoder().encode(original.there));
      await until(
        async () => (await vscode.workspace.openTextDocument(there)).getText() === original.there,
        Boolean,
        'the other interview as it was',
      );
    });

    it('the same claim is written on both sides, each as one step to undo', async () => {
      const done = await run<boolean>('throughline.sameClaim', ...places(), claim, 'Both say it.');
      ok(done, 'nothing was written');
      ok(active() === boats, 'the focus went elsewhere');
      ok(document.isDirty && document.getText().includes(`^${claim}`), 'this side has no such claim');
      ok(document.getText().includes(`%claim ${claim}: Both say it.`), 'the gloss is missing');
      ok((await textThere()).includes(`^${claim}`), 'the file that nobody had open is not written');
      await until(list, (found) => found.some((one) => one.claim === claim), 'a statement instead of a suggestion');

      await vscode.window.showTextDocument(document);
      await run('undo');
      ok(document.getText() === original.here, 'one undo does not take it back here');
      const other = await vscode.window.showTextDocument(there);
      await run('undo');
      ok(other.document.getText() === original.there, 'one undo does not take it back there');
      await other.document.save();
    });

    it('a passage that is not related does not come back', async () => {
      const gone = (found: readonly RelatedPassage[]) =>
        !found.some(({ uri, range }) => uri === passage.uri && range.start.line === passage.range.start.line);
      ok(await run<boolean>('throughline.unrelated', ...places()), 'nothing was written');
      ok(document.getText().includes('%unrelated '), 'there is no such line');
      await until(list, (found) => found !== undefined && gone(found), 'the passage is gone');
      ok((await textThere()) === original.there, 'the other interview was changed');
      await run('undo');
      ok(document.getText() === original.here, 'one undo does not take it back');
      await until(list, (found) => !gone(found), 'the passage is there again');
    });

    it('nothing is written for a text that has gone on', async () => {
      const [here, range, thereUri, thereRange] = places();
      const match = {
        here: { uri: here, range, version: document.version + 1 },
        there: { uri: thereUri, range: thereRange, version: undefined },
      };
      ok((await run<boolean>('throughline.unrelated', match)) === false, 'it was written');
      ok(document.getText() === original.here, 'the text was changed');
    });

    it('a card has links that do the same', async () => {
      const at = rangeOf(document, loan).start;
      const hovers = await until(
        () => run<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, at),
        (found) => found.length > 0,
        'a card',
      );
      const cards = hovers.flatMap(({ contents }) => contents) as vscode.MarkdownString[];
      const card = cards.find(({ value }) => value.includes('command:throughline.unrelated'));
      ok(card, `no such link: ${cards.map(({ value }) => value).join()}`);
      const trusted = typeof card.isTrusted === 'object' ? [...card.isTrusted.enabledCommands].sort().join() : 'all';
      ok(trusted === 'throughline.sameClaim,throughline.unrelated', `trusted: ${trusted}`);
      ok(!card.supportHtml, 'HTML is let through');
      const link = /command:throughline\.unrelated\?([^)\s]+)/.exec(card.value)?.[1] ?? '';
      const values = JSON.parse(decodeURIComponent(link)) as unknown[];
      ok(await run<boolean>('throughline.unrelated', ...values), 'the link wrote nothing');
      ok(document.getText().includes('%unrelated '), 'there is no such line');
    });
  });

  describe('from statement to statement', () => {
    it('goes through all interviews and comes round', async () => {
      place(price);
      const start = editor.selection.active;
      const seen: string[] = [];
      const where = () => {
        const now = vscode.window.activeTextEditor;
        return `${active()}:${now?.selection.active.line}:${now?.selection.active.character}`;
      };
      for (let step = 0; step < 40; step++) {
        await run('throughline.nextStatement');
        if (seen.includes(where())) break;
        seen.push(where());
      }
      const files = new Set(seen.map((one) => one.split(':')[0]));
      ok(files.size >= 4, `only ${[...files].join()}`);
      ok(
        seen.some((one) => one.startsWith(`${boats}:${start.line}:`)),
        `it does not come round: ${seen.join(' ')}`,
      );
      const at = where();
      await run('throughline.nextStatement');
      await run('throughline.previousStatement');
      ok(where() === at, `${where()} instead of ${at}`);
    });

    it('peeks at the statements that a lens has counted', async () => {
      const lenses = await until(
        () => run<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 100),
        (found) => found.some((lens) => lens.command?.command === 'throughline.showStatements'),
        'lenses',
      );
      const lens = lenses.find(({ command }) => command?.command === 'throughline.showStatements');
      await run('throughline.showStatements', ...(lens?.command?.arguments ?? []));
      // The peek has an editor of its own.
      await run('closeReferenceSearch');
      ok(active() === boats, `${active()} is shown`);
    });
  });
});
