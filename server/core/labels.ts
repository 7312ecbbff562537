/**
 * Labels: which words at the start of a line name a speaker.
 *
 * A label opens a turn when it is declared, or when it has the shape of a name and stands at least twice in the file. Two more
 * are as sure: a full name that stands once, whose initials, first or last name is such a label (`Madhumita Murgia:` before
 * `MM:`); and a name behind a time, in a file whose turns have times. Shape alone is only a hint.
 *
 * Labels of one person are one speaker: initials or first name with the one full name that fits, and a last name (`MR. ROMNEY`) with
 * a full name that is repeated or comes with a role. A full name that stands once may be a relative's.
 */
import { isSpace, skipSpaces } from './marks';
import type { Span } from './span';
import type { DeclaredSpeaker, Speaker, Time, Turn } from './syntax';
import { bareTime, bracketedTime } from './times';

/**
 * What may be the head of a turn, read from one line without the rest of the file: a turn in waiting, which lacks its speaker and
 * its end. Most lines of a long transcript have one, so it becomes the turn itself, without a copy.
 */
export interface Head extends Turn {
  /** `Label:`, `Q.`, or `Name  0:32` on a line of its own. */
  form: 'colon' | 'stop' | 'stamp';
  /** What is known of the label: set by whoever reads the lines. */
  use?: LabelUse;
}

function head(
  label: string,
  labelStart: number,
  labelEnd: number,
  time: Time | undefined,
  words: number,
  form: Head['form'],
): Head {
  const labelSpan = { start: labelStart, end: labelEnd };
  return {
    start: labelStart,
    end: labelEnd,
    label,
    labelSpan,
    speaker: -1,
    time,
    added: false,
    guess: false,
    words,
    line: -1,
    form,
    use: undefined,
  };
}

const MAXIMUM_LABEL = 63;
const MAXIMUM_WORDS = 5;

/**
 * Reads the head of a turn that begins at `start`, where the words of a line begin: behind marks and the leading time, if any.
 * UTF-16 offsets; `end` is where the line's content ends. `recent` are labels that were read from this text before: in a conversation
 * the next one is nearly always among the last two, which is seen at a glance.
 */
export function readHead(
  text: string,
  start: number,
  end: number,
  leadingTime?: Time,
  recent: readonly string[] = [],
): Head | undefined {
  let at = start;
  let time = leadingTime;
  for (let index = 0; index < recent.length; index++) {
    const label = recent[index] as string;
    const colon = at + label.length;
    if (colon + 1 >= end || text.charCodeAt(colon) !== 0x3a || !isSpace(text.charCodeAt(colon + 1))) continue;
    if (!text.startsWith(label, at)) continue;
    return withTime(text, head(label, at, colon, time, skipSpaces(text, colon + 1, end), 'colon'), end);
  }
  const bold = text.charCodeAt(at) === 0x2a && text.charCodeAt(at + 1) === 0x2a ? 2 : 0;
  at += bold;
  const bracket = text.charCodeAt(at) === 0x5b ? 1 : 0;
  at += bracket;
  const labelStart = at;
  if (at >= end || !isLetter(text, at)) return undefined;

  const stop = readStop(text, labelStart, end);
  if (stop && !bold && !bracket) return head(stop, at, at + 1, time, skipSpaces(text, at + 2, end), 'stop');

  const limit = Math.min(end, labelStart + MAXIMUM_LABEL + 1);
  let labelEnd = -1;
  let colon = -1;
  let form: Head['form'] = 'colon';
  for (; at < limit; at++) {
    const character = text.charCodeAt(at);
    if (character === 0x3a || character === 0xff1a) {
      labelEnd = at;
      colon = at;
      break;
    }
    if (isNever(character)) return undefined;
    const digit = character >= 0x30 && character <= 0x39;
    if (character !== 0x5b && character !== 0x28 && !(digit && isSpace(text.charCodeAt(at - 1)))) continue;
    const behind = time ? undefined : digit ? bareTime(text, at, end) : bracketedTime(text, at, end);
    if (!behind) continue;
    const next = skipSpaces(text, behind.end, end);
    if (next >= end && isSpace(text.charCodeAt(at - 1))) form = 'stamp';
    else if (text[next] === ':' || text[next] === '：') colon = next;
    else return undefined;
    time = behind;
    labelEnd = at;
    break;
  }
  if (labelEnd < 0) return undefined;

  let words = end;
  if (form === 'colon') {
    words = colon + 1;
    if (bold && text.startsWith('**', words)) words += 2;
    const next = text.charCodeAt(words);
    // `https://` and `Genesis 1:2` are no labels; a colon without a blank behind it is forgiven.
    if (words < end && (next === 0x2f || (next >= 0x30 && next <= 0x39))) return undefined;
    words = skipSpaces(text, words, end);
  }
  while (labelEnd > labelStart && isSpace(text.charCodeAt(labelEnd - 1))) labelEnd--;
  if (bracket) {
    if (text[labelEnd - 1] !== ']') return undefined;
    labelEnd--;
  } else if (bold && text.startsWith('**', labelEnd - 2)) labelEnd -= 2;
  if (labelEnd <= labelStart) return undefined;
  const label = text.slice(labelStart, labelEnd);
  if (label.includes('*') || label.includes(']') !== label.includes('[')) return undefined;
  // A stamp stands two blanks behind the name, or a tab; behind a name in brackets one blank will do.
  if (form === 'stamp' && !bracket && !/\t|\s\s/.test(text.slice(labelEnd, labelEnd + 2))) return undefined;

  const found = head(label, labelStart, labelEnd, time, words, form);
  return form === 'colon' ? withTime(text, found, end) : found;
}

/** Takes the time behind the colon along, where none stands before it. */
function withTime(text: string, head: Head, end: number): Head {
  const time = head.time ? undefined : bracketedTime(text, head.words, end);
  if (time) {
    head.time = time;
    head.words = skipSpaces(text, time.end, end);
  }
  return head;
}

/** `Q` or `A` of court transcripts, with a full stop. */
function readStop(text: string, at: number, end: number): 'Q' | 'A' | undefined {
  const letter = text[at];
  if ((letter !== 'Q' && letter !== 'A') || text[at + 1] !== '.') return undefined;
  return at + 2 >= end || isSpace(text.charCodeAt(at + 2)) ? letter : undefined;
}

function isLetter(text: string, at: number): boolean {
  const character = text.charCodeAt(at);
  if (character < 0x80) return (character >= 0x41 && character <= 0x5a) || (character >= 0x61 && character <= 0x7a);
  return /^\p{L}/u.test(text.slice(at, at + 2));
}

/** Characters that no label holds: marks, quotation marks, and the ends of sentences. */
function isNever(character: number): boolean {
  switch (character) {
    case 0x21: // !
    case 0x22: // "
    case 0x3b: // ;
    case 0x3c: // <
    case 0x3d: // =
    case 0x3e: // >
    case 0x3f: // ?
    case 0x5c: // \
    case 0x7b: // {
    case 0x7d: // }
    case 0x201c:
    case 0x201d:
      return true;
    default:
      return false;
  }
}

const PARTICLES = new Set(
  'de la le du des da das do dos di del della van von der den ter ten zu bin ibn al el y e and und & the'.split(' '),
);
const HONORIFICS = new Set(
  'mr mrs ms miss dr prof professor sir sen senator rep representative gov governor pres president sec secretary justice judge'.split(
    ' ',
  ),
);
const ROLES = new Set(
  'interviewer interviewee respondent participant moderator speaker host guest question answer facilitator researcher caller narrator'.split(
    ' ',
  ),
);
/** Words that stand before a colon over and over without naming anybody. */
const NEVER_SPEAKERS = new Set(
  (
    'note notes nb ps source sources photo image credit credits caption date time location place subject title duration transcript ' +
    'summary abstract keywords tags topic topics chapter part section step example update warning tip figure fig table email tel phone ' +
    'website url link links related re see listen watch read http https ftp mailto isbn issn doi language recorded length copyright ' +
    'remember imagine consider think look first second third fourth fifth finally lastly next also and but so or because however ' +
    'therefore thus meanwhile yes no okay well now then conclusion introduction background overview disclaimer advertisement'
  ).split(' '),
);
const CAPITALISED = /^[\p{Lu}\p{Lt}\p{Lo}][\p{L}\p{M}\p{N}'’._-]*$/u;
/** Clauses of Chinese have no blanks and no capitals: names are short. */
const LONG_HAN = /^\p{sc=Han}{5}/u;
const ORDINAL = /^(?:#?\d{1,3}|[IVX]{1,4}\.?)$/;

/** Whether words look like the name of a person or a role: `Ana Ruiz`, `MM`, `Speaker 1`, `JAKE TAPPER, CNN`, `Jan de Vries (chair)`. */
export function isNameShaped(label: string): boolean {
  if (label.length > MAXIMUM_LABEL) return false;
  const plain = label.replace(/\s?\([^()]{0,40}\)$/, '');
  const words = plain.split(/[\s,]+/u).filter((word) => word !== '');
  const first = words[0];
  if (first === undefined || words.length > MAXIMUM_WORDS + 1) return false;
  if (words.length === 1 && NEVER_SPEAKERS.has(first.toLowerCase().replace(/\.$/, ''))) return false;
  if (ROLES.has(first.toLowerCase()))
    return words.length <= 2 && words.slice(1).every((word) => /^[\p{L}\p{N}]{1,3}$/u.test(word));
  if (!CAPITALISED.test(first) || LONG_HAN.test(first)) return false;
  return words.slice(1).every((word, index) => {
    if (CAPITALISED.test(word) || ORDINAL.test(word) || /^\.(?:\p{Lu}|$)/u.test(word)) return true;
    // A particle joins two names and ends none.
    return PARTICLES.has(word) && index + 2 < words.length;
  });
}

/** The words of a name, without role, honorifics and particles: `Romney` of `Mr. Romney`, `Ana Ruiz` of `Ana Ruiz, chair`. */
function nameWords(label: string): string[] {
  const words = label
    .replace(/\([^()]*\)|,.*$/g, '')
    .split(/\s+|(?<=\.)(?=\p{L})/u)
    .filter((word) => word !== '' && !PARTICLES.has(word));
  while (words.length > 1 && HONORIFICS.has(fold(words[0] as string))) words.shift();
  return words;
}

/** What a full name may be shortened to: `MM`, `Maria`, `Mendez` for `Maria Mendez`. */
function shortForms(name: string, lastName = true): string[] {
  const words = nameWords(name);
  if (words.length < 2) return [];
  const initials = words.map((word) => String.fromCodePoint(word.codePointAt(0) as number)).join('');
  return [initials, words[0] as string, ...(lastName ? [words.at(-1) as string] : [])].map(fold);
}

/** Labels are compared without stops, blanks and case. */
function fold(label: string): string {
  return label.replace(/[\s.]+/gu, '').toLowerCase();
}

/** A label as written, and all that is to be known of it, so that each is looked up only once. */
export interface LabelUse {
  label: string;
  count: number;
  /** How often a time stands with it. */
  timed: number;
  form: Head['form'];
  /** Where it first stands. */
  span: Span;
  /** Index into the speakers, or -1 where it opens no turn; set by `findSpeakers`. */
  speaker: number;
}

/** Counts a head. */
export function count(uses: Map<string, LabelUse>, { label, labelSpan, time, form }: Head): LabelUse {
  let use = uses.get(label);
  if (!use) {
    use = { label, count: 0, timed: 0, form, span: labelSpan, speaker: -1 };
    uses.set(label, use);
  }
  use.count++;
  if (time) use.timed++;
  return use;
}

/** A label without honorifics and role, for comparison. */
function bareName(label: string): string {
  return fold(nameWords(label).join(' '));
}

/** Who speaks: the labels that open turns, and the speaker of each. */
export interface Cast {
  speakers: Speaker[];
  /** Label as written -> index into `speakers`. */
  byLabel: Map<string, number>;
}

/**
 * Decides which labels open turns, and sets the speaker of each use. `uses` are in the order in which they first stand; `added` are labels
 * that the analyst set, which need no proof.
 */
export function findSpeakers(
  uses: ReadonlyMap<string, LabelUse>,
  added: readonly string[],
  declared: readonly DeclaredSpeaker[],
): Cast {
  const cast: Cast = { speakers: [], byLabel: new Map() };
  for (const speaker of declared) declare(cast, speaker);

  const sure = new Set(cast.byLabel.keys());
  const single: LabelUse[] = [];
  for (const use of uses.values()) {
    if (sure.has(use.label) || !isNameShaped(use.label)) continue;
    if (use.count >= 2) sure.add(use.label);
    else single.push(use);
  }
  let timedHeads = 0;
  for (const label of sure) timedHeads += uses.get(label)?.timed ?? 0;
  for (const label of added) sure.add(label);
  const short = new Set([...sure].map(bareName));
  const long = new Set([...sure].flatMap((label) => [bareName(label), ...shortForms(label)]));
  for (const { label, timed } of single) {
    const behindTime = timedHeads >= 3 && timed > 0;
    if (behindTime || long.has(bareName(label)) || shortForms(label).some((form) => short.has(form))) sure.add(label);
  }
  // In the order in which they first speak.
  join(
    cast,
    [...new Set([...uses.keys(), ...added])].filter((label) => sure.has(label) && !cast.byLabel.has(label)),
    (label) => label.includes(',') || uses.get(label)?.count !== 1,
  );
  for (const use of uses.values()) use.speaker = cast.byLabel.get(use.label) ?? -1;
  return cast;
}

function declare(cast: Cast, declared: DeclaredSpeaker): void {
  if (cast.byLabel.has(declared.label)) return;
  const name = declared.name?.value || declared.label;
  const index = cast.speakers.length;
  cast.speakers.push({ label: declared.label, labels: [declared.label], name, role: declared.role?.value, declared });
  cast.byLabel.set(declared.label, index);
  if (!cast.byLabel.has(name)) {
    cast.byLabel.set(name, index);
    (cast.speakers[index] as Speaker).labels.push(name);
  }
}

/**
 * Adds the labels; a full name and its short form become one speaker where only one full name fits.
 *
 * @param introduces whether a full name may stand for the bare last name, too.
 */
function join(cast: Cast, labels: readonly string[], introduces: (label: string) => boolean): void {
  const fullNames = new Map<string, Set<string>>();
  const honorifics = new Map<string, Set<string>>();
  for (const label of [...cast.byLabel.keys(), ...labels]) {
    const words = nameWords(label);
    for (const form of shortForms(label, introduces(label)))
      fullNames.set(form, (fullNames.get(form) ?? new Set()).add(words.join(' ')));
    const first = fold(label.split(/\s/, 1)[0] as string);
    if (words.length === 1 && HONORIFICS.has(first) && first !== bareName(label))
      honorifics.set(bareName(label), (honorifics.get(bareName(label)) ?? new Set()).add(first));
  }
  // A speaker by the full name that all labels of it share: the label itself where it is long, else the one name that fits.
  const key = (label: string): string => {
    const words = nameWords(label);
    if (words.length > 1) return words.join(' ');
    const bare = bareName(label);
    const names = fullNames.get(bare);
    // `Mr. Bush` and `Mrs. Bush` are two, and nothing tells whose the full name is.
    return names?.size === 1 && (honorifics.get(bare)?.size ?? 0) < 2 ? ([...names][0] as string) : label;
  };
  const byKey = new Map<string, number>();
  for (const [label, index] of cast.byLabel) if (!byKey.has(key(label))) byKey.set(key(label), index);
  for (const label of labels) {
    const index = byKey.get(key(label)) ?? cast.speakers.length;
    byKey.set(key(label), index);
    cast.byLabel.set(label, index);
    const speaker = cast.speakers[index];
    if (!speaker) {
      cast.speakers.push({ label, labels: [label], name: label });
      continue;
    }
    speaker.labels.push(label);
    if (speaker.declared) continue;
    if (label.length < speaker.label.length) speaker.label = label;
    if (label.length > speaker.name.length) speaker.name = label;
  }
}
