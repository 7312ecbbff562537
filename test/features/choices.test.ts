import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../server/core/edit';
import { Corpus } from '../../server/core/corpus';
import type { Span } from '../../server/core/span';
import { choices, type Choices } from '../../server/features/choices';
import { codeActions } from '../../server/features/code-actions';
import { suggestCodes } from '../../server/features/suggest-codes';
import { RelatedIndex } from '../../server/related/related-index';
import { anyText } from '../core/arbitrary';
import { fixture, sampleCorpus } from '../fixture';

/** What is offered at the cursor of a fixture; some lines of it are not indented. */
function offered(source: string): Choices {
  const { corpus, related, uri, selection } = fixture(flat(source));
  return choices(corpus, related, uri, [selection])!;
}

function flat(source: string): string {
  return source.replace(/^ {6}/gm, '').trimStart();
}

/** Names and reasons of what is suggested. */
function reasons(list: readonly { name: string; why?: string }[]): string[] {
  return list.flatMap(({ name, why }) => (why === undefined ? [] : [`${name}: ${why}`]));
}

/** Passages that share nothing with the others: in a small corpus every word is a common one. */
const FILLER = 'abcdefghijklmnopqrst'.replace(/./g, '$&$&$& sings about $&$&.\n\n');

const CODEBOOK = `
//- codebook.yaml
tags:
  fees: { about: "Bills and charges" }
  housing: { about: "Where people live", color: "#b5651d" }
  work/shifts:
  housing/rent: { about: "Arrears, landlords" }
  work:
  work/pay: { color: "#111" }
claims:
  buses-late: { says: "The bus never comes on time." }
  rents-doubled: { says: "Rents in the ward doubled." }
people:
  maria: { name: Maria Mendez, aliases: [MM] }
`;

describe('what is offered', () => {
  it('is all tags as the codebook orders them, children behind their parents, undeclared ones last, the most used first', () => {
    const { tags } = offered(`
      ${FILLER}A $0word. ==One.=={#zebra} ==Two.=={#yak} ==Three.=={#yak} ==Four.=={#fees}
      ${CODEBOOK}`);
    const rest = tags.filter(({ why }) => why === undefined).map(({ name }) => name);
    expect(rest).toEqual(['housing', 'housing/rent', 'work', 'work/shifts', 'work/pay', 'yak', 'zebra']);
    expect(tags.find(({ name }) => name === 'housing/rent')).toMatchObject({ about: 'Arrears, landlords', count: 0 });
    expect(tags.map(({ name }) => name)).toContain('fees');
    // A parent's colour is its children's, unless they have one.
    const colors = Object.fromEntries(tags.map(({ name, color }) => [name, color]));
    expect(colors).toMatchObject({ 'housing/rent': '#b5651d', 'work/pay': '#111', work: undefined });
    expect(tags.find(({ name }) => name === 'yak')?.count).toBe(2);
  });

  it('keeps children of one that is not declared together', () => {
    const { tags } = offered(`
      $0x
      //- codebook.yaml
      tags: { b/x: , a: , b/y/z: , c: , b/y: }
    `);
    expect(tags.map(({ name }) => name)).toEqual(['b/x', 'b/y', 'b/y/z', 'a', 'c']);
  });

  it('holds every tag and claim once, whatever is suggested', () => {
    const related = new RelatedIndex();
    const corpus = sampleCorpus([related]);
    for (const { uri, transcript } of corpus.interviews.values()) {
      for (const { words } of transcript.quotes) {
        const { tags, claims } = choices(corpus, related, uri, [words])!;
        expect(tags.map(({ name }) => name).sort()).toEqual(corpus.tagNames());
        expect(claims.map(({ name }) => name).sort()).toEqual(corpus.claimNames());
        for (const list of [tags, claims]) {
          const suggested = list.filter(({ why }) => why !== undefined).length;
          expect(suggested).toBeLessThanOrEqual(5);
          expect(list.slice(suggested).every(({ why }) => why === undefined)).toBe(true);
        }
      }
    }
  });

  it('names people: whom the paragraph names, other speakers, and all others', () => {
    const { people } = offered(`
      ---
      speakers: { INT: Ana Ruiz, BB: Bo Berg }
      ---
      INT: So?

      BB: $0He told us. So said Maria Mendez.
      //- codebook.yaml
      people:
        zoe: { name: Zoe Zand }
        maria: { name: Maria Mendez }
    `);
    expect(people).toEqual([
      { name: 'maria', fullName: 'Maria Mendez' },
      { name: 'ana-ruiz', fullName: 'Ana Ruiz' },
      { name: 'zoe', fullName: 'Zoe Zand' },
    ]);
  });
});

describe('the words', () => {
  it('are those of the quote at the cursor, else the sentence, else what is selected; and all codes that they carry', () => {
    const text = 'MM: So.\n\nMM: One thing. ==Two things.=={#a ^b} {q>Three things.<q #a @c} Four.\n\n';
    const { corpus, related, uri } = fixture(text);
    const at = (words: string, length = 0): Span => {
      const start = text.indexOf(words);
      return { start, end: start + length };
    };
    const ask = (...spans: Span[]): [string[], string[]] => {
      const { words, carried } = choices(corpus, related, uri, spans)!;
      return [words.map((span) => (span ? text.slice(span.start, span.end) : '—')), carried];
    };
    expect(ask(at('thing.'))).toEqual([['One thing.'], []]);
    expect(ask(at('Two'))).toEqual([['Two things.'], ['#a', '^b']]);
    expect(ask(at(' Four', 6))).toEqual([['Four.'], []]);
    expect(ask(at('Two'), at('Three'))).toEqual([['Two things.', 'Three things.'], ['#a']]);
    expect(ask(at('Two'), at('Four'))).toEqual([['Two things.', 'Four.'], []]);
    // The last line is blank.
    expect(ask(at('Two'), { start: text.length, end: text.length })).toEqual([
      ['Two things.', '—'],
      ['#a', '^b'],
    ]);
    expect(ask()).toEqual([[], []]);
  });

  it('of a line of tags are what it speaks of', () => {
    const { words, carried } = offered('A word of mine.\n%tags #a $0#b\n\nMore.\n');
    expect(words).toEqual([{ start: 0, end: 15 }]);
    expect(carried).toEqual(['#a', '#b']);
  });

  it('are none in a file that nobody has read', () => {
    expect(choices(new Corpus(), new RelatedIndex(), 'file:///a.transcript', [{ start: 0, end: 0 }])).toBeUndefined();
  });
});

describe('a suggestion', () => {
  const WELL = 'The water from the well tasted of iron.';

  it('is what similar words carry in another interview', () => {
    const { tags, claims } = offered(`
      MM: They said the $0well water tastes like iron nowadays.
      //- 02.transcript
      ---
      title: The well
      ---
      MM: ==${WELL}=={#water ^well-rusty}

      ${FILLER}
    `);
    expect(reasons(tags)).toEqual(['water: like “The water from the well tasted of iron.” in The well']);
    expect(reasons(claims)).toEqual(['well-rusty: like “The water from the well tasted of iron.” in The well']);
  });

  it('is what similar words carry in the same interview, wherever they stand', () => {
    const { tags } = offered(`
      ==${WELL}=={#water}

      ==aaa sings.=={#songs}

      ${FILLER}They said the $0well water tastes like iron nowadays.
    `);
    expect(reasons(tags)).toEqual([
      'water: like “The water from the well tasted of iron.” in this interview',
      'songs: used just above',
    ]);
  });

  it('is a tag whose name or description says the same, and a claim whose gloss does', () => {
    const { tags, claims } = offered(`
      ${FILLER}We are in $0arrears, the landlord says, and the bus never comes.
      ${CODEBOOK}`);
    expect(reasons(tags)).toEqual(['housing/rent: shared words: Arrears, landlords']);
    expect(reasons(claims)).toEqual(['buses-late: shared words: bus']);
  });

  it('is what is used near, the nearest first', () => {
    const { tags } = offered(`
      ==aaa.=={#far} ==bbb.=={#above}

      ${FILLER}So $0it is.

      ==ccc.=={#below}
    `);
    expect(reasons(tags)).toEqual(['below: used just below', 'above: used above', 'far: used above']);
  });

  it('is not farther for the marks between', () => {
    const { tags } = offered(`
      ==aaa.=={#above note="This is said of it at some length."} So $0it is. Then three more words. ==bbb.=={#below}

      ${FILLER}`);
    expect(reasons(tags)).toEqual(['above: used just above', 'below: used below']);
  });

  it('is nothing that is only like what stands around the words', () => {
    const { tags } = offered(`
      ==${WELL}=={#water}

      ==aaa sings.=={#c} ==bbb sings.=={#b} ==ccc sings.=={#a}

      ${FILLER}So $0it is. They said the well water tastes like iron nowadays.
    `);
    expect(reasons(tags)).toEqual(['a: used just above', 'b: used above', 'c: used above', 'water: used above']);
  });

  it('is no tag that the codebook does not declare, where it declares any', () => {
    const source = `
      ==${WELL}=={#watr}

      ${FILLER}They said the $0well water tastes like iron nowadays.`;
    expect(reasons(offered(source).tags)).toHaveLength(1);
    expect(reasons(offered(source + '\n//- codebook.yaml\ntags: { other: }').tags)).toEqual([]);
  });

  it('is nothing where there are neither codes nor words', () => {
    expect(reasons(offered(`${FILLER}So $0it is.`).tags)).toEqual([]);
    expect(reasons(offered(`${FILLER}==So it is.=={#only}$0`).tags)).toEqual([]);
  });

  it('fits the words at all cursors', () => {
    const { corpus, related, uri, files } = fixture(
      flat(`
      ==${WELL}=={#water}

      ==The night bus never comes on time.=={#buses}

      ${FILLER}They said the well water tastes like iron. The night bus is late, they said. So it is.
    `),
    );
    const text = files.get(uri)!;
    const at = (words: string): Span => ({ start: text.indexOf(words), end: text.indexOf(words) });
    const first = (...spans: Span[]): (string | undefined)[] =>
      choices(corpus, related, uri, spans)!
        .tags.filter(({ why }) => why?.startsWith('like'))
        .map(({ name }) => name);
    expect(first(at('They said the well'))).toEqual(['water']);
    expect(first(at('is late'))).toEqual(['buses']);
    expect(first(at('They said the well'), at('is late')).sort()).toEqual(['buses', 'water']);
  });

  it('needs no index that is complete', () => {
    const waiting = new RelatedIndex({ background: true });
    const corpus = new Corpus([waiting]);
    const uri = 'file:///01.transcript';
    corpus.put('file:///02.transcript', `==${WELL}=={#water}\n\n${FILLER}`);
    const text = `==aaa sings.=={#songs}\n\nThe well water tastes like iron.\n`;
    corpus.put(uri, text);
    const at = { start: text.indexOf('well'), end: text.indexOf('well') };
    const ask = (): string[] => reasons(choices(corpus, waiting, uri, [at])!.tags);
    expect(ask()).toEqual(['songs: used just above']);
    expect(waiting.pending).toBe(2);
    waiting.flush();
    expect(ask().map((reason) => reason.split(':')[0])).toEqual(['water', 'songs']);
    // What has changed meanwhile is left out, rather than read at the wrong place.
    corpus.put('file:///02.transcript', `More.\n\n==${WELL}=={#other}\n\n${FILLER}`);
    expect(ask()).toEqual(['songs: used just above']);
  });

  it('comes first among the quick fixes of a quote, where somebody has asked', () => {
    const { corpus, related, uri, selection } = fixture(
      flat(`
      ==${WELL}=={#water}

      ==aaa.=={#near}

      ${FILLER}They said the =={$0} well.

      ==The well water tastes like iron nowadays.=={}
    `),
    );
    const { start } = corpus.interviews.get(uri)!.transcript.quotes.at(-1)!;
    const titles = (asked?: RelatedIndex): string[] =>
      codeActions(corpus, uri, { ...selection, start: start + 3, end: start + 3 }, asked)
        .map(({ title }) => title)
        .filter((title) => title.startsWith('Tag as'));
    expect(titles()).toEqual(['Tag as #near', 'Tag as #water']);
    expect(titles(related)).toEqual(['Tag as #water', 'Tag as #near']);
  });
});

describe('no quote votes for itself', () => {
  it('a tag more or less on the words asked about changes nothing in what is suggested for them', () => {
    const related = new RelatedIndex();
    const corpus = sampleCorpus([related]);
    const all = [...corpus.interviews.values()].flatMap(({ uri, transcript }) =>
      transcript.quotes.filter(({ group }) => group).map((quote) => ({ uri, quote })),
    );
    expect(all.length).toBeGreaterThan(100);
    fc.assert(
      fc.property(
        fc.constantFrom(...all),
        fc.constantFrom('#harbour/fleet', '#trust', '#nature/eelgrass'),
        fc.boolean(),
        ({ uri, quote }, tag, whole) => {
          const { text } = corpus.interviews.get(uri)!.transcript;
          const { words } = quote;
          const asked = whole ? words : { start: words.start, end: words.start };
          const before = choices(corpus, related, uri, [asked])!;
          // Behind the last code, or in the empty braces: in front of the closing one.
          const at = quote.close.end - 1;
          corpus.put(uri, applyEdits(text, [{ span: { start: at, end: at }, text: ` ${tag}` }]));
          const after = choices(corpus, related, uri, [asked])!;
          corpus.put(uri, text);
          expect(after.words).toEqual(before.words);
          expect(reasons(after.tags)).toEqual(reasons(before.tags));
          expect(reasons(after.claims)).toEqual(reasons(before.claims));
          // At the start of a quote another one may stand, which is meant then.
          if (before.words[0]?.start === words.start && before.words[0].end === words.end)
            expect(after.carried).toContain(tag);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('nor does one that overlaps it', () => {
    const source = (codes: string): string => `
      {a>The water from the well $0tasted of iron.<a ${codes}} {b>And the ==well water was brown.=={#two}<b #three}

      ${FILLER}`;
    const { corpus, related, uri, files } = fixture(flat(source('#one')));
    const text = files.get(uri)!;
    const span = { start: text.indexOf('well') - 2, end: text.indexOf('brown') };
    expect(reasons(choices(corpus, related, uri, [span])!.tags)).toEqual([]);
  });
});

describe('hostile texts', () => {
  it('are answered, with words that lie in the text and no suggestion that is no code', () => {
    fc.assert(
      fc.property(anyText, fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 8 }), (text, places) => {
        const related = new RelatedIndex();
        const corpus = new Corpus([related]);
        corpus.put('file:///a.transcript', text);
        corpus.put('file:///b.transcript', text);
        const spans = places.map(([a, b]) => ({ start: a % (text.length + 1), end: b % (text.length + 1) }));
        const found = choices(corpus, related, 'file:///a.transcript', spans)!;
        expect(found.words).toHaveLength(spans.length);
        for (const span of found.words) {
          if (!span) continue;
          expect(span.start).toBeGreaterThanOrEqual(0);
          expect(span.end).toBeLessThanOrEqual(text.length);
          expect(span.start).toBeLessThanOrEqual(span.end);
        }
        expect(found.tags.map(({ name }) => name).sort()).toEqual(corpus.tagNames());
      }),
    );
  });

  it('with ten thousand quotes, and one around them all, are answered', () => {
    const related = new RelatedIndex();
    const corpus = new Corpus([related]);
    const many = Array.from({ length: 10_000 }, (_, number) => `==Word ${number} of it.=={#t${number % 50}}`).join(' ');
    corpus.put('file:///a.transcript', `{all>${many}<all #all}\n\nWord of it.\n`);
    const interview = corpus.interviews.get('file:///a.transcript')!;
    const { transcript } = interview;
    const end = transcript.text.length - 3;
    const suggest = suggestCodes(corpus, related, interview, [{ start: end - 5, end }]);
    // What is said in so many words is no example, and the one around them all says nothing.
    expect(suggest('tag', Infinity).length).toBeGreaterThan(0);
    expect(suggest('tag', Infinity).map(({ name }) => name)).not.toContain('all');
    const whole = { start: 0, end: transcript.text.length };
    expect(suggestCodes(corpus, related, interview, [whole])('tag', Infinity)).toEqual([]);
  });
});
