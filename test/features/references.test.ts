import { describe, expect, test } from 'vitest';
import { definition } from '../../server/features/definition';
import { highlights } from '../../server/features/highlight';
import { references } from '../../server/features/references';
import { fixture, sampleCorpus } from '../fixture';

/** Checks that the references are the ranges `use`, and with the declaration those of `def` before them. */
function finds(source: string): void {
  const { corpus, uri, offset, places } = fixture(source);
  expect(references(corpus, uri, offset, false)).toEqual(places('use'));
  expect(references(corpus, uri, offset, true)).toEqual([...places('def'), ...places('use')]);
}

describe('references', () => {
  test('a tag, in quotes and below paragraphs, exactly that tag', () => {
    finds(`
      //- 01.transcript
      ==It doubled.=={#rent}
                      ^^^^^ use
      Twice.
      %tags #housing #rent
                     ^^^^^ use
      //- 02.transcript
      {a>So {b>they say<a #ren$0t}.<b #rent/arrears}
                          ^^^^^^^ use
      //- codebook.yaml
      tags:
        rent: {}
        ^^^^ def
    `);
  });

  test('a claim: the statements of all stances', () => {
    finds(`
      //- codebook.yaml
      claims:
        doubled: { says: Rents doubled. }
        ^^^^^^^ def
      //- 01.transcript
      ==It doubled.=={^doubled}
                      ^^^^^^^^ use
      %claim dou$0bled: Rents doubled.
             ^^^^^^^^^ def
      //- 02.transcript
      ==It did not.=={-doubled}
                      ^^^^^^^^ use
      ==It did.=={+doubled}
                  ^^^^^^^^ use
    `);
  });

  test('an opposed claim is a reference in the codebook', () => {
    finds(`
      //- codebook.yaml
      claims:
        doubled: { says: Rents doubled., contradicts: [stable] }
                                                       ^^^^^^ use
        sta$0ble: { says: Rents did not rise. }
        ^^^^^^^^ def
    `);
  });

  test('a speaker: the turns in all interviews, and where the person is spoken of', () => {
    finds(`
      //- codebook.yaml
      people:
        maria: { name: Maria Mendez }
        ^^^^^ def
      //- 01.transcript
      ---
      speakers:
        MM: Maria Mendez
        ^^ def
      ---
      INT: When?

      M$0M: ==It doubled.=={#rent @INT}
      ^^^^ use

      INT: Maria?

      MM: Twice.
      ^^ use
      //- 02.transcript
      Maria Mendez: No.
      ^^^^^^^^^^^^ use

      JO: ==She said no.=={#rent @maria}
                                 ^^^^^^ use

      JO: Yes.

      Maria Mendez: No.
      ^^^^^^^^^^^^ use
    `);
  });

  test('the same bare label in two interviews is two people', () => {
    finds(`
      //- 01.transcript
      IN$0T: When?
      ^^^^^ use

      INT: Why?
      ^^^ use
      //- 02.transcript
      INT: Where?

      INT: ==Who?=={@INT}
    `);
  });

  test('from the words of a statement: the words of all its statements, by the date of the interview', () => {
    finds(`
      //- codebook.yaml
      claims:
        doubled: { says: Rents doubled., contradicts: [stable] }
        stable: {}
        ^^^^^^ def
      //- 02.transcript
      ---
      date: 2023-01-01
      ---
      Rents are what they were.
      ^^^^^^^^^^^^^^^^^^^^^^^^^ use
      %tags ^stable
      //- 01.transcript
      ---
      date: 2024-03-02
      ---
      So {a>==it sa$0id ==, ==they=={-doubled #rent}, all of them<a ^stable}.
            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ use
      //- 00.transcript
      ==It did=={+doubled} ==not=={-stable ^stable}.
                             ^^^ use
    `);
  });

  test('from the innermost words with a claim, both claims of words once', () => {
    finds(`
      //- 01.transcript
      {a>They say ==it $0doubled=={^doubled +rise}, all of them<a ^stable}.
                    ^^^^^^^^^^^^ use
      //- 02.transcript
      ==It rose=={^rise -doubled}, ==twice=={^doubled}, and ==never fell=={+rise}.
        ^^^^^^^ use
                                     ^^^^^ use
                                                              ^^^^^^^^^^ use
    `);
  });

  test('in the sample corpus each code is among its own references, and so is each definition', () => {
    const corpus = sampleCorpus();
    let codes = 0;
    for (const [uri, { uses }] of corpus.interviews) {
      for (const { code } of uses) {
        if (code.kind === 'attribute') continue;
        codes++;
        const { start, end } = code;
        const all = references(corpus, uri, start + 1, true);
        expect(all).toContainEqual({ uri, span: { start, end } });
        for (const place of definition(corpus, uri, start + 1)) expect(all).toContainEqual(place);
        expect(highlights(corpus, uri, start + 1).map(({ span }) => span)).toContainEqual({ start, end });
      }
    }
    expect(codes).toBeGreaterThan(100);
  });

  test('nothing at plain words', () => {
    finds('Plain $0words.');
  });
});
