/**
 * Prints how well related passages are found: MAP@5 on a public set of sentences from debates and the checked claims that match
 * them, for the editor's own index, minisearch and a plain BM25, on the same text in the same run.
 */
import MiniSearch from 'minisearch';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stemmer } from 'stemmer';
import { gunzipSync } from 'node:zlib';
import { escape } from '../../server/core/escape';
import { parse } from '../../server/core/parse';
import { plainText } from '../../server/core/strip';
import type { Span } from '../../server/core/span';
import type { Transcript } from '../../server/core/syntax';
import { fold } from '../../server/related/fold';
import { parameters } from '../../server/related/parameters';
import { RelatedIndex } from '../../server/related/related-index';
import { stopWords } from '../../server/related/stop-words';
import { words } from '../../server/related/words';

const folder = join(process.cwd(), '../shared/bench/claims');
const most = 5;

interface Claim {
  id: string;
  claim: string;
  title: string;
}

/** A sentence of a debate, where it stands, and the claims that match it. */
interface Query {
  split: string;
  transcript: Transcript;
  span: Span;
  relevant: Set<string>;
}

/** The identifiers of the claims that come nearest to a query, best first. */
type Search = (query: Query) => string[];

function readClaims(): Claim[] {
  const lines = gunzipSync(readFileSync(join(folder, 'verified-claims.jsonl.gz')))
    .toString()
    .trim()
    .split('\n');
  return lines.map((line) => JSON.parse(line) as Claim);
}

function readQueries(): Query[] {
  const transcripts = new Map<string, Transcript>();
  const transcript = (file: string): Transcript => {
    let known = transcripts.get(file);
    if (!known) {
      const text = readFileSync(join(folder, 'transcripts', `${file}.txt`), 'utf8');
      transcripts.set(file, (known = parse(escape(text, { top: false }))));
    }
    return known;
  };
  const rows = readFileSync(join(folder, 'queries.tsv'), 'utf8').trim().split('\n').slice(1);
  return rows.map((row) => {
    const [, split, file, line, , claims] = row.split('\t') as [string, string, string, string, string, string];
    const found = transcript(file);
    return {
      split,
      transcript: found,
      span: wordsOfLine(found, Number(line) - 1),
      relevant: new Set(claims.split(',')),
    };
  });
}

/** A line without the label that it may begin with. */
function wordsOfLine({ lines, paragraphs }: Transcript, number: number): Span {
  const { start, contentEnd: end } = lines[number]!;
  const parts = paragraphs.flatMap((paragraph) => paragraph.parts);
  const part = parts.find((part) => part.start <= start && start < part.end && part.words < end);
  return { start: Math.max(start, part?.words ?? start), end };
}

function indexOf(claims: readonly Claim[]): RelatedIndex {
  const index = new RelatedIndex();
  for (const { id, claim, title } of claims)
    index.put({ uri: id, transcript: parse(escape(`${claim} ${title}`.replace(/\s+/g, ' '), { top: false })) });
  index.flush();
  return index;
}

/** The editor's index: each claim is an interview of one paragraph. */
function throughline(claims: readonly Claim[]): Search {
  const index = indexOf(claims);
  // The ranking, as the command line gives it: a card shows what stands above the floor, see below.
  return ({ transcript, span }) => index.relatedTo(transcript, span, { limit: most, all: true }).map(({ uri }) => uri);
}

/** minisearch as its users set it up for prose: stop words left out, words stemmed. */
function minisearch(claims: readonly Claim[]): Search {
  const index = new MiniSearch<Claim>({
    fields: ['claim', 'title'],
    processTerm: (word) => {
      const term = fold(word);
      return stopWords.has(term) ? null : stemmer(term);
    },
  });
  index.addAll(claims);
  return ({ transcript, span }) =>
    index
      .search(plainText(transcript, span))
      .slice(0, most)
      .map(({ id }) => id as string);
}

/** BM25 of the textbook over the same terms as the editor's index, for the sentence alone. */
function bm25(claims: readonly Claim[]): Search {
  const k1 = 1.2;
  const b = 0.75;
  const postings = new Map<string, Map<number, number>>();
  const lengths = claims.map(({ claim, title }, document) => {
    const terms = words(`${claim} ${title}`);
    for (const { term } of terms) {
      const counts = postings.get(term) ?? new Map<number, number>();
      postings.set(term, counts.set(document, (counts.get(document) ?? 0) + 1));
    }
    return terms.length;
  });
  const mean = lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
  return ({ transcript, span }) => {
    const scores = new Map<number, number>();
    for (const term of new Set(words(plainText(transcript, span)).map(({ term }) => term))) {
      const counts = postings.get(term) ?? new Map<number, number>();
      const rarity = Math.log(1 + (claims.length - counts.size + 0.5) / (counts.size + 0.5));
      for (const [document, count] of counts) {
        const share = (count * (k1 + 1)) / (count + k1 * (1 - b + (b * lengths[document]!) / mean));
        scores.set(document, (scores.get(document) ?? 0) + rarity * share);
      }
    }
    const best = [...scores].sort(([, one], [, other]) => other - one).slice(0, most);
    return best.map(([document]) => claims[document]!.id);
  };
}

/**
 * Scores, in units of the rarity of a term that stands once, and how many of the answers from there on up to the next that are not
 * among the judged ones are about the same point all the same: 64 of train were drawn and read.
 */
const judged: readonly (readonly [score: number, share: number])[] = [
  [3, 0.79],
  [2, 0.5],
  [1.5, 0.21],
  [0, 0],
];

/** Prints how precise what is shown would be if only answers with some least score were shown. */
function printFloors(claims: readonly Claim[], queries: readonly Query[]): void {
  const index = indexOf(claims);
  const shipped = parameters.floor;
  // All that is found, however low its score.
  const answers = queries.map((query) => {
    parameters.floor = 0;
    return { query, found: index.relatedTo(query.transcript, query.span, { limit: most }) };
  });
  parameters.floor = shipped;
  const unit = Math.log(1 + index.size);
  console.log(
    `\nWhat is shown above a floor: judged matches, those and what was read and is about the same point, queries with answers`,
  );
  for (const floor of [0, 1, 1.5, 2, 2.5, 3, 4]) {
    const columns = ['train', 'dev'].map((split) => {
      const asked = answers.filter(({ query }) => query.split === split);
      const shown = asked.map(({ query, found }) =>
        found
          .filter(({ score }) => score >= floor * unit)
          .map(({ uri, score }) => ({ isMatch: query.relevant.has(uri), score: score / unit })),
      );
      const all = shown.flat();
      const matches = all.filter(({ isMatch }) => isMatch).length;
      const close = all.reduce(
        (sum, { isMatch, score }) => sum + (isMatch ? 1 : (judged.find(([least]) => score >= least)?.[1] ?? 0)),
        0,
      );
      const answered = shown.filter((list) => list.length > 0).length;
      const share = (part: number, whole: number): string => (part / Math.max(1, whole)).toFixed(2).padStart(6);
      return `${split.padStart(9)}${share(matches, all.length)}${share(close, all.length)}${share(answered, asked.length)}`;
    });
    console.log(`${floor.toFixed(1).padEnd(6)}${columns.join('')}`);
  }
}

/** Average precision over the first five. */
function precision(found: readonly string[], relevant: ReadonlySet<string>): number {
  let hits = 0;
  let sum = 0;
  found.slice(0, most).forEach((id, place) => {
    if (relevant.has(id)) sum += ++hits / (place + 1);
  });
  return sum / Math.min(relevant.size, most);
}

function main(): void {
  if (!existsSync(folder)) {
    console.log('Skipped: the benchmark of claims (../shared/bench/claims) is not beside the project.');
    return;
  }
  const claims = readClaims();
  const queries = readQueries();
  console.log(`MAP@${most} over ${claims.length} claims (claim and title), Node ${process.version}\n`);
  console.log(`${''.padEnd(24)}${['train', 'dev', 'p50 ms', 'p95 ms'].map((head) => head.padStart(9)).join('')}`);
  const contenders: [string, (claims: readonly Claim[]) => Search][] = [
    ['throughline', throughline],
    ['minisearch 7', minisearch],
    ['BM25', bm25],
  ];
  for (const [name, build] of contenders) {
    const search = build(claims);
    const times: number[] = [];
    const values = { train: [] as number[], dev: [] as number[] };
    for (const query of queries) {
      const start = performance.now();
      const found = search(query);
      times.push(performance.now() - start);
      values[query.split as keyof typeof values].push(precision(found, query.relevant));
    }
    times.sort((one, other) => one - other);
    const mean = (list: number[]): number => list.reduce((sum, value) => sum + value, 0) / list.length;
    const figures = [
      mean(values.train).toFixed(3),
      mean(values.dev).toFixed(3),
      ...[0.5, 0.95].map((share) => times[Math.floor(share * times.length)]!.toFixed(2)),
    ];
    console.log(`${name.padEnd(24)}${figures.map((figure) => figure.padStart(9)).join('')}`);
  }
  console.log(
    '\nThe first includes cutting the whole debate into passages, which the editor does once, and explaining the answers.',
  );
  printFloors(claims, queries);
}

main();
