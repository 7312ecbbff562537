/** Single words of YAML: keys and values, written in the style in which they stand. */
import { isMap, isSeq, type Node, type Pair } from 'yaml';
import { parseYaml, scalar } from '../../core/front-matter';
import type { Span } from '../../core/span';
import type { Edit } from '../place';

/** Replaces a key or a value by another text. It keeps its quotes, and gets some where it needs them. */
export function replaceToken(text: string, span: Span, value: string): Edit {
  const quote = text[span.start];
  const written =
    quote === "'"
      ? `'${value.replaceAll("'", "''")}'`
      : quote !== '"' && isPlain(value)
        ? value
        : JSON.stringify(value);
  return { span, text: written };
}

/** Whether a text means itself without quotes: as a key, as a value and as an item of a list. */
function isPlain(value: string): boolean {
  const read = (source: string): Node | null | undefined => {
    const document = parseYaml(source);
    return document?.errors.length === 0 ? document.contents : undefined;
  };
  const words = [`${value}: 1`, `{ ${value}: 1 }`].map((source) => only(read(source))?.key);
  words.push(only(read(`key: ${value}`))?.value, only(read(`{ key: ${value} }`))?.value);
  const list = read(`[${value}]`);
  words.push(isSeq(list) && list.items.length === 1 ? list.items[0] : undefined);
  return words.every((word) => scalar((word ?? null) as Node | null, 0)?.value === value);
}

/** The one pair of a map. */
function only(map: Node | null | undefined): Pair | undefined {
  return isMap(map) && map.items.length === 1 ? map.items[0] : undefined;
}
