/** The table of the coding walk: what there is to decide, how much of it is left, and the next of it. */
import { RequestType, type CancellationToken } from 'vscode-languageserver';
import type { Interview } from '../core/interview';
import type { Span } from '../core/span';
import { transcriptOf } from '../core/interview';
import {
  candidates,
  countStops,
  hasSuggestion,
  interviewsInOrder,
  stops,
  type Candidate,
  type Stop,
} from '../features/coding-walk';
import { toOffset, toRange, toSpan } from './positions';
import {
  methods,
  type StopCount,
  type StopKind,
  type StopParams,
  type StopPlace,
  type StopResult,
  type StopsParams,
  type StopsResult,
} from './protocol';
import { interviewOf, type Desk } from './requests';
import { wantsReported } from './settings';
import { row, type Row } from './table';
import { readyIndex, spelled, type Workspace } from './workspace';

const type = <P, R>(method: string): RequestType<P, R, void> => new RequestType(method);

/** How many suggestions may be asked for in one request: a second on a large archive. */
const MOST_QUERIES = 300;

export const walkRequests: readonly Row<Desk>[] = [
  row(type<StopsParams, StopsResult | null>(methods.stops), null, async ({ workspace }, params, token) => {
    const interview = interviewOf(workspace, params.textDocument);
    return interview ? allStops(workspace, interview, params, token) : null;
  }),
  row(type<StopParams, StopResult | null>(methods.stop), null, async ({ workspace }, params, token) => {
    const interview = interviewOf(workspace, params.textDocument);
    if (!interview) return null;
    return isOffered(workspace, params.kind) ? nextStop(workspace, interview, params, token) : {};
  }),
];

function isOffered({ settings }: Workspace, kind: StopKind): boolean {
  return kind !== 'reported' || wantsReported(settings);
}

async function allStops(
  workspace: Workspace,
  here: Interview,
  { position, kinds, scope }: StopsParams,
  token: CancellationToken,
): Promise<StopsResult> {
  const { corpus, inSlices } = workspace;
  const offered = kinds.filter((kind) => isOffered(workspace, kind));
  const offset = toOffset(here, position);
  const asked = await suggestions(workspace, token, offered.includes('suggestion') ? here : undefined);
  const transcript = transcriptOf(here);
  const own = offered.map((kind) => {
    const list = transcript
      ? stops(transcript, kind).map((stop) => ({ ...stop, kind, open: stop.open ?? asked.open(here, stop) }))
      : [];
    return { kind, list, index: list.filter(({ start }) => start <= offset).length };
  });
  const all = interviewsInOrder(corpus);
  const at = all.findIndex(({ uri }) => uri === here.uri);
  const counts: StopCount[] = own.map(({ kind, list, index }) => {
    const open = list.map((stop) => stop.open);
    return { kind, index, total: list.length, ...(!open.includes(undefined) && { open: open.filter(Boolean).length }) };
  });
  if (scope === 'corpus') {
    for (const count of counts) if (count.kind === 'suggestion') delete count.open;
    for (const [number, interview] of all.entries()) {
      if (number === at) continue;
      if (token.isCancellationRequested) break;
      await inSlices(() => {
        for (const count of counts) {
          const { total, open } = countStops(interview, count.kind);
          count.total += total;
          if (number < at) count.index += total;
          if (count.open !== undefined && open !== undefined) count.open += open;
        }
      });
    }
  }
  return {
    stops: own.flatMap(({ list }) =>
      list.map(({ kind, open, ...span }) => ({ kind, range: toRange(here, span), open: open !== false })),
    ),
    counts,
    interview: at + 1,
    interviews: all.length,
  };
}

async function nextStop(
  workspace: Workspace,
  here: Interview,
  { range, kind, scope, direction }: StopParams,
  token: CancellationToken,
): Promise<StopResult> {
  const { corpus, inSlices } = workspace;
  const asked = await suggestions(workspace, token);
  const steps = candidates(corpus, here, toSpan(here, range), { kind, direction, scope });
  for (;;) {
    const step = await inSlices(() => steps.next());
    if (token.isCancellationRequested || step.done) return {};
    const { value: candidate } = step;
    if (!candidate) continue;
    const open = candidate.stop.open ?? (await inSlices(() => asked.open(candidate.interview, candidate.stop)));
    if (open === undefined) return { unfinished: true };
    if (open) return { place: placeOf(workspace, kind, candidate, asked) };
  }
}

function placeOf(workspace: Workspace, kind: StopKind, candidate: Candidate, asked: Suggestions): StopPlace {
  const { interview, stop, index, total, wrapped } = candidate;
  const all = interviewsInOrder(workspace.corpus);
  const { open } = countStops(interview, kind);
  return {
    uri: spelled(workspace, interview.uri),
    range: toRange(interview, stop),
    kind,
    index: index + 1,
    total,
    ...(open !== undefined ? { open } : asked.known(interview)),
    interview: all.findIndex(({ uri }) => uri === interview.uri) + 1,
    interviews: all.length,
    wrapped,
  };
}

/** What is known of suggestions while nothing changes, and what may still be asked for in this request. */
interface Suggestions {
  /** `undefined` where too much was asked for already. */
  open(interview: Interview, stop: Stop): boolean | undefined;
  /** How many are open, where all of an interview are known. */
  known(interview: Interview): { open?: number };
}

interface Known {
  revision: number;
  open: Map<number, boolean>;
}

const remembered = new WeakMap<Interview, Known>();

/** @param ahead the interview of which all are asked for, in slices. */
async function suggestions(workspace: Workspace, token: CancellationToken, ahead?: Interview): Promise<Suggestions> {
  const { corpus, inSlices } = workspace;
  const related = await readyIndex(workspace, token);
  let left = MOST_QUERIES;
  const knownOf = (interview: Interview): Known['open'] => {
    let known = remembered.get(interview);
    // Any change anywhere may link, dismiss or bring up something.
    if (known?.revision !== corpus.revision)
      remembered.set(interview, (known = { revision: corpus.revision, open: new Map() }));
    return known.open;
  };
  const open = (interview: Interview, stop: Span): boolean | undefined => {
    const known = knownOf(interview);
    let answer = known.get(stop.start);
    if (answer !== undefined || left <= 0) return answer;
    left--;
    known.set(stop.start, (answer = hasSuggestion(corpus, related, interview.uri, stop)));
    return answer;
  };
  const transcript = ahead && transcriptOf(ahead);
  for (const stop of transcript ? stops(transcript, 'suggestion') : []) {
    if (token.isCancellationRequested || left <= 0) break;
    if (ahead) await inSlices(() => open(ahead, stop));
  }
  return {
    open,
    known(interview) {
      const answers = [...knownOf(interview).values()];
      return answers.length === countStops(interview, 'suggestion').total
        ? { open: answers.filter(Boolean).length }
        : {};
    },
  };
}
