/** Puts an entry into YAML by hand, so that comments, order, quotes and line ends of the rest stay as they are. */
import { isMap, isPair, isScalar, isSeq, type Node, type Pair, type Scalar, type YAMLMap, type YAMLSeq } from 'yaml';
import { applyEdits } from '../../core/edit';
import { parseYaml } from '../../core/front-matter';
import type { Edit } from '../place';
import { insertion } from './action';

/** An item of a list, or a key with its value; in a list of names a key stands alone. */
export type Entry = { item: string } | { name: string; value: string | Record<string, string> | null };

/**
 * The edits that add an entry to what stands under `key` at the top level of `source`, in the style in which that is written, and with
 * the key itself where it is missing. `undefined` where the source is no well-formed map, has the entry, or is written in a way
 * that this does not understand: the result is read again and compared.
 *
 * Names that stand in order stay so; otherwise `parent/child` goes below its parent's, and anything else to the end.
 *
 * @param lineEnd the line end of the file.
 */
export function addToYaml(source: string, key: string, entry: Entry, lineEnd: string): Edit[] | undefined {
  const root = parseYaml(source)?.contents ?? null;
  const writer: Writer = { source, lineEnd };
  const edits =
    root === null ? inEmpty(writer, key, entry) : isMap(root) ? inRoot(writer, root as YAMLMap, key, entry) : undefined;
  if (!edits) return undefined;
  const wanted = withEntry(valueOf(source), key, entry);
  return wanted !== undefined && wanted === inOrder(valueOf(applyEdits(source, edits)), key) ? edits : undefined;
}

interface Writer {
  source: string;
  lineEnd: string;
}

type Range = readonly [start: number, valueEnd: number, nodeEnd: number];

function inEmpty(writer: Writer, key: string, entry: Entry): Edit[] {
  const { source, lineEnd } = writer;
  const lines = newKey(writer, key, entry, '', '  ');
  if (source.trim() === '') return [insertion(source.length, lines + lineEnd)];
  return [below(writer, source.length, lines)];
}

function inRoot(writer: Writer, root: YAMLMap, key: string, entry: Entry): Edit[] | undefined {
  if (!root.range) return undefined;
  const pair = root.items.find((candidate) => isScalar(candidate.key) && candidate.key.value === key);
  const indent = column(writer.source, root.range[0]);
  const step = stepOf(writer, root, indent);
  if (pair) return underKey(writer, pair, entry, indent + step);
  if (root.flow)
    return inFlow(writer, root, `${key}: ${'item' in entry ? `[${flowEntry(entry)}]` : `{ ${flowEntry(entry)} }`}`);
  return [below(writer, root.range[1], newKey(writer, key, entry, indent, step))];
}

/** The lines of a key that is not there yet. */
function newKey({ lineEnd }: Writer, key: string, entry: Entry, indent: string, step: string): string {
  if ('item' in entry) return `${indent}${key}: [${flowEntry(entry)}]`;
  return `${indent}${key}:${lineEnd}${indent}${step}${blockEntry(entry)}`;
}

function underKey(writer: Writer, pair: Pair, entry: Entry, indent: string): Edit[] | undefined {
  const value = pair.value as Node | null;
  if (isSeq(value) || isMap(value)) {
    const list = value as YAMLSeq | YAMLMap;
    const index = isMap(value) && 'name' in entry ? placeOf(entry.name, value as YAMLMap) : list.items.length;
    if (list.flow) return inFlow(writer, list, flowEntry(entry, isSeq(value)), index);
    if (!list.range) return undefined;
    const line =
      column(writer.source, list.range[0]) + (isSeq(value) ? `- ${flowEntry(entry, true)}` : blockEntry(entry));
    if (index === list.items.length) return [below(writer, list.range[1], line)];
    if (index === 0) return [insertion(above(writer, list.range[0]), line + writer.lineEnd)];
    const end = deepEnd(list.items[index - 1]);
    return end === undefined ? undefined : [below(writer, end, line)];
  }
  const range = (pair.key as Scalar).range;
  if (!range) return undefined;
  if (value === null || (isScalar(value) && value.value === null)) {
    const colon = writer.source.indexOf(':', range[1]);
    if (colon < 0) return undefined;
    if ('item' in entry) return [insertion(colon + 1, ` [${flowEntry(entry)}]`)];
    return [below(writer, colon + 1, indent + blockEntry(entry))];
  }
  if (!('item' in entry) || !isScalar(value)) return undefined;
  return asList(writer, value, entry);
}

type Order = (a: string, b: string) => number;
const ORDERS: readonly Order[] = [
  (a, b) => (a < b ? -1 : a > b ? 1 : 0),
  (a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : a.toLowerCase() > b.toLowerCase() ? 1 : 0),
];

/** Where a name belongs in a map, as an index into its items. */
function placeOf(name: string, { items }: YAMLMap): number {
  const names = items.map(({ key }) => (isScalar(key) ? String(key.value) : ''));
  const order = ORDERS.find((compare) =>
    names.every((one, index) => index === 0 || compare(names[index - 1] ?? '', one) < 0),
  );
  if (order && names.length > 1) {
    const next = names.findIndex((one) => order(one, name) > 0);
    return next < 0 ? names.length : next;
  }
  const parent = name.slice(0, Math.max(0, name.lastIndexOf('/')));
  const last = parent === '' ? -1 : names.findLastIndex((one) => one === parent || one.startsWith(parent + '/'));
  return last < 0 ? names.length : last + 1;
}

/** The start of the line of `offset`, or of the comments that stand right above it. */
function above(writer: Writer, offset: number): number {
  const { source } = writer;
  let start = offset - column(writer.source, offset).length;
  while (start > 0) {
    const end = start - (source.endsWith('\r\n', start) ? 2 : 1);
    const line = column(writer.source, end);
    if (!line.trimStart().startsWith('#')) break;
    start = end - line.length;
  }
  return start;
}

/** A single value in the place of a list becomes the first of a list. */
function asList({ source }: Writer, { range, value }: Scalar, entry: Entry): Edit[] | undefined {
  if (!range) return undefined;
  const [start, end] = range;
  const written = source.slice(start, end);
  if (/[\r\n]/.test(written)) return undefined;
  const first = /^["']/.test(written) || typeof value !== 'string' ? written : yamlString(value);
  return [{ span: { start, end }, text: `[${first}, ${flowEntry(entry)}]` }];
}

/** @param index of the item before which it goes; behind the last one where there is none. */
function inFlow({ source }: Writer, list: YAMLSeq | YAMLMap, entry: string, index = Infinity): Edit[] | undefined {
  if (!list.range) return undefined;
  const next = startOf(list.items[index]);
  if (next !== undefined) return [insertion(next, `${entry}, `)];
  const last = list.items.at(-1);
  if (last === undefined) {
    const inner = source.slice(list.range[0] + 1, list.range[1] - 1);
    // `{ }` becomes `{ a: b }`.
    const edge = isMap(list) && inner === '' ? ' ' : '';
    return [
      insertion(list.range[0] + 1 + (inner === ' ' ? 1 : 0), `${edge}${entry}${edge || (inner === ' ' ? ' ' : '')}`),
    ];
  }
  const end = endOf(last);
  return end === undefined ? undefined : [insertion(end, `, ${entry}`)];
}

/** Where an item ends, be it a node or a pair. */
export function endOf(item: unknown): number | undefined {
  const pair = (item ?? {}) as { key?: Node | null; value?: Node | null; range?: Range | null };
  return pair.range?.[1] ?? pair.value?.range?.[1] ?? pair.key?.range?.[1];
}

/** Where an item starts, be it a node or a pair. */
export function startOf(item: unknown): number | undefined {
  const { key, range } = (item ?? {}) as { key?: Node | null; range?: Range | null };
  return range?.[0] ?? key?.range?.[0];
}

/** Where the content of an item ends: the library counts comments behind a map to it. */
export function deepEnd(item: unknown): number | undefined {
  const value = isPair(item) ? item.value : item;
  const last = (isMap(value) || isSeq(value)) && !value.flow ? value.items.at(-1) : undefined;
  return last === undefined ? endOf(item) : deepEnd(last);
}

/** Puts lines below the line in which the content before `end` ends. */
function below({ source, lineEnd }: Writer, end: number, lines: string): Edit {
  const content = source.slice(0, end).trimEnd().length;
  const rest = /[\r\n]/.exec(source.slice(content))?.index;
  return insertion(rest === undefined ? source.length : content + rest, lineEnd + lines);
}

/** What stands before `offset` in its line: the indentation. */
export function column(source: string, offset: number): string {
  const start = Math.max(source.lastIndexOf('\n', offset - 1), source.lastIndexOf('\r', offset - 1)) + 1;
  return source.slice(start, offset);
}

/** By how much a nested map is indented, as the file does it elsewhere. */
function stepOf(writer: Writer, root: YAMLMap, indent: string): string {
  for (const { value } of root.items) {
    if (!isMap(value) || value.flow || !value.range) continue;
    const nested = column(writer.source, value.range[0]);
    if (nested.startsWith(indent) && nested.length > indent.length) return nested.slice(indent.length);
  }
  return '  ';
}

function blockEntry(entry: Entry): string {
  if ('item' in entry) return yamlString(entry.item);
  return `${yamlString(entry.name)}:${entry.value === null ? '' : ' ' + valueText(entry.value)}`;
}

function flowEntry(entry: Entry, asItem = false): string {
  return asItem && 'name' in entry ? yamlString(entry.name) : blockEntry(entry);
}

function valueText(value: string | Record<string, string>): string {
  if (typeof value === 'string') return yamlString(value);
  const fields = Object.entries(value).map(([name, text]) => `${name}: ${JSON.stringify(text)}`);
  return `{ ${fields.join(', ')} }`;
}

const PLAIN = /^[\p{L}_][\p{L}\p{M}\p{N}_/'’.-]*(?: [\p{L}\p{M}\p{N}_/'’.-]+)*$/u;
const RESERVED = /^(?:true|false|null|yes|no|on|off|y|n)$/i;

/** A string as YAML, in quotes only where it needs them. */
function yamlString(value: string): string {
  return PLAIN.test(value) && !RESERVED.test(value) ? value : JSON.stringify(value);
}

/** The data of a source; `undefined` where it is not well-formed, or holds more aliases than anybody writes. */
function valueOf(source: string): unknown {
  const document = parseYaml(source);
  if (!document || document.errors.length > 0) return undefined;
  try {
    return document.toJS({ maxAliasCount: 100 }) as unknown;
  } catch {
    return undefined;
  }
}

/** What the source should mean afterwards, as JSON. */
function withEntry(before: unknown, key: string, entry: Entry): string | undefined {
  if (before === undefined) return undefined;
  const root = { ...(before as Record<string, unknown> | null) };
  const old = root[key] ?? null;
  const item = 'item' in entry ? entry.item : entry.name;
  if (Array.isArray(old)) {
    if (old.includes(item)) return undefined;
    root[key] = [...(old as unknown[]), item];
  } else if ('item' in entry) root[key] = old === null ? [item] : [old, item];
  else if (old !== null && (typeof old !== 'object' || Object.hasOwn(old, item))) return undefined;
  else root[key] = { ...old, [item]: entry.value };
  return inOrder(root, key);
}

/** As JSON, with the names under `key` in order. */
function inOrder(data: unknown, key: string): string {
  const root = { ...(data as Record<string, unknown> | null) };
  const section = root[key];
  if (typeof section === 'object' && section !== null && !Array.isArray(section)) {
    root[key] = Object.entries(section).sort(([a], [b]) => (a < b ? -1 : 1));
  }
  return JSON.stringify(root);
}
