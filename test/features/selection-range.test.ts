import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readInterview } from '../../server/core/interview';
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
  ])('%s', (_, source, expected) => {
    expect(steps(source).slice(0, expected.length)).toEqual(expected);
  });

  it('gives steps that hold the cursor and grow, wherever it stands', () => {
    fc.assert(
      fc.property(anyText, fc.nat(), (text, at) => {
        const offset = at % (text.length + 1);
        const chain = selectionRanges(readInterview('file:///01.transcript', text), offset);
        expect(chain.at(-1)).toEqual({ start: 0, end: text.length });
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
