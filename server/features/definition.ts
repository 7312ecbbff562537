import type { Corpus } from '../core/corpus';
import type { Place } from './place';
import { appearances } from './people';
import { claimsAt } from './statements';
import { declarations, labelsOf, subjectAt, uses, type Meaning } from './subject';

/**
 * **Go to definition.** From a tag, claim or `@person` to its entry in the codebook; from a claim without one to its `%claim` lines;
 * from a label to where the front matter declares the speaker, and from there to the codebook. What is declared nowhere leads to where it is first used.
 * The words of a statement lead to where each of its claims leads.
 */
export function definition(corpus: Corpus, uri: string, offset: number): Place[] {
  const subject = subjectAt(corpus, uri, offset);
  if (subject) return ofMeaning(corpus, subject);
  return claimsAt(corpus, uri, offset).flatMap((name) => ofMeaning(corpus, { kind: 'claim', name }));
}

function ofMeaning(corpus: Corpus, subject: Meaning): Place[] {
  const all = subject.kind === 'person' ? ofPerson(corpus, subject) : declarations(corpus, subject);
  const entry = all.find((place) => corpus.codebooks.has(place.uri));
  if (subject.kind === 'claim' && !entry && all.length > 0) return all;
  const first = entry ?? all[0] ?? uses(corpus, subject)[0];
  return first ? [first] : [];
}

function ofPerson(corpus: Corpus, subject: Extract<Meaning, { kind: 'person' }>): Place[] {
  const { speaker, declaration } = subject;
  if (!speaker) return [...declarations(corpus, subject), ...appearances(corpus, subject.identity).flatMap(labelsOf)];
  const declared = speaker.interview.speakers[speaker.speaker]?.declared;
  if (declaration) return declarations(corpus, subject);
  return declared ? [{ uri: speaker.interview.uri, span: declared.labelSpan }] : labelsOf(speaker).slice(0, 1);
}
