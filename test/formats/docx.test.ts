import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { writeCode } from '../../server/core/codes';
import { annotate } from '../../server/core/annotate';
import { applyEdits } from '../../server/core/edit';
import { escape } from '../../server/core/escape';
import type { Corpus } from '../../server/core/corpus';
import type { Interview } from '../../server/core/interview';
import { parse } from '../../server/core/parse';
import { plainText, strip } from '../../server/core/strip';
import type { Transcript } from '../../server/core/syntax';
import { exportInterviews } from '../../server/formats/export';
import { importFile } from '../../server/formats/import';
import { corpusOf, hostile, HOSTILE } from './interviews';

const seeds = resolve(import.meta.dirname, '../../seeds');
const shared = resolve(import.meta.dirname, '../../../shared/seeds');

async function written(corpus: Corpus, interviews: readonly Interview[]) {
  const { data, losses } = await exportInterviews(corpus, interviews, 'docx');
  return { bytes: data as Uint8Array, losses };
}

/** What must come back. Blanks around lines, and how many lines part paragraphs, are the document's own. */
function essence(transcript: Transcript) {
  const { quotes, annotations, text, topics, turns, speakers, frontMatter, paragraphs } = transcript;
  const words = (span: { start: number; end: number }) => plainText(transcript, span).replace(/\s+/g, ' ').trim();
  return {
    front: frontMatter?.keys.map(({ value }) => value),
    quotes: quotes
      .map(({ words: span, codes }) => `${codes.map(writeCode).join(' ')} | ${words(span)}`)
      .filter((quote) => !quote.endsWith('| '))
      .sort(),
    lines: annotations
      .filter(({ word }) => word !== 'topic' && word !== 'aside')
      .map(({ start, end, target }) => `${target.kind} ${text.slice(start, end).replace(/\s+/g, ' ').trim()}`),
    asides: paragraphs.filter(({ aside }) => aside).map(words),
    topics: topics.map(({ title, level, added }) => `${level} ${added} ${title.trim()}`),
    turns: turns.map(({ label, time, added, guess }) => `${label} ${time?.ms} ${added} ${guess}`),
    speakers: speakers.map(({ label, name, role }) => `${label} ${name} ${role}`),
    text: strip(transcript).replace(/\s+/g, ' ').trim(),
  };
}

async function roundTrip(files: Record<string, string>) {
  const { corpus, interviews } = corpusOf(files);
  const { bytes, losses } = await written(corpus, interviews);
  const read = await importFile(bytes, { name: 'all.docx' });
  return { before: interviews.map(({ transcript }) => transcript), after: read.transcripts, read, losses };
}

const EXAMPLE = `---
title: Rents in the ward
date: 2024-03-02
speakers:
  INT: { name: Ana Ruiz, role: interviewer }
  MM: Maria Mendez
---
%tags #ward
%memo(ana): the whole of it
# Rents
%memo: #looks-like-codes
[0:32] INT: When did it start?

MM: {a>==After 2019=={#time} it doubled.<a #housing/rent ^rents-doubled> {b>Nobody told us.
They said {c>nothing.<b -rents-stable} [laughs]
%claim rents-doubled: Rents in the ward doubled after 2019.
%memo(ana): ask for the lease

[1:04] INT: And then?<c note="a b"} {@MM} It went on. {@Ana?} ==So it did==.
%tags #later @landlord
%topic(2) Of our own
%memo(bo): made up
## Words of theirs

An advert\tfor tea.
%aside

MM: The end \u{1f600} of it.
`.replace('rents-doubled>', 'rents-doubled}');

describe('DOCX, written and read again', () => {
  it('keeps everything of an interview', async () => {
    const { before, after, losses } = await roundTrip({ 'a.transcript': EXAMPLE });
    expect(essence(before[0]!).quotes).toHaveLength(5);
    expect(after.map(({ text }) => essence(parse(text)))).toEqual(before.map(essence));
    expect(losses).toEqual([]);
  });

  it('keeps everything of the seeds, in one document', async () => {
    const names = readdirSync(seeds).filter((name) => /\.transcript$|codebook\.yaml$/.test(name));
    const files = Object.fromEntries(names.map((name) => [name, readFileSync(join(seeds, name), 'utf8')]));
    const { before, after, read } = await roundTrip(files);
    expect(read.format).toBe('docx');
    expect(after).toHaveLength(5);
    for (const [index, { text }] of after.entries()) {
      const [now, then] = [essence(parse(text)), essence(before[index]!)];
      // What the codebook says of a claim comes along, where the file has no gloss of its own.
      now.lines = now.lines.filter((line) => then.lines.includes(line) || !line.includes('%claim'));
      expect(now).toEqual(then);
    }
  });

  it('keeps quotes over the words of real transcripts', async (context) => {
    let names: string[] = [];
    try {
      names = readdirSync(shared).filter((name) => name.endsWith('.txt'));
    } catch {
      context.skip('the shared transcripts are not here');
    }
    for (const name of names) {
      let text = escape(readFileSync(join(shared, name), 'utf8').slice(0, 30_000));
      for (let at = 500; at < 20_000; at += 1_234) {
        const edits = annotate(parse(text), { start: at, end: at + 40 }, `#tag${at}`);
        if (edits) text = applyEdits(text, edits);
      }
      const { before, after } = await roundTrip({ 'a.transcript': text });
      const [then, now] = [essence(before[0]!), essence(parse(after[0]!.text))];
      expect(then.quotes.length).toBeGreaterThan(3);
      expect(now.quotes).toEqual(then.quotes);
      expect(now.text).toBe(then.text);
      expect(now.turns).toEqual(then.turns);
    }
  });

  it('keeps generated quotes that overlap', async () => {
    const words = 'Ana went down to the river. Bo stayed 😀 there,\nand e\u0301 nobody\tcame.\n\nSo she went home.';
    const place = fc.integer({ min: 0, max: words.length });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(place, place), { maxLength: 6 }), async (spans) => {
        let text = words;
        for (const [index, [a, b]] of spans.entries()) {
          const edits = annotate(parse(text), { start: Math.min(a, b), end: Math.max(a, b) }, `#t${index} ^c`);
          if (edits) text = applyEdits(text, edits);
        }
        const { before, after } = await roundTrip({ 'a.transcript': text });
        expect(essence(parse(after[0]!.text)).quotes).toEqual(essence(before[0]!).quotes);
        expect(strip(after[0]!.text)).toBe(`${words}\n`);
      }),
      { numRuns: 25 },
    );
  });

  it.each(HOSTILE)('keeps hostile words: %j', async (words) => {
    const { corpus, interviews } = hostile(words);
    const { bytes } = await written(corpus, interviews);
    const { transcripts } = await importFile(bytes, { name: 'a.docx' });
    expect(transcripts).toHaveLength(2);
    const codes = (transcript: Transcript) =>
      transcript.quotes.map((quote) => quote.codes.map(writeCode).join(' ')).sort();
    const sayable = codes(interviews[0]!.transcript).map((each) => each.replace(/[\u0000\u001b]/g, '\ufffd'));
    for (const { text } of transcripts) expect(codes(parse(text))).toEqual(sayable);
  });

  it('has the same bytes for the same interviews, and no clock', async () => {
    const { corpus, interviews } = corpusOf({ 'a.transcript': EXAMPLE, 'b.transcript': 'INT: a\n\nINT: ==b=={#c}\n' });
    const { bytes } = await written(corpus, interviews);
    await new Promise((done) => setTimeout(done, 5));
    expect((await written(corpus, interviews)).bytes).toEqual(bytes);
    const all = Object.values(unzipSync(bytes))
      .map((file) => strFromU8(file))
      .join('');
    const dates = [...all.matchAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g)].map(([date]) => date);
    expect(new Set(dates)).toEqual(new Set(['2024-03-02T00:00:00.000Z']));
  });

  it('tells what it cannot hold', async () => {
    const { losses } = await roundTrip({
      'a.transcript': 'A \u0001 b ==c=={#t} {x><x #e}\n',
      'codebook.yaml': 'tags:\n  t: { about: of things }\n',
    });
    expect(losses).toEqual([
      '1 quote without words is left out.',
      'What the codebook says of 1 tag is left out.',
      '1 character that XML cannot say became \ufffd.',
    ]);
  });
});

describe('DOCX in other programs', () => {
  const opened = (command: string, file: (folder: string) => string[], output?: string): string | undefined => {
    const folder = mkdtempSync(join(tmpdir(), 'docx-'));
    try {
      const said = execFileSync(command, file(folder), { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
      return output === undefined ? said : readFileSync(join(folder, output), 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    } finally {
      rmSync(folder, { recursive: true });
    }
  };

  it('is read by pandoc, comments and all', async (context) => {
    const { corpus, interviews } = corpusOf({ 'a.transcript': EXAMPLE });
    const { bytes } = await written(corpus, interviews);
    const markdown = opened('pandoc', (folder) => {
      writeFileSync(join(folder, 'a.docx'), bytes);
      return ['--track-changes=all', '--wrap=none', '-t', 'markdown', join(folder, 'a.docx')];
    });
    if (markdown === undefined) context.skip('pandoc is not installed');
    expect(markdown).toContain('ask for the lease');
    expect(markdown?.match(/comment-start/g)).toHaveLength(markdown?.match(/comment-end/g)?.length ?? -1);
    // Those on the title are metadata, as the title is.
    expect(markdown?.match(/comment-start/g)?.length).toBe(10);
  });

  it('is read by LibreOffice', { timeout: 120_000 }, async (context) => {
    const { corpus, interviews } = corpusOf({ 'a.transcript': EXAMPLE });
    const { bytes } = await written(corpus, interviews);
    const text = opened(
      'soffice',
      (folder) => {
        writeFileSync(join(folder, 'a.docx'), bytes);
        const profile = `-env:UserInstallation=file://${folder}/profile`;
        return [
          profile,
          '--headless',
          '--convert-to',
          'txt:Text (encoded):UTF8',
          '--outdir',
          folder,
          join(folder, 'a.docx'),
        ];
      },
      'a.txt',
    );
    if (text === undefined) context.skip('LibreOffice is not installed');
    expect(text).toContain('After 2019 it doubled.');
  });
});
