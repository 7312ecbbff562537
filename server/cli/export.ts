import { EXPORT_FORMATS, ExportError, exportInterviews, formatOf } from '../formats/export';
import { command, Failure, FINDINGS, FINE, UsageError } from './command';
import { exists, identity, isFolder, writeWhole } from './io';
import { load } from './load';
import { count } from './output';

export default command({
  usage: `export <path>… --to ${EXPORT_FORMATS.join('|')} --out PATH [--force]`,
  about: `
Writes interviews as one file for other readers and programs: html (one page to read and print), md (Markdown), csv (one row a coding),
json (everything). The formats are described in docs/formats.md. What is there already is not overwritten without --force.`,
  options: {
    to: {
      type: 'string',
      value: 'FORMAT',
      about: `${EXPORT_FORMATS.join(', ')}; by default what the ending of PATH says.`,
    },
    out: { type: 'string', value: 'PATH', about: 'The file to write; - for stdout.' },
    json: { type: 'boolean', about: 'Tell what was written as JSON on stdout.' },
    force: { type: 'boolean', about: 'Replace the file if there is one.' },
    'raw-cells': {
      type: 'boolean',
      about: "csv: no ' before cells that a spreadsheet would take for formulas.",
    },
  },
  paths: { least: 1, most: Infinity },
  async run({ to, out, json = false, force = false, 'raw-cells': rawCells = false }, paths, terminal) {
    if (out === undefined) throw new UsageError('--out PATH is missing: which file is to be written? (- for stdout)');
    if (json && out === '-') throw new UsageError('--json and --out - would both write to stdout');
    const format = to === undefined ? formatOf(out) : EXPORT_FORMATS.find((name) => name === to);
    if (!format) throw new UsageError(`--to wants one of ${EXPORT_FORMATS.join(', ')}`);
    refuseEarly(out, force);
    const { corpus, interviews, complete } = load(paths, terminal);
    if (interviews.length === 0) throw new Failure('No transcript could be read: nothing was written.');
    if (interviews.some(({ uri }) => identity(uri) === identity(out))) {
      throw new Failure(`${out}: this is one of the transcripts; an export never replaces them`);
    }
    const { data, losses } = await exportInterviews(corpus, interviews, format, { rawCells }).catch(asFailure);
    if (out === '-') terminal.write(data);
    else {
      writeWhole(out, typeof data === 'string' ? new TextEncoder().encode(data) : data, force);
      if (json) terminal.json({ written: [out], interviews: interviews.length, losses });
      else terminal.say(`${count(interviews.length, 'interview')} written to ${out}`);
    }
    if (!json) for (const loss of losses) terminal.say(`Not in it: ${loss}`);
    return complete ? FINE : FINDINGS;
  },
});

/** What cannot be written need not be made first. */
function refuseEarly(out: string, force: boolean): void {
  if (out === '-' || !exists(out)) return;
  if (isFolder(out)) throw new Failure(`${out}: this is a folder, and a file is wanted`);
  if (!force) throw new Failure(`${out}: it exists already; --force replaces it`);
}

function asFailure(error: unknown): never {
  throw error instanceof ExportError ? new Failure(error.message) : error;
}
