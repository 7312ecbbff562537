/** The transcripts of interviews whose text was let go of, read again when they are asked for. */
import { contentHash } from './content-hash';
import { LOST, type Interview, type Restorer } from './interview';
import { parse } from './parse';
import type { Transcript } from './syntax';

/** Where texts are read again. */
export interface TextSource {
  /** What a file says now, at once; `undefined` where it cannot be read. */
  read(uri: string): string | undefined;
  /** The file does not say what it did when it was read, or is gone: it should be read anew. */
  changed(uri: string): void;
}

/**
 * In UTF-16 units of text. A transcript takes some 4 bytes for each (measured), its text included: 30 MB for all. That is room for 130
 * interviews of an hour, of which one question shows no more than twenty.
 */
const CAPACITY = 8_000_000;

export class Transcripts implements Restorer {
  /** The least recently used first. */
  private readonly restored = new Map<Interview, Transcript>();
  /** Those that are to be read anew, or were: asking again would tell nothing else. */
  private readonly lost = new WeakSet<Interview>();
  private length = 0;

  /** @param capacity how many UTF-16 units of text are kept; the last transcript is, however long. */
  constructor(
    private readonly source: TextSource,
    private readonly capacity = CAPACITY,
  ) {}

  /** How many UTF-16 units of text are kept now. */
  get size(): number {
    return this.length;
  }

  restore(interview: Interview): Transcript {
    const known = this.restored.get(interview);
    if (known) {
      this.restored.delete(interview);
      this.restored.set(interview, known);
      return known;
    }
    if (this.lost.has(interview)) return LOST;
    const text = this.source.read(interview.uri);
    if (text === undefined || text.length !== interview.length || contentHash(text) !== interview.hash) {
      this.lost.add(interview);
      this.source.changed(interview.uri);
      return LOST;
    }
    const transcript = parse(text);
    this.restored.set(interview, transcript);
    this.length += text.length;
    for (const oldest of this.restored.keys()) {
      if (this.length <= this.capacity || oldest === interview) break;
      this.forget(oldest);
    }
    return transcript;
  }

  /** The interview is no more: whoever holds it still is given no words that stand in the file by now. */
  drop(interview: Interview): void {
    this.forget(interview);
    this.lost.add(interview);
  }

  private forget(interview: Interview): void {
    const known = this.restored.get(interview);
    if (!known) return;
    this.restored.delete(interview);
    this.length -= known.text.length;
  }
}
