/** The quote that a selection holds exactly: found without comparing words with words. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quoteExactlyAt, snap } from '../../server/core/annotate';
import { parse } from '../../server/core/parse';
import { plainText } from '../../server/core/plain-text';
import { overlaps, type Span } from '../../server/core/span';
import type { Quote, Transcript } from '../../server/core/syntax';

/** The same by its definition: nothing but blanks stands between the ends of the two. */
function byWords(transcript: Transcript, words: Span): Quote | undefined {
  const span = snap(transcript, words);
  const gap = (a: number, b: number): boolean =>
    plainText(transcript, { start: Math.min(a, b), end: Math.max(a, b) }).trim() === '';
  return transcript.quotes.find((quote) => {
    const own = snap(transcript, quote.words);
    return (
      span &&
      own &&
      overlaps(quote.words, span) &&
      overlaps(own, span) &&
      gap(own.start, span.start) &&
      gap(own.end, span.end)
    );
  });
}

const piece = fc.constantFrom(
  ...[
    '==',
    '=={#t}',
    '=={}',
    '{a>',
    '{b>',
    '{c>',
    '<a #t}',
    '<b}',
    '<c #u}',
    ' ',
    '\n',
    '\n\n',
    '\u00a0',
    'so',
    'e\u0301',
  ],
  ...['\\', '\\=', '{@A} ', '[0:32]', '\n%memo: x\n', 'A: ', '\n# B\n', '“', '”', '😀', '.'],
);
const marked = fc.array(piece, { maxLength: 24 }).map((pieces) => pieces.join(''));

describe('the quote that a selection holds exactly', () => {
  it('is the one between whose ends and its own there are no words', () => {
    let found = 0;
    fc.assert(
      fc.property(marked, fc.nat(), fc.nat(), (text, from, to) => {
        const transcript = parse(text);
        const spans = transcript.quotes.flatMap(({ start, end, words }) => [{ start, end }, words]);
        const [a, b] = [from % (text.length + 1), to % (text.length + 1)];
        for (const span of [...spans, { start: Math.min(a, b), end: Math.max(a, b) }]) {
          const quote = quoteExactlyAt(transcript, span);
          expect(quote).toBe(byWords(transcript, span));
          if (quote) found++;
        }
      }),
      { numRuns: 2_000, seed: 4 },
    );
    expect(found).toBeGreaterThan(200);
  });

  /** How often the text or its marks are looked at. */
  function looks(text: string): number {
    const transcript = parse(text);
    let count = 0;
    const counted = new Proxy(transcript.layer, {
      get: (list, key) => {
        count++;
        return Reflect.get(list, key) as unknown;
      },
    });
    quoteExactlyAt({ ...transcript, layer: counted }, { start: 0, end: text.length });
    quoteExactlyAt(
      { ...transcript, layer: counted },
      { start: text.length >> 2, end: text.length - (text.length >> 2) },
    );
    return count;
  }

  it.each<[string, (count: number) => string]>([
    ['side by side', (count) => Array.from({ length: count }, (_, at) => `==word ${at}=={#t}`).join(' ') + '.'],
    ['nested', (count) => range(count, (at) => `{q${at}>`) + 'a word' + range(count, (at) => `<q${at} #t}`) + ' a'],
    [
      'nested, with words',
      (count) => range(count, (at) => `{q${at}>w `) + range(count, (at) => ` w<q${at} #t}`) + ' a',
    ],
    ['in a chain', (count) => '{q0>w ' + range(count, (at) => `{q${at + 1}>w <q${at} #t} `)],
  ])('takes work in proportion to the quotes: %s', (_, make) => {
    const [few, many] = [looks(make(500)), looks(make(2_000))];
    expect(many).toBeGreaterThan(500);
    // Four times as many, and each is looked up among four times as many.
    expect(many / few).toBeLessThan(6);
  });
});

function range(count: number, make: (at: number) => string): string {
  return Array.from({ length: count }, (_, at) => make(at)).join('');
}
