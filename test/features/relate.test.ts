import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Corpus } from '../../server/core/corpus';
import { applyEdits } from '../../server/core/edit';
import { parse } from '../../server/core/parse';
import { plainText, strip } from '../../server/core/strip';
import type { Quote, Transcript } from '../../server/core/syntax';
import { dismiss, dismissals } from '../../server/features/dismissals';
import type { Place } from '../../server/features/place';
import { relatedPassages } from '../../server/features/related-passages';
import { sameClaim } from '../../server/features/relate';
import { RelatedIndex } from '../../server/related/related-index';
import { anyText } from '../core/arbitrary';
import { fixture, sampleCorpus } from '../fixture';

/** The files after an answer to `sameClaim` on the ranges `here` and `there`. */
function related(source: string, options: Parameters<typeof sameClaim>[3] = {}): Record<string, string> | undefined {
  const { corpus, files, places } = fixture(source);
  const [here, there] = [places('here')[0] as Place, places('there')[0] as Place];
  const found = sameClaim(corpus, here, there, options);
  return (
    found &&
    Object.fromEntries(
      found.files.map(({ uri, edits }) => [uri.replace('file:///', ''), applyEdits(files.get(uri) as string, edits)]),
    )
  );
}

/** Passages that share nothing with the others: in a small corpus every word is a common one. */
const FILLER = 'abcdefghijklmnopqrst'.replace(/./g, '$&$&$& sings about $&$&.\n\n');

describe('the same claim', () => {
  const plain = `
    //- 01.transcript
    MM: Well. After 2019 the rent doubled. Nobody told us.
              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ here
    //- 02.transcript
    The rents have doubled.
    ^^^^^^^^^^^^^^^^^^^^^^^ there`;

  test('words on both sides become quotes, under a name out of the words that they share', () => {
    expect(related(plain)).toEqual({
      '01.transcript': 'MM: Well. ==After 2019 the rent doubled.=={^rent-doubled} Nobody told us.\n',
      '02.transcript': '==The rents have doubled.=={^rent-doubled}',
    });
  });

  test('a name that is taken is another claim', () => {
    const source = plain + '\n    //- 03.transcript\n    ==Once.=={^rent-doubled}';
    expect(related(source)?.['02.transcript']).toContain('{^rent-doubled-2}');
  });

  test('a new claim with what it says, below the first of the two', () => {
    expect(related(plain, { claim: '^up', gloss: ' Rents\nrose. ' })).toEqual({
      '01.transcript': 'MM: Well. ==After 2019 the rent doubled.=={^up} Nobody told us.\n%claim up: Rents rose.\n',
      '02.transcript': '==The rents have doubled.=={^up}',
    });
  });

  test('of a claim that is known already the gloss stays as it is', () => {
    const source = plain + '\n    //- codebook.yaml\n    claims: { up: Rents rose. }';
    expect(related(source, { claim: 'up', gloss: 'Other words.' })?.['01.transcript']).not.toContain('%claim');
  });

  test.each(['up', '^up', ' -up '])('a name with a sign or without: %j', (claim) => {
    expect(related(plain, { claim })?.['02.transcript']).toBe('==The rents have doubled.=={^up}');
  });

  test.each(['two words', '', '#up', 'a{b}', 'x\ny'])('no name of a claim: %j', (claim) => {
    expect(related(plain, { claim })).toBeUndefined();
  });

  test('the claim of either side is taken, with what it does to it', () => {
    const claimed = (code: string): string =>
      plain.replace('The rents have doubled.', `==The rents have doubled.==${code}`).replace(/(\^+ there)/, '  $1');
    const first = (code: string): string | undefined => related(claimed(code))?.['01.transcript'];
    expect(first('{#a ^up}')).toContain('==After 2019 the rent doubled.=={^up}');
    expect(first('{-up}')).toContain('==After 2019 the rent doubled.=={-up}');
    expect(first('{-down ^up}')).toContain('==After 2019 the rent doubled.=={^up}');
    expect(related(claimed('{-up}'), { claim: 'down' })).toEqual({
      '01.transcript': 'MM: Well. ==After 2019 the rent doubled.=={^down} Nobody told us.\n',
      '02.transcript': '==The rents have doubled.=={-up ^down}',
    });
  });

  test('in a quote that holds the words the code goes into its braces', () => {
    const source = `
      //- 01.transcript
      ==Well. The rent doubled, they say.=={#rent} Yes.
              ^^^^^^^^^^^^^^^^ here
      //- 02.transcript
      {a>The rents have doubled. Twice.<a #b}
         ^^^^^^^^^^^^^^^^^^^^^^^ there`;
    expect(related(source, { claim: 'up' })).toEqual({
      '01.transcript': '==Well. The rent doubled, they say.=={#rent ^up} Yes.\n',
      '02.transcript': '{a>The rents have doubled. Twice.<a #b ^up}',
    });
  });

  test('words that overlap a quote are marked by name; a quote of several paragraphs stays as it is', () => {
    const source = `
      //- 01.transcript
      {a>Well. The rent ==doubled, they=={#b} say.
         ^^^^^^^^^^^^^^^^^^^^^^ here

      Yes.<a #c}
      //- 02.transcript
      The rents have doubled.
      ^^^^^^^^^^^^^^^^^^^^^^^ there`;
    expect(related(source, { claim: 'up' })?.['01.transcript']).toBe(
      '{a>{q1>Well. The rent ==doubl<q1 ^up}ed, they=={#b} say.\n\nYes.<a #c}\n',
    );
  });

  test('of a whole paragraph the sentence that comes nearest', () => {
    const source = `
      //- 01.transcript
      MM: It was a long day. After 2019 the rent doubled. Nobody told us.
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ here

      MM: Yes.
      //- 02.transcript
      The rents have doubled.
      ^^^^^^^^^^^^^^^^^^^^^^^ there`;
    expect(related(source, { claim: 'up' })?.['01.transcript']).toContain(
      'MM: It was a long day. ==After 2019 the rent doubled.=={^up} Nobody told us.\n',
    );
  });

  test('but a quote as it was marked, over several paragraphs', () => {
    const { corpus, uri } = fixture(
      [
        '//- 01.transcript',
        'MM: {a>It was a long day. After 2019 the rent doubled.\n\nNobody told us.<a #rent}\n\nMM: Yes.',
        '//- 02.transcript\nThe rents have doubled.',
      ].join('\n'),
    );
    const transcript = corpus.interviews.get(uri)?.transcript as Transcript;
    const here = { uri, span: (transcript.quotes[0] as Quote).words };
    const there = { uri: 'file:///02.transcript', span: { start: 0, end: 23 } };
    const edits = sameClaim(corpus, here, there, { claim: 'up' })?.files[0]?.edits ?? [];
    expect(applyEdits(transcript.text, edits)).toContain('Nobody told us.<a #rent ^up}');
  });

  test('and so of a passage of a very long paragraph', () => {
    const [before, behind] = ['It was a long day. '.repeat(70), 'We sat there for an hour. '.repeat(60)];
    const first = `MM: ${before}After 2019 the rent doubled. ${behind}`;
    const { corpus, related, uri } = fixture(
      `\n//- 01.transcript\n${first}\n//- 02.transcript\nThe rents have doubled.`,
    );
    const at = first.indexOf('rent');
    const asked = relatedPassages(corpus, related, uri, at, 5)?.span as Place['span'];
    expect(asked.start).toBeGreaterThan(4);
    expect(asked.end).toBeLessThan(first.length - 200);
    expect(asked.start <= at && at < asked.end).toBe(true);
    // Where nothing is left but blanks the last one is meant.
    expect(relatedPassages(corpus, related, uri, first.length, 5)?.span.end).toBe(first.trimEnd().length);
    const there = { uri: 'file:///02.transcript', span: { start: 0, end: 23 } };
    const [mine] = sameClaim(corpus, { uri, span: asked }, there, { claim: 'up' })?.files ?? [];
    expect(applyEdits(first, mine?.edits ?? [])).toContain('day. ==After 2019 the rent doubled.=={^up} We');
  });

  test('nor is a very long quote asked about as a whole', () => {
    const first = `{q>${'It was a long day. '.repeat(70)}

And so on. After 2019 the rent doubled.

${'We sat there for an hour. '.repeat(70)}<q #a}`;
    const { corpus, related } = fixture('//- 02.transcript\nThe rents have doubled.');
    corpus.put('file:///01.transcript', first);
    const asked = relatedPassages(corpus, related, 'file:///01.transcript', first.indexOf('rent'), 5)?.span;
    expect(first.slice(asked?.start, asked?.end)).toBe('And so on. After 2019 the rent doubled.');
  });

  test('a name begins no word with a mark that belongs to a letter', () => {
    const words = 'ค่าเช่าเพิ่มขึ้นสองเท่า';
    const { corpus, uri } = fixture(`//- 01.transcript\n${words}\n//- 02.transcript\n${words}`);
    const span = { start: 0, end: words.length };
    const found = sameClaim(corpus, { uri, span }, { uri: 'file:///02.transcript', span });
    expect(found?.claim).toMatch(/^(?!.*(?:^|-)\p{M})\p{L}/u);
  });

  test('nothing is written where both sides state it', () => {
    const source = `
      //- 01.transcript
      ==It rose.=={^up}
        ^^^^^^^^ here
      //- 02.transcript
      It did.
      ^^^^^^^ there
      %tags +up`;
    expect(related(source)).toEqual({});
  });

  test('not within one interview', () => {
    const { corpus, uri } = fixture('One. Two.');
    expect(sameClaim(corpus, { uri, span: { start: 0, end: 4 } }, { uri, span: { start: 5, end: 9 } })).toBeUndefined();
  });
});

describe('suggested for a statement', () => {
  const interviews = `
    //- 01.transcript
    MM: ==It was like that for $0all of us.=={-dear}
    //- 02.transcript
    When the company came, the mooring fees tripled.
    //- 03.transcript
    ${FILLER.replaceAll('\n', '\n    ')}`;
  const says = 'Mooring fees have risen.';

  test.each([
    ['nothing, where nobody has written what its claim says', '', []],
    ['what the codebook says', `//- codebook.yaml\nclaims: { dear: ${says} }`, ['file:///02.transcript']],
    ['what any interview says', `//- 04.transcript\nWell.\n%claim dear: ${says}`, ['file:///02.transcript']],
    ['not what is said of another claim', `//- codebook.yaml\nclaims: { near: ${says} }`, []],
  ])('%s', (_, more, uris) => {
    const { corpus, related, uri, offset } = fixture(`${interviews}\n    ${more.replaceAll('\n', '\n    ')}`);
    const { suggested = [] } = relatedPassages(corpus, related, uri, offset, 5) ?? {};
    expect(suggested.map((found) => found.uri)).toEqual(uris);
  });
});

describe('not related', () => {
  const source = `
    //- 01.transcript
    The ferry to Lis$0bon was painted green.
    %memo: x

    Another one, to Porto: a ferry that was painted in blue and in gold, too.
    //- 02.transcript
    They painted the ferry again. "I never" saw Lisbon, and nobody painted it.
    //- 03.transcript
    Nobody has painted the ferry to Lisbon.
    //- 04.transcript
    ${FILLER.replaceAll('\n', '\n    ')}`;

  /** Who is suggested at an offset of a file. */
  function suggested(corpus: Corpus, related: RelatedIndex, uri: string, offset: number): string[] {
    return (relatedPassages(corpus, related, uri, offset, 5)?.suggested ?? []).map((found) => found.uri);
  }

  test('a line below the paragraph, and the suggestion is gone, seen from either side', () => {
    const { corpus, related, uri, offset, files } = fixture(source);
    const [second, third] = ['file:///02.transcript', 'file:///03.transcript'] as const;
    expect(suggested(corpus, related, uri, offset).sort()).toEqual([second, third]);
    const there = { uri: second, span: { start: 0, end: (files.get(second) as string).length } };
    const edits = dismiss(corpus, { uri, span: { start: offset, end: offset } }, there) ?? [];
    const text = applyEdits(files.get(uri) as string, edits);
    expect(text).toContain(
      'green.\n%memo: x\n%unrelated 02 "They painted the ferry again. I never saw Lisbon, and nobody"\n\nAnother',
    );
    corpus.put(uri, text);
    expect(suggested(corpus, related, uri, offset)).toEqual([third]);
    // The other paragraph has not been spoken of.
    expect(suggested(corpus, related, uri, text.indexOf('Another')).sort()).toEqual([second, third]);
    const back = relatedPassages(corpus, related, second, 3, 5)?.suggested ?? [];
    expect(back.filter((found) => found.uri === uri).map(({ passage }) => passage.start)).toEqual([
      text.indexOf('Another'),
    ]);
    expect(dismiss(corpus, { uri, span: { start: offset, end: offset } }, there)).toEqual([]);
  });

  test.each([
    ['labels and times', 'Tam Ferrow: [0:12] They', 'They'],
    ['codes', '==They painted the=={#a ^b} ferry', 'They painted the ferry'],
    ['lines above', 'They', 'One.\n\nTwo.\n\nThey'],
    ['lines within', 'painted the ferry', 'painted\n%memo: z\nthe ferry'],
    ['the form of quotation marks, case, and white space', 'They painted', 'THEY  “painted”'],
    ['what is said behind it', 'nobody painted it', 'somebody sang'],
  ])('it stays dismissed when there change %s', (_, from, to) => {
    const line = '%unrelated 02 "They painted the ferry again. I never saw"';
    const second = `They painted the ferry again. "I never" saw Lisbon, and nobody painted it.`;
    const changed = second.includes(from) ? second.replace(from, to) : second.replace(to, from);
    expect(changed).not.toBe(second);
    const { corpus, related, uri } = fixture(
      `\n//- 01.transcript\nThe ferry to Lisbon was painted green.\n${line}\n//- 02.transcript\n${changed}\n\nTam Ferrow: Yes.\n//- 04.transcript\n${FILLER}`,
    );
    expect(suggested(corpus, related, uri, 5)).toEqual([]);
    expect(suggested(corpus, related, 'file:///02.transcript', changed.indexOf('Lisbon'))).toEqual([]);
  });

  test('it stays dismissed when the file there is renamed, as long as its words tell which one is meant', () => {
    const of = (line: string, more = ''): string[] => {
      const { corpus, related, uri } = fixture(
        `\n//- 01.transcript\nThe ferry to Lisbon was painted green.\n${line}\n//- renamed.transcript\nThey painted the ferry again. I never saw Lisbon.\n${more}//- 04.transcript\n${FILLER}`,
      );
      const back = suggested(corpus, related, 'file:///renamed.transcript', 3).filter((other) => other === uri);
      const forth = suggested(corpus, related, uri, 5).filter((other) => other === 'file:///renamed.transcript');
      expect(back).toHaveLength(forth.length);
      return forth;
    };
    expect(of('%unrelated 02 "They painted the ferry again."')).toEqual([]);
    expect(of('%unrelated 02 "They pai"')).toHaveLength(1);
    expect(of('%unrelated 02')).toHaveLength(1);
    // An interview of that name is the one that is meant.
    expect(of('%unrelated 02 "They painted the ferry again."', '//- 02.transcript\nOne.\n')).toHaveLength(1);
  });

  test('and when there change lines, labels and codes here', () => {
    const { corpus, related, uri } = fixture(`
      //- 01.transcript
      One.

      MM: The ==ferry=={#boat} to Lisbon
      %unrelated 02 "They painted the ferry again"
      was painted green.

      MM: Yes.
      //- 02.transcript
      They painted the ferry again. I never saw Lisbon.
      //- 04.transcript
      ${FILLER.replaceAll('\n', '\n      ')}`);
    expect(suggested(corpus, related, uri, 20)).toEqual([]);
    expect(suggested(corpus, related, 'file:///02.transcript', 3)).toEqual([]);
  });

  test('the same words elsewhere in this interview are dismissed with them', () => {
    const { corpus, related, uri, files } = fixture(
      [
        '//- 01.transcript\nThe ferry to Lisbon was painted green.\n%unrelated 02 "They painted the ferry again"',
        'MM: As I said, the ferry to Lisbon was painted green. Yes.\n\nMM: Green, I said.',
        '//- 02.transcript\nThey painted the ferry again. I never saw Lisbon.',
        `//- 04.transcript\n${FILLER}`,
      ].join('\n\n'),
    );
    expect(suggested(corpus, related, uri, (files.get(uri) as string).lastIndexOf('ferry'))).toEqual([]);
    expect(suggested(corpus, related, 'file:///02.transcript', 3)).toEqual([]);
  });

  test('all of an interview without words; a section under its topic; all of this one at the top', () => {
    const of = (line: string, place: 'paragraph' | 'topic' | 'top'): string[] => {
      const { corpus, related, uri, files } = fixture(
        [
          '//- 01.transcript',
          ...(place === 'top' ? [line] : []),
          '# Boats',
          ...(place === 'topic' ? [line] : []),
          'The ferry to Lisbon was painted green.',
          ...(place === 'paragraph' ? [line] : []),
          '//- 02.transcript\nThey painted the ferry again. I never saw Lisbon.',
          '//- 03.transcript\nNobody has painted the ferry to Lisbon.',
          `//- 04.transcript\n${FILLER}`,
        ].join('\n'),
      );
      return suggested(corpus, related, uri, (files.get(uri) as string).indexOf('Lisbon'));
    };
    const third = ['file:///03.transcript'];
    for (const place of ['paragraph', 'topic', 'top'] as const) expect(of('%unrelated 02', place)).toEqual(third);
    expect(of('%unrelated 02.transcript', 'paragraph')).toEqual(third);
    expect(of('%unrelated 2', 'paragraph')).toHaveLength(2);
    expect(of('%unrelated 02 "..."', 'paragraph')).toHaveLength(2);
    expect(of('%unrelated', 'paragraph')).toHaveLength(2);
    expect(of('%memo 02', 'paragraph')).toHaveLength(2);
    expect(of('%unrelated 02 "painted the ferry again', 'paragraph')).toEqual(third);
  });

  test('others come in the place of what is dismissed', () => {
    const many = Array.from(
      { length: 30 },
      (_, number) =>
        `The green ferry from Porto to Lisbon was painted by seven Basque sailors with brooms ${'abcdefghijklmnopqrstuvwxyzäöüß'.charAt(number)}${number}.`,
    );
    const { corpus, related, uri } = fixture(
      [
        '//- 01.transcript\nThe green ferry from Porto to Lisbon was painted by seven Basque sailors with brooms.\n%unrelated 02',
        `//- 02.transcript\n${many.join('\n\n')}`,
        '//- 03.transcript\nAnd the green ferry from Porto to Lisbon was painted by seven Basque sailors with brooms, every second day, as far as I know.',
        `//- 04.transcript\n${FILLER.repeat(20)}`,
      ].join('\n'),
    );
    expect(suggested(corpus, related, uri, 5)).toEqual(['file:///03.transcript']);
  });

  test('the name has as much of its path as it takes', () => {
    const line = (other: string): string | undefined => {
      const { corpus, uri } = fixture(
        `//- 01.transcript\nOne.\n//- a/x.transcript\nThis is another passage.\n//- b/x.transcript\nThis is another passage.\n//- y%20z.transcript\nThis is another passage.`,
      );
      const there = { uri: `file:///${other}`, span: { start: 0, end: 24 } };
      return dismiss(corpus, { uri, span: { start: 0, end: 4 } }, there)?.[0]?.text;
    };
    expect(line('a/x.transcript')).toBe('\n%unrelated a/x "This is another passage."');
    expect(line('b/x.transcript')).toBe('\n%unrelated b/x "This is another passage."');
    expect(line('y%20z.transcript')).toBe('\n%unrelated y z "This is another passage."');
  });

  test('a copy of the same file is no other interview', () => {
    const { corpus, related, uri } = fixture(
      `\n//- 01.transcript\nThe ferry to Lisbon was painted green.\n//- 01 copy.transcript\nThe ferry to Lisbon was painted green.\n//- 02.transcript\nThe ferry to Lisbon was painted blue!\n//- 04.transcript\n${FILLER}`,
    );
    expect(suggested(corpus, related, uri, 5)).toEqual(['file:///02.transcript']);
  });

  test('what is stated is shown all the same', () => {
    const { corpus, related, uri } = fixture(
      '//- 01.transcript\n==It rose.=={^up}\n%unrelated 02\n//- 02.transcript\n==It did.=={^up}',
    );
    expect(relatedPassages(corpus, related, uri, 5, 5)?.stated).toHaveLength(1);
  });
});

describe('no word of a transcript ever changes', () => {
  const span = fc.tuple(fc.nat(400), fc.nat(60)).map(([start, length]) => ({ start, end: start + length }));
  const options = fc.record({
    claim: fc.option(fc.constantFrom('up', 'a/b', 'two words'), { nil: undefined }),
    gloss: fc.option(fc.string(), { nil: undefined }),
  });

  test('whatever the texts and the places', () => {
    let [claims, lines] = [0, 0];
    fc.assert(
      fc.property(anyText, anyText, span, span, options, (one, other, mine, theirs, more) => {
        const texts = new Map([
          ['file:///01.transcript', one],
          ['file:///a "b"\n.transcript', other],
        ]);
        const corpus = new Corpus();
        for (const [uri, text] of texts) corpus.put(uri, text);
        const [first, second] = [...texts.keys()] as [string, string];
        const clipped = (text: string, { start, end }: typeof mine) => ({
          start: Math.min(start % (text.length + 1), text.length),
          end: Math.min((start % (text.length + 1)) + end - start, text.length),
        });
        const here = { uri: first, span: clipped(one, mine) };
        const there = { uri: second, span: clipped(other, theirs) };
        for (const { uri, edits } of sameClaim(corpus, here, there, more)?.files ?? []) {
          const text = texts.get(uri) as string;
          expect(strip(applyEdits(text, edits))).toBe(strip(text));
          claims++;
        }
        const edits = dismiss(corpus, here, there);
        if (!edits || edits.length === 0) return;
        const text = applyEdits(one, edits);
        expect(strip(text)).toBe(strip(one));
        corpus.put(first, text);
        const paragraph = parse(text).paragraphs.find(
          ({ start, end }) => start <= here.span.start && here.span.start <= end,
        );
        expect(dismissals(corpus, first, paragraph!)(there)).toBe(true);
        lines++;
      }),
      { numRuns: 400 },
    );
    expect(claims).toBeGreaterThan(20);
    expect(lines).toBeGreaterThan(20);
  });

  test('every suggestion of the sample corpus can be made a claim, or dismissed from both sides', () => {
    const index = new RelatedIndex();
    const corpus = sampleCorpus([index]);
    const texts = new Map([...corpus.interviews].map(([uri, { transcript }]) => [uri, transcript.text]));
    let count = 0;
    for (const [uri, { transcript }] of [...corpus.interviews].slice(0, 4)) {
      const { text } = transcript;
      for (let offset = 200; offset < text.length; offset += 700) {
        const passages = relatedPassages(corpus, index, uri, offset, 2);
        for (const { uri: other, snippet } of passages?.suggested ?? []) {
          const here = { uri, span: passages?.span ?? snippet };
          const there = { uri: other, span: snippet };
          const marked = sameClaim(corpus, here, there);
          expect(marked?.files.length).toBeGreaterThan(0);
          for (const file of marked?.files ?? []) {
            const before = corpus.interviews.get(file.uri)!.transcript.text;
            const after = applyEdits(before, file.edits);
            expect(strip(after)).toBe(strip(before));
            corpus.put(file.uri, after);
          }
          expect(corpus.statements(marked!.claim).map((statement) => statement.uri)).toEqual(
            expect.arrayContaining([uri, other]),
          );
          for (const [changed, before] of texts) corpus.put(changed, before);
          const edits = dismiss(corpus, here, there) ?? [];
          expect(edits).toHaveLength(1);
          corpus.put(uri, applyEdits(text, edits));
          const isShown = (at: string, place: number, found: string, words: string): boolean =>
            (relatedPassages(corpus, index, at, place, 20)?.suggested ?? []).some(
              (each) =>
                each.uri === found && plainText(corpus.interviews.get(found)!.transcript, each.passage).includes(words),
            );
          const said = plainText(corpus.interviews.get(other)!.transcript, snippet);
          const asked = plainText(transcript, here.span).trim();
          expect(isShown(uri, offset, other, said)).toBe(false);
          expect(isShown(other, snippet.start, uri, asked)).toBe(false);
          corpus.put(uri, text);
          count++;
        }
      }
    }
    expect(count).toBeGreaterThan(20);
  });
});
