/** The sample corpus: its transcripts give their originals back, and its codes hold together. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from '../server/core/parse';
import { isQuotation } from '../server/core/quotation';
import { contains, type Span } from '../server/core/span';
import { strip } from '../server/core/strip';
import type { Code, ProblemCode, Quotation, Quote, Stance, Transcript } from '../server/core/syntax';
import { parse as parseYaml } from 'yaml';

const folder = fileURLToPath(new URL('../seeds/', import.meta.url));
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
const files = readdirSync(folder).filter((name) => name.endsWith('.transcript'));
const interviews = files.map((name) => ({
  name,
  raw: name.replace(/transcript$/, 'txt'),
  transcript: parse(read(name)),
}));

interface Codebook {
  tags: Record<string, { about: string; color: string }>;
  claims: Record<string, { says: string; contradicts?: string[] }>;
  people: Record<string, { name: string; aliases: string[] }>;
}
const codebook = parseYaml(read('codebook.yaml')) as Codebook;

/**
 * What is left undone on purpose, by the number of the file: what `parse` finds, the quotes with neither tag nor claim, and the quotations
 * that lie in no coded quote.
 */
const looseEnds: Record<string, { problems: ProblemCode[]; bare: string[]; untagged: string[] }> = {
  '01': { problems: [], bare: ['before the winter surveys'], untagged: ['Then forty of us dreamed'] },
  '02': { problems: ['possible-speaker'], bare: [], untagged: ['We’re all right'] },
  '03': { problems: [], bare: ['It said, "Your application'], untagged: ['Your application'] },
  '04': { problems: [], bare: ['If I’m wrong by then'], untagged: ['If you’re on their side'] },
  '05': { problems: [], bare: ['I did, I put it in the bin'], untagged: ['Build it so that'] },
};

const isCoded = ({ codes }: Quote): boolean => codes.some(({ kind }) => kind === 'tag' || kind === 'claim');

/** Quotations that are somebody's words by the rule, and that no coded quote holds. */
function untaggedQuotations({ text, quotations, quotes, paragraphs, frontMatter }: Transcript): Quotation[] {
  const terms = new Set(frontMatter?.terms.map(({ value }) => value.toLowerCase()));
  return quotations.filter((quotation) => {
    const paragraph = paragraphs[quotation.paragraph];
    if (!paragraph || paragraph.aside || !isQuotation(text, quotation, paragraph, terms)) return false;
    return !quotes.some((quote) => isCoded(quote) && contains(quote, quotation));
  });
}

/** The codes of an interview's quotes and of its `%tags` lines. */
function codesOf({ transcript }: (typeof interviews)[number]): Code[] {
  return [...transcript.quotes, ...transcript.annotations].flatMap(({ codes }) => codes);
}

/** The interviews in which a claim stands with one of the stances. */
function interviewsWith(claim: string, ...stances: Stance[]): string[] {
  return interviews
    .filter((interview) =>
      codesOf(interview).some((code) => code.kind === 'claim' && code.name === claim && stances.includes(code.stance)),
    )
    .map(({ name }) => name);
}

it('is five pairs', () => {
  expect(files).toHaveLength(5);
  const originals = readdirSync(folder).filter((name) => name.endsWith('.txt'));
  expect(interviews.map(({ raw }) => raw)).toEqual(originals);
});

describe.each(interviews)('$name', (interview) => {
  const { name, raw, transcript } = interview;

  it('gives its original back, byte for byte', () => {
    const original = readFileSync(join(folder, raw));
    expect(Buffer.from(strip(transcript.text), 'utf8').equals(original)).toBe(true);
    expect(transcript.frontMatter?.original?.value).toBe(raw);
  });

  it('shows no problems but its loose ends', () => {
    const expected = looseEnds[name.slice(0, 2)] ?? { problems: [], bare: [], untagged: [] };
    const openings = (spans: Span[], words: string[]): string[] =>
      spans.map(({ start }, index) => transcript.text.slice(start, start + (words[index]?.length ?? 20)));
    const bare = transcript.quotes.filter((quote) => !isCoded(quote)).map(({ words }) => words);
    const untagged = untaggedQuotations(transcript).map(({ words }) => words);
    expect(transcript.problems.map(({ code }) => code)).toEqual(expected.problems);
    expect(openings(bare, expected.bare)).toEqual(expected.bare);
    expect(openings(untagged, expected.untagged)).toEqual(expected.untagged);
  });

  it('is about 1,200 words long and densely coded', () => {
    const words = read(raw)
      .split(/\s+/u)
      .filter((word) => word !== '');
    expect(words.length).toBeGreaterThan(1000);
    expect(words.length).toBeLessThan(1500);
    expect(transcript.quotes.length).toBeGreaterThanOrEqual(15);
    expect(transcript.quotes.length).toBeLessThanOrEqual(27);
    expect(transcript.quotes.filter(({ form }) => form === 'long').length).toBeGreaterThanOrEqual(2);
    expect(transcript.topics.length).toBeGreaterThanOrEqual(5);
  });

  it('uses declared tags, claims, people and speakers only', () => {
    for (const code of codesOf(interview)) {
      if (code.kind === 'tag') expect(codebook.tags).toHaveProperty([code.name]);
      if (code.kind === 'claim') expect(codebook.claims).toHaveProperty([code.name]);
      if (code.kind === 'person') expect(codebook.people).toHaveProperty([code.name]);
    }
    expect(transcript.speakers.filter(({ declared }) => !declared)).toEqual([]);
  });

  it('words its claims as the codebook does', () => {
    for (const { claim, body } of transcript.annotations) {
      if (claim) expect(transcript.text.slice(body.start, body.end)).toBe(codebook.claims[claim.value]?.says);
    }
  });
});

it('has somebody speak in every paragraph of an interview with turns', () => {
  for (const { name, transcript } of interviews) {
    if (transcript.turns.length === 0) continue;
    const first = transcript.turns[0]?.start ?? 0;
    const silent = transcript.paragraphs.filter(
      (p) => p.start > first && !p.aside && p.parts.some(({ turn }) => turn < 0),
    );
    expect({ name, silent }).toEqual({ name, silent: [] });
  }
});

it('follows every claim through two interviews or more, and contradicts at least three', () => {
  const claims = Object.keys(codebook.claims);
  expect(claims.length).toBeGreaterThanOrEqual(8);
  for (const claim of claims) {
    expect({ claim, stated: interviewsWith(claim, 'states').length >= 2 }).toEqual({ claim, stated: true });
  }
  expect(claims.filter((claim) => interviewsWith(claim, 'contradicts').length > 0).length).toBeGreaterThanOrEqual(3);
});

it('names claims on both sides of a contradiction', () => {
  for (const [claim, { contradicts }] of Object.entries(codebook.claims)) {
    for (const other of contradicts ?? []) expect(codebook.claims[other]?.contradicts).toContain(claim);
  }
});

it('declares the parent of every tag, and uses every tag that has none below it', () => {
  const tags = Object.keys(codebook.tags);
  const used = new Set(interviews.flatMap(codesOf).flatMap((code) => (code.kind === 'tag' ? [code.name] : [])));
  for (const tag of tags) {
    if (tag.includes('/')) expect(tags).toContain(tag.slice(0, tag.lastIndexOf('/')));
    if (!tags.some((other) => other.startsWith(tag + '/'))) expect(used).toContain(tag);
  }
});
