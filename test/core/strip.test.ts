import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escape } from '../../server/core/escape';
import { parse } from '../../server/core/parse';
import { strip } from '../../server/core/strip';
import { hasShared, sharedTranscripts } from '../shared';
import { anyText } from './arbitrary';

describe('strip', () => {
  it('gives back what escape was given, for any text', () => {
    fc.assert(
      fc.property(anyText, fc.boolean(), (text, top) => {
        const escaped = escape(text, { top });
        expect(strip(top ? escaped : '---\n---\n' + escaped)).toBe(text);
      }),
      { numRuns: 20_000 },
    );
  });

  it('leaves nothing to annotate in an escaped text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { quotes, annotations, topics, frontMatter, turns } = parse(escape(text));
        expect({ quotes, annotations, topics, frontMatter, added: turns.filter((turn) => turn.added) }).toEqual({
          quotes: [],
          annotations: [],
          topics: [],
          frontMatter: undefined,
          added: [],
        });
      }),
      { numRuns: 5_000 },
    );
  });

  it.runIf(hasShared)('gives back every real transcript', () => {
    for (const { text } of sharedTranscripts()) expect(strip(escape(text)) === text).toBe(true);
  });

  it.each([
    ['front matter', '---\ntitle: x\n---\nwords', 'words'],
    ['front matter below a byte order mark', '\ufeff---\r\ntitle: x\r\n---\r\nwords', '\ufeffwords'],
    ['a topic', '# Rents\n## At home\n', 'Rents\nAt home\n'],
    ['the heading of a Markdown original', '# # Rents\n', '# Rents\n'],
    ['annotation lines', 'a\n%memo: x\n%anything at all\nb\n', 'a\nb\n'],
    ['a last annotation line without a line end', 'a\n%memo: x', 'a'],
    ['two of them', 'a\r\n%memo: x\r\n%memo: y', 'a'],
    ['a last annotation line with a line end', 'a\n%memo: x\n', 'a\n'],
    ['nothing but an annotation line', '%memo: x', ''],
    ['a marked quote', 'He ==said so=={#a ^b}.', 'He said so.'],
    ['a quote without codes', 'He ==said so==.', 'He said so.'],
    [
      'overlapping long quotes',
      'And {a>the neighbours, {b>all of them<a #n}, stayed?<b #s}',
      'And the neighbours, all of them, stayed?',
    ],
    ['a long quote across paragraphs', '{a>one\n\ntwo<a #n}', 'one\n\ntwo'],
    ['added turns', '{@INT} When? {@MM?} In May.', 'When? In May.'],
    ['a turn mark at the end of a line', '{@INT}\nWhen?', '\nWhen?'],
    ['an escaped label that is set in', '   \\MM: x', '   MM: x'],
    ['an escaped label', '\\Personal background: none', 'Personal background: none'],
    ['escapes', '\\==a\\== \\{x> \\[0:32] \\“b”', '==a== {x> [0:32] “b”'],
    ['a pair of backslashes before a mark', '\\\\==a=={#b}', '\\a'],
    ['an escaped line behind a turn mark', '{@MM} \\# no topic', '# no topic'],
    ['an escaped line in a topic', '# \\# Rents', '# Rents'],
  ])('removes %s', (_, text, original) => {
    expect(strip(text)).toBe(original);
  });

  it.each([
    ['a backslash that escapes nothing', 'C:\\Users and \\n'],
    ['an unclosed quote', 'a ==b\n\nc== d'],
    ['an unclosed long quote', '{a>b'],
    ['an open turn mark before other marks', '{@ ==a} {@a<b} {@'],
    ['a closing mark alone', 'b<a #x}'],
    ['rulers and comparisons', '=====\nif a == b and c === d\n==='],
    ['percentages', '% of all\n%5 and %\n5% more'],
    ['hashes', '#tag\n####### seven\n#\n# \n'],
    ['front matter that is none', '---\nwords\n---\nmore'],
    ['a lone surrogate and a NUL', 'a\ud800b\u0000c'],
  ])('keeps %s', (_, text) => {
    expect(strip(text)).toBe(text);
  });
});
