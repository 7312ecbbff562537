/** A file with a quote every two paragraphs, as somebody works in. */
import { applyEdits } from '../../server/core/edit';
import { escape } from '../../server/core/escape';
import { parse } from '../../server/core/parse';

/** `length` in characters. */
export function workingFile(texts: readonly string[], length = 200_000): string {
  let text = '---\ntitle: Open\n---\n';
  for (let number = 0; text.length < length; number++)
    text += escape(texts[number % texts.length] as string, { top: false }) + '\n\n';
  text = text.slice(0, length);
  const quotes = parse(text).paragraphs.filter((_, number) => number % 2 === 0);
  const edits = quotes.flatMap(({ parts }) => {
    const part = parts[0];
    const end = part ? Math.min(part.end, part.words + 40) : 0;
    return part && end > part.words
      ? [
          { span: { start: part.words, end: part.words }, text: '==' },
          { span: { start: end, end }, text: '=={#tag/one ^claim}' },
        ]
      : [];
  });
  return applyEdits(text, edits);
}
