/**
 * Diagnostics of all files of the corpus, open or not: pulled by editors that can, pushed to the others. What is known is kept until
 * the file or a codebook changes, under an id that tells an editor whether its own copy still holds.
 */
import type {
  CancellationToken,
  Connection,
  Diagnostic,
  DocumentDiagnosticReport,
  WorkspaceDiagnosticReport,
  WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver';
import { DocumentDiagnosticReportKind } from 'vscode-languageserver';
import { detacher } from '../core/detached';
import type { Interview } from '../core/interview';
import {
  codeDiagnostics,
  diagnostics,
  inOrder,
  reportedDiagnostics,
  textDiagnostics,
  type Diagnostic as Problem,
} from '../features/diagnostics';
import { toDiagnostic } from './convert';
import { problemsOf } from './drafts';
import { originalProblems } from './originals';
import { sourceOf } from './positions';
import type { Settings } from './protocol';
import { wantsReported } from './settings';
import { debounce } from './slices';
import { canonical } from '../host/uri';
import { spelled, versionOf, type Workspace } from './workspace';

/** What is known of one file, and what it was made from. */
interface Report {
  id: string;
  file: object;
  context: number | string;
  problems: Problem[];
}

/** Whether a problem is that something is used nowhere. */
function tellsOfUse(code: Problem['code']): boolean {
  return code === 'unused-tag' || code === 'unused-claim';
}

/** The id of a file that is gone: it has no diagnostics, and will have none. */
const GONE = 'gone';
/** In ms behind the last change. */
const PUSH_DELAY = 150;

export class Diagnostics {
  private readonly reports = new Map<string, Report>();
  /** What interviews have by themselves: their text may be gone when a codebook changes. */
  private readonly ofText = new WeakMap<Interview, readonly Problem[]>();
  private readonly reported = new WeakMap<Interview, readonly Problem[]>();
  private contexts = 0;
  private codebooks: readonly object[] = [];
  private settings: Settings | undefined;
  private lastId = 0;

  constructor(private readonly workspace: Workspace) {}

  /** The answer to a pull of one document. */
  document(uri: string, previous: string | undefined): DocumentDiagnosticReport {
    const report = this.report(uri);
    if (report && report.id === previous) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId: report.id };
    return { kind: DocumentDiagnosticReportKind.Full, resultId: report?.id, items: this.convert(uri, report) };
  }

  /** The answer to a pull of all files; what the editor has already is looked up, not computed again. */
  async all(
    previous: readonly { uri: string; value: string }[],
    token: CancellationToken,
  ): Promise<WorkspaceDiagnosticReport> {
    const items: WorkspaceDocumentDiagnosticReport[] = [];
    const known = new Map(previous.map(({ uri, value }) => [canonical(uri), { uri, value }]));
    for (const uri of this.uris()) {
      const before = known.get(uri);
      known.delete(uri);
      const report = await this.reportSoon(uri);
      if (token.isCancellationRequested) return { items };
      if (!report) continue;
      const head = { uri: before?.uri ?? spelled(this.workspace, uri), version: versionOf(this.workspace, uri) };
      items.push(
        report.id === before?.value
          ? { kind: DocumentDiagnosticReportKind.Unchanged, resultId: report.id, ...head }
          : { kind: DocumentDiagnosticReportKind.Full, resultId: report.id, items: this.convert(uri, report), ...head },
      );
    }
    for (const { uri, value } of known.values()) {
      if (value === GONE) continue;
      items.push({ kind: DocumentDiagnosticReportKind.Full, uri, version: null, resultId: GONE, items: [] });
    }
    return { items };
  }

  /** Every file that can have diagnostics. */
  uris(): string[] {
    const { interviews, codebooks } = this.workspace.corpus;
    return [...codebooks.keys(), ...interviews.keys()];
  }

  /** The same, and the drafts that are open: their diagnostics are told of them alone. */
  openUris(): string[] {
    return [...this.uris(), ...this.workspace.drafts.uris];
  }

  /** The id under which the diagnostics of a file are known; another one where they may have changed. */
  id(uri: string): string | undefined {
    return this.report(uri)?.id;
  }

  items(uri: string): Diagnostic[] {
    return this.convert(uri, this.report(uri));
  }

  /** The same, in slices. */
  async idSoon(uri: string): Promise<string | undefined> {
    return (await this.reportSoon(uri))?.id;
  }

  private reportSoon(uri: string): Report | undefined | Promise<Report | undefined> {
    return this.isFresh(uri) ? this.reports.get(uri) : this.workspace.inSlices(() => this.report(uri));
  }

  /** Whether the diagnostics of a file are known already. */
  private isFresh(uri: string): boolean {
    const report = this.reports.get(uri);
    return report !== undefined && report.file === this.file(uri) && report.context === this.contextOf(uri);
  }

  private file(uri: string): object | undefined {
    const { corpus, drafts } = this.workspace;
    return corpus.interviews.get(uri) ?? corpus.codebooks.get(uri) ?? drafts.get(uri);
  }

  private report(uri: string): Report | undefined {
    const file = this.file(uri);
    if (!file) {
      this.reports.delete(uri);
      return undefined;
    }
    const before = this.reports.get(uri);
    const context = this.contextOf(uri);
    if (before?.file === file && before.context === context) return before;
    const problems = this.problems(uri).flatMap((problem) => this.withSeverity(problem));
    // A codebook concerns many files and changes the diagnostics of few.
    const same = before?.file === file && JSON.stringify(before.problems) === JSON.stringify(problems);
    const report = { id: same ? before.id : String(++this.lastId), file, context, problems };
    this.reports.set(uri, report);
    return report;
  }

  /** What an interview has by itself, where that is known. */
  known(interview: Interview): readonly Problem[] | undefined {
    return this.ofText.get(interview);
  }

  /** Tells it, so that the interview's text is not asked for. */
  know(interview: Interview, problems: readonly Problem[]): void {
    this.ofText.set(interview, problems);
  }

  private problems(uri: string): Problem[] {
    const { corpus, drafts } = this.workspace;
    const interview = corpus.interviews.get(uri);
    const draft = drafts.get(uri);
    if (!interview && draft) return problemsOf(corpus, draft);
    if (!interview) {
      // Interviews that are not read yet may use anything.
      const found = diagnostics(corpus, uri);
      return this.workspace.loading ? found.filter(({ code }) => !tellsOfUse(code)) : found;
    }
    let known = this.ofText.get(interview);
    if (!known) {
      const own = detacher();
      known = textDiagnostics(interview).map((problem) => ({ ...problem, message: own(problem.message) }));
      this.ofText.set(interview, known);
    }
    return inOrder([
      ...known,
      ...codeDiagnostics(corpus, interview),
      ...this.reportedIn(interview),
      ...originalProblems(this.workspace, interview),
    ]);
  }

  /** Few want these: they are not kept between sessions. */
  private reportedIn(interview: Interview): readonly Problem[] {
    if (!wantsReported(this.workspace.settings)) return [];
    let found = this.reported.get(interview);
    if (!found) this.reported.set(interview, (found = reportedDiagnostics(interview)));
    return found;
  }

  /** What the diagnostics of a file depend on besides the file. */
  private contextOf(uri: string): number | string {
    const { corpus, drafts, open, originals } = this.workspace;
    if (corpus.codebooks.has(uri)) return `${this.context} ${this.vocabulary}`;
    const draft = drafts.get(uri);
    if (draft) return `${this.context} ${drafts.contextOf(corpus, draft)}`;
    return open.has(uri) ? `${this.context} ${originals.revision}` : this.context;
  }

  /** Another one where codebooks may be found at fault for other reasons: what names are in use, and whether all are known. */
  get vocabulary(): string {
    return `${this.workspace.corpus.vocabularyRevision} ${String(this.workspace.loading)}`;
  }

  /** Counts up with every change of what all files depend on: codebooks and settings. */
  get context(): number {
    const { corpus, settings } = this.workspace;
    const codebooks = [...corpus.codebooks.values()];
    const same =
      settings === this.settings &&
      codebooks.length === this.codebooks.length &&
      codebooks.every((codebook, index) => codebook === this.codebooks[index]);
    if (!same) {
      this.codebooks = codebooks;
      this.settings = settings;
      this.contexts++;
    }
    return this.contexts;
  }

  /** Another one where open documents may be found at fault for what other files say. */
  get beside(): string {
    const { corpus, drafts, originals } = this.workspace;
    return `${originals.revision} ${drafts.context(corpus)}`;
  }

  private withSeverity(problem: Problem): Problem[] {
    const severity = this.workspace.settings.severity[problem.code] ?? problem.severity;
    if (severity === 'off') return [];
    // Most have the severity that they had: there is nothing to copy for thousands of files.
    return [severity === problem.severity ? problem : { ...problem, severity }];
  }

  private convert(uri: string, report: Report | undefined): Diagnostic[] {
    const source = sourceOf(this.workspace.corpus, uri) ?? this.workspace.drafts.get(uri);
    return source && report ? report.problems.map((problem) => toDiagnostic(this.workspace, source, problem)) : [];
  }
}

/** What to call when the corpus or the settings have changed: sends diagnostics, or word that there may be others. */
export function announceDiagnostics(
  connection: Connection,
  workspace: Workspace,
  known: Diagnostics,
  guard: (work: Promise<unknown>) => void,
): () => void {
  if (!workspace.offers.pullsDiagnostics) {
    const publish = publisher(connection, workspace, known);
    return debounce(PUSH_DELAY, () => guard(publish()));
  }
  if (!workspace.offers.refreshesDiagnostics) return () => undefined;
  const { corpus, open } = workspace;
  /** An editor pulls by itself what its documents show; what they depend on it does not know. */
  const current = (): string => {
    const showsCodebook = [...corpus.codebooks.keys()].some((uri) => open.has(uri));
    return `${known.context} ${known.beside}` + (showsCodebook ? ` ${known.vocabulary}` : '');
  };
  let told = current();
  return debounce(PUSH_DELAY, () => {
    const now = current();
    if (now === told) return;
    told = now;
    guard(connection.languages.diagnostics.refresh());
  });
}

/** What the editor was told of a file. */
interface Sent {
  /** As the editor writes it. */
  uri: string;
  id: string;
  isEmpty: boolean;
}

/** Sends what has changed since the last time; the diagnostics of a file that is gone are taken back. */
function publisher(connection: Connection, workspace: Workspace, known: Diagnostics): () => Promise<void> {
  const sent = new Map<string, Sent>();
  const publish = async (key: string, id: string): Promise<void> => {
    const before = sent.get(key);
    const uri = spelled(workspace, key);
    if (before?.id === id && before.uri === uri) return;
    const diagnostics = known.items(key);
    sent.set(key, { uri, id, isEmpty: diagnostics.length === 0 });
    if (before && before.uri !== uri && !before.isEmpty) await retract(before);
    if (diagnostics.length === 0 && (before?.isEmpty ?? !workspace.open.has(key))) return;
    await connection.sendDiagnostics({ uri, diagnostics, version: versionOf(workspace, key) ?? undefined });
  };
  const retract = ({ uri }: Sent): Promise<void> => connection.sendDiagnostics({ uri, diagnostics: [] });
  return async () => {
    for (const key of known.openUris()) {
      const id = await known.idSoon(key);
      if (id !== undefined) await publish(key, id);
    }
    for (const [key, before] of sent) {
      if (known.id(key) !== undefined) continue;
      sent.delete(key);
      if (!before.isEmpty) await retract(before);
    }
  };
}
