/** The table of LSP's own requests. */
import {
  CallHierarchyIncomingCallsRequest,
  CallHierarchyOutgoingCallsRequest,
  CallHierarchyPrepareRequest,
  CodeActionRequest,
  CodeLensRequest,
  CodeLensResolveRequest,
  CodeActionTriggerKind,
  ColorPresentationRequest,
  CompletionRequest,
  DefinitionRequest,
  DocumentColorRequest,
  DocumentDiagnosticReportKind,
  DocumentDiagnosticRequest,
  DocumentHighlightRequest,
  DocumentLinkRequest,
  DocumentSymbolRequest,
  FoldingRangeRequest,
  HoverRequest,
  PrepareRenameRequest,
  ReferencesRequest,
  SemanticTokensDeltaRequest,
  SemanticTokensRangeRequest,
  SemanticTokensRequest,
  WorkspaceDiagnosticRequest,
  WorkspaceSymbolRequest,
  type CodeLens,
  type Position,
} from 'vscode-languageserver';
import type { Interview } from '../core/interview';
import { incomingCalls, outgoingCalls, prepareHierarchy } from '../features/call-hierarchy';
import { codeActions } from '../features/code-actions';
import { codeLenses, lensText } from '../features/code-lens';
import { colors, writeColor } from '../features/colors';
import { completion, MOST_COMPLETIONS } from '../features/completion';
import { definition } from '../features/definition';
import { folding } from '../features/folding';
import { highlights } from '../features/highlight';
import { hover } from '../features/hover';
import { links } from '../features/links';
import { markActions } from '../features/marking/actions';
import { references } from '../features/references';
import { prepareRename } from '../features/rename';
import { relatedActions } from '../features/related-actions';
import { symbols } from '../features/symbols';
import { workspaceSymbols } from '../features/workspace-symbols';
import {
  commandLinks,
  toCodeActions,
  toCompletionItem,
  toDocumentSymbols,
  toFoldingRange,
  toHighlight,
  toHover,
  toLink,
  toLocations,
  toSymbolList,
  toWorkspaceSymbols,
} from './convert';
import { draftActions } from './drafts';
import { hierarchyDataOf, toHierarchyItem, toIncomingCall, toOutgoingCall } from './convert-hierarchy';
import { lensOf, toCodeLens, withText } from './convert-lens';
import type { Diagnostics } from './diagnostics';
import { originalActions } from './originals';
import { sourceOf, toOffset, toRange, toSpan, type Source } from './positions';
import { row, type Row } from './table';
import { encodeTokens, type TokenMemory } from './tokens';
import { canonical } from '../host/uri';
import { readyIndex, type Workspace } from './workspace';

/** What the requests are answered from. */
export interface Desk {
  workspace: Workspace;
  diagnostics: Diagnostics;
  tokens: TokenMemory;
}

const MOST_SYMBOLS = 500;
const NOWHERE = { line: 0, character: 0 };
/** A lens has to have some range, though nothing is known of it. */
const NO_LENS: CodeLens = { range: { start: NOWHERE, end: NOWHERE } };
/** Suggestions with actions: a menu is read from the top. */
const MOST_RELATED_ACTIONS = 3;

export const requests: readonly Row<Desk>[] = [
  row(HoverRequest.type, null, async ({ workspace }, params, token) => {
    const related = await readyIndex(workspace, token);
    const at = place(workspace, params);
    if (!at || token.isCancellationRequested) return null;
    const { corpus, settings, offers } = workspace;
    const command = commandLinks(workspace);
    const options = { limit: settings.related.limit, markdown: offers.markdownHover, command };
    const card = hover(corpus, related, at.uri, at.offset, options);
    return card ? toHover(at.source, card, options.markdown) : null;
  }),
  row(DefinitionRequest.type, null, ({ workspace }, params) => {
    const at = place(workspace, params);
    return at ? toLocations(workspace, definition(workspace.corpus, at.uri, at.offset)) : null;
  }),
  row(ReferencesRequest.type, null, ({ workspace }, params) => {
    const at = place(workspace, params);
    if (!at) return null;
    const { includeDeclaration } = params.context;
    return toLocations(workspace, references(workspace.corpus, at.uri, at.offset, includeDeclaration));
  }),
  row(PrepareRenameRequest.type, null, ({ workspace }, params) => {
    const at = place(workspace, params);
    const target = at && prepareRename(workspace.corpus, at.uri, at.offset);
    return target ? { range: toRange(at.source, target.span), placeholder: target.name } : null;
  }),
  row(DocumentHighlightRequest.type, null, ({ workspace }, params) => {
    const at = place(workspace, params);
    if (!at) return null;
    return highlights(workspace.corpus, at.uri, at.offset).map((highlight) => toHighlight(at.source, highlight));
  }),
  row(DocumentSymbolRequest.type, null, ({ workspace }, { textDocument }) => {
    const interview = interviewOf(workspace, textDocument);
    if (!interview) return null;
    const tree = toDocumentSymbols(interview.transcript, symbols(interview));
    return workspace.offers.symbolTree ? tree : toSymbolList(textDocument.uri, tree);
  }),
  row(WorkspaceSymbolRequest.type, null, ({ workspace }, { query }) =>
    toWorkspaceSymbols(workspace, workspaceSymbols(workspace.corpus, query, MOST_SYMBOLS)),
  ),
  row(FoldingRangeRequest.type, null, ({ workspace }, { textDocument }) => {
    const interview = interviewOf(workspace, textDocument);
    return interview ? folding(interview).slice(0, workspace.offers.foldLimit).map(toFoldingRange) : null;
  }),
  row(DocumentLinkRequest.type, null, ({ workspace }, { textDocument }) => {
    const interview = interviewOf(workspace, textDocument);
    return interview ? links(interview).map((link) => toLink(interview.transcript, link)) : null;
  }),
  row(CallHierarchyPrepareRequest.type, null, ({ workspace }, params) => {
    const at = place(workspace, params);
    if (!at) return null;
    return prepareHierarchy(workspace.corpus, at.uri, at.offset).flatMap((item) => toHierarchyItem(workspace, item));
  }),
  row(CallHierarchyIncomingCallsRequest.type, null, ({ workspace }, { item }) => {
    const asked = hierarchyDataOf(item);
    return asked ? incomingCalls(workspace.corpus, asked).flatMap((call) => toIncomingCall(workspace, call)) : null;
  }),
  row(CallHierarchyOutgoingCallsRequest.type, null, ({ workspace }, { item }) => {
    const asked = hierarchyDataOf(item);
    if (!asked) return null;
    return outgoingCalls(workspace.corpus, asked).flatMap((call) => toOutgoingCall(workspace, asked.uri, call));
  }),
  row(CodeLensRequest.type, null, ({ workspace }, { textDocument }) => {
    const uri = canonical(textDocument.uri);
    const source = sourceOf(workspace.corpus, uri);
    if (!source || !workspace.settings.codeLens) return [];
    return codeLenses(workspace.corpus, uri).map((lens) => toCodeLens(source, uri, lens));
  }),
  row(CodeLensResolveRequest.type, NO_LENS, ({ workspace }, lens) => {
    const known = lensOf(lens);
    return known ? withText(workspace, lens, known.uri, lensText(workspace.corpus, known.uri, known.about)) : lens;
  }),
  row(CompletionRequest.type, null, ({ workspace }, params) => {
    const at = place(workspace, params);
    if (!at) return null;
    const found = completion(workspace.corpus, at.uri, at.offset);
    const items = found.map((item) => toCompletionItem(at.source, item));
    // Of a list that is cut off, other items may match what is typed next.
    return { isIncomplete: found.length >= MOST_COMPLETIONS, items };
  }),
  row(CodeActionRequest.type, null, async ({ workspace }, { textDocument, range, context }, token) => {
    const uri = canonical(textDocument.uri);
    if (!workspace.offers.codeActions) return null;
    const draft = workspace.drafts.get(uri);
    if (draft) return draftActions(workspace, draft, range);
    if (!sourceOf(workspace.corpus, uri)) return null;
    const wanted = (kind: string): boolean =>
      context.only?.some((only) => only === '' || kind === only || kind.startsWith(only + '.')) ?? true;
    // Editors ask whenever the cursor moves; related passages are looked for where somebody has asked.
    const isAsked = context.triggerKind !== CodeActionTriggerKind.Automatic || context.only !== undefined;
    const related = isAsked && wanted('refactor') ? await readyIndex(workspace, token) : undefined;
    const source = sourceOf(workspace.corpus, uri);
    if (!source || token.isCancellationRequested) return null;
    const { corpus, offers, settings } = workspace;
    const span = toSpan(source, range);
    const limit = Math.min(settings.related.limit, MOST_RELATED_ACTIONS);
    const actions = [
      ...originalActions(workspace, uri, span),
      ...codeActions(corpus, uri, span, isAsked ? workspace.related : undefined),
      ...(isAsked && wanted('refactor') ? markActions(corpus, uri, span) : []),
      ...(related ? relatedActions(corpus, related, uri, span, { limit, commands: offers.commands }) : []),
    ];
    return actions.filter(({ kind }) => wanted(kind)).flatMap((action) => toCodeActions(workspace, source, action));
  }),
  row(DocumentColorRequest.type, [], ({ workspace }, { textDocument }) => {
    const uri = canonical(textDocument.uri);
    const source = sourceOf(workspace.corpus, uri);
    if (!source) return [];
    return colors(workspace.corpus, uri).map(({ span, color }) => ({
      range: toRange(source, span),
      color: { ...color, alpha: 1 },
    }));
  }),
  row(ColorPresentationRequest.type, [], (_, { color, range }) => {
    const label = writeColor(color);
    return [{ label, textEdit: { range, newText: label } }];
  }),
  row(SemanticTokensRequest.type, null, ({ workspace, tokens }, { textDocument }) => {
    const interview = interviewOf(workspace, textDocument);
    return interview ? tokens.full(interview) : null;
  }),
  row(SemanticTokensDeltaRequest.type, null, ({ workspace, tokens }, { textDocument, previousResultId }) => {
    const interview = interviewOf(workspace, textDocument);
    return interview ? tokens.delta(interview, previousResultId) : null;
  }),
  row(SemanticTokensRangeRequest.type, null, ({ workspace }, { textDocument, range }) => {
    const interview = interviewOf(workspace, textDocument);
    return interview ? { data: encodeTokens(interview, toSpan(interview.transcript, range)) } : null;
  }),
  row(
    DocumentDiagnosticRequest.type,
    { kind: DocumentDiagnosticReportKind.Full, items: [] },
    ({ diagnostics }, { textDocument, previousResultId }) =>
      diagnostics.document(canonical(textDocument.uri), previousResultId),
  ),
  row(WorkspaceDiagnosticRequest.type, { items: [] }, ({ diagnostics }, { previousResultIds }, token) =>
    diagnostics.all(previousResultIds, token),
  ),
];

export interface DocumentParams {
  textDocument: { uri: string };
}

/** The interview that a document is. */
export function interviewOf({ corpus }: Workspace, { uri }: DocumentParams['textDocument']): Interview | undefined {
  return corpus.interviews.get(canonical(uri));
}

/** Where a request points. */
export function place(
  { corpus }: Workspace,
  { textDocument, position }: DocumentParams & { position: Position },
): { uri: string; source: Source; offset: number } | undefined {
  const uri = canonical(textDocument.uri);
  const source = sourceOf(corpus, uri);
  return source && { uri, source, offset: toOffset(source, position) };
}
