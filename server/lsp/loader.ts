/**
 * Keeps the corpus in step with the files: finds and reads them in slices, lets open documents stand over what is on the disk, and
 * follows what changes there.
 */
import { contentHash } from '../core/content-hash';
import type { Corpus } from '../core/corpus';
import type { TextSource } from '../core/transcripts';
import { LARGEST_FILE, type FoundFile, type Host } from '../host/host';
import { decode } from '../formats/encoding';
import { matcher } from '../host/matcher';
import type { InSlices } from './slices';
import { baseName, pathBelow } from '../host/uri';

export interface Progress {
  loading: boolean;
  /** Files read, and files found, since loading began. */
  done: number;
  total: number;
}

/** What was kept of a file in an earlier session. */
export interface Kept {
  /** The stamp that the file had. */
  stamp?: string;
  /** Of the text, see `Digest`. */
  length: number;
  hash: number;
  /** Takes it into the corpus; false, and nothing is changed, where it cannot be used. */
  restore(): boolean;
}

export interface LoaderOptions {
  host: Host;
  corpus: Corpus;
  inSlices: InSlices;
  /** What is done with a file that was read while its text is at hand, in slices: the text of one that is not open is let go of afterwards. */
  digest(uri: string): Promise<void>;
  /** What was kept of a file, so that it need not be digested: nor read, if its stamp is the same. */
  recall?(uri: string): Promise<Kept | undefined>;
  /** A word to the log; holds names of files, never their words. */
  log(message: string): void;
  /** The corpus has changed. */
  changed(): void;
  progressed(progress: Progress): void;
}

const TOO_LARGE = 'It is larger than 20 MB.';
/** Each waits for its file to be digested before it takes another one: so many files are in memory at most. */
const READS_AT_ONCE = 20;

export class Loader {
  private folders: readonly string[] = [];
  private globs: readonly string[] = [];
  private matches: (path: string) => boolean = () => false;
  /** The files that belong to the corpus, with the stamps under which they were read. */
  private readonly known = new Map<string, string | undefined>();
  /** Open documents. */
  private readonly open = new Set<string>();
  private readonly queue = new Set<string>();
  /** Counts up whenever a file is touched: a read that was under way by then is stale. */
  private readonly tickets = new Map<string, number>();
  private reading = 0;
  /** Files are digested one by one, so that none waits half done. */
  private digested: Promise<void> = Promise.resolve();
  private done = 0;
  private total = 0;
  private scan: Promise<void> | undefined;
  private scanAgain = false;

  constructor(private readonly options: LoaderOptions) {}

  get progress(): Progress {
    return { loading: this.isLoading, done: this.done, total: this.total };
  }

  private get isLoading(): boolean {
    return this.scan !== undefined || this.reading > 0 || this.queue.size > 0;
  }

  /** The stamp of a file when it was read last, where it is known. */
  stampOf(uri: string): string | undefined {
    return this.known.get(uri);
  }

  /** Follows these folders from now on; `globs` are relative to each. */
  follow(folders: readonly string[], globs: readonly string[]): void {
    this.folders = folders;
    this.globs = globs;
    this.matches = matcher(globs);
    this.refresh();
  }

  /** Looks for files that are new, changed or gone. Cheap where little has happened. */
  refresh(): void {
    if (this.scan) {
      this.scanAgain = true;
      return;
    }
    this.scan = this.findAll().finally(() => {
      this.scan = undefined;
      if (this.scanAgain) {
        this.scanAgain = false;
        this.refresh();
      } else this.report();
    });
    this.report();
  }

  /** An open document says this: what is on the disk does not count until it is closed. */
  put(uri: string, text: string): void {
    this.open.add(uri);
    this.queue.delete(uri);
    this.touch(uri);
    this.options.corpus.put(uri, text);
    this.options.changed();
  }

  /** The document was closed: the file counts again, if there is one. */
  close(uri: string): void {
    this.open.delete(uri);
    if (this.known.has(uri) || this.belongs(uri)) this.read(uri);
    else this.forget(uri);
  }

  /** The file is new, or says something else. */
  fileChanged(uri: string): void {
    if (!this.belongs(uri)) return;
    this.known.set(uri, undefined);
    this.read(uri);
  }

  /** The file was found to say something else than it did, or to be gone. */
  readAgain(uri: string): void {
    if (!this.known.has(uri)) return;
    this.known.set(uri, undefined);
    this.read(uri);
  }

  /** The files are gone, or the folders with all that is in them. */
  filesDeleted(uris: readonly string[]): void {
    if (uris.length === 0) return;
    const gone = new Set(uris);
    for (const file of [...this.known.keys()]) {
      for (let end = file.length; end > 0; end = file.lastIndexOf('/', end - 1)) {
        if (!gone.has(file.slice(0, end))) continue;
        this.lose(file);
        break;
      }
    }
  }

  /** Whether a file is read as a transcript, or as a codebook. */
  belongs(uri: string): boolean {
    return this.folders.some((folder) => {
      const path = pathBelow(folder, uri);
      return path !== undefined && this.matches(path);
    });
  }

  private async findAll(): Promise<void> {
    const { folders, globs, options } = this;
    const found = new Map<string, FoundFile>();
    for (const folder of folders) {
      try {
        for (const file of await options.host.find(folder, globs)) found.set(file.uri, file);
      } catch (error) {
        // What is known of a folder that cannot be reached now is kept.
        options.log(`The folder ${baseName(folder)} cannot be searched (${nameOf(error)}).`);
        for (const uri of this.known.keys()) if (pathBelow(folder, uri) !== undefined) found.set(uri, { uri });
      }
      // They have changed meanwhile, and another search is due.
      if (folders !== this.folders) return;
    }
    for (const uri of [...this.known.keys()]) if (!found.has(uri)) this.lose(uri);
    for (const { uri, size = 0, stamp } of found.values()) {
      if (this.known.has(uri) && (stamp === undefined || stamp === this.known.get(uri))) continue;
      this.known.set(uri, stamp);
      if (size > LARGEST_FILE) this.skip(uri, TOO_LARGE);
      else this.read(uri);
    }
  }

  private read(uri: string): void {
    if (this.open.has(uri)) return;
    this.touch(uri);
    if (!this.queue.has(uri)) this.total++;
    this.queue.add(uri);
    if (this.reading < READS_AT_ONCE) void this.readQueue();
    this.report();
  }

  /** One of several that empty the queue together. */
  private async readQueue(): Promise<void> {
    this.reading++;
    for (const uri of this.queue) {
      this.queue.delete(uri);
      await this.load(uri);
      this.done++;
      this.report();
    }
    this.reading--;
    this.report();
  }

  private async load(uri: string): Promise<void> {
    const { host, recall } = this.options;
    const ticket = this.tickets.get(uri);
    const stale = (): boolean => this.tickets.get(uri) !== ticket;
    try {
      const kept = await recall?.(uri);
      const stamp = this.known.get(uri);
      const bytes = kept && stamp !== undefined && kept.stamp === stamp ? undefined : await host.read(uri);
      const digested = this.digested.then(() => this.digest(uri, bytes, stale, kept));
      this.digested = digested.catch(() => undefined);
      await digested;
    } catch (error) {
      if (stale()) return;
      this.options.log(`${baseName(uri)} cannot be read (${nameOf(error)}).`);
      this.lose(uri);
    }
  }

  /** @param bytes absent where the file is as it was when something was kept of it. */
  private async digest(uri: string, bytes: Uint8Array | undefined, stale: () => boolean, kept?: Kept): Promise<void> {
    const { corpus, inSlices, digest, host } = this.options;
    const taken = await inSlices(() => stale() || this.take(uri, bytes, kept));
    if (!taken) {
      const read = await host.read(uri);
      await inSlices(() => stale() || this.take(uri, read));
    }
    if (stale() || !corpus.interviews.has(uri)) return;
    await digest(uri);
    if (!this.open.has(uri)) corpus.release(uri);
  }

  /** False where the file has to be read for it. */
  private take(uri: string, bytes: Uint8Array | undefined, kept?: Kept): boolean {
    if (bytes) {
      if (bytes.length > LARGEST_FILE) return this.skip(uri, TOO_LARGE);
      // As editors do, the byte order mark is left out.
      const decoded = decode(bytes);
      if ('error' in decoded) return this.skip(uri, decoded.error);
      const { text } = decoded;
      const same = kept && kept.length === text.length && kept.hash === contentHash(text);
      if (!same || !kept.restore()) this.options.corpus.put(uri, text);
    } else if (!kept?.restore()) return false;
    this.options.changed();
    return true;
  }

  private touch(uri: string): void {
    this.tickets.set(uri, (this.tickets.get(uri) ?? 0) + 1);
  }

  private skip(uri: string, reason: string): true {
    this.options.log(`${baseName(uri)} is skipped. ${reason}`);
    if (!this.open.has(uri)) this.forget(uri);
    return true;
  }

  /** The file is gone; its document may still be open. */
  private lose(uri: string): void {
    this.known.delete(uri);
    if (!this.open.has(uri)) this.forget(uri);
  }

  private forget(uri: string): void {
    this.touch(uri);
    this.queue.delete(uri);
    const { corpus } = this.options;
    if (!corpus.interviews.has(uri) && !corpus.codebooks.has(uri)) return;
    corpus.drop(uri);
    this.options.changed();
  }

  private report(): void {
    const { progress } = this;
    this.options.progressed(progress);
    if (!progress.loading) this.done = this.total = 0;
  }
}

/**
 * The texts of files as they are now, for what was let go of; `undefined` where the host cannot read at once.
 *
 * @param changed is told which file says something else than it did.
 */
export function textSource(host: Host, changed: (uri: string) => void): TextSource | undefined {
  if (!host.readNow) return undefined;
  return {
    read(uri) {
      const bytes = host.readNow?.(uri);
      const decoded = bytes && decode(bytes);
      return decoded && !('error' in decoded) ? decoded.text : undefined;
    },
    changed,
  };
}

/** The code of an error of the file system, else its name; never its message. */
export function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  const { code } = error as Error & { code?: unknown };
  return typeof code === 'string' ? code : error.name;
}
