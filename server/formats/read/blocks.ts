/** The blocks of WebVTT and SRT, which differ in little: lines with a timing begin a cue, and blank lines end it. */
import { FormatError } from './reader';

/** A cue as it stands in the file. */
export interface Block {
  start: number;
  end: number;
  /** The line of its timing, from 1. */
  line: number;
  lines: string[];
}

export interface Blocks {
  /** What stands behind `WEBVTT`, and the lines below it. */
  header: string[];
  cues: Block[];
  /** Comments, and the index of the cue that each stands behind; -1 at the top. */
  comments: { behind: number; text: string }[];
  /** How many there are of what has no place in a transcript. */
  styles: number;
  identifiers: number;
  settings: number;
  /** Lines of words, from 1, that stand in no cue: they go on with the one above, or are left out where there is none. */
  stray: number[];
}

/** `00:01:02.500 --> 00:01:04.000`; hours may be absent, and the point a comma. */
const TIMING =
  /^[ \t]{0,20}(?:(\d{1,9}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,9}))?[ \t]{0,20}-->[ \t]{0,20}(?:(\d{1,9}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,9}))?(?=[ \t]|$)/;

/** Reads all blocks, forgiving what is usually wrong with them. `vtt`: the first block is a header, and there are comments and styles. */
export function readBlocks(text: string, { vtt }: { vtt: boolean }): Blocks {
  const blocks: Blocks = { header: [], cues: [], comments: [], styles: 0, identifiers: 0, settings: 0, stray: [] };
  const { cues } = blocks;
  let state: 'header' | 'between' | 'cue' | 'comment' | 'style' = vtt ? 'header' : 'between';
  let cue: Block | undefined;
  /** The line before, outside of any cue: a number or an identifier, if a timing comes next. */
  let waiting: { line: number; words: string } | undefined;
  let comment: string[] = [];
  const drop = (): void => {
    if (waiting) stray(waiting.line, waiting.words);
    waiting = undefined;
  };
  const stray = (line: number, words: string): void => {
    blocks.stray.push(line);
    cues.at(-1)?.lines.push(words);
  };
  const endComment = (): void => {
    const words = comment.join(' ').trim();
    if (words !== '') blocks.comments.push({ behind: cues.length - 1, text: words });
    comment = [];
  };
  for (const { line, words } of linesOf(text)) {
    const timing = words.includes('-->') ? TIMING.exec(words) : null;
    if (timing) {
      if (state === 'comment') endComment();
      // The number of this cue, where no blank line stands before it.
      if (state === 'cue' && cue && /^\s{0,9}\d{1,9}\s{0,9}$/.test(cue.lines.at(-1) ?? '')) cue.lines.pop();
      else if (waiting && !/^\s{0,9}\d{1,9}\s{0,9}$/.test(waiting.words)) blocks.identifiers++;
      waiting = undefined;
      cue = { start: time(timing, 1), end: time(timing, 5), line, lines: [] };
      if (words.slice(timing[0].length).trim() !== '') blocks.settings++;
      cues.push(cue);
      state = 'cue';
    } else if (words === '' || (state !== 'cue' && words.trim() === '')) {
      if (state === 'comment') endComment();
      drop();
      if (state !== 'header' || blocks.header.length > 0) state = 'between';
    } else if (state === 'cue') cue?.lines.push(words);
    else if (state === 'header') blocks.header.push(words);
    else if (state === 'comment') comment.push(words);
    else if (state === 'style') continue;
    else if (vtt && waiting === undefined && /^NOTE(?=[ \t]|$)/.test(words)) {
      state = 'comment';
      comment.push(words.slice(4));
    } else if (vtt && waiting === undefined && /^(?:STYLE|REGION)[ \t]{0,20}$/.test(words)) {
      state = 'style';
      blocks.styles++;
    } else {
      drop();
      waiting = { line, words };
    }
  }
  if (state === 'comment') endComment();
  drop();
  return blocks;
}

function time(match: RegExpExecArray, first: number): number {
  const [hours = '0', minutes = '0', seconds = '0', fraction = '0'] = match.slice(first, first + 4);
  return (
    (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000 + Math.round(Number(`0.${fraction}`) * 1000)
  );
}

/** The lines of a text, one by one, without their ends. */
function* linesOf(text: string): Generator<{ line: number; words: string }> {
  const end = /\r\n|\n|\r/g;
  let start = 0;
  for (let line = 1; ; line++) {
    const match = end.exec(text);
    yield { line, words: text.slice(start, match?.index ?? text.length) };
    if (!match) return;
    start = end.lastIndex;
  }
}

/** Whether a text begins as SRT does: a number and a timing, or a timing. */
export function beginsWithTiming(text: string): boolean {
  const lines = text
    .slice(0, 2_000)
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== '');
  const [first = '', second = ''] = lines;
  return TIMING.test(first) || (/^\s{0,9}\d{1,9}\s{0,9}$/.test(first) && TIMING.test(second));
}

/** At least one cue, or an error. */
export function needCues({ cues }: Blocks, what: string): void {
  if (cues.length === 0)
    throw new FormatError(
      `It holds no cues of ${what}, such as "00:01:02.500 --> 00:01:04.000" and a line of words below.`,
    );
}
