import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  SemanticTokensDeltaRequest,
  SemanticTokensRangeRequest,
  SemanticTokensRequest,
  type SemanticTokens,
  type SemanticTokensDelta,
  type SemanticTokensEdit,
} from 'vscode-languageserver/node';
import { tokenEdits } from '../../server/lsp/tokens';
import { Editor, positionAt } from './editor';

let editor: Editor;
beforeAll(async () => {
  editor = await Editor.start();
});
afterAll(() => editor.stop());

/** As the specification says: all edits refer to the numbers before any of them. */
function apply(data: readonly number[], edits: readonly SemanticTokensEdit[]): number[] {
  const result = [...data];
  for (const { start, deleteCount, data: inserted = [] } of [...edits].sort((a, b) => b.start - a.start))
    result.splice(start, deleteCount, ...inserted);
  return result;
}

const full = (uri: string): Promise<SemanticTokens> =>
  editor.request(SemanticTokensRequest.type, { textDocument: { uri } }) as Promise<SemanticTokens>;

const delta = (uri: string, previousResultId: string): Promise<SemanticTokens | SemanticTokensDelta> =>
  editor.request(SemanticTokensDeltaRequest.type, {
    textDocument: { uri },
    previousResultId,
  }) as Promise<SemanticTokens>;

/** Pieces of which every text is worth looking at. */
const piece = fc.constantFrom(
  'MM: ',
  'INT: ',
  'words ',
  '==',
  '=={#tag ^claim -other @who}',
  '{a>',
  '<a #b}',
  '[0:32] ',
  '\n',
  '\n\n',
  '\r\n',
  '# Topic',
  '%memo: text',
  '%claim c: gloss',
  '\\',
  '\u{1f600}',
  'e\u0301',
  '---\n',
  'title: x\n',
  '{@New} ',
);
const text = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));

it('gives differences that lead from what was there to all that is there', async () => {
  let number = 0;
  await fc.assert(
    fc.asyncProperty(
      text,
      fc.array(fc.tuple(fc.nat(), fc.nat({ max: 20 }), text), { maxLength: 5 }),
      async (start, edits) => {
        const uri = `untitled:${number++}`;
        let now = start;
        await editor.open(uri, now);
        let { resultId, data } = await full(uri);
        for (const [at, length, inserted] of edits) {
          const from = at % (now.length + 1);
          const to = Math.min(now.length, from + length);
          // Never inside a line end: there is no such position.
          if (now.slice(from - 1, from + 1) === '\r\n' || now.slice(to - 1, to + 1) === '\r\n') continue;
          await editor.change(uri, inserted, { start: positionAt(now, from), end: positionAt(now, to) });
          now = now.slice(0, from) + inserted + now.slice(to);
          const answer = await delta(uri, resultId!);
          data = 'edits' in answer ? apply(data, answer.edits) : answer.data;
          const fresh = await Editor.prototype.request.call(editor, SemanticTokensRangeRequest.type.method, {
            textDocument: { uri },
            range: { start: { line: 0, character: 0 }, end: { line: 1e6, character: 0 } },
          });
          expect(data).toEqual((fresh as SemanticTokens).data);
          resultId = answer.resultId;
        }
        await editor.close(uri);
      },
    ),
    { numRuns: 60 },
  );
});

it('gives a difference for what was told last, and everything otherwise', async () => {
  const uri = 'untitled:delta';
  await editor.open(uri, 'MM: ==a=={#b}\n\nMM: c\n');
  const first = await full(uri);
  const same = await delta(uri, first.resultId!);
  expect(same).toMatchObject({ edits: [] });
  expect(await delta(uri, first.resultId!)).toMatchObject({ data: first.data });
  await editor.close(uri);
});

it('gives the tokens of a range', async () => {
  const uri = 'untitled:range';
  await editor.open(uri, 'MM: ==a=={#b}\n\nMM: ==c=={#d}\n');
  const range = { start: { line: 2, character: 0 }, end: { line: 2, character: 3 } };
  const { data } = (await editor.request(SemanticTokensRangeRequest.type, {
    textDocument: { uri },
    range,
  })) as SemanticTokens;
  expect(data).toEqual([2, 0, 2, 0, 0]);
});

it('makes one edit of any two lists', () => {
  const list = fc.array(fc.nat({ max: 3 }), { maxLength: 30 });
  fc.assert(
    fc.property(list, list, (before, after) => {
      const edits = tokenEdits(before, after);
      expect(apply(before, edits)).toEqual(after);
      expect(edits.length).toBeLessThanOrEqual(1);
    }),
  );
});
