/**
 * Keeps what is known of an archive from one session to the next: after the start, files that have not changed are neither read nor
 * indexed again. Whoever deletes it loses some time.
 */
import { digestOf, type Interview } from '../core/interview';
import type { Storage } from '../host/storage';
import { StoredIndex, storedIndex, type Listed } from '../store/stored-index';
import type { StoredInterview } from '../store/record';
import { VERSION } from '../store/version';
import type { Diagnostics } from './diagnostics';
import { nameOf, type Kept } from './loader';
import type { Workspace } from './workspace';

/** The name of the file. */
export const STORED = 'index.bin';

export interface KeepingOptions {
  /** Absent where nothing can be kept. */
  storage: Storage | undefined;
  workspace: Workspace;
  diagnostics: Diagnostics;
  /** The stamp of a file when it was read last. */
  stampOf(uri: string): string | undefined;
  log(message: string): void;
  /**
   * It is written when what it lacks is more than this, in UTF-16 units of text, and more than a `SHARE` of all: as long as the next start
   * takes hardly any longer, the disk is left alone.
   */
  least?: number;
  /** In ms: how long nothing must have been read before it is written, and the time between two writings. */
  quiet?: number;
  interval?: number;
}

/** Reading and indexing so much text takes some 200 ms. */
const LEAST = 2_000_000;
const SHARE = 1 / 50;
const QUIET = 5000;
const INTERVAL = 300_000;

export interface Keeping {
  /** What was kept of a file, while the files are read for the first time. */
  recall(uri: string): Promise<Kept | undefined>;
  /** To be called whenever loading begins, goes on or ends. */
  progressed(loading: boolean): void;
}

/** What was kept, and the numbers that its terms have in the index of this session. */
interface Opened {
  stored: StoredIndex;
  numbers: Uint32Array;
}

export function keep(options: KeepingOptions): Keeping {
  const { storage } = options;
  if (!storage) return { recall: () => Promise.resolve(undefined), progressed: () => undefined };
  const keeper = new Keeper(storage, options);
  return {
    recall: (uri) => keeper.recall(uri),
    progressed: (loading) => keeper.progressed(loading),
  };
}

class Keeper implements Keeping {
  private readonly version: string;
  private opened: Promise<Opened | undefined> | undefined;
  /** The first loading is over: what was kept is no longer asked for. */
  private over = false;
  /** The stamps under which interviews stand in the file. */
  private readonly kept = new WeakMap<Interview, { stamp?: string }>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private written = -Infinity;
  private writing = false;

  constructor(
    private readonly storage: Storage,
    private readonly options: KeepingOptions,
  ) {
    this.version = `${VERSION} ${storage.environment}`;
  }

  async recall(uri: string): Promise<Kept | undefined> {
    if (this.over) return undefined;
    const opened = await (this.opened ??= this.open());
    const listed = opened?.stored.find(uri);
    const known = listed && (await opened?.stored.read(uri).catch(() => undefined));
    if (!opened || !known) return undefined;
    return { ...listed, restore: () => this.restore(listed, known, opened.numbers) };
  }

  progressed(loading: boolean): void {
    if (loading) {
      clearTimeout(this.timer);
      this.timer = undefined;
      return;
    }
    this.close();
    this.plan();
  }

  private async open(): Promise<Opened | undefined> {
    const { storage } = this;
    const { related, inSlices } = this.options.workspace;
    let stored: StoredIndex | undefined;
    try {
      stored = await StoredIndex.open(storage, STORED, this.version);
      if (!stored) return undefined;
      const numbers: number[] = [];
      for await (const terms of stored.terms())
        await inSlices(() => {
          for (const number of related.numbersOf(terms)) numbers.push(number);
        });
      return { stored, numbers: Uint32Array.from(numbers) };
    } catch (error) {
      this.options.log(`What was kept cannot be used (${nameOf(error)}): all files are read.`);
      await stored?.close();
      await storage.remove(STORED).catch(() => undefined);
      return undefined;
    }
  }

  /** Lets go of what was kept. */
  private close(): void {
    if (this.over) return;
    this.over = true;
    void this.opened?.then((opened) => opened?.stored.close()).catch(() => undefined);
    this.opened = undefined;
  }

  private restore(
    { uri, stamp }: Listed,
    { digest, packed, problems }: StoredInterview,
    numbers: Uint32Array,
  ): boolean {
    const { workspace, diagnostics } = this.options;
    const { corpus, related } = workspace;
    const interview = corpus.restore(uri, digest);
    if (!interview) return false;
    if (problems) diagnostics.know(interview, problems);
    // What does not fit together is indexed anew; the corpus has told the index of it.
    if (related.restore(interview, packed, numbers)) this.kept.set(interview, { stamp });
    return true;
  }

  /** Writes in a while, unless there is something to read by then. */
  private plan(): void {
    const { quiet = QUIET, interval = INTERVAL } = this.options;
    clearTimeout(this.timer);
    const wait = Math.max(quiet, this.written + interval - performance.now());
    this.timer = setTimeout(() => {
      this.timer = undefined;
      if (!this.writing && this.isWorthIt()) void this.write();
    }, wait);
  }

  private isWorthIt(): boolean {
    const { workspace, stampOf, least = LEAST } = this.options;
    let all = 0;
    let missing = 0;
    for (const interview of workspace.corpus.interviews.values()) {
      const { uri, length } = interview;
      all += length;
      const kept = this.kept.get(interview);
      if (!workspace.open.has(uri) && (!kept || kept.stamp !== stampOf(uri))) missing += length;
    }
    return missing > Math.max(least, all * SHARE);
  }

  private async write(): Promise<void> {
    const { storage, version } = this;
    const { workspace, log } = this.options;
    const stamps = new Map<Interview, string | undefined>();
    this.writing = true;
    try {
      await storage.write(
        STORED,
        storedIndex(version, this.all(stamps), () => workspace.related.terms()),
      );
      for (const [interview, stamp] of stamps) this.kept.set(interview, { stamp });
    } catch (error) {
      log(`The index cannot be kept (${nameOf(error)}).`);
    } finally {
      this.writing = false;
      this.written = performance.now();
    }
  }

  /** All interviews that are as their files are. */
  private async *all(stamps: Map<Interview, string | undefined>): AsyncGenerator<Listed & StoredInterview> {
    const { corpus, inSlices } = this.options.workspace;
    for (const uri of [...corpus.interviews.keys()]) {
      const stored = await inSlices(() => this.describe(uri, stamps));
      if (stored) yield stored;
    }
  }

  private describe(uri: string, stamps: Map<Interview, string | undefined>): (Listed & StoredInterview) | undefined {
    const { workspace, diagnostics, stampOf } = this.options;
    const interview = workspace.open.has(uri) ? undefined : workspace.corpus.interviews.get(uri);
    const packed = workspace.related.dump(uri);
    if (!interview || !packed) return undefined;
    const stamp = stampOf(uri);
    stamps.set(interview, stamp);
    const { length, hash } = interview;
    const problems = diagnostics.known(interview);
    return { uri, stamp, length, hash, digest: digestOf(interview), packed, problems };
  }
}
