/** The parts that guesses of who speaks are made of, each by itself. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from '../../server/core/parse';
import { guessTurns } from '../../server/features/guess-turns';
import { likeliest, posteriors } from '../../server/features/guess/chain';
import { newsOf, reasonsOf, type Evidence } from '../../server/features/guess/evidence';
import { signsOf, signsOfAll, type Signs } from '../../server/features/guess/signs';
import { spokenParagraphs } from '../../server/features/guess/spoken';
import { unitsOf } from '../../server/features/guess/units';

describe('the likeliest sequence', () => {
  const weight = fc.integer({ min: -40, max: 40 }).map((n) => n / 10 + 0.013);
  const evidence = fc.array(fc.record({ asker: weight, answer: weight, question: weight }), {
    minLength: 1,
    maxLength: 7,
  });
  const sequences = (count: number): boolean[][] =>
    Array.from({ length: 2 ** count }, (_, bits) =>
      Array.from({ length: count }, (__, at) => (bits & (1 << at)) !== 0),
    );
  const score = (list: readonly Evidence[], asks: readonly boolean[]): number =>
    list.reduce((sum, { asker, answer, question }, at) => {
      const changes = at > 0 && asks[at] !== asks[at - 1];
      return sum + (asks[at] ? asker : 0) + (changes ? (asks[at] ? question : answer) : 0);
    }, 0);

  it('is the best of all, and each sentence as likely as all that it stands in', () => {
    fc.assert(
      fc.property(evidence, (list) => {
        const all = sequences(list.length);
        const best = Math.max(...all.map((asks) => score(list, asks)));
        expect(score(list, likeliest(list))).toBeCloseTo(best, 9);
        const total = all.reduce((sum, asks) => sum + Math.exp(score(list, asks)), 0);
        for (const [at, likely] of posteriors(list).entries()) {
          const asking = all.filter((asks) => asks[at]).reduce((sum, asks) => sum + Math.exp(score(list, asks)), 0);
          expect(likely).toBeCloseTo(asking / total, 9);
        }
      }),
    );
  });
});

describe('what a sentence shows', () => {
  const signs = (text: string): Signs => signsOf(text, { start: 0, end: text.length });

  it('is told by its beginning, its end and its length', () => {
    expect(signs('“So what did you do?”')).toMatchObject({ asks: true, inverted: true, opener: 'so', you: true });
    expect(signs('… and you left.')).toMatchObject({ asks: false, opener: 'and' });
    expect(signs('It was a long day.')).toMatchObject({ short: true, long: false });
    expect(signs('It was a very long day.')).toMatchObject({ short: false, long: false });
    expect(signs(`${'so it was '.repeat(18)}then.`)).toMatchObject({ short: false, long: true });
    expect(signs(`It was so ${'and so on '.repeat(120)}that you left?`)).toMatchObject({ asks: true, you: true });
  });

  it('is less where the words are of another language', () => {
    const text = 'I left. ' + 'Es war so. '.repeat(10) + 'Warum?';
    const spans = [...text.matchAll(/[^ ][^.?]*[.?]/g)].map(({ index, 0: one }) => ({
      start: index,
      end: index + one.length,
    }));
    expect(spans).toHaveLength(12);
    expect(signsOfAll(text, spans).at(-1)?.foreign).toBe(true);
    // One in ten is enough.
    expect(signsOfAll(text, [...spans.slice(0, 9), ...spans.slice(-1)]).at(-1)?.foreign).toBe(false);
  });
});

describe('reasons', () => {
  const reasonsFor = (text: string) => {
    const transcript = parse(text);
    const units = unitsOf(
      transcript,
      text,
      transcript.paragraphs.map((_, index) => index),
    );
    return reasonsOf(units, signsOfAll(text, units), newsOf(units, text));
  };

  it('count `you` outside of questions, and whom a question was put to', () => {
    const [question, answer, further, last] = reasonsFor('Did you go? Yes. You know, I left. It rained.');
    expect(question?.asker).toContain('inverted');
    expect(question?.asker).not.toContain('you');
    expect(answer?.answer).toEqual(['asked', 'asked you', 'short', 'assent']);
    expect(further?.answer).toContain('asked before');
    expect(further?.asker).toContain('you');
    expect(last?.answer).toEqual(['short']);
  });

  it('are names that nobody has said before', () => {
    const words = 'We went to Lisbon. Then from Lisbon to Porto. In Lisbon and in Porto.';
    const units = unitsOf(parse(words), words, [0]);
    expect(newsOf(units, words)).toEqual([true, true, false]);
    expect(reasonsFor(words).map(({ asker }) => asker.includes('news'))).toEqual([true, true, false]);
  });

  it('are questions of another language', () => {
    expect(reasonsFor('Warum? Es war so.').map(({ asker }) => asker.includes('foreign'))).toEqual([true, false]);
  });
});

describe('what is said', () => {
  const spoken = (...paragraphs: string[]): number[] => {
    const text = paragraphs.join('\n\n');
    return spokenParagraphs(parse(text).paragraphs, text);
  };
  const said = 'I left in May. We had no choice, and you know it.';

  it.each([
    ['no title', [said, 'The crossing', said, said], [0, 2, 3]],
    ['no long line for a title', [said, `${'so it went on '.repeat(9)}and on`, said], [0, 1, 2]],
    ['what ends without a mark, where little does', ['so it was', 'I left then', said, 'we all did'], [0, 1, 2, 3]],
    ['no note in brackets', [said, '[The tape ends. It begins anew.]', said], [0, 2]],
    ['no note of the editor at the end', [said, said, said, 'This interview was edited for clarity.'], [0, 1, 2]],
    ['no line of signs', [said, '* * *.', said], [0, 2]],
    [
      'nothing above the note of the editor',
      ['I begin with myself. You will see.', 'This interview was edited for clarity.', said, said],
      [2, 3],
    ],
    [
      'no prose above that speaks to nobody',
      [`${'The line was closed in spring. '.repeat(5)}`.trim(), said, said],
      [1, 2],
    ],
    ['short prose above', ['The line was closed in spring.', said, said], [0, 1, 2]],
    [
      'no prose above whose quotations speak to somebody',
      [`${'The line was closed in spring. '.repeat(5)}“I told you,” said the mayor.`, said, said],
      [1, 2],
    ],
    ['no list above', ['• A list. It is for you.', said, said], [1, 2]],
    ['what speaks of editing further down', [said, `${said.repeat(8)} It was edited for clarity.`], [0, 1]],
  ] as const)('is %s', (_, paragraphs, expected) => {
    expect(spoken(...paragraphs)).toEqual(expected);
  });
});

describe('guesses beside labels', () => {
  const guesses = (text: string): string[] =>
    guessTurns(parse(text)).map(
      ({ start, role }) => `${role === 'interviewer' ? 'Q' : 'A'} ${text.slice(start, start + 6)}`,
    );

  it('are made where one speaker only is labelled, and not where two are', () => {
    const one = 'INT: Welcome to you all.\n\nINT: When did you leave?\n\nI left in May. We had no choice.\n';
    expect(guesses(one)).toEqual(['A I left']);
    const two = one.replace('I left', 'MM: I left') + '\nMM: My house was sold.\n\nDid you go back? I did, in June.\n';
    expect(guesses(two)).toEqual([]);
  });

  it('are made before the first label, too', () => {
    expect(guesses('Did you leave?\n\nI left in May. We had to.\n\n{@Q} And then?\n\n{@A} I stayed.\n')).toEqual([
      'Q Did yo',
      'A I left',
    ]);
  });

  it('begin anew behind what nobody says', () => {
    expect(
      guesses(
        'When did you leave?\n\nI left in May. We had to.\n\n[Music.]\n\nI mean, I sold my house. My wife and I cried.\n',
      ),
    ).toEqual(['Q When d', 'A I left', 'A I mean']);
  });

  it('are surer of answers than of a coin', () => {
    const found = guessTurns(
      parse('When did you leave?\n\nI left in May. We had to.\n\nWhy did you go?\n\nI was ill.\n'),
    );
    expect(found.map(({ confidence }) => confidence > 0.8)).toEqual([true, true, true, true]);
  });
});
