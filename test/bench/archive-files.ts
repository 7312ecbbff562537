/** An archive of made-up transcripts: real sentences in an order of their own, with labels, times, headings and, here and there, codes. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pick, randomFrom } from './figures';
import type { Prose } from './prose';

/** Of so many interviews one is annotated. */
export const ANNOTATED = 20;
/** How many transcripts of the prose one interview draws on: it keeps to a few subjects, as people do. */
const SUBJECTS = 8;
const WORDS_A_SECOND = 2.5;

const given =
  'Ada Bruno Carla Dario Elin Farid Greta Hugo Ines Jonas Karin Luca Mira Noor Olaf Petra Rosa Sami Tove Yann';
const family =
  'Abel Berg Costa Dahl Eriksen Fabri Gold Hahn Ivers Juhl Kern Lund Moro Nagy Orban Paz Roth Silva Toth Weiss';
const tags = Array.from({ length: 40 }, (_, number) => `subject-${number % 10}/side-${number}`);
const claims = Array.from({ length: 200 }, (_, number) => `claim-${number}`);

/** Folders of a hundred, as archives have them. */
export function archiveName(number: number): string {
  return `${Math.floor(number / 100)}/interview-${String(number).padStart(5, '0')}.transcript`;
}

/** Writes the interviews from number `from` up to (not including) `to`. Returns how many bytes. */
export function writeArchive(folder: string, from: number, to: number, prose: Prose): number {
  let bytes = 0;
  if (from === 0) writeCodebook(folder);
  for (let number = from; number < to; number++) {
    const path = join(folder, archiveName(number));
    const content = Buffer.from(archiveInterview(number, prose));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    bytes += content.length;
  }
  return bytes;
}

/** Writes the codebook of the archive. */
export function writeCodebook(folder: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'codebook.yaml'), codebook());
}

function codebook(): string {
  const lines = (names: readonly string[], key: string): string[] =>
    names.map((name) => `  ${name}: { ${key}: "Of the ${name.replace(/\W/g, ' ')}." }`);
  return ['tags:', ...lines(tags, 'about'), 'claims:', ...lines(claims, 'says'), ''].join('\n');
}

/** The interview of this number: always the same for the same prose. */
export function archiveInterview(number: number, prose: Prose): string {
  const random = randomFrom(number + 1);
  const pools = Array.from({ length: SUBJECTS }, () => pick(prose.pools, random));
  const length = pick(pools, random).length;
  const name = (): string => `${pick(given.split(' '), random)} ${pick(family.split(' '), random)}`;
  const speakers = ['INT', ...['AA', 'BB', 'CC'].slice(0, 1 + Math.floor(random() * 3))];
  const annotated = number % ANNOTATED === 0;
  let text = [
    '---',
    `title: Interview ${number} with ${name()}`,
    `date: ${1950 + (number % 75)}-${twoDigits(1 + (number % 12))}-${twoDigits(1 + (number % 28))}`,
    'speakers:',
    ...speakers.map((label) => `  ${label}: { name: ${name()}, role: ${label === 'INT' ? 'interviewer' : 'guest'} }`),
    '---',
    '',
  ].join('\n');
  let seconds = 0;
  for (let turn = 0; text.length < length; turn++) {
    if (turn % 25 === 0) text += `# ${pick(pick(pools, random).sentences, random).split(/\s+/, 4).join(' ')}\n\n`;
    const { sentences, turns } = pick(pools, random);
    const said = Array.from({ length: pick(turns, random) }, () => pick(sentences, random));
    if (annotated && turn % 8 === 0 && said[0] !== undefined)
      said[0] = `==${said[0]}=={#${pick(tags, random)} ${pick(['^', '^', '+', '-'], random)}${pick(claims, random)}}`;
    text += `[${clock(seconds)}] ${speakers[turn % speakers.length]}: ${said.join(' ')}\n`;
    if (annotated && turn % 24 === 4) text += `%tags #${pick(tags, random)}\n%memo: to be looked at again\n`;
    text += '\n';
    seconds += Math.ceil(said.join(' ').split(' ').length / WORDS_A_SECOND);
  }
  return text;
}

function clock(seconds: number): string {
  return [seconds / 3600, (seconds / 60) % 60, seconds % 60].map((part) => twoDigits(Math.floor(part))).join(':');
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
