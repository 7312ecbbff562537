/** Imports: what is understood of another program's file. The editor shows it, and writes it. */
import { fromBase64, toBase64 } from '../host/base64';
import type { ImportParams, ImportResult } from './protocol';

/** Reads a file. Few sessions import anything, so what does it is loaded here. */
export async function importBytes({ name, bytes, from }: ImportParams): Promise<ImportResult> {
  const [{ encode }, { FormatError, importFile, READERS, safeName }] = await Promise.all([
    import('../formats/encoding'),
    import('../formats/import'),
  ]);
  const formats = READERS.map(({ name, title }) => ({ name, title }));
  try {
    const { format, transcripts, codebook, report } = await importFile(fromBase64(bytes), { name, from });
    return {
      format,
      formats,
      transcripts: transcripts.map(({ name, text, form, speakers, notes }) => ({
        name: safeName(name),
        bytes: toBase64(encode(text, form)),
        speakers: speakers.map(({ name, label }) => name ?? label),
        notes: notes.map(({ at, message }) => ({ line: at - 1, message })),
      })),
      codebook,
      report,
    };
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    return { error: error.message, formats, transcripts: [], report: [] };
  }
}
