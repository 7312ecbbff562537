import type { Corpus } from '../core/corpus';
import type { Place } from './place';
import { declarations, subjectAt, uses } from './subject';

/**
 * **Find all references.** All uses of a tag, all statements of a claim (states, supports, contradicts), all turns of a speaker and all
 * places where that person is quoted or spoken of, in every interview; from a code, a label or an entry of the codebook.
 */
export function references(corpus: Corpus, uri: string, offset: number, includeDeclaration: boolean): Place[] {
  const subject = subjectAt(corpus, uri, offset);
  if (!subject) return [];
  return [...(includeDeclaration ? declarations(corpus, subject) : []), ...uses(corpus, subject)];
}
