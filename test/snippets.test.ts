/** What the snippets insert is markup. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from '../server/core/parse';
import { strip } from '../server/core/strip';

interface Snippet {
  prefix: string;
  description: string;
  body: string | string[];
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
  contributes: { snippets: { language: string; path: string }[] };
};
const snippets = manifest.contributes.snippets.flatMap(({ language, path }) => {
  expect(language).toBe('transcript');
  return Object.entries(JSON.parse(readFileSync(path, 'utf8')) as Record<string, Snippet>);
});

/** The text of a snippet with its placeholders as they are; `selected` are the words that were selected. */
function inserted({ body }: Snippet, selected = ''): string {
  let text = [body].flat().join('\n');
  text = text.replace(
    /\$\{TM_SELECTED_TEXT(?::((?:[^{}]|\{[^{}]*\})*))?\}/g,
    (_, other?: string) => selected || (other ?? ''),
  );
  text = text.replace(/\$CURRENT_YEAR-\$CURRENT_MONTH-\$CURRENT_DATE/g, '2024-03-02');
  text = text.replace(/\$\{\d:([^{}]*)\}/g, '$1').replace(/\$\d/g, '');
  expect(text).not.toContain('$');
  return text;
}

describe.each(snippets)('%s', (name, snippet) => {
  // What is typed as `{` or `==` is closed by the editor: the snippet would stand before what closes it.
  it('begins as it is typed, and is markup', () => {
    const text = inserted(snippet);
    expect(snippet.prefix).not.toMatch(/[{=]/);
    if (!/^\w/.test(snippet.prefix)) expect(text.startsWith(snippet.prefix)).toBe(true);
    const transcript = parse(text.startsWith('---') ? `${text}So.` : `So.\n${text}`);
    expect(transcript.problems).toEqual([]);
    expect(transcript.layer).not.toEqual([]);
    expect(strip(transcript)).toMatch(/^So\.(?:\n(?:words)?)?$/);
  });

  it('keeps selected words, where it goes around words', () => {
    if (!snippet.prefix.startsWith('%') && name !== 'Front matter')
      expect(strip(inserted(snippet, 'the selected words'))).toBe('the selected words');
  });
});
