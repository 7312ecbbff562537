/** Where what is reported begins, behind the words that lead to it. */
import type { Lead } from './lead';
import type { Token } from './tokens';
import {
  ASKING,
  BOUNDS,
  CIRCUMSTANCES,
  DETERMINERS,
  FINITE,
  GOES_ON,
  NO_CLAUSE,
  OPENERS,
  SUBJECTS,
  TOLD,
} from './words';

/** How long the one who is told may be, in tokens: `told my two brothers`. */
const LONGEST_HEARER = 4;
/** How far the verb of a clause may stand behind its beginning. */
const CLAUSE = 6;

const HEARERS = new Set('me us him them you people everyone everybody'.split(' '));

/** The index of the token at which what is reported begins; `undefined` where the words report nothing. */
export function contentAt(tokens: readonly Token[], { verb, kind }: Lead): number | undefined {
  const next = verb + 1;
  switch (kind) {
    case 'like':
      return spokenAt(tokens, isComma(tokens[next]) ? next + 1 : next);
    case 'go':
      if (tokens[next]?.word === ':') return wordsAt(tokens, next + 1);
      return isComma(tokens[next]) ? spokenAt(tokens, next + 1) : undefined;
    case 'tell': {
      const heard = behindHearer(tokens, next);
      return heard === undefined ? undefined : saidAt(tokens, heard, false);
    }
    case 'ask': {
      const heard = behindHearer(tokens, next) ?? next;
      return ASKING.has(tokens[heard]?.word ?? '') ? wordsAt(tokens, heard) : markedAt(tokens, heard);
    }
    case 'told':
    case 'claim':
      return saidAt(tokens, next, true);
    case 'say': {
      const to = tokens[next]?.word === 'to' ? behindHearer(tokens, next + 1) : undefined;
      return saidAt(tokens, to ?? next, false);
    }
  }
}

/** Behind `me`, `my brother`, `Anna`. */
function behindHearer(tokens: readonly Token[], at: number): number | undefined {
  const token = tokens[at];
  if (!token?.isWord) return undefined;
  if (HEARERS.has(token.word)) return at + 1;
  // `told her`, `told her sister`
  const alone = token.word === 'her' ? at + 1 : undefined;
  let end = at;
  if (DETERMINERS.has(token.word)) end++;
  else if (!token.capital) return undefined;
  for (; end < tokens.length && end - at <= LONGEST_HEARER; end++) {
    const word = tokens[end]?.word ?? '';
    if (word === 'that' || word === ',' || word === ':' || SUBJECTS.has(word)) return end > at ? end : undefined;
    if (!tokens[end]?.isWord || TOLD.has(word)) return alone;
  }
  return alone;
}

function saidAt(tokens: readonly Token[], at: number, onlyClauses: boolean): number | undefined {
  if (tokens[at]?.word === 'that') {
    return isThatClause(tokens, at) ? at + 1 : undefined;
  }
  if (isClause(tokens, at) && !isObject(tokens, at)) return at;
  if (CIRCUMSTANCES.has(tokens[at]?.word ?? '')) {
    const that = thatBehind(tokens, at);
    if (that !== undefined && isThatClause(tokens, that)) return that + 1;
  }
  return onlyClauses ? undefined : markedAt(tokens, at);
}

function isThatClause(tokens: readonly Token[], that: number): boolean {
  return isClause(tokens, that + 1) && !NO_CLAUSE.has(tokens[that + 1]?.word ?? '');
}

/** How far `that` may stand behind the verb: `said in an interview last week that …`. */
const LONGEST_CIRCUMSTANCE = 9;

function thatBehind(tokens: readonly Token[], from: number): number | undefined {
  for (let at = from; at < tokens.length && at - from <= LONGEST_CIRCUMSTANCE; at++) {
    const token = tokens[at];
    if (!token?.isWord || token.word === 'and' || token.word === 'about') return undefined;
    if (token.word === 'that' && at > from) return at;
  }
  return undefined;
}

/** Behind a comma or colon. */
function markedAt(tokens: readonly Token[], at: number): number | undefined {
  const mark = tokens[at]?.word;
  if (mark === ':') return wordsAt(tokens, at + 1);
  if (mark !== ',' || GOES_ON.has(tokens[at + 1]?.word ?? '')) return undefined;
  return wordsAt(tokens, at + 1);
}

/** Words as somebody speaks them, behind `like`. */
function spokenAt(tokens: readonly Token[], at: number): number | undefined {
  const word = tokens[at]?.word ?? '';
  return OPENERS.has(word) || isClause(tokens, at) ? wordsAt(tokens, at) : undefined;
}

/** Any words, but not a mark or a quotation that says so itself. */
function wordsAt(tokens: readonly Token[], at: number): number | undefined {
  return tokens[at]?.isWord ? at : undefined;
}

/** Whether somebody does something from here on. */
function isClause(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  if (!token?.isWord) return false;
  const next = tokens[at + 1];
  if (token.word === 'it' || token.word === 'you' || token.word === 'people')
    return FINITE.has(next?.word ?? '') || isVerbLike(next);
  if (SUBJECTS.has(token.word)) return next?.isWord ?? false;
  if (token.word === "let's" || (token.word === 'let' && next?.word === "'s")) return true;
  for (let index = at + 1; index < tokens.length && index - at <= CLAUSE; index++) {
    const word = tokens[index];
    if (word?.word === '-') continue;
    if (!word?.isWord || BOUNDS.has(word.word)) return false;
    if (FINITE.has(word.word) && tokens[index + 1]?.isWord) return true;
  }
  return false;
}

const NO_VERBS = new Set('to in on at for and or but again about too as so with all in because if when'.split(' '));

function isVerbLike(token: Token | undefined): boolean {
  return token !== undefined && token.isWord && !NO_VERBS.has(token.word);
}

/** `said it again`, `say these words`. */
function isObject(tokens: readonly Token[], at: number): boolean {
  const word = tokens[at]?.word ?? '';
  return (
    NO_CLAUSE.has(word) ||
    ASKING.has(word) ||
    (word === 'it' && !FINITE.has(tokens[at + 1]?.word ?? '')) ||
    word === 'something'
  );
}

function isComma(token: Token | undefined): boolean {
  return token?.word === ',';
}
