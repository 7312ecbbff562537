/** Loading, with a host and a corpus at hand. */
import { afterEach, describe, expect, it } from 'vitest';
import { Corpus } from '../../server/core/corpus';
import { Transcripts } from '../../server/core/transcripts';
import type { Host } from '../../server/host/host';
import { Loader, textSource, type LoaderOptions } from '../../server/lsp/loader';
import { disk } from '../../server/host/disk';
import { Folder } from './editor';

const name = (number: number): string => `file:///archive/${number}.transcript`;
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

interface Desk {
  loader: Loader;
  corpus: Corpus;
  files: Map<string, string>;
  /** The files that were read at once, for their text. */
  restored: string[];
  /** Loads everything that can be loaded. */
  idle(): Promise<void>;
}

/** A loader of `files`; parts of the host and of what is told to the loader may be others. */
function deskOf(files: Map<string, string>, host: Partial<Host> = {}, options: Partial<LoaderOptions> = {}): Desk {
  const restored: string[] = [];
  const all: Host = {
    find: () => Promise.resolve([...files.keys()].map((uri) => ({ uri }))),
    read: (uri) => Promise.resolve(bytesOf(files.get(uri) ?? '')),
    readNow(uri) {
      restored.push(uri);
      const text = files.get(uri);
      return text === undefined ? undefined : bytesOf(text);
    },
    ...host,
  };
  const texts = textSource(all, (uri) => loader.readAgain(uri));
  const corpus = new Corpus([], texts && new Transcripts(texts));
  let waiting: (() => void)[] = [];
  const loader: Loader = new Loader({
    host: all,
    corpus,
    inSlices: (work) => Promise.resolve().then(work),
    digest: () => Promise.resolve(),
    log: () => undefined,
    changed: () => undefined,
    progressed({ loading }) {
      if (loading) return;
      for (const tell of waiting) tell();
      waiting = [];
    },
    ...options,
  });
  const idle = async (): Promise<void> => {
    if (loader.progress.loading) await new Promise<void>((resolve) => waiting.push(resolve));
  };
  return { loader, corpus, files, restored, idle };
}

describe('loading', () => {
  it('holds few files that are not digested, and digests them one by one', async () => {
    const files = new Map(Array.from({ length: 100 }, (_, number) => [name(number), `MM: ${number}\n\nMM: x`]));
    let undigested = 0;
    let most = 0;
    let digesting = 0;
    const { loader, corpus, restored, idle } = deskOf(
      files,
      {
        async read(uri) {
          most = Math.max(most, ++undigested);
          await Promise.resolve();
          return bytesOf(files.get(uri) ?? '');
        },
      },
      {
        async digest(uri) {
          expect(++digesting).toBe(1);
          for (let turns = 0; turns < 5; turns++) await Promise.resolve();
          // While it is digested its text is at hand.
          expect(corpus.interviews.get(uri)?.transcript.text).toBe(files.get(uri));
          digesting--;
          undigested--;
        },
      },
    );
    loader.follow(['file:///archive'], ['*.transcript']);
    await idle();
    expect(corpus.interviews.size).toBe(100);
    expect([undigested, most]).toEqual([0, 20]);
    expect(restored).toEqual([]);
    for (const [uri, text] of files) expect(corpus.interviews.get(uri)?.transcript.text).toBe(text);
    expect(restored).toEqual([...files.keys()]);
  });

  it('goes on though a file cannot be digested', async () => {
    const files = new Map([1, 2, 3].map((number) => [name(number), 'MM: x']));
    const digest = (uri: string): Promise<void> => (uri === name(2) ? Promise.reject(new Error()) : Promise.resolve());
    const { loader, corpus, idle } = deskOf(files, {}, { digest });
    loader.follow(['file:///archive'], ['*.transcript']);
    await idle();
    expect([...corpus.interviews.keys()].sort()).toEqual([name(1), name(3)]);
  });
});

describe('the text of a file', () => {
  it('stays while the document is open, and is let go of when it was closed and read', async () => {
    const { loader, corpus, files, restored, idle } = deskOf(new Map([[name(1), 'MM: on disk']]));
    loader.follow(['file:///archive'], ['*.transcript']);
    await idle();
    const words = (): string | undefined => corpus.interviews.get(name(1))?.transcript.text;
    loader.put(name(1), 'MM: open');
    loader.refresh();
    await idle();
    files.set(name(1), 'MM: saved');
    loader.fileChanged(name(1));
    await idle();
    expect([words(), restored]).toEqual(['MM: open', []]);
    loader.close(name(1));
    expect(words()).toBe('MM: open');
    await idle();
    expect(restored).toEqual([]);
    expect(words()).toBe('MM: saved');
    expect(restored).toEqual([name(1)]);
  });

  it('stays where the document is opened while its file is digested', async () => {
    const { loader, corpus, restored, idle } = deskOf(
      new Map([[name(1), 'MM: on disk']]),
      {},
      {
        digest(uri) {
          loader.put(uri, 'MM: open');
          return Promise.resolve();
        },
      },
    );
    loader.follow(['file:///archive'], ['*.transcript']);
    await idle();
    expect(corpus.interviews.get(name(1))?.transcript.text).toBe('MM: open');
    expect(restored).toEqual([]);
  });

  it('is kept where the host cannot read at once', async () => {
    const { loader, corpus, idle, files } = deskOf(new Map([[name(1), 'MM: x']]), { readNow: undefined });
    loader.follow(['file:///archive'], ['*.transcript']);
    await idle();
    files.clear();
    expect(corpus.interviews.get(name(1))?.transcript.text).toBe('MM: x');
  });

  it('that was found to be another one is read anew, and one that is gone is forgotten', async () => {
    const { loader, corpus, idle, files } = deskOf(
      new Map([
        [name(1), 'MM: x'],
        [name(2), 'MM: y'],
      ]),
      {
        read(uri) {
          const text = files.get(uri);
          return text === undefined ? Promise.reject(new Error()) : Promise.resolve(bytesOf(text));
        },
      },
    );
    loader.follow(['file:///archive'], ['*.transcript']);
    await idle();
    files.set(name(1), 'MM: another');
    files.delete(name(2));
    for (const number of [1, 2]) expect(corpus.interviews.get(name(number))?.transcript.text).toBe('');
    await idle();
    expect([...corpus.interviews.keys()]).toEqual([name(1)]);
    expect(corpus.interviews.get(name(1))?.transcript.text).toBe('MM: another');
  });
});

describe('the disk', () => {
  let folder: Folder;
  afterEach(() => folder.remove());

  it('gives at once what it gives later, and nothing of what is no file or too large', async () => {
    folder = new Folder({
      'a ü.transcript': 'MM: x',
      'huge.transcript': Buffer.alloc(20 * 1024 * 1024 + 1),
      'b/c.transcript': 'MM: y',
    });
    const uri = folder.uriOf('a ü.transcript');
    expect(disk.readNow?.(uri)).toEqual(await disk.read(uri));
    for (const other of ['huge.transcript', 'b', 'none.transcript'])
      expect(disk.readNow?.(folder.uriOf(other))).toBeUndefined();
    expect(disk.readNow?.('untitled:Untitled-1')).toBeUndefined();
  });
});
