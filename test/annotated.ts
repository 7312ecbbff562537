/** Annotated interviews, and selections that are hard on whatever edits them. */
import fc from 'fast-check';
import { upperBound, type Span } from '../server/core/span';
import type { Transcript } from '../server/core/syntax';

/** Offsets at which things begin and end: marks, turns, paragraphs, lines, and characters of several units. */
export function edges({ text, layer, turns, paragraphs, lines, quotations }: Transcript): number[] {
  const spans = [...layer, ...turns, ...paragraphs, ...quotations, ...turns.map(({ labelSpan }) => labelSpan)];
  const found = [0, text.length, ...spans.flatMap(({ start, end }) => [start, end])];
  for (const { start, contentEnd, end } of lines) found.push(start, contentEnd, end);
  for (const pattern of [/\p{M}/gu, /[\u200d\ud800-\udfff]/g])
    for (const match of text.matchAll(pattern)) found.push(match.index);
  return [...new Set(found)].sort((a, b) => a - b);
}

/** A selection from two shares of the text: some from edge to edge or beside one, some anywhere. */
export function select(transcript: Transcript, [from, to, nudge]: Shares): Span {
  const all = edges(transcript);
  const { length } = transcript.text;
  const near = (share: number): number => {
    const edge = all[Math.floor(share * all.length)] ?? 0;
    return Math.min(length, Math.max(0, edge + (nudge % 3) - 1));
  };
  // Selections that are a few words long, and others that are longer.
  const start = nudge < 6 ? near(from) : Math.floor(from * (length + 1));
  const at = upperBound(
    all.map((edge) => ({ start: edge, end: edge })),
    start,
  );
  const end = nudge % 2 === 0 ? (all[at + Math.floor(to * 6)] ?? length) : near(to);
  return { start: Math.min(start, end), end: Math.max(start, end) };
}

/** Where a selection begins and ends, as shares of a text, and how far beside an edge. */
export type Shares = [from: number, to: number, nudge: number];
const share = fc.integer({ min: 0, max: 9_999 }).map((n) => n / 10_000);
export const shares: fc.Arbitrary<Shares> = fc.tuple(share, share, fc.integer({ min: 0, max: 11 }));

const words = fc.constantFrom(
  'The rent doubled.',
  'They said “you can always move”.',
  '==After 2019=={#housing ^rents-doubled}',
  '== ==the fees=={  #b  #a }',
  '{a>the neighbours, {b>all of them<a   #n}, stayed<b #s  ^t}',
  '{@MM} No. ',
  '{@AB?} Why?',
  'family 👨‍👩‍👧‍👦 came',
  'cafe\u0301 na\u0308ive',
  '王伟说他们走了。',
  '[laughs] (pause) [0:32]',
  'C:\\new \\# \\== a=b',
  '==open and',
  '<c #x}',
  '{d>so',
  ' ',
);
const line = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(fc.constantFrom('MM: ', 'AB: ', '[0:32] AB: ', '', ''), fc.array(words, { maxLength: 4 }))
      .map(([label, list]) => label + list.join(' ')),
  },
  { weight: 2, arbitrary: fc.constant('') },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '# Rents',
      '%topic Fees',
      '%claim rents-doubled : So.',
      '%tags  #b #a',
      '%memo: x',
      '%aside',
      '%seen x',
    ),
  },
);
/** Interviews that are full of marks, well-formed and not. */
export const annotated = fc
  .tuple(
    fc.constantFrom('', '---\ntitle: x\nspeakers: { MM: Maria Mendez }\n---\n', '\ufeff'),
    fc.array(line, { minLength: 1, maxLength: 12 }),
    fc.constantFrom('\n', '\r\n', '\r'),
    fc.boolean(),
  )
  .map(([front, lines, end, last]) => front.replaceAll('\n', end) + lines.join(end) + (last ? end : ''));
