import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Corpus } from '../../server/core/corpus';
import { applyEdits } from '../../server/core/edit';
import { escape } from '../../server/core/escape';
import { overlaps, type Span } from '../../server/core/span';
import { strip } from '../../server/core/strip';
import { annotateRange } from '../../server/features/annotate-range';
import { codeActions, type Action } from '../../server/features/code-actions';
import { codesInUse } from '../../server/features/codes-in-use';
import { diagnostics } from '../../server/features/diagnostics';
import { anyText } from '../core/arbitrary';
import { fixture } from '../fixture';
import { hasShared, sharedTranscripts } from '../shared';

/** Titles that begin so say which characters are the original's, and which the analyst's. */
const RESTATEMENTS = /^(?:Close it here|Close the braces|Close the front matter)$/;

function textOf(corpus: Corpus, uri: string): string {
  return (corpus.interviews.get(uri)?.transcript.text ?? corpus.codebooks.get(uri)?.text) as string;
}

/** The corpus after an action, and another after that: only the files that are other ones then are read anew. */
function performer(corpus: Corpus): (action: Action) => Corpus {
  const after = new Corpus();
  return (action) => {
    for (const uri of [...corpus.interviews.keys(), ...corpus.codebooks.keys()]) {
      const edits = action.edits?.find((file) => file.uri === uri)?.edits ?? [];
      const text = applyEdits(textOf(corpus, uri), edits);
      const isThere = after.interviews.has(uri) || after.codebooks.has(uri);
      if (!isThere || textOf(after, uri) !== text) after.put(uri, text);
    }
    return after;
  };
}

/** Where an offset of the text before lies afterwards. */
function moved(action: Action, uri: string, offset: number): number {
  const edits = action.edits?.find((file) => file.uri === uri)?.edits ?? [];
  return edits.reduce(
    (at, { span, text }) => (span.start <= offset ? at + text.length - Math.min(span.end, offset) + span.start : at),
    offset,
  );
}

/** Does an action of the given title at the cursor of a fixture, and returns the texts that it changes, without their lines `//-`. */
function after(source: string, title: string): string {
  const { corpus, uri, selection, files } = fixture(source);
  const actions = codeActions(corpus, uri, selection);
  const action = actions.find((candidate) => candidate.title === title);
  if (!action) throw new Error(`No action “${title}” among: ${actions.map((other) => other.title).join('; ')}`);
  return [...files]
    .map(([name, text]) => applyEdits(text, action.edits?.find((e) => e.uri === name)?.edits ?? []))
    .join('');
}

function titles(source: string, kind: Action['kind'] = 'quickfix'): string[] {
  const { corpus, uri, selection } = fixture(source);
  return codeActions(corpus, uri, selection).flatMap((action) => (action.kind === kind ? [action.title] : []));
}

/** Tries everything that is offered at each problem, and for some words. */
function tryAll(corpus: Corpus, uri: string, promises = true): { tried: number; promised: number } {
  const { transcript } = corpus.interviews.get(uri)!;
  const words = strip(transcript);
  const problems = diagnostics(corpus, uri);
  const spans = problems.map(({ span }) => ({ start: span.start, end: span.start }));
  const { length } = transcript.text;
  spans.push({ start: Math.floor(length / 3), end: Math.floor(length / 2) }, { start: 0, end: length });
  let tried = 0;
  let promised = 0;
  const seen = new Set<string>();
  const perform = performer(corpus);
  for (const span of spans) {
    for (const action of codeActions(corpus, uri, span)) {
      if (!action.edits) {
        expect(action.command?.command).toBe('throughline.tag');
        continue;
      }
      const key = JSON.stringify(action.edits);
      if (seen.has(key)) continue;
      seen.add(key);
      tried++;
      const next = perform(action);
      const code = action.fixes?.code;
      const restates =
        RESTATEMENTS.test(action.title) || (action.title === 'Make it plain text' && code === 'unknown-annotation');
      if (!restates) expect([action.title, strip(next.interviews.get(uri)!.transcript)]).toEqual([action.title, words]);
      if (!promises || !action.fixes) continue;
      promised++;
      const { start, end } = action.fixes.span;
      const [from, to] = [moved(action, uri, start), moved(action, uri, end)];
      // Another problem may lie across, and a quotation inside one that is none any more is not the same.
      const others = problems
        .filter(({ span }) => span.start !== start || span.end !== end)
        .map(({ span }) => moved(action, uri, span.start));
      const isInside = ({ start, end }: Span): boolean => from < start && end < to;
      const left = diagnostics(next, uri).filter(
        ({ code: other, span }) =>
          other === code &&
          overlaps(span, { start: from, end: to }) &&
          !isInside(span) &&
          (span.start === from || !others.includes(span.start)),
      );
      expect([action.title, transcript.text.slice(start - 20, end + 20), left]).toEqual([
        action.title,
        transcript.text.slice(start - 20, end + 20),
        [],
      ]);
    }
  }
  return { tried, promised };
}

describe('every action keeps the words, and does what it promises', () => {
  const folder = join(import.meta.dirname, '../../seeds');
  const codebook = readFileSync(join(folder, 'codebook.yaml'), 'utf8');
  const seeds = readdirSync(folder).filter((name) => /\.(?:transcript|txt)$/.test(name));

  it.each(seeds)('%s', (name) => {
    const corpus = new Corpus();
    corpus.put('file:///codebook.yaml', codebook);
    corpus.put('file:///' + name, readFileSync(join(folder, name), 'utf8'));
    expect(tryAll(corpus, 'file:///' + name).promised).toBeGreaterThan(0);
  });

  it.runIf(hasShared)('real transcripts, as they are and escaped', () => {
    for (const { path, text } of sharedTranscripts('seeds')) {
      for (const version of [text, escape(text)]) {
        const corpus = new Corpus();
        corpus.put('file:///codebook.yaml', codebook);
        corpus.put(path, version);
        tryAll(corpus, path);
      }
    }
  });

  const pieces = [
    'She said, “You can always move.” ',
    'They call it “lock gate a” and said, "It was my whole life," too. ',
    '==And we moved.=={@ana} ',
    '==And we moved.=={#b two} ',
    '==And we moved.=={#a ^c,+d} ',
    'We ==moved away. ',
    'We {x>moved ',
    '\n\nMary: ',
    '\n\nEconomics: We grew. ',
    '\n\n[0:32] ANA: Well. ',
    '\n\n[0:12] Ana: Well. ',
    '\n%nota x\n',
    '\n%claim Rents doubled\n',
    '\n# Rents\n',
    '\n---\n',
  ];
  const fronts = [
    '',
    '---\nterms: [x]\nspeakers:\n  Ana Ruiz: {}\n---\n',
    '---\r\nterms:\r\n- x # y\r\nspeakers: {Bo: Bo}\r\n---\r\n',
    '---\ntitle: x\n',
  ];
  const likelyText = fc
    .tuple(fc.constantFrom(...fronts), fc.array(fc.constantFrom(...pieces), { maxLength: 8 }))
    .map(([front, body]) => front + body.join(''));

  it('likely texts', () => {
    const count = tryTexts(likelyText, true, 400);
    expect(count.promised).toBeGreaterThan(800);
  });

  it('any text', () => {
    // What marks that cross and stand alone pair with then is hard to foretell, so that the words have to stay and that is all.
    const mixed = fc.array(fc.oneof(anyText, likelyText), { maxLength: 4 }).map((texts) => texts.join(''));
    expect(tryTexts(mixed, false, 400).tried).toBeGreaterThan(800);
  });

  function tryTexts(texts: fc.Arbitrary<string>, promises: boolean, numRuns: number): ReturnType<typeof tryAll> {
    const sum = { tried: 0, promised: 0 };
    fc.assert(
      fc.property(texts, (text) => {
        const corpus = new Corpus();
        corpus.put('file:///codebook.yaml', 'tags:\n  b: x\nclaims:\n  d: y\n');
        corpus.put('file:///1.transcript', text);
        const { tried, promised } = tryAll(corpus, 'file:///1.transcript', promises);
        sum.tried += tried;
        sum.promised += promised;
      }),
      { numRuns },
    );
    return sum;
  }
});

describe('an untagged quote', () => {
  const source = `
    //- 01.transcript
    MM: ==Far away.=={#leaving @ana} Much later ==rent.=={#rent}

    MM: Leo Bank told me, “You can $0always move.” I laughed.

    INT: ==Near.=={#staying #typo}

    INT: Far.
    //- codebook.yaml
    tags: { leaving: , staying: , rent: , never-used: }
    people:
      leo: { name: Leo Bank }
  `;

  it('can be tagged, coded and attributed, or be none', () => {
    expect(titles(source)).toEqual([
      'Tag this quote…',
      'Tag as #staying',
      'Tag as #rent',
      'Tag as #leaving',
      'State a claim…',
      'Attribute to…',
      'Attribute to @leo',
      'Attribute to @ana',
      'Attribute to @INT',
      'It is a term',
      'Not a quotation',
    ]);
  });

  it('hands the words over where the client has to ask', () => {
    const { corpus, uri, selection } = fixture(source);
    const start = textOf(corpus, uri).indexOf('“');
    const words = { start, end: start + '“You can always move.”'.length };
    const commands = codeActions(corpus, uri, selection).flatMap(({ command }) => command ?? []);
    expect(commands).toEqual([
      { command: 'throughline.tag', arguments: [uri, words, 'tag'] },
      { command: 'throughline.tag', arguments: [uri, words, 'claim'] },
      { command: 'throughline.tag', arguments: [uri, words, 'attribute'] },
    ]);
  });

  it.each([
    ['Tag as #rent', 'He said, “It $0was so.” ==A.=={#rent}', 'He said, ==“It was so.”=={#rent} ==A.=={#rent}'],
    ['Tag as #rent', '==It $0was so.== ==A.=={#rent}', '==It was so.=={#rent} ==A.=={#rent}'],
    ['Tag as #rent', '==It $0was so.=={@leo} ==A.=={#rent}', '==It was so.=={@leo #rent} ==A.=={#rent}'],
    ['Tag as #rent', '{a>It $0was so.<a} ==A.=={#rent}', '{a>It was so.<a #rent} ==A.=={#rent}'],
    ['Attribute to @leo', '==It $0was so.=={} ==A.=={#b @leo}', '==It was so.=={@leo} ==A.=={#b @leo}'],
    ['Remove the marks', '==It $0was so.=={key=x} And {a>more<a}', 'It was so. And {a>more<a}'],
    ['Not a quotation', 'He said, “It $0was so.”', 'He said, \\“It was so.”'],
    ['Not a quotation', 'He said, "It $0was so."', 'He said, \\"It was so."'],
  ])('%s: %s', (title, before, expected) => {
    expect(after(before, title)).toBe(expected);
  });

  it('is no term when it is long, and offers tags that are in use only', () => {
    expect(titles('She said, “You can always $0move somewhere else, you and all of them.”')).toEqual([
      'Tag this quote…',
      'State a claim…',
      'Attribute to…',
      'Not a quotation',
    ]);
  });
});

describe('terms and speakers in the front matter', () => {
  const words = 'He said, “It $0was so.”\n';
  const plain = words.replace('$0', '');
  it.each([
    ['no front matter', '', '---\nterms: [It was so]\n---\n'],
    ['an empty one', '---\n---\n', '---\nterms: [It was so]\n---\n'],
    ['one without terms', '---\ntitle: x # y\n\n---\n', '---\ntitle: x # y\nterms: [It was so]\n\n---\n'],
    ['a flow list', '---\nterms: [a,  b ] # c\ndate: 1\n---\n', '---\nterms: [a,  b, It was so ] # c\ndate: 1\n---\n'],
    ['an empty flow list', '---\nterms: []\n---\n', '---\nterms: [It was so]\n---\n'],
    ['a trailing comma', '---\nterms: ["a",]\n---\n', '---\nterms: ["a", It was so,]\n---\n'],
    [
      'a list of lines',
      '---\nterms:\n- a # b\n# c\ndate: 1\n---\n',
      '---\nterms:\n- a # b\n- It was so\n# c\ndate: 1\n---\n',
    ],
    ['an indented one', '---\nterms:\n   - a\n---\n', '---\nterms:\n   - a\n   - It was so\n---\n'],
    ['a single term', '---\nterms: a b # c\n---\n', '---\nterms: [a b, It was so] # c\n---\n'],
    ['a single term with a comma', '---\nterms: a, b\n---\n', '---\nterms: ["a, b", It was so]\n---\n'],
    ['no value', '---\nterms: # c\ndate: 1\n---\n', '---\nterms: [It was so] # c\ndate: 1\n---\n'],
    ['a map in braces', '---\n{ title: x }\n---\n', '---\n{ title: x, terms: [It was so] }\n---\n'],
    ['CRLF', '---\r\ntitle: x\r\n---\r\n', '---\r\ntitle: x\r\nterms: [It was so]\r\n---\r\n'],
    [
      'a block of text last',
      '---\nabout: |\n  a\n  b\n\n---\n',
      '---\nabout: |\n  a\n  b\nterms: [It was so]\n\n---\n',
    ],
    ['a byte order mark', '\ufeff', '\ufeff---\nterms: [It was so]\n---\n'],
  ])('a term, with %s', (_, front, expected) => {
    expect(after(front + words, 'It is a term')).toBe(expected + plain);
  });

  it.each([
    ['one that is no YAML', '---\ntitle: x\nterms: [\n---\n'],
    ['one that is open', '---\ntitle: x\n\n'],
    ['terms that are a map', '---\nterms: { a: b }\n---\n'],
    ['terms that are an alias', '---\nx: &x [a]\nterms: *x\n---\n'],
  ])('leaves %s alone', (_, front) => {
    expect(titles(front + words)).not.toContain('It is a term');
  });

  it('puts words in quotes where YAML wants it', () => {
    expect(after('She said, “Yes: we $0did.”', 'It is a term')).toContain('terms: ["Yes: we did"]');
  });

  const body = 'Eco$0nomics: Prices rose.\n';
  const economics = body.replace('$0', '');
  it.each([
    ['no front matter', '', '---\nspeakers:\n  Economics: Economics\n---\n'],
    ['none yet', '---\ntitle: x\n---\n', '---\ntitle: x\nspeakers:\n  Economics: Economics\n---\n'],
    [
      'lines',
      '---\nspeakers:\n    MM: Mia\ntitle: x\n---\n',
      '---\nspeakers:\n    MM: Mia\n    Economics: Economics\ntitle: x\n---\n',
    ],
    [
      'nested lines',
      '---\nspeakers:\n  MM:\n    role: x\n---\n',
      '---\nspeakers:\n  MM:\n    role: x\n  Economics: Economics\n---\n',
    ],
    [
      'braces',
      '---\nspeakers: { MM: { name: Mia } }\n---\n',
      '---\nspeakers: { MM: { name: Mia }, Economics: Economics }\n---\n',
    ],
    ['empty braces', '---\nspeakers: {}\n---\n', '---\nspeakers: { Economics: Economics }\n---\n'],
    [
      'a key without a value',
      '---\nspeakers:\ntitle: x\n---\n',
      '---\nspeakers:\n  Economics: Economics\ntitle: x\n---\n',
    ],
    ['a list of labels', '---\nspeakers: [MM]\n---\n', '---\nspeakers: [MM, Economics]\n---\n'],
    ['lines of labels', '---\nspeakers:\n  - MM\n---\n', '---\nspeakers:\n  - MM\n  - Economics\n---\n'],
  ])('a speaker, with %s', (_, front, expected) => {
    expect(after(front + body, 'Declare “Economics” as a speaker')).toBe(expected + economics);
  });

  it('gives a speaker the full name that the codebook has', () => {
    const source = `
      //- 01.transcript
      M$0M: We moved.
      //- codebook.yaml
      people: { mm: { name: Maria Mendez, aliases: [MM] } }
    `;
    expect(after(source, 'Declare “MM” as a speaker')).toContain('speakers:\n  MM: Maria Mendez\n');
  });

  it.each([
    ['Eco$0nomics: Prices rose.', '\\Economics: Prices rose.'],
    ['[0:32] **Eco$0nomics:** Prices rose.', '[0:32] \\**Economics:** Prices rose.'],
  ])('is not a speaker: %s', (before, expected) => {
    expect(after(before, 'Not a speaker')).toBe(expected);
  });

  it('joins labels that differ in case or dots', () => {
    const source = 'Ana: a\n\nANA: b\n\nAna: c\n\n$0ANA: d\n';
    expect(titles(source)).toEqual([]);
    const joined = after(source.replace('$0', '').replace('ANA', '$0ANA'), 'Declare “Ana” and “ANA” as one speaker');
    expect(joined).toBe('---\nspeakers:\n  Ana: ANA\n---\n' + source.replace('$0', ''));
  });
});

describe('marks', () => {
  it.each([
    ['Close it here', 'a $0==b c. D e.\n\nf', 'a ==b c.== D e.\n\nf'],
    ['Close it here', 'a $0==b c$0 d. e', 'a ==b c== d. e'],
    ['Close it here', 'a $0{x>b c. D e.', 'a {x>b c.<x} D e.'],
    ['Close it here', 'a $0{x>b c. {x>D e.<x #t}', 'a {x>b c.<x} {x>D e.<x #t}'],
    ['Close it here', '# A $0==heading\nwords', '# A ==heading==\nwords'],
    ['Make it plain text', 'a $0==b c', 'a \\==b c'],
    ['Make it plain text', 'a $0{x>b c', 'a \\{x>b c'],
    ['Make it plain text', 'a b$0<x #t} c', 'a b\\<x #t} c'],
    ['Make it plain text', 'a b$0=={#t} c', 'a b\\=={#t} c'],
    ['Close the braces', '==a==$0{#b ^c and so on', '==a=={#b ^c} and so on'],
    ['Make it plain text', '==a==$0{b and so on', '==a==\\{b and so on'],
    [
      'Close the front matter',
      '$0---\ntitle: x\nspeakers:\n  MM: Mia\n\nMM: Hello',
      '---\ntitle: x\nspeakers:\n  MM: Mia\n---\n\nMM: Hello',
    ],
    ['Close the front matter', '$0---\r\ntitle: x\r\nMM: Hello', '---\r\ntitle: x\r\n---\r\nMM: Hello'],
    ['Did you mean %tags?', '$0%tag #a', '%tags #a'],
    ['Did you mean %memo?', 'a\n$0%note(ana): x', 'a\n%memo(ana): x'],
    ['Make it plain text', 'a\n$0%zzz x\n', 'a\n\\%zzz x\n'],
    [
      'Name the claim ^rents-doubled-after-2019',
      '$0%claim Rents doubled after 2019, said all',
      '%claim rents-doubled-after-2019: Rents doubled after 2019, said all',
    ],
  ])('%s: %s', (title, before, expected) => {
    expect(after(before, title)).toBe(expected);
  });

  it('closes no quote where that would take other words along', () => {
    expect(titles('a $0==b =={c d.')).toEqual(['Make it plain text']);
  });

  it('closes a quote by taking nothing but its mark from the words', () => {
    expect(strip(after('a $0==b c. D', 'Close it here'))).toBe('a b c. D');
  });
});

describe('codes', () => {
  it.each([
    ['Change to #housing', '==a=={#x $0housing}', '==a=={#x #housing}'],
    ['Change to #two-words', '==a=={#two $0words}', '==a=={#two-words}'],
    ['Change to #two-more-words', '==a=={#two more $0words ^c}', '==a=={#two-more-words ^c}'],
    ['Change to @Maria-Mendez', '==a=={@Maria $0Mendez}', '==a=={@Maria-Mendez}'],
    ['Change to #a #b', '==a=={$0#a,#b}', '==a=={#a #b}'],
    ['Change to #food-drink', '==a=={$0#food&drink}', '==a=={#food-drink}'],
    ['Change to ^c', '==a=={$0^c.}', '==a=={^c}'],
    ['Change to #a/b', 'a\n%tags $0#a//b/', 'a\n%tags #a/b'],
    ['Change to ^rents', '==a=={$0rents} ==b=={^rents}', '==a=={^rents} ==b=={^rents}'],
    ['Remove it', '==a=={#x $0! #y}', '==a=={#x #y}'],
    ['Remove it', '==a=={$0! #y}', '==a=={#y}'],
  ])('%s: %s', (title, before, expected) => {
    expect(after(before, title)).toBe(expected);
  });

  const source = (words: string, codebook: string): string =>
    `//- 01.transcript\n${words}\n//- codebook.yaml\n${codebook}`;

  it.each([
    ['Did you mean #rent?', '==a=={$0#rnet}', 'tags: { rent: }', '==a=={#rent}'],
    ['Did you mean #housing/rent?', '==a=={$0#rent}', 'tags: { housing/rent: }', '==a=={#housing/rent}'],
    ['Did you mean -rents?', '==a=={$0-rens}', 'claims: { rents: }', '==a=={-rents}'],
    ['Did you mean rents?', '%claim $0rens: x', 'claims: { rents: }', '%claim rents: x'],
  ])('%s', (title, words, codebook, expected) => {
    expect(after(source(words, codebook), title)).toBe(`${expected}\n${codebook}`);
  });

  it('proposes what the codebook knows, and nothing far', () => {
    expect(titles(source('==a=={$0#cat #fish ==b=={#fish}', 'tags: { dogs: }'))).not.toContain('Did you mean #fish?');
    expect(titles(source('==a=={$0#cat}', 'tags: { dogs: }'))).toEqual(['Add #cat to the codebook']);
  });

  it.each([
    [
      'Add #b to the codebook',
      '==a=={$0#b}',
      'tags:\n  # the first\n  a: { about: x } # y\n\nclaims:\n  c: x\n',
      'tags:\n  # the first\n  a: { about: x } # y\n  b:\n\nclaims:\n  c: x\n',
    ],
    [
      'Add #b/c to the codebook',
      '==a=={$0#b/c}',
      'tags:\n    a:\n        about: x',
      'tags:\n    a:\n        about: x\n    b/c:',
    ],
    ['Add #b to the codebook', '==a=={$0#b}', 'tags: { a: { about: x } }\n', 'tags: { a: { about: x }, b: }\n'],
    [
      'Add ^b to the codebook',
      '==a=={-b}\n%claim $0b: So it is: "b".',
      'claims:\n  a: x\n',
      'claims:\n  a: x\n  b: { says: "So it is: \\"b\\"." }\n',
    ],
    ['Add #true to the codebook', '==a=={$0#true}', 'tags:\n  a:\n', 'tags:\n  a:\n  "true":\n'],
  ])('%s: %s', (title, words, codebook, expected) => {
    expect(after(source(words, codebook), title)).toBe(`${words.replace('$0', '')}\n${expected}`);
  });

  it('adds to the nearest codebook', () => {
    const { corpus, uri, selection } = fixture(`
      //- one/codebook.yaml
      tags: { a: }
      //- two/codebook.yaml
      tags: { a: }
      //- two/01.transcript
      ==a=={$0#b}
    `);
    const add = codeActions(corpus, uri, selection).find(({ title }) => title === 'Add #b to the codebook');
    expect(add?.edits?.map((file) => file.uri)).toEqual(['file:///two/codebook.yaml']);
  });
});

describe('selected words', () => {
  it('can be coded, begin a turn, and their paragraph have a memo or be set aside', () => {
    const source = '---\ncoder: ana\n---\nMM: Rents $0doubled.\nAnd$0 more.\n%memo: x\n\nMM: Next.';
    expect(titles(source, 'refactor')).toEqual([
      'Tag selection…',
      'State a claim…',
      'Begin a turn here…',
      'Add memo',
      'Set aside (%aside)',
    ]);
    const rest = source.slice(source.indexOf('%memo')).slice('%memo: x'.length);
    const front = source.slice(0, -rest.length).replaceAll('$0', '');
    expect(after(source, 'Add memo')).toBe(`${front}\n%memo(ana): ${rest}`);
    expect(after(source, 'Set aside (%aside)')).toBe(`${front}\n%aside${rest}`);
  });

  it('can be several paragraphs, and end a file without a line end', () => {
    expect(after('$0a\r\n\r\nb\r\n%aside\r\n\r\nc$0', 'Set aside (%aside)')).toBe(
      'a\r\n%aside\r\n\r\nb\r\n%aside\r\n\r\nc\r\n%aside',
    );
  });

  it.each(['a$0 $0b', '---\ntitle: $0x$0\n---\na', 'a\n%memo: $0x$0'])('are none in %s', (source) => {
    expect(titles(source, 'refactor')).toEqual([]);
  });

  it('can be of a heading', () => {
    expect(titles('# $0Rents$0', 'refactor')).toEqual(['Tag selection…', 'State a claim…']);
  });
});

describe('annotateRange', () => {
  function annotated(source: string, codes: string, kind?: Parameters<typeof annotateRange>[4]): string | undefined {
    const { corpus, uri, selection, files } = fixture(source);
    const edits = annotateRange(corpus, uri, selection, codes, kind);
    return edits && applyEdits(files.get(uri) as string, edits);
  }

  it.each([
    ['tag', 'a $0b c$0 d', '#t ^c', 'a ==b c=={#t ^c} d'],
    ['claim', 'a ==$0b c$0=={#t} d', '+c', 'a ==b c=={#t +c} d'],
    ['attribute', 'a “$0b c$0” d', '@ana', 'a “==b c=={@ana}” d'],
    ['term', 'a $0“b c.”$0 d', '', '---\nterms: [b c]\n---\na “b c.” d'],
    ['term', 'a $0b  c $0 d', '', '---\nterms: [b c]\n---\na b  c  d'],
    ['speaker', 'a. $0 b c$0 d', 'MM', 'a.  {@MM} b c d'],
    ['speaker', '$0b c$0 d', 'Ana Ruiz?', '{@Ana Ruiz?} b c d'],
  ] as const)('%s: %s', (kind, source, codes, expected) => {
    expect(annotated(source, codes, kind)).toBe(expected);
  });

  it.each([
    ['tag', 'a $0b$0', 'two words'],
    ['tag', 'a $0b$0', ''],
    ['tag', 'a $0b$0', '#t}'],
    ['tag', 'a$0 $0b', '#t'],
    ['term', 'a$0 $0b', ''],
    ['speaker', 'a $0b$0', 'M{M'],
    ['speaker', '---\ntitle: $0b$0\n---\n', 'MM'],
    ['speaker', '$0# b$0', 'MM'],
  ] as const)('knows no edit for %s: %s %s', (kind, source, codes) => {
    expect(annotated(source, codes, kind)).toBeUndefined();
  });

  it('knows no edit for a file that is not there', () => {
    expect(annotateRange(new Corpus(), 'file:///x', { start: 0, end: 1 }, '#a')).toBeUndefined();
  });
});

it('lists the codes in use, the most used first', () => {
  const { corpus } = fixture(`
    //- 01.transcript
    ==a=={#b ^d @ana} ==b=={#b #a @leo @leo}
    %claim d: It is so.
    //- codebook.yaml
    tags: { a: { about: The first }, c: }
    people: { zoe: Zoe }
  `);
  expect(codesInUse(corpus)).toEqual({
    tags: [
      { name: 'b', about: undefined, count: 2 },
      { name: 'a', about: 'The first', count: 1 },
      { name: 'c', about: undefined, count: 0 },
    ],
    claims: [{ name: 'd', says: 'It is so.', count: 1 }],
    people: ['leo', 'ana', 'zoe'],
  });
});
