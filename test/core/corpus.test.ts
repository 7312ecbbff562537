import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCodebook } from '../../server/core/codebook';
import { Corpus, isCodebook } from '../../server/core/corpus';
import { shares, countWords, readInterview } from '../../server/core/interview';
import { findAt, isCoded, partAt, quotesAt, turnOf } from '../../server/core/find';
import { parse } from '../../server/core/parse';
import type { Speaker } from '../../server/core/syntax';

const CODEBOOK = `tags:
  housing: { about: Where people live, color: "#b5651d" }
  housing/rent: Rents
claims:
  up: { says: Rents rose., contradicts: [down] }
  down: Rents fell.
people:
  maria: { name: Maria Mendez, aliases: [MM, Mia] }
`;

/** Everything that the corpus answers, in a form that can be compared. */
function answers(corpus: Corpus): unknown {
  return {
    interviews: [...corpus.interviews.keys()].sort(),
    tags: corpus.tagNames().map((name) => [name, corpus.tagUses(name).map(({ uri, code }) => [uri, code.start])]),
    claims: corpus
      .claimNames()
      .map((name) => [name, corpus.gloss(name), corpus.statements(name).map(({ uri, stance }) => [uri, stance])]),
    people: corpus.personNames().map((name) => [name, corpus.personUses(name).length]),
    counts: [
      corpus.tagNames().map((name) => corpus.useCount('tag', name)),
      corpus.claimNames().map((name) => corpus.useCount('claim', name)),
      corpus.personNames().map((name) => corpus.useCount('person', name)),
    ],
  };
}

describe('the corpus', () => {
  it('after any sequence of changes equals one built afresh', () => {
    const uri = fc.constantFrom('a.transcript', 'b.transcript', 'c.transcript', 'codebook.yaml');
    const piece = fc.constantFrom(
      '==x=={#t}',
      '==y=={^c @p}',
      '{q>z<q -c #t/u}',
      '\n\n',
      'MM: ',
      'words ',
      '\n%claim c: gloss\n',
      '\n%tags #v +d\n',
    );
    const change = fc.record({ uri, text: fc.option(fc.array(piece, { maxLength: 8 }).map((list) => list.join(''))) });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 20 }), (changes) => {
        const log: string[] = [];
        const corpus = new Corpus([{ put: ({ uri }) => log.push('+' + uri), drop: (uri) => log.push('-' + uri) }]);
        const now = new Map<string, string>();
        for (const { uri, text } of changes) {
          const codebook = isCodebook(uri) && text !== null;
          const put = codebook ? CODEBOOK : text;
          if (put === null) {
            corpus.drop(uri);
            now.delete(uri);
          } else {
            corpus.put(uri, put);
            now.set(uri, put);
          }
        }
        const fresh = new Corpus();
        for (const [uri, text] of now) fresh.put(uri, text);
        expect(answers(corpus)).toEqual(answers(fresh));
        const followed = new Set<string>();
        for (const entry of log) {
          if (entry.startsWith('+')) followed.add(entry.slice(1));
          else followed.delete(entry.slice(1));
        }
        expect([...followed].sort()).toEqual([...fresh.interviews.keys()].sort());
      }),
      { numRuns: 500 },
    );
  });

  it('takes the gloss of the codebook first', () => {
    const corpus = new Corpus();
    corpus.put('a.transcript', 'MM: ==x=={^up}\n%claim up: Up it went.');
    expect(corpus.gloss('up')).toBe('Up it went.');
    expect([corpus.declaresTags(), corpus.declaresClaims()]).toEqual([false, false]);
    corpus.put('dir/codebook.yaml', CODEBOOK);
    expect(corpus.gloss('up')).toBe('Rents rose.');
    expect(corpus.glosses('up').map(({ text }) => text)).toEqual(['Up it went.']);
    expect([corpus.declaresTags(), corpus.declaresClaims()]).toEqual([true, true]);
    expect(corpus.tagEntry('housing')?.color).toBe('#b5651d');
    expect(corpus.claimEntry('up')?.contradicts.map(({ value }) => value)).toEqual(['down']);
    expect(corpus.personEntry('maria')?.aliases).toEqual(['MM', 'Mia']);
    corpus.drop('dir/codebook.yaml');
    expect(corpus.codebooks.size).toBe(0);
    expect(corpus.tagEntry('housing')).toBeUndefined();
  });

  it('knows a person across interviews', () => {
    const corpus = new Corpus();
    corpus.put('codebook.yaml', CODEBOOK);
    corpus.put('a.transcript', '---\nspeakers: { MM: Maria Mendez, INT: Ana Ruiz, X: Y }\n---\nMM: a\n\nINT: b');
    corpus.put('b.transcript', '---\nspeakers: { Mia: null, AR: Ana Ruiz }\n---\nMia: a');
    const [mm, int, x] = corpus.interviews.get('a.transcript')?.transcript.speakers ?? [];
    expect(mm && corpus.appearances(corpus.personKey(mm) ?? '').map(({ interview }) => interview.uri)).toEqual([
      'a.transcript',
      'b.transcript',
    ]);
    expect(int && corpus.appearances(corpus.personKey(int) ?? '')).toHaveLength(2);
    expect(x && corpus.personKey(x)).toBeUndefined();
  });
});

describe('who is the same person', () => {
  const fold = (name: string): string =>
    name
      .trim()
      .toLowerCase()
      .replace(/[\s.-]+/g, ' ');

  /** The rule as the manual has it, looked up in every entry. */
  function plainKey(corpus: Corpus, { name, label, labels }: Speaker): string | undefined {
    const full = fold(name);
    const names = [name, ...labels].map(fold);
    for (const { people } of corpus.codebooks.values()) {
      for (const person of people.values()) {
        const others = [person.fullName, ...person.aliases].flatMap((other) =>
          other === undefined ? [] : fold(other),
        );
        if (names.includes(fold(person.name)) || others.includes(full)) return '@' + person.name;
      }
    }
    return /\p{L}\s+\p{L}/u.test(name) && name !== label ? full : undefined;
  }

  const name = fc.constantFrom(
    'MM',
    'Mia',
    'maria',
    'Maria Mendez',
    'MARIA MENDEZ',
    'Maria-Mendez',
    'Ana Ruiz',
    'ana',
    'Dr. A. Ruiz',
    'Q',
  );
  const person = fc.record({
    id: fc.constantFrom('maria', 'ana', 'MM', 'ana ruiz'),
    name: fc.option(name),
    aliases: fc.array(name, { maxLength: 2 }),
  });
  const people = fc
    .array(person, { maxLength: 4 })
    .map(
      (list) =>
        `people:\n${[...new Map(list.map((one) => [one.id, one])).values()]
          .map(
            ({ id, name: full, aliases }) =>
              `  ${id}: ${JSON.stringify({ ...(full === null ? {} : { name: full }), aliases })}\n`,
          )
          .join('')}`,
    );
  const speakers = fc
    .array(fc.tuple(name, name), { maxLength: 4 })
    .map((list) => `---\nspeakers: ${JSON.stringify(Object.fromEntries(list))}\n---\nQ: a\n\nQ: b\n`);
  const change = fc.oneof(
    fc.record({ uri: fc.constantFrom('a/codebook.yaml', 'b/codebook.yaml'), text: fc.option(people) }),
    fc.record({ uri: fc.constantFrom('a.transcript', 'b.transcript', 'c.transcript'), text: fc.option(speakers) }),
  );

  it('is what the codebooks say by now, in all interviews', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 12 }), (changes) => {
        const corpus = new Corpus();
        for (const { uri, text } of changes) {
          if (text === null) corpus.drop(uri);
          else corpus.put(uri, text);
        }
        const expected = new Map<string, string[]>();
        for (const { uri, speakers: found } of corpus.interviews.values()) {
          for (const [index, speaker] of found.entries()) {
            const key = plainKey(corpus, speaker);
            expect(corpus.personKey(speaker)).toBe(key);
            if (key !== undefined) expected.set(key, [...(expected.get(key) ?? []), `${uri}#${index}`]);
          }
        }
        for (const key of [
          '@maria',
          '@ana',
          '@MM',
          '@ana ruiz',
          'maria mendez',
          'ana ruiz',
          'nobody at all',
          ...expected.keys(),
        ]) {
          const places = corpus.appearances(key).map(({ interview, speaker }) => `${interview.uri}#${speaker}`);
          expect(places.sort()).toEqual((expected.get(key) ?? []).sort());
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('a codebook', () => {
  it.each([
    ['tags: {a b: x}', 'Not the name of a tag'],
    ['claims: {a b: x}', 'Not the name of a claim'],
    ['tags: {a: x, "#a": y}', 'declared twice'],
    ['claims: {a: x, ^a: y}', 'declared twice'],
    ['tags: [', 'not well-formed YAML'],
    ['words', 'should have'],
    ['a: ' + '['.repeat(20_000), 'not well-formed YAML'],
    ['a'.repeat(5_000_000), 'too long'],
  ])('%#: says what is wrong', (text, message) => {
    const { problems } = readCodebook('codebook.yaml', text);
    expect(problems.map((problem) => problem.message).join('\n')).toContain(message);
    for (const { start, end } of problems) expect(start <= end && end <= text.length).toBe(true);
  });

  it('reads short forms, and leaves out what it does not know', () => {
    const { tags, claims, people, problems } = readCodebook(
      'c',
      '\ufefftags: {a: About, b: }\nclaims: {c: Says, d: {contradicts: c}}\npeople: {p: Name, q: {aliases: x}, p: Twice}\nother: 1\n',
    );
    expect([
      tags.get('a')?.about,
      tags.get('b')?.about,
      claims.get('c')?.says?.value,
      claims.get('d')?.contradicts[0]?.value,
    ]).toEqual(['About', undefined, 'Says', 'c']);
    expect([people.get('p')?.fullName, people.get('q')?.aliases]).toEqual(['Name', ['x']]);
    expect(problems.map(({ code }) => code)).toEqual(['duplicate-entry', 'unknown-key']);
    expect(readCodebook('c', 'tags: x\nclaims: [y]\npeople: 1\n').tags.size).toBe(0);
    expect(readCodebook('c', '').problems).toEqual([]);
    expect(readCodebook('c', 'tags: {a: {color: red}}').tags.get('a')?.color).toBeUndefined();
  });
});

describe('an interview', () => {
  it('counts the words of its speakers, without asides and labels', () => {
    const text = 'A: one two-three\n\nB: ==four=={#t}\n\nA: five\n\nB: six\n\nadvert advert\n%aside\n';
    expect(shares(readInterview('a', text).transcript)).toEqual([
      { words: 3, turns: 2 },
      { words: 2, turns: 2 },
    ]);
    expect(countWords('don’t 3.5 — ünïcode')).toBe(4);
  });

  it('is called by its title, else its file', () => {
    expect(readInterview('file:///x/An%20interview.transcript', '').title).toBe('An interview');
    expect(readInterview('C:\\x\\100%.txt', '').title).toBe('100%');
    expect(readInterview('.transcript', '---\ntitle: T\n---\n').title).toBe('T');
    expect(readInterview('.transcript', '').title).toBe('.transcript');
  });

  it('uses codes for quotes, paragraphs, sections and itself', () => {
    const text = '%tags #whole\n# T\n%tags #section\n\nMM: words\n%tags #par\n\nMM: ==q=={#quote}\n';
    const { uses } = readInterview('a', text);
    expect(
      uses.map(({ code, words }) => [
        code.kind === 'attribute' ? '' : code.name,
        text.slice(words.start, words.end).trim().slice(0, 5),
      ]),
    ).toEqual([
      ['whole', '%tags'],
      ['section', '# T\n%'],
      ['par', 'words'],
      ['quote', 'q'],
    ]);
  });
});

describe('find', () => {
  const text =
    '---\noriginal: x.txt\nspeakers: { MM: Maria }\n---\n# Topic\nMM: ==one “two”=={#t} {@B} three\n%claim c: gloss\n%tags #u\n\nfour';
  const transcript = parse(text);
  it.each([
    ['x.txt', 'field'],
    ['MM: Maria', 'declaration'],
    ['Topic', 'topic'],
    ['MM: ==', 'label'],
    ['#t}', 'code'],
    ['c: gloss', 'gloss'],
    ['#u', 'code'],
    ['B}', 'label'],
    ['title', undefined],
    ['four', undefined],
    ['speakers', undefined],
  ])('at %j: %s', (marker, kind) => {
    expect(findAt(transcript, Math.max(0, text.indexOf(marker)))?.kind).toBe(text.includes(marker) ? kind : undefined);
  });

  it('finds the part, the quotes and the quotation', () => {
    const at = text.indexOf('two');
    expect(partAt(transcript, at)).toEqual({ paragraph: 0, part: 0 });
    expect(partAt(transcript, text.indexOf('three'))).toEqual({ paragraph: 0, part: 1 });
    expect(turnOf(transcript, transcript.paragraphs[0]?.parts[1])?.label).toBe('B');
    expect(turnOf(transcript, undefined)).toBeUndefined();
    expect(partAt(transcript, 0)).toBeUndefined();
    expect(partAt(transcript, text.indexOf('%tags') + 2)).toBeUndefined();
    expect(quotesAt(transcript, at)).toHaveLength(1);
    expect(isCoded(transcript, { start: at, end: at + 3 })).toBe(true);
    expect(isCoded(transcript, { start: at, end: text.length })).toBe(false);
  });
});

it('counts when names come into use and go out of use, and nothing else', () => {
  const code = fc.constantFrom('#a', '#b', '^a', '-a', '@a');
  const change = fc.tuple(fc.constantFrom('1', '2'), fc.option(fc.array(code, { maxLength: 3 })));
  fc.assert(
    fc.property(fc.array(change, { maxLength: 12 }), (changes) => {
      const corpus = new Corpus();
      const used = (): string =>
        (['tag', 'claim', 'person'] as const).map((kind) => [...corpus.usedNames(kind)].sort().join()).join(';');
      for (const [uri, codes] of changes) {
        const before = [used(), corpus.vocabularyRevision];
        if (codes) corpus.put(uri, codes.map((one) => `==w=={${one}}\n\n`).join(''));
        else corpus.drop(uri);
        expect(used() === before[0]).toBe(corpus.vocabularyRevision === before[1]);
        for (const kind of ['tag', 'claim', 'person'] as const)
          expect([...corpus.usedNames(kind)].every((name) => corpus.isUsed(kind, name))).toBe(true);
      }
    }),
  );
});
