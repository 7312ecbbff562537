import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readInterview } from '../../server/core/interview';
import { contains, type Span } from '../../server/core/span';
import { linkedIds } from '../../server/features/linked-editing';
import { selectionRanges } from '../../server/features/selection-range';
import { anyText } from '../core/arbitrary';
import { fixture } from '../fixture';

/** What is selected at the cursor, step by step. */
function steps(source: string): string[] {
  const { corpus, uri, offset, words } = fixture(source);
  return selectionRanges(corpus.interviews.get(uri)!, offset).map((span) => words({ uri, span }));
}

describe('expanding the selection', () => {
  it('goes from the word to the interview', () => {
    const section = `## Fees
MM: Not us. ==The mooring f$0ees “tripled”.=={#fees} Nobody asked. {@AB} Why?
%memo: ask

MM: Well.`;
    const text = section.replace('$0', '');
    expect(
      steps(`
# Boats
AB: So.

${section}

# Later
AB: Yes.`),
    ).toEqual([
      'fees',
      'The mooring fees “tripled”.',
      '==The mooring fees “tripled”.=={#fees}',
      'Not us. ==The mooring fees “tripled”.=={#fees} Nobody asked.',
      'MM: Not us. ==The mooring fees “tripled”.=={#fees} Nobody asked.',
      text.slice(text.indexOf('MM'), text.indexOf('\n%memo')),
      text.slice(text.indexOf('MM'), text.indexOf('\n\nMM')),
      text,
      `# Boats\nAB: So.\n\n${text}`,
      `# Boats\nAB: So.\n\n${text}\n\n# Later\nAB: Yes.`,
    ]);
  });

  it('takes the sentence before a quote that is longer, and ends it where a quote ends', () => {
    expect(steps('One. {a>Two thr$0ee. Four. Five<a #t} six. Seven.').slice(0, 3)).toEqual([
      'three',
      'Two three.',
      'Two three. Four. Five',
    ]);
    expect(steps('One. {a>Two. Thr$0ee four<a #t} five six. Seven.').slice(0, 3)).toEqual([
      'Three',
      'Three four',
      'Two. Three four',
    ]);
    expect(steps('One. Two ==thr$0ee.=={#t} Four.').slice(0, 4)).toEqual([
      'three',
      'three.',
      '==three.=={#t}',
      'Two ==three.=={#t}',
    ]);
  });

  it.each([
    ['in braces', '==So it was.=={#hou$0sing/rent ^c} Yes.', ['housing', '#housing/rent', '{#housing/rent ^c}']],
    ['in a claim line', 'So.\n%claim a: It wa$0s so.', ['was', 'It was so.', '%claim a: It was so.']],
    ['on an emoji', 'So 😀$0 yes', ['So 😀 yes']],
    ['at a letter of two units', 'So 𐐷$0𐐷 yes', ['𐐷𐐷', 'So 𐐷𐐷 yes']],
    ['with combining marks', 'So cafe\u0301$0s, yes', ['cafe\u0301s']],
    ['with an apostrophe', "So don$0't, yes", ["don't"]],
    ['in the front matter', '---\ntitle: So$0\n---\nSo.', ['So', 'title: So', '---\ntitle: So\n---\n']],
    ['in nothing', '', ['']],
    ['with a hyphen', 'so well-kno$0wn, it', ['well-known']],
    ['before an apostrophe that joins nothing', "the dog$0s' bones", ['dogs', "the dogs' bones"]],
    [
      'in a turn of several paragraphs',
      'MM: O.\n\nT$0wo. X.\n\nMM: Y',
      ['Two', 'Two.', 'Two. X.', 'MM: O.\n\nTwo. X.'],
    ],
    [
      'with the mark of an added turn',
      'MM: x. {@AB} Why$0 so? Now?\n\nMore.',
      ['Why', 'Why so?', 'Why so? Now?', '{@AB} Why so? Now?', '{@AB} Why so? Now?\n\nMore.'],
    ],
    ['around an annotation line', 'On$0e\n%memo: x\ntwo three.', ['One', 'One\n%memo: x\ntwo three.']],
    ['over lines of one paragraph', 'It is\ns$0o it. No.', ['so', 'It is\nso it.', 'It is\nso it. No.']],
    ['in a closing mark', '==So=={#ho$0me} y', ['home', '#home', '{#home}', '=={#home}', '==So=={#home}']],
    ['in the id of a claim line', 'So.\n%claim a-b$0/c: So.', ['a-b', 'a-b/c', '%claim a-b/c: So.']],
    ['in a line of tags', 'So.\n%tags #a$0/b ^c', ['a', '#a/b', '#a/b ^c', '%tags #a/b ^c']],
    ['in an empty line of a kind', 'So.\n%memo:$0', ['%memo:', 'So.\n%memo:']],
    ['between sentences without a blank', '他走了。$0我们没走。', ['我们没走', '我们没走。', '他走了。我们没走。']],
    [
      'in two quotes that cross, of which the shorter counts',
      '{a>One two three {b>fo$0ur<a #x} five<b #y} six.',
      ['four', 'four<a #x} five', '{b>four<a #x} five<b #y}', '{a>One two three {b>four<a #x} five<b #y} six.'],
    ],
    ['before a quote that ends the sentence', 'S$0o ==it.=={#a} Yes.', ['So', 'So ==it.=={#a}', 'So ==it.=={#a} Yes.']],
    [
      'behind quotes that begin the sentence',
      'MM: {a>{b>One<b} tw$0o. Three.<a} Four.\n\nMM: x',
      ['two', '{b>One<b} two.', '{b>One<b} two. Three.', '{a>{b>One<b} two. Three.<a}'],
    ],
    ['behind a quote that ends in the sentence', '{a>One. Two<a #t} thr$0ee. Four.', ['three', 'three.']],
    ['before a quote that begins in the sentence', 'So on$0e {a>two. Three<a #t}', ['one', 'So one']],
    ['around a quote within the sentence', 'One ==tw$0o== so. Four.', ['two', '==two==', 'One ==two== so.']],
  ])('%s', (_, source, expected) => {
    expect(steps(source).slice(0, expected.length)).toEqual(expected);
  });

  it('leaves out sentences whose ends are too far away to be seen', () => {
    const long = 'so '.repeat(4000).trim();
    for (const text of [`${long} en$0d. More.`, `More. Sta$0rt ${long}.`])
      expect(steps(text).map((step) => step.length)).toEqual([text.includes('en$0d') ? 3 : 5, text.length - 2]);
    const near = 'so '.repeat(400).trim();
    expect(steps(`More. Sta$0rt ${near}.`)[1]).toBe(`Start ${near}.`);
  });

  it('gives steps that hold the cursor and grow, wherever it stands', () => {
    fc.assert(
      fc.property(anyText, fc.nat(), (text, at) => {
        const offset = at % (text.length + 1);
        const interview = readInterview('file:///01.transcript', text);
        const chain = selectionRanges(interview, offset);
        expect(chain.at(-1)).toEqual({ start: 0, end: text.length });
        // Only steps within a mark or a line cut it.
        const marks = interview.transcript.quotes.flatMap(({ open, close }) => [open, close]);
        const cut =
          ({ start, end }: Span) =>
          (at: number) =>
            start < at && at < end;
        for (const step of chain)
          for (const mark of marks) if ([step.start, step.end].some(cut(mark))) expect(contains(mark, step)).toBe(true);
        for (const [index, { start, end }] of chain.entries()) {
          expect(start <= offset && offset <= end).toBe(true);
          const before = chain[index - 1];
          if (!before) continue;
          expect(start <= before.start && before.end <= end && end - start > before.end - before.start).toBe(true);
        }
      }),
      { numRuns: 3000 },
    );
  });
});

describe('linked editing', () => {
  const text = 'MM: {a>so {bé>it<a #t} was<bé}. {a';
  const { transcript, ...interview } = readInterview('file:///01.transcript', text);
  const linked = (offset: number) =>
    linkedIds({ ...interview, transcript }, offset)?.map((s) => text.slice(s.start, s.end));

  it('has both ids of a long quote', () => {
    const both = linkedIds({ ...interview, transcript }, text.indexOf('bé'));
    expect(both).toEqual([
      { start: text.indexOf('bé'), end: text.indexOf('bé') + 2 },
      { start: text.lastIndexOf('bé'), end: text.lastIndexOf('bé') + 2 },
    ]);
    for (const at of [5, 6, text.indexOf('<a') + 1, text.indexOf('<a') + 2]) expect(linked(at)).toEqual(['a', 'a']);
    expect(linked(text.lastIndexOf('bé') + 2)).toEqual(['bé', 'bé']);
  });

  it('has nothing elsewhere', () => {
    for (const at of [0, 4, 7, text.indexOf('#t'), text.length]) expect(linked(at)).toBeUndefined();
  });
});
