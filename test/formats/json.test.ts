import fc from 'fast-check';
import { expect, it } from 'vitest';
import { strip } from '../../server/core/strip';
import { toJson } from '../../server/formats/json';
import { anyText } from '../core/arbitrary';
import { corpusOf } from './interviews';

interface Exported {
  format: string;
  version: number;
  tags: unknown[];
  claims: unknown[];
  people: unknown[];
  interviews: {
    file: string;
    text: string;
    turns: { label: string; speaker: number; start: number; end: number }[];
    speakers: { name: string }[];
    topics: { title: string; start: number; end: number }[];
    quotes: { start: number; end: number; text: string }[];
    tagged: { scope: string; start: number; end: number; codes: unknown[] }[];
    memos: { coder: string | null; text: string; start: number; end: number }[];
    glosses: unknown[];
  }[];
}

it('points into its own text with code points, for any text', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const { corpus, interviews } = corpusOf({ 'a.transcript': `😀 ==x=={#t}\n\n${text}` });
      const exported = JSON.parse(toJson(corpus, interviews)) as Exported;
      const [interview] = exported.interviews;
      expect(interview!.text).toBe(strip(interviews[0]!.transcript));
      const points = [...interview!.text];
      const slice = ({ start, end }: { start: number; end: number }): string => points.slice(start, end).join('');
      for (const quote of interview!.quotes) {
        // Half a character at the end of a quote comes together with its other half behind the mark.
        if (!/^[\udc00-\udfff]|[\ud800-\udbff]$/.test(quote.text)) expect(slice(quote)).toBe(quote.text);
      }
      for (const { speaker } of interview!.turns) expect(interview!.speakers[speaker]).toBeDefined();
    }),
    { numRuns: 3_000 },
  );
});

it('says everything', () => {
  const { corpus, interviews } = corpusOf({
    'x/one.transcript': `---
title: Rents
speakers: { MM: { name: Maria Mendez, role: tenant } }
---
# Money
%tags #all

MM [0:32.5]: ==It doubled.=={#rent ^up @who k=v}
%memo(ana): ask
%claim up: Rents go up

{@MM?} No.
%aside
`,
    'x/y/two.transcript': '==So it goes=={-up}',
    'x/codebook.yaml': 'people: { maria: { name: Maria Mendez, aliases: [MM] } }\n',
  });
  const exported = JSON.parse(toJson(corpus, interviews)) as Exported;
  expect(exported).toMatchObject({ format: 'throughline', version: 1 });
  expect(exported.tags).toMatchObject([
    { name: 'all', uses: 1 },
    { name: 'rent', about: null, uses: 1 },
  ]);
  expect(exported.claims).toEqual([
    { name: 'up', says: 'Rents go up', contradicts: [], states: 1, supports: 0, contradictedBy: 1 },
  ]);
  expect(exported.people).toMatchObject([{ id: 'maria', name: 'Maria Mendez', aliases: ['MM'] }, { id: 'who' }]);
  expect(exported.interviews.map(({ file }) => file)).toEqual(['one.transcript', 'y/two.transcript']);
  const one = exported.interviews[0]!;
  expect(one.text).toBe('Money\n\nMM [0:32.5]: It doubled.\n\nNo.\n');
  expect(one).toMatchObject({
    title: 'Rents',
    date: null,
    speakers: [{ label: 'MM', name: 'Maria Mendez', role: 'tenant', person: 'maria', turns: 2, words: 2 }],
    topics: [{ title: 'Money', level: 1, added: false, start: 0, end: one.text.length }],
    turns: [
      { label: 'MM', speaker: 0, time: 32500, added: false, guess: false, start: 7 },
      { label: 'MM', added: true, guess: true },
    ],
    asides: [{ start: 33, end: 36 }],
    quotes: [
      {
        start: 20,
        end: 31,
        text: 'It doubled.',
        turn: 0,
        codes: [
          { kind: 'tag', name: 'rent' },
          { kind: 'claim', name: 'up', stance: 'states' },
          { kind: 'person', name: 'who' },
          { kind: 'attribute', name: 'k', value: 'v' },
        ],
      },
    ],
    tagged: [{ scope: 'topic', start: 0, codes: [{ kind: 'tag', name: 'all' }] }],
    memos: [{ coder: 'ana', text: 'ask', scope: 'paragraph', start: 20, end: 31 }],
    glosses: [{ claim: 'up', text: 'Rents go up' }],
  });
});
