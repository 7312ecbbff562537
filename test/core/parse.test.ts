import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from '../../server/core/parse';
import type { Span } from '../../server/core/span';
import { plainText } from '../../server/core/strip';
import { hasShared, sharedTranscripts } from '../shared';
import { anyText } from './arbitrary';

/** Asserts that spans follow one another without gap or overlap from `start` to `end`. */
function expectTiling(spans: readonly Span[], start: number, end: number): void {
  const gap = spans.findIndex((span, index) => span.start !== (index === 0 ? start : spans[index - 1]?.end));
  expect({ gap, end: spans.at(-1)?.end ?? start }).toEqual({ gap: -1, end });
}

/** Speaker and words of each part of each paragraph. */
function said(text: string): string[] {
  const transcript = parse(text);
  return transcript.paragraphs.flatMap(({ parts }) =>
    parts.map(({ turn, words, end }) => {
      const speaker = transcript.speakers[transcript.turns[turn]?.speaker ?? -1];
      return `${speaker?.name ?? '-'}: ${plainText(transcript, { start: words, end }).trim()}`;
    }),
  );
}

/** Code and words of each problem. */
function problems(text: string): string[] {
  return parse(text).problems.map(({ code, start, end }) => `${code} ${text.slice(start, end)}`);
}

describe('parse', () => {
  it('never throws, and its spans tile the text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const transcript = parse(text);
        expectTiling(transcript.lines, 0, text.length);
        for (const { start, end, parts } of transcript.paragraphs) expectTiling(parts, start, end);
        let last = 0;
        for (const { start, end } of transcript.layer) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          last = end;
        }
        expect(last).toBeLessThanOrEqual(text.length);
        const { problems, quotes, turns, quotations, times, escapes } = transcript;
        for (const { start, end } of [problems, quotes, turns, quotations, times, escapes].flat()) {
          expect(0 <= start && start <= end && end <= text.length).toBe(true);
        }
      }),
      { numRuns: 10_000 },
    );
  });

  it.runIf(hasShared)('tiles every real transcript', () => {
    for (const { text } of sharedTranscripts()) expectTiling(parse(text).lines, 0, text.length);
  });

  // A quadratic reader needs hours for these, so that a generous limit tells the two apart on any machine.
  const hostile = [
    '=',
    '==',
    '=={',
    '==a=={#t}',
    '{',
    '{a>',
    '{@a} ',
    '<a }',
    '[',
    '[1:00]',
    '(',
    '“',
    '"',
    '‘',
    '\\',
    '%',
    '%a\n',
    '#',
    '# a\n',
    '\n',
    '\r',
    ' ',
    'a',
    'A: ',
    'A: x\n',
    '---\n',
    '**',
    '„',
    '😀',
  ];
  it.each(hostile)('reads a megabyte of %j in one pass', { timeout: 60_000 }, (piece) => {
    const text = piece.repeat(Math.ceil(1_000_000 / piece.length));
    expectTiling(parse(text).lines, 0, text.length);
  });
  it('reads deep nesting and many labels in one pass', { timeout: 60_000 }, () => {
    const nested =
      Array.from({ length: 50_000 }, (_, n) => `{q${n}>`).join('') +
      'x' +
      Array.from({ length: 50_000 }, (_, n) => `<q${n}}`).join('');
    expect(parse(nested).quotes).toHaveLength(50_000);
    const labels = Array.from({ length: 50_000 }, (_, n) => `Ab${n} Cd: x\n`).join('');
    expect(parse(labels).turns).toHaveLength(0);
    const yaml = '---\na: ' + '['.repeat(50_000) + '\n---\n';
    expect(parse(yaml).problems[0]?.code).toBe('front-matter');
  });
});

describe('turns', () => {
  it('go on until the next turn or topic', () => {
    expect(said('A B: one\n\ntwo\n\nC D: three\n\n# Topic\n\nfour\n\nA B: five\n\nC D: six')).toEqual([
      'A B: one',
      'A B: two',
      'C D: three',
      '-: four',
      'A B: five',
      'C D: six',
    ]);
  });

  it('are not ended by a topic that the analyst added', () => {
    expect(said('MM: one\n\n%topic T\ntwo\n\nMM: three')).toEqual(['MM: one', 'MM: two', 'MM: three']);
  });

  it('may be added at any point of a paragraph', () => {
    expect(said('{@INT} When? {@MM} In May. {@INT?} Of which year?')).toEqual([
      'INT: When?',
      'MM: In May.',
      'INT: Of which year?',
    ]);
    expect(parse('{@INT} When? {@MM?} In May.').turns.map(({ added, guess }) => [added, guess])).toEqual([
      [true, false],
      [true, true],
    ]);
  });

  it('wins over the label behind it when added at the start of a line', () => {
    expect(said('{@MM} INT: x\n\nINT: y\n\nINT: z')[0]).toBe('MM: INT: x');
  });

  it('know their time, wherever it stands', () => {
    const text =
      '[0:32] MM: a\n\nMM [0:40]: b\n\nMM: [1:00] c\n\n(1:02:03.5) {@MM} d\n\n{@MM} [1:02:04] e\n\nMM  1:03:00\nf';
    expect(parse(text).turns.map((turn) => turn.time?.ms)).toEqual([
      32_000, 40_000, 60_000, 3_723_500, 3_724_000, 3_780_000,
    ]);
    expect(said(text).map((line) => line.slice(4))).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
  });

  it('of a wrapped transcript hold all its lines, of an unwrapped one each line is a paragraph', () => {
    expect(said('MM: one\ntwo\n%memo: x\nthree\n\nMM: four')).toEqual(['MM: one\ntwo\nthree', 'MM: four']);
    const long = 'word '.repeat(60).trim();
    expect(said(`MM  0:32\n${long}\nMM  0:40\n${long}`)).toEqual([`MM: ${long}`, `MM: ${long}`]);
    expect(said(`MM: ${long}\n${long}\nMM: x`)).toEqual([`MM: ${long}`, `MM: ${long}`, 'MM: x']);
  });
});

describe('quotes', () => {
  const quotes = (text: string) =>
    parse(text).quotes.map(({ form, words, codes }) => [
      form,
      text.slice(words.start, words.end),
      codes.map((code) => text.slice(code.start, code.end)).join(' '),
    ]);

  it.each([
    ['==a=={#t ^c +d -e @f g=h i="j k"}', [['marked', 'a', '#t ^c +d -e @f g=h i="j k"']]],
    [
      '==a== ==b=={}',
      [
        ['marked', 'a', ''],
        ['marked', 'b', ''],
      ],
    ],
    ['==one\ntwo=={#t}', [['marked', 'one\ntwo', '#t']]],
    ['==one\n\ntwo=={#t}', []],
    [
      '{a>b {c>d<a #t} e<c}',
      [
        ['long', 'b {c>d', '#t'],
        ['long', 'd<a #t} e', ''],
      ],
    ],
    ['=={@MM} a=={#t}', [['marked', '{@MM} a', '#t']]],
    ['==a=={@MM} b', [['marked', 'a', '@MM']]],
    ['== a =={#t}', [['marked', ' a ', '#t']]],
    ['if a == b and c == d', []],
    ['===a==={#t}', []],
    ['\\==a==', []],
    ['# ==Rents=={#t}', [['marked', 'Rents', '#t']]],
  ])('%j', (text, expected) => expect(quotes(text)).toEqual(expected));
});

describe('problems', () => {
  it.each([
    ['a ==b c', ['unclosed-quote ==']],
    ['a b=={#t} c', ['unclosed-quote ==']],
    ['{a>b', ['unclosed-quote {a>']],
    ['{a>b {a>c<a}', ['unclosed-quote {a>']],
    ['b<a #t}', ['unclosed-quote <a #t}']],
    ['==a=={housing #ok}', ['bad-code housing']],
    ['==a=={#t', ['bad-code {']],
    ['a\n%tags housing', ['bad-code housing']],
    ['a\n%claim', ['bad-code %claim']],
    ['a\n%clam x: y', ['unknown-annotation %clam']],
    ['Ana Ruiz: hello', ['possible-speaker Ana Ruiz']],
    ['Economics: pricing changes', ['possible-speaker Economics']],
    ['17:30 and https://x.example\nThink about this: no', []],
    ['MM: a\nMM: b\nmm.: c\nMm: d\nMm: e', ['duplicate-label Mm']],
    ['[0:32] MM: a\n\n[0:30] MM: b', ['time-goes-back [0:30]']],
    ['---\ntitle: x\nwords', ['front-matter ---']],
    ['---\ntitle: "x\n---\n', ['front-matter \n']],
    ['---\ntitle: {a: b}\n---\n', ['front-matter title']],
    ['---\ntitle: a\ntitle: b\n---\n', ['front-matter title']],
    ['---\nspeakers: {MM: A, MM: B}\n---\n', ['duplicate-label MM']],
    ['---\n{a\n---\n', ['front-matter \n']],
  ])('%j', (text, expected) => expect(problems(text)).toEqual(expected));
});

describe('front matter', () => {
  it('is read as far as it can be', () => {
    const { frontMatter, speakers } = parse(
      '---\n# comment\ntitle: "A: b"\ndate: 2024-03-02\nspeakers:\n  INT: { name: Ana Ruiz, role: interviewer }\n  MM: Maria Mendez\n  X:\nterms: [one, two]\nown: [1]\n---\n',
    );
    expect(frontMatter?.title?.value).toBe('A: b');
    expect(frontMatter?.date?.value).toBe('2024-03-02');
    expect(frontMatter?.terms.map(({ value }) => value)).toEqual(['one', 'two']);
    expect(frontMatter?.keys.map(({ value }) => value)).toEqual(['title', 'date', 'speakers', 'terms', 'own']);
    expect(speakers.map(({ label, name, role }) => [label, name, role])).toEqual([
      ['INT', 'Ana Ruiz', 'interviewer'],
      ['MM', 'Maria Mendez', undefined],
      ['X', 'X', undefined],
    ]);
  });

  it('declares speakers as a list, too, and a term without one', () => {
    const { frontMatter, speakers } = parse('---\nspeakers: [INT, MM]\nterms: one\n---\n');
    expect(speakers.map(({ label }) => label)).toEqual(['INT', 'MM']);
    expect(frontMatter?.terms.map(({ value }) => value)).toEqual(['one']);
  });

  it('does not expand aliases', () => {
    expect(parse('---\na: &a x\ntitle: *a\nspeakers: *a\nterms: [*a]\n---\n').frontMatter?.title).toBeUndefined();
  });

  it('is not read beyond reason', () => {
    expect(problems('---\na: ' + 'x'.repeat(70_000) + '\n---\n')[0]?.slice(0, 12)).toBe('front-matter');
  });
});

describe('topics and annotation lines', () => {
  it('nest, and hold what stands under them', () => {
    const text =
      '%memo: top\n# A\n%tags #x\n\none\n%memo(ana): m\n\n## B\n%aside\n\ntwo\n\n%topic(2) C\n%tags #y\nthree\n\n# # D\nfour\n%tags ^c';
    const { topics, paragraphs, annotations } = parse(text);
    expect(topics.map(({ title, level, added }) => [title, level, added])).toEqual([
      ['A', 1, false],
      ['B', 2, false],
      ['C', 2, true],
      ['D', 1, false],
    ]);
    expect(paragraphs.map(({ topic, aside }) => [topic, aside])).toEqual([
      [0, false],
      [1, true],
      [2, false],
      [3, false],
    ]);
    expect(annotations.map(({ word, argument, target }) => [word, argument, target])).toEqual([
      ['memo', undefined, { kind: 'interview' }],
      ['tags', undefined, { kind: 'topic', index: 0 }],
      ['memo', 'ana', { kind: 'paragraph', index: 0 }],
      ['aside', undefined, { kind: 'topic', index: 1 }],
      ['topic', '2', { kind: 'topic', index: 2 }],
      ['tags', undefined, { kind: 'topic', index: 2 }],
      ['tags', undefined, { kind: 'paragraph', index: 3 }],
    ]);
    expect(text.slice(topics[0]?.sectionEnd)).toMatch(/^# # D/);
  });

  it('are read behind a byte order mark', () => {
    expect(parse('\ufeff%memo: x').annotations.map(({ start, word }) => [start, word])).toEqual([[1, 'memo']]);
    expect(parse('\ufeff# T').topics.map(({ start, title }) => [start, title])).toEqual([[1, 'T']]);
    expect(parse('\ufeffMM: x\nMM: y').turns).toHaveLength(2);
  });

  it('show a title without marks', () => {
    expect(parse('# ==Rents=={#t} and \\== \\# more').topics[0]?.title).toBe('Rents and == \\# more');
    expect(parse('MM: {a>So.\n\n# {b>Rents<b #t} now<a #u}\n').topics[0]?.title).toBe('Rents now');
    expect(parse('# a == b {c> d').topics[0]?.title).toBe('a == b {c> d');
  });
});
