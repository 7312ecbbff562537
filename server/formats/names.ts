/**
 * Full names and roles of the speakers, as far as the text shows them beyond doubt: before the first turn (`Dario Amodei and Anjney
 * Midha`), or where speakers say who they are (`I'm Megyn Kelly`). Two names that fit are none.
 */
import type { Speaker } from '../core/syntax';
import type { Draft } from './draft';

export interface FoundSpeaker {
  label: string;
  name?: string;
  role?: string;
}

/** Capitalised words that stand next to each other. */
interface Run {
  start: number;
  words: string[];
  /** Whether the line that it stands in consists of such runs, joined by "and", "with" or commas. */
  cast: boolean;
  /** Whether "the" or "a" stands before it: no person. */
  article: boolean;
}

/** More speakers are found by their labels, but not written down. */
const MAXIMUM_SPEAKERS = 100;
const PREAMBLE = 20_000;
/** More capitalised words are no name with something before it, but a heading. */
const MAXIMUM_RUN = 12;
const PARTICLES = new Set(
  'de la le du des da das do dos di del della van von der den ter ten zu bin ibn al el'.split(' '),
);
const HONORIFICS = new Set(
  'mr mrs ms miss dr prof professor sir senator representative governor president secretary justice'.split(' '),
);
/** Words that begin sentences, and so are capitalised next to a name without belonging to it. */
const NO_NAMES = new Set(
  (
    'i a an the this that these those he she it we you they what when where why who how which is are was were do does did can could will ' +
    'would should and but or so if in on at of for from with by to as not no yes well now then here there also thank thanks welcome hello hi ' +
    'dear joining meet host guest speaker interviewer interviewee moderator'
  ).split(' '),
);
const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}'’-]*\.?/gu;
const INTRODUCTION = /\b(?:I['’]m|I am|[Mm]y name is) /g;

/** The speakers that open turns, in the order in which they first speak. */
export function findNames(draft: Draft): FoundSpeaker[] {
  const { transcript, source, firstTurn, original } = draft;
  const spoken = new Set(transcript.turns.map(({ speaker }) => speaker));
  const speakers = transcript.speakers.filter((_, index) => spoken.has(index)).slice(0, MAXIMUM_SPEAKERS);
  const preamble = original.slice(0, Math.min(PREAMBLE, source[firstTurn]?.start ?? 0));
  const runs = runsOf(preamble);
  const own = introductions(draft);
  const names = speakers.map((speaker) => {
    if (speaker.name !== speaker.label) return speaker.name;
    const said = own.get(transcript.speakers.indexOf(speaker)) ?? [];
    return theName([...runs.flatMap((run) => fits(speaker.label, run)), ...said]);
  });
  const roles = findRoles(draft, speakers);
  return speakers.map(({ label }, index) => {
    const name = names[index];
    const shared = name === undefined || names.indexOf(name) !== names.lastIndexOf(name);
    return { label, name: shared ? undefined : name, role: roles.get(label) };
  });
}

/** What speakers call themselves, by index of the speaker, where it fits the label. */
function introductions({ transcript }: Draft): Map<number, string[][]> {
  const found = new Map<number, string[][]>();
  for (const { speaker, start, end } of transcript.turns) {
    const words = transcript.text.slice(start, end);
    for (const match of words.matchAll(INTRODUCTION)) {
      const from = match.index + match[0].length;
      const run = runsOf(words.slice(from, from + 80))[0];
      if (run?.start !== 0) continue;
      const label = transcript.speakers[speaker]?.label ?? '';
      const names = fits(label, { ...run, cast: true });
      const before = found.get(speaker);
      if (before) before.push(...names);
      else found.set(speaker, names);
    }
  }
  return found;
}

/** The runs of capitalised words of a text. */
function runsOf(text: string): Run[] {
  const runs: Run[] = [];
  let run: (Run & { end: number; closed: boolean }) | undefined;
  let pending: string[] = [];
  let article = false;
  for (const { 0: token, index } of text.matchAll(WORD)) {
    const stop = token.endsWith('.') && !/^(?:\p{Lu}|Jr|Sr|Dr|Mr|Mrs|Ms|Prof)\.$/u.test(token);
    const possessive = /['’]s$/.test(token);
    const word = stop ? token.slice(0, -1) : token;
    const lower = word.toLowerCase().replace(/\.$/, '');
    const adjoins: boolean =
      run !== undefined && !run.closed && index === run.end + 1 && /[ \u00a0]/.test(text[run.end] ?? '');
    if (/^[\p{Lu}\p{Lt}]/u.test(word) && !NO_NAMES.has(lower) && !possessive) {
      if (run && adjoins) run.words.push(...pending, word);
      else {
        run = { start: index, end: 0, words: [word], cast: false, article, closed: false };
        runs.push(run);
      }
      run.end = index + word.length;
      run.closed = stop;
      pending = [];
    } else if (run && adjoins && PARTICLES.has(word) && pending.length < 3) {
      pending.push(word);
      run.end = index + word.length;
    } else {
      if (run) run.closed = true;
      pending = [];
    }
    article = /^(?:the|an?)$/i.test(word);
  }
  for (const each of runs) each.cast = isCastLine(lineAround(text, each.start));
  return runs;
}

function lineAround(text: string, at: number): string {
  const from = Math.max(0, at - 200);
  const before = text.slice(from, at);
  const after = text.slice(at, at + 200);
  return (
    before.slice(Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1) +
    (/^[^\r\n]*/.exec(after)?.[0] ?? '')
  );
}

/** `Dario Amodei and Anjney Midha`, `With Ana Ruiz, Maria de la Cruz`. */
function isCastLine(line: string): boolean {
  const words = line
    .trim()
    .split(/[\s,;&|·•/–—-]+/u)
    .filter((word) => word !== '');
  return (
    words.length >= 2 &&
    words.length <= 16 &&
    words.every(
      (word) =>
        /^[\p{Lu}\p{Lt}]/u.test(word) ||
        PARTICLES.has(word) ||
        /^(?:and|with|by|in|conversation|interview(?:ed|s)?|y|und|et|e)$/.test(word),
    )
  );
}

/** The stretches of a run that `label` may stand for. */
function fits(label: string, { words, cast, article }: Run): string[][] {
  if (words.length > MAXIMUM_RUN) return [];
  const key = label.replace(/\./g, '');
  const upper = key === key.toUpperCase();
  const found: string[][] = [];
  for (const [index, word] of words.entries()) {
    const rest = words.slice(index);
    if (word === label && rest.length > 1) found.push(rest.slice(0, 4));
    // `Anj` of Anjney, only where the line lists who speaks.
    else if (
      cast &&
      !upper &&
      label.length >= 3 &&
      word.startsWith(label) &&
      /^\p{Ll}+$/u.test(word.slice(label.length)) &&
      rest.length > 1
    )
      found.push(rest.slice(0, 3));
    const before = words[index - 1];
    if (before === undefined || rest.length > 1 || word.toLowerCase() !== label.toLowerCase()) continue;
    if (!HONORIFICS.has(before.toLowerCase().replace(/\.$/, ''))) {
      const initial = /^\p{Lu}\.$/u.test(before) ? words[index - 2] : undefined;
      found.push(initial === undefined ? [before, word] : [initial, before, word]);
    }
  }
  if (upper && key.length >= 2 && key.length <= 4 && !(article && words.length === key.length)) {
    const name = words.filter((word) => !PARTICLES.has(word)).slice(-key.length);
    const initials = name.map((word) => word[0] ?? '').join('');
    if (initials === key && name.every((word) => /\p{Ll}|^\p{Lu}\.$/u.test(word))) {
      found.push(words.slice(words.indexOf(name[0] ?? '')));
    }
  }
  return found;
}

/** The one name that all candidates agree in: what they have in common from the start, if that is a first and a last name. */
function theName(candidates: string[][]): string | undefined {
  const [first, ...others] = candidates;
  if (!first) return undefined;
  let common = first.length;
  for (const other of others) {
    let same = 0;
    while (same < common && other[same] === first[same]) same++;
    common = same;
  }
  const name = first.slice(0, common);
  return name.filter((word) => !PARTICLES.has(word) && !/^\p{Lu}\.$/u.test(word)).length >= 2
    ? name.join(' ')
    : undefined;
}

/**
 * Who asks: the label says so, or of two speakers one ends most turns with a question and the other hardly any, and speaks more.
 */
function findRoles({ transcript }: Draft, speakers: readonly Speaker[]): Map<string, string> {
  const roles = new Map<string, string>();
  for (const { label, labels } of speakers) {
    if (labels.some((each) => /^(?:int|iv|interviewer|q)\.?(?: ?\d)?$/i.test(each))) roles.set(label, 'interviewer');
  }
  if (roles.size > 0 || speakers.length !== 2) return roles;
  const counts = speakers.map((speaker) => {
    const turns = transcript.turns.filter((turn) => transcript.speakers[turn.speaker] === speaker);
    const asked = turns.filter(({ words, end }) =>
      /\?[”"’')\]*\s]{0,8}$/.test(transcript.text.slice(Math.max(words, end - 40), end).trimEnd()),
    );
    const length = turns.reduce((sum, { words, end }) => sum + Math.max(0, end - words), 0);
    return { label: speaker.label, turns: turns.length, asked: asked.length / Math.max(1, turns.length), length };
  });
  for (const [one, other] of [counts, [...counts].reverse()]) {
    if (!one || !other || one.turns < 4 || other.turns < 4) continue;
    if (one.asked >= 0.6 && other.asked <= 0.15 && one.length < other.length) roles.set(one.label, 'interviewer');
  }
  return roles;
}
