/** What a reader is: it makes transcripts of the bytes of another program's file. */
import type { Form } from '../encoding';
import type { FoundSpeaker } from '../names';

/** Something doubtful, left as it is. The message holds no words of the file. */
export interface ReadNote {
  /** From 1, in the file that was read. */
  line: number;
  /** The same place in the transcript, as a line from 1. */
  at: number;
  code: string;
  message: string;
}

export interface ReadTranscript {
  /** The name of the transcript, without folder and ending, as the file gives it: whoever writes it makes it safe (`safeName`). */
  name: string;
  /** The transcript, with front matter. */
  text: string;
  /** How it is written as bytes: as the original is, where it has words of it in the same order. */
  form: Form;
  notes: ReadNote[];
  title?: string;
  speakers: FoundSpeaker[];
}

export interface ReadResult {
  transcripts: ReadTranscript[];
  /** `codebook.yaml`, where the file brings one. */
  codebook?: string;
  /** Sentences about what was kept, chosen or dropped, counted; without words of the file. */
  report: string[];
}

export interface ReadOptions {
  /** The file's name, without a folder: for `original`, and for the title where the file has none. */
  name: string;
}

export interface Reader {
  /** What `--from` calls it. */
  name: string;
  /** What a person calls it. */
  title: string;
  /**
   * How sure it is that it reads the file, 0 to 1, by the content; the name decides only where that says nothing. Takes linear time, and does
   * not throw.
   *
   * @param content all of the text without its byte order mark, or all bytes of what is no text.
   */
  fits(content: string | Uint8Array, fileName: string): number;
  /** @throws {FormatError} */
  read(bytes: Uint8Array, options: ReadOptions): ReadResult | Promise<ReadResult>;
}

/** The file cannot be read: the message says what is wrong, where, and what to do; it holds no words of the file. */
export class FormatError extends Error {}

export const PLAIN: Form = { encoding: 'utf-8', bom: false };

/** A file name without the folder it is in. */
export function baseName(name: string): string {
  return name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
}

/** A file name without its ending. */
export function withoutEnding(name: string): string {
  return name.replace(/(?<=.)\.[^.]{1,12}$/, '');
}

/** `1 cue`, `2 cues`. */
export function counted(number: number, thing: string, things = `${thing}s`): string {
  return `${number} ${number === 1 ? thing : things}`;
}

/** Words on one line: runs of blanks and line ends become a blank, and what no file can hold, U+FFFD. `control` replaces control characters. */
export function oneLine(text: string, control?: string): string {
  const plain = text.replace(/[\t\n\v\f\r ]+/g, ' ').replace(/\p{Cs}/gu, '\ufffd');
  // eslint-disable-next-line no-control-regex
  return (control === undefined ? plain : plain.replace(/[\s\u0000-\u001f\u007f-\u009f\ufeff]+/g, control)).replace(
    /^ | $/g,
    '',
  );
}
