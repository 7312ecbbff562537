/** Corpora whose closed interviews keep no text, for the tests of what must not depend on it. */
import { Corpus } from '../server/core/corpus';
import { Transcripts } from '../server/core/transcripts';
import { RelatedIndex } from '../server/related/related-index';

export interface Released {
  corpus: Corpus;
  related: RelatedIndex;
  transcripts: Transcripts;
  /** What the files say now: tests may change it behind the corpus. */
  files: Map<string, string>;
  /** The files that were found to have changed, in the order in which they were. */
  changed: string[];
}

/** @param capacity of the transcripts that are read again: 0 for none but the last. */
export function releasedCorpus(texts: ReadonlyMap<string, string>, capacity?: number): Released {
  const files = new Map(texts);
  const changed: string[] = [];
  const source = { read: (uri: string) => files.get(uri), changed: (uri: string) => void changed.push(uri) };
  const transcripts = new Transcripts(source, capacity);
  const related = new RelatedIndex();
  const corpus = new Corpus([related], transcripts);
  for (const [uri, text] of files) {
    corpus.put(uri, text);
    related.flush();
    corpus.release(uri);
  }
  return { corpus, related, transcripts, files, changed };
}

/** The same, keeping everything. */
export function keptCorpus(texts: ReadonlyMap<string, string>): { corpus: Corpus; related: RelatedIndex } {
  const related = new RelatedIndex();
  const corpus = new Corpus([related]);
  for (const [uri, text] of texts) corpus.put(uri, text);
  return { corpus, related };
}
