/** Characters as readers see them, which may be many code units. */
import { upperBound, type Span } from './span';
import type { Transcript } from './syntax';

/** Further a character does not reach: a letter with its accents, a family of emoji. */
const LONGEST_CHARACTER = 32;
/** What may go on with the character before it: a second half, a mark, a joiner and what it joins, half a flag, a syllable's end. */
const CONTINUED = /^(?:\p{M}|\p{Emoji_Modifier}|\p{Regional_Indicator}|\u200c|\u200d|[\udc00-\udfff]|[\u1160-\u11ff])/u;
let characters: Intl.Segmenter | undefined;

/** What readers see as one character, where `at` lies inside of it; no mark of ours is part of one. */
export function characterAround({ text, layer }: Transcript, at: number): Span | undefined {
  if (!CONTINUED.test(text.slice(at, at + 2)) && text.charCodeAt(at - 1) !== 0x200d) return undefined;
  const before = layer[upperBound(layer, at) - 1];
  const from = Math.max(0, at - LONGEST_CHARACTER, before && before.end <= at ? before.end : 0);
  const to = Math.min(at + LONGEST_CHARACTER, layer[upperBound(layer, at)]?.start ?? text.length);
  characters ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  for (const { index, segment } of characters.segment(text.slice(from, to))) {
    const [start, end] = [from + index, from + index + segment.length];
    if (start < at && at < end) return { start, end };
  }
  return undefined;
}
