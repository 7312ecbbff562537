import { addCodes, annotate } from '../core/annotate';
import { isCodeName, SIGN } from '../core/codes';
import type { Corpus } from '../core/corpus';
import { applyEdits } from '../core/edit';
import { partAt } from '../core/find';
import { transcriptOf } from '../core/interview';
import { parse } from '../core/parse';
import { contains, overlaps, type Span } from '../core/span';
import { plainText, strip } from '../core/strip';
import type { Code, Quote, Stance, Transcript } from '../core/syntax';
import { passagesOf } from '../related/passages';
import { plainView } from '../related/plain';
import { sentences, trimmed } from '../related/sentences';
import { words } from '../related/words';
import { oneLine } from './markdown';
import { lineBelow } from './fixes/action';
import type { Edit, Place } from './place';

export interface SameClaim {
  claim: string;
  /** Of the files that change. */
  files: { uri: string; edits: Edit[] }[];
}

/**
 * **Same claim.** Makes words of two interviews statements of one claim: the code goes into the braces of the quote that the words lie in,
 * otherwise they become a quote. Without a name it is the claim that either side states already, else a name out of the words that
 * both share. What contradicts or supports the claim on the one side does so on the other: it says the same. Of a whole paragraph the
 * sentence is marked that comes nearest to the other side.
 *
 * @param gloss what the claim says, for the first to use it.
 * @returns `undefined` where it cannot be done without touching a word of the original.
 */
export function sameClaim(
  corpus: Corpus,
  here: Place,
  there: Place,
  { claim: wanted, gloss }: { claim?: string; gloss?: string } = {},
): SameClaim | undefined {
  const one = transcriptOf(corpus.interviews.get(here.uri));
  const other = transcriptOf(corpus.interviews.get(there.uri));
  if (!one || !other || here.uri === there.uri) return undefined;
  const mine = { transcript: one, span: narrowed(one, here.span, wordsOf(other, there.span)) };
  const theirs = { transcript: other, span: there.span };
  const codes = [mine, theirs].map(claimsOf);
  const known = codes.flat();
  const name = wanted?.trim().replace(/^[\^+-]/, '') ?? (known.find(states) ?? known[0])?.name;
  const claim = name ?? newName(corpus, wordsOf(one, mine.span), wordsOf(other, theirs.span));
  if (!isCodeName(claim)) return undefined;
  const stance = known.find((code) => code.name === claim)?.stance ?? 'states';
  const isNew = corpus.statements(claim).length === 0 && corpus.gloss(claim) === undefined;
  const files: SameClaim['files'] = [];
  for (const [index, { transcript, span }] of [mine, theirs].entries()) {
    if (codes[index]?.some((code) => code.name === claim)) continue;
    const line = index === 0 && isNew ? glossLine(transcript, span, claim, gloss) : [];
    const edits = state(transcript, span, SIGN[stance] + claim, line);
    if (!edits) return undefined;
    files.push({ uri: index === 0 ? here.uri : there.uri, edits });
  }
  return { claim, files };
}

type Claim = Extract<Code, { kind: 'claim' }>;

function states({ stance }: { stance: Stance }): boolean {
  return stance === 'states';
}

interface Side {
  transcript: Transcript;
  span: Span;
}

/** The claims that words have something to do with: those of their quotes, and of their paragraph. */
function claimsOf({ transcript, span }: Side): Claim[] {
  const quotes = transcript.quotes.filter((quote) => overlaps(quote.words, span));
  const paragraph = transcript.paragraphs[partAt(transcript, span.start)?.paragraph ?? -1];
  return [...quotes, ...(paragraph?.annotations ?? [])].flatMap(({ codes }) => codes.filter(isClaim));
}

function isClaim(code: Code): code is Claim {
  return code.kind === 'claim';
}

/** A quote of many paragraphs says more than what is meant. */
const LONGEST_QUOTE = 2000;

/** The edits that code some words, together with a line below them; checked by reading the result. */
function state(transcript: Transcript, span: Span, code: string, line: readonly Edit[]): Edit[] | undefined {
  const marked = quoteOf(transcript, span);
  const edits = marked ? addCodes(transcript, marked, code) : annotate(transcript, span, code);
  if (!edits) return undefined;
  const all = [...edits, ...line];
  const after = parse(applyEdits(transcript.text, all));
  const count = ({ quotes }: Transcript): number => quotes.flatMap(({ codes }) => codes.filter(isClaim)).length;
  return strip(after) === strip(transcript) && count(after) === count(transcript) + 1 ? all : undefined;
}

/** The innermost quote that the words lie in. */
function quoteOf(transcript: Transcript, span: Span): Quote | undefined {
  const words = trimmed(transcript.text, span.start, span.end);
  return transcript.quotes
    .filter((quote) => contains(quote, words) && quote.end - quote.start <= LONGEST_QUOTE)
    .filter((quote) => transcript.paragraphs.some((paragraph) => contains(paragraph, quote)))
    .sort((a, b) => a.end - a.start - (b.end - b.start))[0];
}

function glossLine(transcript: Transcript, span: Span, claim: string, gloss: string | undefined): Edit[] {
  const says = oneLine(gloss ?? '').trim();
  const paragraph = transcript.paragraphs[partAt(transcript, span.start)?.paragraph ?? -1];
  return says === '' || !paragraph ? [] : [lineBelow(transcript, paragraph, `%claim ${claim}: ${says}`)];
}

/**
 * Where words are all that one speaker says in a paragraph, or a passage of it, the sentence that shares most words with the other side;
 * the words of a quote were chosen as they are.
 */
function narrowed(transcript: Transcript, span: Span, other: string): Span {
  const place = partAt(transcript, span.start);
  const isQuote = transcript.quotes.some(({ words }) => contains(words, span) && contains(span, words));
  if (!place || isQuote) return span;
  const view = plainView(transcript, span);
  const isWhole = passagesOf(transcript, place.paragraph).some((passage) => contains(span, passage));
  const found = isWhole ? sentences(view.text, 0, view.text.length) : [];
  if (found.length < 2) return span;
  const terms = termsOf(other);
  const nearness = ({ start, end }: Span): number =>
    [...termsOf(view.text.slice(start, end))].filter((term) => terms.has(term)).length / Math.sqrt(end - start + 20);
  const best = found.reduce((a, b) => (nearness(b) > nearness(a) ? b : a));
  return view.toSource(best);
}

function termsOf(text: string): Set<string> {
  return new Set(words(text).map(({ term }) => term));
}

function wordsOf(transcript: Transcript, { start, end }: Span): string {
  return plainText(transcript, { start, end: Math.min(end, start + 4000) });
}

const WORDS_OF_NAME = 3;

/** A name out of the longest words that both sides share, such as `rents-doubled`. */
function newName(corpus: Corpus, here: string, there: string): string {
  const terms = termsOf(there);
  const mine = words(here);
  const shared = mine.filter(({ term }) => terms.has(term));
  const surfaces = new Map<string, string>();
  for (const { start, end, term } of shared.length > 0 ? shared : mine) {
    const surface = here.slice(start, end).toLowerCase();
    if (!surfaces.has(term) && isCodeName(surface) && !/^\p{M}/u.test(surface)) surfaces.set(term, surface);
  }
  const all = [...surfaces.values()];
  const longest = new Set([...all].sort((a, b) => b.length - a.length).slice(0, WORDS_OF_NAME));
  const name = all.filter((surface) => longest.has(surface)).join('-') || 'claim';
  const taken = new Set(corpus.claimNames());
  for (let number = 1; ; number++) {
    const free = number === 1 ? name : `${name}-${number}`;
    if (!taken.has(free)) return free;
  }
}
