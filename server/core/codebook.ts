/** `codebook.yaml`: the tags, claims and people that the analysts have described. */
import { isMap, isSeq, type Node } from 'yaml';
import { isCodeName } from './codes';
import { entries, faults, parseYaml, scalar } from './front-matter';
import type { Span } from './span';
import type { Field, Problem } from './syntax';

export interface Codebook {
  uri: string;
  text: string;
  tags: Map<string, TagEntry>;
  claims: Map<string, ClaimEntry>;
  people: Map<string, PersonEntry>;
  problems: Problem[];
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
}

export interface ClaimEntry extends Entry {
  /** The gloss. */
  says?: Field;
  contradicts: Field[];
}

export interface PersonEntry extends Entry {
  fullName?: string;
  aliases: string[];
}

const MAXIMUM_LENGTH = 1 << 22;
const COLOR = /^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/i;

/** Reads a codebook; never throws. What cannot be read is reported and left out. */
export function readCodebook(uri: string, text: string): Codebook {
  const codebook: Codebook = { uri, text, tags: new Map(), claims: new Map(), people: new Map(), problems: [] };
  const report = (span: Span, message: string): void => {
    const start = Math.min(span.start, text.length);
    codebook.problems.push({
      code: 'front-matter',
      message,
      start,
      end: Math.min(Math.max(span.end, start), text.length),
    });
  };
  const base = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const whole = { start: 0, end: Math.min(text.length, 1) };
  const document = text.length > MAXIMUM_LENGTH ? undefined : parseYaml(text.slice(base));
  if (!document) {
    report(whole, 'The codebook is too long or nested too deeply to be read.');
    return codebook;
  }
  for (const { span, message } of faults(document, base)) report(span, message);
  const root = document.contents;
  if (!isMap(root)) {
    if (root !== null && document.errors.length === 0)
      report(whole, 'The codebook should have `tags`, `claims` and `people`.');
    return codebook;
  }
  for (const [key, value] of entries(root, base)) {
    if (key.value === 'tags') readTags(value, base, codebook, report, '');
    else if (key.value === 'claims') readClaims(value, base, codebook, report);
    else if (key.value === 'people') readPeople(value, base, codebook);
  }
  return codebook;
}

type Report = (span: Span, message: string) => void;

function readTags(value: Node | null, base: number, { tags }: Codebook, report: Report, parent: string): void {
  for (const [key, details] of isMap(value) ? entries(value, base) : []) {
    const name = parent + key.value.replace(/^#/, '');
    if (!isCodeName(name)) report(key.span, 'Not the name of a tag: use letters, digits, `-`, `_` and `/`.');
    else if (tags.has(name)) report(key.span, 'This tag is declared twice: only the first counts.');
    else {
      const fields = readFields(details, base);
      const color = fields.get('color')?.value;
      const about = fields.get('about')?.value ?? scalar(details, base)?.value;
      tags.set(name, {
        name,
        span: key.span,
        about,
        color: color !== undefined && COLOR.test(color) ? color : undefined,
      });
    }
  }
}

function readClaims(value: Node | null, base: number, { claims }: Codebook, report: Report): void {
  for (const [key, details] of isMap(value) ? entries(value, base) : []) {
    const name = key.value.replace(/^\^/, '');
    if (!isCodeName(name)) report(key.span, 'Not the name of a claim: use letters, digits, `-` and `_`.');
    else if (claims.has(name)) report(key.span, 'This claim is declared twice: only the first counts.');
    else {
      const says = readFields(details, base).get('says') ?? scalar(details, base);
      claims.set(name, { name, span: key.span, says, contradicts: readList(details, 'contradicts', base) });
    }
  }
}

function readPeople(value: Node | null, base: number, { people }: Codebook): void {
  for (const [key, details] of isMap(value) ? entries(value, base) : []) {
    const name = key.value.replace(/^@/, '');
    if (people.has(name)) continue;
    const fullName = readFields(details, base).get('name')?.value ?? scalar(details, base)?.value;
    people.set(name, {
      name,
      span: key.span,
      fullName,
      aliases: readList(details, 'aliases', base).map((field) => field.value),
    });
  }
}

function readFields(value: Node | null, base: number): Map<string, Field> {
  const fields = new Map<string, Field>();
  for (const [key, part] of isMap(value) ? entries(value, base) : []) {
    const field = scalar(part, base);
    if (field) fields.set(key.value, field);
  }
  return fields;
}

/** A list, or a single scalar in its place. */
function readList(value: Node | null, name: string, base: number): Field[] {
  for (const [key, part] of isMap(value) ? entries(value, base) : []) {
    if (key.value !== name) continue;
    const items = isSeq(part) ? (part.items as Node[]) : [part];
    return items.map((item) => scalar(item, base)).filter((field) => field !== undefined);
  }
  return [];
}
