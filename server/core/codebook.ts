/** `codebook.yaml`: the tags, claims and people that the analysts have described. */
import { isMap, isScalar, isSeq, type Node } from 'yaml';
import { isNothing, outline, type OutlineSection, type Pieces } from './codebook-outline';
import { isCodeName } from './codes';
import { entries, scalar } from './front-matter';
import type { Span } from './span';
import type { Field, Problem, ProblemCode } from './syntax';

export interface Codebook {
  uri: string;
  text: string;
  tags: Map<string, TagEntry>;
  claims: Map<string, ClaimEntry>;
  people: Map<string, PersonEntry>;
  /** What it has at fault by itself, whatever the interviews use. */
  problems: CodebookProblem[];
}

export interface CodebookProblem extends Problem {
  /** What it is at odds with, in the same file. */
  other?: Span;
}

interface Entry {
  name: string;
  /** The key in the file. */
  span: Span;
}

export interface TagEntry extends Entry {
  about?: string;
  /** `#rgb` or `#rrggbb`. */
  color?: string;
  /** Where the colour stands, without quotes. */
  colorSpan?: Span;
}

export interface ClaimEntry extends Entry {
  /** The gloss. */
  says?: Field;
  contradicts: Field[];
}

export interface PersonEntry extends Entry {
  fullName?: string;
  aliases: string[];
  /** Full name and aliases where they stand. */
  names: Field[];
}

/** The sections, and the keys of an entry in each. */
export const CODEBOOK_KEYS = {
  tags: ['about', 'color'],
  claims: ['says', 'contradicts'],
  people: ['name', 'aliases'],
} as const;

export type Section = keyof typeof CODEBOOK_KEYS;

export function isSection(key: string): key is Section {
  return Object.hasOwn(CODEBOOK_KEYS, key);
}

const MAXIMUM_LENGTH = 1 << 22;
const COLOR = /^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/i;
const SIGN: Record<Section, RegExp> = { tags: /^#/, claims: /^\^/, people: /^@/ };
const NOT_A_NAME: Record<Section, string> = {
  tags: 'Not the name of a tag: use letters, digits, `-`, `_` and `/`.',
  claims: 'Not the name of a claim: use letters, digits, `-` and `_`.',
  people: 'A name is missing.',
};
const WHAT: Record<Section, string> = { tags: 'tag', claims: 'claim', people: 'person' };

/** Whether a value can be the `color` of a tag. */
export function isColor(value: string): boolean {
  return COLOR.test(value);
}

/** What is read, and what is found wrong. Offsets of the YAML library are `base` less than those of the file. */
interface Reading {
  codebook: Codebook;
  base: number;
  report(span: Span, message: string, code?: ProblemCode, other?: Span): void;
}

/** What was read for a codebook, entry by entry: the next one has most of it. */
const piecesOf = new WeakMap<Codebook, Pieces>();

/**
 * Reads a codebook; never throws. What cannot be read is reported and left out.
 *
 * @param before the same file as it was: what has not changed is not read again.
 */
export function readCodebook(uri: string, text: string, before?: Codebook): Codebook {
  const codebook: Codebook = { uri, text, tags: new Map(), claims: new Map(), people: new Map(), problems: [] };
  const report: Reading['report'] = (span, message, code = 'front-matter', other = undefined) => {
    const start = Math.min(span.start, text.length);
    const end = Math.min(Math.max(span.end, start), text.length);
    codebook.problems.push({ code, message, start, end, ...(other && { other }) });
  };
  const whole = { start: 0, end: Math.min(text.length, 1) };
  const found = text.length > MAXIMUM_LENGTH ? undefined : outline(text, before && piecesOf.get(before));
  if (!found) {
    report(whole, 'The codebook is too long or nested too deeply to be read.');
    return codebook;
  }
  piecesOf.set(codebook, found.pieces);
  for (const { span, message } of found.faults) report(span, message);
  if (!found.sections) report(whole, 'The codebook should have `tags`, `claims` and `people`.');
  const seen = new Map<string, Span>();
  for (const section of found.sections ?? []) {
    const { key } = section;
    const first = seen.get(key.value);
    if (first) report(key.span, `The key \`${key.value}\` stands twice.`, 'duplicate-entry', first);
    else seen.set(key.value, key.span);
    if (isSection(key.value)) readSection(codebook, report, key.value, section);
    else unknownKey({ codebook, base: 0, report }, key, Object.keys(CODEBOOK_KEYS));
  }
  return codebook;
}

function readSection(codebook: Codebook, report: Reading['report'], section: Section, found: OutlineSection): void {
  if (!found.entries) report(found.key.span, `\`${section}\` should be names, each with what is to be said of it.`);
  for (const { key, details, base } of found.entries ?? []) {
    const reading: Reading = { codebook, base, report };
    const name = key.value.replace(SIGN[section], '');
    const { span } = key;
    const first = codebook[section].get(name);
    if (section === 'people' ? name === '' : !isCodeName(name)) report(span, NOT_A_NAME[section]);
    else if (first)
      report(span, `This ${WHAT[section]} is declared twice: only the first counts.`, 'duplicate-entry', first.span);
    else if (section === 'tags') codebook.tags.set(name, { name, span, ...readTag(reading, details) });
    else if (section === 'claims') codebook.claims.set(name, { name, span, ...readClaim(reading, details) });
    else codebook.people.set(name, { name, span, ...readPerson(reading, details) });
  }
}

function readTag(reading: Reading, details: Node | null): Omit<TagEntry, 'name' | 'span'> {
  const fields = readFields(reading, 'tags', details);
  const about = fields.text('about') ?? scalar(details, reading.base);
  const color = fields.text('color');
  if (!color) return { about: about?.value };
  if (!isColor(color.value)) {
    reading.report(color.span, 'Not a colour: write `"#rrggbb"`, in quotes.', 'bad-color');
    return { about: about?.value };
  }
  // An escape in quotes makes it longer, and nobody writes one.
  const quotes = color.span.end - color.span.start === color.value.length + 2 ? 1 : 0;
  const colorSpan = { start: color.span.start + quotes, end: color.span.end - quotes };
  return { about: about?.value, color: color.value, colorSpan };
}

function readClaim(reading: Reading, details: Node | null): Omit<ClaimEntry, 'name' | 'span'> {
  const fields = readFields(reading, 'claims', details);
  const contradicts = fields
    .list('contradicts')
    .map(({ value, span }) => ({ value: value.replace(SIGN.claims, ''), span }));
  return { says: fields.text('says') ?? scalar(details, reading.base), contradicts };
}

function readPerson(reading: Reading, details: Node | null): Omit<PersonEntry, 'name' | 'span'> {
  const fields = readFields(reading, 'people', details);
  const fullName = fields.text('name') ?? scalar(details, reading.base);
  const aliases = fields.list('aliases');
  const names = [...(fullName ? [fullName] : []), ...aliases];
  return { fullName: fullName?.value, aliases: aliases.map(({ value }) => value), names };
}

interface Fields {
  /** One line of text. */
  text(key: string): Field | undefined;
  /** A list, or a single scalar in its place. */
  list(key: string): Field[];
}

/** What stands in an entry, by its keys; the last one counts where one stands twice. */
function readFields(reading: Reading, section: Section, details: Node | null): Fields {
  const { base, report } = reading;
  const known: readonly string[] = CODEBOOK_KEYS[section];
  const fields = new Map<string, { key: Field; value: Node | null }>();
  if (details !== null && !isMap(details) && !isScalar(details))
    report(nodeSpan(details, base), `This should be text, or ${known.map((key) => `\`${key}\``).join(' and ')}.`);
  for (const [key, value] of isMap(details) ? entries(details, base) : []) {
    const first = fields.get(key.value)?.key.span;
    if (first) report(key.span, `The key \`${key.value}\` stands twice.`, 'duplicate-entry', first);
    if (!known.includes(key.value)) unknownKey(reading, key, known);
    else if (key.value === 'color' && isNothing(value)) commentedColor(reading, key);
    fields.set(key.value, { key, value });
  }
  const text = (key: string, value: Node | null): Field | undefined => {
    const field = scalar(value, base);
    if (!field && value !== null && !isNothing(value)) report(nodeSpan(value, base), `\`${key}\` should be text.`);
    return field;
  };
  return {
    text(key) {
      const field = fields.get(key);
      return field && text(key, field.value);
    },
    list(key) {
      const value = fields.get(key)?.value ?? null;
      const items = isSeq(value) ? (value.items as (Node | null)[]) : [value];
      return items.map((item) => text(key, item)).filter((field) => field !== undefined);
    },
  };
}

function unknownKey({ report }: Reading, { value, span }: Field, known: readonly string[]): void {
  const keys = known.map((key) => `\`${key}\``);
  report(
    span,
    `\`${value}\` is not known here, only ${keys.slice(0, -1).join(', ')} and ${keys.at(-1) ?? ''}.`,
    'unknown-key',
  );
}

/** In YAML `#b5651d` without quotes is a comment. */
function commentedColor({ codebook, report }: Reading, { span }: Field): void {
  const comment = /^[ \t]{0,99}:[ \t]{1,99}(#[0-9a-f]{3,8})(?![^\s,}])/i.exec(
    codebook.text.slice(span.end, span.end + 220),
  );
  if (!comment?.[1]) return;
  const end = span.end + comment[0].length;
  report(
    { start: end - comment[1].length, end },
    'A colour stands in quotes: without them `#` begins a comment.',
    'bad-color',
  );
}

function nodeSpan(node: Node, base: number): Span {
  const [start, end] = node.range ?? [0, 0];
  return { start: base + start, end: base + Math.max(end, start) };
}
