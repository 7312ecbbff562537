import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parse } from '../../server/core/parse';
import { plainText, strip } from '../../server/core/strip';
import { originalOffsets } from '../../server/formats/offsets';
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
