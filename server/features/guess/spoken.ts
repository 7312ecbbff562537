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
const SPOKEN = /[\p{L}\p{N}]/u;
const IN_QUOTES = /“[^”]{0,2000}”|"[^"]{0,2000}"/g;
const TO_SOMEBODY = /\b(?:I|[Mm]y|[Mm]e|[Ww]e|[Oo]ur|[Uu]s|[Yy]ou|[Yy]our)\b|[?？؟]/;
/** The shortest prose that may be an editor's, in characters; the longest title; the longest note at the end. */
const PROSE = 120;
const TITLE = 80;
const NOTE = 300;
/** Where fewer paragraphs end with a mark, speech is not punctuated, and what ends without one may be said. */
const PUNCTUATED = 0.7;
/** How much of a paragraph is looked at. */
const LOOK = 4000;

/** The indexes of the paragraphs that belong to the conversation. `words` is the text without marks. */
export function spokenParagraphs(paragraphs: readonly Paragraph[], words: string): number[] {
  const texts = paragraphs.map(({ start, end }) =>
    end - start > LOOK
      ? words.slice(start, start + LOOK / 2) + words.slice(end - LOOK / 2, end)
      : words.slice(start, end),
  );
  const punctuated = texts.filter((text) => ENDS.test(text)).length > PUNCTUATED * texts.length;
  const isTitle = (text: string): boolean => punctuated && text.length <= TITLE && !ENDS.test(text);
  const head = texts.slice(0, Math.min(HEAD, texts.length / 2));
  let from = head.findLastIndex((text) => EDITED.test(text)) + 1;
  while (from < texts.length && (isTitle(texts[from] ?? '') || isEditorial(texts[from] ?? ''))) from++;
  return texts.flatMap((text, index) =>
    index < from ||
    paragraphs[index]?.aside ||
    isTitle(text) ||
    BRACKETED.test(text) ||
    isNote(text) ||
    !SPOKEN.test(text)
      ? []
      : [index],
  );
}

/** Below an interview, the editor's note stands alone. */
function isNote(text: string): boolean {
  return text.length <= NOTE && EDITED.test(text);
}

/** Above an interview: a list, or prose that speaks to nobody. */
function isEditorial(text: string): boolean {
  if (BULLET.test(text) || BRACKETED.test(text)) return true;
  return text.length >= PROSE && !TO_SOMEBODY.test(text.replace(IN_QUOTES, ''));
}
