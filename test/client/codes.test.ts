import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { claimName, codeName, matching, partsOf, readCodes, signOf } from '../../client/marking/codes';

const known = {
  words: [],
  carried: [],
  tags: ['housing', 'housing/rent', 'staying/rent', 'money/fees'].map((name) => ({ name, count: 1 })),
  claims: [{ name: 'rents-doubled', count: 1 }],
  people: [],
};

describe('what is typed', () => {
  test.each([
    ['housing', '#', ['#housing']],
    ['#housing/rent', '#', ['#housing/rent']],
    ['FEES', '#', ['#money/fees']],
    // Two tags end in it: which one is meant nobody can say.
    ['rent', '#', ['#rent']],
    ['fees housing', '#', ['#money/fees', '#housing']],
    ['fees +rents-doubled @ana', '#', ['#money/fees', '+rents-doubled', '@ana']],
    ['^rents-doubled', '#', ['^rents-doubled']],
    ['rents-doubled', '-', ['-rents-doubled']],
    ['+rents-doubled', '^', ['+rents-doubled']],
    ['ana.ruiz', '@', ['@ana.ruiz']],
  ] as const)('%s after %s', (typed, sign, codes) => {
    expect(readCodes(typed, sign, known)).toEqual({ codes });
  });

  test('a sentence becomes a claim that says it', () => {
    expect(readCodes('Rents doubled,  and nobody said so.', '^', known)).toEqual({
      codes: ['^rents-doubled-and-nobody-said-so'],
      says: 'Rents doubled, and nobody said so.',
    });
    expect(readCodes('- Rents doubled', '#', known)).toEqual({ codes: ['-rents-doubled-2'], says: 'Rents doubled' });
  });

  test.each([
    ['', '#'],
    ['#', '#'],
    ['a{b', '#'],
    ['Who?', '@'],
    ['…', '^'],
  ] as const)('%s is nothing after %s', (typed, sign) => {
    expect(readCodes(typed, sign, known)).toBeUndefined();
  });

  test('commas stand between tags, but not in a sentence', () => {
    expect(partsOf('rent, fees,', '#')).toEqual(['rent', 'fees', '']);
    expect(partsOf('^One, two', '#')).toEqual(['^One, two']);
    expect(partsOf('One, two', '+')).toEqual(['One, two']);
  });
});

test('what begins with the text comes before what holds it, and that before what is about it', () => {
  const lines = [
    { code: '#trust/current' },
    { code: '#money', description: 'Rents and fees' },
    { description: 'rent' },
    { code: '#housing/rents' },
    { code: '#housing/rent' },
    { code: '#fees' },
  ];
  const codes = matching(lines, 'Rent').map(({ code }) => code);
  expect(codes).toEqual(['#housing/rent', '#housing/rents', '#trust/current', '#money']);
});

test('the name of a claim can stand in braces, is short, and nobody has it', () => {
  const taken = ['the-rents', 'the-rents-2'];
  expect(claimName('The rents', taken)).toBe('the-rents-3');
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (sentence) => {
      const name = claimName(sentence, taken);
      if (name === undefined) {
        expect(sentence).not.toMatch(/[\p{L}\p{N}]/u);
        return;
      }
      expect(name).toMatch(codeName);
      expect(signOf(name)).toBeUndefined();
      expect(Array.from(name).length).toBeLessThanOrEqual(44);
      expect(taken).not.toContain(name);
    }),
  );
});
