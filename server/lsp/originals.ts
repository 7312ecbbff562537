/** The originals of the transcripts that are open, as far as they lie in the workspace. */
import {
  DidChangeWatchedFilesNotification,
  RequestType,
  type Connection,
  type Disposable,
} from 'vscode-languageserver';
import { transcriptOf, type Interview } from '../core/interview';
import { splitLines } from '../core/lines';
import { resolvePath } from '../core/resolve';
import type { Line } from '../core/syntax';
import type { Span } from '../core/span';
import type { Action } from '../features/code-actions';
import type { Diagnostic } from '../features/diagnostics';
import { recordProblem } from '../features/verify';
import { decode } from '../formats/encoding';
import { LARGEST_FILE, type Host } from '../host/host';
import { canonical, pathBelow } from '../host/uri';
import { methods, type OriginalResult, type TextDocumentParams } from './protocol';
import { row, type Row } from './table';
import type { Workspace } from './workspace';

/** A file that was read; without a text where that could not be, or is no plain text. */
export interface Original {
  text?: string;
  lines: readonly Line[];
}

const UNREAD: Original = { lines: [] };
/** What is compared as it stands: of other formats `throughline verify` compares what import makes of them. */
const PLAIN = /\.(?:txt|text|md|markdown|transcript)$/i;

export class Originals {
  private readonly byUri = new Map<string, Original>();
  private readonly waiting = new Set<string>();
  private readonly found = new WeakMap<Interview, { original: Original; problem: Diagnostic | undefined }>();
  /** Counts up with every original that is read. */
  revision = 0;
  private folders: readonly string[] = [];

  /** @param changed is called when an original was read. */
  constructor(
    private readonly host: Host,
    private readonly changed: () => void,
  ) {}

  follow(folders: readonly string[]): void {
    this.folders = folders;
  }

  get(uri: string): Original | undefined {
    return this.byUri.get(uri);
  }

  /** The originals that have been asked for. */
  get uris(): string[] {
    return [...this.byUri.keys()];
  }

  /** The URI of an interview's original, where it lies in the workspace. */
  uriOf(interview: Interview): string | undefined {
    const named = transcriptOf(interview)?.frontMatter?.original?.value;
    if (named === undefined) return undefined;
    const uri = /^file:/i.test(named) ? named : resolvePath(interview.uri, named);
    const known = uri && canonical(uri);
    return known && known !== interview.uri && this.folders.some((folder) => isBelow(folder, known))
      ? known
      : undefined;
  }

  /** What an interview has at odds with its original, as far as that is known: where it is not, it is read meanwhile. */
  problem(interview: Interview): Diagnostic | undefined {
    const uri = this.uriOf(interview);
    if (uri === undefined || !PLAIN.test(uri)) return undefined;
    const original = this.byUri.get(uri);
    if (!original) void this.read(uri);
    const transcript = transcriptOf(interview);
    if (original?.text === undefined || !transcript) return undefined;
    let known = this.found.get(interview);
    if (known?.original !== original) {
      known = { original, problem: recordProblem(transcript, { uri, text: original.text }) };
      this.found.set(interview, known);
    }
    return known.problem;
  }

  /** The file, or one above it, says something else, or is gone. */
  fileChanged(uri: string): void {
    for (const known of this.byUri.keys()) if (known === uri || known.startsWith(uri + '/')) void this.read(known);
  }

  private async read(uri: string): Promise<void> {
    if (this.waiting.has(uri)) return;
    this.waiting.add(uri);
    // Whatever happens meanwhile is in what is read, or is told once more.
    await Promise.resolve();
    this.waiting.delete(uri);
    const text = await this.textOf(uri);
    const before = this.byUri.get(uri);
    if (before && before.text === text) return;
    this.byUri.set(uri, text === undefined ? { ...UNREAD } : { text, lines: splitLines(text) });
    this.revision++;
    this.changed();
  }

  private async textOf(uri: string): Promise<string | undefined> {
    try {
      // Where it can be asked at once, what is no file is passed over: reading a pipe may never end.
      const bytes = this.host.readNow ? this.host.readNow(uri) : await this.host.read(uri);
      if (!bytes || bytes.length > LARGEST_FILE) return undefined;
      const decoded = decode(bytes);
      return 'error' in decoded ? undefined : decoded.text;
    } catch {
      return undefined;
    }
  }
}

function isBelow(folder: string, uri: string): boolean {
  const path = pathBelow(folder, uri);
  return path !== undefined && !path.split('/').includes('..');
}

/** What of a workspace's interviews has to do with their originals: only those that are open are compared. */
export function originalProblems({ originals, open }: Workspace, interview: Interview): Diagnostic[] {
  const problem = open.has(interview.uri) ? originals.problem(interview) : undefined;
  return problem ? [problem] : [];
}

export const originalRequests: readonly Row<{ workspace: Workspace }>[] = [
  row(
    new RequestType<TextDocumentParams, OriginalResult, void>(methods.original),
    { uri: null },
    ({ workspace: { corpus, originals } }, { textDocument }) => {
      const interview = corpus.interviews.get(canonical(textDocument.uri));
      return { uri: (interview && originals.uriOf(interview)) ?? null };
    },
  ),
];

/** At the place where a transcript differs: to look at both. */
export function originalActions(workspace: Workspace, uri: string, span: Span): Action[] {
  const interview = workspace.corpus.interviews.get(uri);
  const [problem] = interview ? originalProblems(workspace, interview) : [];
  if (!problem || problem.span.start > span.end || span.start > problem.span.end) return [];
  const command = { command: 'throughline.compareOriginal', arguments: [uri] };
  return [{ title: 'Compare with the original', kind: 'quickfix', fixes: problem, command }];
}

/** Has the editor watch the originals that were asked for. To be called whenever there may be others. */
export function originalWatcher(connection: Connection, { originals, offers }: Workspace): () => Promise<void> {
  let watched = '';
  let current: Promise<Disposable> | undefined;
  return async () => {
    const names = [...new Set(originals.uris.map((uri) => globOf(uri)))].sort();
    if (!offers.watches || names.join('\n') === watched) return;
    watched = names.join('\n');
    const before = current;
    const watchers = names.map((globPattern) => ({ globPattern }));
    current = connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
    await current;
    (await before)?.dispose();
  };
}

/** A glob for files of this name. */
function globOf(uri: string): string {
  const name = uri.slice(uri.lastIndexOf('/') + 1);
  let decoded = name;
  try {
    decoded = decodeURIComponent(name);
  } catch {
    // Some bytes that are no UTF-8.
  }
  return '**/' + decoded.replace(/[^\p{L}\p{N}\s._-]/gu, '?');
}
