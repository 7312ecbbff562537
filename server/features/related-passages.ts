import type { Corpus } from '../core/corpus';
import { partAt, quotesAt } from '../core/find';
import type { Interview, Statement } from '../core/interview';
import { overlaps, upperBound, type Span } from '../core/span';
import type { Code, Quote, Stance } from '../core/syntax';
import type { Related, RelatedIndex } from '../related/related-index';

export interface RelatedPassages {
  /** The words that the answer is about: a quote's, or what one speaker says in the paragraph. */
  span: Span;
  /** The quote, if they are one's. */
  quote?: Quote;
  stated: Stated[];
  /** How many more statements there are than `stated` holds. */
  more: number;
  suggested: Related[];
}

/** Words of another interview that an analyst has marked as stating, supporting or contradicting a claim of these words. */
export interface Stated {
  claim: string;
  /** What the words do to the claim. */
  relation: Stance;
  /** The claim that they state, where it is another one that the codebook says to contradict this one. */
  through?: string;
  statement: Statement;
}

/** A long quote may hold most of an interview: what is longer asks about the paragraph instead. */
const LONGEST_QUESTION = 2000;

/**
 * What other interviews say on the words at an offset. First what analysts have marked: statements of the claims that the words state,
 * support or contradict. Then, apart from these, what is only suggested by shared words. At most `limit` of both together. Nothing
 * on front matter, topics, annotation lines, asides and blank lines.
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
  const all = statementsOf(corpus, uri, question.claims);
  // Suggestions keep some room beside many statements.
  const room = limit - Math.min(all.length, Math.ceil(limit * 0.6));
  const suggested = room > 0 ? related.related(uri, question.span, { limit: room + all.length }) : [];
  const marked = (candidate: Related): boolean =>
    all.some(({ statement }) => statement.uri === candidate.uri && overlaps(statement.words, candidate.passage));
  const kept = suggested.filter((candidate) => !marked(candidate)).slice(0, room);
  const stated = pick(all, limit - kept.length);
  return {
    span: question.span,
    quote: question.quote,
    stated,
    more: all.length - stated.length,
    suggested: kept,
  };
}

interface Question {
  span: Span;
  quote?: Quote;
  /** Claims that the words state, support or contradict. */
  claims: string[];
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
  const span = quote ? { ...quote.words } : { start: part.words, end: part.end };
  const codes = quotes.filter((other) =>
    quote ? other === quote || encloses(other, quote) : overlaps(other.words, span),
  );
  const claims = [...codes, ...paragraph.annotations].flatMap((marked) => marked.codes.flatMap(claimOf));
  return { span, quote, claims: [...new Set(claims)] };
}

function encloses(outer: Quote, inner: Quote): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

function claimOf(code: Code): string[] {
  return code.kind === 'claim' ? [code.name] : [];
}

/** What other interviews have marked on the claims. */
function statementsOf(corpus: Corpus, uri: string, claims: readonly string[]): Stated[] {
  return claims.flatMap((claim) => {
    const elsewhere = (name: string): Statement[] => corpus.statements(name).filter((other) => other.uri !== uri);
    const own = elsewhere(claim).map((statement): Stated => ({ claim, relation: statement.stance, statement }));
    const opposed = opposites(corpus, claim).flatMap((through) =>
      elsewhere(through)
        .filter(({ stance }) => stance !== 'contradicts')
        .map((statement): Stated => ({ claim, relation: 'contradicts', through, statement })),
    );
    // What both contradicts the claim and states its opposite is said once.
    const said = new Set(own.map(({ statement }) => key(statement)));
    return [...own, ...opposed.filter(({ statement }) => !said.has(key(statement)))];
  });
}

function key({ uri, words }: Statement): string {
  return `${uri}#${words.start}-${words.end}`;
}

/** The claims that contradict a claim by the codebook, whichever of the two says so. */
export function opposites(corpus: Corpus, claim: string): string[] {
  const found = new Set(corpus.claimEntry(claim)?.contradicts.map(({ value }) => value));
  for (const { claims } of corpus.codebooks.values()) {
    for (const { name, contradicts } of claims.values())
      if (contradicts.some(({ value }) => value === claim)) found.add(name);
  }
  found.delete(claim);
  return [...found];
}

/** At most `limit`, some of each claim and relation, and of many interviews rather than of one. */
function pick(all: readonly Stated[], limit: number): Stated[] {
  const groups = new Map<string, Stated[]>();
  for (const stated of all) {
    const group = `${stated.claim} ${stated.relation}`;
    groups.set(group, [...(groups.get(group) ?? []), stated]);
  }
  const rounds: { round: number; stated: Stated }[] = [];
  for (const group of groups.values()) {
    const seen = new Map<string, number>();
    const turns = group.map((stated) => {
      const turn = seen.get(stated.statement.uri) ?? 0;
      seen.set(stated.statement.uri, turn + 1);
      return { turn, stated };
    });
    turns.sort((a, b) => a.turn - b.turn).forEach(({ stated }, round) => rounds.push({ round, stated }));
  }
  const picked = new Set(
    rounds
      .sort((a, b) => a.round - b.round)
      .slice(0, limit)
      .map(({ stated }) => stated),
  );
  const order: Stance[] = ['states', 'supports', 'contradicts'];
  const claims = [...new Set(all.map(({ claim }) => claim))];
  return all
    .filter((stated) => picked.has(stated))
    .sort(
      (a, b) =>
        claims.indexOf(a.claim) - claims.indexOf(b.claim) || order.indexOf(a.relation) - order.indexOf(b.relation),
    );
}
