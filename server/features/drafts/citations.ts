/** What a draft quotes, and from where: quotes in Markdown, each with the link that says its source. */
import { splitLines } from '../../core/lines';
import type { Span } from '../../core/span';
import { findLinks, type DraftLink } from './links';

/** A quote with its source. */
export interface Citation {
  link: DraftLink;
  /** Its paragraphs, each as what stands on its lines. */
  paragraphs: Span[][];
  /** The same where the quote may as well begin further up: quotation marks within it are not always closed. */
  wider?: Span[][];
  /** What stands between the quote and the link: who says it, as a rule. */
  source: Span;
  /** Words in a link that may be a description as well as a quote. */
  bare: boolean;
}

interface Block {
  quote: boolean;
  /** What stands on its lines, without `>`. */
  lines: Span[];
  start: number;
  end: number;
}

/** A draft with more links is looked at no further. */
const MOST = 5000;
/** How far behind a quote its source may stand. */
const FAR = 240;
const FARTHEST_PARAGRAPH = 12;

/**
 * The quotes of a draft whose source is a transcript: a block quote with the link below it or as its last line, words in quotation marks with
 * the link behind them, and words that are the link.
 *
 * @param isTranscript whether a link leads to one.
 */
export function citationsOf(text: string, isTranscript: (target: string) => boolean): Citation[] {
  const links = findLinks(text, isTranscript).slice(0, MOST);
  if (links.length === 0) return [];
  const blocks = blocksOf(text);
  const citations: Citation[] = [];
  let at = 0;
  let before: DraftLink | undefined;
  for (const link of links) {
    while ((blocks[at]?.end ?? Infinity) <= link.start) at++;
    const block = blocks[at];
    if (!block || link.start < block.start) continue;
    const isFirst = !before || before.end <= block.start;
    const own = { start: before?.end ?? 0, end: link.start };
    const found =
      quotedLabel(text, link) ??
      (block.quote
        ? aboveInBlock(text, blocks, at, own, link)
        : (behindQuotation(text, blocks, at, own, link) ??
          (isFirst ? belowBlock(text, blocks, at, own, link) : undefined))) ??
      bareLabel(block, link);
    before = link;
    if (found) citations.push(found);
  }
  return citations;
}

/** Block quotes and other paragraphs, in order; code is left out. */
function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  let current: Block | undefined;
  let fence: string | undefined;
  for (const { start, contentEnd } of splitLines(text)) {
    const [prefix = '', marks = ''] = /^[ \t]{0,12}((?:>[ \t]?){0,9})/.exec(text.slice(start, start + 40)) ?? [];
    const content = { start: start + (marks === '' ? 0 : prefix.length), end: contentEnd };
    const words = text.slice(content.start, Math.min(content.end, content.start + 80));
    const mark = /^\s{0,12}(`{3,20}|~{3,20})/.exec(words)?.[1];
    if (fence !== undefined) {
      if (mark?.startsWith(fence)) fence = undefined;
      continue;
    }
    const quote = marks !== '';
    if (mark !== undefined || (words.trim() === '' && content.end - content.start <= 80)) {
      fence = mark?.slice(0, 3);
      current = undefined;
    } else if (current?.quote === quote) {
      current.lines.push(content);
      current.end = contentEnd;
    } else {
      current = { quote, lines: [content], start, end: contentEnd };
      blocks.push(current);
    }
  }
  return blocks;
}

const DASH = /^\s{0,12}(?:\\?[—–―~(]|--?|&mdash;|&ndash;)/;

/** A block quote whose last paragraph, or last line, says where it is from. */
function aboveInBlock(
  text: string,
  blocks: readonly Block[],
  at: number,
  own: Span,
  link: DraftLink,
): Citation | undefined {
  const block = blocks[at];
  const line = block?.lines.findIndex(({ start, end }) => start <= link.start && link.start <= end) ?? -1;
  const source = block?.lines[line];
  if (!block || !source) return undefined;
  if (!DASH.test(text.slice(source.start, source.start + 40)) && line > 0) return undefined;
  const above = paragraphsAbove(blocks, at, own.start);
  const paragraphs = line > 0 ? [...above, block.lines.slice(0, line)] : above;
  if (paragraphs.length === 0) return undefined;
  return { link, paragraphs, source: { start: source.start, end: link.start }, bare: false };
}

/** The block quote over a paragraph that begins with its source. */
function belowBlock(
  text: string,
  blocks: readonly Block[],
  at: number,
  own: Span,
  link: DraftLink,
): Citation | undefined {
  const block = blocks[at];
  const paragraphs = paragraphsAbove(blocks, at, own.start);
  if (!block || paragraphs.length === 0 || link.start - block.start > FAR) return undefined;
  const source = { start: block.start, end: link.start };
  const between = text.slice(source.start, source.end);
  if (!DASH.test(between) && goesOn(between)) return undefined;
  return { link, paragraphs, source, bare: false };
}

/** @param from what stands before it belongs to another link. */
function paragraphsAbove(blocks: readonly Block[], at: number, from: number): Span[][] {
  let first = at;
  while (blocks[first - 1]?.quote && (blocks[first - 1]?.start ?? 0) >= from) first--;
  return blocks.slice(first, at).map(({ lines }) => lines);
}

/** Whether another sentence begins, or another quotation. */
function goesOn(between: string): boolean {
  return /\p{L}{4}[.!?]["”’»)]?\s+\p{Lu}/u.test(between) || /["“”„«»「」]/.test(between);
}

const CLOSING = /["”“»«」]/;
const OPENING: Partial<Record<string, string>> = { '”': '“„', '“': '„', '»': '«', '«': '»', '」': '「', '"': '"' };

/** Words in quotation marks before the link. */
function behindQuotation(
  text: string,
  blocks: readonly Block[],
  at: number,
  own: Span,
  link: DraftLink,
): Citation | undefined {
  const block = blocks[at];
  if (!block) return undefined;
  const start = Math.max(own.start, block.start);
  let close = own.end - 1;
  const least = Math.max(start, own.end - FAR);
  while (close >= least && !CLOSING.test(text.charAt(close))) close--;
  if (close < least || goesOn(text.slice(close + 1, own.end))) return undefined;
  const opening = OPENING[text.charAt(close)] ?? '';
  const open = openingBefore(text, start, close, opening);
  const source = { start: close + 1, end: link.start };
  const lines = (from: number, { lines: all }: Block): Span[] =>
    all.flatMap((line) => {
      const cut = { start: Math.max(line.start, from), end: Math.min(line.end, close) };
      return cut.start < cut.end ? [cut] : [];
    });
  // As plain text a quote is copied with its address on a line of its own.
  const wider = link.label ? undefined : fromTheTop(text, blocks, at, own, opening, lines);
  if (open !== undefined) return { link, paragraphs: [lines(open + 1, block)], wider, source, bare: false };
  const paragraphs = wider ?? fromTheTop(text, blocks, at, own, opening, lines);
  return paragraphs && { link, paragraphs, source, bare: false };
}

/** Of a quote that begins with a paragraph, the mark stands before the first. */
function fromTheTop(
  text: string,
  blocks: readonly Block[],
  at: number,
  own: Span,
  opening: string,
  lines: (from: number, block: Block) => Span[],
): Span[][] | undefined {
  for (let first = at; first >= 0 && first >= at - FARTHEST_PARAGRAPH; first--) {
    const above = blocks[first];
    const begin = above?.lines[0]?.start ?? 0;
    if (!above || above.quote || begin < own.start) break;
    if (!opening.includes(text.charAt(begin))) continue;
    return [lines(begin + 1, above), ...blocks.slice(first + 1, at + 1).map((block) => lines(block.start, block))];
  }
  return undefined;
}

/** The mark that the one at `close` belongs to; where none does, the first of the paragraph. */
function openingBefore(text: string, start: number, close: number, opening: string): number | undefined {
  const closing = text.charAt(close);
  let depth = 0;
  let first: number | undefined;
  for (let at = close - 1; at >= start; at--) {
    const unit = text.charAt(at);
    if (opening.includes(unit)) {
      first = at;
      if (depth === 0) return at;
      depth--;
    } else if (unit === closing) depth++;
  }
  return first;
}

const QUOTED = /^\s{0,3}["“„«»「](.*)["”“»«」]\s{0,3}$/su;

/** Words that are the link, and in quotation marks. */
function quotedLabel(text: string, link: DraftLink): Citation | undefined {
  if (!link.label) return undefined;
  const { start, end } = link.label;
  const label = text.slice(start, end);
  const source = { start: link.end, end: link.end };
  const inside = QUOTED.exec(label)?.[1];
  if (inside !== undefined) {
    const from = start + label.indexOf(inside, 1);
    return { link, paragraphs: [[{ start: from, end: from + inside.length }]], source, bare: false };
  }
  const around = text.charAt(link.start - 1) + text.charAt(link.end);
  return /^(?:""|“”|„[“”]|«»|»«|「」)$/.test(around)
    ? { link, paragraphs: [[{ start, end }]], source, bare: false }
    : undefined;
}

/** Words that are the link, without marks. */
function bareLabel(block: Block, link: DraftLink): Citation | undefined {
  if (!link.label || link.line === undefined) return undefined;
  const { start, end } = link.label;
  const lines = block.lines.flatMap((line) => {
    const cut = { start: Math.max(line.start, start), end: Math.min(line.end, end) };
    return cut.start < cut.end ? [cut] : [];
  });
  return lines.length === 0 ? undefined : { link, paragraphs: [lines], source: { start, end: start }, bare: true };
}
