import * as vscode from 'vscode';
import { file, loaded, ok, open, until } from './help';

const NAME = 'ferry-unlabelled.transcript';

/** Nobody is labelled, and two paragraphs hold two speakers. */
const TEXT = `The last ferry

You were born on the island. What was it like to grow up there?

I had a good childhood. My father mended nets, and we kept two goats behind the shed.

Nobody left in those days. We all worked for the cannery, one way or another.

When did you first take the wheel?

Well, I was nineteen. The captain had a bad back, so he told me to steer her home. Were you afraid?

Of course I was. I had never seen the sound at night.

Tell me about the last crossing.

It rained. We carried eleven people and a dog, and I blew the horn longer than I should have.
`;
const FRONT = '---\nspeakers:\n  INT: { name: "Ana Ruiz", role: "interviewer" }\n  MM: { role: "interviewee" }\n---\n';

describe('labelling speakers', () => {
  let document: vscode.TextDocument;
  let editor: vscode.TextEditor;

  beforeEach(async () => {
    await open('02-no-river-no-boats.transcript');
    await loaded(5);
    await vscode.workspace.fs.writeFile(file(NAME), new TextEncoder().encode(TEXT));
    document = await open(NAME);
    editor = await vscode.window.showTextDocument(document);
    await loaded(6);
  });

  afterEach(async () => {
    await run('throughline.labelling.stop');
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    const edit = new vscode.WorkspaceEdit();
    edit.deleteFile(file(NAME));
    await vscode.workspace.applyEdit(edit);
    await loaded(5);
  });

  const run = <T>(command: string, ...values: unknown[]) => vscode.commands.executeCommand<T>(command, ...values);
  const begin = async (): Promise<void> => {
    const started = await run<boolean>('throughline.labelSpeakers', { speakers: 'INT = Ana Ruiz, MM' });
    ok(started, 'the walk has not begun');
  };
  const press = (key: number) => run('throughline.labelling.speaker', key);
  const key = (name: string, ...values: unknown[]) => run(`throughline.labelling.${name}`, ...values);
  /** The cursor stands before these words. */
  const at = (words: string): void => {
    const offset = document.offsetAt(editor.selection.active);
    const here = document.getText().slice(offset, offset + words.length);
    ok(editor.selection.isEmpty && here === words, `the walk is at "${here}", not at "${words}"`);
  };
  const text = (expected: string): void => ok(document.getText() === expected, document.getText());
  const isWalking = async (): Promise<boolean> => {
    const before = document.getText();
    const { active } = editor.selection;
    await key('next');
    return document.getText() === before && !editor.selection.active.isEqual(active);
  };
  /** `TEXT` with marks before words. */
  const marked = (marks: Record<string, string>, front = FRONT): string =>
    Object.entries(marks).reduce((all, [words, mark]) => all.replace(words, `${mark} ${words}`), front + TEXT);

  it('goes from paragraph to paragraph, a key a speaker, and writes a mark only where somebody begins', async () => {
    await begin();
    text(TEXT);
    at('You were');
    await press(1);
    text(marked({ 'You were': '{@INT}' }));
    at('I had a');
    await press(2);
    at('Nobody left');
    await press(2);
    at('When did');
    const half = marked({ 'You were': '{@INT}', 'I had a': '{@MM}' });
    text(half);
    await press(1);
    at('Well, I');
    await press(2);
    at('Were you');
    await press(1);
    at('Of course');
    await key('accept');
    at('Tell me');
    await key('accept');
    at('It rained');
    await key('accept');
    const all = marked({
      'You were': '{@INT}',
      'I had a': '{@MM}',
      'When did': '{@INT}',
      'Well, I': '{@MM}',
      'Were you': '{@INT}',
      'Of course': '{@MM}',
      'Tell me': '{@INT}',
      'It rained': '{@MM}',
    });
    text(all);
    ok(!(await isWalking()), 'the walk has not ended');
    await run('undo');
    text(all.replace('{@MM} It rained', 'It rained'));
  });

  it('is one step to undo for each key, and goes back with it', async () => {
    await begin();
    await press(1);
    await press(2);
    await run('undo');
    text(marked({ 'You were': '{@INT}' }));
    await until(
      () => document.getText(new vscode.Range(editor.selection.active, editor.selection.active.translate(0, 5))),
      (words) => words === 'I had',
      'back at the paragraph',
    );
    await key('undo');
    text(TEXT);
    at('You were');
    await press(2);
    text(marked({ 'You were': '{@MM}' }));
    // Back without taking back; a digit corrects.
    await key('previous');
    at('You were');
    await press(1);
    text(marked({ 'You were': '{@INT}' }));
    at('I had');
  });

  it('does keys that are pressed quickly one after the other', async () => {
    await begin();
    await Promise.all([press(1), press(2), press(2), press(1), key('next')]);
    text(marked({ 'You were': '{@INT}', 'I had a': '{@MM}', 'When did': '{@INT}' }));
    at('Were you');
  });

  it('writes at the cursor where it is moved into a paragraph, and splits', async () => {
    await begin();
    await press(1);
    await key('nextSentence');
    at('My father');
    await press(1);
    text(marked({ 'You were': '{@INT}', 'My father': '{@INT}' }).replace('{@INT} My', 'My'));
    at('Nobody');
    await key('nextSentence');
    at('We all');
    await key('split');
    at('Nobody');
    await press(2);
    at('We all');
    await press(1);
    at('When did');
    text(marked({ 'You were': '{@INT}', 'Nobody left': '{@MM}', 'We all': '{@INT}' }));
  });

  it('goes where the reader clicks, and cuts where the cursor is put', async () => {
    await begin();
    const within = document.positionAt(TEXT.indexOf('childhood') + 3);
    editor.selection = new vscode.Selection(within, within);
    await until(
      () => document.offsetAt(editor.selection.active),
      (offset) => offset === TEXT.indexOf('I had a'),
      'at the start of what was clicked at',
    );
    const goats = document.positionAt(TEXT.indexOf('goats') + 2);
    // Whoever listens to clicks has heard of this one when we have.
    const heard = new Promise<void>((resolve) => {
      const listener = vscode.window.onDidChangeTextEditorSelection(() => {
        listener.dispose();
        resolve();
      });
    });
    editor.selection = new vscode.Selection(goats, goats);
    await heard;
    await press(2);
    text(marked({ goats: '{@MM}' }));
  });

  it('lets nothing that is typed into the words', async () => {
    await begin();
    for (const typed of ['x', 'é', ' ', '+']) await run('type', { text: typed });
    text(TEXT);
    at('You were');
    await run('type', { text: '1' });
    // The key is at work when `type` returns; what is asked next comes after it.
    await key('nextSentence');
    text(marked({ 'You were': '{@INT}' }));
    await key('previousSentence');
    at('I had');
    await key('stop');
    await run('type', { text: 'x' });
    text(marked({ 'You were': '{@INT}' }).replace('I had', 'xI had'));
  });

  it('ends where the text is changed otherwise, or another one is looked at', async () => {
    await begin();
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, document.positionAt(TEXT.length), 'More.\n');
    await vscode.workspace.applyEdit(edit);
    ok(!(await isWalking()), 'it goes on after a change');
    await begin();
    await open('02-no-river-no-boats.transcript');
    await press(1);
    ok(vscode.window.activeTextEditor?.document.isDirty === false, 'it has written into another interview');
    await open(NAME);
    editor = await vscode.window.showTextDocument(document);
  });

  it('goes on where it was stopped, also where one speaker goes on', async () => {
    await begin();
    await press(1);
    await press(2);
    await press(2);
    at('When did');
    await key('stop');
    editor.selection = new vscode.Selection(0, 0, 0, 0);
    ok(await run<boolean>('throughline.labelSpeakers'), 'the walk has not begun again');
    at('When did');
  });

  it('accepts all guesses at once, in one step, and then confirms them', async () => {
    await begin();
    await key('acceptAll', 0);
    const guessed = marked({
      'You were': '{@INT?}',
      'I had a': '{@MM?}',
      'When did': '{@INT?}',
      'Well, I': '{@MM?}',
      'Were you': '{@INT?}',
      'Of course': '{@MM?}',
      'Tell me': '{@INT?}',
      'It rained': '{@MM?}',
    });
    text(guessed);
    at('You were');
    await key('accept');
    text(guessed.replace('{@INT?} You', '{@INT} You'));
    at('I had');
    await key('next');
    at('When did');
    await press(2);
    text(guessed.replace('{@INT?} You', '{@INT} You').replace('{@INT?} When', '{@MM} When'));
    at('Well, I');
    await key('acceptAll', 0);
    const sure = guessed.replaceAll('?}', '}').replace('{@INT} When', '{@MM} When').replace('{@MM} Well', 'Well');
    // Whoever goes on speaking needs no mark.
    text(sure);
  });

  it('takes all guesses back with one undo', async () => {
    await begin();
    await key('acceptAll', 0);
    ok(document.getText() !== TEXT, 'nothing was written');
    await run('undo');
    text(TEXT);
  });

  it('confirms guesses that were there already, one by one or all at once', async () => {
    await begin();
    await key('acceptAll', 0);
    await key('stop');
    const guessed = document.getText();
    ok(await run<boolean>('throughline.confirmSpeakers'), 'there is nothing to confirm');
    at('You were');
    await key('accept');
    await key('stop');
    ok((await run<number>('throughline.confirmAllSpeakers')) === 7, 'not all were confirmed');
    text(guessed.replaceAll('?}', '}'));
    await run('undo');
    text(guessed.replace('{@INT?} You', '{@INT} You'));
    ok((await run<number>('throughline.confirmAllSpeakers')) === 7, 'not all were confirmed again');
    ok(!(await run<boolean>('throughline.confirmSpeakers')), 'there is something to confirm');
  });

  it('sets a paragraph aside, and removes a label', async () => {
    await begin();
    await key('previous');
    at('The last ferry');
    await key('nobody');
    text(TEXT.replace('The last ferry\n', 'The last ferry\n%aside\n'));
    at('You were');
    await press(1);
    await key('previous');
    await key('remove');
    at('You were');
    text(FRONT + TEXT.replace('The last ferry\n', 'The last ferry\n%aside\n'));
  });
});
