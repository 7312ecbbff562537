import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Corpus } from '../../server/core/corpus';
import {
  incomingCalls,
  outgoingCalls,
  prepareHierarchy,
  type Call,
  type HierarchyItem,
} from '../../server/features/call-hierarchy';
import { fixture, sampleCorpus, type Fixture } from '../fixture';

const source = `
  //- 01.transcript
  ---
  title: Rents in the ward
  date: 2024-03-02
  speakers:
    MM: Maria Mendez
    LL: Lou Lund
  ---
  MM: ==It doub$0led.=={^doubled -fair} Twice: ==twice!=={^doubled #rent}
        ^^^^^^^^^^^^^ maria
                                 ^^^^^ unfair
                                                 ^^^^^^ maria
  LL: ==You say “never”.=={-doubled @MM}
        ^^^^^^^^^^^^^^^^ lou
  //- 02.transcript
  ---
  title: The other side
  ---
  ==No.=={-doubled}
    ^^^ text
  ==It was fair.=={^fair ^stable}
  //- codebook.yaml
  claims:
    doubled: { says: Rents doubled., contradicts: [stable] }
    stable: Rents are what they were.
    ^^^^^^ stable
    fair:
`;

const prepare = ({ corpus, uri, offset }: Fixture): HierarchyItem[] => prepareHierarchy(corpus, uri, offset);

/** Each call as its name and detail, with the words where it is. */
function shown({ words }: Fixture, calls: readonly Call[], uri?: string): string[][] {
  return calls.map(({ item, spans }) => [
    `${item.name} | ${item.detail}`,
    ...spans.map((span) => words({ uri: uri ?? item.uri, span })),
  ]);
}

const named = (calls: readonly Call[], name: string): HierarchyItem =>
  calls.find(({ item }) => item.name === name)!.item;

describe('prepare', () => {
  test('in the words of a statement: its claims, at these words', () => {
    const at = fixture(source);
    const items = prepare(at);
    expect(items.map(({ name, detail }) => [name, detail])).toEqual([
      ['^doubled', 'Rents doubled.'],
      ['^fair', ''],
    ]);
    expect(items.map(({ uri, span }) => ({ uri, span }))).toEqual([at.places('maria')[0], at.places('maria')[0]]);
  });

  test.each([
    ['==It.=={#t +d$0oubled}', '+doubled'],
    ['%claim d$0oubled: Rents doubled.\n==It.=={^doubled}', 'doubled'],
    ['//- codebook.yaml\nclaims: { $0doubled: Rents doubled. }', 'doubled'],
    ['//- codebook.yaml\nclaims: { stable: { contradicts: doub$0led } }', 'doubled'],
  ])('at a claim in %j', (text, word) => {
    const at = fixture(text);
    const [item, ...others] = prepare(at);
    expect(others).toEqual([]);
    expect(item).toMatchObject({ name: '^doubled', uri: at.uri });
    expect(at.words(item!)).toBe(word);
  });

  test.each([
    'Plain $0words.',
    '==It.=={^a #t$0}',
    'M$0M: ==It.=={^a}\n\nMM: No.',
    '//- codebook.yaml\n$0claims: { a: A. }',
    '{q>Words.\n%memo: wo$0rds\n\nMore.<q ^a}',
    '{q>Words.\n$0\nMore.<q ^a}',
  ])('nothing at %j', (text) => {
    expect(prepare(fixture(text))).toEqual([]);
  });
});

describe('incoming', () => {
  test('who states and who contradicts the claim, in words, with interview and date; then opposed claims', () => {
    const at = fixture(source);
    const calls = incomingCalls(at.corpus, prepare(at)[0]!.data);
    expect(shown(at, calls)).toEqual([
      ['Maria Mendez states it | Rents in the ward · 2024-03-02 · 2 statements', 'It doubled.', 'twice!'],
      ['Lou Lund contradicts it, quoting MM | Rents in the ward · 2024-03-02', 'You say “never”.'],
      ['“The other side” contradicts it | The other side', 'No.'],
      ['^stable | contradicts it by the codebook · Rents are what they were.', 'stable'],
    ]);
    for (const [index, label] of ['maria', 'lou', 'text', 'stable'].entries())
      expect({ uri: calls[index]!.item.uri, span: calls[index]!.item.span }).toEqual(at.places(label)[0]);
  });

  test('speakers have the full name that the codebook gives, and a question mark where they are a guess', () => {
    const at = fixture(`
      //- 01.transcript
      {@MM} ==It dou$0bled.=={^doubled} {@MM?} ==It did.=={^doubled}

      {@LL?} Yes.
      %tags ^doubled
      //- codebook.yaml
      people: { MM: { name: Maria Mendez } }`);
    const calls = incomingCalls(at.corpus, prepare(at)[0]!.data);
    expect(calls.map(({ item }) => item.name)).toEqual([
      'Maria Mendez states it',
      'Maria Mendez? states it',
      'LL? states it',
    ]);
  });

  test('below a speaker, the other claims of the same words, and below these who speaks to them', () => {
    const at = fixture(source);
    const speakers = incomingCalls(at.corpus, prepare(at)[0]!.data);
    const claims = incomingCalls(at.corpus, named(speakers, 'Maria Mendez states it').data);
    expect(shown(at, claims)).toEqual([['^fair | contradicted in the same words', '-fair']]);
    expect(claims[0]!.item).toMatchObject(at.places('unfair')[0]!);
    const further = incomingCalls(at.corpus, claims[0]!.item.data);
    expect(further.map(({ item }) => item.name)).toEqual(['“The other side” states it', 'Maria Mendez contradicts it']);
    // Not the claim from which all this began.
    expect(incomingCalls(at.corpus, named(further, 'Maria Mendez contradicts it').data)).toEqual([]);
    expect(incomingCalls(at.corpus, named(speakers, 'Lou Lund contradicts it, quoting MM').data)).toEqual([]);
  });

  test('the same after an edit above', () => {
    const at = fixture(source);
    const calls = incomingCalls(at.corpus, prepare(at)[0]!.data);
    const { data } = named(calls, 'Maria Mendez states it');
    const text = at.files.get(at.uri)!.replace('MM: ==', 'MM: Well. ==');
    at.corpus.put(at.uri, text);
    const [call] = incomingCalls(at.corpus, data);
    expect(text.slice(call!.spans[0]!.start, call!.spans[0]!.end)).toBe('-fair');
    at.corpus.drop(at.uri);
    expect(incomingCalls(at.corpus, data)).toEqual([]);
  });
});

describe('outgoing', () => {
  test('of a claim in an interview: what the words there do, and the codebook', () => {
    const at = fixture(source);
    const calls = outgoingCalls(at.corpus, prepare(at)[0]!.data);
    expect(shown(at, calls, at.uri)).toEqual([
      ['^fair | contradicted in the same words', '-fair'],
      ['^stable | contradicted by the codebook · Rents are what they were.', 'It doubled.', 'twice!'],
    ]);
  });

  test('words against a claim do nothing on its behalf', () => {
    const at = fixture('==It.=={-a$0 ^b}');
    expect(outgoingCalls(at.corpus, prepare(at)[0]!.data)).toEqual([]);
  });

  test('of a claim in the codebook: what the words of all interviews do', () => {
    const at = fixture(source.replace('$0', '').replace('\n    doubled:', '\n    d$0oubled:'));
    expect(shown(at, outgoingCalls(at.corpus, prepare(at)[0]!.data), at.uri)).toEqual([
      ['^fair | contradicted in the same words', 'doubled'],
      ['^stable | contradicted by the codebook · Rents are what they were.', 'doubled'],
    ]);
  });

  test('what both the words and the codebook contradict is told once', () => {
    const at = fixture('==I$0t.=={^a -b}\n//- codebook.yaml\nclaims: { b: { contradicts: a } }');
    expect(shown(at, outgoingCalls(at.corpus, prepare(at)[0]!.data), at.uri)).toEqual([
      ['^b | contradicted in the same words and by the codebook', '-b'],
    ]);
  });

  test('of a speaker: all claims of the words', () => {
    const at = fixture(source);
    const speakers = incomingCalls(at.corpus, prepare(at)[0]!.data);
    const calls = outgoingCalls(at.corpus, named(speakers, 'Maria Mendez states it').data);
    expect(shown(at, calls, at.uri)).toEqual([
      ['^doubled | stated in the same words · Rents doubled.', '^doubled', '^doubled'],
      ['^fair | contradicted in the same words', '-fair'],
    ]);
  });
});

/** Opens all entries below one, and tells how many claims and speakers stand on the longest branch. */
function depth(corpus: Corpus, item: HierarchyItem, below: typeof incomingCalls): number {
  const calls = below(corpus, item.data);
  for (const { item: other, spans } of calls) {
    expect(spans.length).toBeGreaterThan(0);
    const isOut = below === outgoingCalls;
    const text = textOf(corpus, isOut ? item.uri : other.uri);
    for (const { start, end } of spans) expect(start <= end && end <= text.length).toBe(true);
  }
  return 1 + Math.max(0, ...calls.map((call) => depth(corpus, call.item, below)));
}

function textOf({ interviews, codebooks }: Corpus, uri: string): string {
  return interviews.get(uri)?.transcript.text ?? codebooks.get(uri)!.text;
}

test('every branch ends, whatever contradicts what', () => {
  const code = fc.tuple(fc.constantFrom('^', '+', '-'), fc.constantFrom('a', 'b', 'c')).map((parts) => parts.join(''));
  const quote = fc.array(code, { minLength: 1, maxLength: 3 }).map((codes) => `==W=={${codes.join(' ')}}\n\n`);
  const opposed = fc.subarray(['a', 'b', 'c']);
  fc.assert(
    fc.property(
      fc.array(fc.array(quote, { maxLength: 3 }), { minLength: 1, maxLength: 2 }),
      opposed,
      opposed,
      (files, a, b) => {
        const corpus = new Corpus();
        corpus.put(
          'file:///codebook.yaml',
          `claims:\n  a: { contradicts: [${a.join()}] }\n  b: { contradicts: [${b.join()}] }\n`,
        );
        files.forEach((quotes, index) => corpus.put(`file:///${index}.transcript`, quotes.join('')));
        for (const uri of [...corpus.interviews.keys(), 'file:///codebook.yaml']) {
          for (let at = 0; at < textOf(corpus, uri).length; at += 6) {
            for (const item of prepareHierarchy(corpus, uri, at)) {
              // Three claims, and speakers between them.
              expect(depth(corpus, item, incomingCalls)).toBeLessThanOrEqual(6);
              expect(depth(corpus, item, outgoingCalls)).toBeLessThanOrEqual(3);
            }
          }
        }
      },
    ),
    { numRuns: 50 },
  );
});

test('in the sample corpus all statements of a claim are below it', () => {
  const corpus = sampleCorpus();
  let seen = 0;
  for (const [uri, { uses }] of corpus.interviews) {
    for (const { code } of uses) {
      if (code.kind !== 'claim') continue;
      const [item] = prepareHierarchy(corpus, uri, code.start);
      const calls = incomingCalls(corpus, item!.data).filter(({ item: { data } }) => data.kind === 'speaker');
      const spoken = calls.flatMap(({ item: { uri: file }, spans }) => spans.map((span) => ({ uri: file, span })));
      for (const { uri: file, words } of corpus.statements(code.name))
        expect(spoken).toContainEqual({ uri: file, span: words });
      expect(item!.detail).not.toBe('');
      seen++;
    }
  }
  expect(seen).toBeGreaterThan(20);
});
