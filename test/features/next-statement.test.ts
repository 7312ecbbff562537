import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Corpus } from '../../server/core/corpus';
import { nextStatement, type Direction, type NextStatement } from '../../server/features/next-statement';
import { claimedWords } from '../../server/features/statements';
import { fixture, sampleCorpus } from '../fixture';

/** Checks that the step from the cursor leads to the only range of that name. */
function leads(direction: Direction, source: string, followed?: string): NextStatement {
  const { corpus, uri, offset, places } = fixture(source);
  const step = nextStatement(corpus, uri, offset, direction, followed);
  expect(places(direction)).toEqual([step && { uri: step.uri, span: step.span }]);
  return step as NextStatement;
}

function leadsBothWays(source: string, followed?: string): void {
  leads('next', source, followed);
  leads('previous', source, followed);
}

describe('from a statement', () => {
  const across = `
    //- 01.transcript
    ---
    date: 2024-05-01
    ---
    ==Twice.=={-doubled}
      ^^^^^^ next
    //- 02.transcript
    ---
    date: 2023-05-01
    ---
    ==No.=={+doubled}
      ^^^ previous
    //- 03.transcript
    ---
    date: 2024-01-01
    ---
    ==It d$0oubled.=={^doubled} ==Bread did.=={^bread}
  `;

  test('to the next and the previous one of the claim, by the dates of the interviews', () => {
    leadsBothWays(across);
  });

  test('it tells the claim, the stance, and which one it is', () => {
    expect(leads('next', across)).toMatchObject({ claim: 'doubled', stance: 'contradicts', index: 3, total: 3 });
    expect(leads('previous', across)).toMatchObject({ claim: 'doubled', stance: 'supports', index: 1, total: 3 });
  });

  test('interviews without a date come last, those of one date by their names', () => {
    leadsBothWays(`
      //- 01.transcript
      ==It did.=={^a}
        ^^^^^^^ next
      //- 02.transcript
      ---
      date: 2024-01-01
      ---
      ==It $0did.=={^a}
      //- 03.transcript
      ---
      date: unknown
      ---
      ==It did.=={^a}
        ^^^^^^^ previous
    `);
  });

  test('from the last one to the first, and from the only one to itself', () => {
    const source = '==It $0did.=={^a} ==So.=={^b}\n  ^^^^^^^^^ next';
    expect(leads('next', source)).toMatchObject({ index: 1, total: 1 });
    leadsBothWays(`
      ==One.=={^a} ==Two.=={^a} ==Thr$0ee.=={^a}
        ^^^^ next
                     ^^^^ previous
    `);
  });

  test('from each of its marks and codes', () => {
    for (const words of [
      '$0==It did.=={^a #b}',
      '==It did.=$0={^a #b}',
      '==It did.=={^$0a #b}',
      '==It did.=={^a #b$0}',
    ])
      leads('next', `${words} ==So.=={^c} ==Too.=={^a}\n${' '.repeat(35)}^^^^ next`);
  });

  test('the paragraph that %tags speaks of; of a section its code', () => {
    leadsBothWays(`
      It doubled.
      ^^^^^^^^^^^ previous
      %tags ^doubled

      MM: So {a>it $0did<a ^doubled}.

      # Rents
      %tags #rent ^doubled
                  ^^^^^^^^ next

      MM: That was all.
    `);
  });

  test('words with several claims follow the code at the cursor, the claim that is followed, or the first', () => {
    const a = `
      ==I$0t=={^a ^b} ==B=={^b} ==A=={^a}
                                  ^ next
    `;
    const b = `
      ==I$0t=={^a ^b} ==B=={^b} ==A=={^a}
                        ^ next
    `;
    leads('next', a);
    leads('next', a, 'c');
    leads('next', b, 'b');
    leads('next', b.replace('$0', '').replace('^b}', '$0^b}'), 'a');
  });

  test('the innermost words count, unless the claim that is followed is that of others', () => {
    leads('next', '{a>Oh ==I$0t=={^a} it<a ^b} ==A=={^a}\n                              ^ next');
    leads('next', '{a>Oh ==I$0t=={^a} it<a ^b} ==B=={^b}\n                              ^ next', 'b');
  });
});

describe('from elsewhere', () => {
  test('plain words lead to the next statement in the file, and behind the last to the first', () => {
    const source = `
      //- 01.transcript
      ==One.=={^a} Pl$0ain. ==Two.=={#t} ==Three.=={#t ^b}
        ^^^^ previous
                                           ^^^^^^ next
      //- 02.transcript
      ==One.=={^a}
    `;
    leadsBothWays(source);
    expect(leads('previous', source)).toMatchObject({ claim: 'a', index: 1, total: 2 });
    leadsBothWays(`
      Pl$0ain. ==One.=={^a} ==Two.=={^b}
                 ^^^^ next
                              ^^^^ previous
    `);
    leads('next', '==One.=={^a} Pl$0ain.\n  ^^^^ next');
  });

  test('plain words lead on along the claim that is followed', () => {
    leadsBothWays(
      `
      //- 01.transcript
      Plain. ==Two.=={^a}
               ^^^^ previous
      //- 02.transcript
      Pl$0ain. ==Two.=={^b} ==Three.=={^a}
                              ^^^^^^ next
    `,
      'a',
    );
  });

  test('a claim that is followed no more is forgotten', () => {
    leads('next', 'Pl$0ain. ==Two.=={^b}\n           ^^^^ next', 'gone');
  });

  test('a gloss leads on from there; the codebook to the first statement, and back to the last', () => {
    leadsBothWays(`
      ==One.=={^a} ==Two.=={^b}
        ^^^^ previous
      %claim $0a: A.
      ==Three.=={^a}
        ^^^^^^ next
    `);
    leadsBothWays(`
      //- codebook.yaml
      claims: { $0a: A. }
      //- 01.transcript
      ==One.=={^a} ==Two.=={^b}
        ^^^^ next
      //- 02.transcript
      ==One.=={^a} ==Two.=={^a}
                     ^^^^ previous
    `);
  });

  test.each([
    'Plain $0words.',
    '//- codebook.yaml\nclaims: { $0a: A. }',
    '//- codebook.yaml\n$0tags: {}\n//- 01.transcript\n==One.=={^a}',
    '%claim $0a: A.',
  ])('nowhere from %j', (source) => {
    const { corpus, uri, offset } = fixture(source);
    expect(nextStatement(corpus, uri, offset, 'next')).toBeUndefined();
  });
});

/** Steps along a claim until it is where it began, or the steps are too many. */
function walk(corpus: Corpus, from: NextStatement, direction: Direction): NextStatement[] {
  const steps = [from];
  while (steps.length <= from.total + 1) {
    const last = steps.at(-1)!;
    const next = nextStatement(corpus, last.uri, last.span.start, direction, last.claim);
    if (next?.uri === from.uri && next.span.start === from.span.start) return steps;
    steps.push(next!);
  }
  return steps;
}

function checkWalks(corpus: Corpus): number {
  let walked = 0;
  for (const interview of corpus.interviews.values()) {
    for (const { span } of claimedWords(interview)) {
      const from = nextStatement(corpus, interview.uri, span.start, 'next')!;
      const forth = walk(corpus, from, 'next');
      expect(forth.map(({ claim }) => claim)).toEqual(forth.map(() => from.claim));
      expect(forth.map(({ index }) => index)).toEqual(
        forth.map((_, step) => ((from.index - 1 + step) % from.total) + 1),
      );
      expect(forth).toHaveLength(from.total);
      expect(walk(corpus, from, 'previous')).toEqual([from, ...forth.slice(1).reverse()]);
      walked++;
    }
  }
  return walked;
}

test('in the sample corpus each claim is walked through, forth and back', () => {
  expect(checkWalks(sampleCorpus())).toBeGreaterThan(20);
});

test('so it is in any corpus', () => {
  const part = fc.constantFrom(
    '==',
    '=={^a}',
    '=={^a -b}',
    '{x>',
    '<x ^a}',
    '{y>',
    '<y +b ^a}',
    'w',
    '\n',
    '\n\n%tags ^a\n\n',
    '\n%tags ^b +a\n',
    '\n# ',
  );
  const text = fc.tuple(fc.constantFrom('', '---\ndate: 2024-01-01\n---\n'), fc.array(part, { maxLength: 14 }));
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 3 }), (texts) => {
      const corpus = new Corpus();
      texts.forEach(([head, parts], index) => corpus.put(`file:///${index}.transcript`, head + parts.join('')));
      checkWalks(corpus);
    }),
  );
});
