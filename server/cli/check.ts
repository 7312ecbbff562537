import { splitLines } from '../core/lines';
import { diagnostics, type Severity } from '../features/diagnostics';
import { command, FINDINGS, FINE, UsageError } from './command';
import { exists, isFolder } from './io';
import { draftFindings, isDraftPath } from './drafts';
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
beside them tells which tags and claims are known. Of a Markdown file (*.md) the quotes are compared with the transcripts that its links
lead to. Exit status 1 if anything is found.`,
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
    const drafts = paths.filter(isDraftPath);
    const rest = paths.filter((path) => !isDraftPath(path));
    const { corpus, interviews, codebooks, complete } = load(rest, terminal);
    const quoted = draftFindings(drafts, terminal);
    const files = [
      ...codebooks.map((uri) => ({ uri, lines: splitLines(corpus.codebooks.get(uri)?.text ?? '') })),
      ...interviews.map(({ uri, transcript }) => ({ uri, lines: transcript.lines })),
    ];
    // A few interviews say nothing on what is used nowhere.
    const all = paths.some((path) => exists(path) && isFolder(path));
    const found = files.flatMap(({ uri, lines }) =>
      diagnostics(corpus, uri, { reported })
        .filter(({ code }) => all || (code !== 'unused-tag' && code !== 'unused-claim'))
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
    const findings = [...found, ...quoted.findings].filter((one) => SEVERITIES.indexOf(one.severity) <= least);
    if (json) terminal.json(findings);
    else {
      const rows = findings.map(({ file, line, column, severity, code, message }) => [
        `${file}:${line}:${column}`,
        terminal.paint(COLOURS[severity], severity),
        terminal.paint('bold', code),
        message,
      ]);
      terminal.write(rows.map((row) => row.join(' ') + '\n').join(''));
      const looked = [
        ...(interviews.length > 0 ? [count(interviews.length, 'interview')] : []),
        ...(drafts.length > 0 ? [count(drafts.length, 'draft')] : []),
      ];
      if (looked.length > 0) terminal.say(`${count(findings.length, 'finding')} in ${looked.join(' and ')}`);
    }
    return findings.length > 0 || !complete || !quoted.complete ? FINDINGS : FINE;
  },
});
