import type { Corpus } from '../core/corpus';
import { speakerOfTurn, type Statement } from '../core/interview';
import type { Span } from '../core/span';
import type { Stance } from '../core/syntax';
import { fullName, peopleOf } from './attribution';
import { clip, count } from './card';
import type { Place } from './place';
import { opposites } from './related-passages';
import { claimedWordsAt, claimsAt, placeOf, statementsInOrder } from './statements';
import { declarations, subjectAt, uses } from './subject';

/** An entry of the tree: a claim, or somebody who speaks to it in one interview. */
export interface HierarchyItem extends Place {
  name: string;
  detail: string;
  data: HierarchyData;
}

/** What an entry is, by names alone: it can be opened after an edit. The claims `above` it are not shown below it again. */
export type HierarchyData =
  /** `uri` is the file that the claim is asked in: an interview, or a codebook, which speaks of all interviews. */
  | { kind: 'claim'; claim: string; uri: string; above: string[] }
  /** `name` is the entry's: who does what to the claim, in the interview `uri`. */
  | { kind: 'speaker'; claim: string; uri: string; name: string; above: string[] };

type Asked<K> = Extract<HierarchyData, { kind: K }>;

/** An entry below another one, and where the one of the two that speaks does it, in its own file. */
export interface Call {
  item: HierarchyItem;
  spans: Span[];
}

const LONGEST_GLOSS = 120;
const LONGEST_NAME = 80;

const STANCES: readonly Stance[] = ['states', 'supports', 'contradicts'];
const DONE: Record<Stance, string> = { states: 'stated', supports: 'supported', contradicts: 'contradicted' };

/**
 * **Call hierarchy.** To speak to a claim is to call it. At a claim in an interview or in the codebook, and in the words of a statement,
 * the incoming calls are those who state, support and contradict it, each with interview and date: `Maria Mendez contradicts it`; then
 * the claims that the codebook opposes to it. Below a speaker stand the other claims of the same words, and below these who speaks to
 * them. The outgoing calls are what the claim does to others: the claims that are stated, supported or contradicted by the words that
 * state or support it (in this interview; asked in the codebook, in all), and those that the codebook opposes to it. No claim stands
 * below itself, so that every branch ends.
 */
export function prepareHierarchy(corpus: Corpus, uri: string, offset: number): HierarchyItem[] {
  const subject = subjectAt(corpus, uri, offset);
  if (subject?.kind === 'claim') return [claimItem(corpus, subject.name, { uri, span: subject.span }, [])];
  const interview = corpus.interviews.get(uri);
  const span = interview && claimedWordsAt(interview, offset)[0]?.span;
  return span ? claimsAt(corpus, uri, offset).map((claim) => claimItem(corpus, claim, { uri, span }, [])) : [];
}

/** Below a claim, who speaks to it; below a speaker, what else the same words speak to. */
export function incomingCalls(corpus: Corpus, asked: HierarchyData): Call[] {
  const below = [...asked.above, asked.claim];
  if (asked.kind === 'speaker') return spokenTo(corpus, asked, below, below);
  const opposed = opposites(corpus, asked.claim).filter((other) => !below.includes(other));
  return [
    ...bySpeaker(corpus, asked.claim).map((statements) => speakerCall(corpus, statements, asked.above)),
    ...opposed.map((other): Call => {
      const item = claimItem(corpus, other, homeOf(corpus, other), below, 'contradicts it by the codebook');
      return { item, spans: [item.span] };
    }),
  ];
}

/** What a claim, or the words of a speaker, do to other claims. */
export function outgoingCalls(corpus: Corpus, asked: HierarchyData): Call[] {
  return asked.kind === 'speaker' ? spokenTo(corpus, asked, [], []) : effects(corpus, asked);
}

function effects(corpus: Corpus, { claim, uri, above }: Asked<'claim'>): Call[] {
  const below = [...above, claim];
  const isHere = corpus.interviews.has(uri);
  const own = corpus
    .statements(claim)
    .filter((statement) => statement.stance !== 'contradicts' && (!isHere || statement.uri === uri));
  const opposed = new Set(opposites(corpus, claim).filter((other) => !below.includes(other)));
  // Without words of this file that speak, it is the claim that does.
  const or = (spans: Span[]): Span[] => (isHere && spans.length > 0 ? spans : [homeOf(corpus, claim, uri).span]);
  const inWords = alongside(corpus, own, below).map(({ claim: other, stance, codes }): Call => {
    const byCodebook = stance === 'contradicts' && opposed.delete(other);
    const how = `${DONE[stance]} in the same words${byCodebook ? ' and by the codebook' : ''}`;
    const item = claimItem(corpus, other, homeOf(corpus, other, uri), below, how);
    return { item, spans: or(codes.map(({ span }) => span)) };
  });
  const byCodebook = [...opposed].map((other): Call => {
    const item = claimItem(corpus, other, homeOf(corpus, other, uri), below, 'contradicted by the codebook');
    return { item, spans: or(own.map((statement) => placeOf(statement).span)) };
  });
  return [...inWords, ...byCodebook];
}

/** The claims of a speaker's words but those in `except`. */
function spokenTo(corpus: Corpus, asked: Asked<'speaker'>, except: readonly string[], above: string[]): Call[] {
  const statements = bySpeaker(corpus, asked.claim).find(
    ([first]) => first.uri === asked.uri && speakerName(corpus, first) === asked.name,
  );
  return alongside(corpus, statements ?? [], except).map(({ claim, stance, codes }): Call => {
    const [place] = codes;
    return {
      item: claimItem(corpus, claim, place, above, `${DONE[stance]} in the same words`),
      spans: codes.map(({ span }) => span),
    };
  });
}

/** One or more. */
type Some<T> = [T, ...T[]];

/** The claims, but those in `except`, whose codes stand on the words of statements, by stance; and where the codes stand. */
function alongside(
  corpus: Corpus,
  statements: readonly Statement[],
  except: readonly string[],
): { claim: string; stance: Stance; codes: Some<Place> }[] {
  const key = ({ start, end }: Span): string => `${start}-${end}`;
  const byUri = new Map<string, Set<string>>();
  for (const { uri, words } of statements) byUri.set(uri, (byUri.get(uri) ?? new Set()).add(key(words)));
  const found = new Map<string, { claim: string; stance: Stance; codes: Some<Place> }>();
  for (const [uri, spoken] of byUri) {
    for (const { code, words } of corpus.interviews.get(uri)?.uses ?? []) {
      if (code.kind !== 'claim' || except.includes(code.name) || !spoken.has(key(words))) continue;
      const place = { uri, span: { start: code.start, end: code.end } };
      const known = found.get(`${code.stance} ${code.name}`);
      if (known) known.codes.push(place);
      else found.set(`${code.stance} ${code.name}`, { claim: code.name, stance: code.stance, codes: [place] });
    }
  }
  return byStance([...found.values()]);
}

/** The statements of a claim, by interview and by who does what in it. */
function bySpeaker(corpus: Corpus, claim: string): Some<Statement>[] {
  const groups = new Map<string, Some<Statement>>();
  for (const statement of statementsInOrder(corpus, claim)) {
    const key = `${statement.uri} ${speakerName(corpus, statement)}`;
    const group = groups.get(key);
    if (group) group.push(statement);
    else groups.set(key, [statement]);
  }
  return byStance([...groups.values()].map((statements) => ({ stance: statements[0].stance, statements }))).map(
    ({ statements }) => statements,
  );
}

function byStance<T extends { stance: Stance }>(all: T[]): T[] {
  return all.sort((a, b) => STANCES.indexOf(a.stance) - STANCES.indexOf(b.stance));
}

function speakerCall(corpus: Corpus, statements: Some<Statement>, above: string[]): Call {
  const [first] = statements;
  const interview = corpus.interviews.get(first.uri);
  const number = statements.length > 1 ? count(statements.length, 'statement') : undefined;
  const name = speakerName(corpus, first);
  return {
    item: {
      ...placeOf(first),
      name,
      detail: joined(clip(interview?.title ?? '', LONGEST_NAME), clip(interview?.date ?? '', LONGEST_NAME), number),
      data: { kind: 'speaker', claim: first.code.name, uri: first.uri, name, above },
    },
    spans: statements.map((statement) => placeOf(statement).span),
  };
}

/** `Maria Mendez states it, quoting Ana Ruiz`, `Maria Mendez? states it` where that is a guess; it is a text that does where nobody speaks. */
function speakerName(corpus: Corpus, statement: Statement): string {
  const interview = corpus.interviews.get(statement.uri);
  const speaker = interview?.speakers[speakerOfTurn(interview, statement.turn)];
  const who = speaker
    ? clip(fullName(corpus, speaker), LONGEST_NAME) + (statement.guess ? '?' : '')
    : `“${clip(interview?.title ?? '', LONGEST_NAME)}”`;
  const people = peopleOf(corpus, statement);
  return `${who} ${statement.stance} it${people === undefined ? '' : ', ' + people}`;
}

function claimItem(corpus: Corpus, claim: string, place: Place, above: string[], how?: string): HierarchyItem {
  const { uri, span } = place;
  const detail = joined(how, clip(corpus.gloss(claim) ?? '', LONGEST_GLOSS));
  return { uri, span, name: '^' + claim, detail, data: { kind: 'claim', claim, uri, above } };
}

/** Where a claim is found: in the file that is asked in, else in a codebook, else wherever it is first. */
function homeOf(corpus: Corpus, name: string, uri?: string): Place {
  const meaning = { kind: 'claim', name } as const;
  const all = [...declarations(corpus, meaning), ...uses(corpus, meaning)];
  const home = all.find((place) => place.uri === uri) ?? all.find((place) => corpus.codebooks.has(place.uri)) ?? all[0];
  return home ?? { uri: uri ?? '', span: { start: 0, end: 0 } };
}

function joined(...parts: (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join(' · ');
}
