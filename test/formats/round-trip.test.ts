/** Our own files read again: nothing that they say they hold is lost. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { annotate } from '../../server/core/annotate';
import type { Corpus } from '../../server/core/corpus';
import { applyEdits } from '../../server/core/edit';
import type { Interview } from '../../server/core/interview';
import { parse } from '../../server/core/parse';
import { strip } from '../../server/core/strip';
import { exportInterviews } from '../../server/formats/export';
import { importFile } from '../../server/formats/import';
import { importText } from '../../server/formats/text';
import { anyText } from '../core/arbitrary';
import { codingsOf } from './codings';
import { corpusOf, HOSTILE, hostile } from './interviews';

const FORMATS = ['json', 'jsonld'] as const;
type Format = (typeof FORMATS)[number];

const root = resolve(import.meta.dirname, '../..');
const seeds = join(root, 'seeds');
const shared = resolve(root, '../shared/seeds');

/** Writes, reads, and gives the interviews as they came back. */
async function again({ corpus, interviews }: { corpus: Corpus; interviews: Interview[] }, format: Format) {
  const { data } = await exportInterviews(corpus, interviews, format);
  if (typeof data !== 'string') throw new Error('no text');
  const result = await importFile(new TextEncoder().encode(data), { name: `x.${format}` });
  expect(result.format).toBe(format === 'json' ? 'throughline' : 'web-annotation');
  const files = Object.fromEntries(result.transcripts.map(({ name, text }) => [`${name}.transcript`, text]));
  if (result.codebook !== undefined) files['codebook.yaml'] = result.codebook;
  return { ...corpusOf(files), report: result.report };
}

function words(interviews: readonly Interview[]): string[] {
  return interviews.map(({ transcript }) => strip(transcript));
}

describe.each(FORMATS)('%s', (format) => {
  it('brings the sample corpus back', async () => {
    const names = readdirSync(seeds).filter((name) => /\.transcript$|codebook/.test(name));
    const before = corpusOf(Object.fromEntries(names.map((name) => [name, readFileSync(join(seeds, name), 'utf8')])));
    const after = await again(before, format);
    expect(codingsOf(before.interviews).length).toBeGreaterThan(100);
    expect(codingsOf(after.interviews)).toEqual(codingsOf(before.interviews));
    expect(words(after.interviews)).toEqual(words(before.interviews));
    expect(after.report).toEqual([]);
    const turns = (interviews: readonly Interview[]): string[] =>
      interviews.flatMap(({ transcript }) =>
        transcript.turns.map(({ label, added, guess }) => `${label} ${added} ${guess}`),
      );
    expect(turns(after.interviews)).toEqual(turns(before.interviews));
    const topics = (interviews: readonly Interview[]): string[] =>
      interviews.flatMap(({ transcript }) =>
        transcript.topics.map(({ title, level, added }) => `${title} ${level} ${added}`),
      );
    expect(topics(after.interviews)).toEqual(topics(before.interviews));
    const asides = (interviews: readonly Interview[]): number[] =>
      interviews.map(({ transcript }) => transcript.paragraphs.filter(({ aside }) => aside).length);
    expect(asides(after.interviews)).toEqual(asides(before.interviews));
    for (const claim of before.corpus.claimNames()) expect(after.corpus.gloss(claim)).toBe(before.corpus.gloss(claim));
  });

  it.skipIf(!existsSync(shared))('brings back what is put on real transcripts', async () => {
    const raws = readdirSync(shared).map((name) => ({
      name,
      ...importText(readFileSync(join(shared, name), 'utf8').slice(0, 30_000), { name }),
    }));
    expect(raws.length).toBeGreaterThan(0);
    const codes = fc.constantFrom('#a', '#a/b ^c', '+c -d', '@who key=value', '#ä note="two words"', '');
    const marks = fc.array(fc.tuple(fc.nat(), fc.nat(900), codes), { minLength: 1, maxLength: 12 });
    const memos = fc.array(fc.tuple(fc.nat(), fc.constantFrom('%memo: ask 😀', '%memo(bo): “why”', '%tags #t ^c')), {
      maxLength: 4,
    });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...raws), marks, memos, async ({ name, text }, quotes, lines) => {
        let annotated = text;
        for (const [at, length, code] of quotes) {
          const transcript = parse(annotated);
          const start = at % annotated.length;
          const edits = annotate(transcript, { start, end: Math.min(annotated.length, start + length) }, code);
          if (edits) annotated = applyEdits(annotated, edits);
        }
        for (const [at, line] of lines) {
          const { paragraphs, lines: all } = parse(annotated);
          const paragraph = paragraphs[at % Math.max(1, paragraphs.length)];
          const end = all[paragraph?.lastLine ?? 0]?.contentEnd ?? 0;
          annotated = annotated.slice(0, end) + '\n' + line + annotated.slice(end);
        }
        const before = corpusOf({ [name.replace('.txt', '.transcript')]: annotated });
        const after = await again(before, format);
        expect(words(after.interviews)).toEqual(words(before.interviews));
        expect(codingsOf(after.interviews)).toEqual(codingsOf(before.interviews));
      }),
      { numRuns: 60 },
    );
  });

  it('keeps the words of any text', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, async (text) => {
        const before = corpusOf({ 'a.transcript': `---\ntitle: x\n---\n==x=={#t}\n\n${text}` });
        const after = await again(before, format);
        // Half a character is none in UTF-8.
        const whole = (list: string[]): string[] => list.map((each) => each.replace(/\p{Cs}/gu, '\ufffd'));
        expect(whole(words(after.interviews))).toEqual(whole(words(before.interviews)));
      }),
      { numRuns: 300 },
    );
  });

  it.each(HOSTILE)('brings %j back from every place', async (said) => {
    const before = hostile(said);
    const [interview] = before.interviews;
    if (!interview) throw new Error('no interview');
    const after = await again({ ...before, interviews: [interview] }, format);
    expect(words(after.interviews)).toEqual(words([interview]));
    const loose = (list: string[]): string[] => list.map((line) => line.replace(/"source":"(?:[^"\\]|\\.)*",/, ''));
    expect(loose(codingsOf(after.interviews)).sort()).toEqual(loose(codingsOf([interview])).sort());
  });
});
