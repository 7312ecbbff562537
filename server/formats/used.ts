/** The codes that stand in the interviews of an export, with what the codebook says of them. */
import type { Corpus } from '../core/corpus';
import type { CodeUse, Interview, Statement } from '../core/interview';

export interface UsedTag {
  name: string;
  about?: string;
  /** `#rgb` or `#rrggbb`: the tag's own, else that of a tag above it, else one of a palette. */
  color: string;
  uses: CodeUse[];
}

export interface UsedClaim {
  name: string;
  gloss?: string;
  contradicts: string[];
  /** In the order of the interviews, then of the file. */
  statements: { interview: number; statement: Statement }[];
}

const PALETTE = [
  '#2b8cbe',
  '#b5651d',
  '#4f8a2b',
  '#8e63b8',
  '#c2503f',
  '#1f7a73',
  '#a8741a',
  '#b23a6b',
  '#5b6abf',
  '#6a7d1f',
];

/** The tags in code point order. */
export function usedTags(corpus: Corpus, interviews: readonly Interview[]): UsedTag[] {
  const uses = new Map<string, CodeUse[]>();
  for (const use of interviews.flatMap((interview) => interview.uses)) {
    if (use.code.kind !== 'tag') continue;
    const same = uses.get(use.code.name);
    if (same) same.push(use);
    else uses.set(use.code.name, [use]);
  }
  return [...uses.keys()].sort().map((name, index) => ({
    name,
    about: corpus.tagEntry(name)?.about,
    color: colorOf(corpus, name) ?? (PALETTE[index % PALETTE.length] as string),
    uses: uses.get(name) ?? [],
  }));
}

function colorOf(corpus: Corpus, name: string): string | undefined {
  for (let tag = name; tag !== ''; tag = tag.slice(0, Math.max(0, tag.lastIndexOf('/')))) {
    const color = corpus.tagEntry(tag)?.color;
    if (color !== undefined) return color;
  }
  return undefined;
}

/** The claims that the interviews state, support, contradict or gloss, in code point order. */
export function usedClaims(corpus: Corpus, interviews: readonly Interview[]): UsedClaim[] {
  const statements = new Map<string, UsedClaim['statements']>();
  for (const [index, { uses, glosses }] of interviews.entries()) {
    for (const { claim } of glosses) if (!statements.has(claim)) statements.set(claim, []);
    for (const use of uses) {
      if (use.code.kind !== 'claim') continue;
      const entry = { interview: index, statement: { ...use, code: use.code, stance: use.code.stance } };
      const same = statements.get(use.code.name);
      if (same) same.push(entry);
      else statements.set(use.code.name, [entry]);
    }
  }
  return [...statements.keys()].sort().map((name) => ({
    name,
    gloss: corpus.gloss(name),
    contradicts: corpus.claimEntry(name)?.contradicts.map(({ value }) => value) ?? [],
    statements: statements.get(name) ?? [],
  }));
}

/** Names of files to show: where each lies below the folder that holds them all. Takes paths and URIs. */
export function fileNames(uris: readonly string[]): string[] {
  const paths = uris.map((uri) => decoded(uri).split(/[\\/]/));
  let common = 0;
  const first = paths[0] ?? [];
  while (paths.every((path) => common < path.length - 1 && path[common] === first[common])) {
    if (paths.length === 0) break;
    common++;
  }
  return paths.map((path) => path.slice(common).join('/'));
}

function decoded(uri: string): string {
  if (!/^[a-z][a-z0-9+.-]+:/i.test(uri)) return uri;
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
}
