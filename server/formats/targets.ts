/** What annotation lines are about. */
import type { Span } from '../core/span';
import type { Annotation, Transcript } from '../core/syntax';

/** The words that an annotation line belongs to: those of a paragraph (behind its label), of a section, or all. */
export function targetOf({ paragraphs, topics, text }: Transcript, { target }: Annotation): Span {
  if (target.kind === 'paragraph') {
    const paragraph = paragraphs[target.index];
    const words = paragraph?.parts[0]?.words;
    if (paragraph) return { start: Math.min(words ?? paragraph.start, paragraph.end), end: paragraph.end };
  } else if (target.kind === 'topic') {
    const topic = topics[target.index];
    if (topic) return { start: topic.start, end: topic.sectionEnd };
  }
  return { start: 0, end: text.length };
}

/** What stands behind the word of an annotation line: the words of a memo. */
export function bodyOf({ text }: Transcript, { body }: Annotation): string {
  return text.slice(body.start, body.end).trim();
}
