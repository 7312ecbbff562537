import type { Corpus } from '../core/corpus';
import type { Edit } from '../core/edit';
import { fileName, transcriptOf, type Interview } from '../core/interview';
import { lineOf } from '../core/lines';
import { upperBound, type Span } from '../core/span';
import type { Transcript } from '../core/syntax';
import { fullName } from './attribution';
import type { Diagnostic } from './diagnostics';
import { citationsOf, type Citation } from './drafts/citations';
import { findLinks } from './drafts/links';
import { locate, nearest, occurrences, isSame, type Found, type Near } from './drafts/match';
import { literalSegments, plainOf, segmentsOf, type Plain, type Segment } from './drafts/quote';
import { said, wordsOf, type Reel } from './drafts/record';
import { escapeMarkdown } from './markdown';

export interface DraftProblem extends Diagnostic {
  /** What mends it. */
  fixes: { title: string; edits: Edit[] }[];
}

/** Of so many quotes that are not found the nearest passage is looked for. */
const MOST_NEAREST = 100;
/** Words in a link are taken for a quote where as much of them stands in the transcript. */
const LIKELY = 0.6;
/** What is nearest is shown where as much is the same. */
const NEAR = 0.4;

/**
 * **Quotes in drafts.** In Markdown, quotes whose source is a link to a transcript: a block quote with the link below it, as *Copy Quote with
 * Source* writes it, words in quotation marks with a link behind them, and links whose words are the quote. Told is where the words are not in
 * the transcript, with the passage that comes nearest; where somebody else says them than is named; and where they stand in another line.
 *
 * `…`, `...` and `[…]` stand for words left out, other brackets for a few words of the author's; the transcriber's notes may be there or
 * not. Quotation marks, dashes, emphasis and the case of a first letter are free, and so is the punctuation at the ends.
 *
 * @param find the interview to which a link leads, by its address without the place in it.
 */
export function draftProblems(
  corpus: Corpus,
  text: string,
  find: (target: string) => Interview | undefined,
): DraftProblem[] {
  const found: DraftProblem[] = [];
  const state = { nearest: 0 };
  for (const citation of citationsOf(text, (target) => find(target) !== undefined)) {
    const interview = find(citation.link.target);
    const transcript = transcriptOf(interview);
    if (!interview || !transcript) continue;
    const problemsOf = (read: Citation): DraftProblem[] =>
      new Check(corpus, interview, transcript, text, read, state).problems();
    const problems = problemsOf(citation);
    const { wider } = citation;
    if (problems.length > 0 && wider && problemsOf({ ...citation, paragraphs: wider }).length === 0) continue;
    found.push(...problems);
  }
  return found.sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end);
}

/** The interviews to which a draft's links lead. */
export function linkedInterviews(text: string, find: (target: string) => Interview | undefined): Set<Interview> {
  const interviews = new Set<Interview>();
  findLinks(text, (target) => {
    const interview = find(target);
    if (interview) interviews.add(interview);
    return false;
  });
  return interviews;
}

interface Name {
  span: Span;
  text: string;
}

/** One citation. */
class Check {
  constructor(
    private readonly corpus: Corpus,
    private readonly interview: Interview,
    private readonly transcript: Transcript,
    private readonly text: string,
    private readonly citation: Citation,
    private readonly state: { nearest: number },
  ) {}

  problems(): DraftProblem[] {
    const { paragraphs, link, bare } = this.citation;
    const named = this.nameIn(this.citation.source);
    const problems: DraftProblem[] = [];
    let line = link.line;
    let firstLine: number | undefined;
    let last: number | undefined;
    for (const lines of paragraphs) {
      const whole = plainOf(this.text, lines);
      if (bare && this.isDescription(whole)) return [];
      if (/^\((?:the whole interview|the section “.*”)\)$/su.test(whole.text.trim())) continue;
      const { plain, name } = bare ? { plain: whole, name: undefined } : this.withoutName(whole, lines);
      const result = this.look(plain, name ?? named, line, last);
      if (result === undefined) continue;
      if (result.found) {
        const { reel, found } = result;
        const place = this.placeOf(reel, found);
        firstLine ??= place.line;
        line = place.lastLine;
        last = place.end;
        // The line of a link is that of the first words.
        if (firstLine === place.line && link.line !== undefined && !place.holds(link.line))
          problems.push(...this.moved(place));
      }
      problems.push(...result.problems);
      if (!result.found) firstLine ??= link.line ?? 1;
    }
    return problems;
  }

  /** Words that name the interview, or are too few to be told from a description. */
  private isDescription(plain: Plain): boolean {
    const words = segmentsOf(plain, new Set()).flatMap((segment) => segment.words);
    const folded = plain.text.trim().toLowerCase();
    const names = [
      this.interview.title,
      fileName(this.interview.uri),
      ...this.transcript.topics.map(({ title }) => title),
    ];
    return words.length < 3 || names.some((name) => name.toLowerCase() === folded);
  }

  /** What one paragraph says, against the transcript; `undefined` where there is nothing to compare. */
  private look(plain: Plain, name: Name | undefined, line: number | undefined, after: number | undefined) {
    const words = wordsOf(this.transcript);
    const segments = segmentsOf(plain, words.notes);
    const literal = literalSegments(plain);
    if (segments.length === 0 || literal.length === 0) return undefined;
    for (const [reel, wanted] of [
      [words.spoken, segments],
      [words.all, literal],
    ] as const) {
      const found = locate(reel, wanted, this.cost(reel, name, line, after));
      if (found === 'unknown') return undefined;
      if (found) return { reel, found, problems: this.ofFound(reel, wanted, found, name) };
    }
    return { problems: this.ofMissing(words.spoken, segments, plain) };
  }

  /** Who is named says it, it goes on from the paragraph before, and it is near the line: in this order. */
  private cost(reel: Reel, name: Name | undefined, line: number | undefined, after: number | undefined) {
    return (from: number): number => {
      const start = reel.tokens[from]?.start ?? 0;
      const other = name && !this.saysIt(reel.turns[from] ?? -1, name) ? 1e9 : 0;
      const back = after !== undefined && start < after ? 1e6 : 0;
      return other + back + (line === undefined ? 0 : Math.abs(lineOf(this.transcript.lines, start) + 1 - line));
    };
  }

  private ofFound(reel: Reel, segments: readonly Segment[], found: Found, name: Name | undefined): DraftProblem[] {
    const punctuation = this.punctuation(reel, segments, found);
    const turns = new Set<number>();
    for (const { from, to } of found) for (let at = from; at <= to; at++) turns.add(reel.turns[at] ?? -1);
    const speakers = new Set([...turns].map((turn) => this.transcript.turns[turn]?.speaker ?? -1));
    speakers.delete(-1);
    const span = spanOf(segments);
    if (speakers.size > 1) {
      const names = [...speakers].map((speaker) => this.fullName(speaker));
      const message = `Several speakers say this: ${names.slice(0, 4).join(', ')}.`;
      return [...punctuation, problem('misattributed', span, message, [])];
    }
    const [speaker] = speakers;
    if (speaker === undefined || !name || [...turns].some((turn) => this.saysIt(turn, name))) return punctuation;
    const who = this.fullName(speaker);
    const fixes = [{ title: `Name ${who}`, edits: [{ span: name.span, text: escapeMarkdown(who) }] }];
    return [...punctuation, problem('misattributed', name.span, `${who} says this.`, fixes)];
  }

  /** The first place at which the same words have other punctuation between them. */
  private punctuation(reel: Reel, segments: readonly Segment[], found: Found): DraftProblem[] {
    for (const [index, { words }] of segments.entries()) {
      const from = found[index]?.from ?? 0;
      for (const [at, word] of words.entries()) {
        const there = reel.tokens[from + at];
        const before = words[at - 1];
        const beforeThere = reel.tokens[from + at - 1];
        if (!before || !there || !beforeThere || word.before === there.before) continue;
        const span = { start: before.start, end: word.end };
        const own = this.text.slice(before.end, word.start);
        const right = said(this.transcript, reel, from + at - 1, from + at);
        const plain = /[\n*_<>[\]`]/.test(own) ? undefined : right;
        const fixes =
          plain === undefined
            ? []
            : [{ title: 'Put the transcript’s punctuation', edits: [{ span, text: escapeMarkdown(plain) }] }];
        return [
          {
            ...problem('misquoted', span, 'The transcript has other punctuation here.', fixes),
            severity: 'information',
          },
        ];
      }
    }
    return [];
  }

  private ofMissing(reel: Reel, segments: readonly Segment[], plain: Plain): DraftProblem[] {
    const { bare } = this.citation;
    const span = spanOf(segments);
    const budget = { steps: 1_000_000 };
    const wrong = segments.find((segment) => occurrences(reel, segment, 0, Infinity, budget, 1).length === 0);
    if (budget.steps <= 0) return [];
    if (!wrong) {
      if (bare) return [];
      const isInserted = segments.some(({ gap }) => gap > 0 && gap < Infinity);
      const message = isInserted
        ? 'The words are in the transcript, but not so near to each other.'
        : 'The words are in the transcript, but not in this order.';
      return [problem('misquoted', span, message, [])];
    }
    if (bare && plain.text.trim() === '') return [];
    const near = this.state.nearest++ < MOST_NEAREST ? nearest(reel, wrong) : undefined;
    if (bare && (near?.share ?? 0) < LIKELY) return [];
    if (!near || near.share < NEAR) return [problem('misquoted', span, 'These words are not in the transcript.', [])];
    const change = this.change(reel, near);
    const start = reel.tokens[near.from]?.start ?? 0;
    const end = reel.tokens[near.to]?.end ?? start;
    const line = lineOf(this.transcript.lines, start) + 1;
    const message = `These words are not in the transcript; the nearest are in line ${line}.`;
    const passage = clipped(said(this.transcript, reel, near.from, near.to));
    const fixes = change
      ? [{ title: `Put the transcript’s words: ${clipped(change.words, 60) || '(nothing)'}`, edits: [change.edit] }]
      : [];
    return [
      {
        ...problem('misquoted', change?.span ?? span, message, fixes),
        related: [{ place: { uri: this.interview.uri, span: { start, end } }, message: passage }],
      },
    ];
  }

  /** Between the words that are right at both ends, the transcript's words for the draft's. */
  private change(reel: Reel, { words, from, to }: Near): { span: Span; edit: Edit; words: string } | undefined {
    const there = reel.tokens.slice(from, to + 1);
    let head = 0;
    while (head < words.length && head < there.length && same(words[head], there[head], head === 0)) head++;
    let tail = 0;
    while (
      tail < words.length - head &&
      tail < there.length - head &&
      same(words[words.length - 1 - tail], there[there.length - 1 - tail], words.length - 1 - tail === 0)
    )
      tail++;
    const [first, last] = [words[head], words[words.length - 1 - tail]];
    const before = words[head - 1];
    const after = words[words.length - tail];
    const [lo, hi] = [from + head, to - tail];
    if (head + tail < words.length && first && last) {
      const span = { start: first.start, end: last.end };
      if (lo <= hi) {
        const right = said(this.transcript, reel, lo, hi);
        return { span, edit: { span, text: escapeMarkdown(right) }, words: right };
      }
      const cut = before ? { start: before.end, end: last.end } : { start: first.start, end: after?.start ?? last.end };
      return { span, edit: { span: cut, text: '' }, words: '' };
    }
    if (lo > hi || !before) return undefined;
    // Something is left out behind `before`.
    const span = { start: before.start, end: after?.end ?? before.end };
    const right = said(this.transcript, reel, lo, hi);
    return {
      span,
      edit: { span: { start: before.end, end: before.end }, text: ' ' + escapeMarkdown(right) },
      words: right,
    };
  }

  private moved({ line, column }: { line: number; column: number }): DraftProblem[] {
    const { place } = this.citation.link;
    if (!place) return [];
    const text = /[,C]/.exec(this.text.slice(place.start, place.end));
    const edit = { span: place, text: text ? `${line}${text[0]}${column}` : String(line) };
    return [
      problem('moved-quote', place, `These words are in line ${line}.`, [
        { title: `Change the link to line ${line}`, edits: [edit] },
      ]),
    ];
  }

  /** Where found words are, lines from 1; `holds` tells whether a line is one of theirs, or of the paragraphs that they are in. */
  private placeOf(reel: Reel, found: Found) {
    const { lines, paragraphs } = this.transcript;
    const start = reel.tokens[found[0]?.from ?? 0]?.start ?? 0;
    const end = reel.tokens[found.at(-1)?.to ?? 0]?.end ?? start;
    const line = lineOf(lines, start);
    const lastLine = lineOf(lines, end);
    const first = paragraphs[upperBound(paragraphs, start) - 1];
    const least = first && start < first.end ? Math.min(line, first.firstLine) : line;
    const last = paragraphs[upperBound(paragraphs, end) - 1];
    const most = last && end <= last.end ? Math.max(lastLine, last.lastLine) : lastLine;
    return {
      line: line + 1,
      column: start - (lines[line]?.start ?? 0) + 1,
      lastLine: lastLine + 1,
      end,
      holds: (wanted: number): boolean => wanted >= least + 1 && wanted <= most + 1,
    };
  }

  /** The speaker that the source of a quote begins with, where it is one of this interview, or anybody whom the codebook knows. */
  private nameIn({ start, end }: Span): Name | undefined {
    const source = this.text.slice(start, Math.min(end, start + 400));
    const lead = /^(?:[\s>(,;:\\*_–—―~-]|&[mn]dash;){0,20}/.exec(source)?.[0].length ?? 0;
    const rest = source.slice(lead);
    const found = this.names()
      .map((name) => ({ name, written: writtenAs(rest, name) }))
      .filter(({ written }) => written !== undefined)
      .sort((a, b) => b.name.length - a.name.length)[0];
    if (found?.written === undefined) return undefined;
    const from = start + lead;
    return { span: { start: from, end: from + found.written.length }, text: found.name };
  }

  /** Paragraphs of several speakers name them: `**Name:** words`. */
  private withoutName(plain: Plain, lines: readonly Span[]): { plain: Plain; name?: Name } {
    const [first] = lines;
    const head = first && this.text.slice(first.start, Math.min(first.end, first.start + 300));
    const bold =
      head === undefined
        ? null
        : /^\s{0,3}\*\*([^*\n]{1,200}):(?:\*\*|(?=\s))|^\s{0,3}\*\*([^*\n]{1,200})\*\*:/.exec(head);
    const written = bold?.[1] ?? bold?.[2];
    if (!first || !bold || written === undefined) return { plain };
    const rest = plainOf(this.text, [{ start: first.start + bold[0].length, end: first.end }, ...lines.slice(1)]);
    const name = this.names().find((known) => writtenAs(written, known) === written);
    const start = first.start + bold[0].indexOf(written);
    return {
      plain: rest,
      name: name === undefined ? undefined : { span: { start, end: start + written.length }, text: name },
    };
  }

  private names(): string[] {
    const people = this.corpus.personNames().flatMap((name) => this.corpus.personEntry(name)?.fullName ?? []);
    return [...new Set([...this.interview.speakers.flatMap((speaker) => this.namesOf(speaker)), ...people])].filter(
      (name) => name.trim() !== '',
    );
  }

  private namesOf(speaker: Transcript['speakers'][number]): string[] {
    return [fullName(this.corpus, speaker), speaker.name, ...speaker.labels];
  }

  private saysIt(turn: number, { text }: Name): boolean {
    const speaker = this.transcript.speakers[this.transcript.turns[turn]?.speaker ?? -1];
    return speaker !== undefined && this.namesOf(speaker).some((name) => name.toLowerCase() === text.toLowerCase());
  }

  private fullName(speaker: number): string {
    const found = this.transcript.speakers[speaker];
    return found ? fullName(this.corpus, found) : '?';
  }
}

/** The beginning of `source` that is the name, however Markdown writes it; `undefined` where it begins otherwise. */
function writtenAs(source: string, name: string): string | undefined {
  for (const form of [name, escapeMarkdown(name).trim()]) {
    const start = source.slice(0, form.length);
    if (start.toLowerCase() !== form.toLowerCase()) continue;
    const behind = source.slice(form.length, form.length + 2);
    if (behind === '' || /^\??[\s,;:)\]*_(]|^\?$/.test(behind))
      return source.slice(0, form.length + (behind.startsWith('?') ? 1 : 0));
  }
  return undefined;
}

function same(word: Near['words'][number] | undefined, there: { word: string } | undefined, isFirst: boolean): boolean {
  return word !== undefined && there !== undefined && isSame(word, there.word, isFirst);
}

function spanOf(segments: readonly Segment[]): Span {
  const words = segments.flatMap((segment) => segment.words);
  return { start: words[0]?.start ?? 0, end: words.at(-1)?.end ?? 0 };
}

function problem(
  code: 'misquoted' | 'misattributed' | 'moved-quote',
  span: Span,
  message: string,
  fixes: DraftProblem['fixes'],
): DraftProblem {
  return { span, code, severity: code === 'moved-quote' ? 'information' : 'warning', message, fixes };
}

function clipped(words: string, most = 300): string {
  const characters = [...words];
  return characters.length <= most ? words : characters.slice(0, most - 1).join('') + '…';
}
