/** Plain text: the transcript holds every character of it. */
import { splitLines } from '../../core/lines';
import { decode, type DecodedText } from '../encoding';
import { importText } from '../text';
import { FormatError, withoutEnding, type ReadOptions, type ReadResult } from './reader';

/** The text of a file, and its encoding. */
export function decodeText(bytes: Uint8Array): DecodedText {
  const decoded = decode(bytes);
  if ('error' in decoded) throw new FormatError(decoded.error);
  return decoded;
}

/** Reads a raw transcript; `strip` gives its bytes back. */
export function readText(bytes: Uint8Array, { name }: ReadOptions): ReadResult {
  const { text: original, ...form } = decodeText(bytes);
  const { text, title, speakers, notes } = importText(original, { name });
  // Lines of the original become lines of the transcript: above them stands nothing but the front matter.
  const added = splitLines(text).length - splitLines(original).length;
  return {
    transcripts: [
      {
        name: withoutEnding(name),
        text,
        form,
        title,
        speakers,
        notes: notes.map((note) => ({ ...note, at: note.line + added })),
      },
    ],
    report: [],
  };
}
