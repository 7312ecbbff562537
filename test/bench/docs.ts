/** Figures go into the docs between marks, so that a page can be refreshed. */
import { readFileSync, writeFileSync } from 'node:fs';

/** Puts `made` between `<!-- name -->` and `<!-- end of name -->`. */
export function refresh(doc: string, name: string, made: string): void {
  const text = readFileSync(doc, 'utf8');
  const [begin, end] = [`<!-- ${name} -->`, `<!-- end of ${name} -->`];
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${doc} has no place for: ${name}`);
  writeFileSync(doc, `${text.slice(0, from)}${begin}\n\n${made}\n\n${text.slice(to)}`);
}

/** A row of a Markdown table. */
export function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
