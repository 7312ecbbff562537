/** What speaks for the interviewer in each sentence, and for a change of speaker before it, as sums of weights. */
import type { Signs } from './signs';
import type { Unit } from './units';
import { ANSWER, ASKER, BREAKS, QUESTION, type Layout } from './weights';

/** A sentence among its neighbours: logarithms of odds. */
export interface Evidence {
  /** That the interviewer says it, as against the interviewee. */
  asker: number;
  /** That an answer begins here, as against the question going on. */
  answer: number;
  /** That a question begins here, as against the answer going on. */
  question: number;
}

/** The names of the weights that count for each sentence. */
export interface Reasons {
  asker: (keyof typeof ASKER)[];
  answer: (keyof typeof ANSWER)[];
  question: (keyof typeof QUESTION)[];
}

export function reasonsOf(units: readonly Unit[], signs: readonly Signs[], news: readonly boolean[]): Reasons[] {
  return units.map((_, index) => {
    const sign = signs[index] as Signs;
    const before = signs[index - 1];
    const asked = before?.asks;
    const earlier = signs[index - 2];
    const { opener } = sign;
    return {
      asker: names<typeof ASKER>({
        any: true,
        inverted: sign.inverted,
        foreign: sign.foreign,
        you: sign.you && !sign.asks,
        your: sign.your,
        addressed: sign.addressed,
        prompt: sign.prompt,
        cites: sign.cites,
        seems: sign.seems,
        host: sign.host,
        guest: sign.guest,
        news: news[index],
        me: sign.me,
        we: sign.we,
        long: sign.long,
        assent: opener === 'assent',
        hedge: opener === 'hedge',
        so: opener === 'so',
        but: opener === 'but',
        and: opener === 'and',
      }),
      answer: names<typeof ANSWER>({
        asked,
        'asked you': asked && before?.you,
        'asked before': !asked && earlier?.asks && earlier.you,
        short: sign.short,
        me: sign.me,
        asks: sign.asks,
        assent: opener === 'assent',
        hedge: opener === 'hedge',
        so: opener === 'so',
        but: opener === 'but',
        and: opener === 'and',
      }),
      question: names<typeof QUESTION>({
        asked,
        short: sign.short,
        me: sign.me,
        we: sign.we,
        prompt: sign.prompt,
        addressed: sign.addressed,
        assent: opener === 'assent',
        hedge: opener === 'hedge',
        okay: opener === 'okay',
        but: opener === 'but',
        and: opener === 'and',
      }),
    };
  });
}

function names<T extends object>(hold: { [name in keyof T]: boolean | undefined }): (keyof T)[] {
  return (Object.keys(hold) as (keyof T)[]).filter((name) => hold[name]);
}

/** The reasons, weighed. A change costs more inside a paragraph, and much more where paragraphs break at changes. */
export function weigh(units: readonly Unit[], reasons: readonly Reasons[], layout: Layout): Evidence[] {
  return reasons.map(({ asker, answer, question }, index) => {
    const place = BREAKS[layout][units[index]?.first ? 'paragraph' : 'inside'];
    return {
      asker: asker.reduce((sum, name) => sum + ASKER[name], 0),
      answer: answer.reduce((sum, name) => sum + ANSWER[name], place.answer),
      question: question.reduce((sum, name) => sum + QUESTION[name], place.question),
    };
  });
}

/** Of each sentence, whether it brings up a name that nobody has said before. */
export function newsOf(units: readonly Unit[], words: string): boolean[] {
  const known = new Set<string>();
  return units.map(({ start, end }) => {
    let news = false;
    for (const [, name = ''] of words.slice(start, end).matchAll(/[\p{Ll},] (\p{Lu}\p{L}{1,20})(?=[\s,.?!'’])/gu)) {
      if (!known.has(name)) news = true;
      known.add(name);
    }
    return news;
  });
}
