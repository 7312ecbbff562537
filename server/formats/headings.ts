/**
 * Headings of a raw text that are beyond doubt, and lines that only may be headings. A topic ends the turn above it, so in a file with
 * labels a heading inside the interview counts only where a label follows, or where the table of contents names it.
 */
import { foldWords, readContents, type ContentsItem } from './contents';
import { hasTurns, isTitleLike, type Draft } from './draft';

export interface Headings {
  /** Line (from 0) -> level, 1 to 6. */
  sure: Map<number, number>;
  /** Lines (from 0) that may be headings. */
  possible: number[];
}

/** Lines this long are paragraphs of a text that is not wrapped. */
const LONG = 200;

/**
 * @param options.markdown whether the file says by its name that it is Markdown.
 * @param options.boilerplate lines that are no headings.
 */
export function findHeadings(draft: Draft, options: { markdown: boolean; boilerplate: ReadonlySet<number> }): Headings {
  const contents = readContents(draft);
  const listed = new Set(contents.map(({ line }) => line));
  const possible = new Set<number>();
  const sure = new Map<number, number>();
  for (const line of inContents(draft, contents, listed)) sure.set(line, 1);
  const may = (line: number, level: number): void => {
    if (sure.has(line) || listed.has(line) || options.boilerplate.has(line) || draft.lines[line]?.turn) return;
    if (followsWell(draft, line)) sure.set(line, level);
    else possible.add(line);
  };
  for (const [line, level] of markdownHeadings(draft, options.markdown)) may(line, level);
  for (const [line, level] of underlined(draft)) may(line, level);
  for (const line of capitals(draft)) may(line, 1);
  const summary = alternating(draft, options.boilerplate);
  for (const line of summary.lines) {
    if (summary.regular) may(line, 1);
    else possible.add(line);
  }
  const body = hasTurns(draft) ? draft.firstTurn : draft.lines.findIndex(({ blank }) => !blank) + 1;
  for (const [line, { words, alone, turn, next }] of draft.lines.entries()) {
    if (line < body) continue;
    if (alone && !turn && next < draft.lines.length && !listed.has(line) && isTitleLike(words)) possible.add(line);
  }
  return {
    sure,
    possible: [...possible].filter((line) => !sure.has(line) && !options.boilerplate.has(line)).sort((a, b) => a - b),
  };
}

/** Whether a topic in this line takes no words from a speaker: before the first turn, or right before another. */
function followsWell({ lines, firstTurn }: Draft, line: number): boolean {
  if (line < firstTurn) return true;
  let next = lines[line]?.next ?? lines.length;
  if (/^(?:={3,}|-{3,})$/.test(lines[next]?.words ?? '')) next = lines[next]?.next ?? lines.length;
  return lines[next]?.turn !== undefined;
}

/**
 * Lines that the table of contents names, word for word; and between two of them a line whose words are all those of the one item that
 * is missing there.
 */
function inContents(draft: Draft, contents: ContentsItem[], listed: ReadonlySet<number>): number[] {
  const last = contents.at(-1)?.line ?? Infinity;
  const keys = new Map<string, number>();
  for (const { key } of contents) if (!keys.has(key)) keys.set(key, keys.size);
  const found = new Map<number, number>();
  for (const [line, { words, alone, turn }] of draft.lines.entries()) {
    if (!alone || turn || listed.has(line) || words.length > 160) continue;
    const item = keys.get(foldWords(words));
    if (item !== undefined) found.set(line, item);
  }
  // A list of bullets is a table of contents only where several lines agree with it.
  if (!contents.some(({ timed }) => timed) && found.size < 2) return [];
  const lines = [...found.keys()];
  if (lines.length < 2) return lines;
  const items = [...keys.keys()];
  const near: number[] = [];
  for (let index = 0; index + 1 < lines.length; index++) {
    const from = lines[index] ?? 0;
    const to = lines[index + 1] ?? 0;
    const item = (found.get(from) ?? 0) + 1;
    if (from < last || found.get(to) !== item + 1) continue;
    const missing = new Set(items[item]?.split(' '));
    const fits: number[] = [];
    for (let line = from + 1; line < to; line++) {
      const { words, alone, turn } = draft.lines[line] ?? { words: '', alone: false };
      if (!alone || turn || !isTitleLike(words) || !followsWell(draft, line)) continue;
      if (
        foldWords(words)
          .split(' ')
          .every((word) => missing.has(word))
      )
        fits.push(line);
    }
    if (fits.length === 1) near.push(...fits);
  }
  return [...lines, ...near];
}

/** `# Words` that stands alone, or anywhere outside a code block in a file that is Markdown by name. */
function* markdownHeadings({ lines }: Draft, markdown: boolean): Generator<[number, number]> {
  let fence = '';
  for (const [line, { words, alone }] of lines.entries()) {
    const mark = /^(?:`{3}|~{3})/.exec(words)?.[0];
    if (mark && (fence === '' || fence === mark)) fence = fence === '' ? mark : '';
    if (fence !== '' || !(markdown || alone)) continue;
    const hashes = /^#{1,6}(?= +\S)/.exec(words)?.[0];
    if (hashes) yield [line, hashes.length];
  }
}

/** A line above a rule of `===` or `---`. */
function* underlined({ lines }: Draft): Generator<[number, number]> {
  for (const [line, { words, turn }] of lines.entries()) {
    const rule = lines[line + 1]?.words ?? '';
    if (turn || !/^(?:={3,}|-{3,})$/.test(rule) || !isTitleLike(words)) continue;
    if (lines[line - 1]?.blank !== false) yield [line, rule.startsWith('=') ? 1 : 2];
  }
}

/** A line in capitals that stands alone and only once, in a text that is not all capitals. */
function capitals(draft: Draft): number[] {
  const shouted = (words: string): boolean =>
    isTitleLike(words) && words === words.toUpperCase() && words !== words.toLowerCase() && /\p{Lu}{3}/u.test(words);
  const names = new Set(draft.transcript.speakers.flatMap(({ labels }) => labels).map(foldWords));
  const seen = new Map<string, number[]>();
  let all = 0;
  for (const [line, { words, alone, turn }] of draft.lines.entries()) {
    if (words.length > 100 || words === '') continue;
    if (words === words.toUpperCase()) all++;
    if (!alone || turn || !shouted(words)) continue;
    const key = foldWords(words);
    if (names.has(key)) continue;
    const same = seen.get(key);
    if (same) same.push(line);
    else seen.set(key, [line]);
  }
  const once = [...seen.values()].flatMap((lines) => (lines.length === 1 ? lines : []));
  const filled = draft.lines.filter(({ blank }) => !blank).length;
  return all * 2 > filled ? [] : once;
}

/**
 * Short lines right above long ones, in a text without labels and blank lines. Regular: there are three or more, hardly a blank line, no
 * short line of another kind but bullets, and no questions, which would make it an interview.
 */
function alternating(draft: Draft, boilerplate: ReadonlySet<number>): { lines: number[]; regular: boolean } {
  const { lines } = draft;
  const found: number[] = [];
  if (hasTurns(draft)) return { lines: found, regular: false };
  let blank = 0;
  let odd = 0;
  let long = 0;
  for (const [line, { words, next }] of lines.entries()) {
    if (words === '') blank++;
    else if (words.length >= LONG) long++;
    else if (boilerplate.has(line)) continue;
    else if (isTitleLike(words)) {
      if (next === line + 1 && (lines[next]?.words.length ?? 0) >= LONG) found.push(line);
      else odd++;
    } else if (words.endsWith('?')) odd++;
  }
  return {
    lines: found,
    regular: found.length >= 3 && odd === 0 && blank * 10 <= lines.length && found.length * 3 >= long,
  };
}
