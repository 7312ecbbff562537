/**
 * Prints how well tags and claims are suggested: each coded quote is asked about as if it had no codes, and looked up among what is
 * suggested for it. On the sample corpus, and on sentences of debates with the checked claims that match them, where they lie beside the
 * project: nothing was written for the suggestions there.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Corpus } from '../../server/core/corpus';
import { applyEdits } from '../../server/core/edit';
import { escape } from '../../server/core/escape';
import { fileName, type Interview } from '../../server/core/interview';
import { parse } from '../../server/core/parse';
import { overlaps, type Span } from '../../server/core/span';
import { suggestCodes, type Kind } from '../../server/features/suggest-codes';
import { RelatedIndex } from '../../server/related/related-index';
import { readdirSync } from 'node:fs';

/** Words, and the codes that an analyst has given them. */
interface Item {
  uri: string;
  words: Span;
  names: string[];
}

interface World {
  corpus: Corpus;
  related: RelatedIndex;
}

function world(files: Iterable<[uri: string, text: string]>): World {
  const related = new RelatedIndex();
  const corpus = new Corpus([related]);
  for (const [uri, text] of files) corpus.put(uri, text);
  return { corpus, related };
}

function sample(): World {
  const names = readdirSync('seeds').filter((name) => /\.(?:transcript|yaml)$/.test(name));
  return world(names.sort().map((name) => [`file:///${name}`, readFileSync(join('seeds', name), 'utf8')]));
}

/** The debates with each sentence marked that a checked claim matches which another sentence matches, too. */
function debates(folder: string): World {
  const rows = readFileSync(join(folder, 'queries.tsv'), 'utf8').trim().split('\n').slice(1);
  const marked = rows.map((row) => {
    const [, , file = '', line, , claims = ''] = row.split('\t');
    return { file, line: Number(line) - 1, claims: claims.split(',') };
  });
  const counts = new Map<string, number>();
  for (const claim of marked.flatMap(({ claims }) => claims)) counts.set(claim, (counts.get(claim) ?? 0) + 1);
  const files = [...new Set(marked.map(({ file }) => file))].sort().map((file): [string, string] => {
    const text = escape(readFileSync(join(folder, 'transcripts', `${file}.txt`), 'utf8'), { top: false });
    const { lines, paragraphs } = parse(text);
    const parts = paragraphs.flatMap((paragraph) => paragraph.parts);
    const edits = marked.flatMap(({ file: other, line, claims }) => {
      const codes = claims.filter((claim) => (counts.get(claim) ?? 0) > 1).map((claim) => `^${claim}`);
      const { start = 0, contentEnd = 0 } = lines[line] ?? {};
      if (other !== file || codes.length === 0) return [];
      const part = parts.find((part) => part.start <= start && start < part.end && part.words < contentEnd);
      const from = Math.max(start, part?.words ?? start);
      return [
        { span: { start: from, end: from }, text: '==' },
        { span: { start: contentEnd, end: contentEnd }, text: `=={${codes.join(' ')}}` },
      ];
    });
    return [`file:///${file}.transcript`, applyEdits(text, edits)];
  });
  const glosses = gunzipSync(readFileSync(join(folder, 'verified-claims.jsonl.gz')))
    .toString()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { id: string; claim: string })
    .filter(({ id }) => (counts.get(id) ?? 0) > 1)
    .map(({ id, claim }) => `  ${id}: { says: ${JSON.stringify(claim)} }`);
  return world([...files, ['file:///codebook.yaml', ['claims:', ...glosses, ''].join('\n')]]);
}

function itemsOf({ corpus }: World, kind: Kind): Item[] {
  return [...corpus.interviews.values()].flatMap(({ uri, uses }) => {
    const items = new Map<string, Item>();
    for (const { code, words, quote } of uses) {
      if (code.kind !== kind || !quote) continue;
      const key = `${words.start}-${words.end}`;
      const item = items.get(key) ?? { uri, words, names: [] };
      items.set(key, item);
      item.names.push(code.name);
    }
    return [...items.values()];
  });
}

/** An interview as it was when its coder had come to these words: what begins behind them has no codes. */
function codedUntil({ transcript }: Interview, { end }: Span): string {
  const behind = [...transcript.quotes, ...transcript.annotations].filter(({ start }) => start >= end);
  const spans = behind.flatMap(({ codes }) => codes).sort((a, b) => a.start - b.start);
  return applyEdits(
    transcript.text,
    spans.map(({ start, end }) => ({ span: { start, end }, text: '' })),
  );
}

/** Ways to rank codes for some words, best first. */
type Ranking = (world: World, item: Item, kind: Kind) => string[];

function usesOf({ corpus }: World, { uri, words }: Item, kind: Kind): { uri: string; name: string; words: Span }[] {
  return [...corpus.interviews.values()].flatMap((interview) =>
    interview.uses
      .filter((use) => use.code.kind === kind && !(use.uri === uri && overlaps(use.words, words)))
      .map((use) => ({ uri: use.uri, name: use.code.name, words: use.words })),
  );
}

const mostUsed: Ranking = (world, item, kind) => {
  const counts = new Map<string, number>();
  for (const { name } of usesOf(world, item, kind)) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a).map(([name]) => name);
};

const latest: Ranking = (world, item, kind) => {
  const before = usesOf(world, item, kind).filter(
    ({ uri, words }) => uri === item.uri && words.end <= item.words.start,
  );
  return [...before.map(({ name }) => name).reverse(), ...mostUsed(world, item, kind)];
};

const nearest: Ranking = (world, item, kind) => {
  const own = usesOf(world, item, kind).filter(({ uri }) => uri === item.uri);
  const gap = ({ words }: { words: Span }): number =>
    Math.max(words.start - item.words.end, item.words.start - words.end);
  return [...own.sort((a, b) => gap(a) - gap(b)).map(({ name }) => name), ...mostUsed(world, item, kind)];
};

const suggested: Ranking = ({ corpus, related }, { uri, words }, kind) => {
  const interview = corpus.interviews.get(uri);
  if (!interview) return [];
  return suggestCodes(corpus, related, interview, [words])(kind, Infinity).map(({ name }) => name);
};

const rankings: Record<string, Ranking> = { suggested, nearest, latest, 'most used': mostUsed };

/** Where the first of the right names stands, from 1; Infinity where none does. */
function rankOf(list: readonly string[], names: readonly string[]): number {
  const at = [...new Set(list)].findIndex((name) => names.includes(name));
  return at < 0 ? Infinity : at + 1;
}

function report(what: string, world: World, kind: Kind, perInterview = false): void {
  const items = itemsOf(world, kind);
  const labels = new Set(items.flatMap(({ names }) => names)).size;
  console.log(`\n${what}: ${items.length} quotes, ${labels} ${kind}s`);
  for (const asCoded of [false, true]) {
    const ranks = new Map<string, { uri: string; rank: number; shown: number }[]>();
    for (const item of items) {
      const interview = world.corpus.interviews.get(item.uri);
      const { text } = interview?.transcript ?? { text: '' };
      if (asCoded && interview) world.corpus.put(item.uri, codedUntil(interview, item.words));
      for (const [name, ranking] of Object.entries(rankings)) {
        const list = ranking(world, item, kind);
        const found = { uri: item.uri, rank: rankOf(list, item.names), shown: Math.min(5, new Set(list).size) };
        ranks.set(name, [...(ranks.get(name) ?? []), found]);
      }
      if (asCoded) world.corpus.put(item.uri, text);
    }
    console.log(
      `${(asCoded ? 'while coding from the top' : 'all else coded').padEnd(28)}  MRR   hit@1 hit@3 hit@5  shown`,
    );
    for (const [name, list] of ranks) {
      const mean = (value: (found: (typeof list)[number]) => number): string =>
        (list.reduce((sum, found) => sum + value(found), 0) / list.length).toFixed(3);
      const hits = [1, 3, 5].map((most) => mean(({ rank }) => Number(rank <= most)));
      console.log(`  ${name.padEnd(26)}${[mean(({ rank }) => 1 / rank), ...hits, mean((f) => f.shown)].join(' ')}`);
    }
    if (!perInterview) continue;
    for (const uri of new Set(items.map((item) => item.uri))) {
      const own = (ranks.get('suggested') ?? []).filter((found) => found.uri === uri);
      const hits = [1, 3, 5].map((most) => own.filter(({ rank }) => rank <= most).length);
      console.log(`    ${fileName(uri).padEnd(24)} of ${own.length}: ${hits.join(', ')} within 1, 3, 5`);
    }
  }
}

console.log('What is suggested for each coded quote as if it had no codes.');
report('Sample corpus', sample(), 'tag', true);
report('Sample corpus', sample(), 'claim');
const folder = join(process.cwd(), '../shared/bench/claims');
if (existsSync(folder)) report('Debates and checked claims', debates(folder), 'claim');
else console.log('\nSkipped: the benchmark of claims (../shared/bench/claims) is not beside the project.');
