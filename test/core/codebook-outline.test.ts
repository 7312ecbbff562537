/** Entry by entry or as a whole: a codebook says the same. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isMap, isScalar, isSeq } from 'yaml';
import { outline, outlineAsWhole, type Outline } from '../../server/core/codebook-outline';
import { readCodebook } from '../../server/core/codebook';

/** What a node is and where it stands in the file. */
function shape(node: unknown, base: number): unknown {
  if (node === null || node === undefined) return null;
  const range = (node as { range?: number[] }).range?.slice(0, 2).map((offset) => base + offset);
  if (isScalar(node)) return [node.value, range];
  // The library counts the white space behind a map to it, and so the end of the last one of a file differs.
  const start = range?.[0];
  if (isMap(node)) return [start, node.items.map(({ key, value }) => [shape(key, base), shape(value, base)])];
  if (isSeq(node)) return [start, node.items.map((item) => shape(item, base))];
  return ['other', start];
}

function told({ faults, sections }: Outline): unknown {
  return [
    faults,
    sections?.map(({ key, entries }) => [
      key,
      entries?.map(({ key: name, details, base }) => [name, shape(details, base)]),
    ]),
  ];
}

const piece = fc.constantFrom(
  ...[
    'tags:\n',
    'claims:\n',
    'people: # those\n',
    'tags: { a: b }\n',
    'other: 1\n',
    '---\n',
    '# far left\n',
    '\n',
    '   \n',
  ],
  ...[
    '  a:\n',
    '  a: x\n',
    '  b: { about: "x: y", color: "#fff" }\n',
    '  c:\n    about: x\n',
    '    says: y\n',
    '  # between\n',
  ],
  ...[
    '  d: "open\n',
    '  closed": x\n',
    '  e: |\n',
    '    # words\n',
    '     more words\n',
    '  f: { about: x,\n',
    '    color: y }\n',
    '  g: }\n',
  ],
  ...[
    '  - item\n',
    '    - item\n',
    '  h: &anchor x\n',
    '  i: *anchor\n',
    '  ? [k]\n',
    '  "q": z\n',
    '   j: odd\n',
    ' k: less\n',
    '\tl: tab\n',
  ],
  ...[
    '  m: x\r\n',
    '  n: x\r',
    '  o: plain\n',
    '    words: no\n',
    '  p: plain\n    goes on\n',
    '  plain\n',
    '  r: !!str 1\n',
    '  : s\n',
    '  t: x # end\n',
    '  u: >-\n',
  ],
);
const text = fc
  .tuple(fc.constantFrom('', 'tags:\n', 'tags:\n', '\ufeffclaims:\n'), fc.array(piece, { maxLength: 9 }))
  .map(([head, pieces]) => head + pieces.join(''));

describe('a codebook that is read entry by entry', () => {
  it('says the same as one that is read as a whole', () => {
    let byEntries = 0;
    fc.assert(
      fc.property(text, (source) => {
        const found = outline(source) as Outline;
        if (found.pieces.size > 1) byEntries++;
        expect(told(found)).toEqual(told(outlineAsWhole(source) as Outline));
      }),
      { numRuns: 5000 },
    );
    expect(byEntries).toBeGreaterThan(100);
  });

  it('says the same after edits as one that is read anew', () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 2, maxLength: 4 }), (texts) => {
        let before = readCodebook('c', '');
        for (const source of texts) {
          before = readCodebook('c', source, before);
          expect(before).toEqual(readCodebook('c', source));
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('reads again only what has changed', () => {
    const source = readFileSync(resolve(import.meta.dirname, '../../seeds/codebook.yaml'), 'utf8');
    const first = outline(source) as Outline;
    expect(first.pieces.size).toBeGreaterThan(30);
    const second = outline(source.replace('on sixty days a year', 'on some days a year'), first.pieces) as Outline;
    const same = [...second.pieces].filter(([key, value]) => first.pieces.get(key) === value);
    expect([first.pieces.size, same.length]).toEqual([second.pieces.size, second.pieces.size - 1]);
  });
});
