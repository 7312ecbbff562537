/** The codes of some interviews as a tree whose names are unique: programs lose codes, or what is coded, where two have one name. */
import type { Corpus } from '../../core/corpus';
import type { Interview } from '../../core/interview';
import type { Code, Stance } from '../../core/syntax';
import { guid } from './guid';
import { cast, type Cast } from './speakers';
import {
  ALIASES,
  containerGuid,
  CONTAINER_NAMES,
  CONTAINERS,
  CONTRADICTS,
  STANCE_SUFFIX,
  type Container,
} from './shared';
import { element, textElement } from './xml-write';

const DEEPEST = 30;

export interface CodeNode {
  guid: string;
  /** The last part of the path. */
  leaf: string;
  path: string;
  /** Unique: the leaf, or the path where the leaf repeats. */
  name: string;
  codable: boolean;
  color?: string;
  description?: string;
  children: CodeNode[];
}

export interface Codes {
  roots: CodeNode[];
  cast: Cast;
  /** How many codes have a name that neither their leaf nor their path is. */
  renamed: number;
}

export function codeGuid(code: Code): string {
  switch (code.kind) {
    case 'tag':
      return guid('tag', code.name);
    case 'claim':
      return claimGuid(code.name, code.stance);
    case 'person':
      return guid('person', code.name);
    case 'attribute':
      return guid('attribute', code.name, code.value);
  }
}

export function claimGuid(name: string, stance: Stance = 'states'): string {
  return guid('claim', name, stance);
}

export function topicGuid(title: string): string {
  return guid('topic', title);
}

/** The codes that these interviews use, and those that the codebooks declare. `sources` are the names of the interviews. */
export function codesOf(corpus: Corpus, interviews: readonly Interview[], sources: readonly string[]): Codes {
  const used = { tag: new Set<string>(), claim: new Set<string>(), person: new Set<string>() };
  const attributes = new Map<string, Code>();
  const stances = new Set<string>();
  for (const { code } of interviews.flatMap(({ uses }) => uses)) {
    if (code.kind === 'attribute') attributes.set(`${code.name}=${code.value}`, code);
    else used[code.kind].add(code.name);
    if (code.kind === 'claim') stances.add(codeGuid(code));
  }
  for (const { claim } of interviews.flatMap(({ glosses }) => glosses)) used.claim.add(claim);
  for (const { tags, claims, people } of corpus.codebooks.values()) {
    for (const name of tags.keys()) used.tag.add(name);
    for (const name of claims.keys()) used.claim.add(name);
    for (const name of people.keys()) used.person.add(name);
  }
  const titles = new Set(interviews.flatMap(({ topics }) => topics.map(({ title }) => title)));
  const speakers = cast(corpus, interviews, sources);

  const roots = tagTree(corpus, used.tag);
  const below: Record<Container, CodeNode[]> = {
    claims: [...used.claim].sort().map((name) => claimNode(corpus, name, stances)),
    speakers: speakers.members.map(({ name, guid }) => node('speakers', guid, name)),
    topics: [...titles].sort().map((title) => node('topics', topicGuid(title), title)),
    people: [...used.person].sort().map((name) => personNode(corpus, name)),
    attributes: [...attributes].sort(byKey).map(([text, code]) => node('attributes', codeGuid(code), text)),
  };
  const taken = new Set(roots.map(({ leaf }) => fold(leaf)));
  for (const container of CONTAINER_NAMES) {
    if (below[container].length === 0) continue;
    const leaf = free(CONTAINERS[container], (name) => taken.has(fold(name)));
    const children = below[container];
    roots.push({ guid: containerGuid(container), leaf, path: leaf, name: leaf, codable: false, children });
  }
  return { roots, cast: speakers, renamed: nameAll(roots) };
}

function node(container: Container, guid: string, leaf: string): CodeNode {
  return { guid, leaf, path: `${CONTAINERS[container]}/${leaf}`, name: leaf, codable: true, children: [] };
}

function tagTree(corpus: Corpus, tags: ReadonlySet<string>): CodeNode[] {
  const all = new Set<string>();
  for (const tag of tags) for (let name = tag; name !== '' && !all.has(name); name = parentOf(name)) all.add(name);
  const roots: CodeNode[] = [];
  const byPath = new Map<string, CodeNode>();
  for (const path of [...all].sort()) {
    const entry = corpus.tagEntry(path);
    const parent = byPath.get(parentOf(path));
    const leaf = parent ? path.slice(path.lastIndexOf('/') + 1) : path;
    const color = longColor(entry?.color) ?? parent?.color;
    const tag = { guid: guid('tag', path), leaf, path, name: leaf, codable: true, color, description: entry?.about };
    const added = { ...tag, children: [] };
    byPath.set(path, added);
    (parent?.children ?? roots).push(added);
  }
  return roots;
}

/** The tag above, or nothing. A tag that lies deeper than anybody codes stands by itself. */
function parentOf(tag: string): string {
  return tag.split('/', DEEPEST + 1).length > DEEPEST ? '' : tag.slice(0, Math.max(0, tag.lastIndexOf('/')));
}

function claimNode(corpus: Corpus, name: string, stances: ReadonlySet<string>): CodeNode {
  const contradicts = corpus.claimEntry(name)?.contradicts.map(({ value }) => value) ?? [];
  const lines = [corpus.gloss(name), ...(contradicts.length > 0 ? [CONTRADICTS + contradicts.join(', ')] : [])];
  const claim = node('claims', claimGuid(name), name);
  claim.description = lines.filter((line) => line !== undefined).join('\n');
  for (const stance of ['supports', 'contradicts'] as const) {
    const id = claimGuid(name, stance);
    if (stances.has(id)) claim.children.push(node('claims', id, name + STANCE_SUFFIX[stance]));
  }
  return claim;
}

function personNode(corpus: Corpus, name: string): CodeNode {
  const entry = corpus.personEntry(name);
  const aliases = entry?.aliases ?? [];
  const lines = [entry?.fullName, ...(aliases.length > 0 ? [ALIASES + aliases.join(', ')] : [])];
  const person = node('people', guid('person', name), name);
  person.description = lines.filter((line) => line !== undefined).join('\n');
  return person;
}

/** Gives each code of the tree a name that no other has. */
function nameAll(roots: readonly CodeNode[]): number {
  const all = [...walk(roots)];
  const leaves = new Map<string, number>();
  for (const { leaf } of all) leaves.set(fold(leaf), (leaves.get(fold(leaf)) ?? 0) + 1);
  const taken = new Set<string>();
  let renamed = 0;
  for (const code of all) {
    const wanted = leaves.get(fold(code.leaf)) === 1 ? code.leaf : code.path;
    code.name = free(wanted, (name) => taken.has(name));
    if (code.name !== wanted) renamed++;
    taken.add(code.name);
  }
  return renamed;
}

export function* walk(codes: readonly CodeNode[]): Generator<CodeNode> {
  for (const code of codes) {
    yield code;
    yield* walk(code.children);
  }
}

/** The codes as XML; the same in both schemas. */
export function codesXml(roots: readonly CodeNode[]): string {
  return roots
    .map(({ guid, name, codable, color, description, children }) =>
      element(
        'Code',
        { guid, name, isCodable: codable, color },
        textElement('Description', description),
        codesXml(children),
      ),
    )
    .join('');
}

/** `#rgb` as `#RRGGBB`: not every program reads the short form. */
function longColor(color: string | undefined): string | undefined {
  const long = color?.length === 4 ? color.replace(/[0-9a-f]/gi, '$&$&') : color;
  return long?.toUpperCase();
}

/** The name, or the name with the first number from 2 that makes it free. */
export function free(name: string, isTaken: (name: string) => boolean): string {
  if (!isTaken(name)) return name;
  for (let number = 2; ; number++) {
    const numbered = `${name} (${number})`;
    if (!isTaken(numbered)) return numbered;
  }
}

/** Some programs compare names without case. */
export function fold(name: string): string {
  return name.toLowerCase();
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
