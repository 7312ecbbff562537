/** Captions as a checker of WebVTT and our own reader see them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WebVTTParser } from 'webvtt-parser';
import { exportInterviews } from '../../server/formats/export';
import { importFile } from '../../server/formats/import';
import { parse } from '../../server/core/parse';
import { anyText } from '../core/arbitrary';
import { corpusOf } from './interviews';

async function write(text: string, format: 'vtt' | 'srt') {
  const { corpus, interviews } = corpusOf({ 'a.transcript': text });
  const { data, losses } = await exportInterviews(corpus, interviews, format);
  return { text: data as string, losses };
}

/** The captions that a checker reads, which must find nothing wrong. */
function check(vtt: string): { start: number; end: number; text: string }[] {
  const { cues, errors } = new WebVTTParser().parse(vtt);
  expect(errors).toEqual([]);
  const names: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&amp;': '&' };
  return cues.map(({ startTime, endTime, text }) => ({
    start: Math.round(startTime * 1000),
    end: Math.round(endTime * 1000),
    text: text.replace(/&(?:lt|gt|amp);/g, (name) => names[name] ?? ''),
  }));
}

const INTERVIEW = `---
speakers: { INT: Ana Ruiz, MM: "Maria <M> & Mendez" }
---
# Rents
[0:32] INT: When did it *start*?

MM [0:34.500]: ==After 2019=={#rent} a < b & c --> d. [0:40] Then
it doubled.
%memo: ask
%aside

An advert.
%aside

MM: So [0:10] it goes. [1:00:02.5] On.
`;

describe('WebVTT', () => {
  it('has a caption for each turn, and from each time in it to the next', async () => {
    const { text, losses } = await write(INTERVIEW.replace('%memo: ask\n%aside', '%memo: ask'), 'vtt');
    expect(check(text)).toEqual([
      { start: 32_000, end: 34_500, text: '<v Ana Ruiz>When did it *start*?' },
      { start: 34_500, end: 40_000, text: '<v Maria <M> & Mendez>After 2019 a < b & c --> d.' },
      { start: 40_000, end: expect.any(Number) as number, text: '<v Maria <M> & Mendez>Then\nit doubled.' },
      { start: expect.any(Number) as number, end: expect.any(Number) as number, text: '<v Maria <M> & Mendez>So' },
      { start: expect.any(Number) as number, end: 3_602_500, text: '<v Maria <M> & Mendez>it goes.' },
      { start: 3_602_500, end: expect.any(Number) as number, text: '<v Maria <M> & Mendez>On.' },
    ]);
    expect(text).not.toContain('STYLE');
    expect(losses).toEqual([
      'The times of 2 captions are estimated: the transcript has none.',
      '1 time that runs backwards is left out.',
      '1 coded quote is left out.',
      '1 memo is left out.',
      '1 heading is left out.',
      '1 aside is left out.',
      '1 key of the front matter is left out.',
    ]);
  });

  it('is in order and without a fault, for any text with a time', async () => {
    const times = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 400_000 })), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(anyText, times, async (text, more) => {
        let source = `[0:01] MM: word ${text}`;
        for (const [at, seconds] of more) {
          const place = at % source.length;
          source = `${source.slice(0, place)} [${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}] ${source.slice(place)}`;
        }
        const { text: vtt } = await write(`${source}\n\n[0:01] MM: end`, 'vtt').catch(() => ({ text: 'WEBVTT\n' }));
        const cues = check(vtt);
        for (const [index, { start, end }] of cues.entries()) {
          expect(end).toBeGreaterThan(start);
          expect(start).toBeGreaterThanOrEqual(cues[index - 1]?.start ?? 0);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

it('comes back through our own reader with the same turns, times and words', async () => {
  const text =
    '[0:01] Ana Ruiz: When?\n\n[0:02.250] Maria Mendez: In May. [0:04] In 2019 & later.\n\n[0:07] Ana Ruiz: Why?\n\n[0:08] Maria Mendez: So. [0:09]\n';
  for (const format of ['vtt', 'srt'] as const) {
    const { text: captions } = await write(text, format);
    const { transcripts, format: read } = await importFile(new TextEncoder().encode(captions), { name: `a.${format}` });
    expect(read).toBe(format);
    const turns = (source: string): string[] => {
      const { turns: all, speakers, times } = parse(source);
      return [
        ...all.map(({ speaker, time }) => `${speakers[speaker]?.name} ${time?.ms}`),
        ...times.map(({ ms }) => `${ms}`),
      ];
    };
    expect(turns(transcripts[0]?.text ?? '')).toEqual(turns(text));
  }
});

it('SRT says who speaks in words, and has no arrow but in its times', async () => {
  const { text, losses } = await write('[0:01] MM: a --> b\n\n[0:03] MM: c & d', 'srt');
  expect(text).toBe('1\n00:00:01,000 --> 00:00:03,000\nMM: a -> b\n\n2\n00:00:03,000 --> 00:00:04,000\nMM: c & d\n\n');
  expect(losses[0]).toBe('1 arrow (-->) became ->: SRT takes them for times.');
});

it('shares the time between two who speak at the same one', async () => {
  const { text } = await write('[0:01] MM: aaaa\n\n[0:01] MM: bbbb\n\n[0:03] MM: c', 'vtt');
  expect(check(text).map(({ start }) => start)).toEqual([1000, 2000, 3000]);
});

it('says that there are no times', async () => {
  await expect(write('MM: a\n\nMM: b', 'vtt')).rejects.toThrow(/has no times/);
});
