import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contrast, line, over, papers, sixDigits, tint } from '../../client/appearance/color';

const color = fc.integer({ min: 0, max: 0xffffff }).map((number) => `#${number.toString(16).padStart(6, '0')}`);
const theme = fc.constantFrom('light', 'dark');
/** `editor.foreground` and `editor.background` of the themes that VS Code comes with. */
const themes = [
  { name: 'Light Modern', kind: 'light', ink: '#3b3b3b', paper: '#ffffff' },
  { name: 'Light+', kind: 'light', ink: '#000000', paper: '#ffffff' },
  { name: 'Light 2026', kind: 'light', ink: '#202020', paper: '#ffffff' },
  { name: 'Dark Modern', kind: 'dark', ink: '#cccccc', paper: '#1f1f1f' },
  { name: 'Dark+', kind: 'dark', ink: '#d4d4d4', paper: '#1e1e1e' },
  { name: 'Dark 2026', kind: 'dark', ink: '#bbbebf', paper: '#121314' },
] as const;

describe('colours', () => {
  it.each(themes)('leave words on up to three tints readable: $name', ({ kind, ink, paper }) => {
    fc.assert(
      fc.property(fc.array(color, { minLength: 1, maxLength: 3 }), (colors) => {
        const shown = colors.reduce((under, top) => over(tint(top, kind), under), paper as string);
        expect(contrast(ink, shown)).toBeGreaterThanOrEqual(4.5);
      }),
      { numRuns: 2000 },
    );
  });

  it('can be told from the paper behind words, whatever they are', () => {
    fc.assert(
      fc.property(color, theme, (pen, kind) => {
        const { paper } = papers[kind];
        const shown = over(tint(pen, kind), paper);
        const parts = [1, 3, 5].map((at) => [shown, paper].map((hex) => parseInt(hex.slice(at, at + 2), 16)));
        const distance = Math.hypot(...parts.map(([one = 0, other = 0]) => one - other));
        expect(distance).toBeGreaterThan(15);
        expect(distance).toBeLessThan(50);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['light', 3],
    ['dark', 3],
    ['hc-light', 4.5],
    ['hc-dark', 4.5],
  ] as const)('can be seen as a line: %s', (kind, least) => {
    fc.assert(
      fc.property(color, (pen) => {
        const shown = line(pen, kind);
        expect(contrast(shown, papers[kind].paper)).toBeGreaterThanOrEqual(least);
        if (contrast(pen, papers[kind].paper) >= least) expect(shown).toBe(pen);
      }),
    );
  });

  it('have the contrast that WCAG says', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
  });

  it('are read in both forms of the codebook, and in no other', () => {
    expect(sixDigits('#1aF')).toBe('#11aaff');
    expect(sixDigits('#B5651D')).toBe('#b5651d');
    for (const wrong of [undefined, '', 'red', '#12', '#1234', '#12345g', '#1234567', '#fff; x: y'])
      expect(sixDigits(wrong)).toBeUndefined();
  });
});
