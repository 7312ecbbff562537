/** What is written to a project and read again says the same of the same words. */
import { basename } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { annotate } from '../../server/core/annotate';
import { applyEdits } from '../../server/core/edit';
import type { Interview } from '../../server/core/interview';
import { parse } from '../../server/core/parse';
import type { Span } from '../../server/core/span';
import { strip } from '../../server/core/strip';
import type { Annotation, Code, Transcript } from '../../server/core/syntax';
import type { OffsetUnit } from '../../server/formats/offsets';
import { originalOffsets } from '../../server/formats/offsets';
import { toQdc } from '../../server/formats/refi/qdc';
import { toQdpx } from '../../server/formats/refi/qdpx';
import { readQdc, readQdpx } from '../../server/formats/refi/read-project';
import { importText } from '../../server/formats/text';
import { annotated, select, shares, type Shares } from '../annotated';
import { hasShared, sharedTranscripts } from '../shared';
import { corpusOf, sampleCorpus } from './interviews';

type Exportable = ReturnType<typeof corpusOf>;

function codeOf(code: Code): string {
  switch (code.kind) {
    case 'claim':
      return `${code.stance} ^${code.name}`;
    case 'attribute':
      return `${code.name}=${code.value}`;
    default:
      return `${code.kind} ${code.name}`;
  }
}

/**
 * Each coding: where, with what, which words. Line ends are those of the project, LF; a quote without words is told of as lost.
 *
 * @param loose whether paragraphs are known by their ends alone: what leads to the words of one may be a mark, and then is one no more.
 */
function codings(transcript: Transcript, loose = false): string[] {
  const { text, spanToOriginal } = originalOffsets(transcript, { unit: 'codepoint', crlf: 1, bom: 0 });
  const points = [...text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n')];
  const said = new Set<string>();
  const add = (kind: string, span: { start: number; end: number }, what: string): void => {
    const { start: from, end } = spanToOriginal(span);
    const start = loose && kind !== 'quote' ? end - 1 : from;
    if (from < end)
      said.add(
        JSON.stringify([
          kind,
          start,
          end,
          points
            .slice(start, end)
            .join('')
            .replace(/[\ud800-\udfff]/gu, '\ufffd'),
          what,
        ]),
      );
  };
  for (const { words, codes } of transcript.quotes) {
    add('quote', words, '');
    for (const code of codes) add('quote', words, codeOf(code));
  }
  for (const annotation of transcript.annotations) {
    const target = targetOf(transcript, annotation, loose);
    for (const code of annotation.codes) add(annotation.target.kind, target, codeOf(code));
    const { body, argument } = annotation;
    if (annotation.word === 'memo')
      add('memo', target, `${argument ?? ''}: ${transcript.text.slice(body.start, body.end).trim()}`);
  }
  return [...said].sort();
}

function targetOf({ paragraphs, topics, text }: Transcript, { target }: Annotation, loose: boolean): Span {
  if (target.kind === 'interview') return { start: 0, end: text.length };
  if (target.kind === 'topic') return { start: topics[target.index]!.start, end: topics[target.index]!.sectionEnd };
  const { start, end, parts } = paragraphs[target.index]!;
  return { start: loose ? start : Math.min(parts[0]!.words, end), end };
}

/** Who speaks where, and what topics there are. */
function structure(transcript: Transcript): unknown {
  const { toOriginal } = originalOffsets(transcript, { unit: 'codepoint', crlf: 1, bom: 0 });
  const { speakers, turns, topics } = transcript;
  return {
    turns: turns.map(({ start, speaker }) => [toOriginal(start), speakers[speaker]!.name]),
    topics: topics.map(({ start, title, level, added }) => [toOriginal(start), title, level, added]),
  };
}

function roundTrip({ corpus, interviews }: Exportable, offsetUnit?: OffsetUnit): ReturnType<typeof readQdpx> {
  return readQdpx(toQdpx(corpus, interviews, { offsetUnit }).data as Uint8Array, { name: 'x.qdpx' });
}

function expectSame(
  interviews: readonly Interview[],
  { transcripts }: ReturnType<typeof readQdpx>,
  loose = false,
): void {
  expect(transcripts).toHaveLength(interviews.length);
  for (const [index, { transcript }] of interviews.entries()) {
    const read = parse(transcripts[index]!.text);
    expect(strip(read)).toBe(
      strip(transcript)
        .replace(/^\ufeff/, '')
        .replace(/\r\n?/g, '\n')
        .replace(/[\ud800-\udfff]/gu, '\ufffd'),
    );
    expect(codings(read, loose)).toEqual(codings(transcript, loose));
  }
}

const seeds = sampleCorpus();

describe('the sample corpus', () => {
  it.each(['codepoint', 'utf16'] as const)('comes back with all that is coded, in %s', (unit) => {
    const read = roundTrip(seeds, unit);
    expectSame(seeds.interviews, read);
    expect(read.transcripts.map(({ name }) => `${name}.transcript`)).toEqual(seeds.interviews.map(({ uri }) => uri));
    for (const [index, { transcript }] of seeds.interviews.entries()) {
      const after = parse(read.transcripts[index]!.text);
      expect(structure(after)).toEqual(structure(transcript));
      // A backslash that says "no speaker" is no part of the text.
      const problems = ({ problems }: Transcript): string[] =>
        problems.map(({ code }) => code).filter((code) => code !== 'possible-speaker');
      expect(problems(after)).toEqual(problems(transcript));
      for (const key of ['title', 'date', 'original', 'media', 'language', 'coder'] as const)
        expect(after.frontMatter?.[key]?.value).toBe(transcript.frontMatter?.[key]?.value);
      expect(after.frontMatter?.speakers.map(({ label, name, role }) => [label, name?.value, role?.value])).toEqual(
        transcript.frontMatter?.speakers.map(({ label, name, role }) => [label, name?.value, role?.value]),
      );
    }
    expect(read.report.filter((line) => line.includes('left out'))).toEqual([]);
  });

  it('brings its codebook along, in a project and alone', () => {
    const alone = readQdc(new TextEncoder().encode(toQdc(seeds.corpus, seeds.interviews).data as string));
    for (const yaml of [roundTrip(seeds).codebook!, alone.codebook!]) {
      const { corpus } = corpusOf({ 'codebook.yaml': yaml });
      expect([...corpus.codebooks.values()][0]!.problems).toEqual([]);
      expect(corpus.tagNames()).toEqual(seeds.corpus.tagNames());
      expect(corpus.claimNames()).toEqual(seeds.corpus.claimNames());
      expect(corpus.personNames()).toEqual(seeds.corpus.personNames());
      for (const tag of corpus.tagNames()) expect(corpus.tagEntry(tag)?.about).toBe(seeds.corpus.tagEntry(tag)?.about);
      for (const claim of corpus.claimNames()) {
        const [after, before] = [corpus, seeds.corpus].map((each) => each.claimEntry(claim));
        expect(after?.says?.value).toBe(before?.says?.value);
        expect(after?.contradicts.map(({ value }) => value)).toEqual(before?.contradicts.map(({ value }) => value));
      }
      for (const person of corpus.personNames()) {
        const [after, before] = [corpus, seeds.corpus].map((each) => each.personEntry(person));
        expect([after?.fullName, after?.aliases]).toEqual([before?.fullName, before?.aliases]);
      }
    }
  });

  it('is written byte for byte as before', () => {
    const [first, second] = [
      seeds,
      corpusOf(
        Object.fromEntries([
          ...seeds.interviews.map(({ uri, transcript }) => [uri, transcript.text] as const),
          ...[...seeds.corpus.codebooks.values()].map(({ uri, text }) => [uri, text] as const),
        ]),
      ),
    ].map(({ corpus, interviews }) => toQdpx(corpus, interviews).data as Uint8Array);
    expect(Buffer.from(first!).equals(Buffer.from(second!))).toBe(true);
  });
});

const CODES = ['#rent', '#home/rent #Work', '^doubled', '+doubled -no', '@who', 'k="a b" #rent', '#家/租金', ''];

/** The text with annotations in the selected places. */
function annotatedBy(text: string, selections: readonly Shares[]): string {
  let result = text;
  for (const [index, shares] of selections.entries()) {
    const transcript = parse(result);
    const edits = annotate(
      transcript,
      select(transcript, shares),
      CODES[(index * 5 + Math.floor(shares[0] * 8)) % CODES.length]!,
    );
    if (edits) result = applyEdits(result, edits);
  }
  return result;
}

describe('generated annotations', () => {
  it.skipIf(!hasShared)('come back on real transcripts', () => {
    const files = sharedTranscripts('seeds').map(({ path, text }) => importText(text, { name: basename(path) }).text);
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) {
      fc.assert(
        fc.property(
          fc.array(shares, { minLength: 1, maxLength: 12 }),
          fc.constantFrom('codepoint' as const, 'utf16' as const),
          (selections, unit) => {
            const exported = corpusOf({ 'a.transcript': annotatedBy(file, selections) });
            expectSame(exported.interviews, roundTrip(exported, unit));
          },
        ),
        { numRuns: 6 },
      );
    }
  });

  it('come back on interviews full of marks', () => {
    fc.assert(
      fc.property(annotated, fc.array(shares, { maxLength: 4 }), (text, selections) => {
        const exported = corpusOf({ 'a.transcript': annotatedBy(text, selections) });
        expectSame(exported.interviews, roundTrip(exported), true);
      }),
      { numRuns: 800 },
    );
  });
});
