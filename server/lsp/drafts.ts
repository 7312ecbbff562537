/** Drafts: Markdown documents that are open, and quote interviews. They are no part of the corpus. */
import {
  CodeActionKind,
  CodeActionRequest,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DocumentDiagnosticRequest,
  TextDocumentSyncKind,
  type CodeAction,
  type Connection,
  type Range,
} from 'vscode-languageserver';
import type { Corpus } from '../core/corpus';
import type { Interview } from '../core/interview';
import { splitLines } from '../core/lines';
import { resolvePath } from '../core/resolve';
import type { Line } from '../core/syntax';
import { draftProblems, linkedInterviews, type DraftProblem } from '../features/drafts';
import { canonical } from '../host/uri';
import { toDiagnostic, toTextEdit } from './convert';
import { toSpan } from './positions';
import type { Workspace } from './workspace';

/** One state of a draft; what it was found to have belongs to what the interviews said then. */
export interface Draft {
  uri: string;
  text: string;
  lines: readonly Line[];
}

export class Drafts {
  private readonly byUri = new Map<string, Draft>();
  private readonly numbers = new WeakMap<Interview, number>();
  private last = 0;

  put(uri: string, text: string): void {
    this.byUri.set(uri, { uri, text, lines: splitLines(text) });
  }

  drop(uri: string): void {
    this.byUri.delete(uri);
  }

  get(uri: string): Draft | undefined {
    return this.byUri.get(uri);
  }

  get uris(): Iterable<string> {
    return this.byUri.keys();
  }

  /** Another one where the interviews that a draft quotes say something else; empty where it quotes none. */
  contextOf(corpus: Corpus, { text, uri }: Draft): string {
    const linked = [...linkedInterviews(text, finder(corpus, uri))].map((interview) => {
      const number = this.numbers.get(interview) ?? ++this.last;
      this.numbers.set(interview, number);
      return number;
    });
    return linked.join(' ');
  }

  /** The same of all that are open. */
  context(corpus: Corpus): string {
    return [...this.byUri.values()].map((draft) => this.contextOf(corpus, draft)).join(',');
  }
}

/** What quotes of a draft have at fault. */
export function problemsOf(corpus: Corpus, { text, uri }: Draft): DraftProblem[] {
  return draftProblems(corpus, text, finder(corpus, uri));
}

/** Finds the interview at an address that is relative to a draft, as links of Markdown are, or a URI. */
function finder(corpus: Corpus, base: string): (target: string) => Interview | undefined {
  return (target) => {
    if (/^[a-z][a-z\d+.-]+:\/\//i.test(target)) return corpus.interviews.get(canonical(target));
    const uri = resolvePath(base, decoded(target));
    return uri === undefined ? undefined : corpus.interviews.get(canonical(uri));
  };
}

function decoded(target: string): string {
  try {
    return decodeURIComponent(target);
  } catch {
    return target;
  }
}

/** What mends the problems that a range touches. */
export function draftActions(workspace: Workspace, draft: Draft, range: Range): CodeAction[] {
  const span = toSpan(draft, range);
  const { severity } = workspace.settings;
  return problemsOf(workspace.corpus, draft)
    .filter((problem) => problem.span.start <= span.end && span.start <= problem.span.end)
    .filter(({ code }) => severity[code] !== 'off')
    .flatMap((problem) =>
      problem.fixes.map(({ title, edits }, index) => ({
        title,
        kind: CodeActionKind.QuickFix,
        diagnostics: [toDiagnostic(workspace, draft, problem)],
        isPreferred: index === 0,
        edit: editOf(
          workspace,
          draft,
          edits.map((edit) => toTextEdit(draft, edit)),
        ),
      })),
    );
}

function editOf(
  { open, offers }: Workspace,
  { uri }: Draft,
  edits: { range: Range; newText: string }[],
): NonNullable<CodeAction['edit']> {
  const document = open.get(uri);
  const spelled = document?.uri ?? uri;
  return offers.versionedEdits
    ? { documentChanges: [{ textDocument: { uri: spelled, version: document?.version ?? null }, edits }] }
    : { changes: { [spelled]: edits } };
}

/** Whether an open document is a draft: Markdown that is not read as a transcript. */
export function isDraft(languageId: string, isTranscript: boolean): boolean {
  return languageId === 'markdown' && !isTranscript;
}

/**
 * Asks the editor for Markdown documents, where it takes such wishes while it runs: all else that the server offers is not for them, and an
 * editor that knew it for Markdown would offer to format it with us.
 *
 * @param folders of the workspace: drafts lie where the interviews do.
 */
export async function followDrafts(
  connection: Connection,
  { offers }: Workspace,
  folders: readonly string[],
): Promise<void> {
  if (!offers.registersDocuments) return;
  const schemes = new Set([
    'file',
    'untitled',
    ...folders.map((folder) => folder.slice(0, Math.max(0, folder.indexOf(':')))),
  ]);
  const documentSelector = [...schemes].map((scheme) => ({ language: 'markdown', scheme }));
  await connection.client.register(DidOpenTextDocumentNotification.type, { documentSelector });
  await connection.client.register(DidChangeTextDocumentNotification.type, {
    documentSelector,
    syncKind: TextDocumentSyncKind.Incremental,
  });
  await connection.client.register(DidCloseTextDocumentNotification.type, { documentSelector });
  await connection.client.register(CodeActionRequest.type, {
    documentSelector,
    codeActionKinds: [CodeActionKind.QuickFix],
  });
  if (!offers.pullsDiagnostics) return;
  await connection.client.register(DocumentDiagnosticRequest.type, {
    documentSelector,
    identifier: 'throughline-drafts',
    interFileDependencies: true,
    workspaceDiagnostics: false,
  });
}
