import type { Corpus } from '../core/corpus';
import { transcriptOf } from '../core/interview';
import type { Span } from '../core/span';
import { plainText } from '../core/strip';
import type { Suggested } from './related-passages';
import { relatedPassages } from './related-passages';
import type { RelatedIndex } from '../related/related-index';
import { attribute } from './attribution';
import { clip } from './card';
import { dismiss } from './dismissals';
import type { Action } from './fixes/action';
import type { Place } from './place';
import { sameClaim } from './relate';

export interface RelatedActionOptions {
  /** How many suggestions have actions. */
  limit: number;
  /** The client asks for the claim and runs `throughline.sameClaim`; otherwise the edit is made here, under a name out of the words. */
  commands: boolean;
}

/**
 * **Same claim, not related.** For the passages of other interviews that the card of these words suggests: makes both statements of one
 * claim, or dismisses the suggestion (`%unrelated`). They are searched for, so ask only where somebody has asked for actions.
 */
export function relatedActions(
  corpus: Corpus,
  related: RelatedIndex,
  uri: string,
  selection: Span,
  { limit, commands }: RelatedActionOptions,
): Action[] {
  const passages = relatedPassages(corpus, related, uri, selection.start, limit);
  if (!passages) return [];
  const here = { uri, span: passages.span };
  const found = passages.suggested.flatMap((suggested) => {
    const name = nameOf(corpus, suggested);
    return name === undefined ? [] : [{ there: { uri: suggested.uri, span: suggested.snippet }, name }];
  });
  return [
    ...found.flatMap(({ there, name }) => (commands ? ask(here, there, name) : state(corpus, here, there, name))),
    ...found.flatMap(({ there, name }) => reject(corpus, here, there, name)),
  ];
}

function ask(here: Place, there: Place, name: string): Action[] {
  const values = [here.uri, here.span, there.uri, there.span];
  const command = { command: 'throughline.sameClaim', arguments: values };
  return [{ title: `Same claim as ${name}…`, kind: 'refactor', command }];
}

function state(corpus: Corpus, here: Place, there: Place, name: string): Action[] {
  const found = sameClaim(corpus, here, there);
  if (!found || found.files.length === 0) return [];
  return [{ title: `Same claim (^${found.claim}) as ${name}`, kind: 'refactor', edits: found.files }];
}

function reject(corpus: Corpus, here: Place, there: Place, name: string): Action[] {
  const edits = dismiss(corpus, here, there);
  if (!edits || edits.length === 0) return [];
  return [{ title: `Not related to ${name}`, kind: 'refactor', edits: [{ uri: here.uri, edits }] }];
}

/** `Maria Mendez: “After 2019 the rent…”`. */
function nameOf(corpus: Corpus, { uri, passage, snippet }: Suggested): string | undefined {
  const interview = corpus.interviews.get(uri);
  const transcript = interview && transcriptOf(interview);
  if (!transcript) return undefined;
  const { speaker, title } = attribute(corpus, interview, snippet, passage.turn);
  const words = plainText(transcript, { start: snippet.start, end: Math.min(snippet.end, snippet.start + 400) });
  return `${clip(speaker ?? title, 40)}: “${clip(words, 40)}”`;
}
