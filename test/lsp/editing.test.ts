/** What helps while one writes, asked of the built server. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { InlayHint, LinkedEditingRanges, Range, SelectionRange, TextEdit } from 'vscode-languageserver/node';
import { methods, type CopyResult, type QuotesOfResult } from '../../server/lsp/protocol';
import { Editor, positionAt } from './editor';

const uri = 'file:///interviews/a.transcript';
const text = `---
title: Rents
speakers: { MM: Maria Mendez }
---
MM: \u{1f600} {a>The rent doubled. ==Nobody told us.=={^told   #fees}<a #housing}\r
%memo:  ask

MM: ==Oh. Well.
`;
const at = (words: string, more = 0) => positionAt(text, text.indexOf(words) + more);
const textDocument = { uri };
const options = { tabSize: 2, insertSpaces: true };

let editor: Editor & { result: { capabilities: object } };

beforeEach(async () => {
  editor = await Editor.start();
  await editor.open(uri, text);
});
afterEach(() => editor.stop());

/** The words of a range, counted without the server's help. */
function words({ start, end }: Range): string {
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  const offset = ({ line, character }: Range['start']): number => starts[line]! + character;
  return text.slice(offset(start), offset(end));
}

/** The text after edits that do not overlap. */
function edited(edits: TextEdit[]): string {
  const lines = text.split(/(?<=\n)/);
  for (const { range, newText } of [...edits].reverse()) {
    expect(range.start.line).toBe(range.end.line);
    const line = lines[range.start.line]!;
    lines[range.start.line] = line.slice(0, range.start.character) + newText + line.slice(range.end.character);
  }
  return lines.join('');
}

it('is offered', () => {
  expect(editor.result.capabilities).toMatchObject({
    selectionRangeProvider: true,
    linkedEditingRangeProvider: true,
    documentFormattingProvider: true,
    documentRangeFormattingProvider: true,
    documentOnTypeFormattingProvider: { firstTriggerCharacter: '=', moreTriggerCharacter: ['{'] },
    inlayHintProvider: true,
  });
});

it('expands several selections at once', async () => {
  const positions = [at('told us', 1), at('ask')];
  const found = await editor.request<SelectionRange[]>('textDocument/selectionRange', { textDocument, positions });
  const chains = found.map((range) => {
    const chain: string[] = [];
    for (let step: SelectionRange | undefined = range; step; step = step.parent) chain.push(words(step.range));
    return chain;
  });
  expect(chains[0]?.slice(0, 3)).toEqual(['told', 'Nobody told us.', '==Nobody told us.=={^told   #fees}']);
  expect(chains[1]?.slice(0, 2)).toEqual(['ask', '%memo:  ask']);
  for (const chain of chains) expect(chain.at(-1)).toBe(text);
});

it('links the ids of a long quote', async () => {
  const ask = (position: Range['start']) =>
    editor.request<LinkedEditingRanges | null>('textDocument/linkedEditingRange', { textDocument, position });
  const linked = await ask(at('{a>', 1));
  expect(linked?.ranges).toEqual([
    { start: at('{a>', 1), end: at('{a>', 2) },
    { start: at('<a ', 1), end: at('<a ', 2) },
  ]);
  // Editors read it without flags.
  const pattern = new RegExp(`^(?:${linked?.wordPattern})$`);
  for (const id of ['a', 'q1', 'größe-2', '意見_x']) expect(id).toMatch(pattern);
  for (const id of ['', 'a b', 'a>', '#t', 'a}']) expect(id).not.toMatch(pattern);
  expect(await ask(at('rent'))).toBeNull();
});

it('tidies codes and annotation lines, all or those of a range', async () => {
  const tidy = text.replace('{^told   #fees}', '{#fees ^told}').replace('%memo:  ask', '%memo: ask');
  expect(edited(await editor.request('textDocument/formatting', { textDocument, options }))).toBe(tidy);
  const range = { start: at('%memo'), end: at('ask') };
  const some = await editor.request<TextEdit[]>('textDocument/rangeFormatting', { textDocument, range, options });
  expect(edited(some)).toBe(text.replace('%memo:  ask', '%memo: ask'));
});

it('closes what is typed', async () => {
  const position = at('==Oh', 2);
  const edits = await editor.request<TextEdit[]>('textDocument/onTypeFormatting', {
    textDocument,
    position,
    ch: '=',
    options,
  });
  expect(edited(edits)).toBe(text.replace('==Oh.', '==Oh.=='));
});

it('hints at names and codes in a range', async () => {
  const range = { start: at('MM: \u{1f600}'), end: at('Nobody') };
  const hints = await editor.request<InlayHint[]>('textDocument/inlayHint', { textDocument, range });
  expect(hints.map(({ position, label }) => [position, label])).toEqual([
    [at('MM: \u{1f600}', 2), '(Maria Mendez)'],
    [at('{a>', 3), '#housing'],
  ]);
});

describe('takes quotes out', () => {
  const cursor = { start: at('Nobody'), end: at('Nobody') };

  it('in every form', async () => {
    const copy = (form: string, range: Range = cursor) =>
      editor.request<CopyResult | null>(methods.copy, { textDocument, range, form });
    const link = `${uri}#L5,31`;
    expect(await copy('plain')).toEqual({ text: `“Nobody told us.” (Maria Mendez, Rents)\n${link}` });
    expect(await copy('markdown')).toEqual({ text: `> Nobody told us.\n\n— Maria Mendez, [Rents](${link})` });
    expect((await copy('html'))?.html).toBe(
      `<blockquote><p>Nobody told us.</p></blockquote><p>— Maria Mendez, <a href="${link}"><cite>Rents</cite></a></p>`,
    );
    expect(await copy('plain', { start: at('title'), end: at('Rents') })).toBeNull();
  });

  it('with the notes of the transcriber, or without', async () => {
    const other = { uri: 'file:///interviews/b.transcript' };
    await editor.open(other.uri, 'MM: ==So [laughs] it was.=={#noted}\n');
    const range = { start: { line: 0, character: 8 }, end: { line: 0, character: 8 } };
    for (const [brackets, words] of [
      [undefined, 'So [laughs] it was.'],
      [true, 'So [laughs] it was.'],
      [false, 'So it was.'],
    ] as const) {
      const copied = { textDocument: other, range, form: 'html', brackets };
      const { text, html } = await editor.request<CopyResult>(methods.copy, copied);
      expect([text.startsWith(`“${words}”`), html?.includes(`<p>${words}</p>`)]).toEqual([true, true]);
      const all = await editor.request<QuotesOfResult>(methods.quotesOf, { tag: 'noted', brackets });
      expect(all.text.includes('laughs')).toBe(brackets !== false);
    }
  });

  it('of a tag or a claim', async () => {
    const housing = await editor.request<QuotesOfResult>(methods.quotesOf, { tag: 'housing' });
    expect(housing).toEqual({
      text: `# #housing\n\n> The rent doubled. Nobody told us.\n\n— Maria Mendez, [Rents](${uri}#L5,11)\n`,
      quotes: 1,
    });
    expect((await editor.request<QuotesOfResult>(methods.quotesOf, { claim: 'told' })).quotes).toBe(1);
    expect((await editor.request<QuotesOfResult>(methods.quotesOf, { claim: 'fees' })).quotes).toBe(0);
  });
});
