/** How the program counted that wrote a project: the standard asks for code points, and not every program does what it asks. */
import type { Span } from '../../core/span';
import { positions, type Counting, type Positions } from '../offsets';

export interface CountedText {
  text: string;
  selections: readonly { start: number; end: number; name: string }[];
}

/** Why one way of counting was taken. */
export type Reason = 'same' | 'quotes' | 'words' | 'origin' | 'standard';

export interface Decision {
  counting: Counting;
  reason: Reason;
}

/** The standard's own first. */
const CANDIDATES: readonly Counting[] = [
  { unit: 'codepoint', crlf: 2 },
  { unit: 'codepoint', crlf: 1 },
  { unit: 'utf16', crlf: 2 },
  { unit: 'utf16', crlf: 1 },
];
/** Selections that are looked at; the others were counted in the same way. */
const SAMPLE = 5_000;
const COMPARED = 80;

/** Decides for all texts of a project together: by quotes, then by where words begin and end, then by the program. */
export function decideCounting(texts: readonly CountedText[], origin: string): Decision {
  const sample = sampleOf(texts);
  const counted: Candidate[] = [];
  const seen = new Set<string>();
  for (const counting of CANDIDATES) {
    const spans = sample.map(({ text, selections }) => {
      const { toOffset } = positions(text, counting);
      return selections.map(({ start, end }): Span => ({ start: toOffset(start), end: toOffset(end) }));
    });
    // What means the same need not be told apart.
    const key = JSON.stringify(spans);
    if (!seen.has(key)) counted.push({ counting, spans });
    seen.add(key);
  }
  if (counted.length === 1) return { counting: CANDIDATES[0] as Counting, reason: 'same' };
  const best = (among: Candidate[], score: (text: string, span: Span, name: string) => number): Candidate[] => {
    const scores = among.map(({ spans }) => {
      let sum = 0;
      for (const [index, { text, selections }] of sample.entries())
        for (const [at, { name }] of selections.entries()) {
          const span = spans[index]?.[at];
          if (span && span.end <= text.length) sum += score(text, span, name);
        }
      return sum;
    });
    const highest = Math.max(...scores);
    return among.filter((_, index) => scores[index] === highest);
  };
  const byQuotes = best(counted, (text, { start, end }, name) => (isQuote(text, start, end, name) ? 1 : 0));
  const byWords = best(byQuotes, (text, { start, end }) => edges(text, start, end));
  const chosen = byWords.find(({ counting }) => prefers(origin, counting)) ?? byWords[0];
  const counting = chosen?.counting ?? (CANDIDATES[0] as Counting);
  if (byQuotes.length === 1) return { counting, reason: 'quotes' };
  if (byWords.length === 1) return { counting, reason: 'words' };
  return { counting, reason: prefers(origin, counting) ? 'origin' : 'standard' };
}

interface Candidate {
  counting: Counting;
  /** Of each text and selection. */
  spans: Span[][];
}

function sampleOf(texts: readonly CountedText[]): CountedText[] {
  const all = texts.reduce((sum, { selections }) => sum + selections.length, 0);
  const step = Math.ceil(all / SAMPLE);
  return step <= 1
    ? [...texts]
    : texts.map(({ text, selections }) => ({ text, selections: selections.filter((_, index) => index % step === 0) }));
}

/** Whether the words that a selection covers are those of its name, which may be cut. */
export function isQuote(text: string, start: number, end: number, name: string): boolean {
  const quote = plain(name.slice(0, 4 * COMPARED));
  if (quote === '') return false;
  const cut = /\s*(?:…|\.\.\.)$/.exec(plain(name.slice(-COMPARED)));
  const head = quote.replace(/\s*(?:…|\.\.\.)$/, '').slice(0, COMPARED);
  const words = plain(text.slice(start, Math.min(end, start + 4 * COMPARED)));
  if (!words.startsWith(head) || head === '') return false;
  if (cut) return true;
  return name.length > 2 * COMPARED
    ? plain(text.slice(Math.max(start, end - COMPARED), end)).slice(-COMPARED / 2) ===
        plain(name.slice(-COMPARED)).slice(-COMPARED / 2)
    : words === quote;
}

function plain(words: string): string {
  return words.replace(/\s+/g, ' ').trim();
}

const WORD = /[\p{L}\p{M}\p{N}]/u;

/** How many ends lie between words. */
function edges(text: string, start: number, end: number): number {
  const within = (at: number): boolean => WORD.test(text.charAt(at - 1)) && WORD.test(text.charAt(at));
  const blank = (at: number): boolean => /\s/.test(text.charAt(at));
  return (within(start) || blank(start) ? 0 : 1) + (within(end) || blank(end - 1) ? 0 : 1);
}

/** NVivo for Windows counts as Windows does; the others were seen to keep to the standard. */
function prefers(origin: string, { unit, crlf }: Counting): boolean {
  if (/nvivo/i.test(origin)) return unit === 'utf16' && crlf === 2;
  return /qualcoder|atlas|throughline/i.test(origin) && unit === 'codepoint' && crlf === 2;
}

/**
 * Where a selection lies in the text, in UTF-16 offsets. One whose name stands a little before or behind it is moved there; one that lies
 * outside the text is none.
 */
export function locate(
  { text, selections }: CountedText,
  counted: Positions,
): { span?: { start: number; end: number }; moved: boolean }[] {
  return selections.map(({ start, end, name }) => {
    if (!(start >= 0 && end >= start && end <= counted.length)) return { moved: false };
    const span = { start: counted.toOffset(start), end: counted.toOffset(end) };
    if (name.length < 8 || name.length > 2_000 || isQuote(text, span.start, span.end, name))
      return { span, moved: false };
    const from = Math.max(0, span.start - NEAR);
    const near = text.slice(from, span.start + name.length + NEAR);
    const at = near.indexOf(name);
    if (at < 0 || near.indexOf(name, at + 1) >= 0) return { span, moved: false };
    return { span: { start: from + at, end: from + at + name.length }, moved: true };
  });
}

const NEAR = 200;
