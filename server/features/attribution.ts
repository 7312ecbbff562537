/** Who says some words, where and when. */
import { fileName, type Interview, type Statement } from '../core/interview';
import { upperBound, type Span } from '../core/span';
import { plainText } from '../core/strip';
import { formatTime } from '../core/times';
import type { Corpus } from '../core/corpus';
import type { Speaker, Transcript } from '../core/syntax';
import { clip, type Inline } from './card';

export interface Attribution {
  /** The full name of the speaker, with a question mark where the turn is a guess. */
  speaker?: string;
  /** The interview's. */
  title: string;
  date?: string;
  /** The nearest time that stands before the words in their paragraph or opens their turn. */
  time?: string;
  /** Of the words' beginning; both count from 1. */
  line: number;
  column: number;
}

/**
 * Takes the transcript: what is shown of an interview whose text cannot be had (see `transcriptOf`) is left out.
 *
 * @param turn index into `turns`, or -1.
 */
export function attribute(
  corpus: Corpus,
  { transcript, title, date }: Interview,
  words: Span,
  turn: number,
): Attribution {
  const { turns, speakers, times, paragraphs, lines } = transcript;
  const spoken = turns[turn];
  const speaker = speakers[spoken?.speaker ?? -1];
  const paragraph = paragraphs[upperBound(paragraphs, words.start) - 1];
  const near = times[upperBound(times, words.start) - 1];
  const from = Math.max(paragraph?.start ?? words.start, spoken?.start ?? 0);
  const time = near && near.start >= from ? near : spoken?.time;
  const line = Math.max(0, upperBound(lines, words.start) - 1);
  return {
    speaker: speaker && fullName(corpus, speaker) + (spoken?.guess ? '?' : ''),
    title,
    date,
    time: time && formatTime(time.ms),
    line: line + 1,
    column: words.start - (lines[line]?.start ?? 0) + 1,
  };
}

/**
 * `**Speaker** · title · date · [time](place)`, with a link for each of the words; it reads `line 17` where there is no time.
 *
 * @param turn in which the words stand.
 * @param details `verb` is what the speaker does: `states it`; `people` whose words they are or who is spoken of, as `peopleOf` tells.
 */
export function attributionLine(
  corpus: Corpus,
  interview: Interview,
  words: readonly Span[],
  turn: number,
  { verb, people }: { verb?: string; people?: string } = {},
): Inline[] {
  const places = words.map((span) => attribute(corpus, interview, span, turn));
  const { speaker, title, date } = places[0] ?? attribute(corpus, interview, { start: 0, end: 0 }, turn);
  const links = places.flatMap(({ time, line, column }, index): Inline[] => [
    index > 0 ? ', ' : '',
    {
      link: time ?? `line ${line}`,
      target: `${interview.uri}#L${line},${column}`,
      place: `${fileName(interview.uri)}:${line}`,
    },
  ]);
  const name = clip(title, 80);
  // A text does not contradict as a person does: its title stands in quotation marks.
  const source = verb === undefined ? name : `“${name}”`;
  return [
    { strong: speaker === undefined ? source : clip(speaker, 80) },
    (verb === undefined ? '' : ' ' + verb) + (people === undefined ? '' : ', ' + people),
    ...[speaker && name, date && clip(date, 40)].flatMap((part) => (part ? [' · ', part] : [])),
    ' · ',
    ...links,
  ];
}

/** As the codebook says it, else as the transcript does. */
export function fullName(corpus: Corpus, speaker: Speaker): string {
  const key = corpus.personKey(speaker);
  return (key?.startsWith('@') && corpus.personEntry(key.slice(1))?.fullName) || speaker.name;
}

/** The words of a span. Where an analyst has given some of them to somebody else the label stands before these: they are not the first one's. */
export function spokenWords(transcript: Transcript, { start, end }: Span): string {
  const { turns } = transcript;
  let words = '';
  let at = start;
  for (let index = upperBound(turns, start); index < turns.length; index++) {
    const turn = turns[index];
    if (!turn || turn.start >= end) break;
    if (!turn.added) continue;
    words += `${plainText(transcript, { start: at, end: turn.start })}${turn.label}${turn.guess ? '?' : ''}: `;
    at = turn.start;
  }
  return words + plainText(transcript, { start: at, end });
}

/** The people named in the codes of a statement, by their full names: `quoting Maria Mendez`, `speaking of Ana Ruiz`. */
export function peopleOf(corpus: Corpus, { quote }: Statement): string | undefined {
  if (!quote || quote.people.length === 0) return undefined;
  const names = quote.people.slice(0, 2).map((name) => clip(corpus.personEntry(name)?.fullName ?? name, 60));
  return `${quote.quoting ? 'quoting' : 'speaking of'} ${names.join(' and ')}`;
}
