/** The table of what is done to the words at the cursors. */
import { RequestType } from 'vscode-languageserver';
import { mark } from '../features/mark';
import { canonical } from '../host/uri';
import { toWorkspaceEdit } from './convert';
import { toRange, toSpan } from './positions';
import { methods, type MarkParams, type MarkResult } from './protocol';
import { interviewOf, type Desk } from './requests';
import { row, type Row } from './table';

export const markingRequests: readonly Row<Desk>[] = [
  row(new RequestType<MarkParams, MarkResult | null, void>(methods.mark), null, ({ workspace }, params) => {
    const { textDocument, version, ranges, action } = params;
    const uri = canonical(textDocument.uri);
    const interview = interviewOf(workspace, textDocument);
    // The ranges belong to a text that is gone.
    if (!interview || (workspace.open.get(uri)?.version ?? version) !== version) return null;
    const { transcript } = interview;
    const marking = mark(
      workspace.corpus,
      uri,
      ranges.map((range) => toSpan(transcript, range)),
      action,
    );
    if (!marking) return null;
    const { edits, after, spans, done, reason } = marking;
    return {
      ...(edits.length > 0 && { edit: toWorkspaceEdit(workspace, [{ uri, edits }]) }),
      ranges: spans.map((span) => toRange(after, span)),
      done,
      reason,
    };
  }),
];
