import { shares, type Interview } from '../core/interview';
import { upperBound } from '../core/span';
import { formatTime } from '../core/times';
import { guessTurns } from '../features/guess-turns';
import { command, Failure, FINE } from './command';
import { load } from './load';
import { columns, count, plain, shortened, type Terminal } from './output';
import { endOfWords, offsetAt, positionAt, wordsOf } from './places';

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
  /** As written here; `null` where nobody wrote one. */
  label: string | null;
  /** The full name. */
  speaker: string | null;
  /** `m:ss` or `h:mm:ss`, with milliseconds where there are any. */
  time: string | null;
  /** With `--guess`: whether it is a guess, ours or an analyst's. */
  guess?: boolean;
  /** With `--guess`: of a guess `interviewer` or `interviewee`, otherwise the declared role. */
  role?: string | null;
  /** Of a guess of ours: 0.5 to 1. */
  confidence?: number;
}

export default command({
  usage: 'outline <file> [--guess] [--json]',
  about: 'Shows the topics, the speakers and the turns of a transcript.',
  options: {
    guess: {
      type: 'boolean',
      about:
        'Guesses who speaks where nothing says it; turns then have guess, role and confidence. Nothing is written.',
    },
    json: {
      type: 'boolean',
      about:
        '{title, topics:[{title,level,line}], speakers:[{label,name,role,turns,words}], turns:[{line,column,endLine,label,speaker,time}]}.',
    },
  },
  paths: { least: 1, most: 1 },
  run({ guess = false, json }, paths, terminal) {
    const interview = load(paths, terminal).interviews[0];
    if (!interview) throw new Failure('No transcript could be read.');
    const outline = guess ? withGuesses(interview) : outlineOf(interview);
    if (json) terminal.json(outline);
    else show(interview, outline, terminal);
    return FINE;
  },
});

function outlineOf({ title, transcript }: Interview): Outline {
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

/** The outline with the turns that are guessed among the others; what is labelled stays as it is. */
function withGuesses(interview: Interview): Outline {
  const { lines, turns, speakers } = interview.transcript;
  const outline = outlineOf(interview);
  const labelled = outline.turns.map((turn, index) => {
    const { guess = false, speaker = -1 } = turns[index] ?? {};
    return { ...turn, guess, role: speakers[speaker]?.role ?? null };
  });
  const guessed = guessTurns(interview.transcript).map(({ start, end, role, confidence }) => ({
    ...positionAt(lines, start),
    endLine: positionAt(lines, end - 1).line,
    label: null,
    speaker: null,
    time: null,
    guess: true,
    role,
    confidence,
  }));
  return {
    ...outline,
    turns: [...labelled, ...guessed].sort((a, b) => a.line - b.line || a.column - b.column),
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

function show({ transcript }: Interview, outline: Outline, terminal: Terminal): void {
  const { title, topics, speakers, turns } = outline;
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
    ...turns.map(({ line, column, endLine, speaker, role, time }, index) => {
      const start = offsetAt(transcript.lines, { line, column }) ?? 0;
      const next = turns[index + 1];
      const turn = speaker === null ? undefined : transcript.turns[upperBound(transcript.turns, start) - 1];
      const end = Math.min(
        turn?.end ?? transcript.lines[endLine - 1]?.contentEnd ?? start,
        (next && offsetAt(transcript.lines, next)) ?? Infinity,
      );
      const from = turn?.words ?? start;
      const words = shortened(plain(wordsOf(transcript, { start: from, end: Math.min(end, from + 400) })), 60);
      const clock = time === null ? '' : paint('dim', time) + ' ';
      const who = speaker === null ? paint('dim', `${role ?? ''}?`) : paint('green', plain(speaker));
      return { line, column, text: `  ${clock}${who}  ${words}` };
    }),
  ].sort((a, b) => a.line - b.line || a.column - b.column);
  const digits = String(rows.at(-1)?.line ?? 0).length;
  write(rows.map(({ line, text }) => `${paint('dim', String(line).padStart(digits))} ${text}\n`).join(''));
}
