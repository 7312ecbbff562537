/** What the handlers of requests know: the corpus, the open documents, the settings, and what the editor can do. */
import type { CancellationToken } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { Corpus, type CorpusIndex } from '../core/corpus';
import { Transcripts, type TextSource } from '../core/transcripts';
import { RelatedIndex } from '../related/related-index';
import { Drafts } from './drafts';
import type { Offers } from './offers';
import { Originals } from './originals';
import type { Settings } from './protocol';
import type { InSlices } from './slices';

export interface Workspace {
  corpus: Corpus;
  related: RelatedIndex;
  offers: Offers;
  settings: Settings;
  /** Open documents by canonical URI; their own URI is as the editor writes it. */
  open: Map<string, TextDocument>;
  /** Whether files are still being read. */
  loading: boolean;
  inSlices: InSlices;
  drafts: Drafts;
  originals: Originals;
  /** What closed files say now, where that can be asked at once. */
  texts?: TextSource;
}

/** @param texts where those of closed files are had again; without it they are kept. */
export function createWorkspace(
  offers: Offers,
  settings: Settings,
  inSlices: InSlices,
  texts?: TextSource,
  indexes: readonly CorpusIndex[] = [],
  originals = new Originals(
    { find: () => Promise.resolve([]), read: () => Promise.reject(new Error()) },
    () => undefined,
  ),
): Workspace {
  const related = new RelatedIndex({ background: true });
  return {
    corpus: new Corpus([related, ...indexes], texts && new Transcripts(texts)),
    related,
    offers,
    settings,
    open: new Map(),
    drafts: new Drafts(),
    originals,
    loading: false,
    inSlices,
    texts,
  };
}

/** A URI as the editor writes it: some compare them letter by letter. */
export function spelled({ open }: Workspace, uri: string): string {
  return open.get(uri)?.uri ?? uri;
}

/** The version of a document, or null for a file that is not open. */
export function versionOf({ open }: Workspace, uri: string): number | null {
  return open.get(uri)?.version ?? null;
}

/** The index of related passages, with all that the corpus holds by now: while files are read, what is loaded so far. */
export async function readyIndex(workspace: Workspace, token: CancellationToken): Promise<RelatedIndex> {
  await indexRelated(workspace, token);
  return workspace.related;
}

/** Puts into the index of related passages what waits by now. */
export async function indexRelated({ related, inSlices }: Workspace, token?: CancellationToken): Promise<void> {
  // More may come all the time: whoever asks gets what there is.
  for (let left = related.pending; left > 0 && related.pending > 0;) {
    if (token?.isCancellationRequested) return;
    await inSlices(() => {
      const before = related.pending;
      related.step();
      left -= before - related.pending;
    });
  }
}
