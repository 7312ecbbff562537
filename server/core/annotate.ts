/** Puts marks around words. The words themselves never change: each proposal is parsed again and compared before it is offered. */
import { characterAround } from './characters';
import { applyEdits, type Edit } from './edit';
import { isSpace } from './marks';
import { parse } from './parse';
import { overlaps, touches, upperBound, type Span } from './span';
import { plainText, strip } from './strip';
import type { Quote, Transcript } from './syntax';

/** What `trim` takes off, too. */
const WHITE = /\s/;

/**
 * The edits that make `words` a quote with `codes` (as they stand in braces: `#housing ^rents-doubled`), or that add the codes to
 * the quote which is already exactly there. Blanks at either end, labels and marks that the selection cuts are left out. A selection
 * across paragraphs or other quotes becomes `{id>` … `<id …}`. `undefined` where there are no words to mark.
 */
export function annotate(transcript: Transcript, words: Span, codes: string): Edit[] | undefined {
  const span = snap(transcript, words);
  if (!span) return undefined;
  const existing = quoteExactlyAt(transcript, span);
  if (existing) return addCodes(transcript, existing, codes);
  return proposals(transcript, span, codes).find((edits) =>
    keepsEverything(transcript, edits, plainText(transcript, span)),
  );
}

/** The quote whose words are exactly these, blanks and marks at either end aside. */
export function quoteExactlyAt(transcript: Transcript, words: Span): Quote | undefined {
  const span = snap(transcript, words);
  if (!span) return undefined;
  const starts = withoutWords(transcript, span.start);
  const ends = withoutWords(transcript, span.end);
  return transcript.quotes.find((quote) => {
    const own = overlaps(quote.words, span) ? snap(transcript, quote.words) : undefined;
    return own && overlaps(own, span) && touches(starts, own.start) && touches(ends, own.end);
  });
}

/** What could make `span` a quote, the simplest first. Which of them can, one sees when the result is parsed. */
export function proposals(transcript: Transcript, { start, end }: Span, codes: string): Edit[][] {
  const id = freeId(transcript);
  return [
    [putMark(transcript, start, '=='), putMark(transcript, end, `=={${codes}}`)],
    [putMark(transcript, start, `{${id}>`), putMark(transcript, end, `<${id}${codes === '' ? '' : ' '}${codes}}`)],
  ];
}

/** The edit that adds codes to a quote. */
export function addCodes({ text }: Transcript, quote: Quote, codes: string): Edit[] {
  if (!quote.group) return [{ span: { start: quote.close.end, end: quote.close.end }, text: `{${codes}}` }];
  const at = quote.group.end - 1;
  const before = text[at - 1] as string;
  return [{ span: { start: at, end: at }, text: before === '{' || before === ' ' ? codes : ' ' + codes }];
}

/** Moves both ends off blanks, labels, times and marks; `undefined` where no words are left. */
export function snap(transcript: Transcript, { start, end }: Span): Span | undefined {
  const { text, lines } = transcript;
  for (let moved = true; moved && start < end;) {
    const before = start;
    const line = lines[upperBound(lines, start) - 1];
    if (line && line.kind !== 'text' && line.kind !== 'topic') start = Math.max(start, line.end);
    const mark = markAround(transcript, start);
    if (mark) start = mark.outside;
    while (start < end && isBlank(text.charCodeAt(start))) start++;
    start = Math.max(start, headEnd(transcript, start));
    moved = start !== before;
  }
  for (let moved = true; moved && start < end;) {
    const before = end;
    const line = lines[upperBound(lines, end - 1) - 1];
    if (line && line.kind !== 'text' && line.kind !== 'topic') end = Math.min(end, line.start);
    const mark = markAround(transcript, end);
    if (mark) end = mark.inside;
    while (start < end && isBlank(text.charCodeAt(end - 1))) end--;
    const turn = transcript.turns[upperBound(transcript.turns, end - 1) - 1];
    if (turn && end <= turn.words) end = Math.min(end, turn.start);
    moved = end !== before;
  }
  start = characterAround(transcript, start)?.start ?? start;
  end = characterAround(transcript, end)?.end ?? end;
  return start < end ? { start, end } : undefined;
}

/** Where the words of the turn whose label holds `offset` begin, or 0. */
function headEnd({ turns }: Transcript, offset: number): number {
  const turn = turns[upperBound(turns, offset) - 1];
  return turn && offset < turn.words ? turn.words : 0;
}

/** The mark, escape or time that `offset` would cut: where a quote begins instead, and where one ends instead. */
function markAround(
  { layer, escapes, times }: Transcript,
  offset: number,
): { outside: number; inside: number } | undefined {
  const escape = escapes[upperBound(escapes, offset - 1) - 1];
  if (escape && escape.start < offset && offset <= escape.end) return { outside: escape.start, inside: escape.start };
  const mark = layer[upperBound(layer, offset - 1) - 1];
  if (mark && mark.start < offset && offset < mark.end) return { outside: mark.end, inside: mark.start };
  const time = times[upperBound(times, offset - 1) - 1];
  if (time && time.start < offset && offset < time.end) return { outside: time.start, inside: time.end };
  return undefined;
}

/** Puts a mark at an offset. A backslash of the transcript directly before it would escape it: written twice it stands for itself. */
export function putMark({ text, escapes }: Transcript, at: number, mark: string): Edit {
  let run = at;
  while (run > 0 && text[run - 1] === '\\') run--;
  const doubled = escapes[upperBound(escapes, run) - 1]?.start === run;
  return { span: { start: at, end: at }, text: (doubled ? '' : text.slice(run, at)) + mark };
}

function keepsEverything(before: Transcript, edits: Edit[], words: string): boolean {
  const after = parse(applyEdits(before.text, edits));
  const quotes = (transcript: Transcript): string[] =>
    transcript.quotes.map((quote) => plainText(transcript, quote.words)).sort();
  const labels = (transcript: Transcript): string =>
    transcript.turns.map(({ label, speaker }) => `${speaker} ${label}`).join('\n');
  const expected = [...quotes(before), words].sort();
  return (
    strip(after) === strip(before) &&
    quotes(after).join('\u0000') === expected.join('\u0000') &&
    labels(after) === labels(before) &&
    after.topics.length === before.topics.length
  );
}

/** How far one can go from an offset to both sides over blanks and marks alone: from there to here there are no words. */
function withoutWords({ text, layer }: Transcript, offset: number): Span {
  const isBlankAt = (at: number): boolean => WHITE.test(text.charAt(at));
  const index = upperBound(layer, offset) - 1;
  let [start, end] = [offset, offset];
  for (let before = index; ;) {
    const mark = layer[before];
    if (mark && mark.end >= start) {
      start = Math.min(start, mark.start);
      before--;
    } else if (isBlankAt(start - 1)) start--;
    else break;
  }
  for (let behind = Math.max(0, index); ;) {
    const mark = layer[behind];
    if (mark && mark.start <= end) {
      end = Math.max(end, mark.end);
      behind++;
    } else if (isBlankAt(end)) end++;
    else break;
  }
  return { start, end };
}

/** The id of a new long quote; `taken` are others that are new. */
export function freeId({ text }: Pick<Transcript, 'text'>, taken: readonly string[] = []): string {
  for (let number = 1; ; number++) {
    const id = `q${number}`;
    if (!taken.includes(id) && !text.includes(`{${id}>`) && !text.includes(`<${id}`)) return id;
  }
}

function isBlank(character: number): boolean {
  return isSpace(character) || character === 0x0a || character === 0x0d;
}
