import type { Codebook } from '../core/codebook';
import type { Corpus } from '../core/corpus';
import { partAt, quotesAt } from '../core/find';
import type { Interview, Statement } from '../core/interview';
import { overlaps, upperBound, type Span } from '../core/span';
import type { Quote, Stance, Transcript } from '../core/syntax';
import { passagesOf } from '../related/passages';
import type { Related, RelatedIndex } from '../related/related-index';
import { dismissals } from './dismissals';
import { reasonsFor, type Reasons } from './reasons';

export interface RelatedPassages {
  /** The words that the answer is about: a quote's, or what one speaker says in the paragraph; of a very long one, the passage. */
  span: Span;
  /** The quote, if they are one's. */
  quote?: Quote;
  /** By claim, and then by what they do to it. */
  stated: Stated[];
  /** How many more statements there are than `stated` holds. */
  more: number;
  /** Best first. */
  suggested: Suggested[];
}

/** Words of another interview that an analyst has marked as stating, supporting or contradicting a claim of these words. */
export interface Stated {
  claim: string;
  /** What the words do to the claim. */
  relation: Stance;
  /** What the words asked about do to it. */
  asked: Stance;
  /** The claim that they state, where it is another one that the codebook says to contradict this one. */
  through?: string;
  statement: Statement;
  reasons: Reasons;
}

export interface Suggested extends Related {
  reasons: Reasons;
}

/** A quote may hold most of an interview: a longer one asks about the paragraph instead, and a longer paragraph about a passage of it. */
const LONGEST_QUESTION = 2000;

/** However many statements there are, this part of the limit is kept for suggestions. */
const ROOM = 0.4;

/**
 * What other interviews say on the words at an offset. First what analysts have marked: statements of the claims that the words state,
 * support or contradict; where they are more than `limit`, those that contradict come before others. Then, apart from these, what is
 * only suggested by shared words and nobody has dismissed (`%unrelated`): at most `limit`, and fewer beside many statements. Nothing on
 * front matter, topics, annotation lines, asides and blank lines.
 */
export function relatedPassages(
  corpus: Corpus,
  related: RelatedIndex,
  uri: string,
  offset: number,
  limit: number,
): RelatedPassages | undefined {
  const interview = corpus.interviews.get(uri);
  const question = interview && wordsAt(interview, offset);
  if (!question) return undefined;
  const { span, quote } = question;
  const all = statementsOf(corpus, uri, question.claims);
  const picked = pick(all, limit);
  const room = Math.max(limit - picked.length, Math.ceil(limit * ROOM));
  const gloss = glossOf(corpus, question.claims.keys());
  const compare = reasonsFor(interview, span);
  const why = (uri: string, words: Span): Reasons => {
    const there = corpus.interviews.get(uri);
    return there ? compare(there, words) : NO_REASONS;
  };
  const suggested = suggestions(corpus, related, uri, span, gloss, all, room).map((found): Suggested => ({
    ...found,
    reasons: why(found.uri, found.snippet),
  }));
  const stated = picked.map((said): Stated => {
    const reasons = why(said.statement.uri, said.statement.words);
    return { ...said, reasons: said.relation === 'contradicts' ? { ...reasons, tension: undefined } : reasons };
  });
  return { span, quote, stated, more: all.length - stated.length, suggested };
}

/** What claims say, for a question about words that state them (`RelatedOptions`). */
export function glossOf(corpus: Corpus, claims: Iterable<string>): string {
  return [...claims].flatMap((claim) => corpus.gloss(claim) ?? []).join('\n');
}

const NO_REASONS: Reasons = { same: false, phrases: [] };

/** What is suggested by shared words, without what is marked already or dismissed. */
function suggestions(
  corpus: Corpus,
  related: RelatedIndex,
  uri: string,
  span: Span,
  gloss: string,
  stated: readonly Said[],
  room: number,
): Related[] {
  if (room <= 0) return [];
  const isDismissed = dismissals(corpus, uri, span);
  const isCopy = copies(corpus, uri);
  const marked = new Map<string, Span[]>();
  for (const { statement } of stated) {
    const words = marked.get(statement.uri);
    if (words) words.push(statement.words);
    else marked.set(statement.uri, [statement.words]);
  }
  const isMarked = ({ uri: other, passage }: Related): boolean =>
    marked.get(other)?.some((words) => overlaps(words, passage)) ?? false;
  for (let limit = room + Math.min(stated.length, MOST_LOOKED_AT); ; limit *= 4) {
    const found = related.related(uri, span, { limit, gloss }).filter((each) => !isMarked(each) && !isCopy(each.uri));
    const kept = found.filter((each) => !isDismissed({ uri: each.uri, span: each.passage }));
    // Others come in the place of what is dismissed: they have to be asked for.
    if (kept.length < Math.min(room, found.length) && limit * 4 <= MOST_LOOKED_AT) continue;
    return kept.slice(0, room);
  }
}

/** Whether a file holds the very same text: a second way to the file asked about, or a copy of it, tells nothing of another interview. */
function copies({ interviews }: Corpus, uri: string): (other: string) => boolean {
  const here = interviews.get(uri);
  return (other) => {
    const there = interviews.get(other);
    return here?.length === there?.length && here?.hash === there?.hash;
  };
}

/** How many passages are looked at for some that nobody has marked or dismissed. */
const MOST_LOOKED_AT = 100;

interface Question {
  span: Span;
  quote?: Quote;
  /** Claims, and what the words do to them: state, support, contradict. */
  claims: Map<string, Stance>;
}

function wordsAt({ transcript }: Interview, offset: number): Question | undefined {
  const { lines, paragraphs, quotes } = transcript;
  if (lines[upperBound(lines, offset) - 1]?.kind !== 'text') return undefined;
  const place = partAt(transcript, offset);
  const paragraph = paragraphs[place?.paragraph ?? -1];
  const part = paragraph?.parts[place?.part ?? -1];
  if (!paragraph || !part || paragraph.aside || part.words >= part.end) return undefined;
  const quote = quotesAt(transcript, offset).find(
    ({ words }) => words.end > words.start && words.end - words.start <= LONGEST_QUESTION,
  );
  const said = { start: part.words, end: part.end };
  const span = quote ? { ...quote.words } : (passageAt(transcript, said, place?.paragraph ?? -1, offset) ?? said);
  const codes = quotes.filter((other) =>
    quote ? other === quote || encloses(other, quote) : overlaps(other.words, span),
  );
  const claims = new Map<string, Stance>();
  for (const code of [...codes, ...paragraph.annotations].flatMap((marked) => marked.codes))
    if (code.kind === 'claim' && !claims.has(code.name)) claims.set(code.name, code.stance);
  return { span, quote, claims };
}

/** The passage around an offset, where what is said holds several. */
function passageAt(transcript: Transcript, said: Span, paragraph: number, offset: number): Span | undefined {
  if (said.end - said.start <= LONGEST_QUESTION) return undefined;
  const pieces = passagesOf(transcript, paragraph).filter((piece) => overlaps(piece, said));
  const piece = pieces.find(({ end }) => offset < end) ?? pieces.at(-1);
  return piece && { start: piece.start, end: piece.end };
}

function encloses(outer: Quote, inner: Quote): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

type Said = Omit<Stated, 'reasons'>;

/** What other interviews have marked on the claims. */
function statementsOf(corpus: Corpus, uri: string, claims: ReadonlyMap<string, Stance>): Said[] {
  return [...claims].flatMap(([claim, asked]) => {
    const elsewhere = (name: string): Statement[] => corpus.statements(name).filter((other) => other.uri !== uri);
    const own = elsewhere(claim).map((statement): Said => ({ claim, asked, relation: statement.stance, statement }));
    const opposed = opposites(corpus, claim).flatMap((through) =>
      elsewhere(through)
        .filter(({ stance }) => stance !== 'contradicts')
        .map((statement): Said => ({ claim, asked, relation: 'contradicts', through, statement })),
    );
    // What both contradicts the claim and states its opposite is said once.
    const said = new Set(own.filter(contradicts).map(({ statement }) => key(statement)));
    return [...own, ...opposed.filter(({ statement }) => !said.has(key(statement)))];
  });
}

function contradicts({ relation }: Said): boolean {
  return relation === 'contradicts';
}

function key({ uri, words }: Statement): string {
  return `${uri}#${words.start}-${words.end}`;
}

/** The claims that contradict a claim by the codebooks, whichever of the two says so. */
export function opposites(corpus: Corpus, claim: string): string[] {
  const found = new Set([...corpus.codebooks.values()].flatMap((codebook) => opposed(codebook).get(claim) ?? []));
  found.delete(claim);
  return [...found];
}

/** A codebook is never changed: one that is read anew is another one. */
const known = new WeakMap<Codebook, Map<string, string[]>>();

/** Claim -> those that it contradicts, and then those that contradict it. */
function opposed(codebook: Codebook): Map<string, string[]> {
  let found = known.get(codebook);
  if (found) return found;
  found = new Map();
  const pairs = [...codebook.claims.values()].flatMap(({ name, contradicts }) =>
    contradicts.map(({ value }) => [name, value] as const),
  );
  for (const [one, other] of [...pairs, ...pairs.map(([one, other]) => [other, one] as const)]) {
    const others = found.get(one);
    if (others) others.push(other);
    else found.set(one, [other]);
  }
  known.set(codebook, found);
  return found;
}

/**
 * At most `limit`, some of each claim and relation, and of many interviews rather than of one. What contradicts a claim is never left out
 * for the sake of what agrees with it.
 */
function pick(all: readonly Said[], limit: number): Said[] {
  const groups = new Map<string, Said[]>();
  for (const said of all) {
    const name = `${said.claim} ${said.relation}`;
    const group = groups.get(name);
    if (group) group.push(said);
    else groups.set(name, [said]);
  }
  const rounds: { round: number; said: Said }[] = [];
  for (const group of groups.values()) {
    const seen = new Map<string, number>();
    const turns = group.map((said) => {
      const turn = seen.get(said.statement.uri) ?? 0;
      seen.set(said.statement.uri, turn + 1);
      return { turn, said };
    });
    turns.sort((a, b) => a.turn - b.turn).forEach(({ said }, round) => rounds.push({ round, said }));
  }
  const picked = new Set(
    rounds
      .sort((a, b) => a.round - b.round || Number(contradicts(b.said)) - Number(contradicts(a.said)))
      .slice(0, limit)
      .map(({ said }) => said),
  );
  const order: Stance[] = ['states', 'supports', 'contradicts'];
  const claims = new Map<string, number>();
  for (const { claim } of all) if (!claims.has(claim)) claims.set(claim, claims.size);
  const place = ({ claim }: Said): number => claims.get(claim) ?? 0;
  return all
    .filter((said) => picked.has(said))
    .sort((a, b) => place(a) - place(b) || order.indexOf(a.relation) - order.indexOf(b.relation));
}
