/** Why words of two interviews belong together, in short phrases. */
import type { Interview } from '../core/interview';
import type { Span } from '../core/span';
import { plainText } from '../core/strip';
import { comparer, type Comparison } from '../related/compare';
import { clip } from './card';
import { letters } from './matching';

export interface Reasons {
  /** The same sentence, or most of one, stands in both. */
  same: boolean;
  /** `same words`, `same topic: Rents`, `same figure: 300 million`, `same year: 2019`. Their words are a transcript's. */
  phrases: string[];
  /** `possible tension: 20 % here, 35 % there`. */
  tension?: string;
}

/** In UTF-16 units, marks included: a quote may hold most of an interview. */
const LONGEST = 4000;

/**
 * Makes what tells the reasons, for each answer to one question.
 *
 * @param asked the words asked about, in an interview.
 */
export function reasonsFor(here: Interview, asked: Span): (there: Interview, shown: Span) => Reasons {
  const compare = comparer(wordsOf(here, asked));
  return (there, shown) => {
    const { same, figures, tension } = compare(wordsOf(there, shown));
    const topic = topicAt(there, shown.start);
    const isSameTopic = letters(topic) !== '' && letters(topic) === letters(topicAt(here, asked.start));
    return {
      same,
      phrases: [
        ...(same ? ['same words'] : []),
        ...(isSameTopic ? [`same topic: ${clip(topic, 60)}`] : []),
        ...named(
          'figure',
          figures.filter((figure) => !YEAR.test(figure)),
        ),
        ...named(
          'year',
          figures.filter((figure) => YEAR.test(figure)),
        ),
      ],
      tension: tension && tensionPhrase(tension),
    };
  };
}

const YEAR = /^\d{4}$/;
const MOST_NAMED = 3;

function named(what: string, figures: readonly string[]): string[] {
  if (figures.length === 0) return [];
  const shown = figures.slice(0, MOST_NAMED).map((figure) => clip(figure, 40));
  return [`same ${what}${shown.length > 1 ? 's' : ''}: ${shown.join(', ')}`];
}

function tensionPhrase({ here, there }: NonNullable<Comparison['tension']>): string {
  return `possible tension: ${clip(here, 60)} here, ${clip(there, 60)} there`;
}

function wordsOf({ transcript }: Interview, { start, end }: Span): string {
  return plainText(transcript, { start, end: Math.min(end, start + LONGEST) });
}

function topicAt({ topics }: Interview, offset: number): string {
  return topics.findLast(({ titleSpan }) => titleSpan.start <= offset)?.title ?? '';
}
