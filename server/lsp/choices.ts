/** What a quick pick offers for the words at the cursors. */
import { RequestType } from 'vscode-languageserver';
import { choices } from '../features/choices';
import { canonical } from '../host/uri';
import { toRange, toSpan } from './positions';
import { methods, type Choices, type ChoicesParams } from './protocol';
import { interviewOf, type Desk } from './requests';
import { row, type Row } from './table';

export const choicesRequests: readonly Row<Desk>[] = [
  // Whoever picks a code does not wait for the index: what it holds by now suggests, and the rest can be picked all the same.
  row(new RequestType<ChoicesParams, Choices | null, void>(methods.choices), null, ({ workspace }, params) => {
    const { textDocument, version, ranges } = params;
    const uri = canonical(textDocument.uri);
    const interview = interviewOf(workspace, textDocument);
    // The ranges belong to a text that is gone.
    if (!interview || (workspace.open.get(uri)?.version ?? version) !== version) return null;
    const { transcript } = interview;
    const spans = ranges.map((range) => toSpan(transcript, range));
    const found = choices(workspace.corpus, workspace.related, uri, spans);
    return found ? { ...found, words: found.words.map((span) => (span ? toRange(transcript, span) : null)) } : null;
  }),
];
