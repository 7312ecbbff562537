import { describe, expect, test } from 'vitest';
import { Corpus } from '../../server/core/corpus';
import { applyEdits } from '../../server/core/edit';
import { escape } from '../../server/core/escape';
import { parse } from '../../server/core/parse';
import { strip } from '../../server/core/strip';
import type { Transcript } from '../../server/core/syntax';
import { atOnce, type Steps } from '../../server/features/refactor';
import { prepareRename, rename } from '../../server/features/rename';
import { fixture } from '../fixture';
import { releasedCorpus } from '../released';
import { sharedTranscripts } from '../shared';

/** The files after an answer, by name; only those that change. */
function after(files: ReadonlyMap<string, string>, steps: Steps | undefined): Record<string, string> | string {
  if (!steps) return 'nothing';
  const result = atOnce(steps);
  if ('refused' in result) return result.refused;
  return Object.fromEntries(
    result.files.map(({ uri, edits }) => [uri.replace('file:///', ''), applyEdits(files.get(uri) as string, edits)]),
  );
}

function renamed(source: string, name: string): Record<string, string> | string {
  const { corpus, files, uri, offset } = fixture(source);
  return after(files, rename(corpus, uri, offset, name));
}

describe('what can be renamed', () => {
  test.each([
    ['a tag', '==a=={#hous$0ing/rent}', 'housing/rent'],
    ['a tag at its sign', '==a=={$0#housing}', 'housing'],
    ['a claim', 'a\n%tags -re$0nts', 'rents'],
    ['a %claim line', 'a\n%claim re$0nts: They rose.', 'rents'],
    ['a person', '==a=={@mar$0ia}', 'maria'],
    ['a label', 'M$0M: a\n\nMM: b', 'MM'],
    ['an added turn', 'a {@M$0M?} b', 'MM'],
    ['a declared label', '---\nspeakers: { "A$0R": Ana Ruiz }\n---\na', 'AR'],
    ['where a long quote opens', '{lo$0ng>a<long #b}', 'long'],
    ['where it ends', '{long>a<lo$0ng #b}', 'long'],
    ['an entry of the codebook', '//- codebook.yaml\ntags: { "#hous$0ing": x }', 'housing'],
    ['what contradicts', '//- codebook.yaml\nclaims: { a: { contradicts: [up$0] } }', 'up'],
    ['somebody', '//- codebook.yaml\npeople:\n  mar$0ia: Maria', 'maria'],
  ])('%s', (_, source, name) => {
    const { corpus, uri, offset, files } = fixture(source);
    const found = prepareRename(corpus, uri, offset);
    expect(found?.name).toBe(name);
    expect(files.get(uri)?.slice(found?.span.start, found?.span.end)).toBe(name);
  });

  test.each(['wor$0ds', '==a=={k$0ey=value}', '# Top$0ic', '---\nti$0tle: x\n---\na', '=$0=a=={#b}', '%memo: #wo$0rd'])(
    'nothing: %j',
    (source) => {
      const { corpus, uri, offset } = fixture(source);
      expect(prepareRename(corpus, uri, offset)).toBeUndefined();
      expect(rename(corpus, uri, offset, 'other')).toBeUndefined();
    },
  );
});

describe('a tag', () => {
  const source = `
    //- 01.transcript
    ==a=={#hou$0sing ^housing @housing} {q>b<q #housing/rent}
    %tags #housing #housing/rent #housing-b #other/housing
    %memo: #housing
    //- 02.transcript
    ==words #housing=={ #Housing  #housing housing=#housing }
    //- codebook.yaml
    # Codes.
    tags:
      housing: { about: "Where", color: "#b5651d" } # here
      'housing/rent': Rents
    claims: { housing: x }`;

  test('everywhere, with those below it, and nothing else', () => {
    expect(renamed(source, '#living')).toEqual({
      '01.transcript':
        '==a=={#living ^housing @housing} {q>b<q #living/rent}\n%tags #living #living/rent #housing-b #other/housing\n%memo: #housing\n',
      '02.transcript': '==words #housing=={ #Housing  #living housing=#housing }\n',
      'codebook.yaml': `# Codes.
tags:
  living: { about: "Where", color: "#b5651d" } # here
  'living/rent': Rents
claims: { housing: x }`,
    });
  });

  test('from the codebook', () => {
    const other = source.replace('$0', '').replace('housing: {', 'hous$0ing: {');
    expect(renamed(other, 'living')).toEqual(renamed(source, 'living'));
  });

  test('to a name below itself, and up again', () => {
    expect(renamed('==a=={#a$0 #a/b #b}', 'a/b')).toEqual({ '01.transcript': '==a=={#a/b #a/b/b #b}' });
    expect(renamed('==a=={#a/b$0 #a/b/b #b}', 'a')).toEqual({ '01.transcript': '==a=={#a #a/b #b}' });
  });

  test.each(['two words', '', '#', 'a/', '/a', 'a}', 'a>b', 'a\nb', 'a'.repeat(201)])('no name: %j', (name) => {
    expect(renamed(source, name)).toMatch(/^(?:The name|A name)/);
  });

  test.each(['other', 'taken', 'taken/below'])('a name that is taken: %s', (name) => {
    const taken = '==a=={#a$0 #other/housing #taken/below}\n\n%claim b: c';
    expect(renamed(taken, name)).toMatch(/merge/);
  });

  test('its own name changes nothing', () => {
    expect(renamed(source, ' housing ')).toEqual({});
  });

  test('a name that YAML reads as something else gets quotes', () => {
    const book = '//- codebook.yaml\ntags:\n  a$0: x\n  b: y';
    expect(renamed(book, 'null')).toEqual({ 'codebook.yaml': 'tags:\n  "null": x\n  b: y' });
    expect(renamed(book, '2019')).toEqual({ 'codebook.yaml': 'tags:\n  2019: x\n  b: y' });
  });

  test('entries that are declared twice stay so', () => {
    const book = '//- codebook.yaml\ntags:\n  a$0: x\n  a: y\n  "a/b": z';
    expect(renamed(book, 'c')).toEqual({ 'codebook.yaml': 'tags:\n  c: x\n  c: y\n  "c/b": z' });
  });

  test('a codebook that is not well-formed is mended first', () => {
    expect(renamed('==a=={#a$0}\n//- codebook.yaml\ntags: { a: x\nb: "', 'c')).toMatch(/well-formed/);
  });
});

describe('a claim', () => {
  test('with every stance, what is said of it, and what it contradicts', () => {
    const source = `
      //- 01.transcript
      ==a=={^up -up +up #up}
      %claim up: It rose.
      //- 02.transcript
      ==a=={+down}
      %tags -u$0p
      //- codebook.yaml
      claims:
        up:
          says: It rose.
          contradicts: [down]
        down: { says: No., contradicts: up }
        flat: { contradicts: ["up", down] }`;
    expect(renamed(source, 'risen')).toEqual({
      '01.transcript': '==a=={^risen -risen +risen #up}\n%claim risen: It rose.\n',
      '02.transcript': '==a=={+down}\n%tags -risen\n',
      'codebook.yaml': `claims:
  risen:
    says: It rose.
    contradicts: [down]
  down: { says: No., contradicts: risen }
  flat: { contradicts: ["risen", down] }`,
    });
    expect(renamed(source, 'down')).toMatch(/merge/);
  });
});

describe('a person', () => {
  test('behind @, and in the codebook; names and aliases stay', () => {
    const source = `
      //- 01.transcript
      ==a=={@ma$0ria #maria} @maria
      //- 02.transcript
      b
      %tags @maria @Maria
      //- codebook.yaml
      people: { maria: { name: maria, aliases: [maria, MM] } }`;
    expect(renamed(source, "o'brien")).toEqual({
      '01.transcript': "==a=={@o'brien #maria} @maria\n",
      '02.transcript': "b\n%tags @o'brien @Maria\n",
      'codebook.yaml': "people: { o'brien: { name: maria, aliases: [maria, MM] } }",
    });
    expect(renamed(source, 'a/b')).toMatch(/^The name/);
    expect(renamed(source, 'Maria')).toMatch(/somebody/);
  });

  test('cannot be called as one whom only the codebook knows', () => {
    const source = '==a=={@ma$0ria}\n//- codebook.yaml\npeople: { ana: Ana Ruiz }\n';
    expect(renamed(source, 'ana')).toMatch(/somebody/);
  });

  test('a label names somebody in one interview only', () => {
    const source = `
      //- 01.transcript
      S1: a

      S1: ==b=={@S1$0}
      //- 02.transcript
      S1: a

      S1: ==b=={@S1}`;
    expect(renamed(source, 'ana')).toEqual({ '01.transcript': 'S1: a\n\nS1: ==b=={@ana}\n' });
  });
});

describe('a label', () => {
  test('all turns, the front matter, and who is named by it', () => {
    const source = `
      ---
      speakers:
        MM: { name: 'MM', role: MM } # she
        INT: Ana Ruiz
      ---
      [0:32] MM$0: a MM: b

      **MM:** c {@MM?} d {@MM} e MM

      [MM]: ==f=={@MM @mm}

      MM  0:50
      g`;
    expect(renamed(source, 'Maria')).toEqual({
      '01.transcript': `---
speakers:
  Maria: { name: 'Maria', role: MM } # she
  INT: Ana Ruiz
---
[0:32] Maria: a MM: b

**Maria:** c {@Maria?} d {@Maria} e MM

[Maria]: ==f=={@Maria @maria}

Maria  0:50
g`,
    });
  });

  test.each([
    ['of whom the codebook knows', '@MM', 'Ana', 'people: { MM: Maria Mendez }'],
    ['where the new name is another one’s in the codebook', '@MM', 'Ana', 'people: { Ana: Ana Ruiz }'],
    ['where the new name is another one’s in the interview', '@MM @Ana', 'Ana', 'people: {}'],
    ['where the new name is none behind @', '@MM', 'Ana & Bo', 'people: {}'],
  ])('is not changed behind @ %s', (_, codes, name, codebook) => {
    const source = `//- 01.transcript\nM$0M: a\n\nMM: ==b=={${codes}}\n//- codebook.yaml\n${codebook}`;
    expect(renamed(source, name)).toEqual({ '01.transcript': `${name}: a\n\n${name}: ==b=={${codes}}\n` });
  });

  test('of an added turn the original stays as it is', () => {
    const { corpus, files, uri, offset } = fixture('{@A$0na} Well. {@Ben?} Yes. {@Ana} No.');
    const result = after(files, rename(corpus, uri, offset, 'Ana Ruiz')) as Record<string, string>;
    expect(result['01.transcript']).toBe('{@Ana Ruiz} Well. {@Ben?} Yes. {@Ana Ruiz} No.');
    expect(strip(result['01.transcript'] as string)).toBe(strip(files.get(uri) as string));
  });

  test.each([
    ['of another speaker', 'M$0M: a\n\nINT: b\n\nMM: c\n\nINT: d', 'INT', /another speaker/],
    ['that another speaker’s is short for', 'M$0M: a\n\nAna Ruiz: b\n\nMM: c\n\nAna Ruiz: d', 'AR', /otherwise/],
    ['of no name', 'M$0M: a\n\nMM: c', 'the other one', /does not look like a name/],
    ['with marks', 'M$0M: a\n\nMM: c', 'A == B', /holds no marks/],
    ['with a colon', 'M$0M: a\n\nMM: c', 'A: B', /holds no marks/],
    ['empty', 'M$0M: a\n\nMM: c', ' ', /characters/],
    ['too long', 'M$0M: a\n\nMM: c', 'M'.repeat(64), /characters/],
    ['that stands once', 'MM: a\n\nMaria Men$0dez: b\n\nMM: c', 'Ana Ruiz', /stands only once/],
    ['that a line begins with already', 'M$0M: a\n\nAna: b\n\nMM: c', 'Ana', /otherwise/],
    ['of a court transcript', 'Q$0. a\n\nA. b\n\nQ. c\n\nA. d', 'Judge', /otherwise/],
    ['that would part a speaker', 'M$0M: a\n\nMaria Mendez: b\n\nMM: c', 'Mia', /declare the speaker/],
  ])('refused: a label %s', (_, source, name, reason) => {
    expect(renamed(source, name)).toMatch(reason);
  });

  test('a declared one may look like anything', () => {
    expect(renamed('---\nspeakers: { M$0M: Maria }\n---\nMM: a', 'the other one')).toEqual({
      '01.transcript': '---\nspeakers: { the other one: Maria }\n---\nthe other one: a',
    });
  });

  test('another label of the same speaker', () => {
    expect(renamed('MM: a\n\nMaria Mendez: b\n\nM$0M: c', 'Maria Mendez')).toEqual({
      '01.transcript': 'Maria Mendez: a\n\nMaria Mendez: b\n\nMaria Mendez: c',
    });
  });
});

describe('the name of a long quote', () => {
  test('both of its marks', () => {
    expect(renamed('{a>x {b>y<a #a} z<b$0 #b} {a>v<a #c} <b', 'c')).toEqual({
      '01.transcript': '{a>x {c>y<a #a} z<c #b} {a>v<a #c} <b',
    });
  });

  test.each(['a', 'x y', '', 'a/b', 'é'.repeat(65)])('refused: %j', (name) => {
    expect(renamed('{a>x {b>y<a #a} z<b$0 #b}', name)).toMatch(/name/);
  });
});

describe('labels of real transcripts', () => {
  // Each takes a moment, and they are much alike.
  const samples = sharedTranscripts().filter((_, index) => index % 8 === 0);

  test.skipIf(samples.length === 0)('there and back, and nothing but labels changes', () => {
    const uri = 'file:///1.transcript';
    let renamed = 0;
    for (const { text: original } of samples) {
      const text = escape(original);
      const { turns } = parse(text);
      for (const label of new Set(turns.map((turn) => turn.label))) {
        const offset = turns.find((turn) => turn.label === label)?.labelSpan.start ?? 0;
        const there = edited(text, rename(corpusOf(uri, text), uri, offset, 'Zebedee Quux'));
        if (there === undefined) continue;
        renamed++;
        const after = parse(there);
        expect(after.turns.map((turn) => turn.speaker)).toEqual(turns.map((turn) => turn.speaker));
        // What is left of both without their labels is the same.
        expect(withoutLabels(after) === withoutLabels(parse(text))).toBe(true);
        const back = after.turns.find((turn) => turn.label === 'Zebedee Quux')?.labelSpan.start ?? 0;
        expect(edited(there, rename(corpusOf(uri, there), uri, back, label)) === text).toBe(true);
      }
    }
    expect(renamed).toBeGreaterThan(20);
  });
});

function corpusOf(uri: string, text: string): Corpus {
  const corpus = new Corpus();
  corpus.put(uri, text);
  return corpus;
}

function edited(text: string, steps: Steps | undefined): string | undefined {
  const result = steps && atOnce(steps);
  return result && 'files' in result ? applyEdits(text, result.files[0]?.edits ?? []) : undefined;
}

function withoutLabels(transcript: Transcript): string {
  const edits = transcript.turns.map(({ labelSpan }) => ({ span: labelSpan, text: '' }));
  return applyEdits(transcript.text, edits);
}

describe('files that are closed', () => {
  const texts = new Map([
    ['file:///01.transcript', '==a=={#housing}'],
    ['file:///02.transcript', '==b=={#housing/rent}'],
    ['file:///03.transcript', '==c=={#other}'],
  ]);

  test('are read again', () => {
    const { corpus } = releasedCorpus(texts, 0);
    expect(after(texts, rename(corpus, 'file:///01.transcript', 7, 'living'))).toEqual({
      '01.transcript': '==a=={#living}',
      '02.transcript': '==b=={#living/rent}',
    });
  });

  test('nothing is renamed where one of them has changed meanwhile', () => {
    const { corpus, files, changed } = releasedCorpus(texts, 0);
    files.set('file:///02.transcript', 'Other words. ==b=={#housing/rent}');
    expect(after(texts, rename(corpus, 'file:///01.transcript', 7, 'living'))).toMatch(/^02 has changed on the disk/);
    expect(changed).toEqual(['file:///02.transcript']);
  });

  test('one that does not have the tag may change', () => {
    const { corpus, files } = releasedCorpus(texts, 0);
    files.delete('file:///03.transcript');
    expect(Object.keys(after(texts, rename(corpus, 'file:///01.transcript', 7, 'living')))).toHaveLength(2);
  });
});
