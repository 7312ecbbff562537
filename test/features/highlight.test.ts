import { expect, test } from 'vitest';
import { highlights } from '../../server/features/highlight';
import { fixture } from '../fixture';

/** Checks that the highlights are the ranges of this file labelled `read`, `write` and `text`. */
function shows(source: string): void {
  const { corpus, uri, offset, ranges } = fixture(source);
  const expected = ranges.filter((range) => range.uri === uri).map(({ span, label }) => ({ span, kind: label }));
  expect(highlights(corpus, uri, offset)).toEqual(expected);
}

test('the same claim in this file', () => {
  shows(`
    //- 01.transcript
    ==It doubled.=={^dou$0bled #rent}
                    ^^^^^^^^^^ read
    %claim doubled: Rents doubled.
           ^^^^^^^ write
    ==It did not.=={-doubled}
                    ^^^^^^^^ read
    //- 02.transcript
    ==It doubled.=={^doubled}
  `);
});

test('the same speaker, declared, speaking and spoken of', () => {
  shows(`
    ---
    speakers:
      MM: Maria Mendez
      ^^ write
    ---
    M$0M: It doubled.
    ^^^^ read

    INT: ==She says it doubled.=={@MM}
                                  ^^^ read

    INT: Did it?
  `);
});

test('the same tag in the codebook', () => {
  shows(`
    //- codebook.yaml
    tags:
      re$0nt: {}
      ^^^^^^ write
    //- 01.transcript
    ==It doubled.=={#rent}
  `);
});

test('both marks of a quote', () => {
  shows(`
    ==$0It doubled.=={#rent}
    ^^ text
                   ^^^^^^^^^ text
  `);
});

test('both marks of a long quote that overlaps another one', () => {
  shows(`
    So {a>the neighbours, {b>all of them<$0a #rent}, stayed<b #staying}.
       ^^^ text
                                        ^^^^^^^^^^^ text
  `);
});

test('nothing at plain words', () => {
  shows('Plain $0words.');
});
