import type { Interview } from '../core/interview';
import { contains, upperBound, type Span } from '../core/span';
import type { Line, Transcript } from '../core/syntax';

export interface LayerMark extends Span {
  /** `word` and `body` of an annotation line: the word that begins it, and what the analyst has written behind it. */
  kind: 'mark' | 'word' | 'body';
}

/**
 * **The annotation layer as one sees it**: marks and codes in the text, and annotation lines without their line ends. In file order, none
 * across a line end, without overlaps. The label of an added turn and the title of an added topic are left out: they tell a reader who
 * speaks and of what. So is front matter, which no reader meets between the words.
 */
export function layerMarks({ transcript }: Interview): LayerMark[] {
  const { text, turns, annotations, layer, frontMatter } = transcript;
  const marks = annotationLines(transcript);
  // With the question mark of a guess: a reader should not take it for certain.
  const labels = turns.flatMap(({ added, guess, labelSpan: { start, end } }) =>
    added ? { start, end: guess ? end + 1 : end } : [],
  );
  const add = (start: number, end: number): void => {
    if (end > start) marks.push({ kind: 'mark', start, end });
  };
  for (const span of layer) {
    const line = annotations[upperBound(annotations, span.end - 1) - 1];
    if ((line && line.start >= span.start) || (frontMatter && contains(frontMatter, span))) continue;
    const label = labels[upperBound(labels, span.end - 1) - 1];
    if (label && contains(span, label)) {
      add(span.start, label.start);
      // The space behind the mark keeps label and words apart.
      add(label.end, text.charAt(span.end - 1) === ' ' ? span.end - 1 : span.end);
    } else add(span.start, span.end);
  }
  return marks.sort((a, b) => a.start - b.start);
}

/** Each annotation line as two marks: its word, and what follows; of `%topic` all that stands before the title. */
function annotationLines({ annotations, lines }: Transcript): LayerMark[] {
  return annotations.flatMap(({ word, wordSpan, start, line, body }): LayerMark[] => {
    if (word === 'topic') return [{ kind: 'mark', start, end: body.start }];
    const { contentEnd } = lines[line] as Line;
    const first: LayerMark = { kind: 'word', start, end: wordSpan.end };
    return contentEnd > wordSpan.end ? [first, { kind: 'body', start: wordSpan.end, end: contentEnd }] : [first];
  });
}
