/**
 * Prints how well reported speech without quotation marks is found, in sentences of transcripts beside the project that were read by one
 * person. Of each only place, hash and label are kept (`reported-labels.json`): `h` stands for one that was drawn from those in which the
 * detector found something, `r` for one drawn from all sentences of four words or more; `1` reports words of somebody, `s` does, but other
 * words than were found, `0` does not.
 *
 * What counts: words of somebody (also the speaker's own of an earlier time, and what a document says) that are told in a clause or
 * directly, without quotation marks; what somebody uses to say, too, but nothing that is denied or only supposed. The detector was made on
 * other files and was not fitted to these labels.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contentHash } from '../../server/core/content-hash';
import { parse } from '../../server/core/parse';
import { reportedSpeech } from '../../server/features/reported-speech';
import { sentences } from '../../server/related/sentences';

interface Label {
  start: number;
  hash: string;
  /** `h1`, `hs`, `h0`, `r1`, `r0`. */
  label: string;
}

interface Counts {
  found: number;
  right: number;
  exact: number;
  sentences: number;
  reporting: number;
  reached: number;
  gone: number;
}

const shared = join(process.cwd(), '../shared');
const labels = JSON.parse(readFileSync('test/bench/reported-labels.json', 'utf8')) as Record<string, string>;
const groups = { 'interviews and debates': /^(?:seeds|bench)/, 'court hearings': /^corpus/, 'all of them': /./ };

function read(path: string, labelled: readonly Label[]): Counts {
  const counts = { found: 0, right: 0, exact: 0, sentences: 0, reporting: 0, reached: 0, gone: 0 };
  const transcript = parse(readFileSync(path, 'utf8'));
  const { text } = transcript;
  const reported = reportedSpeech(transcript);
  const spans = new Map(
    transcript.paragraphs.flatMap(({ parts }) =>
      parts.flatMap(({ words, end }) => sentences(text, words, end).map(({ start, end }) => [start, end] as const)),
    ),
  );
  for (const { start, hash, label } of labelled) {
    const end = spans.get(start);
    if (end === undefined || contentHash(text.slice(start, end)).toString(36) !== hash) {
      counts.gone++;
      continue;
    }
    const isFound = reported.some(({ lead }) => start <= lead.start && lead.start < end);
    if (label.startsWith('r')) {
      counts.sentences++;
      if (label === 'r1') counts.reporting++;
      if (label === 'r1' && isFound) counts.reached++;
    } else if (isFound) {
      counts.found++;
      if (label !== 'h0') counts.right++;
      if (label === 'h1') counts.exact++;
    }
  }
  return counts;
}

const share = (part: number, all: number): string => `${(part / all).toFixed(2)} (${String(part)} of ${String(all)})`;

const counted = Object.entries(labels).flatMap(([name, list]) => {
  const path = join(shared, name);
  if (!existsSync(path)) return [];
  const labelled = list.split(' ').map((entry): Label => {
    const [start = '', hash = '', label = ''] = entry.split(':');
    return { start: Number(start), hash, label };
  });
  return [{ name, counts: read(path, labelled) }];
});
if (counted.length === 0) console.log('The transcripts are not beside the project.');
for (const [group, pattern] of counted.length === 0 ? [] : Object.entries(groups)) {
  const sum = (key: keyof Counts): number =>
    counted.filter(({ name }) => pattern.test(name)).reduce((all, { counts }) => all + counts[key], 0);
  console.log(group);
  console.log(`  precision by sentence: ${share(sum('right'), sum('found'))}`);
  console.log(`  …and the words found are the ones reported: ${share(sum('exact'), sum('found'))}`);
  console.log(
    `  recall: ${share(sum('reached'), sum('reporting'))}, in ${String(sum('sentences'))} sentences drawn from all`,
  );
  if (sum('gone') > 0) console.log(`  ${String(sum('gone'))} sentences are not there any more`);
}
