/**
 * Puts annotations on a raw text, all at once and exactly where they are to stand: marks around words, labels, topics and lines. The words
 * never change: what comes out is parsed and compared, and what could not be said with marks is told.
 */
import { putMark } from '../../core/annotate';
import { writeCode } from '../../core/codes';
import { applyEdits, type Edit } from '../../core/edit';
import { escape } from '../../core/escape';
import { parse } from '../../core/parse';
import { upperBound, type Span } from '../../core/span';
import { strip } from '../../core/strip';
import type { Code, Transcript } from '../../core/syntax';
import { originalOffsets } from '../offsets';

/** Offsets are UTF-16 units of the raw text. */
export interface Annotations {
  quotes: (Span & { codes: readonly Code[] })[];
  /** Where somebody begins to speak whose label is not in the text. */
  turns: { at: number; label: string }[];
  topics: { at: number; title: string; level: number; added: boolean; lines: readonly string[] }[];
  /** Annotation lines below the paragraph that holds an offset; before everything where there is none. */
  lines: { at: number | undefined; line: string }[];
}

export interface Annotated {
  text: string;
  /** Annotations that are left out, as no marks can say them there. */
  dropped: { quotes: number; others: number };
}

type Quote = Annotations['quotes'][number] & { form: 'marked' | 'long' };

const RAW = { unit: 'utf16', crlf: 2 } as const;

/** The raw text below a front matter, with everything put on. */
export function putOn(original: string, front: string, annotations: Annotations): Annotated {
  const { base, others } = withStructure(original, front, annotations);
  let { lines, topics } = annotations;
  let quotes = formsOf(base, outsideHeads(base, annotations.quotes));
  let dropped = others;
  for (let round = 0; ; round++) {
    const text = render(base, front, quotes, lines, topics);
    const after = parse(text);
    if (strip(after) !== original) {
      // Nothing of this was seen to happen; whatever is put on last is taken off first.
      if (quotes.some(({ form }) => form === 'marked')) quotes = quotes.map((quote) => ({ ...quote, form: 'long' }));
      else if (lines.length + topics.length > 0) {
        dropped += lines.length + topics.reduce((sum, topic) => sum + topic.lines.length, 0);
        [lines, topics] = [[], []];
      } else quotes = [];
    } else {
      const missing = new Set(missingFrom(after, quotes));
      if (missing.size === 0)
        return { text, dropped: { quotes: annotations.quotes.length - quotes.length, others: dropped } };
      quotes = quotes.flatMap((quote) =>
        !missing.has(quote) ? [quote] : quote.form === 'marked' && round < ROUNDS ? [{ ...quote, form: 'long' }] : [],
      );
      if (round >= 2 * ROUNDS) quotes = [];
    }
  }
}

/** The text with topics and labels, which decide what its paragraphs are. */
function withStructure(
  original: string,
  front: string,
  { turns, topics }: Annotations,
): { base: Transcript; others: number } {
  const bare = parse(front + escape(original, { top: front === '' }));
  const { text } = bare;
  const place = placer(bare);
  const lineEnd = lineEndOf(text);
  const [added, headings, labels]: [Edit[], Edit[], Edit[]] = [[], [], []];
  for (const topic of topics) {
    const start = place(topic.at);
    if (topic.added) {
      const mark = `%topic${topic.level === 1 ? '' : `(${topic.level})`} ${topic.title}${lineEnd}`;
      added.push({ span: { start, end: start }, text: mark });
    } else {
      // Our hashes make those of a Markdown heading plain.
      const escaped = text.startsWith('\\#', start) ? 1 : 0;
      headings.push({ span: { start, end: start + escaped }, text: '#'.repeat(topic.level) + ' ' });
    }
  }
  for (const { at, label } of turns) labels.push(putMark(bare, place(at), `{@${label}} `));
  const base = parse(applyEdits(text, [...added, ...headings, ...labels]));
  return strip(base) === original ? { base, others: 0 } : { base: bare, others: topics.length + turns.length };
}

/** Where an offset of the raw text is in a transcript: behind what is put on before it. Backslashes stay behind. */
function placer(transcript: Transcript): (at: number) => number {
  const offsets = originalOffsets(transcript, RAW);
  const { layer, escapes } = transcript;
  return (at) => {
    let place = offsets.fromOriginal(at);
    for (let index = upperBound(layer, place) - 1; ; index++) {
      const mark = layer[Math.max(0, index)];
      if (mark?.start !== place || escapes[upperBound(escapes, place) - 1]?.start === place) return place;
      place = mark.end;
    }
  };
}

function lineEndOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : text.includes('\n') || !text.includes('\r') ? '\n' : '\r';
}

const ROUNDS = 4;

/** Both ends moved off labels: a mark in a label would make it none. */
function outsideHeads(base: Transcript, quotes: Annotations['quotes']): Annotations['quotes'] {
  const offsets = originalOffsets(base, RAW);
  const heads = base.turns.map((turn) => ({
    start: offsets.toOriginal(turn.labelSpan.start),
    end: offsets.toOriginal(turn.words),
  }));
  const outside = (at: number): number => {
    const head = heads[upperBound(heads, at) - 1];
    return head && head.start < at && at < head.end ? head.end : at;
  };
  return quotes.map((quote) => {
    const [start, end] = [outside(quote.start), outside(quote.end)];
    return start < end ? { ...quote, start, end } : { ...quote, end };
  });
}

/** Words by themselves within a line get `==`; what meets other quotes or lines gets marks with a name. */
function formsOf(base: Transcript, quotes: Annotations['quotes']): Quote[] {
  const text = strip(base);
  const { toOriginal } = originalOffsets(base, RAW);
  const sorted = (offsets: number[]): Span[] =>
    offsets.sort((a, b) => a - b).map((offset) => ({ start: offset, end: offset }));
  const ends = sorted(quotes.flatMap(({ start, end }) => [start, end]));
  const turns = sorted(base.turns.filter(({ added }) => added).map(({ labelSpan }) => toOriginal(labelSpan.start)));
  return quotes.map((quote) => {
    const { start, end } = quote;
    const alone =
      upperBound(ends, end) - upperBound(ends, start - 1) === 2 &&
      upperBound(turns, end - 1) === upperBound(turns, start);
    const broken = end - start > LONGEST_MARKED || /[\r\n]/.test(text.slice(start, end));
    return { ...quote, form: alone && !broken ? 'marked' : 'long' };
  });
}

const LONGEST_MARKED = 20_000;

function render(
  base: Transcript,
  front: string,
  quotes: readonly Quote[],
  below: Annotations['lines'],
  topics: Annotations['topics'],
): string {
  const { text, lines, paragraphs } = base;
  const place = placer(base);
  const { toOriginal } = originalOffsets(base, RAW);
  const lineEnd = lineEndOf(text);
  // At one place those of the first list come first.
  const [top, behind]: [Edit[], Edit[]] = [[], []];
  const [closing, opening]: [Mark[], Mark[]] = [[], []];
  const addBelow = (line: number | undefined, words: string): void => {
    const at = line === undefined ? front.length : (lines[line]?.contentEnd ?? front.length);
    const list = line === undefined ? top : behind;
    list.push({ span: { start: at, end: at }, text: line === undefined ? words + lineEnd : lineEnd + words });
  };
  for (const { at, line } of below) {
    const index = at === undefined ? -1 : upperBound(paragraphs, place(at)) - 1;
    addBelow(at === undefined ? undefined : paragraphs[Math.max(0, index)]?.lastLine, line);
  }
  const found = new Map(
    base.topics.map((topic) => [`${toOriginal(topic.start)} ${topic.level} ${topic.title}`, topic]),
  );
  for (const { at, title, level, lines: own } of topics)
    for (const line of own) addBelow(found.get(`${at} ${level} ${title}`)?.line, line);
  for (const [index, { start, end, codes, form }] of quotes.entries()) {
    const written = codes.map(codeText).join(' ');
    // The text is escaped, so no other quote is called so.
    const id = `q${index + 1}`;
    opening.push({ at: place(start), mark: form === 'marked' ? '==' : `{${id}>` });
    const group = written === '' ? '' : `{${written}}`;
    const close = form === 'marked' ? `==${group}` : `<${id}${written === '' ? '' : ' '}${written}}`;
    closing.push({ at: place(end), mark: close });
  }
  return applyEdits(text, [...top, ...putMarks(base, [...closing, ...opening]), ...behind]);
}

interface Mark {
  at: number;
  mark: string;
}

/** The marks as edits. Of several at one place only the first follows what stands before it. */
function putMarks(base: Transcript, marks: readonly Mark[]): Edit[] {
  const taken = new Set<number>();
  return marks.map(({ at, mark }) => {
    const first = !taken.has(at);
    taken.add(at);
    return first ? putMark(base, at, mark) : { span: { start: at, end: at }, text: mark };
  });
}

/** A code as it stands in braces; a value with blanks stands in quotation marks. */
export function codeText(code: Code): string {
  return code.kind === 'attribute' && /[\s"]|^$/.test(code.value) ? `${code.name}="${code.value}"` : writeCode(code);
}

/** The quotes that are not there, or not with their codes. */
function missingFrom(after: Transcript, quotes: readonly Quote[]): Quote[] {
  const { toOriginal } = originalOffsets(after, RAW);
  const key = ({ start, end }: Span, codes: readonly Code[]): string =>
    `${start} ${end} ${codes.map(codeText).join(' ')}`;
  const found = new Map<string, number>();
  for (const { words, codes } of after.quotes) {
    const at = key({ start: toOriginal(words.start), end: toOriginal(words.end) }, codes);
    found.set(at, (found.get(at) ?? 0) + 1);
  }
  return quotes.filter((quote) => {
    const at = key(quote, quote.codes);
    const count = found.get(at) ?? 0;
    found.set(at, count - 1);
    return count <= 0;
  });
}
