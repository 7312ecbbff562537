import { join } from 'node:path';
import type { Corpus } from '../core/corpus';
import type { Interview } from '../core/interview';
import { exportEach } from '../formats/each';
import {
  EXPORT_FORMATS,
  ExportError,
  exportInterviews,
  formatOf,
  SINGLE,
  type ExportFormat,
  type ExportOptions,
} from '../formats/export';
import { command, Failure, FINDINGS, FINE, UsageError } from './command';
import { exists, identity, isFolder, writeWhole } from './io';
import { load } from './load';
import { count, type Terminal } from './output';

export default command({
  usage: 'export <path>… [--to FORMAT] --out PATH [--tag NAME]… [--claim NAME]… [--speaker NAME]… [--json] [--force]',
  about: `
Writes interviews as one file for other readers and programs, or as a file each where PATH ends in a slash. The formats are described in
docs/formats.md:

  ${EXPORT_FORMATS.join(', ')}

Of vtt, srt and txt a file holds one interview.

--tag, --claim and --speaker take the quotes and %tags lines that match: those with one of the tags (or a tag below it) or one of the claims,
said by one of the speakers. Interviews in which nothing matches are left out. Each can be given several times.

What a format cannot hold is told on stderr. What is there already is not overwritten without --force.`,
  options: {
    to: { type: 'string', value: 'FORMAT', about: 'The format; by default what the ending of PATH says.' },
    out: {
      type: 'string',
      value: 'PATH',
      about: 'The file to write; - for stdout; a folder with / behind it for a file each.',
    },
    tag: { type: 'string', multiple: true, value: 'NAME', about: 'Only what has this tag, or one below it.' },
    claim: {
      type: 'string',
      multiple: true,
      value: 'NAME',
      about: 'Only what states, supports or contradicts this claim.',
    },
    speaker: {
      type: 'string',
      multiple: true,
      value: 'NAME',
      about: 'Only what this speaker says: a label, name or id.',
    },
    json: { type: 'boolean', about: 'Tell what was written as JSON on stdout: {written, interviews, losses}.' },
    force: { type: 'boolean', about: 'Replace the file if there is one.' },
    'raw-cells': {
      type: 'boolean',
      about: "csv: no ' before cells that a spreadsheet would take for formulas.",
    },
    'offset-unit': { type: 'string', value: 'UNIT', about: 'qdpx: codepoint (as the standard says) or utf16.' },
  },
  paths: { least: 1, most: Infinity },
  async run({ to, out, json = false, force = false, ...wishes }, paths, terminal) {
    if (out === undefined) throw new UsageError('--out PATH is missing: which file is to be written? (- for stdout)');
    if (json && out === '-') throw new UsageError('--json and --out - would both write to stdout');
    const format = to === undefined ? formatOf(out) : EXPORT_FORMATS.find((name) => name === to);
    if (!format) throw new UsageError(`--to wants one of ${EXPORT_FORMATS.join(', ')}`);
    const options: ExportOptions = {
      tags: wishes.tag,
      claims: wishes.claim,
      speakers: wishes.speaker,
      rawCells: wishes['raw-cells'],
      offsetUnit: unit(wishes['offset-unit']),
    };
    const each = /[\\/]$/.test(out);
    if (!each) refuseEarly(out, force);
    const { corpus, interviews, complete } = load(paths, terminal);
    if (interviews.length === 0) throw new Failure('No transcript could be read: nothing was written.');
    const job: Job = { corpus, interviews, format, options, out, force };
    const { written, losses, exported, left } = await (each ? writeEach(job) : writeOne(job, terminal)).catch(
      asFailure,
    );
    if (json) terminal.json({ written, interviews: exported, losses });
    else {
      if (out !== '-') terminal.say(`${count(exported, 'interview')} written to ${out}`);
      for (const loss of losses.slice(0, MOST_TOLD)) terminal.say(loss);
      if (losses.length > MOST_TOLD) terminal.say(`… and ${losses.length - MOST_TOLD} more: --json tells them all.`);
    }
    return complete && !left ? FINE : FINDINGS;
  },
});

/** Of so many losses one reads what they are about. */
const MOST_TOLD = 12;

interface Job {
  corpus: Corpus;
  interviews: Interview[];
  format: ExportFormat;
  options: ExportOptions;
  out: string;
  force: boolean;
}

interface Done {
  written: string[];
  losses: string[];
  exported: number;
  /** Whether an interview could not be written at all. */
  left?: boolean;
}

async function writeOne({ corpus, interviews, format, options, out, force }: Job, terminal: Terminal): Promise<Done> {
  refuseTranscripts(interviews, out);
  if (SINGLE.has(format) && interviews.length > 1 && out !== '-')
    throw new Failure(
      `A file of this format (${format}) holds one interview: --out with a / behind it writes a file each.`,
    );
  const { data, losses, interviews: exported } = await exportInterviews(corpus, interviews, format, options);
  if (out === '-') terminal.write(data);
  else writeWhole(out, bytesOf(data), force);
  return { written: [out], losses, exported };
}

/** Nothing is written before it is sure that every file can be. */
async function writeEach({ corpus, interviews, format, options, out, force }: Job): Promise<Done> {
  const files: { path: string; data: Uint8Array }[] = [];
  const losses: string[] = [];
  let left = false;
  for await (const file of exportEach(corpus, interviews, format, options)) {
    const path = join(out, file.name);
    losses.push(...file.losses.map((loss) => `${file.name}: ${loss}`));
    if (file.data === undefined) {
      left = true;
      continue;
    }
    refuseTranscripts(interviews, path);
    refuseEarly(path, force);
    files.push({ path, data: bytesOf(file.data) });
  }
  for (const { path, data } of files) writeWhole(path, data, force);
  return { written: files.map(({ path }) => path), losses, exported: files.length, left };
}

function bytesOf(data: string | Uint8Array): Uint8Array {
  return typeof data === 'string' ? new TextEncoder().encode(data) : data;
}

function unit(value: string | undefined): ExportOptions['offsetUnit'] {
  if (value === undefined || value === 'codepoint' || value === 'utf16') return value;
  throw new UsageError('--offset-unit wants codepoint or utf16');
}

function refuseTranscripts(interviews: readonly Interview[], out: string): void {
  if (interviews.some(({ uri }) => identity(uri) === identity(out)))
    throw new Failure(`${out}: this is one of the transcripts; an export never replaces them`);
}

/** What cannot be written need not be made first. */
function refuseEarly(out: string, force: boolean): void {
  if (out === '-' || !exists(out)) return;
  if (isFolder(out)) throw new Failure(`${out}: this is a folder, and a file is wanted`);
  if (!force) throw new Failure(`${out}: it exists already; --force replaces it`);
}

function asFailure(error: unknown): never {
  throw error instanceof ExportError ? new Failure(error.message) : error;
}
