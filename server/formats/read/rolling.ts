/**
 * Captions that roll, as YouTube writes them: a cue repeats the lines of the one before and adds one, so that every line stands two or
 * three times. Only what is new is kept.
 */
import type { Block } from './blocks';

/** Repeats of so many of the cues are no chance. */
const SHARE = 0.4;
/** A cue that only moves the lines up: ms. */
const FLASH = 50;

/**
 * Takes the lines away that are still on the screen. Returns how many: none where the captions do not roll.
 *
 * @param timed which lines of a cue have times of words: they are new, whatever they say.
 */
export function unroll(cues: Block[], timed: (cue: Block) => ReadonlySet<number>): number {
  if (!rolls(cues, timed)) return 0;
  let repeated = 0;
  let screen: string[] = [];
  for (const cue of cues) {
    const shown = cue.lines.map(bare);
    const still = overlap(screen, shown, timed(cue));
    repeated += still.length;
    screen = shown.filter((line) => line !== '');
    const gone = new Set(still);
    cue.lines = cue.lines.filter((_, index) => !gone.has(index));
  }
  return repeated;
}

function rolls(cues: readonly Block[], timed: (cue: Block) => ReadonlySet<number>): boolean {
  let rolling = 0;
  let others = 0;
  let screen: string[] = [];
  for (const cue of cues) {
    const shown = cue.lines.map(bare);
    if (screen.length > 0 && shown.some((line) => line !== '')) {
      const still = overlap(screen, shown, timed(cue)).length;
      const adds = still < shown.filter((line) => line !== '').length;
      // Whoever says the same again adds nothing, and takes a while.
      if (still > 0 && (adds || cue.end - cue.start <= FLASH)) rolling++;
      else others++;
    }
    screen = shown.filter((line) => line !== '');
  }
  return rolling >= 3 && rolling >= SHARE * (rolling + others);
}

/** The indexes of the lines at the top of a cue that are the last of the screen. */
function overlap(screen: readonly string[], shown: readonly string[], timed: ReadonlySet<number>): number[] {
  const lines = shown.flatMap((line, index) => (line === '' ? [] : [{ line, index }]));
  // Captions have two lines, or three.
  for (let size = Math.min(screen.length, lines.length, 4); size > 0; size--) {
    const same = lines.slice(0, size);
    if (same.every(({ line, index }, at) => !timed.has(index) && line === screen[screen.length - size + at]))
      return same.map(({ index }) => index);
  }
  return [];
}

/** A line without the times of its words, for comparison. */
function bare(line: string): string {
  return line.replace(/<(?:\/?c(?:\.[\w.-]{1,100})?|[\d:.]{5,20})>/g, '').trim();
}
