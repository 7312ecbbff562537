/** Prose of any length for the benchmarks, the same in every run. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { escape } from '../../server/core/escape';
import { sentences } from '../../server/related/sentences';
import { pick, randomFrom } from './figures';

/** What one transcript gives: its sentences, and how many of them stand in each of its turns. */
export interface Pool {
  sentences: string[];
  turns: number[];
  /** Characters of the whole. */
  length: number;
}

export interface Prose {
  /** Where the words are from, as the report says it. */
  source: string;
  pools: Pool[];
}

const corpus = join(process.cwd(), '../shared/corpus');

/** The sentences of the real transcripts beside the project; words of our own where these are absent. */
export function readProse(): Prose {
  if (existsSync(corpus)) {
    const files = readdirSync(corpus, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.txt'));
    const pools = files
      .sort()
      .filter((name) => name !== 'README.txt')
      .map((name) => poolOf(readFileSync(join(corpus, name), 'utf8')));
    if (pools.length > 0) return { source: `sentences of ${pools.length} real transcripts, recombined`, pools };
  }
  const source = 'invented words (the real transcripts are not beside the project)';
  return { source, pools: inventedPools() };
}

/** Each line is one turn, behind its time and label. */
function poolOf(text: string): Pool {
  const turns = text
    .split(/\r?\n/)
    .map((line) => line.replace(/^\[[\d:]{1,12}\] [^:]{1,80}: /, ''))
    .map((words) => sentences(words, 0, words.length).map(({ start, end }) => words.slice(start, end)))
    .filter((found) => found.length > 0);
  return {
    sentences: turns.flat().map((sentence) => escape(sentence, { top: false })),
    turns: turns.map((turn) => turn.length),
    length: text.length,
  };
}

/** Words out of syllables, as frequent as Zipf's law has it. */
function inventedPools(): Pool[] {
  const random = randomFrom(1);
  const syllables = 'ba de fi go lu ma ne pi ro su ta ve wi zo kra stel brin dorn flam gris'.split(' ');
  const vocabulary = Array.from({ length: 30_000 }, () =>
    Array.from({ length: 1 + Math.floor(random() * 4) }, () => pick(syllables, random)).join(''),
  );
  const word = (): string => vocabulary[Math.floor(vocabulary.length ** random()) - 1] as string;
  const sentence = (): string => {
    const words = Array.from({ length: 3 + Math.floor(random() * random() * 40) }, word).join(' ');
    return words.charAt(0).toUpperCase() + words.slice(1) + '.';
  };
  return Array.from({ length: 100 }, () => ({
    sentences: Array.from({ length: 600 }, sentence),
    turns: Array.from({ length: 150 }, () => 1 + Math.floor(random() * random() * 16)),
    length: 60_000,
  }));
}

/** A paragraph of exactly so many words. */
export function paragraph(prose: Prose, words: number, random: () => number): string {
  const { sentences: from } = pick(prose.pools, random);
  const taken: string[] = [];
  while (taken.length < words) taken.push(...pick(from, random).split(/\s+/));
  return taken.slice(0, words).join(' ');
}
