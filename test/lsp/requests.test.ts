import { afterEach, describe, expect, it } from 'vitest';
import {
  CancellationTokenSource,
  CodeActionRequest,
  CompletionRequest,
  DefinitionRequest,
  DocumentHighlightRequest,
  DocumentLinkRequest,
  DocumentSymbolRequest,
  FoldingRangeRequest,
  HoverRequest,
  LSPErrorCodes,
  ReferencesRequest,
  WorkspaceDiagnosticRequest,
  WorkspaceSymbolRequest,
  type CancellationToken,
  type CodeAction,
  type CompletionList,
  type DocumentSymbol,
  type Hover,
  type Location,
  type MarkupContent,
  type ResponseError,
  type SymbolInformation,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import {
  methods,
  type CodeList,
  type ExportResult,
  type ImportResult,
  type QuoteMark,
  type RelatedPassage,
  type SpeakerOutline,
  type TopicOutline,
} from '../../server/lsp/protocol';
import { Editor, Folder, plain, positionAt, rich, type EditorOptions } from './editor';

const first = `---
title: Rents in the harbour ward
original: one.txt
speakers:
  INT: Ana Ruiz
  MM: Maria Mendez
---
# Rents
[0:32] INT: When did the rents begin to rise in the harbour ward?

MM: \u{1f600} ==The rent doubled after the harbour was sold.=={#housing ^rents-doubled} Nobody told us.
%claim rents-doubled: Rents doubled.
`;
const second = `---
title: The other side
date: 2024-03-02
---
AB: No.

AB: ==The rents in the harbour ward never doubled.=={-rents-doubled} They rose with the harbour.
`;
const codebook = `tags:
  housing: { about: Where people live, color: "#b5651d" }
  farming: Fields
claims:
  rents-doubled: Rents doubled after the sale.
`;

let folder: Folder;
let editor: Editor;

async function begin(options: EditorOptions = {}, text = first): Promise<string> {
  folder = new Folder({ 'b.transcript': second, 'codebook.yaml': codebook });
  editor = await Editor.start({ folders: [folder.uri], ...options });
  const uri = folder.uriOf('a.transcript');
  await editor.open(uri, text);
  await editor.loaded(2);
  return uri;
}

afterEach(async () => {
  await editor.stop();
  folder.remove();
});

/** The position of some words in a text, `offset` characters further on. */
const at = (words: string, offset = 0, text = first) => positionAt(text, text.indexOf(words) + offset);

/** The range of some words. */
const rangeOf = (words: string, text = first) => ({ start: at(words, 0, text), end: at(words, words.length, text) });

describe('what an editor is offered', () => {
  it('is what it can take', async () => {
    const uri = await begin();
    const { capabilities, serverInfo } = (editor as Editor & { result: { capabilities: object; serverInfo: object } })
      .result;
    expect(serverInfo).toEqual({ name: 'Throughline' });
    expect(capabilities).toMatchObject({
      positionEncoding: 'utf-16',
      textDocumentSync: { openClose: true, change: 2 },
      diagnosticProvider: { interFileDependencies: true, workspaceDiagnostics: true },
      semanticTokensProvider: { range: true, full: { delta: true } },
    });
    await editor.stop();
    folder.remove();
    await begin({ capabilities: plain });
    const poor = (editor as Editor & { result: { capabilities: object } }).result.capabilities;
    expect(poor).not.toHaveProperty('diagnosticProvider');
    expect(poor).not.toHaveProperty('semanticTokensProvider');
    expect(poor).toHaveProperty('hoverProvider');
    expect(uri).toBeTruthy();
  });

  it('is nothing of our own unless it asks', async () => {
    const uri = await begin();
    await editor.stop();
    editor = await Editor.start({ folders: [folder.uri], options: { status: false } });
    await editor.open(uri, first);
    const range = rangeOf('The rent doubled');
    const params = { textDocument: { uri }, range, context: { diagnostics: [] } };
    const actions = (await editor.request(CodeActionRequest.type, params)) as CodeAction[];
    expect(actions.length).toBeGreaterThan(0);
    expect(actions.filter(({ command }) => command)).toEqual([]);
    expect(editor.statuses).toEqual([]);
  });
});

describe('hover', () => {
  it('tells in Markdown what others say on the same claim', async () => {
    const uri = await begin();
    const hover = (await editor.request(HoverRequest.type, {
      textDocument: { uri },
      position: at('doubled after'),
    })) as Hover;
    expect(hover.range).toEqual(rangeOf('The rent doubled after the harbour was sold.'));
    const { kind, value } = hover.contents as MarkupContent;
    expect(kind).toBe('markdown');
    expect(value).toContain(folder.uriOf('b.transcript') + '#L7,7');
    expect(value).toContain('The other side');
  });

  it('is plain where Markdown is not taken', async () => {
    const uri = await begin({
      capabilities: { ...rich, textDocument: { ...rich.textDocument, hover: { contentFormat: ['plaintext'] } } },
    });
    const hover = (await editor.request(HoverRequest.type, {
      textDocument: { uri },
      position: at('^rents-doubled', 3),
    })) as Hover;
    expect(hover.contents).toMatchObject({ kind: 'plaintext' });
    expect((hover.contents as MarkupContent).value).not.toContain('**');
    expect(hover.range).toEqual(rangeOf('^rents-doubled'));
  });

  it('has nothing to say where nothing is, and on documents that nobody knows', async () => {
    const uri = await begin();
    expect(
      await editor.request(HoverRequest.type, { textDocument: { uri }, position: { line: 900, character: 4 } }),
    ).toBeNull();
    const unknown = { textDocument: { uri: 'file:///nowhere' }, position: { line: 0, character: 0 } };
    for (const type of [
      HoverRequest.type,
      DefinitionRequest.type,
      DocumentHighlightRequest.type,
      CompletionRequest.type,
    ])
      expect(await editor.request(type.method, unknown)).toBeNull();
    for (const type of [DocumentSymbolRequest.type, FoldingRangeRequest.type, DocumentLinkRequest.type])
      expect(await editor.request(type.method, unknown)).toBeNull();
  });
});

describe('places', () => {
  it('of a claim are in the codebook and in every interview', async () => {
    const uri = await begin();
    const params = { textDocument: { uri }, position: at('^rents-doubled', 5) };
    expect(await editor.request(DefinitionRequest.type, params)).toEqual([
      { uri: folder.uriOf('codebook.yaml'), range: rangeOf('rents-doubled', codebook) },
    ]);
    const references = async (includeDeclaration: boolean): Promise<string[]> => {
      const found = (await editor.request(ReferencesRequest.type, {
        ...params,
        context: { includeDeclaration },
      })) as Location[];
      return found.map(
        ({ uri: file, range }) => `${file.split('/').at(-1)}:${range.start.line}:${range.start.character}`,
      );
    };
    const [here, there] = [at('^rents-doubled'), at('-rents-doubled', 0, second)];
    expect(await references(false)).toEqual([
      `a.transcript:${here.line}:${here.character}`,
      `b.transcript:${there.line}:${there.character}`,
    ]);
    expect(await references(true)).toHaveLength(4);
    const highlights = (await editor.request(DocumentHighlightRequest.type, params)) as { range: unknown }[];
    expect(highlights.map(({ range }) => range)).toContainEqual(rangeOf('^rents-doubled'));
  });

  it('are found from the codebook, too', async () => {
    await begin();
    const params = { textDocument: { uri: folder.uriOf('codebook.yaml') }, position: at('housing', 2, codebook) };
    const found = await editor.request(ReferencesRequest.type, { ...params, context: { includeDeclaration: false } });
    expect(found).toEqual([{ uri: folder.uriOf('a.transcript'), range: rangeOf('#housing') }]);
  });

  it('of the workspace have names', async () => {
    await begin();
    const named = async (query: string): Promise<unknown[] | undefined> =>
      (await editor.request(WorkspaceSymbolRequest.type, { query }))?.map(({ name }) => name);
    expect(await named('other side')).toEqual(['The other side']);
    expect(await named('#housing')).toEqual(['#housing']);
  });

  it('of front matter are links', async () => {
    const uri = await begin();
    expect(await editor.request(DocumentLinkRequest.type, { textDocument: { uri } })).toMatchObject([
      { range: rangeOf('one.txt'), target: folder.uriOf('one.txt') },
    ]);
  });
});

describe('outlines', () => {
  it('are a tree, with every selection inside its range', async () => {
    const uri = await begin();
    const symbols = (await editor.request(DocumentSymbolRequest.type, { textDocument: { uri } })) as DocumentSymbol[];
    expect(symbols.map(({ name }) => name)).toEqual(['Rents']);
    expect(symbols[0]?.children?.map(({ name }) => name)).toEqual(['INT', 'MM']);
  });

  it('are a list where trees are not known', async () => {
    const uri = await begin({ capabilities: plain });
    const symbols = (await editor.request(DocumentSymbolRequest.type, {
      textDocument: { uri },
    })) as SymbolInformation[];
    expect(symbols.slice(0, 3).map(({ name, containerName }) => [name, containerName])).toEqual([
      ['Rents', undefined],
      ['INT', 'Rents'],
      ['MM', 'Rents'],
    ]);
    expect(symbols.every(({ location }) => location.uri === uri)).toBe(true);
  });

  it('are there by speakers and by topics', async () => {
    const uri = await begin();
    const speakers = await editor.request<SpeakerOutline[]>(methods.speakers, { textDocument: { uri } });
    expect(speakers.map(({ label, name, turns }) => [label, name, turns.length])).toEqual([
      ['INT', 'Ana Ruiz', 1],
      ['MM', 'Maria Mendez', 1],
    ]);
    expect(speakers[0]?.turns[0]?.selectionRange).toEqual(rangeOf('INT', first.replace('  INT', '  ___')));
    expect(speakers.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
    const topics = await editor.request<TopicOutline[]>(methods.topics, { textDocument: { uri } });
    expect(topics).toMatchObject([{ title: 'Rents', level: 1, children: [] }]);
  });

  it('fold, as many as the editor takes', async () => {
    const capabilities = { ...rich, textDocument: { ...rich.textDocument, foldingRange: { rangeLimit: 2 } } };
    const uri = await begin({ capabilities });
    const folds = await editor.request(FoldingRangeRequest.type, { textDocument: { uri } });
    expect(folds).toEqual([
      { startLine: 0, endLine: 6, kind: 'imports' },
      { startLine: 7, endLine: 11 },
    ]);
  });
});

describe('edits', () => {
  const text = 'MM: ==One.=={#huosing}\n\nMM: Two.\n';
  const context = { diagnostics: [], only: ['quickfix'] };

  async function fixes(capabilities: EditorOptions['capabilities']): Promise<{ uri: string; actions: CodeAction[] }> {
    const uri = await begin({ capabilities, options: { commands: true } }, text);
    const params = { textDocument: { uri }, range: rangeOf('#huosing', text), context };
    return { uri, actions: (await editor.request(CodeActionRequest.type, params)) as CodeAction[] };
  }

  it('name the version that they are for', async () => {
    const { uri, actions } = await fixes(rich);
    const fix = actions.find(({ edit }) => JSON.stringify(edit).includes('housing'));
    expect(fix).toMatchObject({
      kind: 'quickfix',
      diagnostics: [{ code: 'unknown-tag', range: rangeOf('#huosing', text) }],
    });
    expect(fix?.edit?.changes).toBeUndefined();
    expect(fix?.edit?.documentChanges).toMatchObject([{ textDocument: { uri, version: 1 } }]);
  });

  it('are simple changes for an editor that knows no others', async () => {
    const { uri, actions } = await fixes(plain);
    const fix = actions.find(({ edit }) => JSON.stringify(edit).includes('housing'));
    expect(fix?.edit?.documentChanges).toBeUndefined();
    expect(Object.keys(fix?.edit?.changes ?? {})).toEqual([uri]);
  });

  it('come with commands only where these are run, with ranges for spans', async () => {
    const uri = await begin({ options: { commands: true } });
    const params = { textDocument: { uri }, range: rangeOf('Nobody told us.'), context: { diagnostics: [] } };
    const actions = (await editor.request(CodeActionRequest.type, params)) as CodeAction[];
    const tag = actions.find(({ command }) => command?.command === 'throughline.tag');
    expect(tag?.command?.arguments?.slice(0, 3)).toEqual([uri, rangeOf('Nobody told us.'), 'tag']);
    const none = { ...params, context: { diagnostics: [], only: ['source'] } };
    expect(await editor.request(CodeActionRequest.type, none)).toEqual([]);
  });

  it('are offered while typing', async () => {
    const uri = await begin({}, 'MM: ==One.=={#ho}\n\nMM: Two.\n');
    const list = (await editor.request(CompletionRequest.type, {
      textDocument: { uri },
      position: { line: 0, character: 16 },
    })) as CompletionList;
    const range = { start: { line: 0, character: 13 }, end: { line: 0, character: 16 } };
    expect(list.items.find(({ label }) => label === '#housing')?.textEdit).toMatchObject({
      range,
      newText: '#housing',
    });
  });

  it('annotate words of the text as it is', async () => {
    const uri = await begin();
    const ask = (version: number, codes: string): Promise<WorkspaceEdit | null> =>
      editor.request<WorkspaceEdit | null>(methods.annotate, {
        textDocument: { uri },
        version,
        range: rangeOf('Nobody told us.'),
        kind: 'tag',
        codes,
      });
    const edit = await ask(1, '#housing');
    expect(JSON.stringify(edit)).toContain('{#housing}');
    expect(await ask(0, '#housing')).toBeNull();
    expect(await ask(1, 'no code')).toBeNull();
  });
});

describe('requests of our own client', () => {
  it('find related passages', async () => {
    const uri = await begin();
    const related = await editor.request<RelatedPassage[]>(methods.related, {
      textDocument: { uri },
      position: at('doubled after'),
    });
    expect(related[0]).toEqual({
      uri: folder.uriOf('b.transcript'),
      range: rangeOf('The rents in the harbour ward never doubled.', second),
      title: 'The other side',
      date: '2024-03-02',
      speaker: 'AB',
      text: 'The rents in the harbour ward never doubled.',
      terms: [],
      here: rangeOf('The rent doubled after the harbour was sold.'),
      relation: 'contradicts',
      claim: 'rents-doubled',
      same: false,
      why: [],
      turnRange: rangeOf(
        'AB: ==The rents in the harbour ward never doubled.=={-rents-doubled} They rose with the harbour.',
        second,
      ),
    });
  });

  it('list codes and quotes, and give the original', async () => {
    const uri = await begin();
    const codes = await editor.request<CodeList>(methods.codes, { textDocument: { uri } });
    expect(codes.tags[0]).toEqual({ name: 'housing', about: 'Where people live', count: 1 });
    expect(codes.claims).toMatchObject([{ name: 'rents-doubled', count: 2 }]);
    const quotes = await editor.request<QuoteMark[]>(methods.quotes, { textDocument: { uri } });
    expect(quotes).toEqual([{ range: rangeOf('The rent doubled after the harbour was sold.'), color: '#b5651d' }]);
    const { text } = await editor.request<{ text: string }>(methods.strip, { textDocument: { uri } });
    expect(text).toContain('MM: \u{1f600} The rent doubled after the harbour was sold. Nobody told us.\n');
    expect(text).not.toContain('%claim');
  });

  it('import and export', async () => {
    await begin();
    const raw = Buffer.from(
      '\ufeffINT: Why?\r\n\r\nMM: ==So==.\r\n\r\nINT: Ah.\r\n\r\nMM: Yes.\r\n\r\nOnce: this.\r\n',
      'utf16le',
    );
    const result = await editor.request<ImportResult>(methods.import, {
      name: 'raw.txt',
      bytes: raw.toString('base64'),
    });
    expect(result.format).toBe('text');
    const [made] = result.transcripts;
    expect(made?.name).toBe('raw');
    const bytes = Buffer.from(made?.bytes ?? '', 'base64');
    expect(bytes.subarray(0, 2)).toEqual(Buffer.from([0xff, 0xfe]));
    const lines = bytes.toString('utf16le').split('\r\n');
    expect(lines.some((line) => line.startsWith('MM: \\==So'))).toBe(true);
    // Lines are those of the transcript, from 0.
    expect(made?.notes.map(({ line }) => lines[line])).toContain('Once: this.');
    const bad = await editor.request<ImportResult>(methods.import, {
      name: 'raw.txt',
      bytes: Buffer.from([0x41, 0xff]).toString('base64'),
    });
    expect(bad.transcripts).toEqual([]);
    expect(bad.error).toContain('byte 1');
    const other = await editor.request<ImportResult>(methods.import, {
      name: 'aux.vtt',
      bytes: Buffer.from('WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ana>Hi.\n').toString('base64'),
    });
    expect(other.transcripts.map(({ name, speakers }) => [name, speakers])).toEqual([['_aux', ['Ana']]]);
    expect([other.format, other.formats.find(({ name }) => name === 'vtt')?.title]).toEqual(['vtt', 'WebVTT captions']);

    const all = await editor.request<ExportResult>(methods.export, { uris: [], format: 'md' });
    expect(all.interviews).toBe(2);
    const one = await editor.request<ExportResult>(methods.export, {
      uris: [folder.uriOf('b.transcript')],
      format: 'md',
    });
    expect(one.interviews).toBe(1);
    expect(one.text).toContain('The other side');
    expect(one.text).not.toContain('Maria Mendez');
  });
});

describe('line ends', () => {
  it('of Windows are two characters, and part of no line', async () => {
    const text = first.replaceAll('\n', '\r\n');
    const uri = await begin({}, text);
    const position = at('^rents-doubled', 5, text);
    const params = { textDocument: { uri }, position };
    const hover = (await editor.request(HoverRequest.type, params)) as Hover;
    expect(hover.range).toEqual(rangeOf('^rents-doubled', text));
    expect(rangeOf('^rents-doubled', text)).toEqual(rangeOf('^rents-doubled'));
    // A change in the last line, by its position.
    await editor.change(uri, '!', rangeOf('Rents doubled.', text));
    const stripped = await editor.request<{ text: string }>(methods.strip, { textDocument: { uri } });
    expect(stripped.text.endsWith('Nobody told us.\r\n')).toBe(true);
  });
});

describe('cancellation', () => {
  it('is answered as such, and cancels nothing else', async () => {
    await begin();
    const source = new CancellationTokenSource();
    const ask = (token?: CancellationToken): Promise<unknown> =>
      editor.connection.sendRequest(WorkspaceDiagnosticRequest.type, { previousResultIds: [] }, token);
    const answers: Promise<unknown>[] = [];
    await editor.atOnce(() => {
      answers.push(ask(), ask(source.token), ask());
      source.cancel();
    });
    const results = await Promise.allSettled(answers);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    const { reason } = results[1] as PromiseRejectedResult;
    expect((reason as ResponseError<void>).code).toBe(LSPErrorCodes.RequestCancelled);
  });
});
