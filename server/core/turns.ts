/** Turns: who speaks where. */
import type { Head, LabelUse } from './heads';
import type { Cast } from './labels';
import { isNameShaped } from './names';
import { lineOf } from './lines';
import type { Pairing } from './quotes';
import { upperBound } from './span';
import type { Line, Paragraph, ParagraphPart, Problem, Topic, Turn } from './syntax';
import { readLead, wordsBehind, type Token } from './tokens';

/** The turns, from the labels of the transcript and those that the analyst added. */
export function findTurns(
  text: string,
  lines: Line[],
  heads: readonly Head[],
  tokens: Token[],
  { consumed }: Pairing,
  cast: Cast,
  topics: Topic[],
): Turn[] {
  const turns: Turn[] = [];
  for (const head of heads) {
    if (!head.use || head.use.speaker < 0) continue;
    head.speaker = head.use.speaker;
    head.start = (lines[head.line] as Line).start;
    turns.push(head);
  }
  const found = turns.length;
  for (const token of tokens) {
    if (token.kind !== 'turn' || consumed.has(token)) continue;
    const index = lineOf(lines, token.start);
    const line = lines[index] as Line;
    if (line.kind !== 'text') continue;
    const { words, time } = wordsBehind(text, token.end, line.contentEnd);
    const before = token.lead ? readLead(text, line.start, token.start).time : undefined;
    turns.push({
      start: token.lead ? line.start : token.start,
      end: 0,
      label: token.label,
      labelSpan: token.labelSpan,
      speaker: cast.byLabel.get(token.label) ?? -1,
      time: time ?? before,
      added: true,
      guess: token.guess,
      words,
      line: index,
    });
  }
  if (turns.length > found) turns.sort((a, b) => a.start - b.start || a.labelSpan.start - b.labelSpan.start);
  let topic = 0;
  for (let index = 0; index < turns.length; index++) {
    const turn = turns[index] as Turn;
    while (topic < topics.length && ((topics[topic] as Topic).start < turn.start || (topics[topic] as Topic).added))
      topic++;
    turn.end = Math.min(turns[index + 1]?.start ?? text.length, topics[topic]?.start ?? text.length);
  }
  return turns;
}

/** Cuts each paragraph at the turns that begin in it. */
export function splitParagraphs(text: string, lines: Line[], paragraphs: Paragraph[], turns: Turn[]): void {
  let next = 0;
  for (const paragraph of paragraphs) {
    const { start, end, firstLine } = paragraph;
    while (next < turns.length && (turns[next] as Turn).start < start) next++;
    let turn = turns[next];
    const headed = turn?.start === start;
    // Nearly always the only part.
    let part: ParagraphPart =
      turn && headed
        ? { start, end, turn: next++, words: Math.min(turn.words, end) }
        : {
            start,
            end,
            turn: turnAt(turns, start),
            words: readLead(text, start, (lines[firstLine] as Line).contentEnd).at,
          };
    paragraph.parts = [part];
    for (turn = turns[next]; turn && turn.start < end; turn = turns[++next]) {
      part.end = turn.start;
      part = { start: turn.start, end, turn: next, words: Math.min(turn.words, end) };
      paragraph.parts.push(part);
    }
  }
}

/** The index of the turn that holds `offset`, or -1. */
export function turnAt(turns: Turn[], offset: number): number {
  const index = upperBound(turns, offset) - 1;
  return index >= 0 && offset < (turns[index] as Turn).end ? index : -1;
}

/** Reports labels that may be speakers, and labels that are hard to tell apart. */
export function reportLabels(uses: ReadonlyMap<string, LabelUse>, problems: Problem[]): void {
  const byFolded = new Map<string, LabelUse>();
  for (const use of uses.values()) {
    const { form, label, span, speaker } = use;
    if (speaker < 0) {
      if (form !== 'colon' || !isNameShaped(label)) continue;
      const message = 'This may be a speaker: declare the label, or put a backslash before it.';
      problems.push({ code: 'possible-speaker', message, ...span });
      continue;
    }
    const folded = label
      .toLowerCase()
      .replace(/[\s.]+/g, ' ')
      .trim();
    const other = byFolded.get(folded);
    if (!other) byFolded.set(folded, use);
    else if (other.speaker !== speaker) {
      const message = 'This label differs from another one only in case, dots or blanks.';
      problems.push({ code: 'duplicate-label', message, ...span });
    }
  }
}

/** Reports times that are earlier than those before them. */
export function reportTimes(turns: Turn[], problems: Problem[]): void {
  let last = -1;
  for (const { time } of turns) {
    if (!time) continue;
    if (time.ms < last)
      problems.push({
        code: 'time-goes-back',
        message: 'This time is earlier than that of the turn before.',
        start: time.start,
        end: time.end,
      });
    last = time.ms;
  }
}
