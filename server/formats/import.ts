/** Import: files of other programs become transcripts. One file a format in read/; another format is a line of the table. */
import { decode } from './encoding';
import { fitsPodcast, fitsRev, fitsSrt, fitsText, fitsVtt, fitsWhisper, fitsWhisperCpp } from './read/fits';
import { fitsThroughline, fitsWebAnnotation } from './read/fits-ours';
import { fitsDocx } from './read/fits-docx';
import { fitsQdc, fitsQdpx } from './refi/fits';
import { FormatError, type Reader, type ReadOptions, type ReadResult } from './read/reader';

export { safeName } from './read/file-name';
export { FormatError, type Reader, type ReadNote, type ReadResult, type ReadTranscript } from './read/reader';

/** Of a file that a reader is surer of than this nobody needs to be asked. */
export const SURE = 0.5;

export const READERS: readonly Reader[] = [
  {
    name: 'vtt',
    title: 'WebVTT captions',
    fits: fitsVtt,
    read: async (bytes, options) => (await import('./read/captions')).readVtt(bytes, options),
  },
  {
    name: 'srt',
    title: 'SRT captions',
    fits: fitsSrt,
    read: async (bytes, options) => (await import('./read/captions')).readSrt(bytes, options),
  },
  {
    name: 'throughline',
    title: 'JSON of Throughline',
    fits: fitsThroughline,
    read: async (bytes) => (await import('./read/throughline-json')).readThroughlineJson(bytes),
  },
  {
    name: 'web-annotation',
    title: 'Web Annotation (JSON-LD)',
    fits: fitsWebAnnotation,
    read: async (bytes) => (await import('./read/web-annotation')).readWebAnnotation(bytes),
  },
  {
    name: 'whisper',
    title: 'Whisper or WhisperX JSON',
    fits: fitsWhisper,
    read: async (bytes, options) => (await import('./read/speech')).readWhisper(bytes, options),
  },
  {
    name: 'whisper.cpp',
    title: 'whisper.cpp JSON',
    fits: fitsWhisperCpp,
    read: async (bytes, options) => (await import('./read/speech')).readWhisperCpp(bytes, options),
  },
  {
    name: 'podcast',
    title: 'Podcast transcript JSON',
    fits: fitsPodcast,
    read: async (bytes, options) => (await import('./read/speech')).readPodcast(bytes, options),
  },
  {
    name: 'rev',
    title: 'Rev.ai JSON',
    fits: fitsRev,
    read: async (bytes, options) => (await import('./read/speech')).readRev(bytes, options),
  },
  {
    name: 'qdpx',
    title: 'REFI-QDA project',
    fits: fitsQdpx,
    read: async (bytes, options) => (await import('./refi/read-project')).readQdpx(bytes, options),
  },
  {
    name: 'qdc',
    title: 'REFI-QDA codebook',
    fits: fitsQdc,
    read: async (bytes) => (await import('./refi/read-project')).readQdc(bytes),
  },
  {
    name: 'docx',
    title: 'Word document',
    fits: fitsDocx,
    read: async (bytes, options) => (await import('./read/docx')).readDocx(bytes, options),
  },
  {
    name: 'text',
    title: 'Plain text',
    fits: fitsText,
    read: async (bytes, options) => (await import('./read/text')).readText(bytes, options),
  },
];

/** The reader with this name. */
export function readerNamed(name: string): Reader | undefined {
  return READERS.find((reader) => reader.name === name);
}

/** The reader that is surest of a file, by its content. */
export function detect(bytes: Uint8Array, fileName: string): { reader: Reader; sure: number } | undefined {
  const decoded = decode(bytes);
  const content = 'error' in decoded ? bytes : decoded.text;
  let best: { reader: Reader; sure: number } | undefined;
  for (const reader of READERS) {
    const sure = reader.fits(content, fileName);
    if (sure > 0 && sure > (best?.sure ?? 0)) best = { reader, sure };
  }
  return best;
}

export interface ImportOptions extends ReadOptions {
  /** A reader by name, where the content should not decide. */
  from?: string;
}

export interface Import extends ReadResult {
  /** The name of the reader. */
  format: string;
}

/**
 * Reads a file with the reader that is named, or that is surest of it.
 *
 * @throws {FormatError} also where no reader takes it.
 */
export async function importFile(bytes: Uint8Array, { name, from }: ImportOptions): Promise<Import> {
  const reader = from === undefined ? detect(bytes, name)?.reader : readerNamed(from);
  if (!reader) throw unreadable(bytes, name);
  return { format: reader.name, ...(await reader.read(bytes, { name })) };
}

function unreadable(bytes: Uint8Array, name: string): FormatError {
  const decoded = decode(bytes);
  const json = /\.json$/i.test(name) ? 'This JSON is no transcript of a kind that is known.' : '';
  if (!('error' in decoded)) return new FormatError(json || 'This is no transcript of a kind that is known.');
  return new FormatError(decoded.error);
}
