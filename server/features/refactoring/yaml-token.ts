/** Single words of YAML: keys and values, written in the style in which they stand. */
import { isMap, isScalar, isSeq, type Node } from 'yaml';
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

/** Whether a text means itself without quotes, as a key and as an item of a list. */
function isPlain(value: string): boolean {
  return [`${value}: 1`, `{ ${value}: 1 }`, `[${value}]`, `a: ${value}`].every((source) => {
    const document = parseYaml(source);
    const root = document?.errors.length === 0 ? document.contents : null;
    if (isSeq(root)) return root.items.length === 1 && scalar(root.items[0] as Node, 0)?.value === value;
    if (!isMap(root) || root.items.length !== 1) return false;
    const [pair] = root.items;
    const word = isScalar(pair?.key) && pair.key.value === 'a' && source.startsWith('a: ') ? pair.value : pair?.key;
    return scalar(word as Node | null, 0)?.value === value;
  });
}
