/** When the editor is told that lenses may say something else. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Connection } from 'vscode-languageserver';
import { Corpus } from '../../server/core/corpus';
import { announceLenses } from '../../server/lsp/lenses';
import { defaultSettings } from '../../server/lsp/protocol';
import type { Workspace } from '../../server/lsp/workspace';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function follow(refreshesCodeLenses: boolean) {
  const corpus = new Corpus();
  const inSlices: Workspace['inSlices'] = (work) => Promise.resolve(work());
  const workspace = { corpus, settings: defaultSettings, offers: { refreshesCodeLenses }, inSlices } as Workspace;
  const sendRequest = vi.fn(() => Promise.resolve());
  const changed = announceLenses({ sendRequest } as unknown as Connection, workspace, (work) => void work);
  return {
    /** Whether the editor is told of a change. */
    async tells(change: (corpus: Corpus, workspace: Workspace) => void): Promise<boolean> {
      sendRequest.mockClear();
      change(corpus, workspace);
      changed();
      await vi.runAllTimersAsync();
      return sendRequest.mock.calls.length > 0;
    },
    sendRequest,
  };
}

const a = 'file:///a.transcript';
const b = 'file:///b.transcript';

it('whenever statements, tags or codebooks change, and not when other words do', async () => {
  const { tells } = follow(true);
  const text = '---\ndate: 2024-01-01\n---\n==It.=={^a} Plain.\n';
  expect(await tells((corpus) => corpus.put(a, text))).toBe(true);
  expect(await tells(() => undefined)).toBe(false);
  expect(await tells((corpus) => corpus.put(a, text + 'More.\n'))).toBe(false);
  expect(await tells((corpus) => corpus.put(a, text.replace('Plain', 'Other')))).toBe(false);
  // Each from the last.
  const changes = [
    '==It.=={-a}',
    'Oh ==It.=={-a}',
    'Oh ==It is.=={-a}',
    'Oh ==It is.=={-a #t}',
    'Oh ==It is.=={-a #u}',
  ];
  for (const words of changes)
    expect(await tells((corpus) => corpus.put(a, text.replace('==It.=={^a}', words)))).toBe(true);
  expect(await tells((corpus) => corpus.put(a, text.replace('2024', '2023')))).toBe(true);
  expect(await tells((corpus) => corpus.put(b, text))).toBe(true);
  expect(await tells((corpus) => corpus.drop(b))).toBe(true);
  expect(await tells((corpus) => corpus.put('file:///codebook.yaml', 'claims: { a: { contradicts: b } }'))).toBe(true);
});

it('once for many changes', async () => {
  const { tells, sendRequest } = follow(true);
  const changed = await tells((corpus) => {
    corpus.put(a, '==It.=={^a}');
    corpus.put(b, '==It.=={^a}');
  });
  expect(changed).toBe(true);
  expect(sendRequest).toHaveBeenCalledTimes(1);
});

it('when they are turned off and on, but not while they are off', async () => {
  const { tells } = follow(true);
  const turn = (codeLens: boolean) => (_: Corpus, workspace: Workspace) => {
    workspace.settings = { ...defaultSettings, codeLens };
  };
  await tells((corpus) => corpus.put(a, '==It.=={^a}'));
  expect(await tells(turn(false))).toBe(true);
  expect(await tells((corpus) => corpus.put(a, '==It.=={^b}'))).toBe(false);
  expect(await tells(turn(true))).toBe(true);
});

it('never, where the editor cannot ask again', async () => {
  expect(await follow(false).tells((corpus) => corpus.put(a, '==It.=={^a}'))).toBe(false);
});
