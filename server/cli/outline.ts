import { shares, type Interview } from '../core/interview';
import { formatTime } from '../core/times';
import { command, Failure, FINE } from './command';
import { load } from './load';
import { columns, count, plain, shortened, type Terminal } from './output';
import { endOfWords, positionAt, wordsOf } from './places';

/** What `--json` writes. Lines and columns count from 1. */
export interface Outline {
  title: string;
  topics: { title: string; level: number; line: number }[];
  speakers: { label: string; name: string; role: string | null; turns: number; words: number }[];
  turns: Turn[];
}

interface Turn {
  /** Where it begins: at its time, label or mark. */
  line: number;
  column: number;
  /** The last line that holds words of it. */
  endLine: number;
  /** As written here. */
  label: string;
  /** The full name. */
  speaker: string;
  /** `m:ss` or `h:mm:ss`, with milliseconds where there are any. */
  time: string | null;
}

export default command({
  usage: 'outline <file> [--json]',
  about: 'Shows the topics, the speakers and the turns of a transcript.',
  options: {
    json: {
      type: 'boolean',
      about:
        '{title, topics:[{title,level,line}], speakers:[{label,name,role,turns,words}], turns:[{line,column,endLine,label,speaker,time}]}.',
    },
  },
  paths: { least: 1, most: 1 },
  run({ json }, paths, terminal) {
    const interview = load(paths, terminal).interviews[0];
    if (!interview) throw new Failure('No transcript could be read.');
    if (json) terminal.json(outlineOf(interview));
    else show(interview, terminal);
    return FINE;
  },
});

export function outlineOf({ title, transcript }: Interview): Outline {
  const { lines, topics, speakers, turns } = transcript;
  const counts = shares(transcript);
  const ends = endsOfTurns({ transcript });
  return {
    title,
    topics: topics.map(({ title, level, line }) => ({ title, level, line: line + 1 })),
    speakers: speakers.map(({ label, name, role }, index) => ({
      label,
      name,
      role: role ?? null,
      turns: counts[index]?.turns ?? 0,
      words: counts[index]?.words ?? 0,
    })),
    turns: turns.map((turn, index) => ({
      ...positionAt(lines, turn.start),
      endLine: positionAt(lines, ends[index] ?? turn.labelSpan.end).line,
      label: turn.label,
      speaker: speakers[turn.speaker]?.name ?? turn.label,
      time: turn.time ? formatTime(turn.time.ms) : null,
    })),
  };
}

/** Where the words of each turn end; an aside is no part of a turn. */
function endsOfTurns({ transcript }: Pick<Interview, 'transcript'>): (number | undefined)[] {
  const ends: (number | undefined)[] = [];
  for (const { parts, aside } of transcript.paragraphs) {
    if (aside) continue;
    for (const { turn, words, end } of parts) {
      if (turn >= 0) ends[turn] = endOfWords(transcript, { start: words, end }) ?? ends[turn];
    }
  }
  return ends;
}

function show(interview: Interview, terminal: Terminal): void {
  const { transcript } = interview;
  const { title, topics, speakers, turns } = outlineOf(interview);
  const { paint, write } = terminal;
  write(paint('bold', plain(title)) + '\n\n');
  if (speakers.length > 0) {
    const rows = speakers.map(({ label, name, role, turns, words }) => [
      `  ${plain(label)}`,
      plain(name),
      plain(role ?? ''),
      count(turns, 'turn'),
      count(words, 'word'),
    ]);
    write(paint('bold', 'Speakers') + '\n' + columns(rows, [3, 4]) + '\n');
  }
  const rows = [
    ...topics.map(({ title, level, line }) => ({
      line,
      column: 0,
      text: paint('cyan', '#'.repeat(level) + ' ' + plain(title)),
    })),
    ...turns.map(({ line, column, speaker, time }, index) => {
      const turn = transcript.turns[index];
      const words = turn
        ? shortened(plain(wordsOf(transcript, { start: turn.words, end: Math.min(turn.end, turn.words + 400) })), 60)
        : '';
      const clock = time === null ? '' : paint('dim', time) + ' ';
      return { line, column, text: `  ${clock}${paint('green', plain(speaker))}  ${words}` };
    }),
  ].sort((a, b) => a.line - b.line || a.column - b.column);
  const digits = String(rows.at(-1)?.line ?? 0).length;
  write(rows.map(({ line, text }) => `${paint('dim', String(line).padStart(digits))} ${text}\n`).join(''));
}
