import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contentHash } from '../../server/core/content-hash';
import { Corpus } from '../../server/core/corpus';
import { applyEdits } from '../../server/core/edit';
import { parse } from '../../server/core/parse';
import { touches } from '../../server/core/span';
import { plainText, strip } from '../../server/core/strip';
import { atOnce, merge, move, remove, renameCode, type Steps } from '../../server/features/refactor';
import { rename } from '../../server/features/rename';
import { anyText } from '../core/arbitrary';
import { fixture, sampleCorpus } from '../fixture';

type Texts = ReadonlyMap<string, string>;

/** Every file after an answer; `undefined` where it was refused. */
function done(files: Texts, steps: Steps | undefined): Map<string, string> | undefined {
  const result = steps && atOnce(steps);
  if (!result || 'refused' in result) return undefined;
  const edits = new Map(result.files.map((file) => [file.uri, file.edits]));
  return new Map([...files].map(([uri, text]) => [uri, applyEdits(text, edits.get(uri) ?? [])]));
}

/** The files that change, by name, or why none does. */
function after(source: string, work: (corpus: Corpus) => Steps): Record<string, string> | string {
  const { corpus, files } = fixture(source);
  const result = atOnce(work(corpus));
  if ('refused' in result) return result.refused;
  return Object.fromEntries(
    result.files.map(({ uri, edits }) => [uri.replace('file:///', ''), applyEdits(files.get(uri) as string, edits)]),
  );
}

describe('merging', () => {
  test('a tag with another: doubles are written once, those below it come along', () => {
    const source = `
      //- 01.transcript
      ==a=={#cost} ==b=={#cost #costs} ==c=={#costs ^x #cost k=v} {q>d<q #costs #cost/high} ==e=={#cost #cost}
      %tags #cost #costs #cost/low #costs #other #other
      //- codebook.yaml
      # Money.
      tags:
        costs: { about: Prices }
        # What people say of it.
        cost: { about: Price, color: "#aabbcc" } # old
        cost/high: Too much
      claims: {}`;
    expect(after(source, (corpus) => merge(corpus, 'tag', 'cost', '#costs'))).toEqual({
      '01.transcript':
        '==a=={#costs} ==b=={#costs} ==c=={#costs ^x k=v} {q>d<q #costs #costs/high} ==e=={#costs}\n' +
        '%tags #costs #costs/low #other #other\n',
      'codebook.yaml':
        '# Money.\ntags:\n  costs: { about: Prices }\n  # What people say of it.\n  costs/high: Too much\nclaims: {}',
    });
  });

  test('one of which the codebook knows only the first: its entry gets the name', () => {
    const source = '==a=={#a} ==b=={#b}\n//- codebook.yaml\ntags: { a: x, c: y }';
    expect(after(source, (corpus) => merge(corpus, 'tag', 'a', 'b'))).toEqual({
      '01.transcript': '==a=={#b} ==b=={#b}\n',
      'codebook.yaml': 'tags: { b: x, c: y }',
    });
  });

  test('a tag with the one above it, not with one below it', () => {
    const source = '==a=={#a/b #a} ==b=={#a/b/c #a/c}';
    expect(after(source, (corpus) => merge(corpus, 'tag', 'a/b', 'a'))).toEqual({
      '01.transcript': '==a=={#a} ==b=={#a/c}',
    });
    expect(after(source, (corpus) => merge(corpus, 'tag', 'a', 'a/b'))).toMatch(/below/);
  });

  test('claims: stances and glosses stay, and none contradicts itself', () => {
    const source = `
      //- 01.transcript
      ==a=={^up -up ^rise +rise}
      %claim up: It rose.
      %claim rise: It went up.
      //- codebook.yaml
      claims:
        up:
          says: It rose.
        rise:
          says: It went up.
          contradicts: [up, down]
        down: { contradicts: [up, rise] }
        flat: { says: x, contradicts: up }
        other:
          contradicts:
            - rise # one
            - up # two
            - down
        self: { contradicts: [up] }`;
    expect(after(source, (corpus) => merge(corpus, 'claim', '^up', 'rise'))).toEqual({
      '01.transcript': '==a=={^rise -rise +rise}\n%claim rise: It rose.\n%claim rise: It went up.\n',
      'codebook.yaml': `claims:
  rise:
    says: It went up.
    contradicts: [down]
  down: { contradicts: [rise] }
  flat: { says: x, contradicts: rise }
  other:
    contradicts:
      - rise # one
      - down
  self: { contradicts: [rise] }`,
    });
  });

  test.each([
    ['a', 'a', /same/],
    ['a', 'x', /There is no tag/],
    ['x', 'a', /There is no tag/],
    ['a', 'x y', /The name of a tag/],
  ])('%s with %s is refused', (from, into, reason) => {
    expect(after('==a=={#a}', (corpus) => merge(corpus, 'tag', from, into))).toMatch(reason);
  });
});

describe('renaming a code', () => {
  test('a claim, also where it is only explained', () => {
    const source = `
      //- 01.transcript
      ==a=={^up}
      //- 02.transcript
      b
      %claim up: It rose.`;
    expect(after(source, (corpus) => renameCode(corpus, 'claim', 'up', 'rise'))).toEqual({
      '01.transcript': '==a=={^rise}\n',
      '02.transcript': 'b\n%claim rise: It rose.',
    });
  });

  test('what a codebook does not hold is not kept from its name by a codebook that cannot be read', () => {
    const source = '==a=={#x}\n//- codebook.yaml\ntags: { a: [\n';
    expect(after(source, (corpus) => renameCode(corpus, 'tag', 'x', 'y'))).toEqual({ '01.transcript': '==a=={#y}\n' });
  });

  test('doubles that the coder wrote stay', () => {
    expect(after('==a=={#x #x}\n', (corpus) => renameCode(corpus, 'tag', 'x', 'y'))).toEqual({
      '01.transcript': '==a=={#y #y}\n',
    });
  });
});

describe('moving a tag', () => {
  const source = '==a=={#rent #rent/high #housing}\n//- codebook.yaml\ntags: { rent: x, "rent/high": y }';

  test.each([
    ['rent', 'housing', '{#housing/rent #housing/rent/high #housing}', '{ housing/rent: x, "housing/rent/high": y }'],
    ['rent/high', '', '{#rent #high #housing}', '{ rent: x, "high": y }'],
    ['rent/high', '#housing', '{#rent #housing/high #housing}', '{ rent: x, "housing/high": y }'],
    ['rent', 'new/one', '{#new/one/rent #new/one/rent/high #housing}', '{ new/one/rent: x, "new/one/rent/high": y }'],
  ])('%s under “%s”', (tag, parent, codes, entries) => {
    expect(after(source, (corpus) => move(corpus, tag, parent))).toEqual({
      '01.transcript': `==a==${codes}\n`,
      'codebook.yaml': `tags: ${entries}`,
    });
  });

  test.each([
    ['rent', 'rent/high', /below itself/],
    ['rent', 'rent', /below itself/],
    ['none', 'rent', /There is no tag/],
    ['rent', 'a b', /The name of a tag/],
  ])('%s under %s is refused', (tag, parent, reason) => {
    expect(after(source, (corpus) => move(corpus, tag, parent))).toMatch(reason);
  });

  test('where there is one of this name, they are to be merged', () => {
    expect(after('==a=={#rent #housing/rent}', (corpus) => move(corpus, 'rent', 'housing'))).toMatch(/merge/);
  });

  test('where it is already, nothing changes', () => {
    expect(after('==a=={#a/b}', (corpus) => move(corpus, 'a/b', 'a'))).toEqual({});
    expect(after('==a=={#a/b}', (corpus) => move(corpus, 'a/b', ''))).toEqual({ '01.transcript': '==a=={#b}' });
  });
});

describe('deleting', () => {
  test('a tag: marked words stay marked, and tags below it stay', () => {
    const source = `
      //- 01.transcript
      ==a=={#a} ==b=={#a #b} ==c=={#b #a} ==d=={#x #a #b} {q>e<q #a} {r>f<r #a #b} ==g=={ #a  #b } ==h=={#a #a/b bad!}

      words
      %tags #a
      %tags #a #b
      %memo: #a
      //- codebook.yaml
      tags:
        a: x
        a/b: y`;
    expect(after(source, (corpus) => remove(corpus, 'tag', 'a'))).toEqual({
      '01.transcript':
        '==a=={} ==b=={#b} ==c=={#b} ==d=={#x #b} {q>e<q} {r>f<r #b} ==g=={ #b } ==h=={#a/b bad!}\n\n' +
        'words\n%tags #b\n%memo: #a\n',
      'codebook.yaml': 'tags:\n  a/b: y',
    });
    expect(after(source, (corpus) => remove(corpus, 'tag', 'c'))).toMatch(/There is no tag/);
  });

  test.each([
    ['tags: { a: x }', 'tags: {  }'],
    ['tags: {a: x, b: y, c: z}', 'tags: {b: y, c: z}'],
    ['tags: {b: y, a: x}', 'tags: {b: y}'],
    ['tags: {b: y, a, c: z}', 'tags: {b: y, c: z}'],
    ['tags:\n  a: >\n    Long\n    words.\n\n  # b\n  b: y\n', 'tags:\n\n  # b\n  b: y\n'],
    ['tags:\r\n  b: y\r\n  a:\r\n    about: x # x', 'tags:\r\n  b: y\r\n'],
    ['tags:\n  b: y\n  a:\n    about: # x\n# left\n', 'tags:\n  b: y\n# left\n'],
    ['tags:\n  a:\nclaims:\n  a: z', 'tags:\nclaims:\n  a: z'],
  ])('an entry of the codebook: %j', (before, expected) => {
    const corpus = new Corpus();
    const files = new Map([['file:///codebook.yaml', before]]);
    for (const [uri, text] of files) corpus.put(uri, text);
    expect(done(files, remove(corpus, 'tag', 'a'))?.get('file:///codebook.yaml')).toBe(expected);
  });

  test('what cannot be taken out by itself is told', () => {
    const source = '==a=={#a}\n//- codebook.yaml\ntags:\n  a: &x { about: x }\n  b: *x';
    expect(after(source, (corpus) => remove(corpus, 'tag', 'a'))).toMatch(/codebook/);
  });

  test('a claim with what is said of it', () => {
    const source = `
      //- 01.transcript
      ==a=={^up} b
      %claim up: It rose.
      //- 02.transcript
      ==c=={-up #x}
      %claim down: It fell.
      //- codebook.yaml
      claims:
        up: It rose.
        down: { says: It fell., contradicts: up }`;
    expect(after(source, (corpus) => remove(corpus, 'claim', 'up'))).toEqual({
      '01.transcript': '==a=={} b\n',
      '02.transcript': '==c=={#x}\n%claim down: It fell.\n',
      'codebook.yaml': 'claims:\n  down: { says: It fell., contradicts:  }',
    });
  });

  test.each([
    ['So.\n%tags #x\n%tags #x\nIt.', 'So.\nIt.'],
    ['\ufeff%tags #x\nSo.', '\ufeffSo.'],
    ['So.\n%tags #x what\n', 'So.\n%tags what\n'],
    ['==So=={#x}\n%aside\n%tags\n%memo:\n', '==So=={}\n%aside\n%tags\n%memo:\n'],
  ])('lines that say nothing any more go, and no others: %j', (text, expected) => {
    const corpus = new Corpus();
    corpus.put('file:///1.transcript', text);
    const result = atOnce(remove(corpus, 'tag', 'x'));
    const edits = 'files' in result ? (result.files[0]?.edits ?? []) : [];
    expect(applyEdits(text, edits)).toBe(expected);
    expect(edits).toHaveLength(1);
  });

  test.each(['a\n%tags #x', 'a\n%tags #x\n%tags #x', 'a\n%memo: b\n%tags #x', 'a\n%tags #x\n%memo: b', '%tags #x'])(
    'lines at the end of a file without a line end: %j',
    (text) => {
      const files = new Map([['file:///1.transcript', text]]);
      const corpus = new Corpus();
      corpus.put('file:///1.transcript', text);
      const result = done(files, remove(corpus, 'tag', 'x'))?.get('file:///1.transcript');
      expect(result).not.toContain('%tags');
      expect(strip(result as string)).toBe(strip(text));
    },
  );
});

const NAMES = ['a', 'a/b', 'a/b/c', 'ab', 'b', 'c/a', 'été'];
const code = fc.oneof(
  fc.tuple(fc.constantFrom('#', '^', '+', '-'), fc.constantFrom(...NAMES)).map(([sign, name]) => sign + name),
  fc.constantFrom('@maria', '@MM', 'k=v', 'bad!', '  '),
);
const codes = fc.array(code, { maxLength: 5 }).map((list) => list.join(' '));
const block = fc.oneof(
  { weight: 4, arbitrary: codes.map((list) => `==words=={${list}} more`) },
  { weight: 2, arbitrary: codes.map((list) => `{q>One ==two=={#b} three.\n\nMM: four<q ${list}}`) },
  { weight: 2, arbitrary: codes.map((list) => `MM: words\n%tags ${list}`) },
  { weight: 1, arbitrary: fc.constantFrom(...NAMES).map((name) => `Ana: words\n%claim ${name}: It is so.`) },
  { weight: 1, arbitrary: anyText },
);
const interview = fc
  .tuple(
    fc.constantFrom('', '---\nspeakers: { MM: Maria Mendez, INT: }\n---\n'),
    fc.array(block, { maxLength: 6 }),
    fc.constantFrom('\n', '\r\n'),
    fc.constantFrom('', '\n'),
  )
  .map(([front, blocks, lineEnd, end]) => (front + blocks.join('\n\n') + end).replaceAll('\n', lineEnd));
const entry = fc.tuple(fc.constantFrom(...NAMES), fc.constantFrom('x', '{ about: y }', '"z" # z', ''));
const codebook = fc
  .tuple(
    fc.uniqueArray(entry, { selector: ([name]) => name }),
    fc.uniqueArray(fc.tuple(fc.constantFrom(...NAMES), fc.subarray(NAMES)), { selector: ([name]) => name }),
    fc.boolean(),
  )
  .map(([tags, claims, flow]) => {
    const opposed = (names: string[]): string =>
      flow
        ? ` { contradicts: [${names.join(', ')}] }`
        : `\n    contradicts:${names.map((n) => `\n      - ${n}`).join('')}`;
    return (
      '# Codes.\ntags:\n' +
      tags.map(([name, value]) => `  ${name}: ${value}\n`).join('') +
      'claims:\n' +
      claims.map(([name, names]) => `  ${name}:${opposed(names)}\n`).join('')
    );
  });
const corpora: fc.Arbitrary<Texts> = fc
  .tuple(fc.array(interview, { minLength: 1, maxLength: 3 }), fc.option(codebook, { nil: undefined }))
  .map(([texts, book]) => {
    const files = new Map(texts.map((text, index) => [`file:///${index}.transcript`, text]));
    if (book !== undefined) files.set('file:///codebook.yaml', book);
    return files;
  });

function corpusOf(files: Texts): Corpus {
  const corpus = new Corpus();
  for (const [uri, text] of files) corpus.put(uri, text);
  return corpus;
}

const what = fc.constantFrom('tag' as const, 'claim' as const);
const name = fc.constantFrom(...NAMES);

/** Every code as it stands, in order, by file. */
function codesOf(files: Texts): string[][] {
  return [...files].flatMap(([uri, text]) => {
    if (!uri.endsWith('.transcript')) return [];
    const { quotes, annotations } = parse(text);
    return [...quotes, ...annotations].map((part) => part.codes.map(({ start, end }) => text.slice(start, end)));
  });
}

/** What no edit of codes may change: the original, which words are marked, and who speaks. */
function kept(files: Texts): unknown {
  return [...files].flatMap(([uri, text]) => {
    if (!uri.endsWith('.transcript')) return [];
    const transcript = parse(text);
    return [
      strip(transcript),
      transcript.quotes.map((quote) => plainText(transcript, quote.words)),
      transcript.turns.map(({ label, speaker }) => [label, speaker]),
    ];
  });
}

const below = (one: string, parent: string): boolean => one === parent || one.startsWith(parent + '/');

/** The sign of a tag or of a claim's stance, and the name behind it. */
function isOf(kind: 'tag' | 'claim', written: string): boolean {
  return kind === 'tag' ? written.startsWith('#') : /^[\^+-]/.test(written);
}

describe('whatever stands in the files', () => {
  test('a name is another one everywhere, in the same order; and the same again on the way back', () => {
    let renamed = 0;
    fc.assert(
      fc.property(corpora, what, name, fc.constantFrom('new', 'a/new', 'b', 'x/y', '2019'), (files, kind, from, to) => {
        const corpus = corpusOf(files);
        const place = placeOf(corpus, files, kind, from);
        if (!place || from === to) return;
        const there = done(files, rename(corpus, place.uri, place.offset, to));
        if (!there) return;
        renamed++;
        expect(kept(there)).toEqual(kept(files));
        const changed = (written: string): string => {
          const [sign, old] = [written.slice(0, 1), written.slice(1)];
          if (!isOf(kind, written)) return written;
          if (kind === 'claim') return old === from ? sign + to : written;
          return below(old, from) ? sign + to + old.slice(from.length) : written;
        };
        expect(codesOf(there)).toEqual(codesOf(files).map((list) => list.map(changed)));
        const other = corpusOf(there);
        expect(kind === 'tag' ? other.tagNames() : other.claimNames()).not.toContain(
          to.startsWith(from + '/') ? '' : from,
        );
        const back = placeOf(other, there, kind, to);
        expect(done(there, back && rename(other, back.uri, back.offset, from))).toEqual(files);
      }),
      { numRuns: 200 },
    );
    expect(renamed).toBeGreaterThan(30);
  });

  test('merged codes stand once, and no other code goes', () => {
    let merged = 0;
    fc.assert(
      fc.property(corpora, what, name, name, (files, kind, from, into) => {
        const corpus = corpusOf(files);
        const there = done(files, merge(corpus, kind, from, into));
        if (!there) return;
        merged++;
        expect(kept(there)).toEqual(kept(files));
        const names = corpusOf(there)[kind === 'tag' ? 'tagNames' : 'claimNames']();
        expect(names.filter((one) => (kind === 'tag' ? below(one, from) && !below(into, from) : one === from))).toEqual(
          kind === 'tag' && below(into, from) ? expect.anything() : [],
        );
        // What each list says is the same: with the names changed, and every code counted once.
        const said = (lists: string[][], change: (written: string) => string): string[][] =>
          lists.map((list) => [...new Set(list.map(change))].sort());
        const changed = (written: string): string => {
          const [sign, old] = [written.slice(0, 1), written.slice(1)];
          if (!isOf(kind, written)) return written;
          if (kind === 'claim') return old === from ? sign + into : written;
          return below(old, from) ? sign + into + old.slice(from.length) : written;
        };
        expect(said(codesOf(there), (written) => written)).toEqual(said(codesOf(files), changed));
      }),
      { numRuns: 200 },
    );
    expect(merged).toBeGreaterThan(30);
  });

  test('what is deleted is gone, and nothing else', () => {
    let removed = 0;
    fc.assert(
      fc.property(corpora, what, name, (files, kind, gone) => {
        const corpus = corpusOf(files);
        const there = done(files, remove(corpus, kind, gone));
        if (!there) return;
        removed++;
        expect(kept(there)).toEqual(kept(files));
        const isGone = (written: string): boolean => isOf(kind, written) && written.slice(1) === gone;
        const full = (lists: string[][]): string[][] => lists.filter((list) => list.length > 0);
        const left = codesOf(files).map((list) => list.filter((written) => !isGone(written)));
        expect(full(codesOf(there))).toEqual(full(left));
        const other = corpusOf(there);
        expect(kind === 'tag' ? other.tagNames() : other.claimNames()).not.toContain(gone);
        expect(atOnce(remove(other, kind, gone))).toHaveProperty('refused');
      }),
      { numRuns: 200 },
    );
    expect(removed).toBeGreaterThan(30);
  });

  test('a moved tag comes back', () => {
    fc.assert(
      fc.property(corpora, name, fc.constantFrom('', 'b', 'new', 'a'), (files, tag, parent) => {
        const corpus = corpusOf(files);
        const there = done(files, move(corpus, tag, parent));
        if (!there) return;
        const own = tag.slice(tag.lastIndexOf('/') + 1);
        const now = parent === '' ? own : `${parent}/${own}`;
        expect(kept(there)).toEqual(kept(files));
        expect(done(there, move(corpusOf(there), now, tag.slice(0, Math.max(0, tag.lastIndexOf('/')))))).toEqual(files);
      }),
      { numRuns: 200 },
    );
  });

  test('whatever is pointed at, only a label of the transcript changes a word of it', () => {
    fc.assert(
      fc.property(anyText, fc.nat(80), fc.constantFrom('new', 'MM', 'Ana Ruiz', 'a', 'b/c'), (text, offset, to) => {
        const uri = 'file:///1.transcript';
        const files = new Map([[uri, text]]);
        const there = done(files, rename(corpusOf(files), uri, offset, to))?.get(uri);
        if (there === undefined) return;
        const { turns } = parse(text);
        const label = turns.find(({ labelSpan }) => touches(labelSpan, offset))?.label;
        if (!turns.some((turn) => !turn.added && turn.label === label)) expect(strip(there)).toBe(strip(text));
        expect(parse(there).quotes).toHaveLength(parse(text).quotes.length);
      }),
      { numRuns: 2000 },
    );
  });

  test('the label of a speaker, there and back: all else stays', () => {
    let renamed = 0;
    fc.assert(
      fc.property(interview, fc.constantFrom('Mia', 'Ana', 'JK', 'Someone Else', 'x'), (text, to) => {
        const uri = 'file:///1.transcript';
        const files = new Map([[uri, text]]);
        const { turns } = parse(text);
        const turn = turns[0];
        if (!turn) return;
        const there = done(files, rename(corpusOf(files), uri, turn.labelSpan.start, to))?.get(uri);
        if (there === undefined) return;
        renamed++;
        const after = parse(there);
        expect(after.turns.map(({ label }) => label)).toEqual(
          turns.map(({ label }) => (label === turn.label ? to : label)),
        );
        // One label for each speaker: nothing else holds the old one but words.
        if (turns.some(({ label }) => label === to)) return;
        const again = rename(corpusOf(new Map([[uri, there]])), uri, after.turns[0]?.labelSpan.start ?? 0, turn.label);
        expect(done(new Map([[uri, there]]), again)?.get(uri)).toBe(text);
      }),
      { numRuns: 500 },
    );
    expect(renamed).toBeGreaterThan(30);
  });
});

/** A place from which a tag or claim can be renamed. */
function placeOf(
  corpus: Corpus,
  files: Texts,
  kind: 'tag' | 'claim',
  wanted: string,
): { uri: string; offset: number } | undefined {
  const [use] = kind === 'tag' ? corpus.tagUses(wanted) : corpus.statements(wanted);
  if (use) return { uri: use.uri, offset: use.code.start + 1 };
  const [gloss] = kind === 'claim' ? corpus.glosses(wanted) : [];
  if (gloss) return { uri: gloss.uri, offset: gloss.span.start };
  const span = (kind === 'tag' ? corpus.tagEntry(wanted) : corpus.claimEntry(wanted))?.span;
  return span && files.has('file:///codebook.yaml') ? { uri: 'file:///codebook.yaml', offset: span.start } : undefined;
}

/** Compared as one text: where it fails, no interview is printed. */
function isSame(a: Texts | undefined, b: Texts): boolean {
  return a !== undefined && JSON.stringify([...a]) === JSON.stringify([...b]);
}

function keptText(files: Texts | undefined): string {
  return contentHash(JSON.stringify(files && kept(files))).toString();
}

describe('the sample interviews', () => {
  const corpus = sampleCorpus();
  const files = new Map(
    [...corpus.interviews.values()]
      .map(({ uri, transcript }): [string, string] => [uri, transcript.text])
      .concat([...corpus.codebooks.values()].map(({ uri, text }): [string, string] => [uri, text])),
  );

  test.each(['tag', 'claim'] as const)('every %s can be renamed and back', (kind) => {
    for (const from of kind === 'tag' ? corpus.tagNames() : corpus.claimNames()) {
      const [use] = kind === 'tag' ? corpus.tagUses(from) : corpus.statements(from);
      if (!use) continue;
      const there = done(files, rename(corpus, use.uri, use.code.start, 'something-new'));
      expect(isSame(there, files)).toBe(false);
      expect(keptText(there)).toBe(keptText(files));
      const other = corpusOf(there as Texts);
      const back = placeOf(other, there as Texts, kind, 'something-new') ?? { uri: '', offset: 0 };
      expect(isSame(done(there as Texts, rename(other, back.uri, back.offset, from)), files)).toBe(true);
    }
  });

  test('every tag can be deleted, and merged with another', () => {
    for (const tag of corpus.tagNames()) {
      for (const result of [
        remove(corpus, 'tag', tag),
        merge(corpus, 'tag', tag, tag === 'trust' ? 'money' : 'trust'),
      ]) {
        const there = done(files, result) as Texts;
        expect(keptText(there)).toBe(keptText(files));
        expect(corpusOf(there).tagNames()).not.toContain(tag);
      }
    }
  });

  test('every person who is named, and back', () => {
    for (const from of corpus.personNames()) {
      const [use] = corpus.personUses(from);
      if (!use) continue;
      const there = done(files, rename(corpus, use.uri, use.code.start, 'somebody-new')) as Texts;
      expect(keptText(there)).toBe(keptText(files));
      const other = corpusOf(there);
      const [back] = other.personUses('somebody-new');
      expect(other.personUses('somebody-new')).toHaveLength(corpus.personUses(from).length);
      expect(isSame(done(there, rename(other, back?.uri ?? '', back?.code.start ?? 0, from)), files)).toBe(true);
    }
  });
});

describe('while others have their turn', () => {
  const begun = (): { corpus: Corpus; files: Map<string, string> } => {
    const texts = ['==a=={#x}', '==b=={#x/y}', '==c=={#z}', 'd'];
    const files = new Map(texts.map((text, index): [string, string] => [`file:///${index}.transcript`, text]));
    files.set('file:///codebook.yaml', 'tags: { x: one }');
    return { corpus: corpusOf(files), files };
  };

  test('whatever is put and dropped between two files, at the end all is for the texts as they are', () => {
    const change = fc.tuple(
      fc.nat(12),
      fc.constantFrom('0.transcript', '1.transcript', '3.transcript', 'new.transcript', 'codebook.yaml'),
      fc.constantFrom('', 'Ana: ==q=={#x}\n%tags #x/y', 'tags:\n  x:\n  x/y: two', undefined),
    );
    fc.assert(
      fc.property(fc.array(change, { maxLength: 6 }), (changes) => {
        const { corpus, files } = begun();
        const steps = renameCode(corpus, 'tag', 'x', 'new');
        for (let turn = 0, step = steps.next(); ; turn++, step = steps.next()) {
          if (step.done) {
            const fresh = atOnce(renameCode(corpusOf(files), 'tag', 'x', 'new'));
            // Where it is gone by now, there is nothing to do.
            expect(step.value).toEqual('refused' in fresh ? { files: [] } : fresh);
            return;
          }
          for (const [when, name, text] of changes) {
            if (when !== turn) continue;
            const uri = `file:///${name}`;
            if (text === undefined) {
              corpus.drop(uri);
              files.delete(uri);
            } else {
              corpus.put(uri, text);
              files.set(uri, text);
            }
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  test('a name that somebody takes meanwhile is refused', () => {
    const { corpus } = begun();
    const steps = renameCode(corpus, 'tag', 'x', 'new');
    steps.next();
    corpus.put('file:///3.transcript', '==d=={#new}');
    expect(atOnce(steps)).toMatchObject({ refused: expect.stringMatching(/merge/) });
  });
});
