import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compare } from '../../server/related/compare';

describe('the same words', () => {
  test.each([
    ['We never sold the quay to the brewery.', 'Then he said: “We never SOLD the quay\nto the brewery” — and left.'],
    [
      'Rents in the old town doubled while the council slept.',
      'Rents, in the old town, doubled - while the council slept',
    ],
    [
      'I remember it well: the night ferry burned for two days off the northern pier, and nobody slept.',
      'People say the night ferry burned for two days off the northern pier and it is true.',
    ],
    [
      '港の家賃はこの三年で二倍になったと漁師たちは言っています。',
      '彼は「港の家賃はこの三年で二倍になったと漁師たちは言っています」と話した。',
    ],
  ])('%j', (here, there) => {
    expect(compare(here, there).same).toBe(true);
    expect(compare(there, here).same).toBe(true);
  });

  test.each([
    ['I would like to thank you for having me here today.', 'So I would like to thank you for having me here today.'],
    [
      'She is vice president of the United States of America now.',
      'The vice president of the United States of America left.',
    ],
    ['We sold the quay.', 'We sold the quay.'],
    [
      'Rents in the old town doubled while the council slept.',
      'Rents in the old town tripled while the council dozed.',
    ],
    ['', ''],
  ])('not %j', (here, there) => {
    expect(compare(here, there).same).toBe(false);
  });
});

describe('shared figures', () => {
  test.each([
    ['It cost $300mn.', 'It cost 300 million dollars.', ['300 million dollars']],
    ['between 20-25% of us', 'a quarter, 25 percent, said so', ['25 percent']],
    ['25 boats', '25% of the boats', []],
    ['It cost $25.', 'It was 25 and no less.', ['25']],
    ['It was 25 and no less.', 'It cost $25.', ['$25']],
    ['It cost $25.', 'It cost 25 boats.', []],
    ['$25 it was.', '$25, they say', ['$25']],
    ['It cost $25.', 'It cost €25.', []],
    ['3 of them', 'at least 3', []],
    ['3 boats', 'the 3 boats', ['3 boats']],
    ['at 5 p.m.', '5 p.m.', []],
    ['section 230', 'section 230', []],
  ])('%j and %j', (here, there, expected) => {
    expect(compare(here, there).figures).toEqual(expected);
  });
});

describe('a possible tension', () => {
  test.each([
    ['We cut 300 jobs at the harbour.', 'They cut 120 jobs at the harbour.', 'figure', '300 jobs', '120 jobs'],
    [
      'Unemployment in the city rose to 20 %.',
      'In the city unemployment was 35 percent.',
      'figure',
      '20 %',
      '35 percent',
    ],
    [
      'The harbour closed in 1998 after the strike.',
      'After the strike the harbour closed in 2001.',
      'date',
      '1998',
      '2001',
    ],
    [
      'The council did not close the ferry line.',
      'The council closed the ferry line.',
      'polarity',
      'not close',
      'closed',
    ],
    ['Rents rose in the old harbour.', 'Rents fell in the old harbour.', 'polarity', 'rose', 'fell'],
    ['In 2019 we cut 300 jobs at the harbour.', 'They cut 120 jobs at the harbour.', 'figure', '300 jobs', '120 jobs'],
  ])('%j and %j', (here, there, kind, mine, theirs) => {
    expect(compare(here, there).tension).toEqual({ kind, here: mine, there: theirs });
    expect(compare(there, here).tension).toEqual({ kind, here: theirs, there: mine });
  });

  test.each([
    ['We cut 300 jobs at the harbour.', 'They cut 301 jobs at the harbour.'],
    ['We cut 300 jobs at the harbour.', 'In 1998 they cut jobs at the harbour.'],
    ['We cut 300 jobs at the harbour.', 'They spent $120 on jobs at the harbour.'],
    ['We cut 300 jobs at the harbour.', 'There are 120 jobs in the forest.'],
    ['Rents did not rise in the old harbour.', 'Rents fell in the old harbour.'],
    ['Did rents rise in the old harbour?', 'Rents fell in the old harbour.'],
    ['We cut 300 jobs at the harbour. Or was it 118? I forget.', 'They cut 120 jobs at the harbour.'],
    [
      'The harbour closed in 1998 after the strike. In 2001 it did so again.',
      'After the strike the harbour closed in 2001.',
    ],
  ])('not %j and %j', (here, there) => {
    expect(compare(here, there).tension).toBeUndefined();
  });

  test('another figure in another sentence makes no difference, nor does a year that is near', () => {
    const jobs = compare('We cut 300 jobs at the harbour. It took 9 years.', 'They cut 120 jobs at the harbour.');
    expect(jobs.tension?.here).toBe('300 jobs');
    const closed = 'The harbour closed in 1998 after the strike. I left in 2000.';
    expect(compare(closed, 'After the strike the harbour closed in 2001.').tension?.kind).toBe('date');
  });

  test('is never found between a text and itself, and what is told stands in the texts', () => {
    const word = fc.constantFrom(
      'rents',
      'rose',
      'fell',
      'not',
      'harbour',
      'jobs',
      '20%',
      '300',
      '1998',
      '2001',
      'ferry.',
      'closed',
    );
    const text = fc.array(word, { maxLength: 30 }).map((words) => words.join(' '));
    fc.assert(
      fc.property(text, text, (here, there) => {
        const { tension, figures } = compare(here, there);
        if (tension) expect(here.includes(tension.here) && there.includes(tension.there)).toBe(true);
        for (const figure of figures) expect(there).toContain(figure);
      }),
    );
  });
});
