import { splitLines } from '../core/lines';
import { diagnostics, type Severity } from '../features/diagnostics';
import { command, FINDINGS, FINE, UsageError } from './command';
import { exists, isFolder } from './io';
import { load } from './load';
import { count, type Colour } from './output';
import { positionAt } from './places';

const COLOURS: Record<Severity, Colour> = { error: 'red', warning: 'yellow', information: 'blue', hint: 'dim' };
const SEVERITIES = Object.keys(COLOURS) as Severity[];

export default command({
  usage: 'check <path>… [--severity LEVEL] [--reported] [--json]',
  about: `
Lists what transcripts have at fault or left to do: file:line:column severity code message.
A path is a file, read as a transcript whatever its ending, or a folder, of which the *.transcript files are read; a codebook.yaml
beside them tells which tags and claims are known. Exit status 1 if anything is found.`,
  options: {
    severity: {
      type: 'string',
      value: 'LEVEL',
      about: 'Only what is as serious: error, warning, information or hint (default).',
    },
    reported: {
      type: 'boolean',
      about: 'Also where somebody’s words seem to be reported without quotation marks (English; a guess).',
    },
    json: { type: 'boolean', about: 'A list of {file,line,column,endLine,endColumn,severity,code,message}.' },
  },
  paths: { least: 1, most: Infinity },
  run({ severity = 'hint', reported, json }, paths, terminal) {
    const least = SEVERITIES.indexOf(severity as Severity);
    if (least < 0) throw new UsageError(`--severity wants one of ${SEVERITIES.join(', ')}`);
    const { corpus, interviews, codebooks, complete } = load(paths, terminal);
    const files = [
      ...codebooks.map((uri) => ({ uri, lines: splitLines(corpus.codebooks.get(uri)?.text ?? '') })),
      ...interviews.map(({ uri, transcript }) => ({ uri, lines: transcript.lines })),
    ];
    // A few interviews say nothing on what is used nowhere.
    const all = paths.some((path) => exists(path) && isFolder(path));
    const findings = files.flatMap(({ uri, lines }) =>
      diagnostics(corpus, uri, { reported })
        .filter(({ code }) => all || (code !== 'unused-tag' && code !== 'unused-claim'))
        .filter((found) => SEVERITIES.indexOf(found.severity) <= least)
        .map(({ span, severity, code, message }) => {
          const end = positionAt(lines, span.end);
          return {
            file: uri,
            ...positionAt(lines, span.start),
            endLine: end.line,
            endColumn: end.column,
            severity,
            code,
            message,
          };
        }),
    );
    if (json) terminal.json(findings);
    else {
      const rows = findings.map(({ file, line, column, severity, code, message }) => [
        `${file}:${line}:${column}`,
        terminal.paint(COLOURS[severity], severity),
        terminal.paint('bold', code),
        message,
      ]);
      terminal.write(rows.map((row) => row.join(' ') + '\n').join(''));
      if (interviews.length > 0)
        terminal.say(`${count(findings.length, 'finding')} in ${count(interviews.length, 'interview')}`);
    }
    return findings.length > 0 || !complete ? FINDINGS : FINE;
  },
});
