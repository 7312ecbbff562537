/** Writes the passages of an interview into the index, bit by bit: nobody sees them before they are complete. */
import { contentHash } from '../core/content-hash';
import type { Transcript } from '../core/syntax';
import { flagsOf, languageOf, type Entry, type Indexable } from './entry';
import type { InvertedIndex } from './inverted-index';
import { eachPassage } from './passages';
import { plainly } from './plain';
import { NONE, type Vocabulary } from './vocabulary';
import { eachWord } from './words';

/** Stands for the former number of a passage that had none. */
const NEW = -1;
/** Comparing a character costs a tenth of indexing it. */
const COMPARING = 0.1;
/** What a passage costs besides its characters, in characters. */
const PASSAGE = 20;

export class Draft {
  /** Passage -> its document; the index moves them now and then. */
  readonly documents: number[] = [];
  /** Passage -> the number that it had before, for those taken over. */
  private readonly reused: number[] = [];
  private readonly paragraphs: number[] = [];
  private readonly flags: number[] = [];
  private readonly hashes: number[] = [];
  private readonly language: string | undefined;
  private readonly work: Generator<number, void>;

  /**
   * @param before the interview as it is in the index, where it stays meanwhile.
   * @param owner the number under which the index is to know the interview.
   */
  constructor(
    readonly source: Indexable,
    private readonly before: Entry | undefined,
    readonly owner: number,
    private readonly index: InvertedIndex,
    private readonly vocabulary: Vocabulary,
  ) {
    const { transcript } = source;
    this.language = languageOf(transcript);
    this.work = this.passages(transcript);
  }

  /** Goes on for as much work as so many characters make. Gives what is left of them: nothing, unless all is written. */
  write(characters: number): number {
    let left = characters;
    while (left > 0) {
      const { done, value } = this.work.next();
      if (done) return left;
      left -= value;
    }
    return 0;
  }

  /** Takes the place of the interview as it was before: that is removed, and this is found. */
  commit(): Entry {
    const { index, documents, reused, before, owner } = this;
    const kept = new Set<number>();
    for (const [place, old] of reused.entries()) {
      const document = before?.documents[old];
      if (document === undefined) index.reveal(documents[place] as number);
      else {
        documents[place] = document;
        index.assign(document, owner, place);
        kept.add(document);
      }
    }
    if (before) for (const document of before.documents) if (!kept.has(document)) index.remove(document);
    return {
      source: this.source,
      language: this.language,
      owner,
      documents: Uint32Array.from(documents),
      paragraphs: Uint32Array.from(this.paragraphs),
      flags: Uint8Array.from(this.flags),
      hashes: Float64Array.from(this.hashes),
    };
  }

  /** Leaves no trace. */
  discard(): void {
    for (const [place, document] of this.documents.entries())
      if (this.reused[place] === NEW) this.index.remove(document);
  }

  /** Writes one passage after the other; tells how much work each was. */
  private *passages(transcript: Transcript): Generator<number, void> {
    const old = this.oldPlaces();
    const terms: number[] = [];
    for (const passage of eachPassage(transcript)) {
      const { text, start, end } = plainly(transcript, passage);
      const hash = contentHash(text, start, end);
      const same = old.get(hash)?.pop() ?? NEW;
      const place = this.documents.length;
      this.reused.push(same);
      this.paragraphs.push(passage.paragraph);
      this.flags.push(flagsOf(passage));
      this.hashes.push(hash);
      if (same === NEW) {
        let length = 0;
        eachWord(text, start, end, (from, to) => {
          const term = this.vocabulary.numberAt(text, from, to, this.language);
          if (term !== NONE) terms[length++] = term;
        });
        this.documents.push(this.index.append(terms, length, this.owner, place));
        yield PASSAGE + end - start;
      } else {
        this.documents.push(NEW);
        yield PASSAGE + (end - start) * COMPARING;
      }
    }
  }

  /** Hash of a passage's words -> the places where they stood before. In another language the same words have other terms. */
  private oldPlaces(): Map<number, number[]> {
    const places = new Map<number, number[]>();
    if (this.before?.language !== this.language) return places;
    this.before?.hashes.forEach((hash, place) => {
      const same = places.get(hash);
      if (same) same.push(place);
      else places.set(hash, [place]);
    });
    return places;
  }
}
