/** How fast real transcripts, with a coding every few lines, are written in each format, and read again where they can be. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Corpus } from '../../server/core/corpus';
import { readCodes } from '../../server/core/codes';
import { EXPORT_FORMATS, exportInterviews, SINGLE } from '../../server/formats/export';
import { importFile } from '../../server/formats/import';
import { putOn } from '../../server/formats/read/put-on';
import { importText } from '../../server/formats/text';
import { splitLines } from '../../server/core/lines';

const CODES = ['#subject/one ^claim-one', '#subject/two', '#other -claim-one @who', '+claim-two key=value'];
/** Characters from one quote to the next. */
const STRIDE = 1200;

/** A transcript with quotes of one line each, and a time for each paragraph that has none. */
function annotated(name: string, raw: string): string {
  const lines = splitLines(raw).filter(({ start, contentEnd }) => contentEnd - start > 40);
  const quotes: { start: number; end: number; codes: ReturnType<typeof readCodes>['codes'] }[] = [];
  let last = -STRIDE;
  for (const { start, contentEnd } of lines) {
    if (start - last < STRIDE) continue;
    last = start;
    const codes = CODES[quotes.length % CODES.length] ?? '';
    const [from, to] = [raw.indexOf(' ', start + 15) + 1, raw.indexOf(' ', start + 30)];
    if (from > start && to > from && to <= contentEnd)
      quotes.push({
        start: from,
        end: Math.min(contentEnd, from + 200),
        codes: readCodes(codes, 0, codes.length).codes,
      });
  }
  const front = importText('', { name }).text;
  return putOn(`[0:01] ${raw}`, front, {
    quotes: quotes.map(({ start, end, codes }) => ({ start: start + 7, end: end + 7, codes })),
    turns: [],
    topics: [],
    lines: quotes.map(({ start }) => ({ at: start + 7, line: '%memo: look again' })),
  }).text;
}

async function main(): Promise<void> {
  const folders = ['seeds', 'corpus/scotus', 'bench/claims/transcripts'].map((name) => resolve('../shared', name));
  const paths = folders
    .filter((folder) => existsSync(folder))
    .flatMap((folder) =>
      readdirSync(folder)
        .filter((name) => name.endsWith('.txt'))
        .map((name) => join(folder, name)),
    );
  if (paths.length === 0) {
    console.log('skipped: the shared transcripts are not beside the project');
    return;
  }
  const corpus = new Corpus();
  let size = 0;
  for (const path of paths) {
    const text = annotated(path, readFileSync(path, 'utf8'));
    size += Buffer.byteLength(text);
    corpus.put(path.replace(/txt$/, 'transcript'), text);
  }
  const interviews = [...corpus.interviews.values()];
  const codings = interviews.reduce((sum, { uses }) => sum + uses.length, 0);
  console.log(`${interviews.length} transcripts, ${(size / 1e6).toFixed(1)} MB, ${codings} codings`);
  const rate = (ms: number): string =>
    `${ms.toFixed(0).padStart(6)} ms ${(size / 1e3 / ms).toFixed(1).padStart(7)} MB/s`;
  for (const format of EXPORT_FORMATS) {
    // Loading is no part of it.
    await exportInterviews(corpus, interviews.slice(0, 1), format);
    const start = performance.now();
    let bytes = 0;
    let made: string | Uint8Array = '';
    for (const chosen of SINGLE.has(format) ? interviews.map((one) => [one]) : [interviews]) {
      made = (await exportInterviews(corpus, chosen, format)).data;
      bytes += made.length;
    }
    const ms = performance.now() - start;
    let line = `${format.padEnd(13)} ${rate(ms)} ${(bytes / 1e6).toFixed(1).padStart(6)} MB written`;
    if (['json', 'jsonld', 'qdpx'].includes(format)) {
      const data = typeof made === 'string' ? new TextEncoder().encode(made) : made;
      const begin = performance.now();
      await importFile(data, { name: `x.${format}` });
      line += `; read again ${rate(performance.now() - begin)}`;
    }
    console.log(line);
  }
}

void main();
