/** The small parts of the server that need no editor. */
import fc from 'fast-check';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  CancellationToken,
  CancellationTokenSource,
  LSPErrorCodes,
  RequestType,
  type Connection,
  type RequestHandler,
} from 'vscode-languageserver';
import { fromBase64, toBase64 } from '../../server/host/base64';
import { defaultSettings } from '../../server/lsp/protocol';
import { readSettings } from '../../server/lsp/settings';
import { createSlices, debounce, throttle } from '../../server/lsp/slices';
import { describeError, row } from '../../server/lsp/table';
import { baseName, canonical, canonicalFolder, pathBelow } from '../../server/host/uri';
import { matcher } from '../../server/host/matcher';

describe('URIs', () => {
  it('are one key in all spellings', () => {
    const spellings = [
      ['file:///c%3A/a%20b/it%27s.transcript', "file:///C:/a b/it's.transcript", "FILE:///C%3a/a%20b/it's.transcript"],
      ['file:///a/%C3%A9%5B1%5D.transcript', 'file:///a/é[1].transcript', 'file:/a/%c3%a9[1].transcript'],
      ['file://host/share/a.transcript', 'file://HOST/share/a.transcript'],
    ];
    for (const [key, ...others] of spellings) for (const other of others) expect(canonical(other)).toBe(key);
  });

  it('of other schemes, and broken ones, are left alone', () => {
    for (const uri of ['untitled:Untitled-1', 'vfs://Host/A[1]', 'file:///a%zz', 'file:///a?b=[1]', '', 'file://'])
      expect(canonical(uri)).toBe(uri);
  });

  it('name the same file as any path does, and are canonical themselves', () => {
    const name = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
      .filter((part) => !/[/\0]|^\.+$/.test(part));
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 4 }), (parts) => {
        const path = '/' + parts.join('/');
        const uri = canonical(pathToFileURL(path).href);
        expect(canonical(uri)).toBe(uri);
        expect(pathBelow('file://', uri)).toBe(
          parts.join('/').replace(/^([A-Z])(?=:(?:\/|$))/, (drive) => drive.toLowerCase()),
        );
      }),
    );
  });

  it('tell what lies below a folder', () => {
    const folder = canonicalFolder('file:///a/b%20c/');
    expect(pathBelow(folder, 'file:///a/b%20c/d%5B/e.x')).toBe('d[/e.x');
    expect(pathBelow(folder, 'file:///a/b%20cd/e.x')).toBeUndefined();
    expect(baseName('file:///a/b%20c.transcript')).toBe('b c.transcript');
  });
});

describe('which files are read', () => {
  it('is what the globs say, and codebooks', () => {
    const matches = matcher(['**/*.transcript', 'in/*.txt']);
    const read = ['a.transcript', 'x/y/a.transcript', 'in/b.txt', 'codebook.yaml', 'x/codebook.yml'];
    const passed = ['b.txt', 'in/x/b.txt', 'node_modules/a/b.transcript', 'x/.git/b.transcript', 'codebook.json'];
    expect([...read, ...passed].filter(matches)).toEqual(read);
  });
});

describe('settings', () => {
  it('come as our client sends them, or as a user writes them', () => {
    const settings = {
      files: ['*.txt'],
      severity: { 'bad-code': 'hint' as const },
      related: { limit: 3 },
      codeLens: false,
    };
    expect(readSettings(settings)).toEqual(settings);
    const nested = {
      files: ['*.txt'],
      diagnostics: { severity: { 'bad-code': 'hint' } },
      related: { limit: 3 },
      codeLens: false,
    };
    expect(readSettings({ throughline: nested })).toEqual(settings);
  });

  it('that are not told stay as they were', () => {
    const before = {
      files: ['*.txt'],
      severity: { 'bad-code': 'hint' as const },
      related: { limit: 3 },
      codeLens: false,
    };
    expect(readSettings({}, before)).toEqual(before);
    expect(readSettings({ throughline: { related: { limit: 9 } } }, before)).toEqual({
      ...before,
      related: { limit: 9 },
      codeLens: false,
    });
  });

  it('that mean nothing are those of the beginning', () => {
    for (const value of [
      undefined,
      null,
      3,
      [],
      {},
      { files: [], severity: 'x', related: null },
      { files: [1], related: { limit: -1 } },
      { codeLens: 'no' },
    ])
      expect(readSettings(value)).toEqual(defaultSettings);
    expect(readSettings({ severity: { a: 'loud', b: 'off' } }).severity).toEqual({ b: 'off' });
  });
});

describe('base64', () => {
  it('gives the bytes back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        expect(fromBase64(toBase64(bytes))).toEqual(bytes);
        expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
      }),
    );
    const long = new Uint8Array(100_000).map((_, at) => at);
    expect(fromBase64(toBase64(long))).toEqual(long);
  });
});

describe('time', () => {
  afterEach(() => void vi.useRealTimers());

  it('is waited for once behind the last of several calls', () => {
    vi.useFakeTimers();
    const run = vi.fn();
    const call = debounce(100, run);
    call();
    vi.advanceTimersByTime(99);
    call();
    vi.advanceTimersByTime(99);
    expect(run).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(run).toHaveBeenCalledTimes(1);
  });

  it('lies between calls that come too often, and the last one counts', () => {
    vi.useFakeTimers();
    const run = vi.fn();
    const call = throttle(100, run);
    for (let calls = 0; calls < 5; calls++) call();
    expect(run).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(100);
    expect(run).toHaveBeenCalledTimes(2);
    vi.advanceTimersByTime(1000);
    expect(run).toHaveBeenCalledTimes(2);
    call();
    expect(run).toHaveBeenCalledTimes(3);
  });

  it('is given to others when a slice is used up, by all that share it', async () => {
    let now = 0;
    const timers: (() => void)[] = [];
    vi.spyOn(performance, 'now').mockImplementation(() => now);
    vi.stubGlobal('setTimeout', (run: () => void) => timers.push(run));
    // As many microtasks as there may be: they give no turn to anybody.
    const settle = async (): Promise<void> => {
      for (let ticks = 0; ticks < 50; ticks++) await Promise.resolve();
    };
    const inSlices = createSlices(10);
    const done: number[] = [];
    const all = [1, 2, 3, 4, 5].map((number) =>
      inSlices(() => {
        // Two such pieces use up a slice.
        now += 6;
        return done.push(number);
      }),
    );
    for (const expected of [
      [1, 2],
      [1, 2, 3, 4],
      [1, 2, 3, 4, 5],
    ]) {
      await settle();
      expect(done).toEqual(expected);
      timers.shift()?.();
    }
    expect(timers).toEqual([]);
    expect(await Promise.all(all)).toEqual(done);
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  });
});

describe('a row of the table', () => {
  const type = new RequestType<string, string, unknown>('test/row');

  /** Connects a row and asks it. */
  function ask(
    answer: (params: string, token: CancellationToken) => string | Promise<string>,
    token: CancellationToken,
  ) {
    const log = vi.fn();
    let handler: RequestHandler<string, string, unknown> | undefined;
    const connection = { onRequest: (_: unknown, given: typeof handler) => (handler = given) } as unknown as Connection;
    row<object, string, string, unknown>(type, 'nothing', (_, params, given) => answer(params, given))(
      connection,
      {},
      log,
    );
    return { result: Promise.resolve(handler?.('asked', token)), log };
  }

  it('answers, and answers nothing where something went wrong, which the log knows', async () => {
    const { result } = ask((params) => params + '!', CancellationToken.None);
    expect(await result).toBe('asked!');
    const error = new Error('secret');
    for (const fail of [() => Promise.reject(error), (): string => raise(error)]) {
      const failed = ask(fail, CancellationToken.None);
      expect(await failed.result).toBe('nothing');
      expect(failed.log).toHaveBeenCalledWith(error, 'test/row');
    }
  });

  it('does no work for what is cancelled, and throws away what was cancelled meanwhile', async () => {
    const work = vi.fn(() => 'done');
    const before = ask(work, CancellationToken.Cancelled);
    expect(await before.result).toMatchObject({ code: LSPErrorCodes.RequestCancelled });
    expect(work).not.toHaveBeenCalled();
    const source = new CancellationTokenSource();
    const meanwhile = ask(() => {
      source.cancel();
      return 'done';
    }, source.token);
    expect(await meanwhile.result).toMatchObject({ code: LSPErrorCodes.RequestCancelled });
  });
});

function raise(error: Error): never {
  throw error;
}

describe('errors', () => {
  it('are told without their messages', () => {
    const error = new TypeError('secret words\n    at the end');
    const told = describeError(error);
    expect(told).toMatch(/^TypeError\n\s+at /);
    expect(told).not.toContain('secret');
    expect(describeError('secret')).toBe('unknown error');
  });
});
