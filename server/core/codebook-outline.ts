/**
 * The sections and entries of a codebook, before it is known what they say. Reading YAML takes half a second for each megabyte, and a
 * codebook is read at every key stroke: where it is written one entry below the other, each is read by itself, and only if it has changed.
 */
import { isMap, isScalar, type Node } from 'yaml';
import { entries, faults, parseYaml, scalar } from './front-matter';
import type { Span } from './span';
import type { Field } from './syntax';

export interface OutlineEntry {
  key: Field;
  details: Node | null;
  /** How much less than in the file the offsets of `details` are. */
  base: number;
}

export interface OutlineSection {
  key: Field;
  /** Absent where something else than entries stands there. */
  entries?: OutlineEntry[];
}

export interface Outline {
  faults: { span: Span; message: string }[];
  /** Absent where the file is no map. */
  sections?: OutlineSection[];
  /** The entries by their text, for the next time. */
  pieces: Pieces;
}

/** A key with what stands behind it, as they stand in their own text. */
interface Piece {
  key: Node | null;
  value: Node | null;
}

export type Pieces = ReadonlyMap<string, Piece>;

const NONE: Pieces = new Map();

/**
 * @param known what was read the last time.
 * @returns `undefined` where it is nested too deeply.
 */
export function outline(text: string, known: Pieces = NONE): Outline | undefined {
  const base = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  return byEntries(text, base, known) ?? outlineAsWhole(text, known);
}

/** The same, in one go. */
export function outlineAsWhole(text: string, known: Pieces = NONE): Outline | undefined {
  const base = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const document = parseYaml(text.slice(base));
  if (!document) return undefined;
  const found = { faults: faults(document, base), pieces: known };
  const root = document.contents;
  if (!isMap(root)) return isNothing(root) || found.faults.length > 0 ? { ...found, sections: [] } : found;
  const sections = entries(root, base).map(([key, value]): OutlineSection => {
    if (!isMap(value)) return isNothing(value) ? { key, entries: [] } : { key };
    return { key, entries: entries(value, base).map(([name, details]) => ({ key: name, details, base })) };
  });
  return { ...found, sections };
}

/** Whether a node says nothing: it is missing, or null. */
export function isNothing(value: Node | null): boolean {
  return value === null || (isScalar(value) && value.value === null);
}

const HEADER = /^(tags|claims|people):(?: *| +#.*)$/;
const LINE = /([^\n]*)(?:\n|$)/y;

/**
 * Entry by entry: `undefined` where anything else stands in the file than sections and, equally far to the right, the first lines of
 * their entries; or where an entry by itself is no single pair. Then it might go on where another one seems to begin.
 */
function byEntries(text: string, base: number, known: Pieces): Outline | undefined {
  if (/\r(?!\n)/.test(text)) return undefined;
  const sections: { key: Field; indent: number; starts: number[]; end: number }[] = [];
  for (let at = base; at < text.length;) {
    LINE.lastIndex = at;
    const line = (LINE.exec(text)?.[1] ?? '').replace(/\r$/, '');
    const start = at;
    at = LINE.lastIndex;
    const content = line.trimStart();
    const indent = line.length - content.length;
    const section = sections.at(-1);
    if (section) section.end = at;
    if (content === '' || content.startsWith('#')) continue;
    if (indent === 0) {
      const name = HEADER.exec(line)?.[1];
      if (name === undefined) return undefined;
      if (section) section.end = start;
      sections.push({
        key: { value: name, span: { start, end: start + name.length } },
        indent: 0,
        starts: [],
        end: at,
      });
      continue;
    }
    if (!section || line.slice(0, indent).includes('\t')) return undefined;
    if (section.starts.length === 0) section.indent = indent;
    if (indent < section.indent) return undefined;
    if (indent === section.indent) section.starts.push(start);
  }
  const pieces = new Map<string, Piece>();
  const read = sections.map(({ key, indent, starts, end }): OutlineSection | undefined => {
    const found = starts.map((start, index) => entryAt(text, start, starts[index + 1] ?? end, indent, known, pieces));
    return found.includes(undefined) ? undefined : { key, entries: found.filter((entry) => entry !== undefined) };
  });
  if (read.includes(undefined)) return undefined;
  return { faults: [], sections: read.filter((section) => section !== undefined), pieces };
}

function entryAt(
  text: string,
  start: number,
  end: number,
  indent: number,
  known: Pieces,
  pieces: Map<string, Piece>,
): OutlineEntry | undefined {
  const source = text.slice(start, end);
  const piece = known.get(source) ?? pieces.get(source) ?? readPiece(source, indent);
  const key = piece && scalar(piece.key, start);
  if (!key) return undefined;
  // The last one to be read is the one whose text is kept.
  pieces.set(source, piece);
  return { key, details: piece.value, base: start };
}

function readPiece(source: string, indent: number): Piece | undefined {
  // A copy: otherwise each entry would keep in memory the whole text in which it was changed last.
  const document = parseYaml(JSON.parse(JSON.stringify(source)) as string);
  const root = document?.errors.length === 0 ? document.contents : null;
  if (!isMap(root) || root.flow === true || root.items.length !== 1 || root.range?.[0] !== indent) return undefined;
  const [pair] = root.items;
  return pair && { key: pair.key as Node | null, value: pair.value as Node | null };
}
