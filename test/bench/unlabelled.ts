/** Transcripts whose labels are taken off: who says what is known, and can be guessed again. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from '../../server/core/parse';
import { guessTurns, type Role } from '../../server/features/guess-turns';
import { sentences } from '../../server/related/sentences';
import { randomFrom } from './figures';

/** What one of the two says in one go, by paragraphs. */
export interface Said {
  role: Role;
  paragraphs: string[];
}

/** A text without labels, and who says what in it: offsets at which somebody begins. */
export interface Unlabelled {
  text: string;
  /** By paragraph. */
  truth: { start: number; end: number; parts: { start: number; role: Role }[] }[];
}

/** Each paragraph as it was. */
export function parted(said: readonly Said[]): Unlabelled {
  return unlabelled(said.flatMap(({ role, paragraphs }) => paragraphs.map((words) => [{ role, words }])));
}

/** Paragraphs of some 300 characters whoever speaks, as programs make them of a recording: a third of the changes falls on a break. */
export function flowing(said: readonly Said[], seed = 1): Unlabelled {
  const random = randomFrom(seed);
  const room = (): number => 150 + random() * 270;
  const paragraphs: { role: Role; words: string }[][] = [[]];
  let left = room();
  for (const { role, paragraphs: spoken } of said) {
    for (const words of spoken.flatMap((text) =>
      sentences(text, 0, text.length).map((s) => text.slice(s.start, s.end)),
    )) {
      const last = paragraphs.at(-1) as { role: Role; words: string }[];
      const changes = last.length > 0 && last.at(-1)?.role !== role;
      if (left < 0 || (changes && random() < 0.35)) {
        paragraphs.push([]);
        left = room();
      }
      paragraphs.at(-1)?.push({ role, words });
      left -= words.length;
    }
  }
  return unlabelled(paragraphs.filter((paragraph) => paragraph.length > 0));
}

function unlabelled(paragraphs: readonly { role: Role; words: string }[][]): Unlabelled {
  let text = '';
  const truth = paragraphs.map((paragraph) => {
    const start = text.length;
    const parts: { start: number; role: Role }[] = [];
    for (const { role, words } of paragraph) {
      if (parts.at(-1)?.role !== role) parts.push({ start: text.length, role });
      text += words + ' ';
    }
    const end = text.length - 1;
    text = text.slice(0, end) + '\n\n';
    return { start, end, parts };
  });
  return { text, truth };
}

export interface Score {
  /** The mean of both roles' F1, by who says most of a paragraph. */
  macroF1: number;
  paragraphs: number;
  several: number;
}

/** How well the guesses of a text do. */
export function score({ text, truth }: Unlabelled): Score {
  const guesses = guessTurns(parse(text));
  let next = 0;
  const pairs = truth.map(({ start, end, parts }) => {
    const known = { interviewer: 0, interviewee: 0 };
    parts.forEach((part, index) => {
      known[part.role] += (parts[index + 1]?.start ?? end) - part.start;
    });
    const guessed = { interviewer: 0, interviewee: 0 };
    while ((guesses[next]?.end ?? Infinity) <= start) next++;
    for (let at = next; (guesses[at]?.start ?? Infinity) < end; at++) {
      const guess = guesses[at];
      if (guess) guessed[guess.role] += Math.min(end, guess.end) - Math.max(start, guess.start);
    }
    return { known: most(known), guessed: guessed.interviewer + guessed.interviewee > 0 ? most(guessed) : undefined };
  });
  const f1 = (role: Role): number => {
    const right = pairs.filter(({ known, guessed }) => known === role && guessed === role).length;
    const both =
      pairs.filter(({ known }) => known === role).length + pairs.filter(({ guessed }) => guessed === role).length;
    return both === 0 ? 1 : (2 * right) / both;
  };
  return {
    macroF1: (f1('interviewer') + f1('interviewee')) / 2,
    paragraphs: truth.length,
    several: truth.filter(({ parts }) => parts.length > 1).length,
  };
}

function most({ interviewer, interviewee }: Record<Role, number>): Role {
  return interviewer > interviewee ? 'interviewer' : 'interviewee';
}

/** Whose labels ask, by the beginning of the file's name; all other labels answer. */
const ASKS: Record<string, RegExp> = {
  '001_': /^(?:MM|Madhumita Murgia)$/,
  '004_': /^Anj$/,
  '20170126_': /^David Muir$/,
  '20170205_': /^Bill O'Reilly$/,
  '20170323_': /^Michael Scherer$/,
  '20170424_': /^Julie Pace$/,
  '20170430_': /^John Dickerson$/,
  '20170512_': /^Lester Holt$/,
  '20170713_': /^Pat Robertson$/,
  '20181015_': /^LESLEY STAHL$/,
  '20180426_': /^(?:Brian Kilmeade|Steve Doocy|Ainsley Earhardt)$/,
  '20170216_': /^Question$/,
  '20180612_': /^Question$/,
  '20160401_': /^(?:COOPER|QUESTION)$/,
};

/** The transcripts of a folder whose labels tell who asks, as what they say. */
export function labelledInterviews(folder: string): { name: string; said: Said[] }[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const asks = Object.entries(ASKS).find(([start]) => name.startsWith(start))?.[1];
      return asks ? [{ name, said: saidIn(readFileSync(join(folder, name), 'utf8'), asks) }] : [];
    });
}

function saidIn(text: string, asks: RegExp): Said[] {
  const { paragraphs, turns } = parse(text);
  const said: Said[] = [];
  for (const { parts } of paragraphs) {
    for (const { turn, words, end } of parts) {
      const label = turns[turn]?.label;
      const spoken = text.slice(words, end).replace(/\s+/g, ' ').trim();
      if (label === undefined || label === 'SYSTEM' || spoken === '' || isTitle(spoken)) continue;
      const role = asks.test(label) ? 'interviewer' : 'interviewee';
      const last = said.at(-1);
      if (last?.role === role) last.paragraphs.push(spoken);
      else said.push({ role, paragraphs: [spoken] });
    }
  }
  return said;
}

/** A heading that the text does not mark as one: nobody says it. */
function isTitle(words: string): boolean {
  return words.length <= 80 && /[\p{L}\d)]$/u.test(words) && /^\p{Lu}/u.test(words);
}
