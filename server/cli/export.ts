import { EXPORT_FORMATS, exportInterviews, ExportTooLarge } from '../formats/export';
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
    force: { type: 'boolean', about: 'Replace the file if there is one.' },
    'raw-cells': {
      type: 'boolean',
      about: "csv: no ' before cells that a spreadsheet would take for formulas.",
    },
  },
  paths: { least: 1, most: Infinity },
  run({ to, out, force = false, 'raw-cells': rawCells = false }, paths, terminal) {
    if (out === undefined) throw new UsageError('--out PATH is missing: which file is to be written? (- for stdout)');
    const format = EXPORT_FORMATS.find((name) => name === (to ?? out.split('.').at(-1)));
    if (!format) throw new UsageError(`--to wants one of ${EXPORT_FORMATS.join(', ')}`);
    refuseEarly(out, force);
    const { corpus, interviews, complete } = load(paths, terminal);
    if (interviews.length === 0) throw new Failure('No transcript could be read: nothing was written.');
    const text = attempt(() => exportInterviews(corpus, interviews, format, { rawCells }));
    if (interviews.some(({ uri }) => identity(uri) === identity(out))) {
      throw new Failure(`${out}: this is one of the transcripts; an export never replaces them`);
    }
    if (out === '-') terminal.write(text);
    else {
      writeWhole(out, new TextEncoder().encode(text), force);
      terminal.say(`${count(interviews.length, 'interview')} written to ${out}`);
    }
    return complete ? FINE : FINDINGS;
  },
});

/** What cannot be written need not be made first. */
function refuseEarly(out: string, force: boolean): void {
  if (out === '-' || !exists(out)) return;
  if (isFolder(out)) throw new Failure(`${out}: this is a folder, and a file is wanted`);
  if (!force) throw new Failure(`${out}: it exists already; --force replaces it`);
}

function attempt<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof ExportTooLarge ? new Failure(error.message) : error;
  }
}
