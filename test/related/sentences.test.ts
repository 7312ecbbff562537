import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sentences } from '../../server/related/sentences';

const split = (text: string): string[] =>
  sentences(text, 0, text.length).map(({ start, end }) => text.slice(start, end));

test.each<[string, string[]]>([
  ['One boat left. Two stayed!  Why?', ['One boat left.', 'Two stayed!', 'Why?']],
  ['He said “we stay.” Nobody asked (twice). So.', ['He said “we stay.”', 'Nobody asked (twice).', 'So.']],
  ['Mr. Osei met Dr. Lund at 3.5 knots.', ['Mr. Osei met Dr. Lund at 3.5 knots.']],
  ['No. We stayed. No. 5 left.', ['No.', 'We stayed.', 'No. 5 left.']],
  ['Oh no. 5 of us left.', ['Oh no. 5 of us left.']],
  [
    'See Nos. 3 and 4, vol. 2, Sec. 9. Give me a sec. Is that art. Yes.',
    ['See Nos. 3 and 4, vol. 2, Sec. 9.', 'Give me a sec.', 'Is that art.', 'Yes.'],
  ],
  ['He is a sales rep. We met Rep. Lund.', ['He is a sales rep.', 'We met Rep. Lund.']],
  ['At Ferries Inc. But by then it had gone.', ['At Ferries Inc.', 'But by then it had gone.']],
  ['“Mr. Osei left,” (Dr. Lund said). “No. Nobody.”', ['“Mr. Osei left,” (Dr. Lund said).', '“No.', 'Nobody.”']],
  [
    'Let us in. They told us. On Sun. Or in May. I am. We sat. It is 5 p.m. Then rain.',
    ['Let us in.', 'They told us.', 'On Sun.', 'Or in May.', 'I am.', 'We sat.', 'It is 5 p.m.', 'Then rain.'],
  ],
  ['It cost $5M. “WE CAN’T. WE WON’T.”', ['It cost $5M.', '“WE CAN’T.', 'WE WON’T.”']],
  ['J. Osei left. I. Then rain.', ['J. Osei left.', 'I.', 'Then rain.']],
  ['They waited... and waited. Ha', ['They waited... and waited.', 'Ha']],
  ['They waited... Then it rained.', ['They waited...', 'Then it rained.']],
  ['See harbour.example.org now', ['See harbour.example.org now']],
  ['港が好き。家賃は高い？はい', ['港が好き。', '家賃は高い？', 'はい']],
  ['wrapped\nline. Next\r\nline', ['wrapped\nline.', 'Next\r\nline']],
  ['.', ['.']],
  [' \n ', []],
])('%j', (text, expected) => {
  expect(split(text)).toEqual(expected);
});

test('are looked for between the offsets only', () => {
  const text = 'One left. Two stayed.” Three.';
  expect(sentences(text, 4, 20)).toEqual([
    { start: 4, end: 9 },
    { start: 10, end: 20 },
  ]);
  expect(sentences(text, 10, 21)).toEqual([{ start: 10, end: 21 }]);
});

test('hold every character but white space, in order', () => {
  const unit = fc.constantFrom('a', 'B', '.', '?', '。', ' ', '\n', '”', ')', 'mr');
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 60 }), (text) => {
      expect(split(text).join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
    }),
  );
});

test.each(['.', '. ', 'A. ', '.”', ' ', 'a', '。'])('of a megabyte of %j are read in one pass', (unit) => {
  expect(split(unit.repeat(1_000_000 / unit.length)).length).toBeLessThanOrEqual(1_000_000);
});
