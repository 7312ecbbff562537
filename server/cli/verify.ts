import { statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { splitLines } from '../core/lines';
import type { Span } from '../core/span';
import { strip } from '../core/strip';
import type { Transcript } from '../core/syntax';
import { firstDifference, inTranscript } from '../features/verify';
import { decode, type Encoding } from '../formats/encoding';
import { command, Failure, FINDINGS, FINE } from './command';
import { exists, readBytes, readText } from './io';
import { load } from './load';
import { count } from './output';
import { positionAt } from './places';

/** What came of one transcript. Places are lines and columns from 1; the ends are exclusive. */
interface Verdict {
  file: string;
  /** The path of the original; null where the front matter names none. */
  original: string | null;
  /** Null where it could not be compared. */
  same: boolean | null;
  /** What differs: the words, only the line ends, or only the encoding. */
  differs: 'words' | 'line-ends' | 'encoding' | null;
  here: Range | null;
  there: Range | null;
  /** Why it could not be compared, or what differs where there is no place to show. */
  message: string | null;
}

interface Range {
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
}

export default command({
  usage: 'verify <path>… [--json]',
  about: `
Compares transcripts, without their annotation layer, with the originals that their front matter names (original: FILE, relative to the
transcript), byte for byte, and tells where each differs first: file:line:column, and the place in the original. An original of another
format, such as captions, is compared as import reads it. Exit status 1 where one differs or could not be compared, or none named an
original; transcripts that name none are told.`,
  options: {
    json: { type: 'boolean', about: 'A list of {file,original,same,differs,here,there,message}.' },
  },
  paths: { least: 1, most: Infinity },
  async run({ json }, paths, terminal) {
    const { interviews, complete } = load(paths, terminal);
    const verdicts: Verdict[] = [];
    for (const { uri, transcript } of interviews) verdicts.push(await verify(uri, transcript));
    if (json) terminal.json(verdicts);
    else {
      for (const { file, original, differs, here, there, message } of verdicts) {
        if (differs === null) {
          if (message !== null) terminal.say(`${file}: ${message}`);
          continue;
        }
        const place = here ? `${file}:${here.line}:${here.column}` : file;
        const other = there ? `${original ?? ''}:${there.line}:${there.column}` : (original ?? '');
        terminal.write(`${place} ${terminal.paint('bold', differs)} ${message ?? WHAT[differs]} ${other}\n`);
      }
      const same = verdicts.filter((verdict) => verdict.same === true).length;
      terminal.say(`${same} of ${count(verdicts.length, 'transcript')} with the words of the original`);
    }
    const unnamed = verdicts.filter(({ original }) => original === null).length;
    const fine =
      complete && unnamed < verdicts.length && verdicts.every(({ original, same }) => same ?? original === null);
    return fine ? FINE : FINDINGS;
  },
});

const WHAT = {
  words: 'differs from',
  'line-ends': 'has other line ends than',
  encoding: 'has another encoding than',
} as const;

async function verify(file: string, transcript: Transcript): Promise<Verdict> {
  const nothing = { file, original: null, same: null, differs: null, here: null, there: null, message: null };
  const named = transcript.frontMatter?.original?.value;
  if (named === undefined) return { ...nothing, message: 'its front matter names no original' };
  try {
    const original = pathOf(file, named);
    return { ...nothing, original, ...(await compare(file, transcript, original)) };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { ...nothing, original: named, message: error.message };
  }
}

/** The path of the original; it may lie anywhere: of what it says only places are told. */
function pathOf(file: string, named: string): string {
  if (/^file:/i.test(named)) {
    try {
      return fileURLToPath(named);
    } catch {
      throw new Failure('the original is no file of this machine');
    }
  }
  if (/^[a-z][a-z\d+.-]+:/i.test(named)) throw new Failure('the original is no file of this machine');
  return isAbsolute(named) ? named : join(dirname(file), named);
}

async function compare(file: string, transcript: Transcript, original: string): Promise<Partial<Verdict>> {
  if (!exists(original)) throw new Failure(`its original is missing: ${original}`);
  // Reading a pipe may never end.
  if (!statSync(original).isFile()) throw new Failure(`its original is no file: ${original}`);
  const bytes = readBytes(original);
  const stripped = strip(transcript);
  const decoded = decode(bytes);
  const read =
    'error' in decoded || decoded.text !== stripped ? await asImported(bytes, original, stripped) : undefined;
  if (read === undefined && 'error' in decoded) throw new Failure(`its original cannot be read: ${decoded.error}`);
  const text = read ?? ('error' in decoded ? '' : decoded.text);
  const difference = firstDifference(stripped, text);
  if (difference) {
    // What an import makes of a file has other lines than the file.
    const there = read === undefined ? rangeOf(text, difference.original) : null;
    const here = rangeOf(transcript.text, inTranscript(transcript, difference.stripped));
    return { same: false, differs: difference.kind, here, there };
  }
  const { encoding, bom } = readText(file);
  if (read !== undefined || 'error' in decoded || (encoding === decoded.encoding && bom === decoded.bom))
    return { same: true };
  const message = `is ${called(encoding, bom)}, and ${called(decoded.encoding, decoded.bom)} is`;
  return { same: false, differs: 'encoding', message };
}

function called(encoding: Encoding, bom: boolean): string {
  return encoding.toUpperCase() + (bom ? ' with a byte order mark' : '');
}

/** The words of a file that is no plain text, as `import` reads them; `undefined` where it is plain text or nobody can. */
async function asImported(bytes: Uint8Array, path: string, wanted: string): Promise<string | undefined> {
  const { detect, FormatError, SURE } = await import('../formats/import');
  const name = basename(path);
  const found = detect(bytes, name);
  if (!found || found.reader.name === 'text' || found.sure < SURE) return undefined;
  try {
    const { transcripts } = await found.reader.read(bytes, { name });
    const texts = transcripts.map(({ text }) => strip(text));
    return texts.find((text) => text === wanted) ?? texts[0];
  } catch (error) {
    if (error instanceof FormatError) throw new Failure(`its original cannot be read: ${error.message}`);
    throw error;
  }
}

function rangeOf(text: string, { start, end }: Span): Range {
  const lines = splitLines(text);
  const last = positionAt(lines, end);
  return { ...positionAt(lines, start), endLine: last.line, endColumn: last.column };
}
