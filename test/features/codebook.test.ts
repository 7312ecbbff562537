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
  ])('%s: %j', (title, source, expected) => expect(after(source, title)).toBe(expected));
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
