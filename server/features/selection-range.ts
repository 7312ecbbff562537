import type { Interview } from '../core/interview';
import { lineOf } from '../core/lines';
import { contains, touches, upperBound, type Span } from '../core/span';
import type { Paragraph, Transcript } from '../core/syntax';
import { trimmed } from '../related/sentences';
import { bySize, sentenceAmongQuotes, withMarks } from './sentence-at';

const WORD = /[\p{L}\p{M}\p{N}_]/u;

/**
 * **Expanding the selection.** From the cursor outwards: the word, the sentence, the words of a quote, the quote with its marks and codes, what
 * one speaker says in the paragraph, the paragraph, with its annotation lines, the turn, each topic's section, the interview. In marks and
 * annotation lines: the code, the braces, the line. A sentence that crosses the end of a quote ends there. Each step holds the one before and
 * is larger; a step that would cut another one is left out.
 *
 * @returns the innermost first; at least one.
 */
export function selectionRanges({ transcript }: Interview, offset: number): Span[] {
  const chain: Span[] = [];
  for (const { start, end } of candidates(transcript, offset)) {
    const span = { start, end };
    if (start >= end || !touches(span, offset)) continue;
    if (chain.every((other) => contains(other, span) || contains(span, other))) chain.push(span);
  }
  chain.sort((a, b) => a.end - a.start - (b.end - b.start));
  const steps = chain.filter(({ start, end }, index) => {
    const before = chain[index - 1];
    return !before || before.start !== start || before.end !== end;
  });
  return steps.length > 0 ? steps : [{ start: offset, end: offset }];
}

/** The steps, those first that are kept where two cross. */
function candidates(transcript: Transcript, offset: number): Span[] {
  const { text, lines, turns, topics, frontMatter } = transcript;
  const line = lines[lineOf(lines, offset)];
  const found: Span[] = [{ start: 0, end: text.length }];
  if (frontMatter) found.push({ start: frontMatter.start, end: frontMatter.end });
  for (const { start, sectionEnd } of topics) found.push(trimmed(text, start, sectionEnd));
  const turn = turns[upperBound(turns, offset) - 1];
  if (turn) found.push(trimmed(text, turn.start, turn.end));
  const paragraph = paragraphAt(transcript, offset);
  if (paragraph) {
    const last = paragraph.annotations.at(-1);
    if (last) found.push({ start: paragraph.start, end: Math.max(paragraph.end, last.end) });
    found.push({ start: paragraph.start, end: paragraph.end });
  }
  if (line && line.kind !== 'text') found.push({ start: line.start, end: line.contentEnd });
  const quotes = transcript.quotes.filter((quote) => touches(quote, offset)).sort(bySize);
  for (const { start, end, words } of quotes) found.push({ start, end }, words);
  for (const { close, group, codes } of quotes) {
    if (touches(close, offset)) found.push(close, ...(group ? [group] : []), ...codesAt(codes, offset));
  }
  const part = paragraph?.parts.find(({ start, end }) => touches({ start, end }, offset));
  if (part && line?.kind === 'text') {
    found.push(trimmed(text, part.start, part.end));
    const words = trimmed(text, part.words, part.end);
    if (touches(words, offset)) {
      found.push(withMarks(words, [...transcript.quotes].sort(bySize)));
      const sentence = sentenceAmongQuotes(transcript, words, offset);
      if (sentence) found.push(trimmed(text, sentence.start, sentence.end));
    }
  }
  const annotation = transcript.annotations.find((other) => touches(other, offset));
  if (annotation)
    found.push(
      annotation.body,
      ...codesAt(annotation.codes, offset),
      ...(annotation.claim ? [annotation.claim.span] : []),
    );
  const word = wordAt(text, offset, line ?? { start: 0, end: text.length });
  if (word) found.push(word);
  return found;
}

/** The code at an offset, or the two that meet there: there may be very many. */
function codesAt(codes: readonly Span[], offset: number): Span[] {
  return codes.filter((code) => touches(code, offset));
}

/** The paragraph at an offset, or whose annotation line is there. */
function paragraphAt({ paragraphs }: Transcript, offset: number): Paragraph | undefined {
  const paragraph = paragraphs[upperBound(paragraphs, offset) - 1];
  const end = Math.max(paragraph?.end ?? -1, paragraph?.annotations.at(-1)?.end ?? -1);
  return offset <= end ? paragraph : undefined;
}

/** The word at an offset; apostrophes and hyphens join its parts. */
function wordAt(text: string, offset: number, line: Span): Span | undefined {
  const isWordAt = (at: number): boolean => {
    const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
    if (WORD.test(character)) return true;
    const low = text.charCodeAt(at);
    if (low >= 0xdc00 && low <= 0xdfff && at > line.start) return WORD.test(text.slice(at - 1, at + 1));
    return /['’-]/.test(character) && WORD.test(text.charAt(at - 1)) && WORD.test(text.charAt(at + 1));
  };
  const limit = { start: Math.max(line.start, offset - 200), end: Math.min(line.end, offset + 200) };
  let start = offset;
  let end = offset;
  while (start > limit.start && isWordAt(start - 1)) start--;
  while (end < limit.end && isWordAt(end)) end++;
  return start < end ? { start, end } : undefined;
}
