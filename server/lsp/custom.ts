/** The table of our own requests; protocol.ts says what they mean. */
import { RequestType, type WorkspaceEdit } from 'vscode-languageserver';
import { strip } from '../core/strip';
import { annotateRange } from '../features/annotate-range';
import { codesInUse } from '../features/codes-in-use';
import { guessTurns } from '../features/guess-turns';
import { nextStatement } from '../features/next-statement';
import { speakerOutline, topicOutline } from '../features/outline';
import { toLocations, toSpeakerOutline, toTopicOutline, toWorkspaceEdit } from './convert';
import { exportAs } from './exporting';
import { importBytes } from './importing';
import { toRange, toSpan } from './positions';
import {
  methods,
  type AnnotateParams,
  type CodeList,
  type ExportParams,
  type ExportResult,
  type GuessedTurn,
  type ImportParams,
  type ImportResult,
  type RelatedParams,
  type RelatedPassage,
  type RelateParams,
  type RelateResult,
  type SpeakerOutline,
  type StatementParams,
  type StatementPlace,
  type TextDocumentParams,
  type TopicOutline,
} from './protocol';
import { relate, relatedTo } from './related';
import { interviewOf, place, type Desk } from './requests';
import { row, type Row } from './table';
import { canonical } from '../host/uri';
import { readyIndex } from './workspace';

const type = <P, R>(method: string): RequestType<P, R, void> => new RequestType(method);

export const customRequests: readonly Row<Desk>[] = [
  row(type<TextDocumentParams, SpeakerOutline[]>(methods.speakers), [], ({ workspace }, { textDocument }) => {
    const interview = interviewOf(workspace, textDocument);
    return interview ? toSpeakerOutline(interview, speakerOutline(interview)) : [];
  }),
  row(type<TextDocumentParams, TopicOutline[]>(methods.topics), [], ({ workspace }, { textDocument }) => {
    const interview = interviewOf(workspace, textDocument);
    return interview ? toTopicOutline(interview, topicOutline(interview)) : [];
  }),
  row(type<TextDocumentParams, GuessedTurn[]>(methods.guesses), [], ({ workspace }, { textDocument }) => {
    const interview = interviewOf(workspace, textDocument);
    if (!interview) return [];
    return guessTurns(interview.transcript).map(({ start, end, role, confidence }) => ({
      range: toRange(interview.transcript, { start, end }),
      role,
      confidence,
    }));
  }),
  row(type<RelatedParams, RelatedPassage[]>(methods.related), [], async ({ workspace }, params, token) => {
    const index = await readyIndex(workspace, token);
    return token.isCancellationRequested ? [] : relatedTo(workspace, index, params);
  }),
  row(type<TextDocumentParams, { text: string }>(methods.strip), { text: '' }, ({ workspace }, { textDocument }) => {
    const interview = interviewOf(workspace, textDocument);
    return { text: interview ? strip(interview.transcript) : '' };
  }),
  row(
    type<TextDocumentParams, CodeList>(methods.codes),
    { tags: [], claims: [], people: [] },
    ({ workspace: { corpus } }) => codesInUse(corpus),
  ),
  row(type<AnnotateParams, WorkspaceEdit | null>(methods.annotate), null, ({ workspace }, params) => {
    const { textDocument, version, range, codes, kind } = params;
    const uri = canonical(textDocument.uri);
    const interview = workspace.corpus.interviews.get(uri);
    // The range belongs to a text that is gone.
    if (!interview || (workspace.open.get(uri)?.version ?? version) !== version) return null;
    const edits = annotateRange(workspace.corpus, uri, toSpan(interview.transcript, range), codes, kind);
    return edits ? toWorkspaceEdit(workspace, [{ uri, edits }]) : null;
  }),
  row(type<RelateParams, RelateResult | null>(methods.relate), null, ({ workspace }, params) =>
    relate(workspace, params),
  ),
  row(type<StatementParams, StatementPlace | null>(methods.statement), null, ({ workspace }, params) => {
    const at = place(workspace, params);
    const next = at && nextStatement(workspace.corpus, at.uri, at.offset, params.direction, params.claim);
    const [location] = next ? toLocations(workspace, [next]) : [];
    if (!next || !location) return null;
    const { claim, stance, index, total } = next;
    return { ...location, claim, stance, index, total };
  }),
  row(
    type<ImportParams, ImportResult>(methods.import),
    { error: 'it could not be read', formats: [], transcripts: [], report: [] },
    (_, params) => importBytes(params),
  ),
  row(
    type<ExportParams, ExportResult>(methods.export),
    { text: '', interviews: 0, losses: [] },
    ({ workspace }, params, token) => exportAs(workspace, params, token),
  ),
];
