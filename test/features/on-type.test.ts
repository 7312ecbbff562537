import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../server/core/edit';
import { readInterview } from '../../server/core/interview';
import { strip } from '../../server/core/strip';
import { onType } from '../../server/features/on-type';
import { anyText } from '../core/arbitrary';

/** The text after the character before `|` was typed. */
function typed(marked: string): string {
  const offset = marked.indexOf('|');
  const text = marked.slice(0, offset) + marked.slice(offset + 1);
  return applyEdits(text, onType(readInterview('file:///01.transcript', text), offset, text.charAt(offset - 1)));
}

describe('what is typed is closed', () => {
  it.each([
    ['at the end of the sentence', 'MM: Oh. ==|The rent rose. Yes.', 'MM: Oh. ==The rent rose.== Yes.'],
    ['at the end of what one speaker says', 'MM: ==|so it is {@AB} well', 'MM: ==so it is== {@AB} well'],
    ['at the end of a quotation', 'They said ==|“no way. None” to us.', 'They said ==“no way. None”== to us.'],
    ['at the end of the paragraph', '==|so it\nis\n%memo: x\n\nWell.', '==so it\nis==\n%memo: x\n\nWell.'],
    ['around marks of others', '==|so {a>it. Is<a #t}.', '==so {a>it.== Is<a #t}.'],
    ['at another end than it was', '==so==| it rose.== Yes. ==No.=={#t}', '==so== it rose. Yes. ==No.=={#t}'],
    ['at the end of a sentence behind one', 'Oh. ==|so it is. Yes.', 'Oh. ==so it is.== Yes.'],
    ['before the next paragraph', '==|so\n\nit== y. Z', '==so==\n\nit== y. Z'],
    ['where the quote ends now', '==so==| it.==', '==so== it.'],
    ['where it ends, but not at escaped marks', '==so==| it \\== is.==', '==so== it \\== is.'],
    ['with braces', '==so=={| it', '==so=={} it'],
    ['with braces at the end of the line', '==so=={|\nit =={}', '==so=={}\nit =={}'],
  ])('%s', (_, marked, expected) => {
    expect(typed(marked)).toBe(expected);
  });

  it.each([
    ['a sign between blanks', 'a ==| b'],
    ['a single sign', 'a =|b. C'],
    ['the end of a quote that has codes', '==so==|{#t} it ==x=='],
    ['the end of a quote in another paragraph', 'So ==it==| is.\n\n==No.=='],
    ['braces behind a long quote that has some', '{a>so<a #t}{|'],
    ['braces behind braces', '==so=={#t}{|'],
    ['a mark before a blank', '==| so it. No'],
    ['a sentence whose end is too far away', `So. ==|${'so '.repeat(3000)}. X`],
    ['a ruler', '===|so it is. Yes'],
    ['the beginning of a ruler', '==|=so it is. Yes'],
    ['an escaped mark', '\\==|so it is.'],
    ['the end of a quote', '==so==| it is.'],
    ['the end of a quote before another one', '==so==| it ==is=={#t}.'],
    ['braces that are closed', '==so=={|} it'],
    ['braces elsewhere', 'so {| it'],
    ['an annotation line', 'So.\n%memo: ==|so it is. Yes.'],
    ['the front matter', '---\ntitle: ==|so it is.\n---\nSo.'],
  ])('but not %s', (_, marked) => {
    expect(typed(marked)).toBe(marked.replace('|', ''));
  });

  it('is nothing where something else stands before the cursor than was typed', () => {
    expect(onType(readInterview('file:///01.transcript', '==so it.'), 2, '{')).toEqual([]);
    expect(onType(readInterview('file:///01.transcript', '==so it.'), 3, '=')).toEqual([]);
    expect(onType(readInterview('file:///01.transcript', '==so=={ it.'), 7, '=')).toEqual([]);
  });

  it('leaves the original as it was before, whatever it is', () => {
    let done = 0;
    fc.assert(
      fc.property(anyText, fc.nat(), fc.constantFrom('==', '{'), (text, at, mark) => {
        const offset = at % (text.length + 1);
        const after = text.slice(0, offset) + mark + text.slice(offset);
        const behind = offset + mark.length;
        const edits = onType(readInterview('file:///01.transcript', after), behind, mark.charAt(mark.length - 1));
        if (edits.length === 0) return;
        done++;
        expect(strip(applyEdits(after, edits))).toBe(strip(text));
      }),
      { numRuns: 10_000 },
    );
    expect(done).toBeGreaterThan(20);
  });
});
