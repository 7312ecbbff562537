/** What a transcript looks like from above: outline, speakers, topics, folds and tokens. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readInterview } from '../../server/core/interview';
import { folding } from '../../server/features/folding';
import { speakerOutline, topicOutline, type TopicItem } from '../../server/features/outline';
import { shorten } from '../../server/features/preview';
import { symbols, type DocSymbol } from '../../server/features/symbols';
import { semanticTokens } from '../../server/features/tokens';
import { anyText } from '../core/arbitrary';

const interview = readInterview(
  'file:///a.transcript',
  [
    '---', // 0
    'speakers: { INT: { name: Ana Ruiz, role: interviewer }, MM: Maria }', // 1
    '---', // 2
    '# Rents', // 3
    '', // 4
    '[0:32] INT: When did it start?', // 5
    '', // 6
    'MM: ==After 2019 the rent doubled.=={#housing ^up} And {q>nobody told', // 7
    'us a word.<q -down} \\==so\\==', // 8
    '%claim up: Rents rose.', // 9
    '%memo(ana): ask', // 10
    '', // 11
    '## At home', // 12
    'MM: Yes.', // 13
    '%topic The end', // 14
    'Thanks. {@INT?} You too.', // 15
    '',
  ].join('\n'),
);

function outline(list: readonly DocSymbol[], depth = 0): string[] {
  return list.flatMap(({ kind, name, detail, children }) => [
    `${'  '.repeat(depth)}${kind} ${name}${detail ? ` | ${detail}` : ''}`,
    ...outline(children, depth + 1),
  ]);
}

describe('the outline', () => {
  it('has turns in topics, and quotes and claims in turns', () => {
    expect(outline(symbols(interview))).toEqual([
      'topic Rents',
      '  turn INT | 0:32  When did it start?',
      '  turn MM | After 2019 the rent doubled. And nobody told us a word.…',
      '    statement After 2019 the rent doubled. | #housing ^up',
      '    statement nobody told us a word. | -down',
      '    claim ^up | Rents rose.',
      '  topic At home',
      '    turn MM | Yes. Thanks.',
      'topic The end',
      '  turn INT? | You too.',
    ]);
  });

  it('has a topic that the analyst added beside the turn that it stands in', () => {
    const added = readInterview('a', 'MM: one\n\n%topic T\ntwo\n\nMM: three');
    expect(outline(symbols(added))).toEqual(['turn MM | one two', 'topic T', '  turn MM | three']);
  });

  it('is never empty, so that editors ask for it again', () => {
    expect(outline(symbols(readInterview('file:///notes.transcript', 'Nobody is named here.\n')))).toEqual([
      'interview notes',
    ]);
  });

  it('nests, selections within, whatever the text', () => {
    const check = (list: readonly DocSymbol[], start: number, end: number): void => {
      for (const { span, selection, children } of list) {
        expect(start <= span.start && span.start <= span.end && span.end <= end).toBe(true);
        expect(span.start <= selection.start && selection.start <= selection.end && selection.end <= span.end).toBe(
          true,
        );
        check(children, span.start, span.end);
      }
    };
    fc.assert(
      fc.property(anyText, (text) => check(symbols(readInterview('a', text)), 0, text.length)),
      { numRuns: 5_000 },
    );
  });
});

describe('the two outlines', () => {
  it('tell who speaks how much', () => {
    const [int, mm] = speakerOutline(interview);
    expect([
      int?.label,
      int?.name,
      int?.role,
      int?.words,
      int?.turns.map(({ time, preview }) => [time, preview]),
    ]).toEqual([
      'INT',
      'Ana Ruiz',
      'interviewer',
      6,
      [
        ['0:32', 'When did it start?'],
        [undefined, 'You too.'],
      ],
    ]);
    expect([mm?.turns.length, mm?.words, mm && int ? mm.share + int.share : 0]).toEqual([2, 14, 1]);
  });

  it('nest the topics', () => {
    const titles = (list: TopicItem[]): unknown[] => list.map(({ title, children }) => [title, titles(children)]);
    expect(titles(topicOutline(interview))).toEqual([
      ['Rents', [['At home', []]]],
      ['The end', []],
    ]);
  });

  it('have no share where nobody speaks', () => {
    expect(speakerOutline(readInterview('a', '---\nspeakers: [X]\n---\n')).map(({ share }) => share)).toEqual([0]);
  });
});

describe('folding', () => {
  it('hides front matter, sections, turns and annotation lines', () => {
    expect(folding(interview).map(({ startLine, endLine, kind }) => [startLine, endLine, kind])).toEqual([
      [0, 2, 'imports'],
      [3, 13, 'region'],
      [12, 13, 'region'],
      [14, 15, 'region'],
      [7, 10, 'region'],
      [13, 15, 'region'],
      [9, 10, 'comment'],
    ]);
  });

  it('never folds backwards or past the end', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const any = readInterview('a', text);
        for (const { startLine, endLine } of folding(any)) {
          expect(0 <= startLine && startLine < endLine && endLine < any.transcript.lines.length).toBe(true);
        }
      }),
    );
  });
});

describe('semantic tokens', () => {
  it('colour labels, marks, codes and annotations', () => {
    const { text } = interview.transcript;
    const shown = semanticTokens(interview).map(({ start, end, type, modifiers }) =>
      [text.slice(start, end), [type, ...modifiers].join('.')].join(' '),
    );
    expect(shown).toEqual([
      'INT label.declaration',
      'MM label.declaration',
      '#  mark',
      'Rents topic',
      '[0:32] time',
      'INT label',
      'MM label',
      '== mark',
      '=={ mark',
      '#housing tag',
      '  mark',
      '^up claim',
      '} mark',
      '{q> mark',
      '<q  mark',
      '-down claim.contradicts',
      '} mark',
      '\\ escape',
      '\\ escape',
      '%claim annotation',
      'up claim.declaration',
      'Rents rose. gloss',
      '%memo annotation',
      'ask memo',
      '##  mark',
      'At home topic',
      'MM label',
      '%topic annotation',
      'The end topic',
      '{@ mark',
      'INT label.guess',
      '?} mark',
    ]);
  });

  it('come in order, without overlaps, within one line, and by range as in full', () => {
    fc.assert(
      fc.property(anyText, fc.nat(200), fc.nat(200), (text, a, b) => {
        const any = readInterview('a', text);
        const all = semanticTokens(any);
        let last = 0;
        for (const { start, end } of all) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(/[\r\n]/.test(text.slice(start, end))).toBe(false);
          last = end;
        }
        const range = { start: Math.min(a, b), end: Math.max(a, b) };
        expect(semanticTokens(any, range)).toEqual(
          all.filter(({ start, end }) => start < range.end && range.start < end),
        );
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('a preview', () => {
  it.each([
    ['  a \n b ', 'a b'],
    ['word '.repeat(30), 'word word word word word word word word word word word word…'],
    ['x'.repeat(100), 'x'.repeat(60) + '…'],
    ['x'.repeat(59) + '😀y', 'x'.repeat(59) + '…'],
  ])('%#', (text, expected) => expect(shorten(text)).toBe(expected));
});
