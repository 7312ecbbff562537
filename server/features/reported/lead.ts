/** Who says it, and how: the words before what is reported. */
import type { Token } from './tokens';
import {
  ADVERBS,
  BE,
  DETERMINERS,
  DUMB,
  FUNCTION_WORDS,
  HAVE,
  MODALS,
  NEGATIONS,
  NOT_BEFORE,
  SPEAKERS,
  VERBS,
  WEAK,
} from './words';
import type { VerbKind } from './words';

/** `people say`, `he was like`. Indexes into the tokens of the sentence. */
export interface Lead {
  first: number;
  verb: number;
  kind: VerbKind | 'told' | 'like';
}

/** How far the one who speaks may stand before the verb, in tokens. */
const FAR = 6;
/** A noun in the plural, as far as its form tells. */
const PLURAL = /[^s]s$|^(?:people|folks|men|women|children|many|some|most|police)$/;

/** The lead whose verb (or `like`) stands at `at`, if one does. */
export function leadAt(tokens: readonly Token[], at: number): Lead | undefined {
  const word = tokens[at]?.word ?? '';
  if (word === 'like') return likeAt(tokens, at);
  const verb = VERBS.get(word);
  if (!verb) return undefined;
  let index = at - 1;
  let hasBe = false;
  let hasHave = false;
  let isStrong = false;
  let isHabit = false;
  let isPassive = false;
  for (const from = index; index >= 0 && from - index < FAR; index--) {
    const before = tokens[index]?.word ?? '';
    if (NEGATIONS.has(before) || before.endsWith("n't")) return undefined;
    if (WEAK.has(before)) return undefined;
    if (verb.form === 'ing' && BE.has(before)) hasBe = true;
    else if (word === 'told' && BE.has(before)) isPassive = true;
    else if (verb.form === 'past' && HAVE.has(before)) hasHave = true;
    else if (MODALS.has(before)) isStrong = true;
    else if (before === 'keep' || before === 'keeps' || before === 'kept' || before === 'started') isHabit = true;
    else if (!ADVERBS.has(before)) break;
    else if (before === 'always' || before === 'often') isHabit = true;
  }
  const present =
    verb.form === 'base' || verb.form === 'present' || (verb.form === 'ing' && !isPastBe(tokens, index, at));
  const speaker = speakerAt(tokens, index) ?? (verb.kind === 'say' ? textAt(tokens, index) : undefined);
  if (speaker === undefined) return continued(tokens, index, at, verb.form, verb.kind);
  const who = tokens[speaker.last]?.word ?? '';
  if (verb.form === 'ing' && !hasBe && !isHabit && (speaker.isPronoun || verb.kind !== 'say')) return undefined;
  if (verb.form === 'present' && (who === 'i' || who === 'you' || who === 'we' || who === 'they')) return undefined;
  if (verb.form === 'base' && !isStrong && (who === 'he' || who === 'she')) return undefined;
  // `I would say`, `I say`, `I'm saying`: that is how one speaks, and reports nothing. So is `you would say`.
  const isOwn = who === 'i' || who === 'we';
  if (isOwn && ((present && !isHabit) || isStrong)) return undefined;
  if (who === 'you' && isStrong) return undefined;
  if (who === 'it' && (verb.form === 'base' || verb.form === 'ing')) return undefined;
  // `the answer`, `his claim`: a noun.
  if (verb.form === 'base' && !isStrong && !speaker.isPronoun && !PLURAL.test(who)) return undefined;
  // `there was a sign that said`: nothing is asked.
  if (who !== 'that' && isAsked(tokens, speaker.first - 1, hasHave)) return undefined;
  return { first: speaker.first, verb: at, kind: isPassive ? 'told' : verb.kind };
}

function isPastBe(tokens: readonly Token[], from: number, to: number): boolean {
  return tokens.slice(from + 1, to).some(({ word }) => word === 'was' || word === 'were' || word === 'been');
}

/** Whether the words before the one who speaks make a question or a comparison of it. */
function isAsked(tokens: readonly Token[], before: number, hasHave: boolean): boolean {
  const word = tokens[before]?.word;
  if (word === undefined) return false;
  // `the people that say`, but not `things that they said`.
  if (word === 'have' || word === 'has' || word === 'had') return !hasHave;
  return NOT_BEFORE.has(word);
}

/** Who speaks, ending at a token. */
function speakerAt(
  tokens: readonly Token[],
  last: number,
): { first: number; last: number; isPronoun: boolean } | undefined {
  const token = tokens[last];
  if (!token?.isWord || DUMB.has(token.word) || VERBS.has(token.word) || BE.has(token.word)) return undefined;
  if (SPEAKERS.has(token.word)) {
    let first = last;
    const isPronoun = PRONOUNS.has(token.word);
    // `a lot of people`, `other people`
    while (!isPronoun && first > 0 && last - first < 4 && isPartOfName(tokens[first - 1])) first--;
    return { first, last, isPronoun };
  }
  if (DETERMINERS.has(token.word) || FUNCTION_WORDS.has(token.word) || token.word.startsWith("'")) return undefined;
  if (token.capital && (last > 0 || tokens.length > 1)) {
    let first = last;
    while (first > 0 && last - first < 4 && (tokens[first - 1]?.capital || tokens[first - 1]?.word === '.')) first--;
    if (DETERMINERS.has(tokens[first - 1]?.word ?? '')) first--;
    return NOT_NAMES.has(token.word) ? undefined : { first, last, isPronoun: false };
  }
  for (let first = last - 1; first >= 0 && last - first <= 3; first--) {
    const before = tokens[first];
    if (!before?.isWord || PRONOUNS.has(before.word)) return undefined;
    if (DETERMINERS.has(before.word)) return { first, last, isPronoun: false };
    if (FUNCTION_WORDS.has(before.word)) return undefined;
  }
  return undefined;
}

/** `it says`, `a rule that says`: what is written. */
function textAt(
  tokens: readonly Token[],
  last: number,
): { first: number; last: number; isPronoun: boolean } | undefined {
  const word = tokens[last]?.word;
  if (word === 'it') return { first: last, last, isPronoun: false };
  const before = tokens[last - 1];
  if (word !== 'that' || !before?.isWord || FUNCTION_WORDS.has(before.word) || DUMB.has(before.word)) return undefined;
  if (before.word.startsWith("'") || PRONOUNS.has(before.word)) return undefined;
  return { first: DETERMINERS.has(tokens[last - 2]?.word ?? '') ? last - 2 : last - 1, last, isPronoun: false };
}

const PRONOUNS: ReadonlySet<string> = new Set('i he she we they you who'.split(' '));

/** Words that are written with a capital because a sentence begins. */
const NOT_NAMES: ReadonlySet<string> = new Set(
  'and but so then or because when if as like what how why to let just also now well having by before after yet'.split(
    ' ',
  ),
);

function isPartOfName(token: Token | undefined): boolean {
  const word = token?.word ?? '';
  return DETERMINERS.has(word) || word === 'of' || word === 'lot';
}

/** `…, and said`, `Anna Ruiz, of the council, says that`: the one who speaks stands farther before. */
function continued(
  tokens: readonly Token[],
  before: number,
  at: number,
  form: string,
  kind: VerbKind,
): Lead | undefined {
  if (before < 1 || before !== at - 1 || (form !== 'past' && form !== 'present')) return undefined;
  const word = tokens[before]?.word;
  if (word === ',') return kind === 'say' ? { first: at, verb: at, kind: 'claim' } : undefined;
  const isNext = word === 'and' || word === 'then';
  return isNext && kind !== 'go' && kind !== 'claim' ? { first: at, verb: at, kind } : undefined;
}

/** `he was like`. */
function likeAt(tokens: readonly Token[], at: number): Lead | undefined {
  let index = at - 1;
  while (index >= 0 && at - index < FAR && ADVERBS.has(tokens[index]?.word ?? '')) index--;
  if (!BE.has(tokens[index]?.word ?? '')) return undefined;
  index--;
  while (index >= 0 && at - index < FAR && ADVERBS.has(tokens[index]?.word ?? '')) index--;
  const speaker = speakerAt(tokens, index);
  return speaker && !isAsked(tokens, speaker.first - 1, false)
    ? { first: speaker.first, verb: at, kind: 'like' }
    : undefined;
}
