/** Which paragraphs somebody says: titles, links and what an editor wrote above an interview are nobody's turn. */
import type { Paragraph } from '../../core/syntax';

/** `This conversation has been condensed and edited for clarity.` */
const EDITED =
  /\b(?:edited|condensed|shortened|abridged) (?:and \w{4,12} )?for (?:clarity|length|brevity|style|space)\b|\b(?:conversation|interview|transcript|excerpt) (?:has been|was) (?:lightly )?(?:edited|condensed)\b/i;
/** How far down a note of the editor still belongs to what stands above the interview. */
const HEAD = 30;
const BULLET = /^\s{0,20}(?:[•·▪◦‣*–-]\s|https?:)/u;
const BRACKETED = /^\s{0,20}[[(][^\])]{0,500}[\])]\s{0,20}$/u;
const ENDS = /[.!?…。！？؟।—–:,;-]["'”’»)\]]{0,4}\s{0,20}$|--\s{0,20}$/u;
const IN_QUOTES = /“[^”]{0,2000}”|"[^"]{0,2000}"/g;
const TO_SOMEBODY = /\b(?:I|[Mm]y|[Mm]e|[Ww]e|[Oo]ur|[Uu]s|[Yy]ou|[Yy]our)\b|[?？؟]/;
/** The shortest prose that may be an editor's, in characters; and the longest line that closes a page, as a link does. */
const PROSE = 120;
const LINK = 60;
/** How much of a paragraph is looked at. */
const LOOK = 4000;

/** The indexes of the paragraphs that belong to the conversation. `words` is the text without marks. */
export function spokenParagraphs(paragraphs: readonly Paragraph[], words: string): number[] {
  const text = (index: number): string => {
    const { start = 0, end = 0 } = paragraphs[index] ?? {};
    return words.slice(start, Math.min(end, start + LOOK));
  };
  let from = 0;
  for (let index = 0; index < Math.min(HEAD, paragraphs.length); index++)
    if (EDITED.test(text(index))) from = index + 1;
  while (from < paragraphs.length && isEditorial(text(from))) from++;
  let to = paragraphs.length;
  while (to > from && isLink(text(to - 1))) to--;
  const spoken: number[] = [];
  for (let index = from; index < to; index++) {
    if (!paragraphs[index]?.aside && !BRACKETED.test(text(index)) && /[\p{L}\p{N}]/u.test(text(index)))
      spoken.push(index);
  }
  return spoken;
}

/** Above an interview: a title, a list, or prose that speaks to nobody. */
function isEditorial(text: string): boolean {
  if (BULLET.test(text) || BRACKETED.test(text)) return true;
  if (/[?？؟]\s{0,20}$/u.test(text)) return false;
  if (!ENDS.test(text)) return true;
  return text.length >= PROSE && !TO_SOMEBODY.test(text.replace(IN_QUOTES, ''));
}

/** Below an interview: a few words that are no sentence. */
function isLink(text: string): boolean {
  return BRACKETED.test(text) || (text.length <= LINK && !ENDS.test(text));
}
