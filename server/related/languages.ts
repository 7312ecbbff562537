/** Languages: how their words are stemmed, and their words that tell nothing. */
import { stemmer as danish } from '@orama/stemmers/danish';
import { stemmer as dutch } from '@orama/stemmers/dutch';
import { stemmer as finnish } from '@orama/stemmers/finnish';
import { stemmer as french } from '@orama/stemmers/french';
import { stemmer as german } from '@orama/stemmers/german';
import { stemmer as italian } from '@orama/stemmers/italian';
import { stemmer as norwegian } from '@orama/stemmers/norwegian';
import { stemmer as portuguese } from '@orama/stemmers/portuguese';
import { stemmer as russian } from '@orama/stemmers/russian';
import { stemmer as spanish } from '@orama/stemmers/spanish';
import { stemmer as swedish } from '@orama/stemmers/swedish';
import { stemmer as english } from 'stemmer';
import { fold } from './fold';
import { functionWords, stopWords } from './stop-words';

export interface Language {
  /** The stem of a word in lower case, folded. */
  stem: (word: string) => string;
  /** Words that tell nothing, folded. */
  stopWords: ReadonlySet<string>;
  /** Figures are written `300.000,50`. */
  decimalComma: boolean;
}

/** No list and no stems: what is too common is left out of a query in any language. */
const unknown: Language = { stem: fold, stopWords: new Set(), decimalComma: false };
const inEnglish: Language = { stem: (word) => english(fold(word)), stopWords, decimalComma: false };

/** The first letters are those of the tag (`de`, `deu`, `ger`), the rest names of the language. */
const table: readonly [names: string, stem: (word: string) => string][] = [
  ['da dan danish dansk', danish],
  ['de deu ger german deutsch', german],
  ['es spa spanish espanol castellano', twice(spanish)],
  ['fi fin finnish suomi', finnish],
  ['fr fra fre french francais', twice(french)],
  ['it ita italian italiano', twice(italian)],
  ['nl nld dut dutch nederlands flemish vlaams', dutch],
  ['no nb nn nor nob nno norwegian norsk bokmal nynorsk', norwegian],
  ['pt por portuguese portugues', twice(portuguese)],
  ['ru rus russian русскии', russian],
  ['sv swe swedish svenska', swedish],
];

/** A plural may look like the noun, and the noun like a verb: `alquileres`, `alquiler`, `alquil`. */
function twice(stem: (word: string) => string): (word: string) => string {
  return (word) => stem(stem(word));
}

const languages = new Map<string, Language>([
  ['en', inEnglish],
  ['eng', inEnglish],
  ['english', inEnglish],
]);
for (const [names, stem] of table) {
  const all = names.split(' ');
  const language: Language = {
    stem: (word) => fold(stem(word)),
    stopWords: functionWords(all[0] as string),
    decimalComma: true,
  };
  for (const name of all) languages.set(name, language);
}

/**
 * A language by the front matter's words: a tag (`de`, `de-AT`) or a name (`German`, `Deutsch`). English where nothing is said;
 * for one that is not known words are folded only.
 */
export function languageOf(name: string | undefined): Language {
  if (name === undefined) return inEnglish;
  const first = /^\p{L}{1,32}/u.exec(fold(name.trim()));
  return (first && languages.get(first[0])) ?? unknown;
}
