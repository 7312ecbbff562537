/** Words, sentences and paragraphs as steps to move the end of a quote by. */
import { touches, upperBound, type Span } from '../../core/span';
import type { Transcript } from '../../core/syntax';
import { plainView } from '../../related/plain';
import { sentences, trimmed } from '../../related/sentences';

export type Unit = 'word' | 'sentence' | 'paragraph';

/** What is looked at around an offset: some transcripts are one line. */
const REACH: Record<Unit, number> = { word: 500, sentence: 5000, paragraph: Infinity };
/** How many stretches without a unit are passed over. */
const MOST_EMPTY = 50;

/**
 * The units from an offset on, in one direction: those of what one speaker says in the paragraph there, then those of the next such stretch
 * that has any. A paragraph of several speakers is several units. In a heading it is the heading alone. In file order; their ends are ends
 * of words in the file.
 */
export function* unitsFrom(
  transcript: Transcript,
  offset: number,
  by: Unit,
  direction: 'forward' | 'back',
): Generator<Span[]> {
  const topic = transcript.topics.find(({ titleSpan, added }) => !added && touches(titleSpan, offset));
  if (topic) return yield unitsOf(transcript, topic.titleSpan, offset, by);
  const { paragraphs, text } = transcript;
  const step = direction === 'forward' ? 1 : -1;
  let index = Math.max(0, upperBound(paragraphs, offset) - 1);
  let empty = 0;
  for (let first = true; empty < MOST_EMPTY; index += step) {
    const paragraph = paragraphs[index];
    if (!paragraph) return;
    const parts = direction === 'forward' ? paragraph.parts : [...paragraph.parts].reverse();
    for (const part of parts) {
      if (first && (direction === 'forward' ? part.end < offset : part.start > offset)) continue;
      const words = trimmed(text, part.words, part.end);
      const units = words.start < words.end ? unitsOf(transcript, words, offset, by) : [];
      if (units.length > 0) yield units;
      else empty++;
    }
    first = false;
  }
}

function unitsOf(transcript: Transcript, words: Span, offset: number, by: Unit): Span[] {
  const near = Math.min(Math.max(offset, words.start), words.end);
  const window = {
    start: Math.max(words.start, near - REACH[by]),
    end: Math.min(words.end, near + REACH[by]),
  };
  const view = plainView(transcript, window);
  const { length } = view.text;
  // What the window cuts is no unit.
  const isWhole = ({ start, end }: Span): boolean =>
    (start > 0 || window.start === words.start) && (end < length || window.end === words.end);
  return found[by](view.text).filter(isWhole).map(view.toSource);
}

const found: Record<Unit, (text: string) => Span[]> = {
  word: spokenWords,
  sentence: (text) => sentences(text, 0, text.length),
  paragraph: (text) => [trimmed(text, 0, text.length)].filter(({ start, end }) => start < end),
};

const WORD = /[^\s–—―]+/gu;
const SAYS_SOMETHING = /[\p{L}\p{N}\p{S}]/u;
const WITHOUT_SPACES =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
let segmenter: Intl.Segmenter | undefined;

/** What stands between blanks and dashes, without a comma, semicolon, colon or hyphen at its end. */
function spokenWords(text: string): Span[] {
  const spans: Span[] = [];
  for (const { 0: word, index: start } of text.matchAll(WORD)) {
    if (!SAYS_SOMETHING.test(word)) continue;
    if (WITHOUT_SPACES.test(word)) {
      spans.push(...segments(word, start));
      continue;
    }
    let { length } = word;
    while (length > 1 && ',;:-،؛'.includes(word.charAt(length - 1))) length--;
    spans.push({ start, end: start + length });
  }
  return spans;
}

/** The words of a script that puts no blanks between them, each with the punctuation behind it. */
function segments(run: string, at: number): Span[] {
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'word' });
  const spans: Span[] = [];
  for (const { segment, index, isWordLike } of segmenter.segment(run)) {
    const last = spans.at(-1);
    const end = at + index + segment.length;
    if (isWordLike === true || !last) spans.push({ start: at + index, end });
    else last.end = end;
  }
  return spans;
}
