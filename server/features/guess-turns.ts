/**
 * Guesses who speaks where a transcript does not say it: the one who asks, or the one who answers, and where they change, also inside a
 * paragraph. Every sentence is weighed by what it shows (`guess/signs.ts`), the likeliest sequence is taken (`guess/chain.ts`), and the
 * words that each of the two turns out to use go into the next round (`guess/vocabulary.ts`). Titles, links and what an editor wrote
 * above the interview are nobody's. What is labelled stays as it is, and nothing is written.
 */
import { upperBound, type Span } from '../core/span';
import type { Speaker, Transcript } from '../core/syntax';
import { likeliest, posteriors } from './guess/chain';
import { newsOf, reasonsOf, weigh, type Evidence } from './guess/evidence';
import { isConversation, signsOfAll, type Signs } from './guess/signs';
import { spokenParagraphs } from './guess/spoken';
import { unitsOf, wordsAlone, type Unit } from './guess/units';
import { ownWords, wordsOfUnits } from './guess/vocabulary';
import { LABELLED, MOSTLY_PARTED, OWN_WORDS, type Layout } from './guess/weights';

export type Role = 'interviewer' | 'interviewee';

/** A turn that nobody has labelled: from its first word to its last, over as many paragraphs as it goes on. */
export interface GuessedTurn extends Span {
  /** Index into `paragraphs` of the one that it begins in. */
  paragraph: number;
  role: Role;
  /** 0.5 to 1. */
  confidence: number;
}

/**
 * The guessed turns in file order; none where the transcript itself labels its speakers. Of one that is being labelled, what stands
 * behind the last label is guessed (what stands before it belongs to a turn), in the light of the whole.
 *
 * @param settled an offset up to which it is decided who speaks: what stands before it is known by its labels, but for those that are
 *   guesses, and all is guessed, what is labelled too.
 */
export function guessTurns(transcript: Transcript, settled?: number): GuessedTurn[] {
  const { turns, paragraphs } = transcript;
  if (new Set(turns.filter(({ added }) => !added).map(({ speaker }) => speaker)).size > 1) return [];
  const words = wordsAlone(transcript);
  const units = unitsOf(transcript, words, spokenParagraphs(paragraphs, words));
  const signs = signsOfAll(words, units);
  if (!isConversation(signs)) return [];
  const { asks, likely } = decide(units, signs, words, transcript, settled);
  const guessed: GuessedTurn[] = [];
  const labelled = lastLabelled(transcript);
  let before: Unit | undefined;
  let sure = 0;
  let sentences = 0;
  units.forEach((unit, index) => {
    if (settled === undefined && unit.turn >= 0 && unit.paragraph <= labelled) return;
    const role: Role = asks[index] ? 'interviewer' : 'interviewee';
    const likelihood = asks[index] ? (likely[index] ?? 0) : 1 - (likely[index] ?? 0);
    let turn = guessed.at(-1);
    if (!turn || !before || turn.role !== role || parts(transcript, before, unit)) {
      turn = {
        start: beforeMarks(transcript, unit),
        end: unit.end,
        paragraph: unit.paragraph,
        role,
        confidence: 0,
      };
      guessed.push(turn);
      [sure, sentences] = [0, 0];
    }
    sure += likelihood;
    sentences++;
    turn.end = unit.end;
    turn.confidence = Math.max(0.5, Math.round((100 * sure) / sentences) / 100);
    before = unit;
  });
  return guessed;
}

/** Who says each sentence, and how likely it is that the interviewer does. */
function decide(
  units: readonly Unit[],
  signs: readonly Signs[],
  words: string,
  { turns, speakers }: Transcript,
  settled = Infinity,
): { asks: boolean[]; likely: number[] } {
  const reasons = reasonsOf(units, signs, newsOf(units, words));
  const vocabulary = wordsOfUnits(units, words);
  const known = units.map((unit) => {
    const turn = turns[unit.turn];
    // A guess proves nothing.
    return turn && !turn.guess && unit.start < settled ? leaning(speakers[turn.speaker]) : 0;
  });
  const read = (layout: Layout): { asks: boolean[]; likely: number[] } => {
    const weighed = weigh(units, reasons, layout);
    const all = (own: readonly number[]): Evidence[] =>
      weighed.map((evidence, index) => ({
        ...evidence,
        asker: evidence.asker + (known[index] ?? 0) + (own[index] ?? 0),
      }));
    let evidence = all([]);
    for (let round = 0; round < OWN_WORDS.rounds; round++) evidence = all(ownWords(vocabulary, posteriors(evidence)));
    return { asks: likeliest(evidence), likely: posteriors(evidence) };
  };
  const flowing = read('flowing');
  return insideShare(units, flowing.asks) < MOSTLY_PARTED ? read('parted') : flowing;
}

/** How many of the changes fall inside paragraphs, 0 to 1. */
function insideShare(units: readonly Unit[], asks: readonly boolean[]): number {
  let changes = 0;
  let inside = 0;
  for (let index = 1; index < units.length; index++) {
    if (asks[index] === asks[index - 1]) continue;
    changes++;
    if (!units[index]?.first) inside++;
  }
  return changes === 0 ? 0 : inside / changes;
}

/** What the declared role of a speaker says. */
function leaning(speaker: Speaker | undefined): number {
  const role = speaker?.role ?? '';
  if (/\b(?:interviewer|host|moderator)\b/i.test(role)) return LABELLED;
  return /\b(?:interviewee|guest|respondent|participant|informant)\b/i.test(role) ? -LABELLED : 0;
}

/** The paragraph that the last label stands in, or -1. */
function lastLabelled({ turns, paragraphs }: Transcript): number {
  const start = turns.at(-1)?.start ?? -1;
  let index = paragraphs.length - 1;
  while (index >= 0 && (paragraphs[index]?.start ?? 0) > start) index--;
  return start < 0 ? -1 : index;
}

/** Whether a topic, or a paragraph that is nobody's, stands between two sentences: then a turn begins anew. */
function parts({ paragraphs }: Transcript, before: Unit, { paragraph }: Unit): boolean {
  return paragraph > before.paragraph + 1 || paragraphs[paragraph]?.topic !== paragraphs[before.paragraph]?.topic;
}

/** Where the marks begin that open directly before a sentence: a label put there stands outside them. */
function beforeMarks({ text, layer, paragraphs }: Transcript, unit: Unit): number {
  const least = paragraphs[unit.paragraph]?.start ?? 0;
  let start = unit.start;
  for (let index = upperBound(layer, start - 1) - 1; index >= 0; index--) {
    const mark = layer[index];
    if (!mark || mark.end !== start || mark.start < least) break;
    start = mark.start;
  }
  return start === least || /\s/.test(text.charAt(start - 1)) ? start : unit.start;
}
