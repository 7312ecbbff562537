/** Changes the entries of a codebook by hand, so that comments, order, quotes and line ends of the rest stay as they are. */
import { isCollection, isMap, isPair, isScalar, isSeq, type Node, type Pair, type YAMLMap, type YAMLSeq } from 'yaml';
import { readCodebook, type Codebook } from '../../core/codebook';
import { applyEdits } from '../../core/edit';
import { entries, parseYaml, scalar } from '../../core/front-matter';
import type { Edit } from '../place';
import type { Change } from './change';
import { replaceToken } from './yaml-token';

const SECTION = { tag: 'tags', claim: 'claims', person: 'people' } as const;
const SIGIL = { tag: /^#/, claim: /^\^/, person: /^@/ } as const;

/**
 * The edits that carry a change out: entries get their new names, `contradicts` follows, and an entry that would be that of another is
 * dropped.
 *
 * @returns `undefined` where the file is no well-formed YAML or is written in a way that this does not understand: the result is read
 * again and compared.
 */
export function codebookEdits(codebook: Codebook, change: Change): Edit[] | undefined {
  if (!isConcerned(codebook, change)) return [];
  const { text } = codebook;
  const base = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const document = parseYaml(text.slice(base));
  const root = document?.contents ?? null;
  if (!isMap(root)) return undefined;
  const edits: (Edit | undefined)[] = [];
  for (const [key, value] of entries(root as YAMLMap, base))
    if (key.value === SECTION[change.kind] && isMap(value)) edits.push(...sectionEdits(text, value, base, change));
  const known = edits.filter((edit) => edit !== undefined);
  if (known.length < edits.length || document?.errors.length !== 0) return undefined;
  const result = applyEdits(text, known);
  return isWhole(result.slice(base)) && meaning(readCodebook(codebook.uri, result)) === meaning(codebook, change)
    ? known
    : undefined;
}

function isConcerned(codebook: Codebook, { kind, to }: Change): boolean {
  const names = [...codebook[SECTION[kind]].keys()];
  if (kind === 'claim')
    for (const { contradicts } of codebook.claims.values()) names.push(...contradicts.map(({ value }) => value));
  return names.some((name) => to(name) !== name);
}

/** Whether a source is well-formed, and every alias has its anchor. */
function isWhole(source: string): boolean {
  const document = parseYaml(source);
  if (document?.errors.length !== 0) return false;
  try {
    document.toJS({ maxAliasCount: 100 });
    return true;
  } catch {
    return false;
  }
}

/** An edit that is not known how to write is `undefined`. */
function sectionEdits(text: string, section: YAMLMap, base: number, change: Change): (Edit | undefined)[] {
  const { kind, to } = change;
  const items = entries(section, base);
  const nameOf = (key: string): string => key.replace(SIGIL[kind], '');
  const staying = new Set(items.map(([key]) => nameOf(key.value)).filter((name) => to(name) === name));
  const gone = new Set<number>();
  const edits: (Edit | undefined)[] = [];
  for (const [index, [key, details]] of items.entries()) {
    const name = nameOf(key.value);
    const after = to(name);
    if (after === undefined || (after !== name && staying.has(after))) {
      gone.add(index);
      continue;
    }
    const sigil = key.value.slice(0, key.value.length - name.length);
    if (after !== name) edits.push(replaceToken(text, key.span, sigil + after));
    if (kind === 'claim') edits.push(...contradictsEdits(text, details, base, after, change));
  }
  // Keys that are no words are none of ours, so the numbers are those of the words among them.
  const pairs = section.items.filter((pair) => scalar(pair.key as Node | null, base));
  const numbers = new Set([...gone].map((index) => section.items.indexOf(pairs[index] as Pair)));
  return [...edits, ...removed(text, section, base, numbers)];
}

/** `contradicts` of one claim, by now called `own`. */
function contradictsEdits(
  text: string,
  details: Node | null,
  base: number,
  own: string,
  change: Change,
): (Edit | undefined)[] {
  const found = isMap(details) ? entries(details, base).find(([key]) => key.value === 'contradicts') : undefined;
  const [, list] = found ?? [];
  if (!list) return [];
  const items = isSeq(list) ? (list.items as Node[]) : [list];
  const names = items.map((item) => scalar(item, base)?.value);
  const gone = new Set<number>();
  const edits: Edit[] = [];
  for (const [index, after] of opposed(names, own, change).entries()) {
    const field = scalar(items[index] ?? null, base);
    if (!field || after === field.value) continue;
    if (after !== undefined) edits.push(replaceToken(text, field.span, after));
    else if (isSeq(list)) gone.add(index);
    else edits.push({ span: field.span, text: '' });
  }
  return [...edits, ...(isSeq(list) ? removed(text, list as YAMLSeq, base, gone) : [])];
}

/** What becomes of the names that a claim contradicts, one for one; a claim does not contradict itself. */
function opposed(
  names: readonly (string | undefined)[],
  own: string,
  { to, merges = false }: Change,
): (string | undefined)[] {
  const staying = new Set(names.filter((name) => name !== undefined && to(name) === name));
  return names.map((name) => {
    const after = name === undefined ? undefined : to(name);
    if (!merges || after === undefined) return after;
    const isDouble = after !== name && staying.has(after);
    return after === own || isDouble ? undefined : after;
  });
}

/** Removes items of a list or map; `undefined` stands for one that is written in a way which this does not understand. */
function removed(text: string, list: YAMLMap | YAMLSeq, base: number, gone: ReadonlySet<number>): (Edit | undefined)[] {
  let kept = false;
  return list.items.flatMap((item, index) => {
    if (!gone.has(index)) {
      kept = true;
      return [];
    }
    const span = rangeOf(item);
    if (!span) return [undefined];
    const [start, end] = [base + span.start, base + span.end];
    if (!list.flow) return [removedLines(text, start, end)];
    const before = rangeOf(list.items[index - 1]);
    const behind = rangeOf(list.items[index + 1]);
    if (kept && before) return [{ span: { start: base + before.end, end }, text: '' }];
    return [{ span: { start, end: behind ? base + behind.start : end }, text: '' }];
  });
}

/** Where an item stands, be it a node or a pair. */
function rangeOf(item: unknown): { start: number; end: number } | undefined {
  const start = isPair(item) ? (item.key as Node | null)?.range?.[0] : (item as Node | undefined)?.range?.[0];
  const end = endOf(item);
  return start === undefined || end === undefined ? undefined : { start, end };
}

/** Where the words of an item end: to the library, a value that is missing reaches over the comments below it. */
function endOf(item: unknown): number | undefined {
  if (isPair(item)) return endOf(item.value) ?? endOf(item.key);
  if (isScalar(item) && item.value === null && !item.source) return undefined;
  const last = isCollection(item) && !item.flow ? endOf(item.items.at(-1)) : undefined;
  return last ?? (item as Node | null | undefined)?.range?.[1];
}

/** Removes the lines of an item that begins its line. */
function removedLines(text: string, start: number, end: number): Edit | undefined {
  const from = Math.max(text.lastIndexOf('\n', start - 1), text.lastIndexOf('\r', start - 1)) + 1;
  if (!/^\s*(?:-\s*)?$/.test(text.slice(from, start))) return undefined;
  const content = start + text.slice(start, end).trimEnd().length;
  const lineEnd = /\r\n|\n|\r/g;
  lineEnd.lastIndex = content;
  return { span: { start: from, end: lineEnd.test(text) ? lineEnd.lastIndex : text.length }, text: '' };
}

/** All that a codebook says, as one text: as it is, or as it should be after a change. */
function meaning({ tags, claims, people }: Codebook, change?: Change): string {
  const renamed = <T>(kind: Change['kind'], section: Map<string, T>): [string, T][] =>
    [...section].flatMap(([name, entry]): [string, T][] => {
      const after = change?.kind === kind ? change.to(name) : name;
      const isOther = after !== undefined && after !== name && section.has(after) && change?.to(after) === after;
      return after === undefined || isOther ? [] : [[after, entry]];
    });
  return JSON.stringify([
    renamed('tag', tags).map(([name, { about, color }]) => [name, about, color]),
    renamed('claim', claims).map(([name, { says, contradicts }]) => {
      const names = contradicts.map(({ value }) => value);
      const after = change?.kind === 'claim' ? opposed(names, name, change) : names;
      return [name, says?.value, after.filter((other) => other !== undefined)];
    }),
    renamed('person', people).map(([name, { fullName, aliases }]) => [name, fullName, aliases]),
  ]);
}
