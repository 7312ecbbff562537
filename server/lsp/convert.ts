/** What the features say, in LSP's words. With positions.ts the only place where the two meet. */
import {
  CompletionItemKind,
  DiagnosticSeverity,
  DocumentHighlightKind,
  FoldingRangeKind,
  MarkupKind,
  SymbolKind,
  type CodeAction,
  type Command,
  type CompletionItem,
  type Diagnostic as LspDiagnostic,
  type DocumentHighlight,
  type DocumentLink,
  type DocumentSymbol,
  type FoldingRange,
  type Hover as LspHover,
  type Location,
  type SymbolInformation,
  type TextEdit,
  type WorkspaceEdit,
  type WorkspaceSymbol as LspWorkspaceSymbol,
} from 'vscode-languageserver';
import type { Interview } from '../core/interview';
import type { Span } from '../core/span';
import type { Action } from '../features/code-actions';
import type { Completion } from '../features/completion';
import type { Diagnostic } from '../features/diagnostics';
import type { Fold } from '../features/folding';
import type { Highlight } from '../features/highlight';
import type { CommandLink, Hover } from '../features/hover';
import type { Link } from '../features/links';
import type { SpeakerItem, TopicItem } from '../features/outline';
import type { Edit, Place } from '../features/place';
import type { DocSymbol } from '../features/symbols';
import type { WorkspaceSymbol } from '../features/workspace-symbols';
import { sourceOf, toRange, type Source } from './positions';
import type { SpeakerOutline, TopicOutline } from './protocol';
import { spelled, versionOf, type Workspace } from './workspace';

/** The places that the corpus knows; one that is gone meanwhile is left out. */
export function toLocations(workspace: Workspace, places: readonly Place[]): Location[] {
  return places.flatMap(({ uri, span }) => {
    const source = sourceOf(workspace.corpus, uri) ?? originalSource(workspace, uri);
    return source ? [{ uri: spelled(workspace, uri), range: toRange(source, span) }] : [];
  });
}

/** Originals are no part of the corpus, and places in them are shown. */
function originalSource({ originals }: Workspace, uri: string): Source | undefined {
  const original = originals.get(uri);
  return original?.text === undefined ? undefined : { text: original.text, lines: original.lines };
}

const SEVERITY = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
} as const;

export function toDiagnostic(workspace: Workspace, source: Source, diagnostic: Diagnostic): LspDiagnostic {
  const { span, code, severity, message, related } = diagnostic;
  const plain = { range: toRange(source, span), severity: SEVERITY[severity], code, source: 'throughline', message };
  if (!related || !workspace.offers.relatedInformation) return plain;
  const relatedInformation = related.flatMap(({ place, message }) =>
    toLocations(workspace, [place]).map((location) => ({ location, message })),
  );
  return { ...plain, relatedInformation };
}

export function toHover(source: Source, { span, content }: Hover, markdown: boolean): LspHover {
  const kind = markdown ? MarkupKind.Markdown : MarkupKind.PlainText;
  return { range: toRange(source, span), contents: { kind, value: content } };
}

/**
 * The links of a card that run commands, for a client that does: `command:` URIs whose query is the arguments as JSON. It holds nothing but
 * letters, digits and percent signs. Clients decode a query once or twice, so no percent sign is left after the first time.
 */
export function commandLinks(workspace: Workspace): CommandLink | undefined {
  if (!workspace.offers.commands) return undefined;
  const values = ({ uri, span }: Place): unknown[] => {
    const source = sourceOf(workspace.corpus, uri);
    return source ? [spelled(workspace, uri), toRange(source, span)] : [];
  };
  return (command, here, there) => {
    const json = JSON.stringify([...values(here), ...values(there)]);
    const escaped = json.replace(/[%!'()*~]/g, (character) => `\\u00${character.charCodeAt(0).toString(16)}`);
    return `command:${command}?${encodeURIComponent(escaped)}`;
  };
}

const SYMBOL_KIND = {
  interview: SymbolKind.File,
  topic: SymbolKind.Namespace,
  turn: SymbolKind.Event,
  quote: SymbolKind.String,
  statement: SymbolKind.Key,
  claim: SymbolKind.Constant,
} as const;

export function toDocumentSymbols(source: Source, symbols: readonly DocSymbol[]): DocumentSymbol[] {
  return symbols.map(({ name, detail, kind, span, selection, children }) => ({
    name,
    detail,
    kind: SYMBOL_KIND[kind],
    range: toRange(source, span),
    selectionRange: toRange(source, selection),
    children: toDocumentSymbols(source, children),
  }));
}

/** The same as a list, for editors that know no trees. */
export function toSymbolList(uri: string, symbols: readonly DocumentSymbol[], container?: string): SymbolInformation[] {
  return symbols.flatMap(({ name, kind, range, children = [] }) => [
    { name, kind, location: { uri, range }, containerName: container },
    ...toSymbolList(uri, children, name),
  ]);
}

const WORKSPACE_SYMBOL_KIND = {
  interview: SymbolKind.File,
  topic: SymbolKind.Namespace,
  speaker: SymbolKind.Object,
  tag: SymbolKind.Key,
  claim: SymbolKind.Constant,
} as const;

export function toWorkspaceSymbols(workspace: Workspace, symbols: readonly WorkspaceSymbol[]): LspWorkspaceSymbol[] {
  return symbols.flatMap(({ name, kind, container, place }) =>
    toLocations(workspace, [place]).map((location) => ({
      name,
      kind: WORKSPACE_SYMBOL_KIND[kind],
      containerName: container,
      location,
    })),
  );
}

export function toFoldingRange({ startLine, endLine, kind }: Fold): FoldingRange {
  const kinds = { comment: FoldingRangeKind.Comment, imports: FoldingRangeKind.Imports, region: undefined };
  return { startLine, endLine, kind: kinds[kind] };
}

const HIGHLIGHT_KIND = {
  read: DocumentHighlightKind.Read,
  write: DocumentHighlightKind.Write,
  text: DocumentHighlightKind.Text,
} as const;

export function toHighlight(source: Source, { span, kind }: Highlight): DocumentHighlight {
  return { range: toRange(source, span), kind: HIGHLIGHT_KIND[kind] };
}

export function toLink(source: Source, { span, target, tooltip }: Link): DocumentLink {
  return { range: toRange(source, span), target, tooltip };
}

export function toTextEdit(source: Source, { span, text }: Edit): TextEdit {
  return { range: toRange(source, span), newText: text };
}

const COMPLETION_KIND = {
  label: CompletionItemKind.Variable,
  person: CompletionItemKind.Class,
  tag: CompletionItemKind.EnumMember,
  claim: CompletionItemKind.Constant,
  key: CompletionItemKind.Property,
  word: CompletionItemKind.Keyword,
} as const;

export function toCompletionItem(source: Source, completion: Completion): CompletionItem {
  const { label, kind, detail, documentation, replace, insert, sort } = completion;
  const textEdit = toTextEdit(source, { span: replace, text: insert });
  return { label, kind: COMPLETION_KIND[kind], detail, documentation, sortText: sort, textEdit };
}

/** Edits of several files, with the versions that they are for where the editor checks them. */
export function toWorkspaceEdit(
  workspace: Workspace,
  files: readonly { uri: string; edits: readonly Edit[] }[],
): WorkspaceEdit {
  const converted = files.flatMap(({ uri, edits }) => {
    const source = sourceOf(workspace.corpus, uri);
    return source ? [{ uri, edits: edits.map((edit) => toTextEdit(source, edit)) }] : [];
  });
  if (!workspace.offers.versionedEdits) {
    return { changes: Object.fromEntries(converted.map(({ uri, edits }) => [spelled(workspace, uri), edits])) };
  }
  return {
    documentChanges: converted.map(({ uri, edits }) => ({
      textDocument: { uri: spelled(workspace, uri), version: versionOf(workspace, uri) },
      edits,
    })),
  };
}

/** An action on the file that `source` is; none where it wants a command that the editor does not run. */
export function toCodeActions(workspace: Workspace, source: Source, action: Action): CodeAction[] {
  const { title, kind, fixes, preferred, edits, command } = action;
  if (command && !workspace.offers.commands) return [];
  return [
    {
      title,
      kind,
      diagnostics: fixes && [toDiagnostic(workspace, source, fixes)],
      isPreferred: preferred,
      edit: edits && toWorkspaceEdit(workspace, edits),
      command: command && toCommand(workspace, source, { ...command, title }),
    },
  ];
}

/** Spans among the arguments become ranges of the file that is named before them, and URIs are written as the editor does. */
function toCommand(workspace: Workspace, source: Source, command: Command): Command {
  let file = source;
  const convert = (argument: unknown): unknown => {
    if (typeof argument === 'string') {
      file = sourceOf(workspace.corpus, argument) ?? file;
      return spelled(workspace, argument);
    }
    return isSpan(argument) ? toRange(file, argument) : argument;
  };
  return { ...command, arguments: command.arguments?.map(convert) };
}

function isSpan(value: unknown): value is Span {
  if (typeof value !== 'object' || value === null) return false;
  const { start, end } = value as Record<string, unknown>;
  return typeof start === 'number' && typeof end === 'number';
}

export function toSpeakerOutline({ transcript }: Interview, items: readonly SpeakerItem[]): SpeakerOutline[] {
  return items.map((item) => ({
    ...item,
    turns: item.turns.map(({ span, selection, time, preview }) => ({
      range: toRange(transcript, span),
      selectionRange: toRange(transcript, selection),
      time,
      preview,
    })),
  }));
}

export function toTopicOutline(interview: Interview, items: readonly TopicItem[]): TopicOutline[] {
  return items.map(({ title, level, span, selection, children }) => ({
    title,
    level,
    range: toRange(interview.transcript, span),
    selectionRange: toRange(interview.transcript, selection),
    children: toTopicOutline(interview, children),
  }));
}
