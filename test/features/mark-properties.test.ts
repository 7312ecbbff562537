/** What holds of marking whatever the text and wherever the cursors are. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Corpus } from '../../server/core/corpus';
import { applyEdits } from '../../server/core/edit';
import { escape } from '../../server/core/escape';
import { parse } from '../../server/core/parse';
import { overlaps, upperBound, type Span } from '../../server/core/span';
import { plainText, strip } from '../../server/core/strip';
import type { Quote, Transcript } from '../../server/core/syntax';
import { mark, type Action, type Marking } from '../../server/features/mark';
import { annotated, select, shares, type Shares } from '../annotated';
import { anyText } from '../core/arbitrary';
import { hasShared, sharedTranscripts } from '../shared';

const HERE = 'file:///here.transcript';

function doIt(text: string, selections: readonly Span[], action: Action): Marking {
  const corpus = new Corpus();
  corpus.put(HERE, text);
  return mark(corpus, HERE, selections, action)!;
}

const text = fc.oneof(
  { weight: 4, arbitrary: annotated },
  { weight: 1, arbitrary: anyText.map((words) => escape(words)) },
);
const direction = fc.constantFrom('forward' as const, 'back' as const);
const resizing = fc.record({
  do: fc.constant('resize' as const),
  end: fc.constantFrom('start' as const, 'end' as const),
  direction,
  by: fc.constantFrom('word' as const, 'sentence' as const, 'paragraph' as const),
});
const action: fc.Arbitrary<Action> = fc.oneof(
  fc.constantFrom<Action[]>(
    { do: 'code', codes: '#new ^c' },
    { do: 'code', codes: '^new', gloss: { claim: 'new', says: 'So.' } },
    { do: 'uncode', codes: '#b #n ^t' },
    { do: 'uncode', codes: '#new' },
    { do: 'unmark' },
    { do: 'memo', text: 'so\nit' },
    { do: 'aside' },
    { do: 'split' },
    { do: 'merge' },
  ),
  resizing,
);

/** Selections and cursors; a share of them without length. */
function selections(transcript: Transcript, list: readonly Shares[]): Span[] {
  return list.map((one) => {
    const span = select(transcript, one);
    return one[2] % 3 === 0 ? { start: span.start, end: span.start } : span;
  });
}

/** A place in a quote. */
function within({ quotes }: Transcript, [which, where]: Shares): Span | undefined {
  const quote = quotes[Math.floor(which * quotes.length)];
  const at = quote && quote.words.start + Math.floor(where * (quote.words.end - quote.words.start + 1));
  return at === undefined ? undefined : { start: at, end: at };
}

/** Words and codes of a quote. */
const told = (transcript: Transcript, quote: Quote): string =>
  JSON.stringify([plainText(transcript, quote.words), codesOf(transcript, quote)]);
const codesOf = ({ text }: Transcript, { codes }: Quote): string[] =>
  codes.map(({ start, end }) => text.slice(start, end));
const all = (transcript: Transcript): string[] => transcript.quotes.map((quote) => told(transcript, quote)).sort();

/** What is in `a` and not in `b`, as often as it is. */
function less(a: readonly string[], b: readonly string[]): string[] {
  const rest = [...b];
  return a.filter((one) => {
    const index = rest.indexOf(one);
    if (index >= 0) rest.splice(index, 1);
    return index < 0;
  });
}

describe('marking', () => {
  it('changes no words, by edits in order that do not touch one another', () => {
    fc.assert(
      fc.property(text, fc.array(shares, { minLength: 1, maxLength: 4 }), action, (source, list, what) => {
        const before = parse(source);
        const { edits, after, spans, done, reason } = doIt(source, selections(before, list), what);
        expect(applyEdits(source, edits)).toBe(after.text);
        expect(strip(after.text)).toBe(strip(before));
        for (const [index, { span }] of edits.entries())
          if (index > 0) expect(span.start).toBeGreaterThan(edits[index - 1]!.span.end);
        for (const { start, end } of spans) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThanOrEqual(start);
          expect(end).toBeLessThanOrEqual(after.text.length);
        }
        expect(spans).toHaveLength(list.length);
        expect(reason === undefined).toBe(done === list.length);
      }),
      { numRuns: 800 },
    );
  });

  it('leaves the other quotes what they are', () => {
    const few: Record<Action['do'], [gone: number, added: number]> = {
      code: [1, 1],
      uncode: [99, 99],
      unmark: [99, 0],
      memo: [0, 0],
      aside: [0, 0],
      resize: [1, 1],
      split: [1, 3],
      merge: [99, 1],
    };
    fc.assert(
      fc.property(text, shares, action, (source, one, what) => {
        const before = parse(source);
        const [span] = selections(before, [one]);
        const { after } = doIt(source, [span!], what);
        const gone = less(all(before), all(after));
        const added = less(all(after), all(before));
        expect(gone.length).toBeLessThanOrEqual(few[what.do][0]);
        expect(added.length).toBeLessThanOrEqual(few[what.do][1]);
        // What goes is at the selection. A cursor on a label or on blanks means words of its paragraph.
        const isCursor = span!.start === span!.end;
        const paragraph = before.paragraphs[upperBound(before.paragraphs, span!.start) - 1];
        const place = isCursor && paragraph ? { start: paragraph.start, end: paragraph.end } : span!;
        const near = before.quotes.filter((quote) =>
          overlaps({ start: quote.start - 1, end: quote.end + 1 }, { start: place.start, end: place.end + 1 }),
        );
        const isNext = what.do === 'merge' ? 1 : 0;
        expect(
          less(
            gone,
            near.map((quote) => told(before, quote)),
          ).length,
        ).toBeLessThanOrEqual(isNext);
        const names = ({ turns, topics, paragraphs }: Transcript): unknown => [
          turns.map(({ label, speaker }) => [label, speaker]),
          topics.map(({ title }) => title),
          paragraphs.length,
        ];
        expect(names(after)).toEqual(names(before));
      }),
      { numRuns: 800 },
    );
  });

  it('for several cursors is the same as for one after the other', () => {
    let tried = 0;
    fc.assert(
      fc.property(text, fc.array(shares, { minLength: 2, maxLength: 4 }), action, (source, list, what) => {
        // Which of two writes the gloss depends on their order.
        if ('gloss' in what) return;
        const spans = selections(parse(source), list);
        const together = doIt(source, spans, what);
        // Cursors of one quote or paragraph do it once: that is told elsewhere.
        const alone = spans.map((span) => doIt(source, [span], what));
        const { quotes } = parse(source);
        // Quotes that two cursors share, or that overlap, would be read anew in between.
        const places = alone.map(({ edits }, index) => {
          const { start, end } = spans[index]!;
          const near = quotes.filter((quote) => quote.start <= end && start <= quote.end);
          return edits.length > 0 ? [...edits.map(({ span }) => span), ...near, { start, end }] : [];
        });
        const starts = places.map((mine) => Math.min(...mine.map(({ start }) => start)));
        const ends = places.map((mine) => Math.max(...mine.map(({ end }) => end)));
        const order = spans.map((_, index) => index).sort((a, b) => starts[b]! - starts[a]!);
        const isApart = order.every((index, at) => at === 0 || ends[index]! < starts[order[at - 1]!]!);
        if (!isApart || places.some((mine) => mine.length === 0)) return;
        tried++;
        // From the last to the first, so that no cursor moves.
        let one = source;
        for (const index of order) {
          const { after, done } = doIt(one, [spans[index]!], what);
          expect(done).toBe(1);
          one = after.text;
        }
        const ids = (marked: string): string => marked.replace(/([{<])q\d+/g, '$1q');
        expect(ids(together.after.text)).toBe(ids(one));
        expect(together.done).toBe(spans.length);
      }),
      { numRuns: 2000 },
    );
    expect(tried).toBeGreaterThan(5);
  });

  it('does the same twice for cursors of one place no more than once', () => {
    fc.assert(
      fc.property(text, shares, action, (source, one, what) => {
        const [span] = selections(parse(source), [one]);
        if (what.do === 'split') return;
        const single = doIt(source, [span!], what);
        const double = doIt(source, [span!, span!], what);
        expect(double.after.text).toBe(single.after.text);
        expect(double.done).toBe(single.done * 2);
        expect(double.spans).toEqual([single.spans[0], single.spans[0]]);
      }),
      { numRuns: 500 },
    );
  });
});

describe('there and back', () => {
  it('a new quote is unmarked to the text that was', () => {
    let tried = 0;
    fc.assert(
      fc.property(text, shares, (source, one) => {
        const before = parse(source);
        const [span] = selections(before, [one]);
        const coded = doIt(source, [span!], { do: 'code', codes: '#new ^c' });
        if (coded.done === 0 || coded.after.quotes.length === before.quotes.length) return;
        tried++;
        const back = doIt(coded.after.text, coded.spans, { do: 'unmark' });
        expect(back.after.text).toBe(source);
      }),
      { numRuns: 800 },
    );
    expect(tried).toBeGreaterThan(200);
  });

  it('codes that are added are taken away to the text that was', () => {
    let tried = 0;
    fc.assert(
      fc.property(text, shares, (source, one) => {
        const [span] = selections(parse(source), [one]);
        const coded = doIt(source, [span!], { do: 'code', codes: '#new ^new' });
        if (coded.done === 0) return;
        tried++;
        const back = doIt(coded.after.text, coded.spans, { do: 'uncode', codes: '^new #new' });
        expect(back.done).toBe(1);
        // A quote that had no codes goes, and blanks at the end of the braces do.
        const before = parse(source);
        if (back.after.quotes.length === before.quotes.length) expect(all(back.after)).toEqual(all(before));
        else expect(before.quotes.filter(({ codes }) => codes.length === 0).length).toBeGreaterThan(0);
      }),
      { numRuns: 800 },
    );
    expect(tried).toBeGreaterThan(200);
  });

  it('a quote that ends where words end comes back from being resized', () => {
    let tried = 0;
    let same = 0;
    fc.assert(
      fc.property(text, shares, resizing, (source, one, there) => {
        const before = parse(source);
        const cursor = within(before, one);
        // First it goes to where a unit ends; from there it is taken further, and back.
        const first = cursor && doIt(source, [cursor], there);
        const further = first?.done === 1 ? doIt(first.after.text, first.spans, there) : undefined;
        if (!first || further?.done !== 1) return;
        const opposite = there.direction === 'back' ? 'forward' : 'back';
        const back = doIt(further.after.text, further.spans, { ...there, direction: opposite });
        tried++;
        expect(back.done).toBe(1);
        expect(all(back.after)).toEqual(all(first.after));
        if (back.after.text === first.after.text) same++;
      }),
      { numRuns: 800 },
    );
    expect(tried).toBeGreaterThan(100);
    expect(same / tried).toBeGreaterThan(0.9);
  });

  it('what is split is merged to the same words and codes', () => {
    let tried = 0;
    fc.assert(
      fc.property(text, shares, (source, one) => {
        const before = parse(source);
        const cursor = within(before, one);
        const parted = cursor && doIt(source, [cursor], { do: 'split' });
        if (parted?.done !== 1) return;
        const pieces = less(all(parted.after), all(before));
        const { quotes } = parted.after;
        const right = quotes.findLast(
          ({ words }) => words.start === parted.spans[0]!.start && words.start < words.end,
        )!;
        const left = quotes.findLast(
          (quote) =>
            quote.words.end < right.words.start &&
            codesOf(parted.after, quote).join() === codesOf(parted.after, right).join(),
        )!;
        // Others between them would be merged, too.
        const whole = { start: left.words.end - 1, end: right.words.start + 1 };
        const met = quotes.filter(
          ({ words }) => overlaps(words, whole) && !(words.start <= whole.start && whole.end <= words.end),
        );
        if (pieces.length !== 2 || met.length !== 2) return;
        tried++;
        const back = doIt(parted.after.text, [whole], { do: 'merge' });
        expect(back.done).toBe(1);
        expect(
          all(back.after)
            .map((quote) => JSON.parse(quote) as [string, string[]])
            .map(([words, codes]) => [words, new Set(codes)]),
        ).toEqual(
          all(before)
            .map((quote) => JSON.parse(quote) as [string, string[]])
            .map(([words, codes]) => [words, new Set(codes)]),
        );
      }),
      { numRuns: 800 },
    );
    expect(tried).toBeGreaterThan(50);
  });
});

describe('marking real interviews', () => {
  it.runIf(hasShared)('changes no words, and is hardly ever refused', () => {
    const texts = sharedTranscripts('seeds').map(({ text }) => text);
    const lists = fc.sample(fc.array(fc.tuple(shares, action), { minLength: 30, maxLength: 30 }), {
      numRuns: texts.length,
      seed: 4,
    });
    let coded = 0;
    let refused = 0;
    for (const [index, original] of texts.entries()) {
      let now = escape(original);
      for (const [one, what] of lists[index] ?? []) {
        const transcript = parse(now);
        const [span] = selections(transcript, [one]);
        const hasWords = /\p{L}{2}/u.test(plainText(transcript, span!));
        const result = doIt(now, [span!], { do: 'code', codes: '#a ^b' });
        if (hasWords) coded++;
        if (hasWords && result.done === 0) refused++;
        now = doIt(result.after.text, result.spans, what).after.text;
        // Words are not printed.
        expect(strip(now) === original).toBe(true);
      }
    }
    expect(coded).toBeGreaterThan(50);
    expect(refused / coded).toBeLessThan(0.02);
  });
});
