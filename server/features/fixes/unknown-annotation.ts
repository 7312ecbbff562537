/** What may have been meant by a line that begins with an unknown `%word`. */
import { ANNOTATION_WORDS } from '../../core/annotations';
import { lineOf } from '../../core/lines';
import { edit, insertion, restatement, type Fix } from './action';
import { nearest } from './nearest';

/** What people write for the words of the language. */
const MEANT = new Map([
  ['note', 'memo'],
  ['comment', 'memo'],
  ['todo', 'memo'],
  ['code', 'tags'],
  ['codes', 'tags'],
  ['gloss', 'claim'],
  ['heading', 'topic'],
  ['section', 'topic'],
  ['skip', 'aside'],
  ['ignore', 'aside'],
]);

export const fixUnknownAnnotation: Fix = (subject, problem) => {
  const { text, annotations, lines } = subject.transcript;
  const { start, end } = problem.span;
  const word = text.slice(start + 1, end).toLowerCase();
  const meant = MEANT.get(word) ?? nearest(word, ANNOTATION_WORDS, 1)[0];
  const line = lineOf(lines, start);
  return [
    ...(meant === undefined
      ? []
      : edit(subject, `Did you mean %${meant}?`, [{ span: problem.span, text: '%' + meant }], {
          fixes: problem,
          preferred: true,
        })),
    ...restatement(
      subject,
      'Make it plain text',
      [insertion(text.indexOf('%', start), '\\')],
      { fixes: problem },
      (after) => after.lines[line]?.kind === 'text' && after.annotations.length === annotations.length - 1,
    ),
  ];
};
