/** WebVTT and SRT. */
import { needCues, readBlocks, type Block, type Blocks } from './blocks';
import { readCueText, type CueText } from './cue-text';
import { transcriptOf, type Cue } from './cues';
import { baseName, counted, oneLine, type ReadNote, type ReadOptions, type ReadResult } from './reader';
import { unroll } from './rolling';
import { nameSpeakers } from './spoken-labels';
import { decodeText } from './text';

/** More comments than this are a machine's, one a cue. */
const MOST_COMMENTS = 50;
const MOST_NOTES = 50;

/** Reads WebVTT: voices, Zoom's and Teams' shapes, rolling captions; comments become memos. */
export function readVtt(bytes: Uint8Array, { name }: ReadOptions): ReadResult {
  const { text } = decodeText(bytes);
  const blocks = readBlocks(text, { vtt: /^\s{0,99}WEBVTT/.test(text) });
  needCues(blocks, 'WebVTT');
  const [first = '', ...rest] = blocks.header;
  const fields = new Map<string, string>();
  for (const line of rest) {
    const colon = line.indexOf(':');
    if (colon > 0) fields.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  const title = /^WEBVTT[ \t]{1,99}(?:- ?)?(.*)$/.exec(first.trim())?.[1];
  const { memos, media, report } = comments(blocks);
  return captions(blocks, { name, title, language: languageCode(fields.get('language')), media, memos, report });
}

/** Reads SRT: `Name:`, `[Name]`, commas or points. */
export function readSrt(bytes: Uint8Array, { name }: ReadOptions): ReadResult {
  const blocks = readBlocks(decodeText(bytes).text, { vtt: false });
  needCues(blocks, 'SRT');
  return captions(blocks, { name, memos: [], report: [] });
}

interface Beside {
  name: string;
  title?: string;
  language?: string;
  media?: string;
  memos: { behind: number; text: string }[];
  report: string[];
}

function captions(blocks: Blocks, { name, memos, report, ...beside }: Beside): ReadResult {
  let positions = 0;
  for (const block of blocks.cues)
    block.lines = block.lines.map((line) =>
      line.replace(/\{\\an?\d{1,2}\}/g, () => {
        positions++;
        return '';
      }),
    );
  const repeated = unroll(blocks.cues, (cue) =>
    cue.lines.some((line) => line.includes('<')) ? readCueText(cue.lines).timed : NONE,
  );
  let times = 0;
  let looks = 0;
  let voices = false;
  const indexes: number[] = [];
  const read: Cue[] = [];
  for (const block of blocks.cues) {
    const text = readCueText(block.lines);
    times += text.times;
    looks += text.looks;
    voices ||= text.said.some(({ voice }) => voice !== undefined);
    for (const cue of cuesOf(block, text)) read.push(cue);
    indexes.push(read.length - 1);
  }
  const { cues, chevrons } = voices ? { cues: read, chevrons: 0 } : nameSpeakers(read);
  // Memos stand behind blocks; a block may have become several cues.
  const behind = cues.length === read.length ? indexes : lastByLine(blocks.cues, cues);
  const dropped: [number, string, string][] = [
    [repeated, 'line that a rolling caption repeats', 'lines that rolling captions repeat'],
    [times, 'time of a word', 'times of words'],
    [looks, 'tag of looks', 'tags of looks'],
    [positions + blocks.settings, 'position on the screen', 'positions on the screen'],
    [blocks.styles, 'style or region', 'styles and regions'],
    [blocks.identifiers, 'cue identifier', 'cue identifiers'],
    [chevrons, 'sign of a change of speaker', 'signs of a change of speaker'],
  ];
  for (const [number, one, many] of dropped) if (number > 0) report.push(`Dropped: ${counted(number, one, many)}.`);
  return transcriptOf(
    {
      ...beside,
      cues,
      memos: memos.map((memo) => ({
        ...memo,
        behind: memo.behind < 0 ? -1 : (behind[memo.behind] ?? cues.length - 1),
      })),
      notes: strayNotes(blocks),
      report,
    },
    name,
  );
}

const NONE: ReadonlySet<number> = new Set();

/** A cue for each voice in it. Only the last is known to end with it. */
function cuesOf({ start, end, line }: Block, { said }: CueText): Cue[] {
  if (said.length === 0) return [{ start, end, line, text: '' }];
  return said.map(({ voice, text }, index) => ({
    start,
    end: index === said.length - 1 ? end : undefined,
    line,
    speaker: voice,
    text,
  }));
}

function lastByLine(blocks: readonly Block[], cues: readonly Cue[]): number[] {
  const last = new Map(cues.map(({ line }, index) => [line, index]));
  return blocks.map(({ line }) => last.get(line) ?? cues.length - 1);
}

/** What comments say: the recording, as noScribe tells it, or something to keep. */
function comments({ comments }: Blocks): Pick<Beside, 'memos' | 'media' | 'report'> {
  const memos: Beside['memos'] = [];
  let media: string | undefined;
  let confidences = 0;
  for (const { behind, text } of comments) {
    const words = oneLine(text);
    const named = /^media: {0,9}(\S.*)$/i.exec(words)?.[1];
    if (named !== undefined && media === undefined) media = baseName(named);
    else if (/^confidence: {0,9}[\d.]{1,20}$/i.test(words)) confidences++;
    else memos.push({ behind, text: words });
  }
  const report = confidences > 0 ? [`Dropped: ${counted(confidences, 'comment')} on the confidence of a machine.`] : [];
  if (memos.length <= MOST_COMMENTS) {
    if (memos.length > 0)
      report.push(`${counted(memos.length, 'comment')} became ${memos.length === 1 ? 'a memo' : 'memos'}.`);
    return { memos, media, report };
  }
  return {
    memos: [],
    media,
    report: [...report, `Dropped: ${counted(memos.length, 'comment')}, as there are so many.`],
  };
}

function strayNotes({ stray, cues }: Blocks): Omit<ReadNote, 'at'>[] {
  const first = cues[0]?.line ?? 0;
  return stray.slice(0, MOST_NOTES).map((line) => ({
    line,
    code: 'no-cue',
    message:
      line < first
        ? 'This line stands before the first cue, and was left out.'
        : 'This line stands in no cue: its words go on with the cue above.',
  }));
}

/** `en`, `en-US`; longer names of languages mean nothing to a program. */
export function languageCode(language: unknown): string | undefined {
  return typeof language === 'string' && /^[a-z]{2,3}(?:[-_][a-z\d]{2,8}){0,2}$/i.test(language) ? language : undefined;
}
