/** Marking at the cursors, asked of the built server. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  CodeActionTriggerKind,
  type CodeAction,
  type Range,
  type TextDocumentEdit,
  type TextEdit,
} from 'vscode-languageserver/node';
import { methods, type MarkAction, type MarkResult } from '../../server/lsp/protocol';
import { Editor, plain, positionAt } from './editor';

const uri = 'file:///interviews/a.transcript';
const text = 'MM: \u{1f600} The rent doubled. Nobody told us.\r\n\r\nMM: ==Oh.=={#a}\n';
const textDocument = { uri };
const range = (words: string): Range => ({
  start: positionAt(text, text.indexOf(words)),
  end: positionAt(text, text.indexOf(words) + words.length),
});
const cursor = (words: string): Range => ({ start: range(words).start, end: range(words).start });

function ask(editor: Editor, action: MarkAction, ranges: Range[], version = 1): Promise<MarkResult | null> {
  return editor.request<MarkResult | null>(methods.mark, { textDocument, version, ranges, action });
}

let editor: Editor;

describe('marking', () => {
  beforeEach(async () => {
    editor = await Editor.start();
    await editor.open(uri, text);
  });
  afterEach(() => editor.stop());

  it('edits once for all cursors, and tells where they stand', async () => {
    const result = await ask(editor, { do: 'code', codes: '#t' }, [range('The rent doubled.'), cursor('Oh')]);
    const [change] = result!.edit!.documentChanges as TextDocumentEdit[];
    expect(change!.textDocument).toEqual({ uri, version: 1 });
    expect(change!.edits.map((edit) => (edit as TextEdit).newText)).toEqual(['==', '=={#t}', ' #t']);
    expect(result).toMatchObject({
      ranges: [
        { start: { line: 0, character: 9 }, end: { line: 0, character: 26 } },
        { start: { line: 2, character: 6 }, end: { line: 2, character: 6 } },
      ],
      done: 2,
    });
    expect(result!.reason).toBeUndefined();
  });

  it('says why nothing is done', async () => {
    const result = await ask(editor, { do: 'unmark' }, [cursor('rent'), cursor('Oh')]);
    expect(result).toMatchObject({ done: 1, reason: 'There is no quote here.' });
    expect((result!.edit!.documentChanges as TextDocumentEdit[])[0]!.edits).toHaveLength(2);
    expect(await ask(editor, { do: 'merge' }, [cursor('rent')])).toEqual({
      ranges: [cursor('rent')],
      done: 0,
      reason: 'There is no quote here.',
    });
  });

  it('has nothing to say of a text that has gone on', async () => {
    await editor.change(uri, 'So.');
    expect(await ask(editor, { do: 'unmark' }, [cursor('Oh')])).toBeNull();
    expect(await ask(editor, { do: 'aside' }, [cursor('MM')], 2)).toMatchObject({ done: 1 });
  });

  it('offers the same as actions, where somebody asks for them', async () => {
    const titles = async (range: Range, triggerKind: CodeActionTriggerKind): Promise<string[]> => {
      const params = { textDocument, range, context: { diagnostics: [], only: undefined, triggerKind } };
      const actions = await editor.request<CodeAction[]>('textDocument/codeAction', params);
      return actions.map(({ title }) => title);
    };
    const middle = { line: 2, character: 7 };
    const quote = { start: middle, end: middle };
    const own = ['Remove the mark', 'Split the quote here', 'Make it an aside'];
    expect(await titles(quote, CodeActionTriggerKind.Invoked)).toEqual(expect.arrayContaining(own));
    expect(await titles(quote, CodeActionTriggerKind.Automatic)).not.toEqual(expect.arrayContaining(own.slice(0, 1)));
    expect(await titles(cursor('rent'), CodeActionTriggerKind.Invoked)).not.toContain('Remove the mark');
  });

  it('knows no other files', async () => {
    const params = { textDocument: { uri: 'file:///b.transcript' }, version: 1, ranges: [], action: { do: 'unmark' } };
    expect(await editor.request(methods.mark, params)).toBeNull();
  });
});

it('answers editors that know no versions of edits', async () => {
  editor = await Editor.start({ capabilities: plain });
  await editor.open(uri, text);
  const result = await ask(editor, { do: 'memo', text: 'ask', coder: 'ana' }, [cursor('rent')]);
  expect(result!.edit!.changes![uri]!.map(({ newText }) => newText)).toEqual(['\r\n%memo(ana): ask']);
  await editor.stop();
});
