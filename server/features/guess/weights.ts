/**
 * All the numbers that guesses depend on. They are logarithms of odds, to one digit: 0.7 makes something twice as likely, 2 seven times.
 * Fitted together (a conditional random field over sentences) on interviews, debates and talk shows whose labels were taken off, in both
 * layouts; what stands below the three tables was chosen by trial. `npm run bench:guess` says how well they do.
 */

/**
 * What in a sentence speaks for the interviewer (above zero), or for the interviewee. `any` counts for every sentence. Two are set by hand:
 * `guest`, which is too rare to be fitted, and `foreign`, which stands in for all that the English word lists find in a question.
 */
export const ASKER = {
  any: -0.5,
  foreign: 3,
  host: 1.7,
  seems: 1,
  prompt: 0.9,
  cites: 0.8,
  inverted: 0.7,
  addressed: 0.5,
  news: 0.5,
  you: 0.4,
  your: 0.2,
  me: -0.2,
  we: -0.3,
  so: -0.3,
  and: -0.3,
  assent: -0.4,
  but: -0.5,
  long: -0.5,
  hedge: -0.7,
  guest: -3,
};

/** What makes an answer begin at a sentence that follows one of the interviewer's; `asked` is the sentence before. */
export const ANSWER = {
  assent: 2,
  asked: 1.3,
  short: 1.2,
  hedge: 1,
  'asked before': 0.6,
  'asked you': 0.2,
  me: 0.1,
  asks: -0.2,
  so: -0.5,
  but: -0.6,
  and: -0.8,
};

/** What makes a question begin at a sentence that follows one of the interviewee's. */
export const QUESTION = {
  assent: 1.4,
  but: 1,
  short: 0.9,
  okay: 0.6,
  prompt: 0.5,
  hedge: 0.5,
  addressed: 0.4,
  me: -0.3,
  we: -0.5,
  asked: -0.5,
  and: -0.7,
};

/** How a transcript breaks its paragraphs: where speakers change, or after so many words whoever speaks. */
export type Layout = 'parted' | 'flowing';

/** What a change of speaker costs where a paragraph begins, and inside one; a little less than fitted where text flows, which finds more. */
export const BREAKS = {
  flowing: { paragraph: { answer: -0.7, question: -0.5 }, inside: { answer: -1.6, question: -1.5 } },
  parted: { paragraph: { answer: 1.4, question: 1.4 }, inside: { answer: -4.7, question: -4.7 } },
} satisfies Record<Layout, unknown>;

/** Where fewer of the changes fall inside paragraphs, paragraphs break at changes. */
export const MOSTLY_PARTED = 0.38;

/** How much the words count that each of the two keeps using, how often they are looked at anew, and what is known of a word beforehand. */
export const OWN_WORDS = { weight: 0.7, rounds: 3, prior: 3 };

/** What the role of a labelled speaker counts: more than all the rest. */
export const LABELLED = 30;
