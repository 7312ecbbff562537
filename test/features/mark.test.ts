import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../server/core/edit';
import { Corpus } from '../../server/core/corpus';
import { mark, type Action } from '../../server/features/mark';

const HERE = 'file:///a.transcript';

/** Does `action` at the cursors `|` and selections `[[…]]`; gives the text with where the cursors are afterwards. */
function done(source: string, action: Action, codebook = ''): string {
  const spans: { start: number; end: number }[] = [];
  let text = '';
  for (const part of source.split(/(\[\[|\]\]|\|)/)) {
    if (part === '|') spans.push({ start: text.length, end: text.length });
    else if (part === '[[') spans.push({ start: text.length, end: -1 });
    else if (part === ']]') spans.at(-1)!.end = text.length;
    else text += part;
  }
  const corpus = new Corpus();
  if (codebook) corpus.put('file:///codebook.yaml', codebook);
  corpus.put(HERE, text);
  const result = mark(corpus, HERE, spans, action)!;
  const after = applyEdits(text, result.edits);
  expect(after).toBe(result.after.text);
  const shown = result.spans.flatMap(({ start, end }) =>
    start === end
      ? [{ span: { start, end }, text: '|' }]
      : [
          { span: { start, end: start }, text: '[[' },
          { span: { start: end, end }, text: ']]' },
        ],
  );
  return applyEdits(after, shown) + (result.reason === undefined ? '' : `\n! ${result.reason}`);
}

const tag: Action = { do: 'code', codes: '#t' };

describe('code', () => {
  it.each([
    ['a selection', 'MM: He [[said so]] it.', 'MM: He ==[[said so]]=={#t} it.'],
    ['blanks, comma out', 'MM: He[[ said so, ]]it.', 'MM: He ==[[said so]]=={#t}, it.'],
    ['the sentence', 'MM: He said. So it w|as. No.', 'MM: He said. ==So it w|as.=={#t} No.'],
    ['two', 'He said. So i|t was. N|o.', 'He said. ==So i|t was.=={#t} ==N|o.=={#t}'],
    ['two in one', 'He said. So i|t w|as. No.', 'He said. ==So i|t w|as.=={#t} No.'],
    ['the quote', 'MM: ==He s|aid.=={#a} So.', 'MM: ==He s|aid.=={#a #t} So.'],
    ['a label', 'MM: x\n\nM|M: So. It', 'MM: x\n\nMM: ==|So.=={#t} It'],
    ['a line', 'MM: x\n%tags #a|\n', 'MM: x\n%tags #a #t|\n'],
  ])('%s', (_, source, expected) => {
    expect(done(source, tag)).toBe(expected);
  });
});

describe('unmark', () => {
  it.each([
    ['the quote', 'MM: ==He s|aid.=={#a} So.', 'MM: He s|aid. So.'],
    ['behind a backslash', 'C:\\\\==s|o=={#t} it', 'C:\\s|o it'],
  ])('%s', (_, source, expected) => {
    expect(done(source, { do: 'unmark' })).toBe(expected);
  });
});
