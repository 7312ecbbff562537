/** Where a label can stand: before a word and what opens it, never within a word or a mark. */
import { characterAround } from '../../core/characters';
import { upperBound } from '../../core/span';
import type { Transcript } from '../../core/syntax';
import { wordsBehind } from '../../core/tokens';

const WORD = /[\p{L}\p{M}\p{N}'’_-]/u;
/** Scripts that put no space between words. */
const UNSPACED = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmr}\p{sc=Mymr}]/u;
/** What belongs to the word behind it; a backslash before a mark would take the mark's meaning away. */
const OPENS = /[“‘"«‹„「『([¿¡\\]/u;
/** Longer than any word. */
const REACH = 100;

/** Where the words begin behind a time that stands at `at`, if one does: the same before and after a label is put there. */
export function wordsFrom({ text, lines }: Transcript, at: number): number {
  return wordsBehind(text, at, lines[upperBound(lines, at) - 1]?.contentEnd ?? text.length).words;
}

/** The offset before the word that `offset` lies in, or the next one, within its paragraph; in front of marks that open there. */
export function placeBefore(transcript: Transcript, offset: number): number {
  const { text, paragraphs } = transcript;
  const paragraph = paragraphs[upperBound(paragraphs, offset) - 1];
  const least = paragraph?.start ?? 0;
  const most = Math.max(least, Math.min(offset, paragraph?.end ?? text.length));
  const mark = markAround(transcript, most);
  let at = mark?.start ?? most;
  if (!mark) {
    while (at < (paragraph?.end ?? at) && /\s/u.test(text.charAt(at))) at++;
    at = characterAround(transcript, at)?.start ?? at;
    const { layer } = transcript;
    const before = layer[upperBound(layer, at - 1) - 1];
    const from = Math.max(least, at - REACH, before && before.end <= at ? before.end : 0);
    while (at > from && WORD.test(text.charAt(at)) && isWordBefore(text, at)) at--;
  }
  for (;;) {
    const start = openedAt(transcript, at, least);
    if (start === at) return at;
    at = start;
  }
}

function isWordBefore(text: string, at: number): boolean {
  const before = text.charAt(at - 1);
  return WORD.test(before) && !UNSPACED.test(before);
}

/** The mark that holds the offset inside of it. */
function markAround({ layer }: Transcript, offset: number): { start: number; end: number } | undefined {
  const mark = layer[upperBound(layer, offset - 1) - 1];
  return mark && mark.start < offset && offset < mark.end ? mark : undefined;
}

/** One step back over what opens directly before `at`: a quotation mark, a mark that opens a quote, or within a line the turn's time. */
function openedAt({ text, layer, quotes, escapes, lines, times }: Transcript, at: number, least: number): number {
  const line = lines[upperBound(lines, at) - 1]?.start ?? 0;
  if (at <= least || line === at) return at;
  const time = times[upperBound(times, at - 1) - 1];
  if (time && time.start > line && time.start >= least && /^\s{0,9}$/u.test(text.slice(time.end, at)))
    return time.start;
  const mark = layer[upperBound(layer, at - 1) - 1];
  if (mark && mark.end === at) {
    const opens =
      quotes.some(({ open }) => open.start === mark.start) || escapes.some(({ start }) => start === mark.start);
    return opens && mark.start >= least ? mark.start : at;
  }
  const before = text.charAt(at - 1);
  // A straight quotation mark closes, too.
  if (before === '"') return at - 1 <= least || /\s/u.test(text.charAt(at - 2)) ? at - 1 : at;
  return OPENS.test(before) ? at - 1 : at;
}
