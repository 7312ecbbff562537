import fc from 'fast-check';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from '../../server/core/parse';
import { guessTurns, type Role } from '../../server/features/guess-turns';
import { flowing, labelledInterviews, parted, score } from '../bench/unlabelled';
import { hasShared, sharedFolder } from '../shared';

const published = `The last ferry

  • Read the whole series

For thirty-one years the ferry crossed the sound at half past six, and for most of them the same man stood at its wheel. The county closed the line in spring.

This conversation has been edited for length and clarity.

You were born on the island. What was it like to grow up there?

I had a good childhood. My father mended nets, and we kept two goats behind the shed. I never thought that I would leave.

Nobody left in those days. We all worked for the cannery, one way or another, and my mother did its books.

When did you first take the wheel?

Well, I was nineteen. The captain had a bad back, so he told me to steer her home. I think he wanted to see whether I would be afraid. Was I? Of course I was.

People say the county never wanted the line. Did you see it coming?

No. I mean, we heard things, but we had heard them for twenty years.

Tell me about the last crossing.

It rained. We carried eleven people and a dog, and I blew the horn longer than I should have.

Leave a comment
`;

/** Role and first words of each guess. */
function guesses(text: string): string[] {
  return guessTurns(parse(text)).map(({ start, end, role }) => {
    expect(text.slice(start, end).trim()).toBe(text.slice(start, end));
    return `${role === 'interviewer' ? 'Q' : 'A'} ${text.slice(start, end).split(/\s+/, 3).join(' ')}`;
  });
}

describe('guesses of who speaks', () => {
  it('follow questions and answers, and leave out what nobody says', () => {
    expect(guesses(published)).toEqual([
      'Q You were born',
      'A I had a',
      'Q When did you',
      'A Well, I was',
      'Q People say the',
      'A No. I mean,',
      'Q Tell me about',
      'A It rained. We',
    ]);
    const [, first] = guessTurns(parse(published));
    expect(published.slice(first?.start, first?.end)).toMatch(/^I had[^]*\n\n[^]*did its books\.$/);
  });

  it('find a change of speaker inside a paragraph', () => {
    const text = `Welcome to the show, it's great to see you. Thanks for having me.

So you ran the ferry for thirty years. What did you like about it? Well, I liked the mornings. I was alone with the gulls and my coffee, and my father had done the same.

We never had much money. We had the boat, and I think we were proud of her. I painted her every spring with my brother.

He died that winter. I don't talk about it much. Did you ever think about selling her? No, never. I would have sold my house first. My wife knew that.

She married me with the boat. We had our wedding on the deck. I want to ask you about the county. Did they ever explain why they closed the line? No, they sent me a letter. I have it in my kitchen, and I read it when I need to be angry.
`;
    expect(guesses(text)).toEqual([
      'Q Welcome to the',
      'A Thanks for having',
      'Q So you ran',
      'A Well, I liked',
      'Q Did you ever',
      'A No, never. I',
      'Q I want to',
      'A No, they sent',
    ]);
  });

  it.each([
    [
      'Wann hat das angefangen?',
      'Vor sechs Jahren. Die Miete stieg, und niemand sagte uns Bescheid.',
      'Und was dann?',
      'Wir blieben.',
    ],
    [
      '你什么时候开始的？',
      '我在二〇一九年开始的。我们那时候很穷，没有钱。',
      '为什么要离开？',
      '因为没有工作。我们必须走。',
    ],
    [
      '¿Cuándo empezó todo?',
      'Hace seis años. Subió el alquiler y nadie nos dijo nada.',
      '¿Y después?',
      'Nos quedamos.',
    ],
  ])('need no English: %s', (...paragraphs) => {
    const roles = guessTurns(parse(paragraphs.join('\n\n') + '\n')).map(({ paragraph, role }) => [paragraph, role]);
    expect(roles).toEqual([
      [0, 'interviewer'],
      [1, 'interviewee'],
      [2, 'interviewer'],
      [3, 'interviewee'],
    ]);
  });

  it('are none where all speakers are labelled, or nobody speaks', () => {
    expect(guesses('Q: When did you start?\n\nA: In May.\n\nQ: And then?\n\nA: We stayed.\n')).toEqual([]);
    expect(guesses('')).toEqual([]);
    expect(
      guesses('Ferries\n\nThe report deals with the closing of the line.\n\nIts second part treats of the costs.\n'),
    ).toEqual([]);
  });

  it('go on behind the last label that was added, as they were without it', () => {
    const all = guesses(published);
    const labelled = published
      .replace('You were born', '{@Q} You were born')
      .replace('I had a good', '{@A} I had a good')
      .replace('When did you', '{@Q?} When did you');
    expect(guesses(labelled)).toEqual(all.slice(3));
  });

  it('follow the declared role of a labelled speaker', () => {
    const text = (role: string): string =>
      `---\nspeakers:\n  X: { name: Ana Ruiz, role: ${role} }\n---\n{@X} I took the ferry.\n\nThe ferry was late, and I was cold.\n`;
    expect(guesses(text('interviewer'))).toEqual(['Q The ferry was']);
    expect(guesses(text('interviewee'))).toEqual(['A The ferry was']);
  });

  it('leave asides out, begin anew behind a topic, and do not see marks', () => {
    const marked = published
      .replace('Well, I was nineteen.', '==Well, I was nineteen.=={#youth}')
      .replace('Tell me', '# The end\nTell me')
      .replace('my mother did its books.', 'my mother did its books.\n%memo: which books?')
      .replace('Nobody left', '%topic Leaving\nNobody left')
      .replace('No. I mean', 'Buy our calendar. You will love it.\n%aside\n\nNo. I mean');
    expect(guesses(marked)).toEqual([
      'Q You were born',
      'A I had a',
      'A Nobody left in',
      'Q When did you',
      'A ==Well, I was',
      'Q People say the',
      'A No. I mean,',
      'Q Tell me about',
      'A It rained. We',
    ]);
  });

  it('are in order and apart, each in one run of words, in every text', () => {
    const piece = fc.constantFrom(
      'What did you do?',
      'I left.',
      'Yes.',
      '\n\n',
      '\n',
      ' ',
      '{@A} ',
      '{@B?} ',
      'A: ',
      'B: ',
      '# Topic\n',
      '%aside\n',
      '==',
      '{#a}',
      'you said',
      '？',
      '😀',
      '[laughs]',
      '\\',
      '\r\n',
      'Interview edited for clarity.',
      '• ',
      '"',
      '“I',
    );
    fc.assert(
      fc.property(
        fc.array(fc.oneof({ weight: 4, arbitrary: piece }, fc.string({ unit: 'grapheme', maxLength: 12 })), {
          maxLength: 60,
        }),
        (pieces) => {
          const text = pieces.join('');
          const transcript = parse(text);
          const found = guessTurns(transcript);
          let last = 0;
          for (const { start, end, paragraph, confidence } of found) {
            expect(start).toBeGreaterThanOrEqual(last);
            expect(end).toBeGreaterThan(start);
            expect(text.slice(start, end).trim()).not.toBe('');
            const { start: from = NaN, end: to = NaN } = transcript.paragraphs[paragraph] ?? {};
            expect(start).toBeGreaterThanOrEqual(from);
            expect(start).toBeLessThan(to);
            expect(confidence).toBeGreaterThanOrEqual(0.5);
            expect(confidence).toBeLessThanOrEqual(1);
            // What is labelled stays as it is: no label stands in a guess, and only the last turn may go on as one.
            const labelled = transcript.turns.filter((turn) => turn.end > start && turn.start < end);
            expect(labelled.every((turn) => turn.start < start && turn === transcript.turns.at(-1))).toBe(true);
            last = end;
          }
          expect(guessTurns(parse(text))).toEqual(found);
        },
      ),
    );
  });
});

describe.skipIf(!hasShared)('real interviews without their labels', () => {
  const interviews = hasShared
    ? ['seeds', 'bench/claims/transcripts'].flatMap((folder) => labelledInterviews(join(sharedFolder, folder)))
    : [];

  it.each([
    ['paragraphs that end where speakers change', parted, 0.9],
    ['paragraphs that hold several speakers', flowing, 0.75],
  ] as const)('are guessed well enough from %s', (_, make, least) => {
    expect(interviews.length).toBeGreaterThan(10);
    const scores = interviews.map(({ said }) => score(make(said)).macroF1);
    expect(scores.reduce((sum, one) => sum + one, 0) / scores.length).toBeGreaterThan(least);
  });

  it('are better guessed than by saying the same of all', () => {
    const constant = (role: Role): number => {
      const said = interviews[0]?.said ?? [];
      return score({ ...parted(said), text: said.map(() => (role === 'interviewer' ? 'Why?' : 'Yes.')).join('\n\n') })
        .macroF1;
    };
    expect(constant('interviewee')).toBeLessThan(0.7);
  });
});
