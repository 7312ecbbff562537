/** One interview as a source of a project: its text, and what is selected in it. */
import type { Corpus } from '../../core/corpus';
import type { Interview } from '../../core/interview';
import { upperBound, type Span } from '../../core/span';
import { plainText } from '../../core/strip';
import type { Annotation, Code, Transcript } from '../../core/syntax';
import { positions, type OffsetUnit } from '../offsets';
import { plainOffsets } from '../../core/plain-text';
import { claimGuid, codeGuid, topicGuid } from './codes';
import { guid } from './guid';
import { FIELDS, SCOPE, statementNote, topicNote, TURN } from './shared';
import type { Cast } from './speakers';
import { element, textElement } from './xml-write';

export interface SourceOptions {
  corpus: Corpus;
  cast: Cast;
  offsetUnit: OffsetUnit;
  /** The GUID of a coder, who is added to the project. */
  user(name: string | undefined): string;
  losses: Losses;
}

/** What is counted while sources are written. */
export interface Losses {
  empty: number;
  astral: number;
  lineEnds: number;
}

/** What an interview gives to the project. */
export interface WrittenSource {
  source: string;
  notes: string[];
  links: string[];
  /** Files of the archive, by name. */
  files: [name: string, text: string][];
}

interface Selection extends Span {
  /** What it is, so that two of the same place have two GUIDs. */
  kind: string;
  /** As much of the words as becomes its name; all for quotes, as other programs find them again by it. */
  whole?: true;
  description?: string;
  codes: string[];
  notes: string[];
  /** What it does to claims. */
  statements?: Extract<Code, { kind: 'claim' }>[];
}

/** Dates are never left out, as some programs die of that; where nobody says one it is this. */
export const NO_DATE = '2000-01-01T00:00:00Z';
const SHORT = 60;

export function writeSource(interview: Interview, index: number, name: string, options: SourceOptions): WrittenSource {
  const { transcript } = interview;
  const { losses } = options;
  const original = plainText(transcript, { start: 0, end: transcript.text.length });
  const bom = original.charCodeAt(0) === 0xfeff ? 1 : 0;
  const text = original.slice(bom).replace(/\r\n?/g, '\n');
  if (text.length < original.length - bom || /\r/.test(original)) losses.lineEnds++;
  if (/[\u{10000}-\u{10ffff}]/u.test(text)) losses.astral++;
  const plain = plainOffsets(transcript);
  const { toPosition } = positions(original, { unit: options.offsetUnit, crlf: 1, bom: 0 });
  const words = (span: Span): string =>
    original
      .slice(span.start, span.end)
      .replace(/^\ufeff/, '')
      .replace(/\r\n?/g, '\n');

  const stamp = stampOf(interview, options);
  const id = guid('source', name);
  const memos = memosOf(interview, name, stamp, options);
  const found = [
    ...quoteSelections(transcript, options.corpus),
    ...scopeSelections(transcript),
    ...memos.selections,
    ...turnSelections(transcript, index, options.cast),
    ...topicSelections(transcript),
  ];
  const selections: string[] = [];
  const links: string[] = [];
  const seen = new Map<string, number>();
  for (const selection of found.sort((a, b) => a.start - b.start || a.end - b.end)) {
    const span = { start: plain(selection.start), end: plain(selection.end) };
    const start = toPosition(span.start);
    const end = toPosition(span.end);
    if (start >= end) {
      losses.empty++;
      continue;
    }
    const key = `${selection.kind} ${start} ${end}`;
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    const own = guid('selection', name, key, count);
    selections.push(
      element(
        'PlainTextSelection',
        {
          guid: own,
          name: selection.whole
            ? words(span)
            : shortened(words({ ...span, end: Math.min(span.end, span.start + 4 * SHORT) }), span.end - span.start),
          startPosition: start,
          endPosition: end,
          ...stamp,
        },
        textElement('Description', selection.description),
        ...[...new Set(selection.codes)].map((code) => coding(own, code, stamp)),
        ...selection.notes.map(noteRef),
      ),
    );
    for (const { name: claim, stance } of selection.statements ?? []) {
      if (stance === 'states') continue;
      const target = claimGuid(claim);
      const link = guid('link', own, target, stance);
      links.push(
        element('Link', { guid: link, name: stance, direction: 'OneWay', originGUID: own, targetGUID: target }),
      );
    }
  }
  const whole = transcript.annotations
    .filter(({ target }) => target.kind === 'interview')
    .flatMap(({ codes }) => codes);
  const source = element(
    'TextSource',
    { guid: id, name, plainTextPath: `internal://${id}.txt`, ...stamp },
    ...selections,
    ...[...new Set(whole.map(codeGuid))].map((code) => coding(id, code, stamp)),
    ...memos.whole.map(noteRef),
    ...variableValues(sourceVariables(interview)),
  );
  return { source, notes: memos.notes, links, files: [[`${id}.txt`, text], ...memos.files] };
}

export interface Stamp extends Record<string, string> {
  creatingUser: string;
  creationDateTime: string;
}

function stampOf({ transcript, date }: Interview, { user }: SourceOptions): Stamp {
  return { creatingUser: user(transcript.frontMatter?.coder?.value), creationDateTime: dateTime(date) ?? NO_DATE };
}

/** A date of front matter as XML wants it, where it is one. */
export function dateTime(date: string | undefined): string | undefined {
  const day = /^\d{4}-\d\d-\d\d(?!\d)/.exec(date ?? '')?.[0];
  const time = day === undefined ? NaN : Date.parse(`${day}T00:00:00Z`);
  // The 31st of February would become a day of March.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day ?? '') && !day?.startsWith('0000')
    ? `${day ?? ''}T00:00:00Z`
    : undefined;
}

function coding(owner: string, code: string, stamp: Stamp): string {
  return element('Coding', { guid: guid('coding', owner, code), ...stamp }, element('CodeRef', { targetGUID: code }));
}

function noteRef(note: string): string {
  return element('NoteRef', { targetGUID: note });
}

function quoteSelections({ quotes }: Transcript, corpus: Corpus): Selection[] {
  return quotes.map(({ words, codes }) => {
    const statements = codes.filter((code) => code.kind === 'claim');
    const lines = statements.map(({ name, stance }) => statementNote(stance, name, corpus.gloss(name)));
    return {
      ...{ start: words.start, end: words.end, kind: 'quote', whole: true as const, notes: [], statements },
      description: lines.join('\n'),
      codes: codes.map(codeGuid),
    };
  });
}

/** The codes of `%tags` lines; those of a whole interview stand at the source. */
function scopeSelections(transcript: Transcript): Selection[] {
  return transcript.annotations.flatMap((annotation) => {
    const { kind } = annotation.target;
    if (annotation.codes.length === 0 || kind === 'interview') return [];
    const span = targetOf(transcript, annotation);
    return [{ ...span, kind, description: SCOPE[kind], codes: annotation.codes.map(codeGuid), notes: [] }];
  });
}

function turnSelections(transcript: Transcript, interview: number, cast: Cast): Selection[] {
  return transcript.turns.flatMap((turn) => {
    const member = cast.member(interview, turn.speaker);
    if (!member) return [];
    const span = { start: turn.start, end: wordsEnd(transcript, turn) };
    return [{ ...span, kind: 'turn', description: TURN, codes: [member.guid], notes: [] }];
  });
}

function topicSelections(transcript: Transcript): Selection[] {
  return transcript.topics.map(({ start, sectionEnd, title, level, added }) => ({
    ...{ start, end: sectionEnd, kind: 'section', notes: [] },
    description: topicNote(level, added),
    codes: [topicGuid(title)],
  }));
}

interface Memos {
  selections: Selection[];
  notes: string[];
  /** GUIDs of the notes on the interview as a whole. */
  whole: string[];
  files: [string, string][];
}

function memosOf({ transcript }: Interview, source: string, stamp: Stamp, { user }: SourceOptions): Memos {
  const memos: Memos = { selections: [], notes: [], whole: [], files: [] };
  for (const annotation of transcript.annotations) {
    if (annotation.word !== 'memo') continue;
    const { body, argument, target } = annotation;
    const text = transcript.text.slice(body.start, body.end).trim();
    const number = memos.notes.length + 1;
    const id = guid('note', source, number);
    const creatingUser = user(argument);
    memos.notes.push(
      element('Note', {
        ...{ guid: id, name: `Memo ${number}, ${source}`, plainTextPath: `internal://${id}.txt` },
        ...{ ...stamp, creatingUser },
      }),
    );
    memos.files.push([`${id}.txt`, text]);
    if (target.kind === 'interview') memos.whole.push(id);
    else {
      const span = targetOf(transcript, annotation);
      memos.selections.push({ ...span, kind: `memo ${target.kind}`, description: text, codes: [], notes: [id] });
    }
  }
  return memos;
}

/** The words that an annotation line speaks of. */
function targetOf(transcript: Transcript, { target }: Annotation): Span {
  if (target.kind === 'topic') {
    const topic = transcript.topics[target.index];
    if (topic) return { start: topic.start, end: topic.sectionEnd };
  } else if (target.kind === 'paragraph') {
    const paragraph = transcript.paragraphs[target.index];
    const words = paragraph?.parts[0]?.words ?? Infinity;
    // Where nothing is said yet there is the label.
    if (paragraph) return { start: words < paragraph.end ? words : paragraph.start, end: paragraph.end };
  }
  return { start: 0, end: transcript.text.length };
}

/** Where the last words of a turn end: no blank lines, no annotation lines. */
function wordsEnd({ paragraphs }: Transcript, { start, end }: Span): number {
  for (let index = upperBound(paragraphs, end - 1) - 1; index >= 0; index--) {
    const paragraph = paragraphs[index];
    if (!paragraph || paragraph.end <= start) break;
    return Math.min(end, paragraph.end);
  }
  return end;
}

/** The first words, with a sign that there are more. */
function shortened(words: string, length: number): string {
  const line = words.trim();
  return line.length < SHORT && words.length >= length ? line : `${line.slice(0, SHORT).trim()}…`;
}

/** What front matter says, as text, by the names of variables. */
export function sourceVariables({ transcript }: Interview): Map<string, string> {
  const front = transcript.frontMatter;
  const values = new Map<string, string>();
  for (const field of FIELDS) {
    const value = front?.[field]?.value;
    if (value) values.set(field, value);
  }
  const speakers = front?.speakers.map(({ label, name, role }) =>
    [label, ...(name || role ? [name?.value ?? ''] : []), ...(role ? [role.value] : [])].join(' | '),
  );
  if (speakers && speakers.length > 0) values.set('speakers', speakers.join('\n'));
  if (front && front.terms.length > 0) values.set('terms', front.terms.map(({ value }) => value).join('\n'));
  return values;
}

export function variableGuid(name: string): string {
  return guid('variable', name);
}

export function variableValues(values: ReadonlyMap<string, string>): string[] {
  return [...values].map(([name, value]) =>
    element(
      'VariableValue',
      {},
      element('VariableRef', { targetGUID: variableGuid(name) }),
      textElement('TextValue', value),
    ),
  );
}
