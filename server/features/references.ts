import type { Corpus } from '../core/corpus';
import type { Place } from './place';
import { claimsAt, inOrder, placeOf } from './statements';
import { declarations, subjectAt, uses } from './subject';

/**
 * **Find all references.** All uses of a tag, all statements of a claim (states, supports, contradicts), all turns of a speaker and all
 * places where that person is quoted or spoken of, in every interview; from a code, a label or an entry of the codebook. From the words
 * of a statement: the words of all statements of its claims, by the date of the interview. Where quotes lie within each other, the
 * innermost one with a claim counts.
 */
export function references(corpus: Corpus, uri: string, offset: number, includeDeclaration: boolean): Place[] {
  const subject = subjectAt(corpus, uri, offset);
  if (!subject) return ofClaims(corpus, claimsAt(corpus, uri, offset), includeDeclaration);
  return [...(includeDeclaration ? declarations(corpus, subject) : []), ...uses(corpus, subject)];
}

function ofClaims(corpus: Corpus, claims: readonly string[], includeDeclaration: boolean): Place[] {
  const declared = claims.flatMap((name) => declarations(corpus, { kind: 'claim', name }));
  // Words may carry two of the claims.
  const stated = inOrder(
    corpus,
    claims.flatMap((name) => corpus.statements(name)),
  );
  return [...(includeDeclaration ? declared : []), ...stated.map(placeOf)];
}
