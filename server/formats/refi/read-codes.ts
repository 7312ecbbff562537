/** The codes of a project or codebook, read as tags, claims and the rest, with the codebook that they make. */
import { isCodeName, readCode } from '../../core/codes';
import type { Stance } from '../../core/syntax';
import { stringify } from 'yaml';
import {
  ALIASES,
  containerGuid,
  CONTAINER_NAMES,
  CONTAINERS,
  CONTRADICTS,
  STANCE_SUFFIX,
  type Container,
} from './shared';
import { children, guidAt, textOf, type XmlElement } from '../read/xml-read';

/** What a code of another program is here. */
export type CodeMeaning =
  | { kind: 'tag'; name: string }
  | { kind: 'claim'; name: string; stance: Stance }
  | { kind: 'person'; name: string }
  | { kind: 'attribute'; name: string; value: string }
  | { kind: 'speaker'; name: string }
  | { kind: 'topic'; name: string };

export interface TagText {
  about?: string;
  color?: string;
}

export interface ReadCodes {
  byGuid: Map<string, CodeMeaning>;
  tags: Map<string, TagText>;
  claims: Map<string, { says?: string; contradicts: string[] }>;
  people: Map<string, { name?: string; aliases: string[] }>;
  /** Codes whose names had to change to be tags. */
  renamed: number;
  /** The last number behind tags that would have had one name. */
  numbers: Map<string, number>;
}

/** A tag that is longer is cut, so that no archive can be made to say more than it holds. */
const LONGEST_TAG = 200;

/** @param root the element with the codes in it. */
export function readCodes(root: XmlElement | undefined): ReadCodes {
  const codes: ReadCodes = {
    byGuid: new Map(),
    tags: new Map(),
    claims: new Map(),
    people: new Map(),
    renamed: 0,
    numbers: new Map(),
  };
  for (const code of children(root, 'Code')) {
    const container = containerOf(code);
    if (container) for (const inner of children(code, 'Code')) readMember(codes, container, inner);
    else readTag(codes, code, undefined);
  }
  return codes;
}

function containerOf(code: XmlElement): Container | undefined {
  const { name, isCodable } = code.attributes;
  const codable = isCodable !== 'false' && isCodable !== '0';
  return CONTAINER_NAMES.find(
    (container) => guidAt(code, 'guid') === containerGuid(container) || (!codable && name === CONTAINERS[container]),
  );
}

interface Parent {
  /** As a tag. */
  tag: string;
  /** As its program calls it, with all that are above it. */
  path: string;
  color?: string;
}

function readTag(codes: ReadCodes, code: XmlElement, parent: Parent | undefined): void {
  const name = code.attributes.name ?? '';
  // Where a leaf repeats we write the whole path, as other programs do.
  const isPath = parent && name.length > parent.path.length && name.startsWith(`${parent.path}/`);
  const leaf = isPath ? name.slice(parent.path.length + 1) : name;
  const segments = leaf
    .split('/')
    .map(segment)
    .filter((part) => part !== '');
  const whole = [...(parent ? [parent.tag] : []), ...(segments.length > 0 ? segments : ['code'])].join('/');
  const plain = isCodeName(whole.slice(0, LONGEST_TAG)) ? whole.slice(0, LONGEST_TAG) : 'code';
  let tag = plain;
  for (let number = (codes.numbers.get(plain) ?? 1) + 1; codes.tags.has(tag); number++) {
    tag = `${plain}-${number}`;
    codes.numbers.set(plain, number);
  }
  const changed = tag !== (parent ? `${parent.tag}/${leaf}` : leaf);
  if (changed) codes.renamed++;
  const description = textOf(code, 'Description');
  const color = colorOf(code);
  const entry: TagText = {
    about: changed && leaf.trim() !== '' ? [leaf.trim(), description].filter((line) => line).join(': ') : description,
    color: color === parent?.color ? undefined : color,
  };
  codes.tags.set(tag, entry);
  codes.byGuid.set(guidAt(code, 'guid'), { kind: 'tag', name: tag });
  const path = parent ? `${parent.path}/${leaf}` : leaf;
  for (const inner of children(code, 'Code')) readTag(codes, inner, { tag, path, color });
}

/** What can stand in a tag: everything else becomes a hyphen. */
function segment(name: string): string {
  return isCodeName(name) ? name : name.replace(/[^\p{L}\p{M}\p{N}_-]+/gu, '-').replace(/^-|-$/g, '');
}

function colorOf(code: XmlElement): string | undefined {
  const { color = '' } = code.attributes;
  return /^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/i.test(color) ? color.toLowerCase() : undefined;
}

function readMember(codes: ReadCodes, container: Container, code: XmlElement): void {
  const written = code.attributes.name ?? '';
  const prefix = `${CONTAINERS[container]}/`;
  const name = written.startsWith(prefix) ? written.slice(prefix.length) : written;
  const lines = textOf(code, 'Description')?.split('\n') ?? [];
  const id = guidAt(code, 'guid');
  switch (container) {
    case 'claims':
      readClaim(codes, code, name, lines);
      break;
    case 'people': {
      if (readCode(`@${name}`, 0)?.kind !== 'person') return readTag(codes, code, undefined);
      const aliases = lines.find((line) => line.startsWith(ALIASES))?.slice(ALIASES.length);
      const fullName = lines.filter((line) => !line.startsWith(ALIASES)).join(' ');
      codes.people.set(name, { name: fullName || undefined, aliases: aliases?.split(', ') ?? [] });
      codes.byGuid.set(id, { kind: 'person', name });
      break;
    }
    case 'attributes': {
      const equals = name.indexOf('=');
      const [key, value] = [name.slice(0, equals), name.slice(equals + 1)];
      if (equals <= 0 || readCode(`${key}="${value}"`, 0)?.kind !== 'attribute') return readTag(codes, code, undefined);
      codes.byGuid.set(id, { kind: 'attribute', name: key, value });
      break;
    }
    case 'speakers':
      codes.byGuid.set(id, { kind: 'speaker', name });
      break;
    case 'topics':
      codes.byGuid.set(id, { kind: 'topic', name });
  }
}

function readClaim(codes: ReadCodes, code: XmlElement, written: string, lines: readonly string[]): void {
  const stance = (['supports', 'contradicts'] as const).find((each) => written.endsWith(STANCE_SUFFIX[each]));
  const name = stance ? written.slice(0, -STANCE_SUFFIX[stance].length) : written;
  const short = (isCodeName(name) ? name : segment(name)).slice(0, LONGEST_TAG);
  const plain = isCodeName(short) ? short : 'claim';
  if (plain !== name) codes.renamed++;
  codes.byGuid.set(guidAt(code, 'guid'), { kind: 'claim', name: plain, stance: stance ?? 'states' });
  const before = codes.claims.get(plain);
  const others = lines
    .filter((line) => line.startsWith(CONTRADICTS))
    .flatMap((line) => line.slice(CONTRADICTS.length).split(', '));
  const says =
    lines
      .filter((line) => !line.startsWith(CONTRADICTS))
      .join(' ')
      .trim() || (plain === name ? undefined : name);
  codes.claims.set(plain, {
    says: before?.says ?? says,
    contradicts: [...(before?.contradicts ?? []), ...others.filter(isCodeName)],
  });
  for (const inner of children(code, 'Code')) {
    const innerName = inner.attributes.name ?? '';
    const prefix = `${CONTAINERS.claims}/`;
    const leaf = innerName.startsWith(prefix) ? innerName.slice(prefix.length) : innerName;
    readClaim(codes, inner, leaf, textOf(inner, 'Description')?.split('\n') ?? []);
  }
}

/** What a codebook says. */
export type Meanings = Pick<ReadCodes, 'tags' | 'claims' | 'people'>;

/** The codes as `codebook.yaml`, with memos that belong to no interview as comments; nothing where there is nothing to say. */
export function codebookOf({ tags, claims, people }: Meanings, memos: readonly string[] = []): string | undefined {
  const sections = {
    tags: section(tags, ({ about, color }) => ({ about: oneLine(about), color })),
    claims: section(claims, ({ says, contradicts }) => ({
      says: oneLine(says),
      contradicts: contradicts.length > 0 ? [...new Set(contradicts)] : undefined,
    })),
    people: section(people, ({ name, aliases }) => ({ name, aliases: aliases.length > 0 ? aliases : undefined })),
  };
  const filled = Object.fromEntries(Object.entries(sections).filter(([, entries]) => entries !== undefined));
  const yaml = Object.keys(filled).length > 0 ? stringify(filled, { lineWidth: 0, nullStr: '' }) : '';
  const comments = memos.map((memo) => `# ${memo.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()}\n`).join('');
  return yaml + comments || undefined;
}

function section<T>(
  entries: ReadonlyMap<string, T>,
  details: (entry: T) => Record<string, unknown>,
): Record<string, unknown> | undefined {
  if (entries.size === 0) return undefined;
  return Object.fromEntries(
    [...entries].map(([name, entry]) => {
      const fields = Object.entries(details(entry)).filter(([, value]) => value !== undefined);
      return [name, fields.length > 0 ? Object.fromEntries(fields) : null];
    }),
  );
}

function oneLine(text: string | undefined): string | undefined {
  return text?.replace(/\s+/g, ' ').trim() || undefined;
}
