import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdits, type Edit } from '../../server/core/edit';
import { editPieces, moved, movedSpan, toEdits, whole } from '../../server/core/pieces';

const share = fc.integer({ min: 0, max: 1000 }).map((n) => n / 1000);
/** Edits of any text: lengths of what is kept and replaced, in turns, as shares of what is left. */
const wish = fc.array(fc.tuple(share, share, fc.string({ maxLength: 3 })), { maxLength: 4 });

function editsOf(text: string, list: [number, number, string][]): Edit[] {
  let at = 0;
  return list.map(([kept, replaced, inserted]) => {
    const start = at + Math.floor((kept * (text.length - at)) / 2);
    const end = start + Math.floor((replaced * (text.length - start)) / 4);
    at = end;
    return { span: { start, end }, text: inserted };
  });
}

describe('pieces', () => {
  it('tell many edits as one list of edits of the first text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), fc.array(wish, { maxLength: 5 }), (original, steps) => {
        let text = original;
        let pieces = whole(original);
        for (const step of steps) {
          const edits = editsOf(text, step);
          pieces = editPieces(pieces, edits);
          text = applyEdits(text, edits);
        }
        const edits = toEdits(pieces, original.length);
        expect(applyEdits(original, edits)).toBe(text);
        // In order, and never two for one place.
        for (const [index, { span }] of edits.entries())
          if (index > 0) expect(span.start).toBeGreaterThan(edits[index - 1]!.span.end);
        for (const { span, text } of edits) expect(text !== '' || span.start < span.end).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('leave alone what no edit touches', () => {
    const first = { span: { start: 1, end: 1 }, text: '[' };
    const second = { span: { start: 4, end: 5 }, text: ']' };
    const pieces = editPieces(editPieces(whole('abcdef'), [first]), [second]);
    expect(toEdits(pieces, 6)).toEqual([first, { span: { start: 3, end: 4 }, text: ']' }]);
    expect(toEdits(editPieces(pieces, [{ span: { start: 1, end: 2 }, text: '' }]), 6)).toHaveLength(1);
  });
});

describe('offsets', () => {
  it('stay with the characters beside them', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 30 }), wish, share, (text, list, where) => {
        const edits = editsOf(text, list);
        const after = applyEdits(text, edits);
        const at = Math.floor(where * text.length);
        const isKept = (offset: number): boolean =>
          edits.every(({ span }) => offset < span.start || offset >= span.end);
        if (at < text.length && isKept(at) && !edits.some(({ text: inserted }) => /^[\r\n]/.test(inserted)))
          expect(after[moved(edits, at, true)]).toBe(text[at]);
        if (at > 0 && isKept(at - 1)) expect(after[moved(edits, at, false) - 1]).toBe(text[at - 1]);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    [{ start: 1, end: 3 }, 'a', 'spans leave out what is put in at their ends', { start: 3, end: 5 }],
    [{ start: 1, end: 1 }, 'a', 'cursors stand behind it', { start: 3, end: 3 }],
  ])('%j', (span, _, __, expected) => {
    const edits = [1, 3].map((at) => ({ span: { start: at, end: at }, text: '==' }));
    expect(movedSpan(edits, span)).toEqual(expected);
  });

  it('a cursor stays before lines that are put in below it', () => {
    expect(moved([{ span: { start: 2, end: 2 }, text: '\n%aside' }], 2, true)).toBe(2);
  });
});
