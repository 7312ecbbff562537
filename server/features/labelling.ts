/**
 * **Labelling.** Walks through a transcript in which nobody is labelled, paragraph by paragraph, and inside of one where the speaker may
 * change. Each stop is a stretch that one of the speakers says; a key decides whose it is. A turn goes on until the next one begins, so
 * a stop at which the same speaker goes on needs no mark: what stands before the last mark is decided, and behind it what the walk has
 * passed. Guesses are offered at each stop, in the light of what is decided by then.
 */
import { upperBound, type Span } from '../core/span';
import type { Transcript, Turn } from '../core/syntax';
import { sentences, trimmed } from '../related/sentences';
import { guessTurns, type GuessedTurn, type Role } from './guess-turns';
import { wordsAlone } from './guess/units';
import { placeBefore, wordsFrom } from './labelling/place';
import { reasonFor } from './labelling/reason';
import { voiceFor, voicesOf, type NewSpeaker, type Voice } from './labelling/voices';
import { inText, inWords } from './labelling/words';

export { setLabels, type Labelled, type Wish } from './labelling/set-labels';
export type { NewSpeaker, Voice } from './labelling/voices';

/** What the walk knows that the file does not say. */
export interface WalkSoFar {
  /** Speakers whom the analyst has named, and who are not in the file yet. */
  named?: readonly NewSpeaker[];
  /** Offset into the original's words: what begins before it is decided. */
  decided?: number;
  /** Offsets into the original's words at which the analyst has split paragraphs. */
  splits?: readonly number[];
  /** One more split, as an offset into the text. */
  split?: number;
}

export interface StopGuess {
  role: Role;
  /** Whom the role means; absent where only one speaker is known. */
  label?: string;
  /** 0.5 to 1. */
  confidence: number;
  /** In a few words: `asks`. */
  reason?: string;
}

/** A stretch of a paragraph, from the first word to the last. */
export interface Stop extends Span {
  /** Where it begins, as an offset into the original's words: the same whatever is annotated. */
  at: number;
  /** Which one of the paragraphs that are walked through, from 0. */
  paragraph: number;
  /** Where its sentences begin, but for the first. */
  sentences: number[];
  /** Nobody has said yet who speaks here. */
  open: boolean;
  /** Who speaks, as far as the file says it. */
  label?: string;
  /** `label` is a guess of the file's: `{@Label?}`. */
  guessed: boolean;
  /** A mark of the analyst's begins here. */
  marked: boolean;
  guess?: StopGuess;
}

export interface Labelling {
  voices: Voice[];
  stops: Stop[];
  /** How many paragraphs are walked through. */
  paragraphs: number;
  /** As they were given, with the new one. */
  splits: number[];
}

/** The stops of a walk in file order. What the transcript itself labels is none, and asides are left out. */
export function labelling(
  transcript: Transcript,
  { named = [], decided = 0, splits = [], split }: WalkSoFar = {},
): Labelling {
  const { paragraphs, turns, text } = transcript;
  const voices = voicesOf(transcript, named);
  const cuts = [...splits.map((at) => inText(transcript, at)), ...(split === undefined ? [] : [split])]
    .map((offset) => placeBefore(transcript, offset))
    .sort((a, b) => a - b);
  const passed = decided > 0 ? inText(transcript, decided) : 0;
  const last = turns.at(-1);
  const settled = Math.max(passed, last ? last.words + 1 : 0);
  const isOpen = (start: number, turn: Turn | undefined): boolean =>
    start >= passed && (start >= settled || (!turn && start > (turns[0]?.start ?? Infinity)));
  const guesses = guessTurns(transcript, settled);
  const words = wordsAlone(transcript);
  const stops: Stop[] = [];
  const spoken: string[] = [];
  let walked = 0;
  for (const { aside, parts } of paragraphs) {
    if (aside) continue;
    const before = stops.length;
    for (const part of parts) {
      const turn = turns[part.turn];
      const begins = turn?.start === part.start;
      if (turn && begins && !turn.added) {
        spoken.push(turn.label);
        continue;
      }
      const open = !begins && isOpen(part.words, turn);
      const inside = guesses.map(({ start }) => start).filter((at) => isOpen(at, turn));
      const changes = within([...inside, ...cuts], part.words, part.end).sort((a, b) => a - b);
      const starts = [part.words, ...new Set(changes)];
      starts.forEach((start, index) => {
        const span = trimmed(text, start, starts[index + 1] ?? part.end);
        span.start = wordsFrom(transcript, span.start);
        if (span.start >= span.end) return;
        const guess = guessAt(guesses, span.start);
        const isFirst = index === 0;
        const stop: Stop = {
          ...span,
          at: 0,
          paragraph: walked,
          sentences: sentences(words, span.start, span.end)
            .slice(1)
            .map((sentence) => placeBefore(transcript, sentence.start)),
          open: isFirst ? open : isOpen(span.start, turn),
          label: turn?.label,
          guessed: turn?.guess ?? false,
          marked: isFirst && begins,
        };
        if (guess) {
          const voice = voiceFor(voices, guess.role, spoken);
          stop.guess = {
            role: guess.role,
            label: voice?.label,
            confidence: guess.confidence,
            reason: reasonFor(guess.role, words, span),
          };
        }
        const speaks = stop.open ? stop.guess?.label : stop.label;
        if (speaks !== undefined) spoken.push(speaks);
        stops.push(stop);
      });
    }
    if (stops.length > before) walked++;
  }
  inWords(
    transcript,
    stops.map(({ start }) => start),
  ).forEach((at, index) => {
    const stop = stops[index];
    if (stop) stop.at = at;
  });
  return { voices, stops, paragraphs: walked, splits: [...new Set(inWords(transcript, cuts))] };
}

/** Those that lie inside, neither at the start nor at the end. */
function within(offsets: readonly number[], start: number, end: number): number[] {
  return offsets.filter((offset) => offset > start && offset < end);
}

/** The guess for what begins at `offset`. */
function guessAt(guesses: readonly GuessedTurn[], offset: number): GuessedTurn | undefined {
  const guess = guesses[upperBound(guesses, offset) - 1];
  return guess && offset < guess.end ? guess : undefined;
}
