import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from '../../server/core/parse';
import type { Span } from '../../server/core/span';
import { anyText } from './arbitrary';

/** Asserts that spans follow one another without gap or overlap from `start` to `end`. */
function expectTiling(spans: readonly Span[], start: number, end: number): void {
  let at = start;
  for (const span of spans) {
    expect(span.start).toBe(at);
    at = span.end;
  }
  expect(at).toBe(end);
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
        for (const { start, end } of [
          ...transcript.problems,
          ...transcript.quotes,
          ...transcript.turns,
          ...transcript.quotations,
        ]) {
          expect(0 <= start && start <= end && end <= text.length).toBe(true);
        }
      }),
      { numRuns: 10_000 },
    );
  });
});
