/** JSONL: a line for each turn with its codes as spans, for programs that learn or count. */
import type { CodeUse, Interview } from '../../core/interview';
import { writeCode } from '../../core/codes';
import type { Span } from '../../core/span';
import type { Exporter } from '../export';
import { leftOut, counted } from '../losses';
import { originalOffsets, positions } from '../offsets';
import { fileNames } from '../used';

/** One line a turn: `{"text", "spans": [{"start", "end", "label"}], "meta": {…}}`; offsets count code points of `text`. */
export const toJsonLines: Exporter = (_, interviews) => {
  const names = fileNames(interviews.map(({ uri }) => uri));
  let divided = 0;
  let outside = 0;
  const lines = interviews.flatMap((interview, index) => {
    const turns = turnsOf(interview);
    const spans = spansIn(interview, turns);
    const { transcript, title } = interview;
    const offsets = originalOffsets(transcript);
    const { toOffset } = positions(offsets.text, { unit: 'codepoint', crlf: 2 });
    const pieces = new Map<CodeUse, number>();
    const written = turns.map((turn, at) => {
      const place = offsets.spanToOriginal(turn);
      const text = offsets.text.slice(toOffset(place.start), toOffset(place.end));
      const length = place.end - place.start;
      const { speaker = -1, time } = transcript.turns[turn.turn] ?? {};
      const found = (spans[at] ?? []).flatMap((use) => {
        const { start, end } = offsets.spanToOriginal(use.words);
        const span = { start: Math.max(0, start - place.start), end: Math.min(length, end - place.start) };
        if (span.start >= span.end) return [];
        pieces.set(use, (pieces.get(use) ?? 0) + 1);
        return [{ ...span, label: writeCode(use.code) }];
      });
      const meta = {
        file: names[index] ?? '',
        title,
        turn: turn.turn >= 0 ? turn.turn : null,
        speaker: transcript.speakers[speaker]?.name ?? null,
        start_s: time ? time.ms / 1000 : null,
      };
      return JSON.stringify({ text, spans: found, meta });
    });
    for (const use of interview.uses) {
      if (!use.quote) continue;
      const count = pieces.get(use) ?? 0;
      if (count > 1) divided++;
      else if (count === 0) outside++;
    }
    return written;
  });
  return {
    data: lines.map((line) => line + '\n').join(''),
    losses: [
      ...(divided > 0 ? [`${counted(divided, 'code')} of quotes across turns became a span in each of them.`] : []),
      ...(outside > 0
        ? [`${counted(outside, 'code')} of words that are in no turn ${outside === 1 ? 'is' : 'are'} left out.`]
        : []),
      ...leftOut(interviews, ['bare', 'memos', 'glosses', 'topics', 'addedTopics', 'asides', 'unrelated', 'unknown']),
    ],
  };
};

interface TurnWords extends Span {
  /** Index into `turns`, or -1. */
  turn: number;
}

/** The words of each turn, in order: without labels, headings and asides. What nobody is said to say is a turn for each paragraph. */
export function turnsOf({ transcript: { paragraphs, text } }: Interview): TurnWords[] {
  const found: TurnWords[] = [];
  let last: TurnWords | undefined;
  for (const { parts, aside } of paragraphs) {
    if (aside) {
      last = undefined;
      continue;
    }
    for (const { turn, words, end } of parts) {
      const trimmed = words + text.slice(words, end).trimEnd().length;
      if (trimmed === words) continue;
      if (last && last.turn === turn && turn >= 0) last.end = trimmed;
      else found.push((last = { turn, start: words, end: trimmed }));
    }
  }
  return found;
}

/** The codes that share words with each of the spans, which come in order. */
function spansIn({ uses }: Interview, spans: readonly Span[]): CodeUse[][] {
  const sorted = [...uses].sort((a, b) => a.words.start - b.words.start || a.code.start - b.code.start);
  let next = 0;
  let open: CodeUse[] = [];
  return spans.map(({ start, end }) => {
    open = open.filter(({ words }) => words.end > start);
    for (; next < sorted.length; next++) {
      const use = sorted[next] as CodeUse;
      if (use.words.start >= end) break;
      if (use.words.end > start) open.push(use);
    }
    return [...open];
  });
}
