import type { Corpus } from '../core/corpus';
import type { Span } from '../core/span';
import type { RelatedIndex } from '../related/related-index';
import { render, type Block } from './card';
import { claimCard, tagCard } from './code-cards';
import { passageCard, type CommandLink } from './passage-card';
import { personCard } from './person-card';
import { relatedPassages } from './related-passages';
import { subjectAt, type Subject } from './subject';

export type { CommandLink } from './passage-card';

export interface HoverOptions {
  /** How many related passages, and how many entries of each list. */
  limit: number;
  /** Plain text otherwise. */
  markdown: boolean;
  /** How a link runs a command; absent where the client runs none. */
  command?: CommandLink;
}

/** A card about the words that `span` covers. */
export interface Hover {
  span: Span;
  content: string;
}

/**
 * **Hover.** On a tag: what the codebook says of it, and where it is used how often. On a claim: its gloss, and who states, supports or
 * contradicts it, in which interview and when. On a speaker or a person: full name, role, turns, share of the words, other interviews.
 * On any words of an interview: what other interviews say on them, first what states, supports or contradicts the same claim, then what
 * shares its rarer words, and why. Each entry has a link that opens the place, and each suggestion one that makes the two the same claim
 * and one that dismisses it.
 */
export function hover(
  corpus: Corpus,
  related: RelatedIndex,
  uri: string,
  offset: number,
  { limit, markdown, command }: HoverOptions,
): Hover | undefined {
  const subject = subjectAt(corpus, uri, offset);
  if (subject) return { span: subject.span, content: render(subjectCard(corpus, subject, uri, limit), markdown) };
  const passages = relatedPassages(corpus, related, uri, offset, limit);
  const blocks = passages ? passageCard(corpus, uri, passages, markdown ? command : undefined) : [];
  return passages && blocks.length > 0 ? { span: passages.span, content: render(blocks, markdown) } : undefined;
}

function subjectCard(corpus: Corpus, subject: Subject, uri: string, limit: number): Block[] {
  switch (subject.kind) {
    case 'tag':
      return tagCard(corpus, subject.name, limit);
    case 'claim':
      return claimCard(corpus, subject.name, limit);
    case 'person':
      return personCard(corpus, subject.identity, uri, limit);
  }
}
