import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from '../../server/core/parse';
import { fold } from '../../server/related/fold';
import { languageOf } from '../../server/related/languages';
import { RelatedIndex, type Related } from '../../server/related/related-index';
import { NONE, Vocabulary } from '../../server/related/vocabulary';
import { eachWord, termOf, words } from '../../server/related/words';

const write = (language: string, ...paragraphs: string[]): string =>
  [`---\nlanguage: ${language}\n---\n`, ...paragraphs].join('\n\n');

const german = {
  wirtin: [
    'WIRTIN: Die Miete am Hafen hat sich in drei Jahren verdoppelt, das geht so nicht.',
    'WIRTIN: Und dann sind wir halt in die Küche gegangen, weil es da warm war.',
    'WIRTIN: Der Brauer hat mir damals 3,5 Millionen angeboten.',
  ],
  fischer: [
    'FISCHER: Wegen der hohen Mieten an den Häfen ziehen die jungen Leute fort.',
    'FISCHER: Das war dann aber nicht so, wie wir es uns vorgestellt haben.',
    'FISCHER: Auf dem Boot gab es damals noch kein Radio.',
  ],
  lehrer: [
    'LEHRER: Die Schule lag hinter dem Deich, und im Winter war sie oft zu.',
    'LEHRER: Ich habe das nicht gewusst, und das war dann auch gut so.',
    'LEHRER: Für 3.500.000 hätte ich die Schule auch verkauft.',
  ],
};

const spanish = {
  panadera: [
    'PANADERA: Los alquileres del barrio viejo subieron cuando llegaron los cruceros.',
    'PANADERA: Y entonces yo le dije que eso no era así, que ya no podíamos más.',
    'PANADERA: El horno lo heredé de mi abuela.',
  ],
  pescador: [
    'PESCADOR: Con un crucero cada mañana, el alquiler ya no lo paga nadie.',
    'PESCADOR: Pero la verdad es que no sé qué es lo que le han dicho.',
    'PESCADOR: La lonja abre a las cinco.',
  ],
  maestro: [
    'MAESTRO: En la escuela éramos cuarenta, y eso ya no es así.',
    'MAESTRO: Entonces me dije que no, que así no podía ser, y ya está.',
    'MAESTRO: Mi padre tocaba la guitarra.',
  ],
};

/** Interviews about something else, so that terms are rare and common as in real ones. */
const others = ['baker', 'nurse', 'pilot', 'farmer', 'weaver'].map((work) => [
  `My mother was a ${work} in the hills.`,
  `We rose at dawn and walked to the ${work} by the river.`,
  `My brother bought a gramophone from the ${work}.`,
  `Sundays were for singing and for ${work} gossip.`,
]);

function ask(language: string, texts: Record<string, string[]>, uri: string, paragraph: number): Related[] {
  const index = new RelatedIndex();
  for (const [name, paragraphs] of Object.entries(texts))
    index.put({ uri: name, transcript: parse(write(language, ...paragraphs)) });
  others.forEach((paragraphs, number) => {
    index.put({ uri: `other ${number}`, transcript: parse(paragraphs.join('\n\n')) });
  });
  return index.related(uri, paragraph, { limit: 5 });
}

const places = (found: readonly Related[]): [string, number][] =>
  found.map(({ uri, passage }) => [uri, passage.paragraph]);

describe('interviews in other languages', () => {
  test('inflected words meet, in German', () => {
    const found = ask('de-AT', german, 'wirtin', 0);
    expect(places(found)).toEqual([['fischer', 0]]);
    expect(new Set(found[0]!.terms)).toEqual(new Set(['Mieten', 'Häfen']));
  });

  test('inflected words meet, in Spanish', () => {
    const found = ask('español', spanish, 'panadera', 0);
    expect(places(found)).toEqual([['pescador', 0]]);
    expect(new Set(found[0]!.terms)).toEqual(new Set(['alquiler', 'crucero']));
  });

  test('they do not meet where the language is not known', () => {
    expect(ask('Klingon', german, 'wirtin', 0).flatMap(({ terms }) => terms)).not.toContain('Mieten');
  });

  test.each([
    ['de', german],
    ['es', spanish],
  ])('function words alone suggest nothing: %s', (language, texts) => {
    const own = language === 'de' ? german.wirtin[1] : spanish.panadera[1];
    expect(own).toBeDefined();
    for (const uri of Object.keys(texts)) expect(ask(language, texts, uri, 1)).toEqual([]);
  });

  test('the same words in another language are indexed anew', () => {
    const index = new RelatedIndex();
    const answer = (language: string): Related[] => {
      for (const [name, paragraphs] of Object.entries(german))
        index.put({ uri: name, transcript: parse(write(language, ...paragraphs)) });
      return index.related('wirtin', 0, { limit: 5, all: true });
    };
    const before = answer('Klingon');
    expect(answer('Quenyan')).toEqual(before);
    const found = answer('German');
    expect(found).not.toEqual(before);
    expect(found[0]).toMatchObject({ uri: 'fischer', terms: ['Mieten', 'Häfen'] });
  });

  test.each([
    ['ja', '港の家賃は三年で二倍になった。', '値上げのせいで港の家賃は高い。', '祖母は山で歌っていた。'],
    ['zh', '港口的房租三年翻了一番。', '因为房租太高，港口的年轻人都走了。', '我奶奶喜欢唱歌。'],
    ['th', 'ค่าเช่าที่ท่าเรือแพงขึ้นสองเท่า', 'คนหนุ่มสาวย้ายออกเพราะค่าเช่าท่าเรือแพง', 'ยายของฉันร้องเพลง'],
  ])('without spaces between words: %s', (language, one, other, third) => {
    const found = ask(language, { one: [one], other: [other], third: [third] }, 'one', 0);
    expect(places(found)[0]).toEqual(['other', 0]);
  });
});

describe('the language of the front matter', () => {
  test.each([
    ['de', 'de-AT', 'DE_CH', 'deu', 'German', 'Deutsch', ' german (Austria) '],
    ['es', 'es-MX', 'Español', 'spanish', 'castellano'],
    ['fr', 'Français', 'fr-CA'],
    ['pt', 'pt-BR', 'Português'],
    ['no', 'nb', 'nn-NO', 'Norsk'],
    ['ru', 'Русский'],
    ['en', 'en-GB', 'English', undefined],
  ])('%s is written in many ways', (tag, ...names) => {
    for (const name of names) expect(languageOf(name)).toBe(languageOf(tag));
  });

  test.each(['Klingon', '', '12', 'd', 'dental', '__proto__', 'constructor'])('%j is not known', (name) => {
    expect(languageOf(name)).toBe(languageOf('xx'));
    expect(termOf('Mieten', name)).toBe('mieten');
  });

  test.each([
    ['de', 'Häuser Haus Hauses'],
    ['de', 'Straßen STRASSE Straße'],
    ['es', 'canción canciones CANCIONES'],
    ['fr', 'loyer loyers L’loyer'],
    ['it', 'affitto affitti l’affitto'],
    ['pt', 'casa casas'],
    ['nl', 'huur huren'],
    ['sv', 'hyra hyror'],
    ['da', 'husleje huslejen'],
    ['no', 'husleie husleien'],
    ['fi', 'vuokra vuokrat vuokrien'],
    ['ru', 'аренда аренды Арендой'],
    ['en', 'rent rents Rented'],
  ])('%s: %s are one term', (language, surfaces) => {
    const found = new Set(surfaces.split(' ').map((surface) => termOf(surface, language)));
    expect(found.size).toBe(1);
    expect(found).not.toContain(undefined);
  });

  test.each([
    ['de', 'und nicht Über dass daß für'],
    ['es', 'que también ESTÁ más'],
    ['fr', "c'est qu’il été même"],
    ['ru', 'что её всё'],
    ['sv', 'på är när'],
  ])('%s: %s tell nothing', (language, surfaces) => {
    for (const surface of surfaces.split(' '))
      expect([surface, termOf(surface, language)]).toEqual([surface, undefined]);
  });

  test('any word has a folded term in any language', () => {
    const tag = fc.constantFrom('da', 'de', 'es', 'fi', 'fr', 'it', 'nl', 'no', 'pt', 'ru', 'sv', 'en', 'xx');
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), tag, (text, language) => {
        for (const { term } of words(text, 0, text.length, language)) expect(fold(term)).toBe(term);
      }),
    );
  });
});

describe('figures', () => {
  test.each([
    ['de', '300.000', '300000'],
    ['de', '300.000,5', '300000.5'],
    ['de', '3,5 Millionen', '3500000'],
    ['de', '0,125', '0.125'],
    ['de', '300,000', '300000'],
    ['fr', '2 milliards', '2000000000'],
    ['es', '300 mil', '300000'],
    ['ru', '3 миллиона', '3000000'],
    [undefined, '3 mil', '3000000'],
    [undefined, '300.125', '300.125'],
    [undefined, '300,125', '300125'],
    [undefined, '3,5', '3.5'],
    ['de', '1.2.3', '1.2.3'],
  ])('%s: %j is %j', (language, text, value) => {
    expect(words(text, 0, text.length, language).map(({ term }) => term)).toEqual([value]);
  });

  test('meet across languages', () => {
    const vocabulary = new Vocabulary();
    expect(vocabulary.number('3,5 Millionen', 'de')).toBe(vocabulary.number('3.5mn'));
    expect(vocabulary.number('und', 'de')).toBe(NONE);
    expect(vocabulary.number('und')).not.toBe(NONE);
    expect(vocabulary.number('und', 'de')).toBe(NONE);
  });
});

describe('folding', () => {
  test.each([
    ['STRASSE', 'Straße'],
    ['ﬁnance', 'FINANCE'],
    ['℡', 'tel'],
    ['Kadıköy', 'KADIKOY'],
    ['Łódź', 'lodz'],
    ['ｆｕｌｌ', 'full'],
    ['o’clock', "O'CLOCK"],
  ])('%s is %s', (one, other) => {
    expect(fold(one)).toBe(fold(other));
  });

  test('never moves a word: its offsets are those of the text, however the text is written', () => {
    const word = fc.constantFrom(
      'Straße',
      'ﬁnance',
      'ı',
      'İstanbul',
      'e\u0301tat',
      'don’t',
      '300\u202fmillion',

      '𝐚𝐛',
      'Ǆ',
      '家賃',
    );
    const gap = fc.constantFrom(' ', '\u00a0', '\u2009', '\u202f', ' “', '” ', '—', '\n', '\u3000');
    fc.assert(
      fc.property(fc.array(fc.tuple(word, gap)), (pieces) => {
        const text = pieces.flat().join('');
        const spans: [number, number][] = [];
        eachWord(text, 0, text.length, (start, end) => spans.push([start, end]));
        const expected: [number, number][] = [];
        let at = 0;
        for (const [written, space] of pieces) {
          expected.push([at, at + written.length]);
          at += written.length + space.length;
        }
        expect(spans.filter(([start]) => expected.some(([from]) => from === start))).toEqual(expected);
      }),
    );
  });
});
