/** The table of renaming and refactoring across files, answered with edits of all files as they are at the end, or of none. */
import {
  RenameRequest,
  RequestType,
  type CancellationToken,
  type Connection,
  type CreateFile,
  type ResponseError,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { contentHash } from '../core/content-hash';
import type { Interview } from '../core/interview';
import { merge, move, remove, renameCode, type FileEdits, type Step, type Steps } from '../features/refactor';
import { rename } from '../features/rename';
import { baseName } from '../host/uri';
import { toWorkspaceEdit } from './convert';
import { reportLongWork } from './long-work';
import { methods, type RefactorParams } from './protocol';
import { place, type Desk } from './requests';
import { cancellation, refusal, row, type Row } from './table';
import { spelled, type Workspace } from './workspace';

type Answer = WorkspaceEdit | ResponseError<never> | null;

/** What is done, as a heading; and the work, file by file. */
interface Job {
  label: string;
  steps: Steps;
}

/** A text, as far as one need know it to see whether it is still the same. */
type Fingerprint = Pick<Interview, 'length' | 'hash'>;

/** What the files of the last answer said. */
const answered = new WeakMap<Workspace, Map<string, Fingerprint>>();

export const refactoringRequests: readonly Row<Desk>[] = [
  refactoring(RenameRequest.type, (workspace, params) => {
    const at = place(workspace, params);
    const steps = at && rename(workspace.corpus, at.uri, at.offset, params.newName);
    return steps && { label: 'Rename', steps };
  }),
  refactoring(new RequestType<RefactorParams, WorkspaceEdit | null, void>(methods.refactor), jobOf),
  row(new RequestType<null, boolean, void>(methods.holds), false, ({ workspace }) => {
    const files = [...(answered.get(workspace) ?? [])];
    return files.every(([uri, { length, hash }]) => {
      const now = fingerprint(workspace, uri);
      return now?.length === length && now.hash === hash && !isStale(workspace, uri);
    });
  }),
];

/** A row whose work is done in slices, with its progress shown. Null where there is nothing to do it to. */
function refactoring<P, E>(
  type: RequestType<P, WorkspaceEdit | null, E>,
  begin: (workspace: Workspace, params: P) => Job | undefined,
): Row<Desk> {
  return (connection, desk, log) => {
    const answer = ({ workspace }: Desk, params: P, token: CancellationToken): Answer | Promise<Answer> => {
      if (workspace.loading) return refusal(LOADING);
      const job = begin(workspace, params);
      return job ? carryOut(connection, workspace, job, token) : null;
    };
    const connect: Row<Desk> = row(type, null, answer);
    connect(connection, desk, log);
  };
}

function jobOf({ corpus }: Workspace, { kind, what, name, into }: RefactorParams): Job | undefined {
  if (kind === 'delete') return { label: `Delete ${what}`, steps: remove(corpus, what, name) };
  if (into === undefined) return undefined;
  switch (kind) {
    case 'rename':
      return { label: `Rename ${what}`, steps: renameCode(corpus, what, name, into) };
    case 'merge':
      return { label: `Merge ${what}`, steps: merge(corpus, what, name, into) };
    case 'move':
      return what === 'tag' ? { label: 'Move tag', steps: move(corpus, name, into) } : undefined;
  }
}

const LOADING = 'The interviews are still being read: try again in a moment.';

async function carryOut(
  connection: Connection,
  workspace: Workspace,
  { label, steps }: Job,
  token: CancellationToken,
): Promise<Answer> {
  const work = reportLongWork(connection, workspace.offers, label);
  // Nothing may come between the last look at the files and the answer's positions and versions.
  const turn = (): Answer | undefined => {
    const { done, value } = steps.next();
    if (!done) {
      work.report(value.done, value.total);
      return staleness(workspace, value);
    }
    if ('refused' in value) return refusal(value.refused);
    if (workspace.loading) return refusal(LOADING);
    answered.set(
      workspace,
      new Map(
        value.files.flatMap(({ uri }) => {
          const known = fingerprint(workspace, uri);
          return known ? [[uri, known]] : [];
        }),
      ),
    );
    return annotated(workspace, label, value.files);
  };
  try {
    for (;;) {
      const answer = await workspace.inSlices(turn);
      if (answer !== undefined) return answer;
      if (token.isCancellationRequested || work.isCancelled()) return cancellation();
    }
  } finally {
    work.done();
  }
}

/** What a file whose edits are known says against them. */
function staleness(workspace: Workspace, { uri }: Step): ResponseError<never> | undefined {
  if (!isStale(workspace, uri)) return undefined;
  workspace.texts?.changed(uri);
  return refusal(`${baseName(uri)} has changed on the disk and is read again: try once more in a moment.`);
}

/** Whether a closed file does not say any more what its edits are for, and nobody has told so yet. */
function isStale(workspace: Workspace, uri: string): boolean {
  const { open, texts } = workspace;
  if (!texts || open.has(uri)) return false;
  const now = texts.read(uri);
  const known = fingerprint(workspace, uri);
  return now === undefined || now.length !== known?.length || contentHash(now) !== known.hash;
}

function fingerprint({ corpus }: Workspace, uri: string): Fingerprint | undefined {
  const interview = corpus.interviews.get(uri);
  if (interview) return { length: interview.length, hash: interview.hash };
  const text = corpus.codebooks.get(uri)?.text;
  return text === undefined ? undefined : { length: text.length, hash: contentHash(text) };
}

/** The ids of change annotations. */
const CHANGE = 'throughline';
const REVIEW = 'throughline.review';

/**
 * What concerns several files is shown before it is done, where the editor can. What asks for it is no edit of the texts, as VS Code shows
 * those unchecked that do, each to be ticked by hand: it is the wish that a file should be there, which it is.
 */
function annotated(workspace: Workspace, label: string, files: readonly FileEdits[]): WorkspaceEdit {
  const edit = toWorkspaceEdit(workspace, files);
  const { annotatedEdits, createsFiles } = workspace.offers;
  if (!annotatedEdits || !edit.documentChanges) return edit;
  const count = files.reduce((sum, { edits }) => sum + edits.length, 0);
  const description = `${count} ${count === 1 ? 'place' : 'places'} in ${files.length} ${files.length === 1 ? 'file' : 'files'}`;
  const changes = edit.documentChanges.map((change) =>
    'edits' in change ? { ...change, edits: change.edits.map((one) => ({ ...one, annotationId: CHANGE })) } : change,
  );
  const [first] = files;
  const review: CreateFile[] =
    first && files.length > 1 && createsFiles
      ? [
          {
            kind: 'create',
            uri: spelled(workspace, first.uri),
            options: { ignoreIfExists: true },
            annotationId: REVIEW,
          },
        ]
      : [];
  const annotations = { [CHANGE]: { label, description, needsConfirmation: false } };
  if (review.length === 0) return { documentChanges: changes, changeAnnotations: annotations };
  return {
    documentChanges: [...review, ...changes],
    changeAnnotations: { ...annotations, [REVIEW]: { label, description, needsConfirmation: true } },
  };
}
