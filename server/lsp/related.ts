/** What is asked and decided about related passages, between core data and LSP types. */
import { transcriptOf } from '../core/interview';
import { attribute, spokenWords } from '../features/attribution';
import { dismiss } from '../features/dismissals';
import type { Edit, Place } from '../features/place';
import type { Reasons } from '../features/reasons';
import { sameClaim } from '../features/relate';
import { relatedPassages } from '../features/related-passages';
import type { RelatedIndex } from '../related/related-index';
import { trimmed } from '../related/sentences';
import { canonical } from '../host/uri';
import { toWorkspaceEdit } from './convert';
import { sourceOf, toRange, toSpan } from './positions';
import type { RelatedParams, RelatedPassage, RelateParams, RelateResult } from './protocol';
import { place } from './requests';
import { spelled, type Workspace } from './workspace';

/** Statements of the same claims first, then what is suggested. */
export function relatedTo(workspace: Workspace, index: RelatedIndex, params: RelatedParams): RelatedPassage[] {
  const { corpus, settings } = workspace;
  const at = place(workspace, params);
  const passages = at && relatedPassages(corpus, index, at.uri, at.offset, settings.related.limit);
  if (!passages) return [];
  const here = toRange(at.source, passages.span);
  const answer = (
    { uri, span }: Place,
    turn: number,
    { same, phrases, tension }: Reasons,
    more: Pick<RelatedPassage, 'relation' | 'terms' | 'claim'>,
  ): RelatedPassage[] => {
    const interview = corpus.interviews.get(uri);
    const transcript = interview && transcriptOf(interview);
    if (!transcript) return [];
    const { speaker, title, date, time } = attribute(corpus, interview, span, turn);
    const said = transcript.turns[turn];
    return [
      {
        uri: spelled(workspace, uri),
        range: toRange(transcript, span),
        title,
        date,
        speaker,
        time,
        text: spokenWords(transcript, span),
        here,
        same,
        why: tension === undefined ? phrases : [...phrases, tension],
        turnRange: said && toRange(transcript, trimmed(transcript.text, said.start, said.end)),
        ...more,
      },
    ];
  };
  return [
    ...passages.stated.flatMap(({ claim, relation, reasons, statement: { uri, words, turn } }) =>
      answer({ uri, span: words }, turn, reasons, { relation, claim, terms: [] }),
    ),
    ...passages.suggested.flatMap(({ uri, snippet, passage, terms, reasons }) =>
      answer({ uri, span: snippet }, passage.turn, reasons, { relation: 'suggested', terms }),
    ),
  ];
}

/** Null where a text has gone on since, or where the words of either would not stay what they are. */
export function relate(workspace: Workspace, params: RelateParams): RelateResult | null {
  const { corpus, open } = workspace;
  const find = ({ uri: written, range, version }: RelateParams['there']): Place | undefined => {
    const uri = canonical(written);
    const source = corpus.interviews.has(uri) ? sourceOf(corpus, uri) : undefined;
    const isStale = version !== null && (open.get(uri)?.version ?? version) !== version;
    return source && !isStale ? { uri, span: toSpan(source, range) } : undefined;
  };
  const here = find(params.here);
  const there = find(params.there);
  if (!here || !there) return null;
  const files =
    params.relation === 'claim'
      ? sameClaim(corpus, here, there, params)?.files
      : only(here.uri, dismiss(corpus, here, there));
  return files ? { edits: files.map((file) => toWorkspaceEdit(workspace, [file])) } : null;
}

/** The edits of one file; none where there is nothing to do. */
function only(uri: string, edits: Edit[] | undefined): { uri: string; edits: Edit[] }[] | undefined {
  return edits && (edits.length > 0 ? [{ uri, edits }] : []);
}
