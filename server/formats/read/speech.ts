/** What programs that turn speech into text write as JSON: Whisper, WhisperX, whisper.cpp, Rev.ai, and the podcast namespace. */
import { languageCode } from './captions';
import { transcriptOf, type Captions, type Cue } from './cues';
import { isObject, msOf, numberOf, objectsIn, readJson, speakerOf, textOf } from './json';
import { counted, FormatError, type ReadOptions, type ReadResult } from './reader';
import { nameSpeakers } from './spoken-labels';
import { isWordByWord, joinWords } from './word-cues';

/** Whisper and WhisperX: segments in seconds, the words of each dropped. */
export function readWhisper(bytes: Uint8Array, { name }: ReadOptions): ReadResult {
  const file = readJson(bytes);
  const { items, others } = list(file, 'segments');
  let words = 0;
  let several = 0;
  const cues = items.map((segment): Cue => {
    const spoken = objectsIn(segment['words']).items;
    words += spoken.length;
    const voices = new Set(spoken.flatMap(({ speaker }) => speakerOf(speaker) ?? []));
    if (voices.size > 1) several++;
    const { start, end, text, speaker } = segment;
    return { start: msOf(start), end: msOf(end), text: textOf(text), speaker: speakerOf(speaker), line: 0 };
  });
  const report = passedOver(others);
  if (words > 0) report.push(`Dropped: ${counted(words, 'time of a word', 'times of words')}.`);
  if (several > 0)
    report.push(`${counted(several, 'segment')} with words of several speakers: the speaker of the segment was taken.`);
  return finish({ cues, language: languageCode(file['language']), report }, name);
}

/** whisper.cpp: segments with offsets in ms, or times as in SRT. */
export function readWhisperCpp(bytes: Uint8Array, { name }: ReadOptions): ReadResult {
  const file = readJson(bytes);
  const { items, others } = list(file, 'transcription');
  let tokens = 0;
  const cues = items.map(({ offsets, timestamps, text, speaker, tokens: list }): Cue => {
    tokens += Array.isArray(list) ? list.length : 0;
    const ms = isObject(offsets) ? offsets : {};
    const clock = isObject(timestamps) ? timestamps : {};
    return {
      start: numberOf(ms['from']) ?? clockTime(clock['from']),
      end: numberOf(ms['to']) ?? clockTime(clock['to']),
      text: textOf(text),
      // With -di it is "0" or "1", and "?" where nobody knows.
      speaker:
        typeof speaker === 'string' && /^\d{1,3}$/.test(speaker)
          ? `Speaker ${speaker}`
          : speaker === '?'
            ? undefined
            : speakerOf(speaker),
      line: 0,
    };
  });
  const report = passedOver(others);
  if (tokens > 0) report.push(`Dropped: ${counted(tokens, 'time of a token', 'times of tokens')}.`);
  const { result } = file;
  return finish({ cues, language: languageCode(isObject(result) ? result['language'] : undefined), report }, name);
}

/** The podcast namespace: seconds, and a speaker that holds until the next. */
export function readPodcast(bytes: Uint8Array, { name }: ReadOptions): ReadResult {
  const file = readJson(bytes);
  const { items, others } = list(file, 'segments');
  const cues = items.map(({ speaker, startTime, endTime, body }): Cue => ({
    start: msOf(startTime),
    end: msOf(endTime),
    text: textOf(body),
    speaker: speakerOf(speaker),
    line: 0,
  }));
  const anonymous = cues.every(({ speaker }) => speaker === undefined);
  // Who writes captions by hand may put names into the words; machines don't.
  const named = anonymous ? nameSpeakers(cues).cues : cues;
  return finish({ cues: named, language: languageCode(file['language']), report: passedOver(others) }, name);
}

/** Rev.ai: monologues of elements, each a word, a stop, or something that was not understood. */
export function readRev(bytes: Uint8Array, { name }: ReadOptions): ReadResult {
  const file = readJson(bytes);
  const { items, others } = list(file, 'monologues');
  const names = new Map(
    objectsIn(file['speakers']).items.map(({ id, name }) => [String(numberOf(id) ?? textOf(id)), textOf(name)]),
  );
  const words: Cue[] = [];
  let times = 0;
  for (const { speaker, speaker_info: info, elements } of items) {
    const known = isObject(info) ? speakerOf(info['display_name']) : undefined;
    const number = numberOf(speaker);
    const who =
      known ??
      (names.get(String(number ?? textOf(speaker))) ||
        (number === undefined ? speakerOf(speaker) : `Speaker ${number}`));
    // A monologue begins with a blank of its own, so that its first word is a word.
    let glue = ' ';
    for (const { value, ts, end_ts: end } of objectsIn(elements).items) {
      if (ts !== undefined) times++;
      words.push({ start: msOf(ts), end: msOf(end), text: glue + textOf(value), speaker: who, line: 0 });
      glue = '';
    }
  }
  const report = passedOver(others);
  if (times > 0)
    report.push(`Of ${counted(times, 'word')} with a time of its own, the first of each sentence has kept it.`);
  return finish({ cues: sentences(words), report }, name);
}

/** Elements joined as they are: blanks and stops are elements of their own. */
function sentences(elements: readonly Cue[]): Cue[] {
  const cues: Cue[] = [];
  let cue: Cue | undefined;
  for (const element of elements) {
    const ended = cue !== undefined && /[.?!…]["”’)]{0,3}\s{1,9}$/.test(cue.text) && element.start !== undefined;
    if (!cue || ended || cue.speaker !== element.speaker) {
      cue = { ...element };
      cues.push(cue);
      continue;
    }
    cue.text += element.text;
    cue.start ??= element.start;
    cue.end = element.end ?? cue.end;
  }
  return cues;
}

function list(file: Record<string, unknown>, key: string): { items: Record<string, unknown>[]; others: number } {
  if (!Array.isArray(file[key]))
    throw new FormatError(`This JSON has no list "${key}": it is another kind of transcript, or none.`);
  return objectsIn(file[key]);
}

function passedOver(others: number): string[] {
  return others > 0
    ? [
        `${counted(others, 'entry', 'entries')} that ${others === 1 ? 'is no object was' : 'are no objects were'} left out.`,
      ]
    : [];
}

function finish(captions: Captions, name: string): ReadResult {
  const { cues, report } = captions;
  let read = cues;
  if (isWordByWord(cues)) {
    read = joinWords(cues);
    report.push(
      `${counted(cues.length, 'word')} with a time each were joined: the first of each sentence has kept its time.`,
    );
  }
  return transcriptOf({ ...captions, cues: read }, name);
}

/** `00:01:02,500` in ms. */
function clockTime(value: unknown): number | undefined {
  const match = /^(\d{1,3}):(\d{2}):(\d{2})[.,](\d{3})$/.exec(textOf(value));
  if (!match) return undefined;
  const [, hours, minutes, seconds, ms] = match.map(Number);
  return (((hours ?? 0) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0)) * 1000 + (ms ?? 0);
}
