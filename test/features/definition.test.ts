import { describe, expect, test } from 'vitest';
import { definition } from '../../server/features/definition';
import { fixture } from '../fixture';

/** Checks that the definition of what is at the cursor is the range `def`. */
function leads(source: string): void {
  const { corpus, uri, offset, places } = fixture(source);
  expect(definition(corpus, uri, offset)).toEqual(places('def'));
}

describe('definition', () => {
  test('a tag leads to the codebook', () => {
    leads(`
      //- 01.transcript
      ==It doubled.=={#housing/r$0ent}
      //- codebook.yaml
      tags:
        housing/rent: { about: Rents }
        ^^^^^^^^^^^^ def
    `);
  });

  test('a tag of no codebook leads to its first use', () => {
    leads(`
      //- 01.transcript
      ==It doubled.=={#rent}
                      ^^^^^ def
      //- 02.transcript
      ==It did.=={#rent$0}
    `);
  });

  test('a tag below a paragraph leads to the codebook', () => {
    leads(`
      //- 01.transcript
      It doubled.
      %tags $0#rent
      //- codebook.yaml
      tags: { rent: {} }
              ^^^^ def
    `);
  });

  test('a claim leads to the codebook rather than to a %claim line', () => {
    leads(`
      //- 01.transcript
      ==It doubled.=={^do$0ubled}
      %claim doubled: Rents doubled.
      //- codebook.yaml
      claims:
        doubled: { says: Rents doubled. }
        ^^^^^^^ def
    `);
  });

  test('a claim leads to its %claim line in another interview, whatever the stance', () => {
    leads(`
      //- 01.transcript
      ==It doubled.=={^doubled}
      %claim doubled: Rents doubled.
             ^^^^^^^ def
      //- 02.transcript
      ==It did not.=={-do$0ubled}
    `);
  });

  test('a claim without a gloss leads to its first statement', () => {
    leads(`
      //- 01.transcript
      ==It doubled.=={#rent +doubled}
                            ^^^^^^^^ def
      //- 02.transcript
      ==It did not.=={-do$0ubled}
    `);
  });

  test('a label leads to the front matter', () => {
    leads(`
      ---
      speakers:
        MM: Maria Mendez
        ^^ def
      ---
      MM: It doubled.

      M$0M: Twice.
    `);
  });

  test('a label that is not declared leads to its first turn', () => {
    leads(`
      MM: It doubled.
      ^^ def

      M$0M: Twice.
    `);
  });

  test('the label of an added turn is a label', () => {
    leads(`
      ---
      speakers: { MM: Maria Mendez }
                  ^^ def
      ---
      It doubled. {@M$0M} Twice.
    `);
  });

  test('a declared label leads on to the codebook', () => {
    leads(`
      //- 01.transcript
      ---
      speakers:
        M$0M: Maria Mendez
      ---
      MM: It doubled.
      //- codebook.yaml
      people:
        maria: { name: Maria Mendez }
        ^^^^^ def
    `);
  });

  test('a person leads to the codebook', () => {
    leads(`
      //- 01.transcript
      ==It doubled.=={#rent @mar$0ia}
      //- codebook.yaml
      people:
        maria: { name: Maria Mendez }
        ^^^^^ def
    `);
  });

  test('a person who is a speaker leads to the declaration', () => {
    leads(`
      //- 01.transcript
      ---
      speakers:
        MM: Maria Mendez
        ^^ def
      ---
      MM: It doubled.
      //- 02.transcript
      ==It doubled.=={#rent @maria-$0mendez}
    `);
  });

  test('a label behind @ is the speaker of that interview', () => {
    leads(`
      //- 01.transcript
      MM: It doubled.

      MM: Twice.
      //- 02.transcript
      MM: No.
      ^^ def

      MM: ==Never.=={#rent @M$0M}
    `);
  });

  test('an unknown person leads to the first use', () => {
    leads(`
      //- 01.transcript
      ==You can move.=={#rent @landlord}
                              ^^^^^^^^^ def
      //- 02.transcript
      ==You must.=={@lan$0dlord}
    `);
  });

  test('an opposed claim in the codebook leads to its entry', () => {
    leads(`
      //- codebook.yaml
      claims:
        doubled: { says: Rents doubled., contradicts: [sta$0ble] }
        stable: { says: Rents did not rise. }
        ^^^^^^ def
    `);
  });

  test('the words of a statement lead to where its claims lead', () => {
    leads(`
      //- codebook.yaml
      claims:
        doubled: { says: Rents doubled. }
        ^^^^^^^ def
      //- 01.transcript
      %claim secret: Nobody was told.
             ^^^^^^ def
      //- 02.transcript
      MM: {a>It ==dou$0bled=={#rent ^doubled -secret} twice<a ^twice}.
    `);
  });

  test('words around an inner quote without a claim lead to the claim of the outer one', () => {
    leads(`
      {a>It ==dou$0bled=={#rent} twice<a ^twice}.
      %claim twice: Rents doubled twice.
             ^^^^^ def
    `);
  });

  test.each([
    'MM: ==It=={^a} do$0ubled.\n%claim a: A.',
    'MM: {a>It\n%memo: o$0ne\ndid<a ^a}.\n%claim a: A.',
    'MM: ==It=={^a key=va$0lue}\n%claim a: A.',
    'MM: {a>It\n$0\ndid<a ^a}.\n%claim a: A.',
  ])('nothing beside the words of a statement: %j', (source) => {
    leads(source);
  });

  test.each(['Plain $0words.', '==Quoted $0words=={#rent}', '==words=={coder=$0ana}', '# Top$0ic'])(
    'nothing at %s',
    (source) => {
      leads(source);
    },
  );

  test('nothing in a file that is not there', () => {
    expect(definition(fixture('a').corpus, 'file:///other', 0)).toEqual([]);
  });
});
