/** Captions, WebVTT and SRT: who says what when. They hold the words and the times, and nothing of the analysis. */
import type { Interview } from '../../core/interview';
import { upperBound, type Span } from '../../core/span';
import { plainText } from '../../core/strip';
import { ExportError } from '../export-error';
import type { Exported, Exporter } from '../export';
import { counted, leftOut } from '../losses';

interface Cue {
  speaker?: string;
  text: string;
  /** When it begins, in ms, as the transcript says it. */
  time?: number;
  /** When it ends: the time behind the last words of a turn. */
  until?: number;
}

interface TimedCue extends Cue {
  start: number;
  end: number;
}

/** WebVTT: `<v Speaker>words`, without STYLE blocks, which some players take for the end. */
export const toVtt: Exporter = (_, interviews) =>
  write(interviews, 'WEBVTT\n\n', ({ start, end, speaker, text }) => {
    const voice = speaker === undefined ? '' : `<v ${escaped(speaker)}>`;
    return `${clock(start, '.')} --> ${clock(end, '.')}\n${voice}${escaped(text)}\n\n`;
  });

/** SRT: `Speaker: words`. */
export const toSrt: Exporter = (_, interviews) => {
  let number = 0;
  let arrows = 0;
  const exported = write(interviews, '', ({ start, end, speaker, text }) => {
    const words = (speaker === undefined ? text : `${speaker}: ${text}`).replace(/-->/g, () => (arrows++, '->'));
    return `${++number}\n${clock(start, ',')} --> ${clock(end, ',')}\n${words}\n\n`;
  });
  if (arrows > 0) exported.losses.unshift(`${counted(arrows, 'arrow')} (-->) became ->: SRT takes them for times.`);
  return exported;
};

function write(interviews: readonly Interview[], head: string, line: (cue: TimedCue) => string): Exported {
  const [interview, ...more] = interviews;
  if (!interview || more.length > 0) throw new ExportError('Captions are those of one interview: export one by one.');
  const cues = cuesOf(interview);
  if (!cues.some(({ time }) => time !== undefined)) {
    throw new ExportError('The transcript has no times such as [0:32], and captions are made of times.');
  }
  const { timed, estimated, backwards } = timedCues(cues);
  const are = (number: number): string => (number === 1 ? 'is' : 'are');
  return {
    data: head + timed.map(line).join(''),
    losses: [
      ...(estimated > 0
        ? [`The times of ${counted(estimated, 'caption')} ${are(estimated)} estimated: the transcript has none.`]
        : []),
      ...(backwards > 0
        ? [
            `${counted(backwards, 'time')} that ${backwards === 1 ? 'runs' : 'run'} backwards ${are(backwards)} left out.`,
          ]
        : []),
      ...leftOut(interviews, [
        ...(['quotes', 'bare', 'tagged', 'memos', 'glosses', 'topics', 'addedTopics', 'asides', 'unrelated'] as const),
        ...(['unknown', 'fields'] as const),
      ]),
    ],
  };
}

/** A caption for each stretch of a paragraph by one speaker, and from each time in it to the next. Asides and headings are none. */
function cuesOf({ transcript }: Interview): Cue[] {
  const cues: Cue[] = [];
  const { times } = transcript;
  for (const { parts, aside } of transcript.paragraphs) {
    if (aside) continue;
    for (const { start, end, words, turn: index } of parts) {
      const turn = transcript.turns[index];
      const speaker = turn && transcript.speakers[turn.speaker]?.name;
      let time = turn?.start === start ? turn.time?.ms : undefined;
      let from = words;
      const add = (span: Span): void => {
        const text = lines(plainText(transcript, span));
        if (text === '') return;
        cues.push({ speaker, text, time });
        time = undefined;
      };
      for (let at = upperBound(times, start - 1); (times[at]?.start ?? Infinity) < end; at++) {
        const found = times[at];
        if (!found) break;
        if (found.start >= from) {
          add({ start: from, end: found.start });
          from = found.end;
        }
        time = found.ms;
      }
      add({ start: from, end });
      const last = cues.at(-1);
      if (time !== undefined && last) last.until = time;
    }
  }
  return cues;
}

/** The lines that a caption can have: none of them is empty. */
function lines(text: string): string {
  return text
    .split(/[\r\n\u2028\u2029]+/)
    .map((line) => line.replaceAll('\u0000', '\ufffd').trim())
    .filter((line) => line !== '')
    .join('\n');
}

/** Characters a second that people speak. */
const PACE = 15;

/**
 * Captions with a beginning and an end. Those without a time of their own share the time between the ones that have one, by their length;
 * one ends where the next begins. Times that run backwards count for nothing: as many as can stay in order are kept.
 */
function timedCues(cues: readonly Cue[]): { timed: TimedCue[]; estimated: number; backwards: number } {
  const known = cues.flatMap(({ time }, index) => (time === undefined ? [] : [{ index, time }]));
  const anchors = longestRise(known);
  const lengths = cues.map(({ text }) => Math.max(1, text.length));
  const starts: number[] = cues.map(() => 0);
  const share = (from: number, to: number, begin: number, end: number): void => {
    const all = lengths.slice(from, to).reduce((sum, length) => sum + length, 0);
    let before = 0;
    for (let index = from; index < to; index++) {
      starts[index] = begin + Math.floor(((end - begin) * before) / all);
      before += lengths[index] ?? 0;
    }
  };
  let last = { index: 0, time: 0 };
  for (const anchor of anchors) {
    share(last.index, anchor.index, last.time, anchor.time);
    last = anchor;
  }
  const rest = lengths.slice(last.index).reduce((sum, length) => sum + length, 0);
  const finish = last.time + Math.max(1000, Math.ceil((1000 * rest) / PACE));
  share(last.index, cues.length, last.time, finish);
  return {
    timed: cues.map((cue, index) => {
      const start = starts[index] ?? 0;
      const next = starts[index + 1] ?? finish;
      const { until = next } = cue;
      return {
        ...cue,
        start,
        end: Math.max(start + 1, until > start && (until < next || index === cues.length - 1) ? until : next),
      };
    }),
    estimated: cues.length - anchors.length,
    backwards: known.length - anchors.length,
  };
}

/** The longest run of items whose times rise, in O(n log n). */
function longestRise<T extends { time: number }>(items: readonly T[]): T[] {
  /** By length of a run: the last item of the one that ends earliest. */
  const ends: { item: T; before?: Link<T> }[] = [];
  for (const item of items) {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle]?.item.time ?? Infinity) < item.time) low = middle + 1;
      else high = middle;
    }
    // Of two at the same time the first one has it.
    if (ends[low]?.item.time !== item.time) ends[low] = { item, before: ends[low - 1] };
  }
  const rise: T[] = [];
  for (let link: Link<T> | undefined = ends.at(-1); link; link = link.before) rise.push(link.item);
  return rise.reverse();
}

interface Link<T> {
  item: T;
  before?: Link<T>;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** `00:00:32.000`; SRT has a comma. */
function clock(ms: number, point: string): string {
  const part = (value: number, width: number): string => String(value).padStart(width, '0');
  const seconds = Math.floor(ms / 1000);
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return `${part(h, 2)}:${part(m, 2)}:${part(s, 2)}${point}${part(ms % 1000, 3)}`;
}
