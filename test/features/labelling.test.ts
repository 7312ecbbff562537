import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../server/core/edit';
import { escape } from '../../server/core/escape';
import { parse } from '../../server/core/parse';
import { plainText, strip } from '../../server/core/strip';
import { labelling, setLabels, type Stop, type WalkSoFar, type Wish } from '../../server/features/labelling';
import { importText } from '../../server/formats/text';
import { anyText } from '../core/arbitrary';
import { hasShared, sharedTranscripts } from '../shared';

const ferry = `The last ferry

You were born on the island. What was it like to grow up there?

I had a good childhood. My father mended nets, and we kept two goats behind the shed.

Nobody left in those days. We all worked for the cannery, one way or another.

When did you first take the wheel?

Well, I was nineteen. The captain had a bad back, so he told me to steer her home.

Tell me about the last crossing.

It rained. We carried eleven people and a dog.
`;
const named = [
  { label: 'INT', name: 'Ana Ruiz', role: 'interviewer' },
  { label: 'MM', name: 'Maria Mendez', role: 'interviewee' },
];
const front = '---\nspeakers:\n  INT: { role: interviewer }\n  MM: { role: interviewee }\n---\n';

/** The text after wishes for the places before some words. */
function label(
  text: string,
  wishes: Record<string, string | null>,
  options: { guess?: boolean; named?: boolean } = {},
): string {
  const list = Object.entries(wishes).map(([words, who]): Wish => {
    const offset = text.indexOf(words);
    expect([words, offset >= 0]).toEqual([words, true]);
    return { offset, label: who, guess: options.guess };
  });
  const done = setLabels(parse(text), list, options.named ? named : []);
  if (!done) return 'nothing';
  const after = applyEdits(text, done.edits);
  expect(strip(after)).toBe(strip(text));
  return after;
}

/** The same for C at `|`. */
function labelAt(marked: string): string {
  const offset = marked.indexOf('|');
  const text = marked.replace('|', '');
  const done = setLabels(parse(text), [{ offset, label: 'C' }]);
  return done ? applyEdits(text, done.edits) : 'nothing';
}

function stops(text: string, walk?: WalkSoFar): Stop[] {
  return labelling(parse(text), walk).stops;
}

/** Of each stop the first two words, who speaks, and who is guessed. */
function shown(text: string, walk?: WalkSoFar): string[] {
  return stops(text, walk).map(({ start, end, open, label, guessed, marked, guess }) => {
    const words = text.slice(start, end).split(/\s+/, 2).join(' ');
    const state = open ? 'open' : `${marked ? 'here ' : ''}${label ?? 'nobody'}${guessed ? '?' : ''}`;
    return `${words}: ${state}; ${guess?.label ?? guess?.role ?? 'no guess'}`;
  });
}

describe('the stops of a walk', () => {
  it('are the paragraphs, with a guess where somebody seems to speak', () => {
    expect(shown(ferry, { named })).toEqual([
      'The last: open; no guess',
      'You were: open; INT',
      'I had: open; MM',
      'Nobody left: open; MM',
      'When did: open; INT',
      'Well, I: open; MM',
      'Tell me: open; INT',
      'It rained.: open; MM',
    ]);
    const [, asks, answers] = stops(ferry, { named });
    expect([asks?.guess?.reason, answers?.guess?.reason]).toEqual(['question mark', 'first person']);
    expect(asks?.sentences.map((at) => ferry.slice(at, at + 4))).toEqual(['What']);
  });

  it('have roles as guesses where nobody is named', () => {
    expect(shown(ferry)[1]).toBe('You were: open; interviewer');
  });

  it('are decided up to the last mark, and as far as the walk has come', () => {
    const text = label(front + ferry, { 'You were': 'INT', 'I had': 'MM' });
    expect(shown(text).slice(0, 4)).toEqual([
      'The last: nobody; no guess',
      'You were: here INT; INT',
      'I had: here MM; MM',
      'Nobody left: open; MM',
    ]);
    const decided = stops(text).find(({ start }) => text.startsWith('When', start))?.at;
    expect(shown(text, { decided }).slice(3, 5)).toEqual(['Nobody left: MM; MM', 'When did: open; INT']);
  });

  it('are open behind a heading where nobody speaks, though somebody does further on', () => {
    const text = 'Rents.\n\n{@A} Why?\n\nSo.\n\n# Fees\n\nThey rose.\n\n{@B} Yes.\n\nNo.\n';
    expect(stops(text).flatMap(({ start, open }) => (open ? [text.slice(start, start + 3)] : []))).toEqual([
      'The',
      'No.',
    ]);
  });

  it('are guessed in the light of what is decided', () => {
    const text = label(front + ferry, { 'You were': 'INT', 'When did': 'MM' });
    expect(shown(text)[4]).toBe('When did: here MM; MM');
    // A guess of the file's is none.
    const guessed = label(front + ferry, { 'When did': 'MM' }, { guess: true });
    expect(shown(guessed)[4]).toBe('When did: here MM?; INT');
  });

  it('tell guesses of the file from what is sure', () => {
    const text = label(front + ferry, { 'You were': 'INT', 'I had': 'MM' }, { guess: true });
    expect(shown(text).slice(1, 4)).toEqual([
      'You were: here INT?; INT',
      'I had: here MM?; MM',
      'Nobody left: open; MM',
    ]);
  });

  it('lie inside a paragraph where the speaker may change, and where the analyst splits it', () => {
    const text = `Welcome to the show, it's great to see you. Thanks for having me.

So you ran the ferry for thirty years. What did you like about it? Well, I liked the mornings. I was alone with the gulls and my coffee, and my father had done the same.

We never had much money. We had the boat, and I think we were proud of her. I painted her every spring with my brother.

He died that winter. I don't talk about it much. Did you ever think about selling her? No, never. I would have sold my house first. My wife knew that.
`;
    const all = shown(text, { named });
    expect(all).toEqual([
      'Welcome to: open; INT',
      'Thanks for: open; MM',
      'So you: open; INT',
      'Well, I: open; MM',
      'We never: open; MM',
      'He died: open; MM',
      'Did you: open; INT',
      'No, never.: open; MM',
    ]);
    // The change inside is still offered when the paragraph's beginning is labelled.
    const some = label(text, { Welcome: 'INT', 'Thanks for': 'MM', 'So you': 'INT' });
    expect(shown(some, { named }).slice(0, 4)).toEqual([
      'Welcome to: here INT; INT',
      'Thanks for: here MM; MM',
      'So you: here INT; INT',
      'Well, I: open; MM',
    ]);
    const split = labelling(parse(text), { named, split: text.indexOf('my father') + 3 });
    expect(split.splits).toEqual([text.indexOf('father')]);
    expect(split.stops.map(({ start }) => text.slice(start, start + 6))).toContain('father');
    const later = labelling(parse(some), { named, splits: split.splits }).stops;
    expect(later.map(({ start }) => some.slice(start, start + 6))).toContain('father');
    expect(labelling(parse(text)).paragraphs).toBe(4);
    expect(later.map(({ paragraph }) => paragraph)).toEqual([0, 0, 1, 1, 1, 2, 3, 3, 3]);
  });

  it('leave out asides, topics, and what the transcript labels by itself', () => {
    const text =
      'Ana: When?\n\nBea: In May.\n\nIt was warm.\n\nAna: And then?\n\nBea: We stayed.\n\nSubscribe now.\n%aside\n\n# Rents\nIt doubled.\n';
    expect(shown(text)).toEqual(['It was: Bea; no guess', 'It doubled.: open; no guess']);
  });

  it('are one for each line where lines are not wrapped', () => {
    const long = 'and we went down to the water again '.repeat(8).trim();
    expect(stops(`So ${long}\nWell ${long}\nThen ${long}\n`)).toHaveLength(3);
  });
});

describe('the speakers', () => {
  const order = (text: string): string[] => labelling(parse(text), { named: [] }).voices.map((voice) => voice.label);
  it('have keys with the interviewer first', () => {
    expect(order('---\nspeakers:\n  MM: Maria\n  INT: { name: Ana, role: interviewer }\n---\nWhy?\n')).toEqual([
      'INT',
      'MM',
    ]);
    expect(order('---\nspeakers: [MM, Interviewer]\n---\nWhy?\n')).toEqual(['Interviewer', 'MM']);
    expect(order('{@B} Why?\n\n{@A} So.\n')).toEqual(['B', 'A']);
    expect(labelling(parse('Why?\n'), { named }).voices.map((voice) => voice.label)).toEqual(['INT', 'MM']);
  });

  it('of those who answer is meant who spoke last', () => {
    const three = '---\nspeakers:\n  Q: { role: interviewer }\n  A: { role: guest }\n  B: { role: guest }\n---\n';
    const text = label(three + ferry, { 'You were': 'Q', 'I had': 'A', Nobody: 'B', 'When did': 'Q' });
    expect(shown(text).slice(4, 6)).toEqual(['When did: here Q; Q', 'Well, I: open; B']);
  });
});

describe('labels', () => {
  it('are written where a turn begins, and not where the same speaker goes on', () => {
    const once = label(ferry, { 'You were': 'INT', 'I had': 'MM', Nobody: 'MM', 'When did': 'INT' });
    expect(once).toBe(
      ferry
        .replace('You were', '{@INT} You were')
        .replace('I had', '{@MM} I had')
        .replace('When did', '{@INT} When did'),
    );
    expect(label(once, { 'You were': 'INT', Nobody: 'MM' })).toBe(once);
  });

  it('declare who was named with the first of theirs, once', () => {
    const first = label(ferry, { 'You were': 'INT' }, { named: true });
    expect(first).toBe(
      `---\nspeakers:\n  INT: { name: "Ana Ruiz", role: "interviewer" }\n  MM: { name: "Maria Mendez", role: "interviewee" }\n---\n${ferry.replace('You', '{@INT} You')}`,
    );
    expect(label(first, { 'I had': 'MM' }, { named: true })).toBe(first.replace('I had', '{@MM} I had'));
    const titled = `---\ntitle: The last ferry # of all\n---\n${ferry}`;
    expect(label(titled, { 'You were': 'INT' }, { named: true })).toContain(
      'title: The last ferry # of all\nspeakers:\n  INT:',
    );
    // Somebody else's label declares nobody; and a front matter that is left open is not added to.
    expect(label(ferry, { 'You were': 'XX' }, { named: true })).toBe(ferry.replace('You', '{@XX} You'));
    const broken = `---\ntitle: x\n\n${ferry}`;
    expect(label(broken, { 'You were': 'INT' }, { named: true })).toBe(broken.replace('You', '{@INT} You'));
  });

  it('are replaced, made sure and taken away', () => {
    const text = label(ferry, { 'You were': 'INT', 'I had': 'MM', 'When did': 'INT' }, { guess: true });
    expect(text).toContain('{@INT?} You');
    expect(label(text, { 'You were': 'INT' })).toContain('{@INT} You');
    expect(label(text, { 'When did': 'MM' })).toContain('{@MM} When');
    expect(label(text, { 'I had': null })).toContain('\nI had');
    expect(label(text, { Nobody: null })).toBe(text);
    // One speaker goes on: the mark would say nothing.
    expect(label(text, { 'I had': 'INT', 'You were': 'INT' })).toContain('\nI had');
    // Who is only guessed before may be somebody else.
    expect(label(text, { 'I had': 'INT' })).toContain('{@INT} I had');
  });

  it('begin anew behind a topic', () => {
    const text = '{@MM} Rents rose.\n\n# Fees\nThey rose, too.\n\n%topic Mine\nMore.\n';
    expect(label(text, { They: 'MM', More: 'MM' })).toBe(text.replace('They', '{@MM} They'));
  });

  it('stand before words, quotation marks and marks, and behind times', () => {
    expect(label('[0:32] We ==left early=={#x}.\n', { 'We ': 'MM', left: 'INT' })).toBe(
      '[0:32] {@MM} We {@INT} ==left early=={#x}.\n',
    );
    expect(label('So. [0:32] Yes.\n', { Yes: 'MM' })).toBe('So. {@MM} [0:32] Yes.\n');
    expect(label('We left. “Why?” So.\n', { 'hy?': 'MM' })).toBe('We left. {@MM} “Why?” So.\n');
    expect(label('I was—What?—there.\n', { 'at?': 'MM' })).toBe('I was—{@MM} What?—there.\n');
    expect(label('他说他走了。你呢？我也是。\n', { 你: 'MM' })).toBe('他说他走了。{@MM} 你呢？我也是。\n');
    expect(label('He said  so, C:\\new.\n', { ' so': 'MM' })).toBe('He said  {@MM} so, C:\\new.\n');
    expect(label('\\Personal: yes.\n\nNo.\n', { ersonal: 'MM' })).toBe('{@MM} \\Personal: yes.\n\nNo.\n');
  });

  it.each([
    ['{@A} s|o.', '{@C} so.'],
    ['We {@A} |left.', 'We {@C} left.'],
    ['We {@A} “le|ft.”', 'We {@C} “left.”'],
    ['We {@A} =|=left== now.', 'We {@C} ==left== now.'],
    ['A: x\n\nA: {@B} s|o', 'A: x\n\nA: {@C} so'],
  ])('replace the one before the word, wherever in it the cursor is: %j', (marked, expected) => {
    expect(labelAt(marked)).toBe(expected);
  });

  it.each([
    ['So =|=left== now.', 'So {@C} ==left== now.'],
    ['So ==left=={#x}|now.', 'So ==left=={#x}{@C} now.'],
    ['{a>so<a #t}|it', '{a>so<a #t}{@C} it'],
    ['He said "so"|Yes', 'He said "so"{@C} Yes'],
    ['He said "|so".', 'He said {@C} "so".'],
    ['So 👨‍👩‍|👧 it', 'So {@C} 👨‍👩‍👧 it'],
    ['王|伟', '王{@C} 伟'],
    ['\ufeff|So.', '\ufeff{@C} So.'],
    ['So.\n“|Yes.”', 'So.\n{@C} “Yes.”'],
  ])('cut no word, character, or mark: %j', (marked, expected) => {
    expect(labelAt(marked)).toBe(expected);
  });

  it('are refused where there are no words, or a label of the transcript', () => {
    const own = 'Ana: When?\n\nBea: In May.\n\nAna: So.\n\nBea: We stayed.\n';
    expect(label(own, { 'Ana: W': 'MM' })).toBe('nothing');
    expect(label(own, { 'When?': 'MM' })).toBe('nothing');
    expect(label(own, { 'May.': 'Ana' })).toContain('In {@Ana} May.');
    expect(label('Why?\n%memo: ask\n', { ask: 'MM' })).toBe('nothing');
    for (const bad of ['', ' ', 'a}b', 'a?', 'a=b', 'a\nb', 'x'.repeat(80)])
      expect(label(ferry, { 'You were': bad })).toBe('nothing');
    // Of several the others are written.
    expect(label('<a #a}\\so\n\nIt.', { 'a}': 'MM' })).toBe('nothing');
    expect(label('<a #a}\\so\n\nIt.', { 'a}': 'MM', It: 'MM' })).toBe('<a #a}\\so\n\n{@MM} It.');
    expect(label('Why?\n%memo: ask\n\nSo.\n', { ask: 'MM', 'So.': 'MM' })).toBe('Why?\n%memo: ask\n\n{@MM} So.\n');
  });
});

const line = fc.constantFrom(
  'When did you come? In May.',
  'I had a good childhood. “Did you?” I did.',
  '==After 2019=={#rent} the rent doubled.',
  'And {a>the rest<a #b} stayed, C:\\new \\# no',
  '{@MM} So.',
  '{@INT?} Why? {@MM?} Because.',
  'family 👨‍👩‍👧‍👦 cafe\u0301 王伟说他们走了。',
  '[0:32] Yes. [laughs]',
  '# Rents',
  '%topic Fees',
  '%aside',
  '%memo: x',
  'Zoe: Why?',
  '',
  '',
);
const interview = fc
  .tuple(
    fc.constantFrom('', '---\ntitle: x\n---\n', '---\nspeakers:\n  MM: Maria\n---\n', '\ufeff'),
    fc.array(line, { maxLength: 14 }),
    fc.constantFrom('\n', '\r\n', '\r'),
  )
  .map(([head, lines, end]) => head.replaceAll('\n', end) + lines.join(end) + end);

describe('whatever the text', () => {
  const walks = fc.array(fc.tuple(fc.nat(999), fc.constantFrom('INT', 'MM', 'Dr. Bob', null), fc.boolean()), {
    minLength: 1,
    maxLength: 6,
  });

  it('no label changes a word, and each stop has the speaker that it was given', () => {
    let written = 0;
    fc.assert(
      fc.property(fc.oneof(interview, anyText.map(escape)), walks, (original, steps) => {
        let text = original;
        for (const [share, who, guess] of steps) {
          const { stops } = labelling(parse(text), { named });
          const stop = stops[share % Math.max(1, stops.length)];
          if (!stop) return;
          const done = setLabels(parse(text), [{ offset: stop.start, label: who, guess }], named);
          if (!done) continue;
          const after = applyEdits(text, done.edits);
          expect(strip(after)).toBe(strip(text));
          expect(done.at).toEqual([stop.at]);
          if (who !== null) {
            // Where the same speaker goes on, the stop before it may reach to here now.
            const same = labelling(parse(after), { named }).stops.findLast(({ at }) => at <= stop.at);
            expect([same?.label, same?.guessed && !guess]).toEqual([who, false]);
            written++;
          }
          text = after;
        }
      }),
      { numRuns: 150 },
    );
    expect(written).toBeGreaterThan(100);
  });

  it('the original tells where stops are: labels move none of those that were there', () => {
    fc.assert(
      fc.property(interview, walks, (text, steps) => {
        const before = labelling(parse(text), { named });
        const wishes = steps.flatMap(([share, who, guess]): Wish[] => {
          const stop = before.stops[share % Math.max(1, before.stops.length)];
          return stop ? [{ offset: stop.start, label: who, guess }] : [];
        });
        const done = setLabels(parse(text), wishes);
        if (!done) return;
        const after = applyEdits(text, done.edits);
        const { paragraphs } = labelling(parse(after));
        // A mark may have been all that was to be decided on in a paragraph with a label of its own.
        if (wishes.every((wish) => wish.label !== null)) expect(paragraphs).toBe(before.paragraphs);
        else expect(paragraphs).toBeLessThanOrEqual(before.paragraphs);
        const plain = strip(text);
        for (const { at, start } of labelling(parse(after)).stops)
          expect(plainText(parse(after), { start, end: after.length })).toBe(plain.slice(at));
      }),
      { numRuns: 200 },
    );
  });
});

describe.runIf(hasShared)('in real interviews without labels', () => {
  it('all is labelled from the first guess to the last, and the words stay what they are', () => {
    for (const { path, text: original } of sharedTranscripts('seeds').filter(({ path }) => /00[23]_/.test(path))) {
      let { text } = importText(original, { name: path });
      const all = labelling(parse(text), { named }).stops.filter(({ guess }) => guess);
      expect(all.length).toBeGreaterThan(20);
      const wishes = all.map(({ start, guess }) => ({ offset: start, label: guess?.label ?? '', guess: true }));
      const done = setLabels(parse(text), wishes, named);
      text = applyEdits(text, done?.edits ?? []);
      expect(strip(text) === original).toBe(true);
      const guessed = labelling(parse(text)).stops.filter((stop) => stop.marked);
      expect(guessed.every((stop) => stop.guessed)).toBe(true);
      const sure = setLabels(
        parse(text),
        guessed.map(({ start, label = '' }) => ({ offset: start, label })),
      );
      text = applyEdits(text, sure?.edits ?? []);
      expect(text.includes('?}')).toBe(false);
      expect(strip(text) === original).toBe(true);
      expect(parse(text).turns.length).toBe(guessed.length);
    }
  });
});
