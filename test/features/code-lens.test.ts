import { describe, expect, test } from 'vitest';
import { codeLenses, lensText } from '../../server/features/code-lens';
import { references } from '../../server/features/references';
import { fixture, sampleCorpus } from '../fixture';

/** The file of the cursor with the texts of its lenses, each with the line over which it stands. */
function lenses(source: string): [line: number, title: string][] {
  const { corpus, uri, files } = fixture(source);
  return codeLenses(corpus, uri).map(({ span, about }) => [
    (files.get(uri) ?? '').slice(0, span.start).split('\n').length,
    lensText(corpus, uri, about).title,
  ]);
}

describe('over a statement', () => {
  test('how many interviews speak to its claim, and how many contradict it', () => {
    expect(
      lenses(`
        //- 01.transcript
        ==It$0 doubled.=={^doubled}

        So {a>it did,

        and did<a #rent +doubled}.
        //- 02.transcript
        ==No.=={-doubled} ==Never.=={-doubled}
        //- 03.transcript
        ==Yes.=={^doubled}
      `),
    ).toEqual([
      [1, '3 interviews · 1 contradicts'],
      [3, '3 interviews · 1 contradicts'],
    ]);
  });

  test('that nobody else speaks to its claim', () => {
    expect(lenses('==It$0 did.=={^doubled} ==Twice.=={+doubled}')).toEqual([
      [1, 'only in this interview'],
      [1, 'only in this interview'],
    ]);
    expect(lenses('==It$0 did.=={^doubled} ==No.=={-doubled}')[0]).toEqual([
      1,
      'only in this interview · 1 contradicts',
    ]);
  });

  test('those who state what the codebook opposes to it contradict it, whichever claim the codebook says it of', () => {
    const source = `
      //- 01.transcript
      ==It did.=={^doubled}
      //- 02.transcript
      ==No.=={^stable}
      //- 03.transcript
      ==$0No.=={+stable}
      //- 04.transcript
      ==Stable? No.=={-stable}
      //- codebook.yaml
      claims:
        doubled: { contradicts: stable }
        stable: Rents are what they were.
    `;
    expect(lenses(source)).toEqual([[1, '3 interviews · 2 contradict']]);
    expect(lenses(source.replace('$0', '').replace('==It', '==$0It'))).toEqual([
      [1, 'only in this interview · 2 contradict'],
    ]);
  });

  test('each of several claims by its name, and not all of many', () => {
    expect(
      lenses(`
        //- 01.transcript
        ==It$0.=={^a +b} ==It.=={#t @p}
        ==So.=={^a +b -c ^d ^e}
        //- 02.transcript
        ==It.=={-b}
      `),
    ).toEqual([
      [1, '^a: only in this interview, ^b: 2 interviews · 1 contradicts'],
      [
        2,
        '^a: only in this interview, ^b: 2 interviews · 1 contradicts, ^c: only in this interview · 1 contradicts, 2 more claims',
      ],
    ]);
  });

  test('a paragraph that %tags speaks of, and a section at its line', () => {
    expect(lenses('# Ren$0ts\n%tags ^a\n\nIt doubled.\n%tags ^b #t')).toEqual([
      [2, 'only in this interview'],
      [4, 'only in this interview'],
    ]);
  });

  test('nothing over anything else', () => {
    expect(lenses('# Rents\n\n==It$0.=={#t}\n%claim a: A.')).toEqual([]);
    expect(codeLenses(fixture('a').corpus, 'file:///other')).toEqual([]);
  });
});

test('a lens that was asked for before the claim went says that there is none', () => {
  const { corpus, uri } = fixture('Words.');
  const text = lensText(corpus, uri, { kind: 'statement', claims: ['a'] });
  expect(text).toEqual({ title: 'no statement', places: [] });
});

test('over the entries of the codebook', () => {
  expect(
    lenses(`
      //- codebook.yaml
      tags:
        re$0nt: Rents
        rent/arrears: {}
        unused:
      claims:
        doubled: { contradicts: [stable] }
        stable: {}
        quiet: {}
      //- 01.transcript
      ==It did.=={^doubled #rent} ==Twice.=={+doubled #rent/arrears}
      ==It was sold.=={#rent}
      //- 02.transcript
      ==No.=={-doubled #rent} ==No.=={^stable}
    `),
  ).toEqual([
    [2, '3 uses in 2 interviews'],
    [3, '1 use in 1 interview'],
    [4, 'no use yet'],
    [6, '3 statements in 2 interviews · 1 contradicts'],
    [7, '1 statement in 1 interview · 1 contradicts'],
    [8, 'no statement yet'],
  ]);
});

test('what is counted is shown, in the order of the interviews', () => {
  const { corpus, uri, places } = fixture(`
    //- codebook.yaml
    claims:
      a: { contradicts: [b] }
    //- 02.transcript
    ---
    date: 2020-01-01
    ---
    ==No.=={^b}, ==not.=={-a -b}
      ^^^ place
                   ^^^^ place
    //- 01.transcript
    ==So $0it is.=={^a +a}
      ^^^^^^^^^^^ place
    ==Nor b.=={-b}
  `);
  expect(lensText(corpus, uri, { kind: 'statement', claims: ['a'] }).places).toEqual(places('place'));
});

test('in the sample corpus a lens shows all references of its words', () => {
  const corpus = sampleCorpus();
  let seen = 0;
  for (const uri of corpus.interviews.keys()) {
    for (const { span, about } of codeLenses(corpus, uri)) {
      const { places, title } = lensText(corpus, uri, about);
      for (const place of references(corpus, uri, span.start, false)) expect(places).toContainEqual(place);
      expect(title).toMatch(/(\d interviews?|only in this interview)/);
      seen++;
    }
  }
  expect(seen).toBeGreaterThan(20);
});
