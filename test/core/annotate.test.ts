import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { annotate } from '../../server/core/annotate';
import { applyEdits } from '../../server/core/edit';
import { escape } from '../../server/core/escape';
import { parse } from '../../server/core/parse';
import { plainText, strip } from '../../server/core/strip';
import { hasShared, sharedTranscripts } from '../shared';
import { anyText } from './arbitrary';

const share = fc.integer({ min: 0, max: 10_000 }).map((n) => n / 10_000);
const selection = fc.tuple(share, share);

/** Marks one stretch after another, each given by two shares of the length of the text. */
function annotateAll(text: string, selections: [number, number][]): { text: string; marked: number } {
  let marked = 0;
  for (const [from, to] of selections) {
    const [a, b] = [Math.floor(from * (text.length + 1)), Math.floor(to * (text.length + 1))];
    const edits = annotate(parse(text), { start: Math.min(a, b), end: Math.max(a, b) }, '#tag ^claim');
    if (!edits) continue;
    text = applyEdits(text, edits);
    marked++;
  }
  return { text, marked };
}

describe('annotate', () => {
  it('never changes the words, whatever is selected in whatever text', () => {
    fc.assert(
      fc.property(anyText, fc.array(selection, { maxLength: 5 }), (original, selections) => {
        expect(strip(annotateAll(escape(original), selections).text)).toBe(original);
      }),
      { numRuns: 10_000 },
    );
  });

  it('marks nearly everything that has words', () => {
    let tried = 0;
    let done = 0;
    fc.assert(
      fc.property(anyText, selection, (original, [from, to]) => {
        const text = escape(original);
        const [start, end] = [
          Math.floor(Math.min(from, to) * text.length),
          Math.floor(Math.max(from, to) * text.length),
        ];
        if (!/[\p{L}]{2}/u.test(text.slice(start, end))) return;
        tried++;
        done += annotateAll(text, [[from, to]]).marked;
      }),
      { numRuns: 5_000, seed: 1 },
    );
    expect(done / tried).toBeGreaterThan(0.97);
  });

  it.runIf(hasShared)('never changes a real transcript', () => {
    const random = fc.sample(fc.array(selection, { minLength: 8, maxLength: 8 }), { numRuns: 30, seed: 7 });
    for (const [index, { text }] of sharedTranscripts('seeds', 'corpus/scotus').slice(0, 30).entries()) {
      const result = annotateAll(escape(text), random[index] ?? []);
      // Selections inside a label or a mark hold no words.
      expect(result.marked).toBeGreaterThanOrEqual(4);
      expect(strip(result.text) === text).toBe(true);
    }
  });

  it.each([
    ['words', 'He said [so it was].', 'He said ==so it was=={#t}.'],
    ['blanks at the ends', 'He said[ so it was ].', 'He said ==so it was=={#t} .'],
    ['a turn with its label', 'A B: x\n\n[A B: so it was]', 'A B: x\n\nA B: ==so it was=={#t}'],
    ['two paragraphs', '[one\n\ntwo]', '{q1>one\n\ntwo<q1 #t}'],
    ['part of a quote', 'a ==b [c=={#x} d]', 'a ==b {q1>c=={#x} d<q1 #t}'],
    ['a quote without codes', '==[so it was]==', '==so it was=={#t}'],
    ['a quote with codes', '[==so it was=={^c}]', '==so it was=={^c #t}'],
    ['the end of a long quote', '{x>so [it<x}]', '{x>so ==it<x}=={#t}'],
    ['words behind an escape', '\\[# so]', '==\\# so=={#t}'],
    ['words behind a backslash', 'C:\\[so] it', 'C:\\\\==so=={#t} it'],
    ['words beside an equals sign', 'a=[b]', 'a={q1>b<q1 #t}'],
    ['half an emoji', 'a 😀[ b]', 'a 😀 ==b=={#t}'],
    ['a letter without its accent', 'caf[e]\u0301 b', 'caf==e\u0301=={#t} b'],
    ['an accent without its letter', 'cafe[\u0301 b]', 'caf==e\u0301 b=={#t}'],
    ['part of a family', 'a 👨\u200d[👩\u200d👧 b]', 'a ==👨\u200d👩\u200d👧 b=={#t}'],
    ['half a flag', 'a [🇫]🇷 b', 'a ==🇫🇷=={#t} b'],
    ['a hand without its colour', '[a 👍]🏽 b', '==a 👍🏽=={#t} b'],
    ['an accent that stands behind a mark', '==a=={#x}[\u0301 b]', '==a=={#x}==\u0301 b=={#t}'],
  ])('marks %s', (_, marked, expected) => {
    const start = marked.indexOf('[');
    const end = marked.lastIndexOf(']') - 1;
    const text = marked.slice(0, start) + marked.slice(start + 1, end + 1) + marked.slice(end + 2);
    const edits = annotate(parse(text), { start, end }, '#t');
    expect(edits && applyEdits(text, edits)).toBe(expected);
  });

  it.each([['a blank'], ['%memo: x'], ['---\ntitle: x\n---\n']])('finds nothing to mark in %j', (text) => {
    const start = text === 'a blank' ? 1 : 0;
    expect(annotate(parse(text), { start, end: text === 'a blank' ? 2 : text.length }, '#t')).toBeUndefined();
  });

  it('makes no paragraphs of lines that are long with their codes only', () => {
    const text = `${'so '.repeat(50)}\nit was`;
    const long = `#${'tag'.repeat(20)}`;
    let after = parse(text);
    for (const span of [
      { start: 140, end: text.length },
      { start: 3, end: 20 },
      { start: 15, end: 60 },
      { start: 3, end: 20 },
    ])
      after = parse(applyEdits(after.text, annotate(after, span, long)!));
    expect(after.lines[0]!.contentEnd).toBeGreaterThan(300);
    expect([after.paragraphs.length, after.quotes.length, strip(after)]).toEqual([1, 4, text]);
  });

  it('covers the words that were selected', () => {
    const text = 'MM: the rent “doubled” in May.';
    const edits = annotate(parse(text), { start: 8, end: 22 }, '#t');
    const after = parse(applyEdits(text, edits ?? []));
    expect(after.quotes.map((quote) => plainText(after, quote.words))).toEqual(['rent “doubled”']);
  });
});
