/** Whatever captions say, their words, speakers and times arrive; and nothing that is broken breaks a reader. */
import fc from 'fast-check';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { parse } from '../../server/core/parse';
import { plainText } from '../../server/core/strip';
import { FormatError, importFile, READERS } from '../../server/formats/import';
import { anyText } from '../core/arbitrary';

interface Checked {
  errors: { message: string; line: number }[];
  cues: unknown[];
}
const { WebVTTParser } = createRequire(import.meta.url)('webvtt-parser') as {
  WebVTTParser: new () => { parse(text: string, mode: string): Checked };
};

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

interface Spoken {
  speaker: string;
  start: number;
  end: number;
  text: string;
}

/** As a cue holds it: on one line, without what no file in UTF-8 can hold. */
const plain = (text: string): string =>
  text
    .replace(/[\t\n\v\f\r ]+/g, ' ')
    .replace(/\p{Cs}/gu, '')
    .replace(/\u0000/g, '')
    .trim();
/** As a name is written down: without control characters and the like. */
const visible = (name: string): string => name.replace(/[\s\u0000-\u001f\u007f-\u009f\ufeff]+/g, ' ').trim();
const words = fc
  .oneof(
    anyText,
    fc.constantFrom(
      'MM: yes',
      'Q. why?',
      '[Ana] no',
      '(Ana)',
      '>> ANA: well',
      '[0:00:01] x',
      '- a - b',
      '12',
      'NOTE x',
    ),
  )
  .map(plain)
  .filter((text) => text !== '' && !/\[\d+:\d\d:\d\d\.\d{3}\]/.test(text));
const names = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('Ana Ruiz', 'MM', 'SPEAKER_00', 'Q', 'Maria', 'ana', '王伟') },
  {
    weight: 1,
    arbitrary: fc.constantFrom('Ana: chair', '7', '😀', 'yes', 'null', 'a=b', 'x'.repeat(80), 'Ana [2]', 'toString'),
  },
  { weight: 1, arbitrary: words.map(visible).filter((name) => name !== '' && !name.endsWith('-')) },
);
const spoken: fc.Arbitrary<Spoken[]> = fc
  .array(
    fc.record({
      speaker: names,
      text: words,
      gap: fc.nat({ max: 4_000 }),
      length: fc.integer({ min: 100, max: 9_000_000 }),
    }),
    {
      minLength: 1,
      maxLength: 12,
    },
  )
  .map((list) => {
    let at = 0;
    return list.map(({ speaker, text, gap, length }) => {
      const start = at + gap;
      at = start + length;
      return { speaker, text, start, end: at };
    });
  });

const two = (value: number, width = 2): string => String(value).padStart(width, '0');
const clock = (ms: number, point: string): string =>
  `${two(Math.floor(ms / 3_600_000))}:${two(Math.floor(ms / 60_000) % 60)}:${two(Math.floor(ms / 1000) % 60)}${point}${two(ms % 1000, 3)}`;
const inVtt = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
const toVtt = (cues: readonly Spoken[], close: boolean): string =>
  'WEBVTT\n\n' +
  cues
    .map(({ speaker, start, end, text }) => {
      const voice = `<v ${inVtt(speaker)}>${inVtt(text)}${close ? '</v>' : ''}`;
      return `${clock(start, '.')} --> ${clock(end, '.')}\n${voice}\n`;
    })
    .join('\n');

/** What each speaker says in turn, without times. */
const runs = (cues: readonly Spoken[]): [string, string][] => {
  const list: [string, string][] = [];
  for (const { speaker, text } of cues) {
    const last = list.at(-1);
    if (last?.[0] === speaker) last[1] += ` ${text}`;
    else list.push([speaker, text]);
  }
  return list;
};

const STAMP = /\[(\d+):(\d\d):(\d\d)\.(\d{3})\]/g;

async function check(text: string, name: string, cues: readonly Spoken[]): Promise<void> {
  const [made] = (await importFile(bytesOf(text), { name })).transcripts;
  if (!made) throw new Error('no transcript');
  const transcript = parse(made.text);
  const { turns, quotes, annotations, speakers } = transcript;
  expect([quotes, annotations]).toEqual([[], []]);
  const declared = new Map(made.speakers.map(({ name, label }) => [label, name ?? label]));
  const heard = turns.map(({ start, end, label, words }, index): [string, string] => {
    const said = plainText(transcript, { start: words, end: turns[index + 1]?.time?.start ?? made.text.length });
    expect(start <= end).toBe(true);
    return [declared.get(label) ?? '', said.replace(STAMP, ' ').replace(/\s+/g, ' ').trim()];
  });
  const blanks = (text: string): string => text.replace(/\s+/g, ' ').trim();
  expect(heard).toEqual(runs(cues).map(([speaker, text]) => [speaker.slice(0, 200), blanks(text)]));
  expect(speakers.length).toBe(new Set(cues.map(({ speaker }) => speaker)).size);
  const stamps = [...made.text.matchAll(STAMP)].map(
    ([, h, m, s, ms]) => ((Number(h) * 60 + Number(m)) * 60 + Number(s)) * 1000 + Number(ms),
  );
  // Beginnings in order; between them only ends before a silence.
  const expected = cues.flatMap(({ start, end }, index) =>
    (cues[index + 1]?.start ?? Infinity) - end >= 2_000 ? [start, end] : [start],
  );
  expect(stamps).toEqual(expected);
}

describe('captions', () => {
  it('in WebVTT that a checker finds valid arrive with words, speakers and times', async () => {
    await fc.assert(
      fc.asyncProperty(spoken, fc.boolean(), async (cues, close) => {
        const text = toVtt(cues, close);
        const checked = new WebVTTParser().parse(text, 'subtitles/captions/descriptions');
        expect(checked.cues).toHaveLength(cues.length);
        if (close) expect(checked.errors).toEqual([]);
        await check(text, 'a.vtt', cues);
      }),
      { numRuns: 200 },
    );
  });

  it('in the JSON of Whisper and of podcasts arrive with words, speakers and times', async () => {
    await fc.assert(
      fc.asyncProperty(
        // Fewer than make a file that comes word by word.
        spoken.filter((cues) => cues.length < 8),
        async (cues) => {
          const whisper = cues.map(({ speaker, start, end, text }) => ({
            start: start / 1000,
            end: end / 1000,
            text: ` ${text}`,
            speaker,
          }));
          await check(JSON.stringify({ text: 'x', segments: whisper }), 'a.json', cues);
          const podcast = cues.map(({ speaker, start, end, text }) => ({
            speaker,
            startTime: start / 1000,
            endTime: end / 1000,
            body: text,
          }));
          await check(JSON.stringify({ version: '1.0.0', segments: podcast }), 'a.json', cues);
        },
      ),
      { numRuns: 120 },
    );
  });

  it('in SRT, where each begins with a name, arrive with words, speakers and times', async () => {
    const simple = spoken.map((cues) =>
      cues.map((cue, index) => ({
        ...cue,
        speaker: ['Ana Ruiz', 'Ben'][index % 2] ?? '',
        text: `so ${cue.text.replace(/[&<{]/g, '')}`,
      })),
    );
    await fc.assert(
      fc.asyncProperty(
        simple,
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.constantFrom('.', ','),
        async (list, end, point) => {
          const cues = list.map((cue) => ({ ...cue, text: cue.text.trim() }));
          const text = cues.map(
            ({ speaker, start, end, text }, at) =>
              `${at + 1}\n${clock(start, point)} --> ${clock(end, point)}\n${speaker}: ${text}\n`,
          );
          // One cue alone has a label only by chance.
          if (cues.length > 1) await check(text.join('\n').replaceAll('\n', end), 'a.srt', cues);
        },
      ),
      { numRuns: 120 },
    );
  });

  it('of one speaker who talks for hours are paragraphs of a readable length', async () => {
    const cues = Array.from({ length: 2_000 }, (_, at) => ({
      speaker: 'Ana',
      start: at * 1000,
      end: at * 1000 + 1000,
      text: `we went on ${at}${at % 7 === 0 ? '.' : ''}`,
    }));
    const [made] = (await importFile(bytesOf(toVtt(cues, true)), { name: 'a.vtt' })).transcripts;
    const lengths = parse(made?.text ?? '').paragraphs.map(({ start, end }) => end - start);
    expect(Math.max(...lengths)).toBeLessThan(1_000);
    expect(lengths.length).toBeGreaterThan(40);
    expect(parse(made?.text ?? '').turns).toHaveLength(1);
  });
});

const samples = [
  'WEBVTT - T\nKind: captions\nLanguage: en\n\nNOTE media: a.mp3\n\nSTYLE\n::cue {}\n\n1\n00:00:01.000 --> 00:00:02.000 align:start\n<v Ana>Hi &amp; <i>ho</i></v>\n\n00:00:02.000 --> 00:00:02.010\n<v Ben>so<00:00:02.000><c> it</c>\n',
  '1\n00:00:01,000 --> 00:00:02,000\n[Ana] Hi.\n- a\n\n2\n00:00:02,000 --> 00:00:03,000\nBen: {\\an8}Ho\n',
  '{"text":"a","segments":[{"start":0,"end":1.5,"text":" Hi.","speaker":"S_0","words":[{"word":"a","start":0}]}],"language":"en"}',
  '{"result":{"language":"en"},"transcription":[{"timestamps":{"from":"00:00:00,000","to":"00:00:02,000"},"offsets":{"from":0,"to":2},"text":" a"}]}',
  '{"version":"1.0.0","segments":[{"speaker":"A","startTime":0,"endTime":1,"body":"a"}]}',
  '{"monologues":[{"speaker":0,"elements":[{"type":"text","value":"a","ts":1,"end_ts":2}]}],"speakers":[{"id":0,"name":"A"}]}',
];
const mutated = fc
  .tuple(
    fc.constantFrom(...samples),
    fc.array(
      fc.record({
        at: fc.nat({ max: 300 }),
        drop: fc.nat({ max: 12 }),
        put: fc.oneof(
          fc.constantFrom(
            '',
            '\n',
            '\n\n',
            '<',
            '>',
            '<v ',
            '-->',
            '00:01.000 --> ',
            '{',
            '}',
            '[',
            ']',
            '"',
            ',',
            ':',
            'null',
            '1e999',
            '-1',
            '\\u0000',
            '\\ud800',
            '99999999:00:00.000',
          ),
          fc.string({ maxLength: 5, unit: 'binary' }),
        ),
      }),
      { maxLength: 6 },
    ),
  )
  .map(([text, edits]) =>
    edits.reduce(
      (text, { at, drop, put }) => text.slice(0, at % text.length) + put + text.slice((at % text.length) + drop) || ' ',
      text,
    ),
  );

it('nothing broken breaks a reader: a transcript without markup, or an error without its words', async () => {
  let transcripts = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(mutated, anyText),
      fc.constantFrom('a.vtt', 'a.srt', 'a.json', 'a.txt', '..'),
      fc.option(fc.constantFrom(...READERS.map(({ name }) => name).filter((name) => !/docx|qdpx|qdc/.test(name))), {
        nil: undefined,
      }),
      async (text, name, from) => {
        try {
          const result = await importFile(bytesOf(text), { name, from });
          for (const { text: made, notes } of result.transcripts) {
            transcripts++;
            const lines = made.split(/\r\n|\n|\r/).length;
            for (const { line, at } of notes) expect(line >= 1 && at >= 1 && at <= lines).toBe(true);
            if (result.format === 'text' || result.format === 'throughline') continue;
            const { quotes, annotations, turns, frontMatter, problems } = parse(made);
            expect(quotes).toEqual([]);
            expect(annotations.filter(({ word }) => word !== 'memo')).toEqual([]);
            expect(turns.filter(({ added }) => added)).toEqual([]);
            const declared = new Set(frontMatter?.speakers.map(({ label }) => label));
            for (const { label } of turns) expect(declared.has(label)).toBe(true);
            expect(problems.filter(({ code }) => code === 'front-matter')).toEqual([]);
          }
        } catch (error) {
          if (!(error instanceof FormatError)) throw error;
        }
      },
    ),
    { numRuns: 1_500 },
  );
  expect(transcripts).toBeGreaterThan(200);
});

it.each([
  ['lines with a label', `1\n00:00:01,000 --> 00:00:02,000\n${'Ana: x\n'.repeat(300_000)}`],
  ['voices', `WEBVTT\n\n00:01.000 --> 00:02.000\n${'<v Ana>x<v Ben>y\n'.repeat(200_000)}`],
  ['opening brackets', `WEBVTT\n\n00:01.000 --> 00:02.000\n${'<v '.repeat(500_000)}`],
  ['lines in no cue', `WEBVTT\n\n00:01.000 --> 00:02.000\n${'x\n\n'.repeat(300_000)}`],
])('a cue with hundreds of thousands of %s is read', async (_, text) => {
  const { transcripts } = await importFile(bytesOf(text), { name: 'a' });
  expect(transcripts).toHaveLength(1);
});
