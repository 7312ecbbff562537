/** The last look at what an action would do: a proposal that does anything else is not carried out, whoever has made it. */
import { describe, expect, it } from 'vitest';
import { parse } from '../../server/core/parse';
import type { Quote } from '../../server/core/syntax';
import { carryOut, type Intent } from '../../server/features/marking/carry-out';
import type { Edit } from '../../server/features/place';

/** The edit that makes `before` out of what stands between `[[` and `]]` of a text, and the text without the brackets. */
function edited(marked: string, replacement: string): { text: string; edits: Edit[] } {
  const start = marked.indexOf('[[');
  const end = marked.indexOf(']]') - 2;
  const text = marked.replace('[[', '').replace(']]', '');
  return { text, edits: [{ span: { start, end }, text: replacement }] };
}

function outcome(marked: string, replacement: string, intent: (quotes: Quote[]) => Intent): string | undefined {
  const { text, edits } = edited(marked, replacement);
  const before = parse(text);
  return carryOut(before, [edits], intent(before.quotes))?.after.text;
}

const nothing = (): Intent => ({});

describe('a proposal', () => {
  it.each<[what: string, marked: string, replacement: string]>([
    ['another word', 'A: x\n\nA: so [[it]] was', 'is'],
    ['no blank any more', 'so[[ ]]it', ''],
    ['an annotation line that nobody asked for', 'so it\n[[]]', '%aside\n'],
    ['one line less', 'so it\n[[%aside\n]]', ''],
    ['a quote that nobody asked for', 'so [[it]]', '==it=={#t}'],
    ['one quote less', 'so [[==it=={#t}]]', 'it'],
    ['another code of a quote', 'so ==it=={[[#t]]}', '#u'],
    ['one code less', 'so ==it=={#a[[ #t]]}', ''],
    ['other words of a quote', 'so [[==it]] was=={#t}', 'it =='],
    ['a turn of somebody else', 'so [[{@A} ]]it', '{@B} '],
    ['a guess made sure', 'so {@A[[?]]} it', ''],
    ['a turn more', 'so [[]]it', '{@A} '],
    ['a turn somewhere else', 'so {@A} it [[{@B} ]]was', ''],
    ['another topic', 'so\n\n%topic [[A]]\nit', 'B'],
    ['a topic of another level', 'so\n\n%[[topic]] A\nit', 'topic ## '],
  ])('that makes %s is not carried out', (_, marked, replacement) => {
    expect(outcome(marked, replacement, nothing)).toBeUndefined();
  });

  it('is carried out where it does what is meant', () => {
    const { text } = edited('so it[[ ]]was', '');
    const words = { start: 3, end: 5 };
    const edits = [
      { span: { start: 3, end: 3 }, text: '==' },
      { span: { start: 5, end: 5 }, text: '=={#t}' },
    ];
    const before = parse(text);
    const step = carryOut(before, [edits], { added: [{ words, codes: '#t' }] });
    expect(step?.after.text).toBe('so ==it=={#t} was');
    expect(step?.words).toEqual({ start: 5, end: 7 });
    expect(carryOut(before, [edits], { added: [{ words, codes: '#u' }] })).toBeUndefined();
    expect(carryOut(before, [edits], { added: [{ words: { start: 0, end: 5 }, codes: '#t' }] })).toBeUndefined();
    expect(carryOut(before, [edits], { added: [{ words, codes: '#t' }], lines: 1 })).toBeUndefined();
    expect(outcome('so [[==it=={#t}]]', 'it', (removed) => ({ removed }))).toBe('so it');
    expect(outcome('so it\n[[%aside\n]]', '', () => ({ lines: -1 }))).toBe('so it\n');
  });

  it('is passed over for the next one', () => {
    const before = parse('so ==it=={#t}');
    const [wrong, right] = [
      { span: { start: 0, end: 1 }, text: '' },
      { span: { start: 3, end: 13 }, text: 'it' },
    ];
    expect(carryOut(before, [[wrong], [right]], { removed: before.quotes })?.after.text).toBe('so it');
  });
});
