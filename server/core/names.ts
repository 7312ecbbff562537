/** Names: what looks like one, and what it may be shortened to. */
import { MAXIMUM_LABEL } from './heads';

const MAXIMUM_WORDS = 5;
const PARTICLES = new Set(
  'de la le du des da das do dos di del della van von der den ter ten zu bin ibn al el y e and und & the'.split(' '),
);
export const HONORIFICS = new Set(
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
  if (ROLES.has(first.toLowerCase())) return isRole(first, words.slice(1));
  if (!CAPITALISED.test(first) || LONG_HAN.test(first)) return false;
  return words.slice(1).every((word, index) => {
    if (CAPITALISED.test(word) || ORDINAL.test(word) || /^\.(?:\p{Lu}|$)/u.test(word)) return true;
    // A particle joins two names and ends none.
    return PARTICLES.has(word) && index + 2 < words.length;
  });
}

/** `Speaker`, `speaker 2`, `Speaker Three`, `HOST ANA RUIZ`; not `Speaker notes` or `Question About Rents`. */
function isRole(role: string, rest: readonly string[]): boolean {
  if (rest.length <= 1 && rest.every((word) => /^[\p{L}\p{N}]{1,3}$/u.test(word))) return true;
  if (/^(?:question|answer)$/i.test(role)) return false;
  return rest.every((word) => CAPITALISED.test(word) && !NEVER_SPEAKERS.has(word.toLowerCase()));
}

/** The words of a name, without role, honorifics and particles: `Romney` of `Mr. Romney`, `Ana Ruiz` of `Ana Ruiz, chair`. */
export function nameWords(label: string): string[] {
  const words = label
    .replace(/\([^()]*\)|,.*$/g, '')
    .split(/\s+|(?<=\.)(?=\p{L})/u)
    .filter((word) => word !== '' && !PARTICLES.has(word));
  while (words.length > 1 && HONORIFICS.has(fold(words[0] as string))) words.shift();
  return words;
}

/** What a full name may be shortened to: `MM`, `Maria`, `Mendez` for `Maria Mendez`. */
export function shortForms(name: string, lastName = true): string[] {
  const words = nameWords(name);
  if (words.length < 2) return [];
  const initials = words.map((word) => String.fromCodePoint(word.codePointAt(0) as number)).join('');
  return [initials, words[0] as string, ...(lastName ? [words.at(-1) as string] : [])].map(fold);
}

/** Labels are compared without stops, blanks and case. */
export function fold(label: string): string {
  return label.replace(/[\s.]+/gu, '').toLowerCase();
}

/** A label without honorifics and role, for comparison. */
export function bareName(label: string): string {
  return fold(nameWords(label).join(' '));
}
