import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parse } from '../../server/core/parse';
import { plainText, strip } from '../../server/core/strip';
import { originalOffsets, positions, type Counting } from '../../server/formats/offsets';
import { annotated } from '../annotated';
import { anyText } from '../core/arbitrary';

it('counts code points of the stripped text, so that a slice of it is what the span says', () => {
  fc.assert(
    fc.property(anyText, fc.nat(), fc.nat(), (text, a, b) => {
      const transcript = parse(text);
      // Not between the halves of a character.
      const clamp = (number: number): number => {
        const at = number % (text.length + 1);
        return /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(at - 1, at + 1)) ? at - 1 : at;
      };
      const [start, end] = [clamp(a), clamp(b)].sort((x, y) => x - y) as [number, number];
      const offsets = originalOffsets(transcript);
      expect(offsets.text).toBe(strip(text));
      const span = offsets.spanToOriginal({ start, end });
      const words = plainText(transcript, { start, end });
      // Halves that only come together when a mark between them goes make one character.
      fc.pre(!/^[\udc00-\udfff]|[\ud800-\udbff]$/.test(words));
      expect([...offsets.text].slice(span.start, span.end).join('')).toBe(words);
    }),
    { numRuns: 5_000 },
  );
});

it('leads back to the same place', () => {
  fc.assert(
    fc.property(anyText, fc.nat(), (text, at) => {
      const offsets = originalOffsets(parse(text));
      const points = at % ([...offsets.text].length + 1);
      expect(offsets.toOriginal(offsets.fromOriginal(points))).toBe(points);
    }),
    { numRuns: 5_000 },
  );
});

it('puts a place in a mark where the mark stood', () => {
  const text = 'a ==b=={#t} 😀c';
  const { toOriginal, fromOriginal } = originalOffsets(parse(text));
  expect([...text].length).toBeLessThan(text.length);
  expect(['a', '=', 'b', '#', ' 😀', 'c'].map((words) => toOriginal(text.indexOf(words)))).toEqual([0, 2, 2, 3, 3, 5]);
  expect(fromOriginal(2)).toBe(text.indexOf('=='));
  expect(fromOriginal(5)).toBe(text.indexOf('c'));
});

const counting: fc.Arbitrary<Required<Counting>> = fc.record({
  unit: fc.constantFrom('codepoint' as const, 'utf16' as const),
  crlf: fc.constantFrom(1 as const, 2 as const),
  bom: fc.constantFrom(0 as const, 1 as const),
});

/** What somebody who counts so takes for the characters of a text. */
function charactersOf(text: string, { unit, crlf, bom }: Required<Counting>): string[] {
  const own = bom === 0 ? text.replace(/^\ufeff/, '') : text;
  const characters = unit === 'utf16' ? own.split('') : [...own];
  return characters.flatMap((character, index) => {
    if (crlf === 2) return [character];
    if (character === '\r' && characters[index + 1] === '\n') return ['\r\n'];
    return character === '\n' && characters[index - 1] === '\r' ? [] : [character];
  });
}

it('counts as it is told: code points or UTF-16, CRLF as one or two, with a byte order mark or without', () => {
  const pieces = ['\ufeff', '😀', 'e\u0301', '\r\n', '\r', '\n', 'a', '家', '\ud800', '👩‍👩‍👧'];
  const hard = fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((list) => list.join(''));
  fc.assert(
    fc.property(fc.oneof(hard, anyText), counting, fc.nat(), fc.nat(), (text, how, a, b) => {
      const characters = charactersOf(text, how);
      const { length, toOffset, toPosition } = positions(text, how);
      expect(length).toBe(characters.length);
      const [start, end] = [a % (length + 1), b % (length + 1)].sort((x, y) => x - y) as [number, number];
      expect(text.slice(toOffset(start), toOffset(end))).toBe(characters.slice(start, end).join(''));
      expect(toPosition(toOffset(start))).toBe(start);
    }),
    { numRuns: 5_000 },
  );
});

it('counts the words of a span in every way, wherever marks stand', () => {
  fc.assert(
    fc.property(annotated, counting, (text, how) => {
      const transcript = parse(text);
      const offsets = originalOffsets(transcript, how);
      const characters = charactersOf(offsets.text, how);
      for (const { words } of transcript.quotes) {
        const { start, end } = offsets.spanToOriginal(words);
        expect(characters.slice(start, end).join('')).toBe(plainText(transcript, words));
        expect(offsets.toOriginal(offsets.fromOriginal(start))).toBe(start);
      }
    }),
    { numRuns: 1_000 },
  );
});
