import { upperBound, type Span } from '../core/span';
import type { Transcript } from '../core/syntax';
import { languageOf } from '../related/languages';
import { plainView } from '../related/plain';
import { sentences } from '../related/sentences';
import { contentAt } from './reported/content';
import { leadAt, type Lead } from './reported/lead';
import { tokensOf, type Token } from './reported/tokens';

/** What somebody is reported to have said; the span covers these words alone. */
export interface Reported extends Span {
  /** `people say`, `he was like`, `they told me that`. */
  lead: Span;
}

/**
 * **Reported speech without quotation marks.** `People say, this guy is a …`, `he was like, why are you here`, `they told me that the rent
 * would double`: somebody's words, and no mark says so. Found by the verb (`say`, `tell`, `ask`, `claim`, `be like`, `go` and others),
 * by who stands before it, and by a clause or words behind it; up to the end of the sentence. In English only (by the `language` of the
 * front matter, or where it says none). What is denied, asked for or only thinkable was not said: `I would say`, `did they say`, `as he
 * said`. A guess: see `npm run bench:reported`.
 *
 * In file order, without asides and without what stands in quotation marks.
 */
export function reportedSpeech(transcript: Transcript): Reported[] {
  if (languageOf(transcript.frontMatter?.language?.value) !== languageOf(undefined)) return [];
  const found = transcript.paragraphs.flatMap(({ aside, parts }) =>
    aside
      ? []
      : parts.flatMap(({ words, end }) => {
          const { text, toSource } = plainView(transcript, { start: words, end });
          return reportedIn(text).map(({ lead, ...said }) => ({ ...toSource(said), lead: toSource(lead) }));
        }),
  );
  if (found.length === 0) return found;
  const isQuoted = coverage(transcript.quotations);
  return found.filter(({ lead }) => !isQuoted(lead.start));
}

/** Tells in logarithmic time whether one of the spans, which are sorted by `start`, holds an offset. */
function coverage(spans: readonly Span[]): (offset: number) => boolean {
  let end = 0;
  const reach = spans.map((span) => (end = Math.max(end, span.end)));
  return (offset) => (reach[upperBound(spans, offset) - 1] ?? 0) > offset;
}

/** The same in plain words. */
export function reportedIn(text: string): Reported[] {
  return sentences(text, 0, text.length).flatMap(({ start, end }) => inSentence(tokensOf(text, start, end), end));
}

function inSentence(tokens: readonly Token[], end: number): Reported[] {
  const found: Reported[] = [];
  let last: { lead: Lead; content: number } | undefined;
  const close = (to: number): void => {
    const [first, begin] = [tokens[last?.lead.first ?? -1], tokens[last?.content ?? -1]];
    const behind = tokens[(last?.content ?? 0) - 1];
    if (first && begin && behind && to > begin.start)
      found.push({ start: begin.start, end: to, lead: { start: first.start, end: behind.end } });
  };
  for (let at = 0; at < tokens.length; at++) {
    const lead = leadAt(tokens, at);
    const content = lead && contentAt(tokens, lead);
    if (!lead || content === undefined) continue;
    // Within what is reported already it is part of that, unless it stands beside it: `he said, no, and she said, …`.
    if (last && (lead.first <= last.content + 1 || !isBeside(tokens, lead.first))) continue;
    if (last) close(tokens[lastWordBefore(tokens, lead.first)]?.end ?? end);
    last = { lead, content };
  }
  if (last) close(end);
  return found;
}

function isBeside(tokens: readonly Token[], first: number): boolean {
  const before = tokens[first - 1]?.word;
  return before === ',' || before === ';' || before === 'and' || before === 'then' || before === 'but';
}

function lastWordBefore(tokens: readonly Token[], first: number): number {
  let at = first - 1;
  while (at > 0 && (isBeside(tokens, at + 1) || !tokens[at]?.isWord)) at--;
  return at;
}
