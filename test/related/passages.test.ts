import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { slice } from '../../server/core/span';
import { parse } from '../../server/core/parse';
import { plainText } from '../../server/core/strip';
import { passages } from '../../server/related/passages';
import { plainly, plainView } from '../../server/related/plain';

const read = (lines: string[]) => {
  const transcript = parse(lines.join('\n'));
  return {
    transcript,
    found: passages(transcript).map((passage) => ({ ...passage, text: plainText(transcript, passage) })),
  };
};

describe('passages', () => {
  test('are what one speaker says in one paragraph, behind label and time', () => {
    const { transcript, found } = read([
      '# Moorings',
      '[0:32] ANA: When did the fees rise?',
      '',
      'BEN: In spring. {@ANA} And then?',
      '',
      '...',
      '',
      'ANA: Thank you.',
      '',
      'BEN: Bye.',
    ]);
    expect(found.map(({ text, paragraph, part, question }) => [text, paragraph, part, question])).toEqual([
      ['When did the fees rise?', 0, 0, true],
      ['In spring.', 1, 0, false],
      ['And then?', 1, 1, false],
      ['Thank you.', 3, 0, false],
      ['Bye.', 4, 0, false],
    ]);
    expect(found.map(({ speaker }) => transcript.speakers[speaker]?.label)).toEqual([
      'ANA',
      'BEN',
      'ANA',
      'ANA',
      'BEN',
    ]);
    expect(found.every(({ topic }) => transcript.topics[topic]?.title === 'Moorings')).toBe(true);
  });

  test('leave asides out, and know no speaker where there is none', () => {
    const { found } = read(['Buy our rope.', '%aside', '', 'The fees rose.']);
    expect(found).toMatchObject([{ text: 'The fees rose.', turn: -1, speaker: -1, topic: -1 }]);
  });

  test('do not ask where nothing follows, or the same speaker goes on', () => {
    expect(read(['Who pays?', '', 'We do.', '', 'Why?']).found.map(({ question }) => question)).toEqual([
      true,
      false,
      false,
    ]);
  });

  test('do not ask where the same speaker goes on', () => {
    const { found } = read(['ANA: Who pays?', '', 'ANA: We do. Who else?', '', 'BEN: Nobody.', '', 'BEN: Bye.']);
    expect(found.map(({ question }) => question)).toEqual([false, true, false, false]);
  });

  test('that are very long are cut at sentence ends', () => {
    const { transcript, found } = read([`ANA: ${'The boats lie in the old harbour. '.repeat(60)}`, '', 'ANA: Yes.']);
    expect(found.length).toBe(3);
    expect(found.map(({ paragraph }) => paragraph)).toEqual([0, 0, 1]);
    for (const { start, end } of found) expect(end - start).toBeLessThanOrEqual(1200);
    expect(found[0]?.text).toMatch(/harbour\.$/);
    expect(found[1]?.text).toMatch(/^The boats/);
    expect(slice(transcript.text, found[2]!)).toBe('Yes.');
  });

  test('are statements where a quote or the whole paragraph names a claim', () => {
    const { found } = read([
      'The ==fees rose=={^fees-rose}. Nobody knew. {@ANA} Right.',
      '',
      'The {a>boats left.',
      '',
      'All of them.<a -boats-stayed}',
      '',
      'Rain ==fell=={#weather}.',
      '',
      'Wind came.',
      '%tags +storm',
    ]);
    expect(found.map(({ text, statement }) => [text, statement])).toEqual([
      ['The fees rose. Nobody knew.', true],
      ['Right.', false],
      ['The boats left.', true],
      ['All of them.', true],
      ['Rain fell.', false],
      ['Wind came.', true],
    ]);
  });
});

describe('a plain view', () => {
  test('leads back to the file', () => {
    const { transcript } = read(['The ==fees {a>rose<a #x}=={#fees} \\==again', '%memo: when?', 'this spring.']);
    const view = plainView(transcript, { start: 0, end: transcript.text.length });
    const at = (words: string) =>
      slice(
        transcript.text,
        view.toSource({ start: view.text.indexOf(words), end: view.text.indexOf(words) + words.length }),
      );
    expect(view.text).toBe('The fees rose ==again\nthis spring.');
    expect(at('fees')).toBe('fees');
    expect(at('rose')).toBe('rose');
    expect(at('this')).toBe('this');
    expect(at('fees rose')).toBe('fees {a>rose');
    expect(view.toSource({ start: 0, end: 0 })).toEqual({ start: 0, end: 0 });
  });

  test('shows what stripping shows, for any span', () => {
    const unit = fc.constantFrom('a', ' ', '==', '{#x}', '{a>', '<a #y}', '\n', '%memo: m\n', '{@A} ', '\\==');
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 30 }), fc.nat(60), fc.nat(60), (text, a, b) => {
        const transcript = parse(text);
        const span = { start: Math.min(a, b, text.length), end: Math.min(Math.max(a, b), text.length) };
        const view = plainView(transcript, span);
        expect(view.text).toBe(plainText(transcript, span));
        const { text: whole, start, end } = plainly(transcript, span);
        expect(whole.slice(start, end)).toBe(view.text);
        for (let at = 0; at < view.text.length; at++) {
          expect(slice(text, view.toSource({ start: at, end: at + 1 }))).toBe(view.text[at]);
        }
      }),
    );
  });
});
