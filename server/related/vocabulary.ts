/** Numbers for terms. A word is folded and stemmed when it is met for the first time, and looked up from then on. */
import { Surfaces } from './surfaces';
import { LONGEST_WORD, termOf } from './words';

/** The number of a word that is not searched by. */
export const NONE = -1;

export class Vocabulary {
  private readonly byTerm = new Map<string, number>();
  /** The words of each language. */
  private readonly languages = new Map<string | undefined, Surfaces>();
  private language: string | undefined;
  /** The words of `language`. */
  private surfaces = this.surfacesOf(undefined);

  /**
   * The number of the term of a word as it stands in a text, or `NONE` for a stop word. Languages share their terms: names and
   * figures meet.
   *
   * @param language as the front matter names it; English where it does not.
   */
  number(surface: string, language?: string): number {
    return this.numberAt(surface, 0, surface.length, language);
  }

  /** The same for the word from `start` to `end`. */
  numberAt(text: string, start: number, end: number, language?: string): number {
    if (end - start > LONGEST_WORD) return NONE;
    if (language !== this.language) {
      this.language = language;
      this.surfaces = this.surfacesOf(language);
    }
    return this.surfaces.number(text, start, end, this.make);
  }

  private readonly make = (surface: string): number => {
    const term = termOf(surface, this.language);
    return term === undefined ? NONE : this.numberOfTerm(term);
  };

  private surfacesOf(language: string | undefined): Surfaces {
    const known = this.languages.get(language) ?? new Surfaces();
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
