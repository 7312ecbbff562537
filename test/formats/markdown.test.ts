import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toMarkdown } from '../../server/formats/markdown';
import { anyText } from '../core/arbitrary';
import { corpusOf, hostile, HOSTILE } from './interviews';

const RENTS = `---
title: Rents
date: 2024-03-02
speakers:
  MM: { name: Maria Mendez, role: tenant }
---
# Money
[0:32] MM: ==It doubled.=={#rent ^up} {a>So we {b>moved<a #leaving} away<b #rent @landlord}, all of us.
%memo(ana): ask for the lease

- one
- ==two=={}
`;

describe('a document', () => {
  const { corpus, interviews } = corpusOf({
    'a.transcript': RENTS,
    'codebook.yaml':
      'tags: { rent: { about: Rents | arrears } }\nclaims: { up: { says: Rents go up, contradicts: [down] } }\n',
  });
  const markdown = toMarkdown(corpus, interviews);

  it('reads well', () => {
    expect(markdown).toBe(`# Rents

2024-03-02

- **Maria Mendez**, tenant – 100 %

## Money

**Maria Mendez** (0:32): **It doubled.**[^1] **So we moved**[^2] **away**[^3], all of us.

> *Memo (ana):* ask for the lease

- one\\
- **two**[^4]

[^1]: “It doubled.”: \`#rent\` \`^up\`

[^2]: “So we moved”: \`#leaving\`

[^3]: “moved away”: \`#rent\` \`@landlord\`

[^4]: “two”: no code

# Tags

| Tag | Uses | About |
| --- | ---: | --- |
| \`#leaving\` | 1 |  |
| \`#rent\` | 2 | Rents \\| arrears |

# Claims

## up

Rents go up

Contradicts \`down\`.

- *states*, Maria Mendez, Rents, 0:32: “It doubled.”
`);
  });

  it('numbers the notes by interview where there are several, behind a table of contents', () => {
    const several = corpusOf({ 'a.transcript': RENTS, 'b.transcript': '==b=={#t}' });
    const text = toMarkdown(several.corpus, several.interviews);
    expect(text).toMatch(/^# Interviews\n\n1\. \[Rents\]\(#interview-1\)\n2\. \[b\]\(#interview-2\)\n/);
    expect(text).toContain('<a id="interview-2"></a>');
    expect(text).toContain('**b**[^2-1]');
  });
});

describe('escaping', () => {
  /** Every `<` that opens something is ours; every footnote is referred to and defined once. */
  function check(markdown: string): void {
    const bare = markdown.replace(/\\\\/g, '×').replace(/(?<!\\)`[^`\n]*`/g, '');
    expect(bare.replace(/<\/?b>|<a id="interview-\d+"><\/a>/g, '')).not.toMatch(/(?<!\\)</);
    expect(bare).not.toMatch(/(?<!\\)\]\((?!#interview-\d+\))/);
    expect(bare).not.toMatch(/(?<!\\)`/);
    const defined = [...bare.matchAll(/^\[\^([\d-]+)\]: /gm)].map(([, id]) => id);
    const referred = [...bare.matchAll(/(?<!\\)(?<!^)\[\^([\d-]+)\]/gm)].map(([, id]) => id);
    expect(new Set(defined).size).toBe(defined.length);
    expect(referred.sort()).toEqual(defined.sort());
    // Nothing of a transcript becomes a heading: ours have a blank line before them.
    for (const [, line] of bare.matchAll(/[^\n]\n(#{1,6} [^\n]*)/g)) throw new Error(`a heading: ${line}`);
  }

  it.each(HOSTILE)('shows %j as words', (words) => {
    const { corpus, interviews } = hostile(words);
    check(toMarkdown(corpus, interviews));
  });

  it('lets nothing of any text be markup', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { corpus, interviews } = corpusOf({ 'a.transcript': text, 'b.transcript': `x\n# ${text}` });
        check(toMarkdown(corpus, interviews));
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([
    ['# no heading', '\\# no heading'],
    ['1. no list', '1\\. no list'],
    ['+ no list', '\\+ no list'],
    ['---', '\\---'],
    ['* * *', '\\* \\* \\*'],
    ['a_b _c_', 'a_b \\_c\\_'],
    ['[laughs] [x](y)', '[laughs] [x\\](y)'],
    ['R&D &amp; AT&T', 'R&D \\&amp; AT&T'],
  ])('writes %j as %j', (words, expected) => {
    const { corpus, interviews } = corpusOf({ 'a.transcript': `\n\\${words}` });
    expect(toMarkdown(corpus, interviews).trimEnd().split('\n').at(-1)).toBe(expected);
  });
});

it('makes no link of a note and the words behind it', () => {
  const { corpus, interviews } = corpusOf({ 'a.transcript': '==x=={#t}(12:31) ==y=={#t}[laughs]' });
  expect(toMarkdown(corpus, interviews)).toContain('**x**[^1]\\(12:31) **y**[^2]\\[laughs');
});

it('marks words that Markdown could not make bold with a tag', () => {
  const { corpus, interviews } = corpusOf({ 'a.transcript': 'x==“y”=={#t}z' });
  expect(toMarkdown(corpus, interviews)).toContain('x<b>“y”</b>[^1]z');
});
