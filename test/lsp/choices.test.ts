/** What a quick pick offers, asked of the built server. */
import { afterEach, describe, expect, it } from 'vitest';
import { CancellationTokenSource, LSPErrorCodes, type Range } from 'vscode-languageserver/node';
import { methods, type Choices, type MarkResult } from '../../server/lsp/protocol';
import { Editor, Folder, eventually, positionAt } from './editor';

const FILLER = 'abcdefghijklmnopqrst'.replace(/./g, '$&$&$& sings about $&$&.\n\n');
const OTHER = `---\ntitle: The well\n---\n==The water from the well tasted of iron.=={#water ^well-rusty}\n\n${FILLER}`;
const CODEBOOK = `tags:
  songs: { about: "What is sung", color: "#123456" }
  water: { about: "Wells" }
  songs/night:
`;
const text = `MM: \u{1f600} They said the well water tastes like iron nowadays.\r\n\r\nMM: ==So.=={#songs @mm}\n`;
const uri = 'file:///interviews/a.transcript';

let editor: Editor;
let folder: Folder | undefined;

afterEach(async () => {
  await editor.stop();
  folder?.remove();
  folder = undefined;
});

const at = (words: string, length = 0): Range => {
  const start = text.indexOf(words);
  return { start: positionAt(text, start), end: positionAt(text, start + length) };
};

function ask(ranges: Range[], version = 1, of = uri): Promise<Choices | null> {
  return editor.request<Choices | null>(methods.choices, { textDocument: { uri: of }, version, ranges });
}

describe('choices', () => {
  it('tell what fits the words at the cursors, with the reasons', async () => {
    folder = new Folder({ 'b.transcript': OTHER, 'codebook.yaml': CODEBOOK });
    editor = await Editor.start({ folders: [folder.uri] });
    await editor.open(uri, text);
    // Whoever asks early is answered with what is in the index by then.
    await eventually(async () => (await ask([at('well')]))?.tags[0]?.name === 'water');
    expect(await ask([at('well')])).toEqual({
      words: [at('\u{1f600}', 'xx They said the well water tastes like iron nowadays.'.length)],
      carried: [],
      tags: [
        {
          name: 'water',
          about: 'Wells',
          count: 1,
          why: 'like “The water from the well tasted of iron.” in The well',
        },
        { name: 'songs', about: 'What is sung', color: '#123456', count: 1, why: 'used just below' },
        { name: 'songs/night', color: '#123456', count: 0 },
      ],
      claims: [{ name: 'well-rusty', count: 1, why: 'like “The water from the well tasted of iron.” in The well' }],
      people: [{ name: 'mm' }],
    });
    const several = await ask([at('So.'), at('\r\n\r\n', 4), at('So', 2)]);
    expect(several?.words).toEqual([at('So.', 3), null, at('So', 2)]);
    expect(several?.carried).toEqual([]);
    expect((await ask([at('So.')]))?.carried).toEqual(['#songs', '@mm']);
  });

  it('are for the words that a mark takes', async () => {
    editor = await Editor.start();
    await editor.open(uri, text);
    const ranges = [at('water tastes')];
    const [words] = (await ask(ranges))?.words ?? [];
    const action = { do: 'code', codes: '#t' };
    const marked = await editor.request<MarkResult>(methods.mark, {
      textDocument: { uri },
      version: 1,
      ranges,
      action,
    });
    const [change] = marked.edit?.documentChanges ?? [];
    const edits = change && 'edits' in change ? change.edits : [];
    expect(edits.map(({ range }) => range)).toEqual([
      { start: words?.start, end: words?.start },
      { start: words?.end, end: words?.end },
    ]);
  });

  it('are none for a text that has gone on, or that nobody knows', async () => {
    editor = await Editor.start();
    await editor.open(uri, text);
    expect(await ask([at('well')])).not.toBeNull();
    expect(await ask([at('well')], 2)).toBeNull();
    expect(await ask([at('well')], 1, 'file:///nowhere.transcript')).toBeNull();
    // Ranges that no text has are those at its end.
    const far = { line: 1e6, character: 1e6 };
    expect((await ask([{ start: far, end: far }]))?.words).toHaveLength(1);
  });

  it('can be cancelled', async () => {
    editor = await Editor.start();
    await editor.open(uri, text);
    const source = new CancellationTokenSource();
    const params = { textDocument: { uri }, version: 1, ranges: [at('well')] };
    let answer: Promise<unknown> = Promise.resolve();
    await editor.atOnce(() => {
      answer = editor.connection.sendRequest(methods.choices, params, source.token);
      source.cancel();
    });
    await expect(answer).rejects.toMatchObject({ code: LSPErrorCodes.RequestCancelled });
    expect(await ask([at('well')])).not.toBeNull();
  });
});
