/** Codebooks in all the styles in which people write them. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Corpus } from '../../server/core/corpus';
import { applyEdits } from '../../server/core/edit';
import { atOnce, merge, remove, renameCode, type Steps } from '../../server/features/refactor';

const NAMES = ['a', 'a/b', 'ab', 'b', 'c', 'd'];
const URI = 'file:///codebook.yaml';

const contradicting = fc
  .tuple(fc.subarray(NAMES), fc.nat(4), fc.constantFrom('', '\n    says: x'))
  .map(([names, style, says]) => {
    switch (style) {
      case 0:
        return `${says}\n    contradicts: [${names.join(', ')}]`;
      case 1:
        return `${says}\n    contradicts:${names.map((name) => `\n      - ${name} # of ${name}`).join('')}`;
      case 2:
        return ` { contradicts: [${names.map((name) => `"${name}"`).join(',')}], says: y }`;
      case 3:
        return `\n    contradicts: ${names[0] ?? ''}${says}`;
      default:
        return `${says}\n    contradicts: [\n      ${names.join(',\n      ')}\n    ]`;
    }
  });
const details = fc.oneof(
  contradicting,
  fc.constantFrom(
    '',
    ' text',
    ' "text # no"',
    ' { says: x } # after',
    '\n    says: x',
    ' |\n    long\n    text',
    ' {}',
  ),
  fc.constant(' >-\n    long\n\n    text\n'),
);
const entry = fc
  .tuple(fc.nat(4), details, fc.constantFrom('', '\n', '\n  # own line\n', '\n# left\n'))
  .map(([style, value, behind]) => (name: string) => {
    const key = [name, `"${name}"`, `'${name}'`, `"^${name}"`, `${name} `][style] ?? name;
    return `  ${key}:${value}${behind}`;
  });
const codebook = fc
  .tuple(fc.shuffledSubarray(NAMES, { minLength: 1 }), fc.array(entry, { minLength: 6, maxLength: 6 }))
  .chain(([names, entries]) =>
    fc.constantFrom('\n', '\r\n').chain((lineEnd) =>
      fc.constantFrom('', '\n').map((end) => {
        const lines = names.map((name, index) => entries[index]?.(name) ?? '');
        return `claims:\n${lines.join('\n')}${end}`.replaceAll('\n', lineEnd);
      }),
    ),
  );

const corpusOf = (text: string): Corpus => {
  const corpus = new Corpus();
  corpus.put(URI, text);
  return corpus;
};

/** The codebook afterwards; `undefined` where it was refused for another reason than how it is written. */
function after(text: string, steps: Steps): string | undefined {
  const result = atOnce(steps);
  if ('files' in result) return applyEdits(text, result.files[0]?.edits ?? []);
  expect(result.refused).not.toMatch(/codebook/);
  return undefined;
}

const comments = (text: string): number => text.match(/^\s*# (?:own line|left)$/gm)?.length ?? 0;

test('every style is understood; comments stay, and back is back', () => {
  fc.assert(
    fc.property(codebook, fc.constantFrom(...NAMES), fc.constantFrom(...NAMES, 'new'), (text, from, into) => {
      const corpus = corpusOf(text);
      const without = after(text, remove(corpus, 'claim', from));
      if (without !== undefined) {
        expect(corpusOf(without).claimNames()).toEqual(corpus.claimNames().filter((name) => name !== from));
        expect(comments(without)).toBe(comments(text));
      }
      const merged = after(text, merge(corpus, 'claim', from, into));
      if (merged !== undefined) expect(comments(merged)).toBe(comments(text));
      const renamed = after(text, renameCode(corpus, 'claim', from, into));
      if (renamed === undefined) return;
      expect(after(renamed, renameCode(corpusOf(renamed), 'claim', into, from))).toBe(text);
    }),
    { numRuns: 500 },
  );
});
