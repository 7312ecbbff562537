/** What a codebook has at fault or left over, with all interviews in view. */
import type { Codebook } from '../core/codebook';
import type { Corpus } from '../core/corpus';
import type { Span } from '../core/span';
import type { Problem } from '../core/syntax';
import { termOf } from '../related/words';
import { fold } from './matching';
import type { Place } from './place';

/** A problem, and what it is at odds with. */
export interface CodebookFinding extends Problem {
  related?: { place: Place; message: string }[];
}

/** In the order in which they are found. */
export function codebookProblems(corpus: Corpus, codebook: Codebook): CodebookFinding[] {
  const here = (span: Span): Place => ({ uri: codebook.uri, span });
  return [
    ...codebook.problems.map(({ other, ...problem }): CodebookFinding =>
      other ? { ...problem, related: [{ place: here(other), message: 'This one counts.' }] } : problem,
    ),
    ...tagProblems(corpus, codebook),
    ...claimProblems(corpus, codebook),
    ...similarTags(codebook).map(({ name, span, other, otherSpan }): CodebookFinding => ({
      code: 'similar-tag',
      message: `\`#${name}\` may be the same as \`#${other}\`.`,
      ...span,
      related: [{ place: here(otherSpan), message: `#${other}` }],
    })),
    ...sharedNames(codebook).map(({ span, id, other }): CodebookFinding => ({
      code: 'shared-alias',
      message: `\`@${id}\` goes by this name too, and comes first.`,
      ...span,
      related: [{ place: here(other), message: `@${id}` }],
    })),
  ];
}

function tagProblems(corpus: Corpus, { tags }: Codebook): CodebookFinding[] {
  const problems: CodebookFinding[] = [];
  // A parent is in use where what lies below it is.
  const used = new Set<string>();
  for (let name of corpus.usedNames('tag')) {
    for (; name !== '' && !used.has(name); name = parentOf(name)) used.add(name);
  }
  for (const { name, span } of tags.values()) {
    const parent = parentOf(name);
    if (!used.has(name)) problems.push({ code: 'unused-tag', message: `No interview uses \`#${name}\`.`, ...span });
    if (parent !== '' && !corpus.tagEntry(parent))
      problems.push({
        code: 'undeclared-parent',
        message: `Its parent \`#${parent}\` is not in the codebook.`,
        ...span,
      });
  }
  return problems;
}

function claimProblems(corpus: Corpus, { claims }: Codebook): CodebookFinding[] {
  const problems: CodebookFinding[] = [];
  for (const { name, span, contradicts } of claims.values()) {
    if (!corpus.isUsed('claim', name))
      problems.push({ code: 'unused-claim', message: `No interview speaks to \`^${name}\`.`, ...span });
    for (const { value, span: place } of contradicts) {
      if (value === name)
        problems.push({ code: 'self-contradiction', message: 'A claim does not contradict itself.', ...place });
      else if (!corpus.claimEntry(value) && !corpus.isUsed('claim', value) && !corpus.isGlossed(value))
        problems.push({ code: 'unknown-claim', message: `Nobody declares or uses a claim \`^${value}\`.`, ...place });
    }
  }
  return problems;
}

/** `housing` of `housing/rent`; an empty string at the top. */
export function parentOf(name: string): string {
  return name.slice(0, Math.max(0, name.lastIndexOf('/')));
}

interface Similar {
  name: string;
  span: Span;
  other: string;
  otherSpan: Span;
}

/** Shorter ones differ by a letter and mean something else: `rent`, `rant`. */
const LEAST_LETTERS = 6;

/** A codebook is never changed: one that is read anew is another one. */
const similarIn = new WeakMap<Codebook, Similar[]>();

/** Of tags that share half a name no more are compared; bounds the work. */
const MOST_COMPARED = 50;

/**
 * Tags that may be meant to be the same: but for case, accents, `-` and `_` they have the same stems (`cost`, `Costs`), or their last
 * parts are long, begin alike, and differ in one letter that is no digit (`government`, `goverment`). The later one is told.
 */
function similarTags(codebook: Codebook): Similar[] {
  let similar = similarIn.get(codebook);
  if (similar) return similar;
  similarIn.set(codebook, (similar = []));
  const byStem = new Map<string, { parts: string[]; name: string; span: Span }>();
  const byHalf = new Map<string, { last: string; name: string; span: Span }[]>();
  for (const { name, span } of codebook.tags.values()) {
    const parts = fold(name).replace(/[_-]/g, '').split('/');
    const stems = parts.map((part) => termOf(part) ?? part);
    const stem = stems.join('/');
    const last = parts.at(-1) ?? '';
    const parent = stems.slice(0, -1).join('/');
    const halves = last.length < LEAST_LETTERS ? [] : halvesOf(last).map((half) => `${parent}/${half}`);
    const near = halves.flatMap((half) => byHalf.get(half)?.slice(-MOST_COMPARED) ?? []);
    const stemmed = byStem.get(stem);
    const inflected = stemmed?.parts.every((part, index) => isInflected(part, parts[index] ?? ''))
      ? stemmed
      : undefined;
    const same = inflected ?? near.find((candidate) => isSlip(candidate.last, last));
    if (same) similar.push({ name, span, other: same.name, otherSpan: same.span });
    if (!stemmed) byStem.set(stem, { parts, name, span });
    for (const half of halves) {
      const group = byHalf.get(half);
      if (group) group.push({ last, name, span });
      else byHalf.set(half, [{ last, name, span }]);
    }
  }
  return similar;
}

const LONGEST_ENDING = 3;

/** Whether two words with one stem have short endings: `government` and `governing` mean two things. */
function isInflected(a: string, b: string): boolean {
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  return a.length - start <= LONGEST_ENDING && b.length - start <= LONGEST_ENDING;
}

/** Keys of which two words share one where they differ in one letter, put in, left out, replaced, or swapped with its neighbour. */
function halvesOf(word: string): string[] {
  const middle = word.length >> 1;
  // A word that is one letter longer, or has its two middle letters swapped, is halved one place further on.
  return [...new Set([middle - 1, middle])].flatMap((length) => [
    `<${word.slice(0, length)}`,
    `>${word.slice(-length)}`,
  ]);
}

/** Whether two words differ in one letter behind the first, or in two neighbours that have changed places; digits mean something. */
function isSlip(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (long.length - short.length > 1 || short[0] !== long[0]) return false;
  let start = 0;
  while (start < short.length && short[start] === long[start]) start++;
  let rest = 0;
  while (rest < short.length - start && short.at(-1 - rest) === long.at(-1 - rest)) rest++;
  const [left, right] = [short.slice(start, short.length - rest), long.slice(start, long.length - rest)];
  if (/\p{N}/u.test(left + right)) return false;
  return right.length <= 1 || (right.length === 2 && left === `${right.charAt(1)}${right.charAt(0)}`);
}

/** Names of people that somebody above them has too. */
function sharedNames({ people }: Codebook): { span: Span; id: string; other: Span }[] {
  const shared: { span: Span; id: string; other: Span }[] = [];
  const first = new Map<string, { id: string; span: Span }>();
  for (const { name: id, span, names } of people.values()) {
    for (const { value, span: place } of [{ value: id, span }, ...names]) {
      const name = fold(value)
        .trim()
        .replace(/[\s.-]+/g, ' ');
      const known = first.get(name);
      if (!known) first.set(name, { id, span: place });
      else if (known.id !== id) shared.push({ span: place, id: known.id, other: known.span });
    }
  }
  return shared;
}
