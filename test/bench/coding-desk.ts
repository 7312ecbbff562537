/** What lies before somebody who codes: interviews that are coded, one that is not, and the places in it where quotes will be. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { applyEdits } from '../../server/core/edit';
import { parse } from '../../server/core/parse';
import { sentences } from '../../server/related/sentences';
import { ANNOTATED, archiveInterview, archiveName, writeCodebook } from './archive-files';
import type { Prose } from './prose';

export const INTERVIEWS = 200;
export const QUOTES = 100;
/** In characters, of the interview that is coded. */
const LENGTH = 60_000;

/** The interview without codes whose length comes nearest to `LENGTH`. */
export function uncoded(prose: Prose): string {
  const texts = Array.from({ length: 2 * ANNOTATED }, (_, number) => number)
    .filter((number) => number % ANNOTATED !== 0)
    .map((number) => archiveInterview(number, prose));
  return texts.reduce((a, b) => (Math.abs(b.length - LENGTH) < Math.abs(a.length - LENGTH) ? b : a));
}

/** Writes the coded interviews and their codebook. */
export function writeCoded(folder: string, prose: Prose): void {
  writeCodebook(folder);
  for (let number = 1; number <= INTERVIEWS; number++) {
    const path = join(folder, archiveName(number));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, archiveInterview(number * ANNOTATED, prose));
  }
}

/** Places within as many sentences, from the beginning to the end: turns are too few. */
export function places(text: string): number[] {
  const said = parse(text)
    .paragraphs.flatMap(({ parts }) => parts.flatMap(({ words, end }) => sentences(text, words, end)))
    .filter(({ start, end }) => end - start > 40);
  const step = said.length / QUOTES;
  return Array.from({ length: QUOTES }, (_, number) => {
    const { start, end } = said[Math.floor(number * step)] ?? { start: 0, end: 0 };
    return Math.floor((start + end) / 2);
  });
}

/** The text with a quote of up to 20 characters at each of its places, none of them coded. */
export function withQuotes(text: string): string {
  const edits = places(text).flatMap((start) => {
    const end = Math.min(start + 20, text.indexOf('\n', start));
    return [start, end].map((at) => ({ span: { start: at, end: at }, text: '==' }));
  });
  return applyEdits(text, edits);
}
