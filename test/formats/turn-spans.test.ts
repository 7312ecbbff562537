/** JSONL: each line is a turn, and its spans lie in its own words. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { exportInterviews } from '../../server/formats/export';
import { anyText } from '../core/arbitrary';
import { corpusOf } from './interviews';

interface Line {
  text: string;
  spans: { start: number; end: number; label: string }[];
  meta: { file: string; turn: number | null; speaker: string | null; start_s: number | null };
}

async function write(text: string) {
  const { corpus, interviews } = corpusOf({ 'a.transcript': text });
  const { data, losses } = await exportInterviews(corpus, interviews, 'jsonl');
  const lines = (data as string).split('\n').slice(0, -1);
  return { lines: lines.map((line) => JSON.parse(line) as Line), losses, interviews };
}

it('has a line for each turn, with spans in code points', async () => {
  const { lines, losses } = await write(
    'Before.\n\n[0:32] MM: 😀 {q>It ==doubled=={#rent ^up}.\n%tags #all\n%memo: m\n\nMore.\n\nINT: Why<q #long}?\n\nAd.\n%aside\n\nMM: Then.\n\nINT: So.\n',
  );
  expect(lines.map(({ text }) => text)).toEqual(['Before.', '😀 It doubled.\n\nMore.', 'Why?', 'Then.', 'So.']);
  expect(lines[1]?.meta).toMatchObject({ file: 'a.transcript', turn: 0, speaker: 'MM', start_s: 32 });
  const spans = lines.map(({ text, spans: of }) =>
    of.map(({ start, end, label }) => `${label} ${[...text].slice(start, end).join('')}`),
  );
  expect(spans[1]).toEqual(['#all 😀 It doubled.', '#long It doubled.\n\nMore.', '#rent doubled', '^up doubled']);
  expect(spans[2]).toEqual(['#long Why']);
  expect(losses).toEqual([
    '1 code of quotes across turns became a span in each of them.',
    '1 memo is left out.',
    '1 aside is left out.',
  ]);
});

it('keeps its spans in its words, for any text', async () => {
  await fc.assert(
    fc.asyncProperty(anyText, async (text) => {
      const { lines, interviews } = await write(`MM: ==x=={#t}\n\nMM: {z>y\n\n${text}\n\nMM: z<z #u}`);
      for (const { text: words, spans } of lines) {
        expect(words).not.toBe('');
        for (const { start, end } of spans) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual([...words].length);
        }
      }
      const labels = new Set(lines.flatMap(({ spans }) => spans.map(({ label }) => label)));
      expect(labels).toContain('#t');
      expect(interviews[0]?.transcript.turns.length).toBeGreaterThan(0);
    }),
    { numRuns: 500 },
  );
});
