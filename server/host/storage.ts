/** Where something is kept from one session to the next: nothing in it is missed when it is gone. */
export interface Storage {
  /** What decides, beside our own code, what words mean here: what was kept under another one is of no use. */
  environment: string;
  /** `undefined` where there is no such file. */
  open(name: string): Promise<StoredFile | undefined>;
  /** Puts a file in the place of the one before, which can be read until then: all of it or, where that rejects, nothing. */
  write(name: string, chunks: AsyncIterable<Uint8Array>): Promise<void>;
  /** One that is not there is no fault. */
  remove(name: string): Promise<void>;
}

export interface StoredFile {
  /** In bytes. */
  size: number;
  /** So many bytes from an offset, in a buffer of their own; fewer where the file ends before. */
  read(offset: number, length: number): Promise<Uint8Array>;
  close(): Promise<void>;
}
