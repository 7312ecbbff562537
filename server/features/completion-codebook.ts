/** Completion in a codebook: where one is, judged by the lines above and the text before, as YAML is broken while it is typed; and what belongs there. */
import { CODEBOOK_KEYS, isSection, type Codebook, type Section } from '../core/codebook';
import type { Corpus } from '../core/corpus';
import { touches, type Span } from '../core/span';
import { KEYS_OF_CODEBOOK } from './completion-words';
import { ranked } from './matching';

/** `path` are the keys around it: `claims`, `rents-doubled`, `contradicts`. */
export interface CodebookContext {
  kind: 'key' | 'value';
  path: string[];
  typed: string;
  replace: Span;
  /** A colon stands behind it already. */
  hasColon: boolean;
}

export interface CodebookOffer {
  label: string;
  kind: 'tag' | 'claim' | 'person' | 'key';
  detail?: string;
  documentation?: string;
  insert: string;
}

/** Lines longer than this, in UTF-16 units, are not looked into; and so many lines above. */
const LONGEST_LINE = 2000;
const MOST_LINES = 5000;

/** What belongs at an offset of a codebook, the best first. */
export function codebookOffers(corpus: Corpus, codebook: Codebook, context: CodebookContext): CodebookOffer[] {
  const { kind, path, typed, replace, hasColon } = context;
  const [section, entry, field] = path;
  const asKey = (offer: CodebookOffer): CodebookOffer => (hasColon ? { ...offer, insert: nameOf(offer) } : offer);
  if (section === undefined) {
    const present = codebook.text.match(/^\w{1,20}(?=:)/gm) ?? [];
    return kind === 'value' ? [] : keys(Object.keys(CODEBOOK_KEYS), typed, present).map(asKey);
  }
  if (!isSection(section)) return [];
  if (entry === undefined) return kind === 'value' ? [] : lacking(corpus, section, typed, replace).map(asKey);
  if (field === undefined) {
    if (kind === 'key')
      return keys(CODEBOOK_KEYS[section], typed, keysOf(codebook, section, entry, replace)).map(asKey);
    return section === 'people' ? fullNames(corpus, typed) : [];
  }
  if (section === 'claims' && field === 'contradicts') {
    const others = codebook.claims.get(entry)?.contradicts.filter(({ span }) => !touches(span, replace.end)) ?? [];
    const taken = new Set([entry, ...others.map(({ value }) => value)]);
    const names = corpus.claimNames().filter((name) => !taken.has(name));
    return ranked(names, typed, () => 0).map((name) => ({
      label: name,
      kind: 'claim',
      detail: corpus.gloss(name),
      insert: yaml(name),
    }));
  }
  return section === 'people' && field === 'name' ? fullNames(corpus, typed) : [];
}

function keys(known: readonly string[], typed: string, present: readonly string[]): CodebookOffer[] {
  return known
    .filter((key) => key.startsWith(typed) && (key === typed || !present.includes(key)))
    .map((key) => ({ label: key, kind: 'key', ...(KEYS_OF_CODEBOOK[key] ?? { insert: `${key}: ` }) }));
}

/** The keys that an entry has, but the one that is being typed. */
function keysOf({ text, ...sections }: Codebook, section: Section, entry: string, replace: Span): string[] {
  const start = sections[section].get(entry)?.span.end ?? replace.end;
  const next = Math.min(
    ...[...sections[section].values()].map(({ span }) => span.start).filter((other) => other > start),
    text.length,
    start + LONGEST_LINE,
  );
  const around =
    text.slice(start, Math.max(start, replace.start)) + '\n' + text.slice(replace.end, Math.max(next, replace.end));
  return around.match(/[a-z]{1,20}(?=:)/g) ?? [];
}

/** The names that interviews use and no codebook has, the most used first. */
function lacking(corpus: Corpus, section: Section, typed: string, replace: Span): CodebookOffer[] {
  const kind = ({ tags: 'tag', claims: 'claim', people: 'person' } as const)[section];
  const counts = new Map<string, number>();
  for (const { uses, glosses } of corpus.interviews.values()) {
    for (const { code } of uses) {
      if (code.kind === kind) counts.set(code.name, (counts.get(code.name) ?? 0) + 1);
    }
    if (kind === 'claim') for (const { claim } of glosses) counts.set(claim, counts.get(claim) ?? 0);
  }
  // A parent belongs to the codebook, even if only what lies below it is used.
  if (kind === 'tag') {
    for (const name of [...counts.keys()])
      for (let at = name.indexOf('/'); at > 0; at = name.indexOf('/', at + 1))
        if (!counts.has(name.slice(0, at))) counts.set(name.slice(0, at), 0);
  }
  const isDeclared = (name: string): boolean => {
    const found = corpus.entry<{ span: Span }>((codebook) => codebook[section].get(name))?.entry;
    return found !== undefined && !touches(found.span, replace.end);
  };
  const names = [...counts.keys()].filter((name) => !isDeclared(name));
  return ranked(names, typed, (name) => counts.get(name) ?? 0).map((name) => {
    const gloss = kind === 'claim' ? corpus.gloss(name) : undefined;
    const count = counts.get(name) ?? 0;
    return {
      label: name,
      kind,
      detail: gloss ?? (count === 1 ? 'used once' : `used ${count} times`),
      insert: `${yaml(name)}: ${gloss ? `{ says: ${JSON.stringify(gloss)} }` : ''}`,
    };
  });
}

/** Full names of speakers that no codebook has. */
function fullNames(corpus: Corpus, typed: string): CodebookOffer[] {
  const counts = new Map<string, number>();
  for (const { speakers } of corpus.interviews.values()) {
    for (const speaker of speakers) {
      if (corpus.personKey(speaker)?.startsWith('@') === false)
        counts.set(speaker.name, (counts.get(speaker.name) ?? 0) + 1);
    }
  }
  return ranked(counts.keys(), typed, (name) => counts.get(name) ?? 0).map((name) => ({
    label: name,
    kind: 'person',
    insert: /^\p{L}[\p{L}\p{M}\p{N} .'’-]*$/u.test(name) ? name : JSON.stringify(name),
  }));
}

function nameOf({ insert }: CodebookOffer): string {
  return insert.replace(/: .*$|:$/, '');
}

/** The name of a code as a scalar of YAML. */
function yaml(name: string): string {
  return /^\p{L}[\p{L}\p{M}\p{N}_/-]*$/u.test(name) && !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(name)
    ? name
    : JSON.stringify(name);
}

/** Where one is in a codebook; `undefined` in comments and in quotes, and before something that would be swallowed. */
export function codebookContext(text: string, offset: number): CodebookContext | undefined {
  const start = lineStart(text, offset);
  const line = text.slice(start, offset);
  if (line.length > LONGEST_LINE) return undefined;
  const behind = /^[ \t]*(:(?=[ \t\r\n]|$)|[,}\]\r\n]|$)/.exec(text.slice(offset, offset + 100));
  if (!behind) return undefined;
  const place = inLine(line);
  if (!place) return undefined;
  const { kind, path, typed, indent, isItem } = place;
  const hasColon = behind[1] === ':';
  if (hasColon && kind === 'value') return undefined;
  return {
    kind,
    path: [...around(text, start, indent, isItem), ...path],
    typed,
    replace: { start: offset - typed.length, end: offset },
    hasColon,
  };
}

const KEY = /^(?:"([^"\\]*)"|'([^']*)'|([^\s:#{}[\],"'][^:#{}[\],]*)):(?=[ \t]|$)/;

interface InLine extends Pick<CodebookContext, 'kind' | 'path' | 'typed'> {
  indent: number;
  /** An item of a list in lines. */
  isItem: boolean;
}

/** What the line says by itself, from its start to the cursor. */
function inLine(line: string): InLine | undefined {
  const indent = /^\ufeff?([ ]*)/.exec(line)?.[1]?.length ?? 0;
  let rest = line.replace(/^\ufeff?[ ]*/, '');
  const item = /^-[ \t]+/.exec(rest);
  if (item) return atom(rest.slice(item[0].length), 'value', [], indent, true);
  const key = KEY.exec(rest);
  if (!key) return atom(rest, 'key', [], indent);
  const path = [keyName(key)];
  rest = rest.slice(key[0].length).trimStart();
  return /^[{[]/.test(rest) ? inFlow(rest, path, indent) : atom(rest, 'value', path, indent);
}

/** Between braces and brackets on one line. */
function inFlow(source: string, path: string[], indent: number): InLine | undefined {
  let rest = source;
  /** For each bracket that is open, how long the path is around it. */
  const open: { isMap: boolean; depth: number }[] = [];
  let current = path;
  for (;;) {
    rest = rest.trimStart();
    const top = open.at(-1);
    const character = rest.charAt(0);
    if (character === '{' || character === '[') open.push({ isMap: character === '{', depth: current.length });
    else if (character === '}' || character === ']') {
      open.pop();
      if (open.length === 0) return undefined;
    } else if (character === ',') current = current.slice(0, top?.depth);
    else {
      const key = top?.isMap && current.length === top.depth ? KEY.exec(rest) : null;
      const value = key
        ? undefined
        : (/^(?:"(?:[^"\\]|\\.)*"|'[^']*')/.exec(rest)?.[0] ?? /^[^,{}[\]]*/.exec(rest)?.[0] ?? '');
      if (key) current = [...current, keyName(key)];
      else if (value === rest)
        return atom(rest, top?.isMap && current.length === top.depth ? 'key' : 'value', current, indent);
      rest = rest.slice(key ? key[0].length : value?.length);
      continue;
    }
    rest = rest.slice(1);
  }
}

/** A name that is being typed. */
function atom(typed: string, kind: InLine['kind'], path: string[], indent: number, isItem = false): InLine | undefined {
  return /^[^"'#:{}[\],|>&*!%@`]*$/.test(typed) ? { kind, path, typed, indent, isItem } : undefined;
}

function keyName([, double, single, plain]: RegExpExecArray): string {
  return (double ?? single ?? plain?.trimEnd() ?? '').replace(/^[#^@]/, '');
}

/** The keys of the lines above that are indented less, the outermost first. */
function around(text: string, start: number, indent: number, isItem: boolean): string[] {
  const path: string[] = [];
  // The items of a list may stand right below their key.
  let least = isItem ? indent + 1 : indent;
  let end = start;
  for (let lines = 0; end > 0 && least > 0 && lines < MOST_LINES; lines++) {
    const from = lineStart(text, end - 1);
    const line = text
      .slice(from, Math.min(end, from + LONGEST_LINE))
      .trimEnd()
      .replace(/^\ufeff/, '');
    const depth = line.length - line.trimStart().length;
    const key = depth < least ? KEY.exec(line.trimStart()) : null;
    end = from;
    if (!key) continue;
    path.unshift(keyName(key));
    least = depth;
  }
  return path;
}

function lineStart(text: string, offset: number): number {
  return offset === 0 ? 0 : Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
}
