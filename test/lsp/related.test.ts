import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import {
  CodeActionRequest,
  CodeActionTriggerKind,
  HoverRequest,
  type CodeAction,
  type Hover,
  type MarkupContent,
  type Range,
  type TextDocumentEdit,
} from 'vscode-languageserver/node';
import { commandLinks } from '../../server/lsp/convert';
import { readOffers } from '../../server/lsp/offers';
import {
  defaultSettings,
  methods,
  type RelatedPassage,
  type RelateParams,
  type RelateResult,
} from '../../server/lsp/protocol';
import { createSlices } from '../../server/lsp/slices';
import { createWorkspace } from '../../server/lsp/workspace';
import { Editor, Folder, positionAt, type EditorOptions } from './editor';

const first = `---
title: One
---
# Boats
MM: The ferry to Lisbon was painted green. It has 300 seats.

MM: ==Fares doubled.=={^fares-doubled}
`;
const second = `---
title: Two
speakers: { TF: Tam Ferrow }
---
# Boats
[1:04] TF: They painted the ferry again. It goes to Lisbon, and 300 people fit in.

TF: ==They never did.=={-fares-doubled}
`;

let folder: Folder;
let editor: Editor;
let uri: string;
let other: string;

/** Both files on the disk, the first one open. The second has a name that has to be encoded. */
async function begin(options: EditorOptions = {}): Promise<void> {
  folder = new Folder({ 'one.transcript': first, '50 % #2.transcript': second });
  editor = await Editor.start({ folders: [folder.uri], ...options });
  uri = folder.uriOf('one.transcript');
  other = folder.uriOf('50 % #2.transcript');
  await editor.open(uri, first);
  await editor.loaded(2);
}

function stopAfterEach(): void {
  afterEach(async () => {
    await editor.stop();
    folder.remove();
  });
}

function rangeOf(text: string, words: string): Range {
  const at = text.indexOf(words);
  return { start: positionAt(text, at), end: positionAt(text, at + words.length) };
}

const at = (words: string): { textDocument: { uri: string }; position: Range['start'] } => ({
  textDocument: { uri },
  position: rangeOf(first, words).start,
});

const HERE = 'The ferry to Lisbon was painted green. It has 300 seats.';
const THERE = 'They painted the ferry again. It goes to Lisbon, and 300 people fit in.';

describe('the card', () => {
  stopAfterEach();
  const links = async (): Promise<[label: string, target: string][]> => {
    const hover = await editor.request(HoverRequest.type, at('ferry to'));
    const { value } = (hover as Hover).contents as MarkupContent;
    return Array.from(value.matchAll(/\[([^\]]*)\]\(([^)]*)\)/g), ([, label = '', target = '']) => [label, target]);
  };

  it('has links that run commands on both places, whether the client decodes them once or twice', async () => {
    await begin({ options: { commands: true } });
    const commands = (await links()).filter(([, target]) => target.startsWith('command:'));
    expect(commands.map(([label]) => label)).toEqual(['same claim…', 'not related']);
    for (const [index, [, target]] of commands.entries()) {
      const [, command, query = ''] = /^command:(throughline\.\w+)\?([\w%.-]+)$/.exec(target) ?? [];
      expect(command).toBe(['throughline.sameClaim', 'throughline.unrelated'][index]);
      const once = decodeURIComponent(query);
      expect(decodeURIComponent(once)).toBe(once);
      expect(JSON.parse(once)).toEqual([uri, rangeOf(first, HERE), other, rangeOf(second, THERE)]);
      expect(target).not.toContain('ferry');
    }
  });

  it('has none for a client that does not say that it runs them', async () => {
    await begin();
    const all = await links();
    expect(all).toHaveLength(1);
    expect(all.filter(([, target]) => target.startsWith('command:'))).toEqual([]);
  });
});

it('command links hold nothing that could end them', () => {
  const offers = readOffers({
    capabilities: {},
    processId: null,
    rootUri: null,
    initializationOptions: { commands: true },
  });
  const workspace = createWorkspace(offers, defaultSettings, createSlices());
  const link = commandLinks(workspace)!;
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (name) => {
      const place = { uri: `file:///${name}`, span: { start: 0, end: 1 } };
      workspace.corpus.put(place.uri, 'Words.');
      const target = link('throughline.unrelated', place, place);
      expect(target).toMatch(/^command:throughline\.unrelated\?[\w%.-]+$/);
      const json = decodeURIComponent(target.slice(target.indexOf('?') + 1));
      expect(json).not.toContain('%');
      expect((JSON.parse(json) as unknown[])[0]).toBe(place.uri);
      workspace.corpus.drop(place.uri);
    }),
  );
});

describe('related passages', () => {
  stopAfterEach();
  it('say why, and which claim is spoken of', async () => {
    await begin();
    const [suggested, ...more] = await editor.request<RelatedPassage[]>(methods.related, at('ferry to'));
    expect(more).toEqual([]);
    expect(suggested).toMatchObject({
      uri: other,
      relation: 'suggested',
      same: false,
      why: ['same topic: Boats', expect.stringMatching(/^same figure: 300/)],
      here: rangeOf(first, HERE),
      turnRange: { start: rangeOf(second, '[1:04] TF').start },
    });
    expect(suggested?.claim).toBeUndefined();
    const [stated] = await editor.request<RelatedPassage[]>(methods.related, at('Fares'));
    expect(stated).toMatchObject({ relation: 'contradicts', claim: 'fares-doubled', text: 'They never did.' });
  });
});

describe('a decision', () => {
  stopAfterEach();
  const relate = (relation: RelateParams['relation'], more: Partial<RelateParams> = {}): Promise<RelateResult | null> =>
    editor.request<RelateResult | null>(methods.relate, {
      here: { uri, range: rangeOf(first, HERE), version: 1 },
      there: { uri: other, range: rangeOf(second, THERE), version: null },
      relation,
      ...more,
    } satisfies RelateParams);
  const editOf = (edit: RelateResult['edits'][number] | undefined): TextDocumentEdit =>
    edit?.documentChanges?.[0] as TextDocumentEdit;

  it('is one edit for each file', async () => {
    await begin();
    const result = await relate('claim', { claim: 'green-ferry', gloss: 'The ferry is green.' });
    expect(result?.edits).toHaveLength(2);
    const [mine, theirs] = result!.edits.map(editOf);
    expect(mine?.textDocument).toEqual({ uri, version: 1 });
    expect(mine?.edits.map((edit) => 'newText' in edit && edit.newText)).toEqual([
      '==',
      '=={^green-ferry}',
      '\n%claim green-ferry: The ferry is green.',
    ]);
    expect(theirs?.textDocument).toEqual({ uri: other, version: null });
    expect(theirs?.edits.map((edit) => 'newText' in edit && edit.newText)).toEqual(['==', '=={^green-ferry}']);
  });

  it('dismisses, and the suggestion does not come back', async () => {
    await begin();
    const result = await relate('unrelated');
    expect(result?.edits).toHaveLength(1);
    const { edits } = editOf(result?.edits[0]);
    expect(edits).toHaveLength(1);
    const [edit] = edits as { range: Range; newText: string }[];
    expect(edit?.newText).toBe('\n%unrelated 50 % #2 "They painted the ferry again. It goes to Lisbon, and 300"');
    await editor.change(uri, edit!.newText, edit!.range);
    expect(await editor.request(methods.related, at('ferry to'))).toEqual([]);
    const back = { textDocument: { uri: other }, position: rangeOf(second, 'ferry').start };
    expect(await editor.request(methods.related, back)).toEqual([]);
    expect((await relate('unrelated', { here: { uri, range: rangeOf(first, HERE), version: 2 } }))?.edits).toEqual([]);
  });

  it('is none on a text that has gone on, or for files that are not known', async () => {
    await begin();
    expect(await relate('unrelated', { here: { uri, range: rangeOf(first, HERE), version: 7 } })).toBeNull();
    expect(
      await relate('unrelated', { there: { uri: folder.uriOf('no'), range: rangeOf(second, THERE), version: null } }),
    ).toBeNull();
    expect(await relate('claim', { claim: 'two words' })).toBeNull();
  });
});

describe('code actions', () => {
  stopAfterEach();
  const titles = async (context: object, words = 'ferry to'): Promise<CodeAction[]> => {
    const { position } = at(words);
    const found = await editor.request(CodeActionRequest.type, {
      textDocument: { uri },
      range: { start: position, end: position },
      context: { diagnostics: [], ...context },
    });
    // What can be done about a passage, and not about the paragraph here.
    return ((found ?? []) as CodeAction[]).filter(({ title }) => !/aside$/.test(title));
  };

  it('are looked for where somebody asks, and not when the cursor moves', async () => {
    await begin();
    const shown = (actions: CodeAction[]): string[] => actions.map(({ title }) => title.replace(/:.*/, ''));
    expect(shown(await titles({ triggerKind: CodeActionTriggerKind.Automatic }))).toEqual([]);
    const asked = await titles({ triggerKind: CodeActionTriggerKind.Invoked });
    expect(asked).toHaveLength(2);
    expect(shown(asked)).toEqual(['Same claim (^ferry-lisbon-painted) as Tam Ferrow', 'Not related to Tam Ferrow']);
    expect(asked.map(({ edit }) => edit?.documentChanges?.length)).toEqual([2, 1]);
    expect(shown(await titles({ only: ['refactor'] }))).toEqual(shown(asked));
    expect(await titles({ only: ['quickfix'], triggerKind: CodeActionTriggerKind.Invoked })).toEqual([]);
    expect(await titles({ triggerKind: CodeActionTriggerKind.Invoked }, '# Boats')).toEqual([]);
  });

  it('ask for the claim where the client runs commands', async () => {
    await begin({ options: { commands: true } });
    const [same, not] = await titles({ triggerKind: CodeActionTriggerKind.Invoked });
    expect(same?.title).toMatch(/…$/);
    expect(same?.command).toMatchObject({
      command: 'throughline.sameClaim',
      arguments: [uri, rangeOf(first, HERE), other, rangeOf(second, THERE)],
    });
    expect(not?.edit).toBeDefined();
  });
});
