/** Takes an entry out of YAML by hand, so that comments, order, quotes and line ends of the rest stay as they are. */
import { isMap, isPair, isScalar, isSeq, type Node, type YAMLMap, type YAMLSeq } from 'yaml';
import { applyEdits } from '../../core/edit';
import { parseYaml } from '../../core/front-matter';
import type { Edit } from '../place';
import { column, deepEnd, endOf, startOf } from './yaml-entry';

/**
 * The edits that take out the entry whose key stands at `offset`, or the item of a list that does; a value in the place of a list goes
 * with its key. `undefined` where there is none, or the source is not well-formed or written in a way that this does not understand: the
 * result is read again and compared.
 */
export function removeFromYaml(source: string, offset: number): Edit[] | undefined {
  const document = parseYaml(source);
  if (!document || document.errors.length > 0) return undefined;
  const found = itemAt(document.contents, offset);
  const edits = found && removal(source, found);
  if (!edits) return undefined;
  found.list.items.splice(found.index, 1);
  const after = parseYaml(applyEdits(source, edits));
  const same =
    after?.errors.length === 0 && JSON.stringify(shape(after.contents)) === JSON.stringify(shape(document.contents));
  return same ? edits : undefined;
}

interface Item {
  list: YAMLMap | YAMLSeq;
  index: number;
}

function itemAt(node: Node | null, offset: number): Item | undefined {
  const holds = (part: unknown): boolean => {
    const range = (part as Node | null)?.range;
    return !!range && range[0] <= offset && offset <= range[1];
  };
  if (!isMap(node) && !isSeq(node)) return undefined;
  for (const [index, item] of (node.items as unknown[]).entries()) {
    const value = (isPair(item) ? item.value : item) as Node | null;
    if (isPair(item) && holds(item.key)) return { list: node, index };
    if (!holds(value)) continue;
    if (!isMap(value) && !isSeq(value)) return { list: node, index };
    const inner = itemAt(value, offset);
    if (inner) return inner;
  }
  return undefined;
}

function removal(source: string, { list, index }: Item): Edit[] | undefined {
  const item: unknown = list.items[index];
  const [start, end] = [startOf(item), list.flow ? endOf(item) : deepEnd(item)];
  if (start === undefined || end === undefined) return undefined;
  if (!list.flow) {
    const before = column(source, start);
    if (!(isSeq(list) ? /^[ \t]*-[ \t]+$/ : /^[ \t]*$/).test(before)) return undefined;
    const trimmed = source.slice(0, end).trimEnd().length;
    const lineEnd = /\r\n|\n|\r|$/.exec(source.slice(trimmed));
    if (!lineEnd) return undefined;
    return [{ span: { start: start - before.length, end: trimmed + lineEnd.index + lineEnd[0].length }, text: '' }];
  }
  const [last, next] = [endOf(list.items[index - 1]), startOf(list.items[index + 1])];
  const whole =
    list.items.length === 1 && list.range ? { start: list.range[0] + 1, end: list.range[1] - 1 } : undefined;
  const span = whole ?? (next !== undefined ? { start, end: next } : { start: last ?? start, end });
  // What stands between is no comment.
  return source.slice(span.start, start).includes('#') || source.slice(end, span.end).includes('#')
    ? undefined
    : [{ span, text: '' }];
}

/** The data of a node, with what stands twice; nothing and an empty collection are the same. */
function shape(node: unknown): unknown {
  if (isPair(node)) return [shape(node.key), shape(node.value)];
  if (isMap(node) || isSeq(node)) return node.items.length === 0 ? null : node.items.map(shape);
  return isScalar(node) ? node.value : null;
}
