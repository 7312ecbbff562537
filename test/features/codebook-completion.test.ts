import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../server/core/edit';
import { completion } from '../../server/features/completion';
import { fixture } from '../fixture';

const INTERVIEWS = `
//- 01.transcript
---
speakers: { MM: Maria Mendez, TF: Tam Ferrow }
---
MM: ==Rents doubled.=={#housing/rent ^rents-doubled @ana} ==So.=={#housing/rent #true +rents-fair}

TF: ==No.=={#jobs -rents-doubled}
%claim rents-doubled: Rents "doubled".
//- 02.transcript
MM: ==Well.=={#jobs #housing/rent}
//- codebook.yaml
`;

function offered(codebook: string): string[] {
  const { corpus, uri, offset } = fixture(INTERVIEWS + codebook);
  return completion(corpus, uri, offset).map(({ label }) => label);
}

/** The codebook with the completion of this label. */
function completed(codebook: string, wanted: string): string {
  const { corpus, uri, offset, files } = fixture(INTERVIEWS + codebook);
  const item = completion(corpus, uri, offset).find(({ label }) => label === wanted);
  expect(item).toBeDefined();
  return applyEdits(files.get(uri) as string, item ? [{ span: item.replace, text: item.insert }] : []);
}

describe('completion in a codebook', () => {
  it.each([
    ['sections that are missing', 'tags:\n  jobs:\n$0', ['claims', 'people']],
    ['sections by what is typed', 'cl$0', ['claims']],
    ['sections in an empty one', '$0', ['tags', 'claims', 'people']],
    [
      'tags that interviews use and it lacks, with their parents',
      'tags:\n  jobs: Work\n  $0\n',
      ['housing/rent', 'true', 'housing'],
    ],
    ['tags by what is typed', 'tags:\n  hou$0\n', ['housing/rent', 'housing']],
    ['tags in braces', 'tags: { jobs: x, h$0 }', ['housing/rent', 'housing']],
    [
      'tags below others with much in them',
      'tags:\n  a: { about: "x: y" }\n  b:\n    about: z\n\n  # c\n  j$0',
      ['jobs'],
    ],
    ['claims', 'claims:\n  $0\n', ['rents-doubled', 'rents-fair']],
    ['people', 'people:\n  $0\n', ['ana']],
    ['keys of a tag', 'tags:\n  jobs:\n    $0\n', ['about', 'color']],
    ['keys of a tag that it lacks', 'tags:\n  jobs:\n    about: x\n    $0\n  a:\n    color: x\n', ['color']],
    ['keys of a tag in braces', 'tags:\n  jobs: { about: "a, b", $0 }\n', ['color']],
    ['keys of a claim', 'claims:\n  jobs: { $0 }\n', ['says', 'contradicts']],
    ['keys of a person', 'people:\n  ana: { na$0 }\n', ['name']],
    [
      'claims to contradict',
      'claims:\n  up: Up\n  down:\n    contradicts: $0\n',
      ['rents-doubled', 'rents-fair', 'up'],
    ],
    [
      'claims to contradict, on one line',
      'claims:\n  up: Up\n  down: { says: x, contradicts: [rents-fair, $0] }\n',
      ['rents-doubled', 'up'],
    ],
    [
      'claims to contradict, in lines',
      'claims:\n  up: Up\n  down:\n    contradicts:\n      - rents-fair\n      - $0\n',
      ['rents-doubled', 'up'],
    ],
    [
      'claims to contradict, in lines right below',
      'claims:\n  up: Up\n  down:\n    contradicts:\n    - up$0\n',
      ['up'],
    ],
    ['full names of speakers that it lacks', 'people:\n  tam: Tam Ferrow\n  maria: { name: $0 }\n', ['Maria Mendez']],
    ['nothing in a comment', 'tags:\n  # $0\n', []],
    ['nothing in what is said', 'tags:\n  jobs: { about: "$0" }\n', []],
    ['nothing in what is said, in plain', 'tags:\n  jobs: { about: $0 }\n', []],
    ['nothing behind braces', 'tags: { jobs: x } $0', []],
    ['nothing where it does not know the key', 'x:\n  $0\n', []],
    ['nothing before other words', 'tags:\n  $0jobs: x\n', []],
    ['nothing as the value of a section', 'tags: $0', []],
    ['nothing as an item of a section', 'tags:\n  - $0', []],
    ['nothing as the value of a claim', 'claims:\n  a: $0', []],
    ['names as the value of a person', 'people:\n  a: $0', ['Maria Mendez', 'Tam Ferrow']],
    ['a key that stands there itself', 'tags:\n  a:\n    about: x\n    about$0', ['about']],
    ['keys that another entry has', 'tags:\n  b:\n    color: x\n  a:\n    $0\n', ['about', 'color']],
    ['a name that stands there itself', 'tags:\n  jobs$0\n', ['jobs']],
    ['nothing before a colon that ends a value', 'claims:\n  a:\n    contradicts: b$0: c\n', []],
    ['nothing in words of a value in braces', 'tags: { a: x y$0 }', []],
    ['nothing behind a second colon', 'tags: { a: { about: b: c$0', []],
    [
      'claims in braces within braces',
      'claims: { a: { says: x }, b: { contradicts: re$0',
      ['rents-doubled', 'rents-fair'],
    ],
    ['tags of a section with a sign', '"#tags":\n  j$0', ['jobs']],
    ['nothing of its own to contradict', 'claims:\n  ^rents-fair: { contradicts: fair$0', []],
    ['tags in lines that end as on old machines', 'tags:\r  j$0', ['jobs']],
    ['tags far below the section', `tags:\n${'  # x\n'.repeat(200)}  j$0`, ['jobs']],
    ['nothing in a line that is too long', `tags: { a: { about: ${'x'.repeat(2000)} }, j$0`, []],
    ['keys before a colon in braces', 'tags: { jobs: { $0: x } }', ['about', 'color']],
  ])('offers %s', (_, codebook, expected) => expect(offered(codebook)).toEqual(expected));

  it.each([
    ['a tag', 'tags:\n  hou$0\n', 'housing', 'tags:\n  housing: \n'],
    ['a tag before a colon', 'tags:\n  hou$0: x\n', 'housing', 'tags:\n  housing: x\n'],
    ['a name that means something else in YAML', 'tags:\n  $0\n', 'true', 'tags:\n  "true": \n'],
    [
      'a claim with its gloss',
      'claims:\n  re$0',
      'rents-doubled',
      'claims:\n  rents-doubled: { says: "Rents \\"doubled\\"." }',
    ],
    ['a claim before a colon', 'claims:\n  re$0: x', 'rents-doubled', 'claims:\n  rents-doubled: x'],
    ['a colour', 'tags:\n  a: { c$0 }', 'color', 'tags:\n  a: { color: "#808080" }'],
    ['a section', 'cl$0', 'claims', 'claims:'],
  ])('writes %s', (_, codebook, label, expected) => expect(completed(codebook, label)).toBe(expected));

  it('tells how often a tag is used, offers claims that are only explained, and quotes odd names', () => {
    const { corpus, uri, offset } = fixture(
      '//- 01.transcript\n---\nspeakers: { ZQ: "Ana Ruiz, Jr." }\n---\n==So.=={#a #b} ==No.=={#a}\n\nZQ: x\n%claim only: It is.\n//- codebook.yaml\ntags:\n  $0',
    );
    const found = completion(corpus, uri, offset).map(({ label, detail }) => [label, detail]);
    expect(found).toEqual([
      ['a', 'used 2 times'],
      ['b', 'used once'],
    ]);
    const claims = 'claims:\n  on';
    corpus.put(uri, claims);
    expect(completion(corpus, uri, claims.length).map(({ insert }) => insert)).toEqual(['only: { says: "It is." }']);
    const people = 'people:\n  q: { name: ';
    corpus.put(uri, people);
    expect(completion(corpus, uri, people.length).map(({ insert }) => insert)).toEqual(['"Ana Ruiz, Jr."']);
  });

  it('never fails, and replaces what is typed before the cursor', () => {
    const piece = fc.constantFrom(
      'tags',
      'claims',
      'people',
      ':',
      ' ',
      '\n',
      '  ',
      '{',
      '}',
      '[',
      ']',
      ',',
      '"',
      '#',
      '-',
      'a',
      '$',
      '\r',
      'contradicts',
      'name',
      '|',
      '\ufeff',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), fc.nat(), (pieces, at) => {
        const text = pieces.join('');
        const { corpus } = fixture(INTERVIEWS);
        corpus.put('file:///codebook.yaml', text);
        const offset = at % (text.length + 1);
        for (const { replace, insert } of completion(corpus, 'file:///codebook.yaml', offset)) {
          expect(replace.end).toBe(offset);
          expect(replace.start).toBeLessThanOrEqual(offset);
          expect(text.slice(replace.start, replace.end)).not.toMatch(/[\r\n]/);
          expect(insert).not.toMatch(/[\r\n]/);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
