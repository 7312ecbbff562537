import type { Corpus } from '../core/corpus';
import { isTagOrClaim } from '../core/find';
import type { Interview } from '../core/interview';
import { asTerm, isQuotation } from '../core/quotation';
import { upperBound, type Span } from '../core/span';
import { plainText } from '../core/strip';
import type { Paragraph, Problem, ProblemCode, Quote, Transcript } from '../core/syntax';
import { codebookProblems, type CodebookFinding } from './codebook-problems';
import type { Place } from './place';
import { reportedSpeech } from './reported-speech';

export type Severity = 'error' | 'warning' | 'information' | 'hint';

export interface Diagnostic {
  span: Span;
  code: ProblemCode;
  severity: Severity;
  message: string;
  /** What it is at odds with. */
  related?: { place: Place; message: string }[];
}

/** How serious each kind of problem is, unless a setting says otherwise. */
export const DEFAULT_SEVERITY = {
  // What the analyst wrote is not read, or a mark stays among the words.
  'unclosed-quote': 'error',
  'front-matter': 'error',
  // A slip, or a code that is still being typed.
  'bad-code': 'warning',
  'unknown-tag': 'warning',
  'unknown-claim': 'warning',
  'duplicate-label': 'warning',
  'time-goes-back': 'warning',
  'edited-original': 'warning',
  misquoted: 'warning',
  misattributed: 'warning',
  'unknown-key': 'warning',
  'bad-color': 'warning',
  'duplicate-entry': 'warning',
  'self-contradiction': 'warning',
  'shared-alias': 'warning',
  // Work that is left to do.
  'untagged-quote': 'information',
  'moved-quote': 'information',
  // Guesses, and what may be meant as it is.
  'possible-speaker': 'hint',
  'unknown-annotation': 'hint',
  'similar-tag': 'hint',
  'undeclared-parent': 'hint',
  'unused-tag': 'hint',
  'unused-claim': 'hint',
  'reported-speech': 'off',
} as const satisfies Record<ProblemCode, Severity | 'off'>;

/**
 * **Problems.** What a transcript, or the codebook, has at fault or left to do: quotes and quotations without a tag or claim, quotes
 * that are not closed, codes that cannot be read or that the codebook does not know (where it declares any), labels that may be
 * speakers or differ in case only, times that go back, unknown annotations, and a front matter that cannot be read.
 *
 * A quotation is words in quotation marks that are somebody's (see `isQuotation`): not a term, a title or a scare quote. One that lies in
 * another one or in a quote that is reported is not reported again: the outer one's tag will cover it. An aside (`%aside`) is no
 * part of the interview, so nothing is missed there.
 *
 * In a codebook: what is no well-formed YAML, keys that it does not have, colours that are none, what stands twice, claims that contradict
 * themselves or what nobody declares or uses, names that two people share, tags that may be meant to be the same or whose parent is missing, and
 * tags and claims that no interview uses.
 *
 * @param reported whether to look for reported speech without quotation marks, too.
 */
export function diagnostics(corpus: Corpus, uri: string, { reported = false } = {}): Diagnostic[] {
  const codebook = corpus.codebooks.get(uri);
  if (codebook) return inOrder(codebookProblems(corpus, codebook).map(diagnostic));
  const interview = corpus.interviews.get(uri);
  if (!interview) return [];
  return inOrder([
    ...textDiagnostics(interview),
    ...codeDiagnostics(corpus, interview),
    ...(reported ? reportedDiagnostics(interview) : []),
  ]);
}

/** Those that an interview has by itself, whatever the codebooks say. Takes the transcript. */
export function textDiagnostics({ transcript }: Interview): Diagnostic[] {
  const problems = transcript.problems.filter(
    ({ code, start }) => code !== 'possible-speaker' || !paragraphAt(transcript, start)?.aside,
  );
  return [...problems, ...untaggedQuotes(transcript)].map(diagnostic);
}

/** Those that an interview has with the codebooks. Takes no transcript. */
export function codeDiagnostics(corpus: Corpus, interview: Interview): Diagnostic[] {
  return unknownCodes(corpus, interview).map(diagnostic);
}

/** Where somebody's words are reported without quotation marks, and nobody has marked any of them. A guess. Takes the transcript. */
export function reportedDiagnostics({ transcript }: Interview): Diagnostic[] {
  const isMarked = touched(transcript.quotes);
  return reportedSpeech(transcript)
    .filter((said) => !isMarked(said))
    .map(({ start, end }) => ({
      span: { start, end },
      code: 'reported-speech',
      severity: 'hint',
      message: 'Somebody’s words, it seems, without quotation marks.',
    }));
}

/** Tells in logarithmic time whether one of the quotes, which are sorted by `start`, shares words with a span. */
export function touched(quotes: readonly Quote[]): (span: Span) => boolean {
  let end = 0;
  const reach = quotes.map((quote) => (end = Math.max(end, quote.end)));
  return (span) => (reach[upperBound(quotes, span.end - 1) - 1] ?? 0) > span.start;
}

/** All kinds together in file order, the outer one first. */
export function inOrder(found: Diagnostic[]): Diagnostic[] {
  return found.sort(({ span: a }, { span: b }) => a.start - b.start || b.end - a.end);
}

function diagnostic({ code, start, end, message, related }: CodebookFinding): Diagnostic {
  const severity = DEFAULT_SEVERITY[code];
  return {
    span: { start, end },
    code,
    severity: severity === 'off' ? 'hint' : severity,
    message,
    ...(related && { related }),
  };
}

/** The quotes and quotations of an interview that have no tag and no claim: first the quotes, then the quotations. */
export function untaggedQuotes(transcript: Transcript): Problem[] {
  const { text, quotes, quotations, paragraphs, frontMatter } = transcript;
  const bare = quotes.filter(
    (quote) => !quote.codes.some(isTagOrClaim) && !paragraphAt(transcript, quote.words.start)?.aside,
  );
  const problems = bare.map((quote) => untagged(quote, 'This quote has no tag or claim yet.'));
  if (quotations.length === 0) return problems;

  const isCoded = coverage(quotes.filter((quote) => quote.codes.some(isTagOrClaim)));
  const isReported = coverage(bare);
  const terms = new Set(frontMatter?.terms.map(({ value }) => asTerm(value)));
  const isTerm = (words: Span): boolean =>
    terms.size > 0 && words.end - words.start < LONGEST_TERM && terms.has(asTerm(plainText(transcript, words)));
  let reportedTo = 0;
  for (const quotation of quotations) {
    const paragraph = paragraphs[quotation.paragraph];
    if (!paragraph || paragraph.aside || quotation.end <= reportedTo) continue;
    if (isCoded(quotation) || isReported(quotation) || isTerm(quotation.words)) continue;
    if (!isQuotation(text, quotation, paragraph, NO_TERMS)) continue;
    const words = withoutEnds(transcript, quotation.words);
    if (isCoded(words) || isReported(words)) continue;
    problems.push(untagged(quotation, 'This quotation has no tag or claim yet.'));
    reportedTo = quotation.end;
  }
  return problems;
}

/** Terms are compared with the original's words, whatever marks lie between them; see `isTerm`. */
const NO_TERMS: ReadonlySet<string> = new Set();
/** With marks, in UTF-16 units; bounds the work. */
const LONGEST_TERM = 1000;

function untagged({ start, end }: Span, message: string): Problem {
  return { code: 'untagged-quote', message, start, end };
}

function paragraphAt({ paragraphs }: Transcript, offset: number): Paragraph | undefined {
  const paragraph = paragraphs[upperBound(paragraphs, offset) - 1];
  return paragraph && offset < paragraph.end ? paragraph : undefined;
}

/** Tells in logarithmic time whether one of the quotes, which are sorted by `start`, holds a span. */
function coverage(quotes: readonly Quote[]): (span: Span) => boolean {
  let end = 0;
  const reach = quotes.map((quote) => (end = Math.max(end, quote.end)));
  return (span) => (reach[upperBound(quotes, span.start) - 1] ?? 0) >= span.end;
}

/** How far punctuation may reach at either end of a quotation; bounds the work. */
const ENDS = 40;
const WORD_CHARACTER = /[\p{L}\p{N}]/u;

/**
 * The words from the first letter to the last, without punctuation and annotation marks: analysts mark words inside the quotation
 * marks as well as around them, with or without the full stop.
 */
function withoutEnds({ text, layer }: Transcript, words: Span): Span {
  let { start, end } = words;
  for (let steps = 0; steps < ENDS && start < end; steps++) {
    const mark = layer[upperBound(layer, start) - 1];
    if (mark && start < mark.end) start = mark.end;
    else if (isWordCharacter(text, start)) break;
    else start++;
  }
  for (let steps = 0; steps < ENDS && start < end; steps++) {
    const mark = layer[upperBound(layer, end - 1) - 1];
    if (mark && end <= mark.end) end = mark.start;
    else if (isWordCharacter(text, end - 1)) break;
    else end--;
  }
  return start < end ? { start, end } : words;
}

/** Whether a letter or digit begins or ends at `at`; half of a surrogate pair counts as one. */
function isWordCharacter(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return (unit >= 0xd800 && unit <= 0xdfff) || WORD_CHARACTER.test(text.charAt(at));
}

/** Tags and claims that the codebooks do not declare, where they declare any. */
function unknownCodes(corpus: Corpus, { uses, glosses }: Interview): Problem[] {
  const problems: Problem[] = [];
  const tags = corpus.declaresTags();
  const claims = corpus.declaresClaims();
  const unknown = (code: 'unknown-tag' | 'unknown-claim', name: string, { start, end }: Span): void => {
    const [what, sign] = code === 'unknown-tag' ? ['tag', '#'] : ['claim', '^'];
    problems.push({ code, message: `The codebook has no ${what} \`${sign}${name}\`.`, start, end });
  };
  // Where it is said in the interview what a claim says, the codebook is missing it there, and no typing error is to be found.
  const glossed = new Set(glosses.map(({ claim }) => claim));
  for (const { code } of uses) {
    if (code.kind === 'tag' && tags && !corpus.tagEntry(code.name)) unknown('unknown-tag', code.name, code);
    if (code.kind === 'claim' && claims && !glossed.has(code.name) && !corpus.claimEntry(code.name))
      unknown('unknown-claim', code.name, code);
  }
  for (const { claim, span } of claims ? glosses : [])
    if (!corpus.claimEntry(claim)) unknown('unknown-claim', claim, span);
  return problems;
}
