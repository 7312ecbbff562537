/** What a format cannot hold of interviews, told to whoever exports them: counted, without words of a transcript. */
import type { Interview } from '../core/interview';
import type { Annotation, Code } from '../core/syntax';

type Count = (interview: Interview) => number;

const isCoded = ({ codes }: { codes: readonly Code[] }): boolean => codes.length > 0;
const lines =
  (wanted: (annotation: Annotation) => boolean): Count =>
  ({ transcript }) =>
    transcript.annotations.filter(wanted).length;
/** Lines of the words that formats speak of; `%aside` has an entry of its own. */
const KNOWN = new Set(['claim', 'tags', 'memo', 'topic', 'aside', 'unrelated']);

/** What an interview can hold: how often it does, and what that is called for one and for many. */
const THINGS = {
  quotes: [({ transcript }) => transcript.quotes.filter(isCoded).length, 'coded quote'],
  bare: [({ transcript }) => transcript.quotes.filter((quote) => !isCoded(quote)).length, 'quote without a code'],
  tagged: [lines(isCoded), 'line of %tags'],
  attributes: [({ uses }) => uses.filter(({ code }) => code.kind === 'attribute').length, 'attribute'],
  people: [({ uses }) => uses.filter(({ code }) => code.kind === 'person').length, 'person named behind @'],
  memos: [lines(({ word }) => word === 'memo'), 'memo'],
  glosses: [({ glosses }) => glosses.length, 'gloss of a claim'],
  topics: [({ transcript }) => transcript.topics.filter(({ added }) => !added).length, 'heading'],
  addedTopics: [({ transcript }) => transcript.topics.filter(({ added }) => added).length, 'added topic'],
  addedTurns: [({ transcript }) => transcript.turns.filter(({ added }) => added).length, 'added label of a speaker'],
  asides: [({ transcript }) => transcript.paragraphs.filter(({ aside }) => aside).length, 'aside'],
  unrelated: [({ dismissals }) => dismissals.length, 'line of %unrelated'],
  unknown: [lines(({ word }) => !KNOWN.has(word)), 'annotation line of another kind'],
  fields: [({ transcript }) => transcript.frontMatter?.keys.length ?? 0, 'key of the front matter'],
} satisfies Record<string, [count: Count, noun: string]>;

export type Thing = keyof typeof THINGS;

const PLURALS: Partial<Record<string, string>> = {
  'quote without a code': 'quotes without a code',
  'line of %tags': 'lines of %tags',
  'person named behind @': 'people named behind @',
  'gloss of a claim': 'glosses of claims',
  'added label of a speaker': 'added labels of speakers',
  'line of %unrelated': 'lines of %unrelated',
  'annotation line of another kind': 'annotation lines of other kinds',
  'key of the front matter': 'keys of the front matter',
};

/** A sentence for each of the things that the interviews have. */
export function leftOut(interviews: readonly Interview[], things: readonly Thing[]): string[] {
  return things.flatMap((thing) => {
    const [count, noun] = THINGS[thing] as [Count, string];
    const number = interviews.reduce((sum, interview) => sum + count(interview), 0);
    return number === 0 ? [] : [`${counted(number, noun)} ${number === 1 ? 'is' : 'are'} left out.`];
  });
}

/** `1 memo`, `2 memos`. */
export function counted(number: number, noun: string): string {
  return `${number} ${number === 1 ? noun : (PLURALS[noun] ?? noun + 's')}`;
}
