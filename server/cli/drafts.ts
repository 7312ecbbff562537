/** Quotes in Markdown files, for `check`. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Corpus } from '../core/corpus';
import type { Interview } from '../core/interview';
import { splitLines } from '../core/lines';
import type { Severity } from '../features/diagnostics';
import { draftProblems } from '../features/drafts';
import { Failure } from './command';
import { exists, isFolder, readText } from './io';
import type { Terminal } from './output';
import { positionAt } from './places';

export interface DraftFinding {
  file: string;
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
  severity: Severity;
  code: string;
  message: string;
}

/** Whether a path means a draft: transcripts have other endings. */
export function isDraftPath(path: string): boolean {
  return /\.(?:md|markdown)$/i.test(path) && exists(path) && !isFolder(path);
}

/** What quotes of the drafts have at fault; each transcript that they link is read once. */
export function draftFindings(
  paths: readonly string[],
  terminal: Terminal,
): { findings: DraftFinding[]; complete: boolean } {
  const findings: DraftFinding[] = [];
  let complete = true;
  const fail = (message: string): void => {
    terminal.say(message);
    complete = false;
  };
  const corpus = new Corpus();
  const known = new Map<string, Interview | undefined>();
  const read = (path: string, draft: string): Interview | undefined => {
    if (known.has(path)) return known.get(path);
    known.set(path, undefined);
    try {
      if (!exists(path)) throw new Failure(`${draft}: a transcript that it links is missing: ${path}`);
      corpus.put(path, readText(path).text);
      known.set(path, corpus.interviews.get(path));
      for (const name of ['codebook.yaml', 'codebook.yml']) {
        const codebook = join(dirname(path), name);
        if (!corpus.codebooks.has(codebook) && exists(codebook)) corpus.put(codebook, readText(codebook).text);
      }
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      fail(error.message);
    }
    return known.get(path);
  };
  for (const draft of paths) {
    try {
      const { text } = readText(draft);
      const lines = splitLines(text);
      const find = (target: string): Interview | undefined => {
        const path = pathOf(target, draft);
        return path === undefined ? undefined : read(path, draft);
      };
      for (const { span, severity, code, message } of draftProblems(corpus, text, find)) {
        const end = positionAt(lines, span.end);
        const place = { ...positionAt(lines, span.start), endLine: end.line, endColumn: end.column };
        findings.push({ file: draft, ...place, severity, code, message });
      }
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      fail(error.message);
    }
  }
  return { findings, complete };
}

/** The path of a transcript that a link leads to; nothing else is read. */
function pathOf(target: string, draft: string): string | undefined {
  try {
    if (/^file:\/\//i.test(target)) return /\.transcript$/i.test(target) ? fileURLToPath(target) : undefined;
    if (/^[a-z][a-z\d+.-]+:/i.test(target)) return undefined;
    const path = decodeURIComponent(target);
    if (!/\.transcript$/i.test(path)) return undefined;
    return path.startsWith('/') ? path : join(dirname(draft), path);
  } catch {
    return undefined;
  }
}
