/** Our requests on how a transcript looks in the editor. */
import { RequestType } from 'vscode-languageserver';
import { layerMarks } from '../features/layer-marks';
import { quoteMarks } from '../features/quote-marks';
import { toRange } from './positions';
import { methods, type LayerMark, type QuoteMark, type TextDocumentParams } from './protocol';
import { interviewOf, type Desk } from './requests';
import { row, type Row } from './table';

const type = <R>(method: string): RequestType<TextDocumentParams, R, void> => new RequestType(method);

export const appearanceRequests: readonly Row<Desk>[] = [
  row(type<QuoteMark[]>(methods.quotes), [], ({ workspace }, { textDocument }) => {
    const interview = interviewOf(workspace, textDocument);
    if (!interview) return [];
    return quoteMarks(workspace.corpus, interview.uri).map(({ words, color, lane }) => ({
      range: toRange(interview.transcript, words),
      color,
      lane,
    }));
  }),
  row(type<LayerMark[]>(methods.layer), [], ({ workspace }, { textDocument }) => {
    const interview = interviewOf(workspace, textDocument);
    if (!interview) return [];
    return layerMarks(interview).map(({ start, end, kind }) => ({
      range: toRange(interview.transcript, { start, end }),
      kind,
    }));
  }),
];
