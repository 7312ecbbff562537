/** Writes who speaks: a mark where a turn begins, none where the same speaker goes on. */
import { applyEdits } from '../../core/edit';
import { parse } from '../../core/parse';
import { upperBound, type Span } from '../../core/span';
import { strip } from '../../core/strip';
import type { Transcript, Turn } from '../../core/syntax';
import { insertion } from '../fixes/action';
import type { Edit } from '../place';
import { declareSpeakers } from './declare';
import { placeBefore, wordsFrom } from './place';
import { isLabel, type NewSpeaker } from './voices';
import { inWords } from './words';

/** From `offset` on somebody speaks; with null for a label the analyst's mark there goes away. */
export interface Wish {
  offset: number;
  label: string | null;
  guess?: boolean;
}

export interface Labelled {
  /** None where all is said already. */
  edits: Edit[];
  /** Where each label begins to hold, as an offset into the original's words; in file order. */
  at: number[];
}

/** A wish, and where it stands. */
interface Target {
  place: number;
  wish: Wish;
  /** The analyst's mark that stands there. */
  turn?: Turn;
}

/**
 * The edits that make the wishes true. A mark that would repeat who speaks anyway is not written, and is taken away where it stands.
 * `named` are declared with the first label of theirs. Of many wishes those are left out for which there is no place, or which would
 * change a word; `undefined` where none is left.
 */
export function setLabels(
  transcript: Transcript,
  wishes: readonly Wish[],
  named: readonly NewSpeaker[] = [],
): Labelled | undefined {
  const targets = targetsOf(transcript, wishes);
  const all = targets.length > 0 ? carryOut(transcript, targets, named) : undefined;
  if (all || targets.length < 2) return all;
  const possible = targets.filter((target) => carryOut(transcript, [target], []));
  return possible.length > 0 ? carryOut(transcript, possible, named) : undefined;
}

/** In file order; of two for one place the last counts. */
function targetsOf(transcript: Transcript, wishes: readonly Wish[]): Target[] {
  const targets = new Map<number, Target>();
  for (const wish of wishes) {
    const target = wish.label === null || isLabel(wish.label) ? targetOf(transcript, wish) : undefined;
    if (target) targets.set(target.place, target);
  }
  return [...targets.values()].sort((a, b) => a.place - b.place);
}

/** The edits, if after them each label is where it should be and no word is another one. */
function carryOut(
  transcript: Transcript,
  targets: readonly Target[],
  named: readonly NewSpeaker[],
): Labelled | undefined {
  const { edits, labels } = write(transcript, targets);
  const at = inWords(
    transcript,
    targets.map(({ place }) => wordsFrom(transcript, place)),
  );
  if (edits.length === 0) return { edits, at };
  const declared = targets.some(({ wish }) => named.some(({ label }) => label === wish.label))
    ? declareSpeakers(transcript, named)
    : [];
  for (const all of declared.length > 0 ? [[...declared, ...edits], edits] : [edits]) {
    const after = parse(applyEdits(transcript.text, all));
    const found = after.turns.filter(({ added }) => added).map(marked);
    if (strip(after) === strip(transcript) && found.join('\n') === labels.join('\n')) return { edits: all, at };
  }
  return undefined;
}

function targetOf(transcript: Transcript, wish: Wish): Target | undefined {
  const { turns } = transcript;
  const turn = turns[upperBound(turns, wish.offset) - 1];
  if (turn && wish.offset <= turn.words) {
    // What the transcript itself labels stays its own.
    return turn.added ? { place: turn.words, wish, turn } : undefined;
  }
  const place = placeBefore(transcript, wish.offset);
  const at = turns[upperBound(turns, place) - 1];
  if (at && place <= at.words) return at.added ? { place: at.words, wish, turn: at } : undefined;
  const paragraph = transcript.paragraphs[upperBound(transcript.paragraphs, place) - 1];
  return paragraph && place < paragraph.end ? { place, wish } : undefined;
}

function marked({ label, guess }: { label: string; guess: boolean }): string {
  return guess ? `${label}?` : label;
}

/** The edits, and the labels of all the analyst's marks afterwards. */
function write(transcript: Transcript, targets: readonly Target[]): { edits: Edit[]; labels: string[] } {
  const { turns, topics, speakers } = transcript;
  const edits: Edit[] = [];
  const labels: string[] = [];
  const headings = topics.filter(({ added }) => !added);
  /** Who speaks, and since when. */
  let current: { label: string; guess: boolean; since: number } | undefined;
  let next = 0;
  const pass = (turn: Turn): void => {
    current = { label: turn.label, guess: turn.guess, since: turn.start };
    if (turn.added) labels.push(marked(turn));
  };
  const speaksAt = (place: number): typeof current => {
    const heading = headings[upperBound(headings, place) - 1];
    return heading && current && heading.start > current.since ? undefined : current;
  };
  const speaker = (label: string): string | number => {
    const index = speakers.findIndex((one) => one.labels.includes(label));
    return index < 0 ? label : index;
  };
  for (const { place, wish, turn } of targets) {
    for (let before = turns[next]; before && before.start < place && before !== turn; before = turns[++next])
      pass(before);
    if (turn && turns[next] === turn) next++;
    const { label, guess = false } = wish;
    const now = speaksAt(turn?.start ?? place);
    const goesOn = label === null || (now && speaker(now.label) === speaker(label) && (guess || !now.guess));
    const mark = turn && markOf(transcript, turn);
    if (turn && mark && label !== null && turn.label === label && turn.guess === guess) pass(turn);
    else if (goesOn) {
      if (mark) edits.push({ span: mark, text: '' });
    } else {
      const text = `{@${marked({ label, guess })}}`;
      edits.push(mark ? { span: braces(transcript, mark), text } : insertion(place, `${text} `));
      labels.push(marked({ label, guess }));
      current = { label, guess, since: turn?.start ?? place };
    }
  }
  for (const rest of turns.slice(next)) pass(rest);
  return { edits, labels };
}

/** The whole mark of a turn that the analyst added, with the space that belongs to it. */
function markOf({ layer }: Transcript, { labelSpan }: Turn): Span | undefined {
  const mark = layer[upperBound(layer, labelSpan.start) - 1];
  return mark && mark.start < labelSpan.start && labelSpan.end < mark.end ? mark : undefined;
}

/** A mark without the space behind it. */
function braces({ text }: Transcript, { start, end }: Span): Span {
  return { start, end: text.charAt(end - 1) === '}' ? end : end - 1 };
}
