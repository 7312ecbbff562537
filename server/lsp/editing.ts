/** The table of what helps while one writes: selecting, tidying, closing, hints, and taking quotes out. */
import {
  DocumentFormattingRequest,
  DocumentOnTypeFormattingRequest,
  DocumentRangeFormattingRequest,
  InlayHintKind,
  InlayHintRequest,
  LinkedEditingRangeRequest,
  RequestType,
  SelectionRangeRequest,
  type InlayHint as LspInlayHint,
  type SelectionRange,
} from 'vscode-languageserver';
import type { Span } from '../core/span';
import { cite, citeAll } from '../features/citation';
import { formatting } from '../features/formatting';
import { inlayHints, type InlayHint } from '../features/inlay-hints';
import { ID_PATTERN, linkedIds } from '../features/linked-editing';
import { onType } from '../features/on-type';
import { selectionRanges } from '../features/selection-range';
import { canonical } from '../host/uri';
import { toTextEdit } from './convert';
import { toOffset, toPosition, toRange, toSpan, type Source } from './positions';
import { methods, type CopyParams, type CopyResult, type QuotesOfParams, type QuotesOfResult } from './protocol';
import { interviewOf, type Desk } from './requests';
import { row, type Row } from './table';

const type = <P, R>(method: string): RequestType<P, R, void> => new RequestType(method);

export const editingRequests: readonly Row<Desk>[] = [
  row(SelectionRangeRequest.type, null, ({ workspace }, { textDocument, positions }) => {
    const interview = interviewOf(workspace, textDocument);
    if (!interview) return null;
    return positions.map((position) =>
      toSelectionRange(interview, selectionRanges(interview, toOffset(interview, position))),
    );
  }),
  row(LinkedEditingRangeRequest.type, null, ({ workspace }, { textDocument, position }) => {
    const interview = interviewOf(workspace, textDocument);
    const spans = interview && linkedIds(interview, toOffset(interview, position));
    return spans ? { ranges: spans.map((span) => toRange(interview, span)), wordPattern: ID_PATTERN } : null;
  }),
  row(DocumentFormattingRequest.type, null, ({ workspace }, { textDocument }) => {
    const interview = interviewOf(workspace, textDocument);
    return interview ? formatting(interview).map((edit) => toTextEdit(interview, edit)) : null;
  }),
  row(DocumentRangeFormattingRequest.type, null, ({ workspace }, { textDocument, range }) => {
    const interview = interviewOf(workspace, textDocument);
    if (!interview) return null;
    return formatting(interview, toSpan(interview, range)).map((edit) => toTextEdit(interview, edit));
  }),
  row(DocumentOnTypeFormattingRequest.type, null, ({ workspace }, { textDocument, position, ch }) => {
    const interview = interviewOf(workspace, textDocument);
    if (!interview) return null;
    return onType(interview, toOffset(interview, position), ch).map((edit) => toTextEdit(interview, edit));
  }),
  row(InlayHintRequest.type, null, ({ workspace }, { textDocument, range }) => {
    const interview = interviewOf(workspace, textDocument);
    if (!interview) return null;
    return inlayHints(interview, toSpan(interview, range)).map((hint) => toInlayHint(interview, hint));
  }),
  row(type<CopyParams, CopyResult | null>(methods.copy), null, ({ workspace: { corpus } }, params) => {
    const { textDocument, range, form, brackets = true } = params;
    const uri = canonical(textDocument.uri);
    const interview = corpus.interviews.get(uri);
    if (!interview) return null;
    const span = toSpan(interview, range);
    const text = cite(corpus, uri, span, { form: form === 'markdown' ? form : 'plain', brackets });
    if (text === undefined) return null;
    return form === 'html' ? { text, html: cite(corpus, uri, span, { form, brackets }) } : { text };
  }),
  row(
    type<QuotesOfParams, QuotesOfResult>(methods.quotesOf),
    { text: '', quotes: 0 },
    ({ workspace: { corpus } }, { tag, claim, brackets = true }) =>
      citeAll(corpus, tag === undefined ? { kind: 'claim', name: claim ?? '' } : { kind: 'tag', name: tag }, brackets),
  ),
];

/** The innermost range, with those around it as its parents. */
function toSelectionRange(source: Source, spans: readonly Span[]): SelectionRange {
  const [first = { start: 0, end: 0 }, ...rest] = spans;
  const parent = rest.length > 0 ? toSelectionRange(source, rest) : undefined;
  return { range: toRange(source, first), parent };
}

function toInlayHint(source: Source, { offset, text, kind }: InlayHint): LspInlayHint {
  return {
    position: toPosition(source, offset),
    label: text,
    kind: kind === 'codes' ? InlayHintKind.Parameter : InlayHintKind.Type,
    paddingLeft: true,
    paddingRight: kind === 'codes',
  };
}
