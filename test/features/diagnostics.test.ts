import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Corpus } from '../../server/core/corpus';
import { DEFAULT_SEVERITY, diagnostics } from '../../server/features/diagnostics';
import { anyText } from '../core/arbitrary';
import { fixture } from '../fixture';

/** Checks that the file of a fixture has exactly the problems whose ranges and codes stand in it. */
function expectProblems(source: string): void {
  const { corpus, files, ranges } = fixture(source);
  for (const uri of files.keys()) {
    const expected = ranges.filter((range) => range.uri === uri).map(({ span, label }) => ({ ...span, code: label }));
    const found = diagnostics(corpus, uri).map(({ span, code }) => ({ ...span, code }));
    expect(found).toEqual(expected.sort((a, b) => a.start - b.start || b.end - a.end));
  }
}

describe('untagged quotes', () => {
  it.each([
    [
      'a marked quote without braces, with empty ones, or attributed only',
      `
      Say ==one== or ==two=={} or ==three=={@ana key=x} or ==four=={#tag} or ==five=={^claim}.
          ^^^^^^^ untagged-quote
                     ^^^^^^^^^ untagged-quote
                                  ^^^^^^^^^^^^^^^^^^^^^ untagged-quote
      `,
    ],
    [
      'a long quote without codes',
      `
      And {a>she stayed.<a} But {b>he left.<b #leaving}
          ^^^^^^^^^^^^^^^^^ untagged-quote
      `,
    ],
    [
      'a quotation, and no term',
      `
      She told me, “You can always move.” They call it “the crossing”.
                   ^^^^^^^^^^^^^^^^^^^^^^ untagged-quote
      `,
    ],
    [
      'quotations in quotation marks of several kinds',
      `
      He said, "It was my whole life." She said, «I never saw it again.»
               ^^^^^^^^^^^^^^^^^^^^^^^ untagged-quote
                                                 ^^^^^^^^^^^^^^^^^^^^^^^ untagged-quote
      `,
    ],
    [
      'the outer one of two quotations',
      `
      She said, “He told me, ‘You can always move,’ and I laughed.”
                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ untagged-quote
      `,
    ],
    [
      'a marked quote rather than the quotation that it holds',
      `
      She said, ==“You can always move.”== She said, ==“You can always move.”=={@ana}
                ^^^^^^^^^^^^^^^^^^^^^^^^^^ untagged-quote
                                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ untagged-quote
      She said, “==You can always move==.”
                 ^^^^^^^^^^^^^^^^^^^^^^^ untagged-quote
      `,
    ],
    [
      'both where the marked quote is only a part of the quotation',
      `
      She said, “I told them ==you can always move== and that was that.”
                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ untagged-quote
                             ^^^^^^^^^^^^^^^^^^^^^^^ untagged-quote
      `,
    ],
    [
      'nothing where a tagged quote lies around the quotation, or inside the quotation marks',
      `
      She said, ==“You can always move.”=={#leaving}
      She said, “==You can always move=={#leaving}.” She said, “==You can always move.=={^leaving}”
      {a>She said, “You can always move.” And more.

      And more.<a #leaving}
      `,
    ],
    [
      'nothing in an aside',
      `
      The paper wrote: “You can always move, and you should.” ==And more.==
      %aside

      The paper wrote: “You can always move, and you should.”
                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ untagged-quote
      `,
    ],
    [
      'nothing in words that the front matter calls a term, however they are written',
      `
      ---
      terms: [we are all right, "Move on."]
      ---
      She said, “We are all  right,” and he said, “Move on.”
      `,
    ],
    [
      'nothing where a backslash makes the mark plain',
      `
      She told me, \\“You can always move.”
      `,
    ],
  ])('%s', (_, source) => expectProblems(source));
});

describe('unknown codes', () => {
  it('are those that the codebook lacks, in braces and in lines', () =>
    expectProblems(`
      //- 01.transcript
      ==Rents doubled.=={#rent #rend ^rents-doubled -rents-halved}
                               ^^^^^ unknown-tag
      ==Rents fell.=={^rents-fell -rents-halved}
                      ^^^^^^^^^^^ unknown-claim
      %tags #rent #housing
                  ^^^^^^^^ unknown-tag
      %claim rents-halved: Rents were halved.
             ^^^^^^^^^^^^ unknown-claim
      //- codebook.yaml
      tags:
        rent: { about: x }
      claims:
        rents-doubled: { says: y }
    `));

  it('are none where no codebook declares any', () => {
    expectProblems('==Rents doubled.=={#rend -rents-halved}');
    expectProblems(`
      //- 01.transcript
      ==Rents doubled.=={#rend -rents-halved}
                         ^^^^^ unknown-tag
      //- codebook.yaml
      tags:
        rent:
        ^^^^ unused-tag
    `);
  });

  it('are none when any of several codebooks declares them', () =>
    expectProblems(`
      //- a/01.transcript
      ==Rents doubled.=={#rent #food}
      //- a/codebook.yaml
      tags: { rent: }
      //- b/codebook.yaml
      tags: { food: }
    `));
});

describe('what one file shows by itself', () => {
  it('is reported with it', () =>
    expectProblems(`
      ---
      speakers: { MM: Maria, MM: Mia }
                             ^^ duplicate-label
      title: [x]
      ^^^^^ front-matter
      ---
      [0:32] MM: ==Not closed.
                 ^^ unclosed-quote
      [0:12] MM: ==Closed.=={#a housing}
      ^^^^^^ time-goes-back
                                ^^^^^^^ bad-code
      %note what
      ^^^^^ unknown-annotation

      Economics: Prices rose.
      ^^^^^^^^^ possible-speaker
    `));

  it('is no speaker in an aside', () =>
    expectProblems(`
      Economics: Prices rose.
      %aside

      Biology: Plants grew.
      ^^^^^^^ possible-speaker
    `));
});

it('reports the problems of a codebook', () =>
  expectProblems(`
    //- codebook.yaml
    tags:
      a tag: { about: x }
      ^^^^^ front-matter
  `));

it('knows nothing of other files', () => {
  expect(diagnostics(new Corpus(), 'file:///nowhere.transcript')).toEqual([]);
});

it('finds for any text problems in order, within the text, with the severity of their code', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const corpus = new Corpus();
      corpus.put('a.transcript', text);
      corpus.put('codebook.yaml', 'tags: { a: }\nclaims: { c: }');
      let last = 0;
      for (const { span, code, severity, message } of diagnostics(corpus, 'a.transcript')) {
        expect(span.start).toBeGreaterThanOrEqual(last);
        expect(span.end).toBeGreaterThan(span.start);
        expect(span.end).toBeLessThanOrEqual(text.length);
        expect(severity).toBe(DEFAULT_SEVERITY[code]);
        expect(message).not.toBe('');
        last = span.start;
      }
    }),
    { numRuns: 5000 },
  );
});

it('have a setting and a line in the manual each', () => {
  const root = resolve(import.meta.dirname, '../..');
  const codes = Object.keys(DEFAULT_SEVERITY).sort();
  const { contributes } = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8')) as {
    contributes: { configuration: { properties: Record<string, { properties?: object }> } };
  };
  const setting = contributes.configuration.properties['throughline.diagnostics.severity'];
  expect(Object.keys(setting?.properties ?? {}).sort()).toEqual(codes);
  const rows = readFileSync(resolve(root, 'docs/cli.md'), 'utf8').matchAll(/^\| ((?:`[a-z-]+`(?:, )?)+) \| (\w+) \|/gm);
  const told = [...rows].flatMap(([, names = '', severity]) =>
    [...names.matchAll(/[a-z-]+/g)].map(([code]) => [code, severity] as const),
  );
  expect(Object.fromEntries(told)).toEqual(DEFAULT_SEVERITY);
});
