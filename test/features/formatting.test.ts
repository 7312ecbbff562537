import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeCode } from '../../server/core/codes';
import { applyEdits } from '../../server/core/edit';
import { readInterview } from '../../server/core/interview';
import { strip } from '../../server/core/strip';
import type { Code, Transcript } from '../../server/core/syntax';
import { formatting } from '../../server/features/formatting';
import { anyText } from '../core/arbitrary';

const read = (text: string) => readInterview('file:///01.transcript', text);
const format = (text: string): string => applyEdits(text, formatting(read(text)));

describe('formatting', () => {
  it.each([
    ['blanks between codes', '==so=={  #a   ^b }', '==so=={#a ^b}'],
    ['tabs and other blanks', '==so=={#a\t^b\u00a0#c}', '==so=={#a #c ^b}'],
    [
      'the order of kinds, and within a kind none',
      '==so=={k="a  b" @m -z #b +y #a}',
      '==so=={#b #a -z +y @m k="a  b"}',
    ],
    ['codes that stand twice', '==so=={#a ^c #a -c ^c}', '==so=={#a ^c -c}'],
    ['empty braces', '==so=={  }', '==so=={}'],
    ['closing marks', '{x>so<x   ^b #a  }', '{x>so<x #a ^b}'],
    ['closing marks without codes', '{x>so<x  }', '{x>so<x}'],
    ['added turns', '{@ Ana  Ruiz ?} so', '{@Ana  Ruiz?} so'],
    ['a code that could begin a turn', '==so=={ @m}', '==so=={@m}'],
    ['claim lines', 'So.\n%claim   a/b :  It is  so. ', 'So.\n%claim a/b: It is  so.'],
    ['claim lines without gloss', 'So.\n%claim  a ', 'So.\n%claim a'],
    ['memos', 'So.\n%memo(ana):ask  her\t\r\nOh.', 'So.\n%memo(ana): ask  her\r\nOh.'],
    ['empty lines of a kind', 'So.\n%memo: ', 'So.\n%memo:'],
    ['lines of tags', 'So.\n%tags:  ^c  #b #b', 'So.\n%tags: #b ^c'],
    ['topics', '%topic(2)   The way  there\nSo.', '%topic(2) The way  there\nSo.'],
    ['unknown lines', '%seen   by  me ', '%seen by  me'],
    ['dismissals', 'So.\n%unrelated   02   "So it  was" ', 'So.\n%unrelated 02   "So it  was"'],
  ])('tidies %s', (_, text, expected) => {
    expect(format(text)).toBe(expected);
  });

  it.each([
    ['braces that hold something else', '==so=={#b  what? #a}'],
    ['the original', '  So  {#b  #a}  =  ==  <x  >  \n\n\n  [0:32]  MM:  \\{x>  '],
    ['the order of annotation lines', 'So.\n%memo: b\n%claim a: A\n%memo: a\n%tags #z'],
    ['the front matter', '---\ntitle:   "So"  \n---\nSo.'],
    ['what is tidy', '==so=={#a ^b}\n%claim b: Be.'],
  ])('leaves alone %s', (_, text) => {
    expect(formatting(read(text))).toEqual([]);
  });

  it('reads on as before where tidying would change what is said', () => {
    // Nothing of this may move: what stands behind the codes is no code, or no annotation.
    for (const text of [
      '==it=={#b #b?  #a}',
      '==it=={  #b  #a ?}',
      'So.\n%tags  #b what #a?'.replace('  ', ' '),
      '%seen #b  #a',
    ])
      expect(format(text)).toBe(text);
    expect(format('# T {a>it<a #b   @m} is\nSo.\n')).toBe('# T {a>it<a #b @m} is\nSo.\n');
    expect(format('{@MM} So ==it=={ #b }. MM: x')).toBe('{@MM} So ==it=={#b}. MM: x');
    expect(format('So.\n%memo')).toBe('So.\n%memo');
  });

  it('of a range tidies what the range touches', () => {
    const text = '==so=={ #a }\n%memo:  x\n==so=={ #b }';
    const edits = formatting(read(text), { start: 14, end: 14 });
    expect(applyEdits(text, edits)).toBe('==so=={ #a }\n%memo: x\n==so=={ #b }');
  });

  const codes = (list: readonly Code[]): string[] => [...new Set(list.map(writeCode))].sort();
  const said = ({ quotes, annotations }: Transcript) => [
    quotes.map((quote) => [quote.form, quote.id, codes(quote.codes)]),
    annotations.map((line) => [line.word, line.claim?.value, codes(line.codes), line.target]),
  ];
  const blank = fc.constantFrom(' ', '  ', '\t', '');
  const code = fc.constantFrom(
    '#a',
    '#a/b',
    '^c',
    '-c',
    '+d',
    '@m',
    'k=v',
    'k="v w"',
    '{x>',
    '==',
    '<x',
    '}',
    '=={',
    '?',
  );
  const crowded = fc
    .array(fc.tuple(fc.oneof(code, fc.constantFrom('so', '\n', '\n%tags', '\n%memo:', '\n%claim c :', '{@B?}')), blank))
    .map((list) => list.flat().join(''));

  it('never touches the original, keeps all that is said of it, and has nothing left to do', () => {
    let changed = 0;
    fc.assert(
      fc.property(fc.oneof(anyText, crowded), (text) => {
        const before = read(text);
        const tidy = applyEdits(text, formatting(before));
        const after = read(tidy);
        if (tidy !== text) changed++;
        expect(strip(after.transcript)).toBe(strip(before.transcript));
        expect(said(after.transcript)).toEqual(said(before.transcript));
        expect(formatting(after)).toEqual([]);
      }),
      { numRuns: 6000 },
    );
    expect(changed).toBeGreaterThan(100);
  });
});
