/** Words that come one by one, each with its time, become cues of a sentence or so. */
import type { Cue } from './cues';

/** So many of the cues of one word are no chance. */
const SHARE = 0.8;
/** A silence in ms, and words, after which a new cue begins also within a sentence. */
const PAUSE = 1_000;
const MOST_WORDS = 24;

/** Whether nearly all cues hold one word. */
export function isWordByWord(cues: readonly Cue[]): boolean {
  const spoken = cues.filter(({ text }) => text.trim() !== '');
  return spoken.length >= 8 && spoken.filter(({ text }) => !/\S\s+\S/.test(text)).length >= SHARE * spoken.length;
}

/** Joins words of one speaker up to the end of a sentence, or a pause. */
export function joinWords(words: readonly Cue[]): Cue[] {
  const cues: Cue[] = [];
  // Where words bring their own blanks, one without is the rest of a word: `don`, `'t`.
  const blanks = words.filter(({ text }) => /^\s/.test(text)).length >= words.length / 2;
  let cue: Cue | undefined;
  let count = 0;
  for (const word of words) {
    const pause = (word.start ?? 0) - (cue?.end ?? word.start ?? 0);
    const done =
      !cue ||
      cue.speaker !== word.speaker ||
      pause >= PAUSE ||
      count >= MOST_WORDS ||
      /[.?!…]["”’)\]]{0,3}\s{0,9}$/.test(cue.text);
    if (cue && (!done || (blanks && !/^\s/.test(word.text) && cue.speaker === word.speaker && pause < PAUSE))) {
      cue.text += (blanks || cue.text === '' ? '' : ' ') + (blanks ? word.text : word.text.trim());
      cue.end = word.end ?? cue.end;
      count++;
    } else {
      cue = { ...word };
      cues.push(cue);
      count = 1;
    }
  }
  return cues;
}
