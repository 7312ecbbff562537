/** What is kept from one session to the next, with a host and a storage in memory. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Host } from '../../server/host/host';
import { Diagnostics } from '../../server/lsp/diagnostics';
import { keep, STORED } from '../../server/lsp/keeping';
import { Loader, textSource } from '../../server/lsp/loader';
import { readOffers } from '../../server/lsp/offers';
import { defaultSettings } from '../../server/lsp/protocol';
import { createWorkspace, indexRelated, type Workspace } from '../../server/lsp/workspace';
import { MemoryStorage } from '../store/memory-storage';

interface File {
  text: string;
  stamp: string | undefined;
}
type Files = Record<string, File>;

interface Session {
  workspace: Workspace;
  loader: Loader;
  /** Names of files that were read for the corpus, and for their text. */
  read: string[];
  restored: string[];
  log: string[];
  /** Waits until all is loaded and, where that is worth it, written. */
  settled(): Promise<void>;
  /** Everything that the features ask, scores included. */
  answers(): unknown;
}

const FOLDER = 'file:///archive';
const uriOf = (name: string): string => `${FOLDER}/${name}`;
const nameOf = (uri: string): string => uri.slice(FOLDER.length + 1);

/** Starts a server's inside on some files; without a storage as on the first day. */
async function session(files: Files, storage?: MemoryStorage, least = 0): Promise<Session> {
  const read: string[] = [];
  const restored: string[] = [];
  const log: string[] = [];
  const bytes = (uri: string): Uint8Array | undefined => {
    const file = files[nameOf(uri)];
    return file && new TextEncoder().encode(file.text);
  };
  const host: Host = {
    find: () => Promise.resolve(Object.entries(files).map(([name, { stamp }]) => ({ uri: uriOf(name), stamp }))),
    read(uri) {
      read.push(nameOf(uri));
      const found = bytes(uri);
      return found ? Promise.resolve(found) : Promise.reject(new Error());
    },
    readNow(uri) {
      restored.push(nameOf(uri));
      return bytes(uri);
    },
  };
  const inSlices = <T>(work: () => T): Promise<T> => Promise.resolve().then(work);
  const texts = textSource(host, (uri) => loader.readAgain(uri));
  const workspace = createWorkspace(
    readOffers({ capabilities: {}, processId: null, rootUri: null }),
    defaultSettings,
    inSlices,
    texts,
  );
  const diagnostics = new Diagnostics(workspace);
  let waiting: (() => void)[] = [];
  const loader: Loader = new Loader({
    host,
    corpus: workspace.corpus,
    inSlices,
    async digest(uri) {
      await indexRelated(workspace);
      await diagnostics.idSoon(uri);
    },
    recall: (uri) => keeping.recall(uri),
    log: (message) => log.push(message),
    changed: () => undefined,
    progressed({ loading }) {
      keeping.progressed(loading);
      if (loading) return;
      for (const tell of waiting) tell();
      waiting = [];
    },
  });
  const keeping = keep({
    storage,
    workspace,
    diagnostics,
    stampOf: (uri) => loader.stampOf(uri),
    log: (message) => log.push(message),
    least,
    quiet: 0,
    interval: 0,
  });
  const settled = async (): Promise<void> => {
    if (loader.progress.loading) await new Promise<void>((resolve) => waiting.push(resolve));
    // Behind the timer that was set when all was loaded.
    do await new Promise((resolve) => setTimeout(resolve, 5));
    while ((storage?.writing ?? 0) > 0);
  };
  const answers = (): unknown => {
    const { corpus, related } = workspace;
    return [...corpus.interviews.values()]
      .sort((a, b) => (a.uri < b.uri ? -1 : 1))
      .map((interview) => {
        const { uri, title, titleSpan, date, language, speakers, topics, length, hash } = interview;
        const { lineStarts, turns, uses, glosses, dismissals, transcript } = interview;
        return {
          digest: { uri, title, titleSpan, date, language, speakers, topics, length, hash, lineStarts, turns },
          parts: { uses, glosses, dismissals },
          text: transcript.text,
          problems: diagnostics.items(uri),
          related: transcript.paragraphs.map((_, at) => related.related(uri, at, { limit: 5, all: true })),
          statements: corpus.claimNames().map((claim) => [corpus.statements(claim), corpus.glosses(claim)]),
          tags: corpus.tagNames().map((tag) => corpus.tagUses(tag)),
          people: speakers.map((speaker) => {
            const key = corpus.personKey(speaker);
            return [key, key === undefined ? 0 : corpus.appearances(key).length];
          }),
        };
      });
  };
  loader.follow([FOLDER], ['*.transcript']);
  await settled();
  return { workspace, loader, read, restored, log, settled, answers };
}

const HEADS = [
  '',
  '---\ntitle: The quay\nspeakers:\n  BEN: Benjamin Osman\n---\n',
  '---\nlanguage: de\n---\n',
  '---\nx: [\n---\n',
];
const PARAGRAPHS = [
  '# Mooring fees',
  'BEN: The ferry lost 300 million on mooring fees.',
  'MARA: ==The ferry lost 200 million on the quay=={#money ^ferry-lost @osman}.',
  'BEN: Boats moor at the quay, and ==nobody=={^ferry-lost} asks for “mooring fees of boats”.',
  'MARA: Die Fähre fährt nicht mehr, und die Boote auch nicht.',
  '%claim ^ferry-lost: The ferry lost money.',
  '%unrelated b "Boats moor"',
  'BEN: \ud83d\ude00 ==unclosed boats of the quay',
  'Osman: mooring? What are the fees of the ferry?',
];
const text = fc
  .tuple(fc.constantFrom(...HEADS), fc.array(fc.constantFrom(...PARAGRAPHS), { maxLength: 8 }))
  .map(([head, paragraphs]) => head + paragraphs.join('\n\n'));
const files = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), text, { minKeys: 2 }).map((texts): Files => {
  const named = Object.entries(texts).map(([name, words]) => [`${name}.transcript`, { text: words, stamp: '1' }]);
  return Object.fromEntries(named) as Files;
});
const CODEBOOK: Files = {
  'codebook.yaml': { text: 'tags:\n  money:\npeople:\n  osman: { name: Benjamin Osman }\n', stamp: '1' },
};

const sample = (): Files => ({
  ...CODEBOOK,
  ...Object.fromEntries(
    ['a', 'b', 'c', 'd'].map((name, at) => [
      `${name}.transcript`,
      { text: HEADS[at % 2] + PARAGRAPHS.slice(at).join('\n\n'), stamp: '1' },
    ]),
  ),
});

describe('a second start', () => {
  it('answers as a first one, and reads what has changed', async () => {
    let unread = 0;
    const change = fc.constantFrom('keep', 'keep', 'touch', 'forget', 'edit', 'delete');
    await fc.assert(
      fc.asyncProperty(
        files,
        files,
        fc.array(change, { minLength: 6, maxLength: 6 }),
        async (before, more, changes) => {
          const storage = new MemoryStorage();
          await session({ ...CODEBOOK, ...before }, storage);
          const now: Files = { ...CODEBOOK };
          const expected = ['codebook.yaml'];
          for (const [at, [name, file]] of Object.entries(before).entries()) {
            const what = changes[at];
            if (what === 'delete') continue;
            const stamp = what === 'touch' || what === 'edit' ? '2' : what === 'forget' ? undefined : '1';
            now[name] = { text: what === 'edit' ? `${file.text}\n\nBEN: More boats.` : file.text, stamp };
            if (stamp === '1') unread++;
            else expected.push(name);
          }
          for (const [name, file] of Object.entries(more)) {
            if (name in before) continue;
            now[name] = file;
            expected.push(name);
          }
          const fresh = await session(now);
          const second = await session(now, storage);
          expect(second.read.sort()).toEqual(expected.sort());
          expect([second.restored, second.log]).toEqual([[], []]);
          expect(second.workspace.related.size).toBe(fresh.workspace.related.size);
          expect(second.answers()).toEqual(fresh.answers());
          // What was new is kept as well by now.
          const third = await session(now, storage);
          expect(third.answers()).toEqual(fresh.answers());
          expect(storage.opened).toBe(0);
        },
      ),
      { numRuns: 60 },
    );
    expect(unread).toBeGreaterThan(50);
  });

  it('reads nothing for problems and codes, and a text when it is shown', async () => {
    const storage = new MemoryStorage();
    const files = sample();
    const first = await session(files, storage);
    const second = await session(files, storage);
    expect(second.workspace.corpus.statements('ferry-lost')).toEqual(first.workspace.corpus.statements('ferry-lost'));
    expect([second.read, second.restored]).toEqual([['codebook.yaml'], []]);
    expect(second.workspace.corpus.interviews.get(uriOf('b.transcript'))?.transcript.text).toBe(
      files['b.transcript']?.text,
    );
    expect(second.restored).toEqual(['b.transcript']);
  });

  it('finds out about a file that has changed under the same stamp as soon as its text is needed', async () => {
    const storage = new MemoryStorage();
    const files = sample();
    await session(files, storage);
    files['b.transcript'] = { text: 'BEN: Something else.', stamp: '1' };
    const second = await session(files, storage);
    expect(second.workspace.corpus.interviews.get(uriOf('b.transcript'))?.transcript.text).toBe('');
    await second.settled();
    expect(second.workspace.corpus.interviews.get(uriOf('b.transcript'))?.transcript.text).toBe('BEN: Something else.');
    expect(second.answers()).toEqual((await session(files)).answers());
  });

  it('reads all files where nobody can tell whether they have changed, and indexes those that have', async () => {
    const storage = new MemoryStorage();
    const files = sample();
    for (const file of Object.values(files)) file.stamp = undefined;
    await session(files, storage);
    files['a.transcript'] = { text: 'BEN: Other boats.', stamp: undefined };
    const second = await session(files, storage, Infinity);
    expect([second.read.length, second.restored]).toEqual([5, []]);
    expect(second.answers()).toEqual((await session(files)).answers());
  });

  it('takes what is open from the editor', async () => {
    const storage = new MemoryStorage();
    const files = sample();
    const first = await session(files, storage);
    // Neither is what is open written: it is not what the file says.
    first.loader.put(uriOf('a.transcript'), PARAGRAPHS.join('\n\n'));
    first.workspace.open.set(uriOf('a.transcript'), { uri: uriOf('a.transcript') } as never);
    first.loader.refresh();
    await first.settled();
    first.answers();
    expect(storage.writes).toBe(1);
    files['e.transcript'] = { text: 'BEN: New, and long enough to be worth it.', stamp: '1' };
    first.loader.refresh();
    await first.settled();
    expect(storage.writes).toBe(2);
    const second = await session(files, storage);
    expect(second.read.sort()).toEqual(['a.transcript', 'codebook.yaml']);
    expect(second.answers()).toEqual((await session(files)).answers());
  });

  it('loses nothing where all of it is gone, or of another version or runtime', async () => {
    const storage = new MemoryStorage();
    const files = sample();
    const fresh = (await session(files)).answers();
    await session(files, storage);
    storage.files.clear();
    const deleted = await session(files, storage);
    expect([deleted.read.length, deleted.log]).toEqual([5, []]);
    expect(deleted.answers()).toEqual(fresh);
    storage.environment = 'another';
    const other = await session(files, storage);
    expect([other.read.length, other.log.length]).toEqual([5, 1]);
    expect(other.answers()).toEqual(fresh);
    expect((await session(files, storage)).read).toEqual(['codebook.yaml']);
  });

  it('is never wrong where the file is damaged', async () => {
    const storage = new MemoryStorage();
    const files = sample();
    const fresh = (await session(files)).answers();
    await session(files, storage);
    const whole = storage.files.get(STORED) as Uint8Array;
    const outcomes = new Set<number>();
    const check = async (bytes: Uint8Array): Promise<void> => {
      storage.files.set(STORED, bytes);
      const second = await session(files, storage, Infinity);
      expect(second.answers()).toEqual(fresh);
      expect(storage.opened).toBe(0);
      // What is of no use is not left there.
      const all = second.read.length === Object.keys(files).length;
      expect([storage.files.has(STORED), second.log.length]).toEqual(all ? [false, 1] : [true, 0]);
      outcomes.add(second.read.length);
    };
    // One byte in every part of it.
    for (let at = 0; at < whole.length; at += 64) {
      const bytes = whole.slice();
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      await check(bytes);
    }
    const damage = fc.oneof(
      fc.tuple(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 })).map(([at, mask]) => {
        const bytes = whole.slice();
        bytes[at] = (bytes[at] ?? 0) ^ mask;
        return bytes;
      }),
      // Near the end stands what all else depends on.
      fc.tuple(fc.nat(63), fc.integer({ min: 1, max: 255 })).map(([back, mask]) => {
        const bytes = whole.slice();
        const at = bytes.length - 1 - back;
        bytes[at] = (bytes[at] ?? 0) ^ mask;
        return bytes;
      }),
      fc.nat(whole.length - 1).map((length) => whole.slice(0, length)),
      fc.nat(whole.length - 1).map((from) => whole.slice(from)),
      fc.tuple(fc.nat(whole.length - 1), fc.uint8Array({ minLength: 1, maxLength: 64 })).map(([at, noise]) => {
        const bytes = new Uint8Array(Math.max(whole.length, at + noise.length));
        bytes.set(whole);
        bytes.set(noise, at);
        return bytes;
      }),
      fc.tuple(fc.nat(whole.length - 1), fc.nat(whole.length - 1), fc.nat(200)).map(([from, to, length]) => {
        const bytes = whole.slice();
        bytes.copyWithin(to, from, from + length);
        return bytes;
      }),
      fc.uint8Array({ maxLength: 200 }),
    );
    await fc.assert(
      fc.asyncProperty(damage, async (bytes) => {
        await check(bytes);
      }),
      { numRuns: 200 },
    );
    // Sometimes one interview was read anew, and sometimes all.
    expect(outcomes).toContain(2);
    expect(outcomes).toContain(5);
  });
});

describe('writing', () => {
  it('waits until enough is missing', async () => {
    const storage = new MemoryStorage();
    const files = sample();
    await session(files, storage, 100_000);
    expect(storage.writes).toBe(0);
    const first = await session(files, storage, 100);
    expect(storage.writes).toBe(1);
    files['a.transcript'] = { text: 'BEN: Less than a hundred letters.', stamp: '2' };
    first.loader.refresh();
    await first.settled();
    expect(storage.writes).toBe(1);
    files['a.transcript'] = { text: PARAGRAPHS.join('\n\n'), stamp: '3' };
    first.loader.refresh();
    await first.settled();
    expect(storage.writes).toBe(2);
    expect((await session(files, storage, 100)).read).toEqual(['codebook.yaml']);
    expect(storage.writes).toBe(2);
  });

  it('waits until a part of all is missing that matters', async () => {
    const storage = new MemoryStorage();
    const files: Files = {};
    const change = (from: number, to: number, stamp: string): void => {
      for (let at = from; at < to; at++) files[`${at}.transcript`] = { text: `BEN: Boats ${at}.`, stamp };
    };
    change(0, 200, '1');
    const first = await session(files, storage);
    change(0, 2, '2');
    first.loader.refresh();
    await first.settled();
    expect(storage.writes).toBe(1);
    // Some were only touched, but next time they would have to be read.
    const second = await session(files, storage);
    expect([second.read.length, storage.writes]).toEqual([2, 1]);
    change(2, 10, '2');
    second.loader.refresh();
    await second.settled();
    expect([storage.writes, storage.opened]).toEqual([2, 0]);
    change(10, 20, '2');
    expect((await session(files, storage)).read.length).toBe(10);
    expect(storage.writes).toBe(3);
    expect((await session(files, storage)).read).toEqual([]);
  });

  it('is done once at a time', async () => {
    const storage = new MemoryStorage();
    const files = sample();
    let end = (): void => undefined;
    let writes = 0;
    storage.write = () => {
      writes++;
      return new Promise((resolve) => (end = resolve));
    };
    const first = await session(files, storage);
    for (const file of Object.values(files)) file.stamp = '2';
    first.loader.refresh();
    await first.settled();
    expect(writes).toBe(1);
    end();
    await first.settled();
    first.loader.refresh();
    await first.settled();
    expect(writes).toBe(2);
  });

  it('that fails does no harm', async () => {
    const storage = new MemoryStorage();
    const files = sample();
    storage.write = () => Promise.reject(Object.assign(new Error('a message'), { code: 'ENOSPC' }));
    const first = await session(files, storage);
    expect(first.log).toEqual(['The index cannot be kept (ENOSPC).']);
    expect(first.answers()).toEqual((await session(files)).answers());
  });
});
