/** A storage in memory, for tests: what it holds can be looked at, and damaged. */
import type { Storage } from '../../server/host/storage';

export class MemoryStorage implements Storage {
  environment = 'test';
  readonly files = new Map<string, Uint8Array>();
  /** How many files are open. */
  opened = 0;
  /** How often something was written, and what is being written now. */
  writes = 0;
  writing = 0;

  open(name: string): ReturnType<Storage['open']> {
    const bytes = this.files.get(name);
    if (!bytes) return Promise.resolve(undefined);
    this.opened++;
    return Promise.resolve({
      size: bytes.length,
      read: (offset, length) => Promise.resolve(bytes.slice(offset, Math.min(bytes.length, offset + length))),
      close: () => {
        this.opened--;
        return Promise.resolve();
      },
    });
  }

  async write(name: string, chunks: AsyncIterable<Uint8Array>): Promise<void> {
    this.writing++;
    try {
      const all: Uint8Array[] = [];
      for await (const chunk of chunks) all.push(chunk.slice());
      this.files.set(name, new Uint8Array(Buffer.concat(all)));
      this.writes++;
    } finally {
      this.writing--;
    }
  }

  remove(name: string): Promise<void> {
    this.files.delete(name);
    return Promise.resolve();
  }
}
