/**
 * Prints what coding costs in the editor: the built server knows 200 coded interviews, and a hundred quotes are tagged by command in
 * another one, one after the other, as VS Code does it over stdio: what can be picked, the mark, the change, and what is asked for behind it.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Range, TextDocumentEdit, TextEdit } from 'vscode-languageserver/node';
import { methods, type Choices, type MarkResult } from '../../server/lsp/protocol';
import { Editor, positionAt } from '../lsp/editor';
import { INTERVIEWS, places, QUOTES, uncoded, writeCoded } from './coding-desk';
import { quantile } from './figures';
import { end } from './process';
import { readProse } from './prose';

/** In ms, one for each quote. */
interface Times {
  /** What can be picked. */
  choices: number[];
  /** From the pick to the edit in the text. */
  mark: number[];
  /** Both, which is all that a coder waits for. */
  applied: number[];
  /** From the edit to its problems and colours. */
  settled: number[];
}

function offsetAt(text: string, { line, character }: Range['start']): number {
  let at = 0;
  for (let left = line; left > 0; left--) at = text.indexOf('\n', at) + 1;
  return at + character;
}

/** The edits of a file from the last to the first: so each of them can be done by itself. */
function editsOf(result: MarkResult | null): TextEdit[] {
  const [change] = result?.edit?.documentChanges ?? [];
  const edits = (change as TextDocumentEdit | undefined)?.edits ?? [];
  return (edits as TextEdit[]).toReversed();
}

async function walk(editor: Editor, uri: string, original: string): Promise<Times & { tagged: number }> {
  const times: Times = { choices: [], mark: [], applied: [], settled: [] };
  const textDocument = { uri };
  type Tokens = { resultId?: string };
  let text = original;
  let version = 1;
  let tagged = 0;
  let shift = 0;
  await editor.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'transcript', version, text } });
  let tokens = await editor.request<Tokens>('textDocument/semanticTokens/full', { textDocument });
  for (const place of places(original)) {
    const position = positionAt(text, place + shift);
    const ranges = [{ start: position, end: position }];
    const start = performance.now();
    const offered = await editor.request<Choices | null>(methods.choices, { textDocument, version, ranges });
    const picked = performance.now();
    const action = { do: 'code', codes: `#${offered?.tags[0]?.name ?? 'none'}` };
    const result = await editor.request<MarkResult | null>(methods.mark, { textDocument, version, ranges, action });
    const contentChanges: { range: Range; text: string }[] = [];
    for (const { range, newText } of editsOf(result)) {
      const [from, to] = [offsetAt(text, range.start), offsetAt(text, range.end)];
      text = text.slice(0, from) + newText + text.slice(to);
      shift += newText.length - (to - from);
      contentChanges.push({ range, text: newText });
    }
    const applied = performance.now();
    if (contentChanges.length > 0) tagged++;
    await editor.notify('textDocument/didChange', { textDocument: { uri, version: ++version }, contentChanges });
    const previousResultId = tokens.resultId;
    [tokens] = await Promise.all([
      editor.request<Tokens>('textDocument/semanticTokens/full/delta', { textDocument, previousResultId }),
      editor.request('textDocument/diagnostic', { textDocument }),
      editor.request(methods.quotes, { textDocument }),
      editor.request('textDocument/documentSymbol', { textDocument }),
      editor.request('textDocument/codeLens', { textDocument }),
    ]);
    times.choices.push(picked - start);
    times.mark.push(applied - picked);
    times.applied.push(applied - start);
    times.settled.push(performance.now() - applied);
  }
  return { ...times, tagged };
}

async function main(): Promise<void> {
  const prose = readProse();
  const folder = mkdtempSync(join(tmpdir(), 'throughline-coding-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  writeCoded(folder, prose);
  const editor = await Editor.start({ folders: [pathToFileURL(folder).href], options: { commands: true } });
  process.once('exit', () => end(editor.pid));
  await editor.until(() => {
    const last = editor.statuses.at(-1);
    return last !== undefined && !last.loading && last.pending === 0 && last.interviews >= INTERVIEWS;
  });
  const text = uncoded(prose);
  const { tagged, ...times } = await walk(editor, pathToFileURL(join(folder, 'open.transcript')).href, text);
  await editor.stop();
  console.log(
    `${tagged} of ${QUOTES} quotes tagged by command in ${(text.length / 1e3).toFixed(0)} kB, beside ${INTERVIEWS} coded interviews; over LSP, stdio included`,
  );
  const lines: [keyof Times, string, string][] = [
    ['choices', 'what can be picked, with suggestions', 'goal: p95 20 ms'],
    ['mark', 'from the pick to the edit in the text', ''],
    ['applied', 'both: from the key to the edit in the text', 'goal: p95 50 ms'],
    ['settled', 'and then its problems, colours, outline and lenses', ''],
  ];
  for (const [name, what, goal] of lines) {
    const [median, most] = [0.5, 0.95].map((share) => quantile(times[name], share).toFixed(1));
    console.log(`  ${what.padEnd(52)}${`${median} ms (p95 ${most} ms)`.padEnd(28)}${goal}`);
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
