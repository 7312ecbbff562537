import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { slice } from '../../server/core/span';
import { parse } from '../../server/core/parse';
import { strip } from '../../server/core/strip';
import { RelatedIndex, type Related } from '../../server/related/related-index';

const limit = 5;

/** Interviews about a harbour that have nothing to do with each other, so that terms are rare and common as in real ones. */
const others = Object.fromEntries(
  ['baker', 'teacher', 'nurse', 'pilot', 'farmer', 'weaver'].map((work, number) => [
    `${work}.transcript`,
    [
      `My mother was a ${work} before the war, in the hills.`,
      `We rose at dawn ${number} and walked to school by the river.`,
      `My brother bought a gramophone from the ${work}.`,
      `Sundays were for singing and for ${work} gossip.`,
    ].join('\n\n'),
  ]),
);

function indexOf(texts: Record<string, string>): RelatedIndex {
  const index = new RelatedIndex();
  for (const [uri, text] of Object.entries(texts)) index.put({ uri, transcript: parse(text) });
  return index;
}

const lines = (...paragraphs: string[]): string => paragraphs.join('\n\n');
const found = (results: readonly Related[]): [string, number][] =>
  results.map(({ uri, passage }) => [uri, passage.paragraph]);
const span = (text: string, words: string) => ({ start: text.indexOf(words), end: text.indexOf(words) + words.length });

describe('related passages', () => {
  const ana = lines(
    'ANA: Tell me about the quay.',
    'BEN: The mooring fees tripled after the ferry company came.',
    'ANA: Who paid?',
    'BEN: Nobody did.',
  );
  const cem = lines(
    'Cem lives on an island.',
    'When the ferry company arrived, mooring fees went up three times. Fishermen sold their boats.',
    'His cat sleeps.',
  );

  test('are those of other interviews that share words, with the words that they share', () => {
    const texts = {
      ...others,
      'ana.transcript': ana,
      'cem.transcript': cem,
      'copy.transcript': lines('The ferry is late.', 'Mooring is an art.'),
    };
    const [best, ...rest] = indexOf(texts).related('ana.transcript', 1, { limit });
    expect(best).toMatchObject({ uri: 'cem.transcript', passage: { paragraph: 1 } });
    expect(new Set(best!.terms)).toEqual(new Set(['ferry', 'company', 'mooring', 'fees']));
    expect(best!.terms.indexOf('company')).toBeLessThan(best!.terms.indexOf('ferry'));
    expect(best!.highlights.map((highlight) => slice(cem, highlight))).toEqual(['ferry', 'company', 'mooring', 'fees']);
    expect(slice(cem, best!.snippet)).toBe('When the ferry company arrived, mooring fees went up three times.');
    expect(rest).toEqual([]);
  });

  test('are never those of the interview itself, nor asides', () => {
    const texts = {
      ...others,
      'ana.transcript': lines(ana, 'BEN: The ferry company tripled mooring fees.'),
      'ad.transcript': 'Ferry company: low mooring fees!\n%aside',
    };
    expect(indexOf(texts).related('ana.transcript', 1, { limit })).toEqual([]);
  });

  test('of a few words are told apart by what stands around the words', () => {
    const boats = 'The boats were sold.';
    const texts = {
      ...others,
      'a.transcript': lines(
        'The winter storm broke the pier.',
        `${boats} Then the storm came back.`,
        'Insurance refused.',
      ),
      'b.transcript': lines('Her uncle sold his boats to an actor.', 'Rain.'),
      'c.transcript': lines('After the storm we sold boats without insurance.', 'Rain.'),
    };
    const index = indexOf(texts);
    const at = span(texts['a.transcript'], boats);
    expect(found(index.related('a.transcript', at, { limit }))[0]).toEqual(['c.transcript', 0]);
    const plain = index.related('a.transcript', at, { limit, widen: false });
    expect(plain.every(({ terms }) => !terms.includes('storm'))).toBe(true);
    const widened = index.related('a.transcript', at, { limit });
    expect(widened[0]!.score).toBeGreaterThan(plain.find(({ uri }) => uri === 'c.transcript')!.score);
  });

  test('of words that state a claim are also those that share words with what it says, and only those are shown', () => {
    const texts = {
      ...others,
      'a.transcript': lines('It was like that for all of us.', 'Rain.'),
      'b.transcript': lines('When the company came, the mooring fees tripled.', 'Rain.'),
    };
    const index = indexOf(texts);
    expect(index.related('a.transcript', 0, { limit })).toEqual([]);
    const gloss = 'Mooring fees have tripled since the regatta.';
    const best = index.related('a.transcript', 0, { limit, gloss });
    expect(found(best)).toEqual([['b.transcript', 0]]);
    expect(new Set(best[0]!.terms)).toEqual(new Set(['mooring', 'fees', 'tripled']));
  });

  test('name the speaker rather than somebody else', () => {
    const told = 'I tripled the mooring fees.';
    const texts = {
      ...others,
      'ana.transcript': lines('ANA: So?', `BEN OSMAN: ${told}`, 'ANA: Well.', 'BEN OSMAN: Yes.'),
      'b.transcript': 'The mooring fees tripled under Cem Demir, he said.',
      'c.transcript': 'The mooring fees tripled under Ben Osman, he said.',
      'd.transcript': 'Ben Osman has a boat.',
    };
    const best = indexOf(texts).related('ana.transcript', span(texts['ana.transcript'], told), { limit });
    expect(found(best)).toEqual([
      ['c.transcript', 0],
      ['b.transcript', 0],
    ]);
    expect(best[0]!.terms).toContain('Osman');
  });

  test("do not share the speaker's name, nor the number of one without a name", () => {
    const told = 'Mooring fees tripled.';
    const texts = {
      ...others,
      'ana.transcript': lines(`BEN: ${told}`, `SPEAKER 27: ${told}`, 'BEN: Well.', 'SPEAKER 27: Yes.'),
      'b.transcript': 'Fees for Ben, the speaker, who has a boat.',
      'c.transcript': 'The mooring fees tripled in 27 ports.',
    };
    const index = indexOf(texts);
    const results = [0, 1].flatMap((at) => index.related('ana.transcript', at, { limit }));
    expect(found(results)).toEqual([
      ['c.transcript', 0],
      ['c.transcript', 0],
    ]);
    expect(results[1]!.terms).not.toContain('27');
  });

  test('take the heading into account', () => {
    const texts = {
      ...others,
      'a.transcript': '# Lighthouse keepers\n\nThe lamp was dark.\n',
      'b.transcript': 'Keepers left the lighthouse with a dark lamp.',
      'c.transcript': 'A dark lamp.',
    };
    const [best] = indexOf(texts).related('a.transcript', 0, { limit });
    expect(best!.uri).toBe('b.transcript');
    expect(best!.terms).toContain('lighthouse');
  });

  test('are the words of a speaker rather than a teaser of them', () => {
    const told = 'Mooring fees tripled after the ferry company came.';
    const texts = {
      ...others,
      'ana.transcript': told,
      'cem.transcript': lines(told, 'CEM: Welcome.', `CEM: ${told}`),
    };
    expect(found(indexOf(texts).related('ana.transcript', 0, { limit }))).toEqual([['cem.transcript', 2]]);
  });

  test('that say the same twice in one interview are shown once', () => {
    const teaser = 'Mooring fees tripled after the ferry company came.';
    const texts = {
      ...others,
      'ana.transcript': ana,
      'cem.transcript': lines(teaser, 'Welcome to the island.', `${teaser} Yes.`),
      'eve.transcript': teaser,
    };
    expect(
      found(indexOf(texts).related('ana.transcript', 1, { limit }))
        .map(([uri]) => uri)
        .sort(),
    ).toEqual(['cem.transcript', 'eve.transcript']);
  });

  test('are one for a paragraph, however long it is', () => {
    const long = `${'The mooring fees tripled. '.repeat(45)}${'Every ferry company came. The mooring fees tripled. '.repeat(30)}`;
    expect(
      found(
        indexOf({ ...others, 'ana.transcript': ana, 'cem.transcript': long }).related('ana.transcript', 1, { limit }),
      ),
    ).toEqual([['cem.transcript', 0]]);
  });

  test('are none that ask, unless these are asked for, or hold a claim', () => {
    const texts = {
      ...others,
      'ana.transcript': ana,
      'b.transcript': lines('The ferry company tripled mooring fees?', 'Yes.'),
      'c.transcript': 'The ferry company tripled mooring fees.',
    };
    const index = indexOf(texts);
    expect(found(index.related('ana.transcript', 1, { limit }))).toEqual([['c.transcript', 0]]);
    expect(found(index.related('ana.transcript', 1, { limit, questions: true }))).toEqual([
      ['b.transcript', 0],
      ['c.transcript', 0],
    ]);
    const marked = lines('The ==ferry company tripled mooring fees=={^fees}?', 'Yes.');
    index.put({ uri: 'b.transcript', transcript: parse(marked) });
    expect(found(index.related('ana.transcript', 1, { limit }))).toHaveLength(2);
  });

  test('say more of the words that are repeated in what is asked about', () => {
    const texts = {
      'ana.transcript': 'Ropes and tariffs, tariffs and tariffs.',
      'b.transcript': 'Ropes.',
      'c.transcript': 'Tariffs.',
    };
    expect(found(indexOf(texts).related('ana.transcript', 0, { limit, all: true }))).toEqual([
      ['c.transcript', 0],
      ['b.transcript', 0],
    ]);
  });

  test('are at most as many as asked for, in order of their score and then of their place', () => {
    const same = 'The ferry company tripled mooring fees.';
    const texts = {
      ...others,
      'ana.transcript': ana,
      ...Object.fromEntries(['d', 'b', 'c'].map((name) => [`${name}.transcript`, same])),
    };
    expect(found(indexOf(texts).related('ana.transcript', 1, { limit: 2 }))).toEqual([
      ['b.transcript', 0],
      ['c.transcript', 0],
    ]);
    expect(indexOf(texts).related('ana.transcript', 1, { limit: 0 })).toEqual([]);
  });

  test('may be all that share a word, for whoever asks on purpose', () => {
    const index = indexOf({ ...others, 'ana.transcript': ana, 'cem.transcript': cem });
    const words = span(ana, 'Nobody did.');
    const mother = 'Her mother sold mooring lines and paint in the town.';
    index.put({ uri: 'dora.transcript', transcript: parse(mother) });
    const ask = (all: boolean) =>
      found(index.related('dora.transcript', { start: 0, end: mother.length }, { limit, all }));
    expect(ask(false)).not.toContainEqual(['ana.transcript', 1]);
    expect(ask(true)).toContainEqual(['ana.transcript', 1]);
    expect(ask(true).slice(0, ask(false).length)).toEqual(ask(false));
    expect(index.related('ana.transcript', words, { limit, all: true, widen: false })).toEqual([]);
  });

  test('may be statements of claims alone', () => {
    const texts = {
      ...others,
      'ana.transcript': ana,
      'b.transcript': lines(
        'The ferry company tripled mooring fees.',
        'We say ==it rained=={^rain}, and that ==mooring fees tripled for ferry people=={^fees}.',
      ),
      'c.transcript': 'Mooring fees tripled. Ask the ferry company.\n%tags ^fees',
    };
    const results = indexOf(texts).related('ana.transcript', 1, { limit, statements: true });
    expect(
      new Set(results.map(({ uri, snippet }) => slice(texts[uri as keyof typeof texts] as string, snippet))),
    ).toEqual(new Set(['mooring fees tripled for ferry people', 'Mooring fees tripled. Ask the ferry company.']));
  });

  test('are found for a transcript that is not in the index', () => {
    const texts = { ...others, 'cem.transcript': cem };
    const at = span(ana, 'The mooring fees tripled after the ferry company came.');
    const [best] = indexOf(texts).relatedTo(parse(ana), at, { limit });
    expect(best).toMatchObject({ uri: 'cem.transcript', passage: { paragraph: 1 } });
    expect(indexOf(texts).relatedTo(parse(cem), span(cem, 'ferry company arrived'), { limit })[0]?.uri).toBe(
      'cem.transcript',
    );
  });

  test('of nothing are none', () => {
    const index = indexOf({ ...others, 'ana.transcript': ana, 'empty.transcript': '' });
    expect(index.related('nowhere.transcript', 0, { limit })).toEqual([]);
    expect(index.related('ana.transcript', 99, { limit })).toEqual([]);
    expect(index.related('ana.transcript', { start: 3, end: 3 }, { limit })).toEqual([]);
    expect(index.related('empty.transcript', { start: 0, end: 0 }, { limit })).toEqual([]);
    expect(index.related('ana.transcript', { start: ana.length, end: ana.length }, { limit })).toEqual([]);
    expect(new RelatedIndex().search('ferry', { limit })).toEqual([]);
  });

  test('of a place between passages are those of what stands around it', () => {
    const text = lines('Old tale.', '[0:10]', ana);
    const index = indexOf({ ...others, 'ana.transcript': text, 'cem.transcript': cem });
    expect(() => index.related('ana.transcript', span(text, '[0:10]'), { limit })).not.toThrow();
  });
});

describe('a search for words', () => {
  test('finds passages that hold two of them, or the only one', () => {
    const index = indexOf({ ...others, 'a.transcript': 'A gramophone from Lisbon.', 'b.transcript': 'Lisbon.' });
    expect(found(index.search('Gramophones of Lisbon', { limit }))).toEqual([['a.transcript', 0]]);
    expect(
      index
        .search('Lisbon', { limit })
        .map(({ uri }) => uri)
        .sort(),
    ).toEqual(['a.transcript', 'b.transcript']);
    expect(index.search('Lisbon', { limit, except: 'a.transcript' }).map(({ uri }) => uri)).toEqual(['b.transcript']);
    expect(index.search('Lisbon xylophone', { limit })).toHaveLength(2);
    expect(index.search('the of and', { limit })).toEqual([]);
  });

  test('finds a figure however it is written', () => {
    const index = indexOf({
      ...others,
      'a.transcript': 'The harbour cost $300mn.',
      'b.transcript': 'The harbour cost 30 dollars.',
    });
    expect(found(index.search('harbour for 300 million', { limit }))).toEqual([['a.transcript', 0]]);
  });

  test('leaves out words that stand almost everywhere, with or without a word list', () => {
    const texts = Object.fromEntries(
      Array.from({ length: 60 }, (_, number) => [
        `${number}`,
        `que vento ${number % 2 ? 'forte' : 'fraco'} ilha${number}`,
      ]),
    );
    const index = indexOf(texts);
    expect(index.search('vento ilha7', { limit }).map(({ terms }) => terms)).toEqual([['ilha7']]);
    expect(index.search('vento forte', { limit })).toEqual([]);
  });

  test('does not show words that say next to nothing', () => {
    const texts = Object.fromEntries(
      Array.from({ length: 28 }, (_, number) => [`${number}`, `${number < 20 ? 'vento' : 'mar'} ilha${number}`]),
    );
    const [best] = indexOf(texts).search('vento ilha7', { limit });
    expect(best).toMatchObject({ terms: ['ilha7'], highlights: [{ start: 6, end: 11 }] });
  });

  test('gives the same answer each time', () => {
    const index = indexOf({ ...others, 'a.transcript': 'The gramophone came from the river.' });
    const first = index.search('gramophone river', { limit });
    expect(first).toHaveLength(1);
    expect(index.search('gramophone river', { limit })).toEqual(first);
  });

  test('finds words in scripts without spaces', () => {
    const index = indexOf({ ...others, 'a.transcript': '港の家賃は高い。', 'b.transcript': '山の天気は悪い。' });
    const [best, ...rest] = index.search('家賃が高い', { limit });
    expect(best).toMatchObject({ uri: 'a.transcript', terms: expect.arrayContaining(['家賃', '高い']) as unknown });
    expect(rest).toEqual([]);
  });
});

describe('the snippet', () => {
  test('takes in further sentences where they share words too', () => {
    const text =
      'It was a long winter. The ferry company came. Mooring fees tripled. Nobody had warned us. The sea froze.';
    const [best] = indexOf({ ...others, 'a.transcript': text }).search('ferry company mooring fees tripled', { limit });
    expect(slice(text, best!.snippet)).toBe('The ferry company came. Mooring fees tripled.');
  });

  test('prefers different words to one that is repeated', () => {
    const text = 'The ferry, the ferry, the ferry, the ferry! It was long ago. The ferry company came.';
    const [best] = indexOf({ ...others, 'a.transcript': text }).search('ferry company', { limit });
    expect(slice(text, best!.snippet)).toBe('The ferry company came.');
  });

  test('does not take in a long sentence for one weak word', () => {
    const text = `The ferry company tripled mooring fees. And so on ${'for many an hour '.repeat(14)} until dawn.`;
    const [best] = indexOf({ ...others, 'a.transcript': text }).search('ferry company mooring fees at dawn', { limit });
    expect(best!.terms).toContain('dawn');
    expect(slice(text, best!.snippet)).toBe('The ferry company tripled mooring fees.');
  });

  test('does not grow without end', () => {
    const text = `The ferry company ${'was very slow and '.repeat(15)} came. Mooring fees ${'were very high and '.repeat(15)} tripled. `;
    const [best] = indexOf({ ...others, 'a.transcript': text }).search('ferry company mooring fees tripled', { limit });
    expect(slice(text, best!.snippet)).toMatch(/^Mooring fees [^.]*\.$/);
  });
});

describe('the index follows the corpus', () => {
  test('at the next question, not before', () => {
    const index = indexOf(others);
    expect([index.pending, index.size]).toEqual([6, 0]);
    index.flush(2);
    expect([index.pending, index.size]).toEqual([4, 8]);
    expect(index.search('gramophone singing weaver', { limit })).not.toEqual([]);
    expect([index.pending, index.size]).toEqual([0, 24]);
    index.drop('weaver.transcript');
    index.drop('unknown.transcript');
    expect([index.pending, index.size]).toEqual([1, 24]);
    index.flush();
    expect([index.pending, index.size]).toEqual([0, 20]);
    index.put({ uri: 'new.transcript', transcript: parse('New.') });
    index.drop('new.transcript');
    expect(index.pending).toBe(0);
  });

  /** Everything that an index answers about some texts. */
  const answers = (index: RelatedIndex, texts: ReadonlyMap<string, string>) =>
    [...texts].flatMap(([uri, text]) => [
      ...parse(text).paragraphs.map((_, paragraph) => index.related(uri, paragraph, { limit: 4 })),
      index.related(uri, { start: 2, end: 17 }, { limit: 3, statements: true }),
      index.search(text.slice(0, 30), { limit: 4, except: uri }),
    ]);

  const word = fc.constantFrom(
    'ferry',
    'fees',
    'mooring',
    'boat',
    'storm',
    'pier',
    'island',
    'company',
    'the',
    'lamp',
    'winter',
    '300mn',
    'sold',
    'Osman',
  );
  const label = fc.constantFrom('', 'OSMAN: ', 'SPEAKER 1: ');
  const paragraph = fc
    .tuple(label, fc.array(word, { minLength: 1, maxLength: 9 }), fc.constantFrom('.', '?', ' ==sea=={^c}.'))
    .map(([label, list, end]) => label + list.join(' ') + end);
  const text = fc.array(paragraph, { maxLength: 9 }).map((list) => list.join('\n\n'));
  const uri = fc.constantFrom('a', 'b', 'c', 'd', 'e');
  const step = fc.oneof(
    { weight: 6, arbitrary: fc.record({ put: uri, text }) },
    {
      weight: 4,
      arbitrary: fc.record({ edit: uri, at: fc.nat(300), insert: fc.oneof(paragraph, fc.constantFrom('\n\n', ' ')) }),
    },
    { weight: 1, arbitrary: fc.record({ drop: uri }) },
    { weight: 2, arbitrary: fc.record({ flush: fc.constantFrom(1, 2, Infinity) }) },
    { weight: 3, arbitrary: fc.record({ step: fc.integer({ min: 1, max: 1500 }) }) },
    { weight: 1, arbitrary: fc.record({ ask: uri }) },
  );

  const changes = fc.array(step, { minLength: 5, maxLength: 60, size: 'max' });

  test('and after any changes answers like one built afresh', () => {
    let compared = 0;
    fc.assert(
      fc.property(changes, fc.boolean(), fc.constantFrom(1, 3, 12), (steps, background, segment) => {
        const index = new RelatedIndex({ background, segment });
        const texts = new Map<string, string>();
        const put = (uri: string, text: string): void => {
          texts.set(uri, text);
          index.put({ uri, transcript: parse(text) });
        };
        for (const step of steps) {
          if ('put' in step) put(step.put, step.text);
          else if ('edit' in step) {
            const text = texts.get(step.edit) ?? '';
            put(step.edit, text.slice(0, step.at) + step.insert + text.slice(step.at));
          } else if ('drop' in step) {
            texts.delete(step.drop);
            index.drop(step.drop);
          } else if ('step' in step) index.step(step.step);
          else if ('ask' in step) index.related(step.ask, 0, { limit });
          else index.flush(step.flush);
        }
        index.flush();
        expect(index.pending).toBe(0);
        const fresh = indexOf(Object.fromEntries(texts));
        const expected = answers(fresh, texts);
        compared += expected.flat().length;
        expect(answers(index, texts)).toEqual(expected);
        expect(index.size).toBe(fresh.size);
      }),
      { numRuns: 150 },
    );
    expect(compared).toBeGreaterThan(1000);
  });

  test('in steps, none of which shows half an interview', () => {
    const fees = 'The ferry company tripled mooring fees.';
    const before = lines(...Array.from({ length: 40 }, (_, day) => `${fees} Day${day}.`));
    const after = lines(...Array.from({ length: 40 }, (_, day) => `Boats rest on day${day}.`));
    const index = new RelatedIndex({ background: true });
    for (const [uri, text] of Object.entries({ ...others, 'log.transcript': before }))
      index.put({ uri, transcript: parse(text) });
    expect(index.search(fees, { limit })).toEqual([]);
    while (index.step(500));
    expect([index.pending, index.size]).toEqual([0, 64]);
    const ask = () => index.search('mooring fees boats rest day7', { limit: 1 });
    const old = ask();
    index.put({ uri: 'log.transcript', transcript: parse(after) });
    let steps = 0;
    for (; index.step(200); steps++) {
      expect(ask()[0]!.score).toBe(old[0]!.score);
      expect([index.pending, index.size]).toEqual([1, 64]);
    }
    expect(steps).toBeGreaterThan(5);
    expect(slice(after, ask()[0]!.snippet)).toBe('Boats rest on day7.');
    expect([index.pending, index.size]).toEqual([0, 64]);
  });

  test('at once where it is asked about, however much else waits', () => {
    const index = new RelatedIndex({ background: true });
    for (const [uri, text] of Object.entries(others)) index.put({ uri, transcript: parse(text) });
    index.put({ uri: 'new.transcript', transcript: parse('My brother bought a gramophone.') });
    index.flush(3);
    index.step(1001);
    expect(index.related('new.transcript', 0, { limit: 9 }).map(({ uri }) => uri)).toEqual([
      'baker.transcript',
      'nurse.transcript',
      'teacher.transcript',
    ]);
    expect(index.pending).toBe(3);
    index.drop('new.transcript');
    expect(index.related('new.transcript', 0, { limit })).toEqual([]);
    while (index.step());
    expect(index.size).toBe(24);
  });

  test('and what cannot be read any more gives its place to the next', () => {
    const fees = 'The ferry company tripled mooring fees.';
    const index = indexOf({ ...others, 'b.transcript': `${fees} In spring.` });
    let text = `Tea.\n\n${fees}`;
    index.put({
      uri: 'a.transcript',
      get transcript() {
        return parse(text);
      },
    });
    expect(found(index.search(fees, { limit: 1 }))).toEqual([['a.transcript', 1]]);
    for (text of ['', `Tea.\n\n\n${fees} Or not.`, `${fees}\n\nTea.`])
      expect(found(index.search(fees, { limit: 1 }))).toEqual([['b.transcript', 0]]);
    text = `Tea.\n\n==${fees}=={#sea}`;
    expect(index.search(fees, { limit: 1 })).toMatchObject([{ uri: 'a.transcript', passage: { start: 8, end: 47 } }]);
  });

  test('with the language of its front matter', () => {
    const index = indexOf({ ...others, 'a.transcript': 'Die Häuser am Hafen.' });
    const houses = (): unknown[] => index.related('b.transcript', 0, { limit, all: true });
    index.put({ uri: 'b.transcript', transcript: parse('---\nlanguage: de\n---\nDas Haus.') });
    expect(houses()).toEqual([]);
    index.put({ uri: 'a.transcript', transcript: parse('---\nlanguage: de\n---\nDie Häuser am Hafen.') });
    expect(houses()).toHaveLength(1);
  });

  test('however many passages there are', () => {
    const paragraphs = Array.from(
      { length: 700 },
      (_, number) => `Boat${number} met ship${number % 50} near pier${number % 30}.`,
    );
    const index = indexOf({ ...others, 'log.transcript': lines(...paragraphs) });
    expect(index.search('boat650 ship0 pier20', { limit: 3 })[0]).toMatchObject({ passage: { paragraph: 650 } });
    index.put({ uri: 'log.transcript', transcript: parse(lines(...paragraphs.slice(500))) });
    expect(index.search('boat650 ship0 pier20', { limit: 3 })[0]).toMatchObject({ passage: { paragraph: 150 } });
    expect(index.size).toBe(224);
  });

  test('and does not grow with the number of edits', () => {
    const index = indexOf(others);
    for (let edit = 0; edit < 2000; edit++) {
      index.put({
        uri: 'baker.transcript',
        transcript: parse(lines(`Bread number ${edit % 7} was late.`, others['baker.transcript']!)),
      });
      index.flush();
    }
    expect(index.size).toBe(25);
    expect(index['index'].held).toBeLessThan(100);
  });
});

test('annotating words changes nothing in what is found', () => {
  const marks = fc.array(
    fc.tuple(fc.nat(200), fc.constantFrom('{#x}', '{a>', '<a #y}', '==', '\n%memo: ferry fees\n')),
    { maxLength: 6 },
  );
  const text = 'The ferry company came in spring, and mooring fees tripled. Fishermen sold their boats.';
  fc.assert(
    fc.property(marks, (insertions) => {
      let annotated = text;
      for (const [at, mark] of insertions) annotated = annotated.slice(0, at) + mark + annotated.slice(at);
      const transcript = parse(annotated);
      const plain = indexOf({ ...others, 'a.transcript': text });
      const marked = indexOf(others);
      marked.put({ uri: 'a.transcript', transcript });
      fc.pre(transcript.paragraphs.length === 1 && strip(transcript) === text);
      const words = 'ferry mooring fees boats';
      const [one] = plain.search(words, { limit });
      const [other] = marked.search(words, { limit });
      expect(other!.score).toBe(one!.score);
      expect(other!.terms).toEqual(one!.terms);
    }),
  );
});
