/** Renaming and refactoring across files, as edits of a workspace: of all files as they are now, or of none. */
import type { ResponseError, WorkspaceEdit } from 'vscode-languageserver';
import { contentHash } from '../core/content-hash';
import { merge, move, remove, type FileEdits, type Refactoring } from '../features/refactor';
import { rename } from '../features/rename';
import { baseName } from '../host/uri';
import { toWorkspaceEdit } from './convert';
import type { RefactorParams } from './protocol';
import { refusal } from './table';
import type { Workspace } from './workspace';

type Answer = WorkspaceEdit | ResponseError<never> | null;

const ANNOTATION = 'throughline';

/** What is pointed at gets another name; null where nothing is. */
export function renameAt(workspace: Workspace, uri: string, offset: number, name: string): Answer {
  return answer(workspace, 'Rename', () => rename(workspace.corpus, uri, offset, name));
}

const TITLE = { merge: 'Merge', move: 'Move', delete: 'Delete' } as const;

/** Null where the request asks for nothing that there is. */
export function refactor(workspace: Workspace, { kind, what, name, into }: RefactorParams): Answer {
  const { corpus } = workspace;
  return answer(workspace, `${TITLE[kind]} ${what}`, () => {
    if (kind === 'delete') return remove(corpus, what, name);
    if (into === undefined) return undefined;
    return kind === 'merge' ? merge(corpus, what, name, into) : what === 'tag' ? move(corpus, name, into) : undefined;
  });
}

function answer(workspace: Workspace, label: string, work: () => Refactoring | undefined): Answer {
  if (workspace.loading) return refusal('The interviews are still being read: try again in a moment.');
  const result = work();
  if (!result) return null;
  if ('refused' in result) return refusal(result.refused);
  const { files } = result;
  const stale = files.find((file) => isStale(workspace, file));
  if (stale) {
    workspace.texts?.changed(stale.uri);
    return refusal(`${baseName(stale.uri)} has changed on the disk and is read again: try once more in a moment.`);
  }
  return annotated(workspace, label, files);
}

/** Whether a closed file does not say any more what its edits are for, and nobody has told so yet. */
function isStale({ corpus, open, texts }: Workspace, { uri }: FileEdits): boolean {
  if (!texts || open.has(uri)) return false;
  const now = texts.read(uri);
  const codebook = corpus.codebooks.get(uri);
  if (now === undefined || codebook) return now !== codebook?.text;
  const interview = corpus.interviews.get(uri);
  return now.length !== interview?.length || contentHash(now) !== interview.hash;
}

/** What concerns several files is shown before it is done, where the editor can. */
function annotated(workspace: Workspace, label: string, files: readonly FileEdits[]): WorkspaceEdit {
  const edit = toWorkspaceEdit(workspace, files);
  if (!workspace.offers.annotatedEdits || !edit.documentChanges) return edit;
  const count = files.reduce((sum, { edits }) => sum + edits.length, 0);
  const description = `${count} ${count === 1 ? 'place' : 'places'} in ${files.length} ${files.length === 1 ? 'file' : 'files'}`;
  return {
    documentChanges: edit.documentChanges.map((change) =>
      'edits' in change
        ? { ...change, edits: change.edits.map((one) => ({ ...one, annotationId: ANNOTATION })) }
        : change,
    ),
    changeAnnotations: { [ANNOTATION]: { label, description, needsConfirmation: files.length > 1 } },
  };
}
