/** The codebook in the editor: what it has at fault, and what can be done about it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { isCodebook } from '../../server/core/corpus';
import { applyEdits } from '../../server/core/edit';
import { codeActions } from '../../server/features/code-actions';
import { diagnostics } from '../../server/features/diagnostics';
import { addToYaml } from '../../server/features/fixes/yaml-entry';
import { removeFromYaml } from '../../server/features/fixes/yaml-removal';
import { fixture } from '../fixture';

/** Of some of the codes only, so that a test is about them. */
function expectProblems(source: string, ...codes: string[]): void {
  const { corpus, files, ranges } = fixture(source);
  for (const uri of [...files.keys()].filter(isCodebook)) {
    const expected = ranges.filter((range) => range.uri === uri).map(({ span, label }) => ({ span, code: label }));
    const found = diagnostics(corpus, uri).map(({ span, code }) => ({ span, code: code as string }));
    expect(found.filter(({ code }) => codes.includes(code))).toEqual(expected);
  }
}

/** The codebook after the action of this title. */
function after(source: string, title: string): string {
  const { corpus, uri, selection, files } = fixture(`//- codebook.yaml\n${source}`);
  const action = codeActions(corpus, uri, selection).find((candidate) => candidate.title === title);
  const titles = codeActions(corpus, uri, selection).map((candidate) => candidate.title);
  expect(titles).toContain(title);
  return applyEdits(files.get(uri) as string, action?.edits?.[0]?.edits ?? []);
}

describe('problems of a codebook', () => {
  it('are keys that mean nothing', () =>
    expectProblems(
      `
      //- codebook.yaml
      tags:
        a: { about: x, colour: "#fff" }
                       ^^^^^^ unknown-key
      claim: { b: }
      ^^^^^ unknown-key
      claims:
        c:
          name: x
          ^^^^ unknown-key
      people:
        d: { says: x }
             ^^^^ unknown-key
      `,
      'unknown-key',
    ));

  it('are colours that are none, also where they are a comment', () =>
    expectProblems(
      `
      //- codebook.yaml
      tags:
        a: { color: "#ffffff" }
        b: { color: red }
                    ^^^ bad-color
        c: { color: "#ffff" }
                    ^^^^^^^ bad-color
        d:
          color: #b5651d
                 ^^^^^^^ bad-color
        e:
          color: # not yet
        f:
          color:
      `,
      'bad-color',
    ));

  it('are tags, claims, people and keys that stand twice', () =>
    expectProblems(
      `
      //- codebook.yaml
      tags:
        a: x
        "#a": y
        ^^^^ duplicate-entry
        b: { about: x, about: y }
                       ^^^^^ duplicate-entry
      claims: { c: , ^c: }
                     ^^ duplicate-entry
      people:
        d: { name: D }
        d: { name: E }
        ^ duplicate-entry
      tags:
      ^^^^ duplicate-entry
      `,
      'duplicate-entry',
      'front-matter',
    ));

  it('are claims that contradict themselves, or what nobody declares, uses or explains', () =>
    expectProblems(
      `
      //- 01.transcript
      ==Up.=={+used}
      %claim explained: It is.
      //- codebook.yaml
      claims:
        a: { contradicts: [a, b, c, used, explained, ^b] }
                           ^ self-contradiction
                                 ^ unknown-claim
        b:
          contradicts: b
                       ^ self-contradiction
      `,
      'self-contradiction',
      'unknown-claim',
      'bad-code',
    ));

  it('are names that two people go by', () =>
    expectProblems(
      `
      //- codebook.yaml
      people:
        maria: { name: Maria Mendez, aliases: [MM, Maria, maria] }
        m.mueller: { name: Max Mueller, aliases: [M.M., mm, M Mueller] }
                                                        ^^ shared-alias
        ana: maria  mendez
             ^^^^^^^^^^^^^ shared-alias
      `,
      'shared-alias',
    ));

  it('are tags and claims that nobody uses; what lies above one in use is in use', () =>
    expectProblems(
      `
      //- 01.transcript
      ==Up.=={#a/b/c -stated}
      %claim glossed: It is only explained.
      //- codebook.yaml
      tags:
        a:
        a/b:
        a/b/d:
        ^^^^^ unused-tag
        e:
        ^ unused-tag
      claims:
        stated: { contradicts: linked }
        linked:
        ^^^^^^ unused-claim
        glossed:
        ^^^^^^^ unused-claim
      `,
      'unused-tag',
      'unused-claim',
    ));

  it('are tags below one that no codebook declares', () =>
    expectProblems(
      `
      //- one/codebook.yaml
      tags: { a/b: , c: , c/d: , e/f: }
              ^^^ undeclared-parent
      //- two/codebook.yaml
      tags: { e: , c/d/g: }
      `,
      'undeclared-parent',
    ));

  it.each([
    ['the plural', 'cost', 'costs'],
    ['case', 'Cost', 'cost'],
    ['accents', 'años', 'anos'],
    ['signs', 'cost-of-living', 'cost_of_living'],
    ['another ending', 'house', 'housing'],
    ['the plural above', 'cost/rent', 'costs/rents'],
    ['a letter too few', 'government', 'goverment'],
    ['a letter too many', 'money/insurance', 'money/insurrance'],
    ['another letter', 'adaptation', 'adaptetion'],
    ['swapped letters', 'belonging', 'belogning'],
    ['swapped letters in the middle', 'abcdefgh', 'abcedfgh'],
  ])('are tags that may be meant to be the same: %s', (_, one, other) => {
    const { corpus, uri } = fixture(`//- codebook.yaml\ntags:\n  ${one}: 1\n  between: 2\n  ${other}: 3\n`);
    const found = diagnostics(corpus, uri).filter(({ code }) => code === 'similar-tag');
    const at = (line: number): number =>
      ['tags:\n', `  ${one}: 1\n`, '  between: 2\n'].slice(0, line).join('').length + 2;
    expect(found.map(({ span, related }) => [span.start, related?.map(({ place }) => place.span.start)])).toEqual([
      [at(3), [at(1)]],
    ]);
  });

  it.each([
    ['rent', 'rant'],
    ['trading', 'grading'],
    ['year-2019', 'year-2018'],
    ['money/other', 'trust/other'],
    ['harbour', 'harbour/fleet'],
    ['government', 'governing'],
    ['adaptation', 'adoptetion'],
    ['rents', 'rints'],
    ['trusts/government', 'funds/goverment'],
    ['abcdefgh', 'abcdefghij'],
    ['abcdefgh', 'abcdxyfgh'],
  ])('are not %s and %s', (one, other) => {
    const { corpus, uri } = fixture(`//- codebook.yaml\ntags:\n  ${one}: 1\n  ${other}: 3\n`);
    expect(diagnostics(corpus, uri).filter(({ code }) => code === 'similar-tag')).toEqual([]);
  });

  it('are found whichever letter has slipped', () => {
    const letter = fc.constantFrom(...'bcdfklmpqvwxz');
    const word = fc.array(letter, { minLength: 7, maxLength: 14 }).map((letters) => letters.join(''));
    fc.assert(
      fc.property(word, fc.nat(), letter, fc.constantFrom(0, 1, 2), (one, at, other, kind) => {
        const index = 1 + (at % (one.length - 2));
        const swap = one.charAt(index + 1) + one.charAt(index);
        const slip = [other, other + one.charAt(index), swap + one.slice(index + 2)][kind] as string;
        const two = one.slice(0, index) + slip + (kind === 2 ? '' : one.slice(index + 1));
        fc.pre(one !== two);
        const { corpus, uri } = fixture(`//- codebook.yaml\ntags:\n  ${one}: 1\n  ${two}: 3\n`);
        expect(diagnostics(corpus, uri).filter(({ code }) => code === 'similar-tag')).toHaveLength(1);
      }),
    );
  });

  it('are at their place where it is no YAML, and the rest is read', () => {
    const { corpus, uri } = fixture('//- codebook.yaml\ntags:\n  a: { about: "x\n  b: y\nclaims: [\n');
    expect(diagnostics(corpus, uri).some(({ code, span }) => code === 'front-matter' && span.start > 10)).toBe(true);
  });
});

describe('quick fixes in a codebook', () => {
  it.each([
    ['Did you mean `color`?', 'tags:\n  a: { col$0our: "#fff" }\n', 'tags:\n  a: { color: "#fff" }\n'],
    ['Did you mean `claims`?', 'cl$0aim:\n  a: x\n', 'claims:\n  a: x\n'],
    ['Remove this key', 'tags:\n  a:\n    x$0: 1 # one\n    about: y\n', 'tags:\n  a:\n    about: y\n'],
    ['Write "#b5651d"', 'tags:\n  a: { about: x, color: b56$051d }\n', 'tags:\n  a: { about: x, color: "#b5651d" }\n'],
    ['Write "#b5651d"', 'tags:\n  a:\n    color: #b56$051d\n', 'tags:\n  a:\n    color: "#b5651d"\n'],
    ['Write "#b5651d"', 'tags:\n  a: { color: #b56$051d }\n', 'tags:\n  a: { color: "#b5651d" }\n'],
    ['Write "#b5651d"', "tags:\n  a: { color: '#B5651D$0ff' }\n", 'tags:\n  a: { color: "#b5651d" }\n'],
    [
      'Remove this one',
      'tags:\n  a: x\n  # of b\n  b: y\n  "#a$0":\n    about: z\n\n# end\n',
      'tags:\n  a: x\n  # of b\n  b: y\n\n# end\n',
    ],
    ['Remove it', 'claims:\n  a: { contradicts: [a$0, b] }\n  b:\n', 'claims:\n  a: { contradicts: [b] }\n  b:\n'],
    [
      'Remove it',
      'claims:\n  a:\n    contradicts:\n      - b\n      - a$0\n  b:\n',
      'claims:\n  a:\n    contradicts:\n      - b\n  b:\n',
    ],
    ['Remove it', 'claims:\n  a:\n    says: x\n    contradicts: $0a\n', 'claims:\n  a:\n    says: x\n'],
    [
      'Did you mean ^stated?',
      'claims:\n  stated: x\n  b: { contradicts: [sta$0tde] }\n',
      'claims:\n  stated: x\n  b: { contradicts: [stated] }\n',
    ],
    [
      'Add ^c to the codebook',
      'claims:\n  a: { contradicts: [c$0] }\n  d:\n',
      'claims:\n  a: { contradicts: [c] }\n  c:\n  d:\n',
    ],
    ['Add #a to the codebook', 'tags:\n  # first\n  $0a/b: x\n  c: y\n', 'tags:\n  a:\n  # first\n  a/b: x\n  c: y\n'],
    ['Remove #b from the codebook', 'tags:\n  a: x\n  $0b: y\n', 'tags:\n  a: x\n'],
    ['Remove ^b from the codebook', 'claims: { a: x, $0b: y }', 'claims: { a: x }'],
    ['Remove ^a from the codebook', '\ufeffclaims: { $0a: x, b: y }', '\ufeffclaims: { b: y }'],
    ['Remove #costs from the codebook', 'tags:\n  cost: x\n  $0costs: y\n', 'tags:\n  cost: x\n'],
    [
      'Remove it from @b',
      'people:\n  a: { aliases: [M] }\n  b: { aliases: [$0m, N] }\n',
      'people:\n  a: { aliases: [M] }\n  b: { aliases: [N] }\n',
    ],
    ['Did you mean `about`?', 'tags:\n  a: { abot$0: x }\n', 'tags:\n  a: { about: x }\n'],
    ['Remove this key', 'tags:\n  a: { say$0s: x }\n', 'tags:\n  a: {}\n'],
    ['Write "#abc"', 'tags:\n  a: { color: "#ab$0cd" }\n', 'tags:\n  a: { color: "#abc" }\n'],
    ['Remove #a/b from the codebook', "tags:\n  '#a/b$0': x\n  a:\n", 'tags:\n  a:\n'],
  ])('%s: %j', (title, source, expected) => expect(after(source, title)).toBe(expected));

  const offered = (source: string): [string, boolean | undefined][] => {
    const { corpus, uri, selection } = fixture(source);
    return codeActions(corpus, uri, selection).map(({ title, preferred }) => [title, preferred]);
  };

  it('are three at most, the nearest preferred, and each stands once', () => {
    const claims = ['stated', 'state', 'stater', 'stateo'].map((name) => `  ${name}: x\n`).join('');
    expect(offered(`//- codebook.yaml\nclaims:\n${claims}  b: { contradicts: [stat$0e1] }\n`)).toEqual([
      ['Did you mean ^state?', true],
      ['Did you mean ^stated?', false],
      ['Did you mean ^stateo?', false],
      ['Add ^state1 to the codebook', undefined],
      ['Remove ^state1 here', undefined],
    ]);
    expect(offered('//- codebook.yaml\ntags:\n  a: { abot$0: x, color: 1 }\n').map(([title]) => title)).toEqual([
      'Did you mean `about`?',
      'Remove this key',
    ]);
    expect(offered('//- codebook.yaml\ntags:\n  a: { sa$0y: x }\n').map(([title]) => title)).toEqual([
      'Remove this key',
    ]);
  });

  it('take away only tags that nobody uses, of two that may be the same', () => {
    const used = '//- 01.transcript\nMM: ==So.=={#jobs}\n//- codebook.yaml\n';
    expect(offered(`${used}tags:\n  jobs: x\n  job$0: y\n`).map(([title]) => title)).toEqual([
      'Remove #job from the codebook',
    ]);
    expect(offered(`${used}tags:\n  job: x\n  job$0s: y\n`).map(([title]) => title)).toEqual([
      'Remove #job from the codebook',
    ]);
  });

  it('are none for a colour that is a word', () => {
    expect(offered('//- 01.transcript\n==x=={#a}\n//- codebook.yaml\ntags:\n  a: { color: re$0d }\n')).toEqual([]);
  });
});

describe('entries', () => {
  const add = (source: string, name: string): string | undefined => {
    const edits = addToYaml(source, 'tags', { name, value: null }, '\n');
    return edits && applyEdits(source, edits);
  };

  it.each([
    ['in order', 'tags:\n  a: 1\n  c: 2 # two\n', 'b', 'tags:\n  a: 1\n  b:\n  c: 2 # two\n'],
    ['in order, at the end', 'tags:\n  a: 1\n  c: 2 # two\n', 'd', 'tags:\n  a: 1\n  c: 2 # two\n  d:\n'],
    [
      'in order, above a comment',
      'tags:\n  # about b\n  b: 1\n  c: 2\n',
      'a',
      'tags:\n  a:\n  # about b\n  b: 1\n  c: 2\n',
    ],
    [
      'in order, behind all of an entry',
      'tags:\n  a:\n    about: 1\n\n  # c\n  c: 2\n',
      'b',
      'tags:\n  a:\n    about: 1\n  b:\n\n  # c\n  c: 2\n',
    ],
    ['in order, whatever the case', 'tags:\n  a: 1\n  C: 2\n  e: 3\n', 'D', 'tags:\n  a: 1\n  C: 2\n  D:\n  e: 3\n'],
    ['in order, on one line', 'tags: { a: 1, c: 2 }', 'b', 'tags: { a: 1, b:, c: 2 }'],
    [
      'with the parent, where there is no order',
      'tags:\n  z: 1\n  z/b: 2\n  y: 3\n',
      'z/a',
      'tags:\n  z: 1\n  z/b: 2\n  z/a:\n  y: 3\n',
    ],
    ['at the end, where there is no order', 'tags:\n  z: 1\n  y: 3\n', 'x', 'tags:\n  z: 1\n  y: 3\n  x:\n'],
    ['at the end of a single one', 'tags:\n  z: 1\n', 'a', 'tags:\n  z: 1\n  a:\n'],
  ])('are put in %s', (_, source, name, expected) => expect(add(source, name)).toBe(expected));

  it.each([
    [' \n', ' \ntags:\n  b:\n'],
    ['# c\n', '# c\ntags:\n  b:\n'],
    ['claims: { z: 1 }\nx:\n    a: 1\n', 'claims: { z: 1 }\nx:\n    a: 1\ntags:\n    b:\n'],
    ['{ claims: { a: 1 } }', '{ claims: { a: 1 }, tags: { b: } }'],
    ['tags: {}\n', 'tags: { b: }\n'],
    ['tags: { }\n', 'tags: { b: }\n'],
    ['tags: { a: { about: x, color: y }, c: 1 }\n', 'tags: { a: { about: x, color: y }, b:, c: 1 }\n'],
    ['tags:\n  a: { c: { d: 1 } }\n  c: 2\n', 'tags:\n  a: { c: { d: 1 } }\n  b:\n  c: 2\n'],
    ['tags:\n  - "a"\n', 'tags:\n  - "a"\n  - b\n'],
    ['tags: x\n', undefined],
    ['? tags\n', undefined],
    ['tags:\n  a: "x\n', undefined],
    ['tags: { b: 1 }\n', undefined],
  ])('are put in %j', (source, expected) => expect(add(source, 'b')).toBe(expected));

  it('are put above comments, with the line ends of the file', () => {
    const source = 'tags:\r\n  # b\r\n  # too\r\n  b: 1\r\n  c: 2\r\n';
    const edits = addToYaml(source, 'tags', { name: 'a', value: null }, '\r\n');
    expect(edits && applyEdits(source, edits)).toBe(source.replace('tags:\r\n', 'tags:\r\n  a:\r\n'));
  });

  it.each([
    ['terms: x y\n', 'a: b', 'terms: [x y, "a: b"]\n'],
    ['terms: "x y"\n', 'a', 'terms: ["x y", a]\n'],
    ['terms: a,b\n', 'a', 'terms: ["a,b", a]\n'],
    ['terms: 12\n', 'a', 'terms: [12, a]\n'],
    ['terms: []\n', 'yes', 'terms: ["yes"]\n'],
    ['terms: [ ]\n', 'a', 'terms: [ a ]\n'],
    ['terms: [a]\n', 'a', undefined],
    ['terms: |\n  x\n  y\n', 'a', undefined],
    ['{ x: 1 }', 'a', '{ x: 1, terms: [a] }'],
  ])('are put in as items: %j', (source, item, expected) => {
    const edits = addToYaml(source, 'terms', { item }, '\n');
    expect(edits && applyEdits(source, edits)).toBe(expected);
  });

  it.each([
    ['tags:\n  a: x$0\n  b: y\n', 'tags:\n  b: y\n'],
    ['a: [x, y$0]\n', 'a: [x]\n'],
    ['a: [x, # c\n  y$0, z]\n', 'a: [x, # c\n  z]\n'],
    ['a: [x$0, # c\n  y]\n', undefined],
    ['a: [ # c\n  x$0 ]\n', undefined],
    ['a: { x$0: 1 }\n', 'a: {}\n'],
    ['a: { b: { c: 1 }, d$0: 2 }\n', 'a: { b: { c: 1 } }\n'],
    ['tags:\n  a$0:\n    about: x\n# far\n  # c\n  c: y\n', 'tags:\n# far\n  # c\n  c: y\n'],
    ['a:\n  - b: 1\n    c$0: 2\n', 'a:\n  - b: 1\n'],
    ['? a$0\n: b\nc: d\n', undefined],
    ['a:\n  - b$0: 1\n    c: 2\n', undefined],
    ['- a\n- - b$0\n  - c\n', undefined],
    ['tags:\n  a$0: "x\n', undefined],
    ['a$0: &x 1\nb: *x\n', 'b: *x\n'],
  ])('are taken out of %j', (marked, expected) => {
    const offset = marked.indexOf('$0');
    const source = marked.replace('$0', '');
    const edits = removeFromYaml(source, offset);
    expect(edits && applyEdits(source, edits)).toBe(expected);
  });

  // Written by hand, in many ways.
  const name = fc.constantFrom('a', 'b', 'a/b', 'b/c', 'C', 'd-e', 'n', 'z/a');
  const written = fc.constantFrom(
    ': x',
    ':',
    ':\n    about: x',
    ': { about: x }',
    ': x # why',
    ':\n    about: >\n      x\n      y',
    ': "q"',
  );
  const lines = fc.constantFrom('', '\n', '\n  # of the next', '\n\n# far left');
  const source = fc
    .uniqueArray(fc.tuple(name, written, lines), { minLength: 1, selector: ([one]) => one })
    .map((all) => `# top\ntags:\n${all.map(([one, value, below]) => `  ${one}${value}${below}\n`).join('')}claims:\n`);

  it('that are put in leave every line as it is, and those that are taken out every other one', () => {
    let added = 0;
    fc.assert(
      fc.property(source, fc.constantFrom('b', 'c', 'b/d', 'm', 'zz'), fc.nat(), (text, extra, pick) => {
        const before = Object.keys((parse(text) as { tags: object }).tags);
        const more = add(text, extra);
        expect(more === undefined).toBe(before.includes(extra));
        if (more !== undefined) {
          added++;
          const names = Object.keys((parse(more) as { tags: object }).tags);
          expect(more.split('\n').filter((line) => line !== `  ${extra}:`)).toEqual(
            text.split('\n').filter((line) => line !== `  ${extra}:`),
          );
          expect([...names].sort()).toEqual([...before, extra].sort());
          if (before.length > 1 && [...before].sort().join() === before.join())
            expect(names).toEqual([...names].sort());
        }
        const gone = before[pick % before.length] as string;
        const edits = removeFromYaml(text, text.indexOf(`\n  ${gone}:`) + 3);
        const less = applyEdits(text, edits ?? []);
        expect(Object.keys((parse(less) as { tags: object | null }).tags ?? {})).toEqual(
          before.filter((one) => one !== gone),
        );
        const comments = (of: string): string[] => of.split('\n').filter((line) => /^\s*# /.test(line));
        expect(comments(less)).toEqual(comments(text));
      }),
      { numRuns: 1000 },
    );
    expect(added).toBeGreaterThan(100);
  });
});
