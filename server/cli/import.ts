import { basename, dirname } from 'node:path';
import { encode } from '../formats/encoding';
import { importText, type Note } from '../formats/text';
import { command, Failure, FINDINGS, FINE, UsageError } from './command';
import {
  besides,
  exists,
  filesIn,
  hasEnding,
  identity,
  isFolder,
  RAW_FILES,
  readText,
  TRANSCRIPTS,
  writeWhole,
} from './io';
import { count, plain, type Terminal } from './output';

/** What became of one file. */
interface Result {
  file: string;
  target: string;
  written: boolean;
  title: string | null;
  speakers: string[];
  /** What is doubtful and was left alone; lines from 1, of the raw file. */
  notes: Note[];
  error: string | null;
}

interface Source {
  file: string;
  target: string;
}

export default command({
  usage: 'import <file|folder>… [--out DIR] [--force] [--json]',
  about: `
Makes a transcript of each raw text: name.txt becomes name.transcript beside it, in the same encoding. Of a folder, its *.txt and *.text
files and those below it are taken. Nothing is lost or changed: throughline strip gives the raw file back. What is doubtful is
reported with its line, and left alone. A transcript that is there already is not overwritten without --force.`,
  options: {
    out: {
      type: 'string',
      value: 'DIR',
      about: 'The folder to write to; subfolders are kept. It is made if there is none.',
    },
    force: { type: 'boolean', about: 'Replace transcripts that are there, with all their annotations.' },
    json: {
      type: 'boolean',
      about: 'A list of {file,target,written,title,speakers,notes:[{line,code,message}],error}.',
    },
  },
  paths: { least: 1, most: Infinity },
  run({ out, force = false, json }, paths, terminal) {
    if (out !== undefined && exists(out) && !isFolder(out)) throw new UsageError(`--out ${out}: this is no folder`);
    const results: Result[] = [];
    const sources = paths.flatMap((path) => {
      try {
        return sourcesOf(path, out);
      } catch (error) {
        results.push(failed({ file: path, target: '' }, error));
        return [];
      }
    });
    const written = new Set<string>();
    const progress = terminal.progress('Importing', sources.length);
    for (const source of sources) {
      try {
        results.push(importOne(source, force, written));
      } catch (error) {
        results.push(failed(source, error));
      }
      progress.step();
    }
    progress.end();
    if (json) terminal.json(results);
    else show(results, terminal);
    for (const { error } of results) if (error !== null) terminal.say(error);
    return results.some(({ error }) => error !== null) ? FINDINGS : FINE;
  },
});

function sourcesOf(path: string, out: string | undefined): Source[] {
  const folder = isFolder(path);
  const files = folder ? filesIn(path, hasEnding(RAW_FILES)) : [path];
  if (files.length === 0)
    throw new Failure(`${path}: no ${RAW_FILES.map((ending) => '*' + ending).join(', ')} lies in this folder`);
  const place = out === undefined ? undefined : { folder: out, below: folder ? path : dirname(path) };
  return files.map((file) => ({ file, target: besides(file, '.transcript', place) }));
}

function importOne({ file, target }: Source, force: boolean, written: Set<string>): Result {
  if (hasEnding(TRANSCRIPTS)(file)) throw new Failure(`${file}: this is a transcript already`);
  if (written.has(identity(target))) throw new Failure(`${file}: ${target} has just been made of another file`);
  if (!force && exists(target)) throw new Failure(`${target}: it exists already; --force replaces it`);
  const { text, ...form } = readText(file);
  const imported = importText(text, { name: basename(file) });
  writeWhole(target, encode(imported.text, form), force);
  written.add(identity(target));
  const { title = null, speakers, notes } = imported;
  return {
    file,
    target,
    written: true,
    title,
    speakers: speakers.map(({ name, label }) => name ?? label),
    notes,
    error: null,
  };
}

function failed({ file, target }: Source, error: unknown): Result {
  if (!(error instanceof Failure)) throw error;
  return { file, target, written: false, title: null, speakers: [], notes: [], error: error.message };
}

function show(results: readonly Result[], { write, paint }: Terminal): void {
  for (const { file, target, written, speakers, notes } of results) {
    if (!written) continue;
    const facts = [
      speakers.map(plain).join(', '),
      notes.length > 0 ? count(notes.length, 'place') + ' to look at' : '',
    ];
    write([`${file} → ${paint('bold', target)}`, ...facts.filter((fact) => fact !== '')].join('  ') + '\n');
    for (const { line, code, message } of notes) write(`  ${file}:${line} ${paint('yellow', code)} ${message}\n`);
  }
}
