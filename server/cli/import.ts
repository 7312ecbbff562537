import { basename, dirname, extname, join } from 'node:path';
import { encode } from '../formats/encoding';
import {
  detect,
  FormatError,
  importFile,
  READERS,
  readerNamed,
  safeName,
  SURE,
  type Import,
  type ReadNote,
  type ReadTranscript,
} from '../formats/import';
import { command, Failure, FINDINGS, FINE, UsageError } from './command';
import { besides, exists, filesIn, hasEnding, identity, isFolder, readBytes, TRANSCRIPTS, writeWhole } from './io';
import { count, plain, type Terminal } from './output';

/** What became of one file; of one that holds several interviews, there is a result for each. */
interface Result {
  file: string;
  target: string;
  written: boolean;
  /** The reader; `null` where none took the file. */
  format: string | null;
  title: string | null;
  speakers: string[];
  /** What is doubtful and was left alone; `line` counts from 1 in the file that was read, `at` in the transcript. */
  notes: ReadNote[];
  /** What was chosen or dropped. */
  report: string[];
  error: string | null;
}

interface Source {
  file: string;
  /** Where its folder's files go. */
  folder: string;
  /** Found in a folder, so that what is no transcript is passed over. */
  found: boolean;
}

/** What is looked at in a folder. Not `.md`: beside interviews that is a README, as a rule. */
const FILES: readonly string[] = ['.txt', '.text', '.vtt', '.srt', '.json', '.docx', '.qdpx'];
/** Those that other programs use for other things, too. */
const OTHERS_TOO: readonly string[] = ['.json', '.docx', '.qdpx'];
const formats = READERS.map(({ name }) => name).join(', ');

export default command({
  usage: 'import <file|folder>… [--from FORMAT] [--out DIR] [--force] [--json]',
  about: `
Makes a transcript of each file: name.txt or name.vtt becomes name.transcript beside it. What a file is, its content says; --from says
otherwise. Of a folder, its ${FILES.slice(0, -1).join(', ')} and ${FILES.slice(-1).join()} files and those below it are taken, as far
as they hold interviews. Of plain text nothing is lost or changed: throughline strip gives the raw file back. Captions and the like become
paragraphs with their times. What is doubtful is reported with its line, and left alone. A transcript that is there already is not
overwritten without --force.`,
  options: {
    from: { type: 'string', value: 'FORMAT', about: `What the files are: ${formats}.` },
    out: {
      type: 'string',
      value: 'DIR',
      about: 'The folder to write to; subfolders are kept. It is made if there is none.',
    },
    force: { type: 'boolean', about: 'Replace transcripts that are there, with all their annotations.' },
    json: {
      type: 'boolean',
      about: 'A list of {file,target,written,format,title,speakers,notes:[{line,at,code,message}],report,error}.',
    },
  },
  paths: { least: 1, most: Infinity },
  async run({ from, out, force = false, json }, paths, terminal) {
    if (out !== undefined && exists(out) && !isFolder(out)) throw new UsageError(`--out ${out}: this is no folder`);
    if (from !== undefined && !readerNamed(from)) throw new UsageError(`--from ${from}: it is one of ${formats}`);
    const results: Result[] = [];
    const skipped: string[] = [];
    const sources = paths.flatMap((path) => {
      try {
        return sourcesOf(path, out);
      } catch (error) {
        results.push(failed(path, '', error));
        return [];
      }
    });
    const written = new Map<string, string>();
    const progress = terminal.progress('Importing', sources.length);
    for (const source of sources) {
      try {
        const imported = await read(source, from);
        if (imported) results.push(...write(source, imported, force, written));
        else skipped.push(source.file);
      } catch (error) {
        results.push(failed(source.file, targetOf(source, basename(source.file, extname(source.file))), error));
      }
      progress.step();
    }
    progress.end();
    if (json) terminal.json(results);
    else show(results, terminal);
    for (const { error } of results) if (error !== null) terminal.say(error);
    for (const file of skipped)
      terminal.say(`${file}: skipped, as it seems to be no transcript; --from FORMAT reads it`);
    return results.some(({ error }) => error !== null) ? FINDINGS : FINE;
  },
});

function sourcesOf(path: string, out: string | undefined): Source[] {
  const folder = isFolder(path);
  const files = folder ? filesIn(path, hasEnding(FILES)) : [path];
  if (files.length === 0)
    throw new Failure(`${path}: no ${FILES.map((ending) => '*' + ending).join(', ')} lies in this folder`);
  const place = out === undefined ? undefined : { folder: out, below: folder ? path : dirname(path) };
  return files.map((file) => ({ file, folder: dirname(besides(file, '.transcript', place)), found: folder }));
}

function targetOf({ folder }: Source, name: string): string {
  return join(folder, `${safeName(name)}.transcript`);
}

/** What a file holds; `undefined` where it lies in a folder and is no transcript. */
async function read({ file, found }: Source, from: string | undefined): Promise<Import | undefined> {
  if (hasEnding(TRANSCRIPTS)(file)) throw new Failure(`${file}: this is a transcript already`);
  const bytes = readBytes(file);
  const name = basename(file);
  const doubtful = found && from === undefined && hasEnding(OTHERS_TOO)(file);
  if (doubtful && (detect(bytes, name)?.sure ?? 0) < SURE) return undefined;
  try {
    return await importFile(bytes, { name, from });
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    throw new Failure(`${file}: ${error.message}`);
  }
}

/** Writes all that a file brings, each whole or not at all. */
function write(source: Source, imported: Import, force: boolean, written: Map<string, string>): Result[] {
  const { file } = source;
  const claim = (target: string, bytes: Uint8Array): void => {
    const other = written.get(identity(target));
    if (other !== undefined)
      throw new Failure(
        `${file}: ${target} has just been made of another file, ${other}; rename one, or import it with another --out`,
      );
    if (!force && exists(target)) throw new Failure(`${target}: it exists already; --force replaces it`);
    writeWhole(target, bytes, force);
    written.set(identity(target), file);
  };
  const results = imported.transcripts.map((transcript, index) => {
    const target = targetOf(source, transcript.name);
    try {
      claim(target, encode(transcript.text, transcript.form));
      return made(file, target, index === 0 ? imported : { ...imported, report: [] }, transcript);
    } catch (error) {
      return failed(file, target, error);
    }
  });
  return imported.codebook === undefined ? results : [...results, writeCodebook(source, imported, claim)];
}

/** Beside the transcripts; where there is a codebook already, under a name of its own, as only a person can join two. */
function writeCodebook(
  { file, folder }: Source,
  { format, codebook = '', report, transcripts }: Import,
  claim: (target: string, bytes: Uint8Array) => void,
): Result {
  const first = join(folder, 'codebook.yaml');
  const own = join(folder, `${safeName(basename(file, extname(file)))}.codebook.yaml`);
  const target = exists(first) ? own : first;
  try {
    claim(target, new TextEncoder().encode(codebook));
  } catch (error) {
    return failed(file, target, error);
  }
  const told = [
    ...(transcripts.length > 0 ? [] : report),
    ...(target === own ? ['There is a codebook already: take over from this one what belongs there.'] : []),
  ];
  return { file, target, written: true, format, title: null, speakers: [], notes: [], report: told, error: null };
}

function made(file: string, target: string, { format, report }: Import, transcript: ReadTranscript): Result {
  const { title = null, speakers, notes } = transcript;
  const names = speakers.map(({ name, label }) => name ?? label);
  return { file, target, written: true, format, title, speakers: names, notes, report, error: null };
}

function failed(file: string, target: string, error: unknown): Result {
  if (!(error instanceof Failure)) throw error;
  const nothing = { format: null, title: null, speakers: [], notes: [], report: [] };
  return { file, target, written: false, ...nothing, error: error.message };
}

function show(results: readonly Result[], { write, paint }: Terminal): void {
  for (const { file, target, written, format, speakers, notes, report } of results) {
    if (!written) continue;
    const facts = [
      format !== null && format !== 'text' ? format : '',
      speakers.map(plain).join(', '),
      notes.length > 0 ? count(notes.length, 'place') + ' to look at' : '',
    ];
    write([`${file} → ${paint('bold', target)}`, ...facts.filter((fact) => fact !== '')].join('  ') + '\n');
    for (const { line, code, message } of notes) write(`  ${file}:${line} ${paint('yellow', code)} ${message}\n`);
    for (const sentence of report) write(`  ${sentence}\n`);
  }
}
