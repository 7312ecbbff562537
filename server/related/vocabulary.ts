/** Numbers for terms. A word is folded and stemmed when it is met for the first time, and looked up from then on. */
import { termOf } from './words';

/** The number of a word that is not searched by. */
export const NONE = -1;

export class Vocabulary {
  private readonly byTerm = new Map<string, number>();
  /** The words of each language. */
  private readonly languages = new Map<string | undefined, Map<string, number>>();
  private language: string | undefined;
  /** The words of `language`. */
  private bySurface = this.wordsOf(undefined);

  /**
   * The number of the term of a word as it stands in a text, or `NONE` for a stop word. Languages share their terms: names and
   * figures meet.
   *
   * @param language as the front matter names it; English where it does not.
   */
  number(surface: string, language?: string): number {
    if (language !== this.language) {
      this.language = language;
      this.bySurface = this.wordsOf(language);
    }
    const known = this.bySurface.get(surface);
    if (known !== undefined) return known;
    const term = termOf(surface, language);
    const number = term === undefined ? NONE : this.numberOfTerm(term);
    this.bySurface.set(detached(surface), number);
    return number;
  }

  private wordsOf(language: string | undefined): Map<string, number> {
    const known = this.languages.get(language) ?? new Map<string, number>();
    this.languages.set(language, known);
    return known;
  }

  /** The number of a term itself, as `terms` gives it. */
  numberOfTerm(term: string): number {
    const known = this.byTerm.get(term);
    if (known !== undefined) return known;
    this.byTerm.set(detached(term), this.byTerm.size);
    return this.byTerm.size - 1;
  }

  /** All terms, by their numbers. */
  terms(): string[] {
    return [...this.byTerm.keys()];
  }
}

/** A copy that does not keep the text alive that it was cut out of, as V8's slices do. */
function detached(text: string): string {
  return text.split('').join('');
}
