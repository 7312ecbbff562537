/** The table of what labels speakers where nobody is labelled. */
import { RequestType } from 'vscode-languageserver';
import { labelling, setLabels, type Stop } from '../features/labelling';
import { canonical } from '../host/uri';
import { toWorkspaceEdit } from './convert';
import { toOffset, toPosition, toRange, type Source } from './positions';
import {
  methods,
  type LabelParams,
  type LabelResult,
  type Labelling,
  type LabellingParams,
  type LabelStop,
} from './protocol';
import { interviewOf, type Desk } from './requests';
import { row, type Row } from './table';
import { versionOf } from './workspace';

const type = <P, R>(method: string): RequestType<P, R, void> => new RequestType(method);

export const labellingRequests: readonly Row<Desk>[] = [
  row(type<LabellingParams, Labelling | null>(methods.labelling), null, ({ workspace }, params) => {
    const { textDocument, split, ...known } = params;
    const interview = interviewOf(workspace, textDocument);
    if (!interview) return null;
    const walk = labelling(interview.transcript, {
      ...known,
      split: split && toOffset(interview.transcript, split),
    });
    return {
      version: versionOf(workspace, interview.uri),
      speakers: walk.voices.map(({ label, name }) => ({ label, name })),
      stops: walk.stops.map((stop) => toStop(interview.transcript, stop)),
      paragraphs: walk.paragraphs,
      splits: walk.splits,
    };
  }),
  row(type<LabelParams, LabelResult | null>(methods.label), null, ({ workspace }, params) => {
    const { textDocument, version, labels, named } = params;
    const uri = canonical(textDocument.uri);
    const interview = interviewOf(workspace, textDocument);
    // The positions belong to a text that is gone.
    if (!interview || (versionOf(workspace, uri) ?? version) !== version) return null;
    const { transcript } = interview;
    const wishes = labels.map(({ position, label, guess }) => ({
      offset: toOffset(transcript, position),
      label,
      guess,
    }));
    const done = setLabels(transcript, wishes, named);
    if (!done) return { at: [] };
    const { edits, at } = done;
    return edits.length > 0 ? { edit: toWorkspaceEdit(workspace, [{ uri, edits }]), at } : { at };
  }),
];

function toStop(source: Source, { start, end, sentences, ...stop }: Stop): LabelStop {
  return {
    ...stop,
    range: toRange(source, { start, end }),
    sentences: sentences.map((offset) => toPosition(source, offset)),
  };
}
