/** A source of a project with what is selected in it becomes a transcript. */
import { parse } from '../../core/parse';
import { upperBound, type Span } from '../../core/span';
import { escape } from '../../core/escape';
import { readHead } from '../../core/heads';
import { skipLeadingMark } from '../../core/marks';
import { bareName, fold, shortForms } from '../../core/names';
import type { Code, Transcript } from '../../core/syntax';
import { writeFrontMatter, type NewFrontMatter } from '../front-matter-yaml';
import { originalOffsets } from '../offsets';
import { PLAIN, type ReadTranscript } from '../read/reader';
import { codeText, putOn, type Annotations } from '../read/put-on';
import type { CodeMeaning } from './read-codes';
import { FIELDS, SCOPE, STATEMENT_NOTE, TOPIC_NOTE, TURN } from './shared';

export interface Memo {
  text: string;
  coder?: string;
}

/** In UTF-16 offsets of the text. */
export interface ReadSelection extends Span {
  description?: string;
  codes: CodeMeaning[];
  memos: Memo[];
}

export interface ReadSource {
  name: string;
  /** Whether we wrote it: then notes are on paragraphs and sections, and never on quotes. */
  ours: boolean;
  text: string;
  selections: ReadSelection[];
  /** Of the source as a whole. */
  codes: CodeMeaning[];
  memos: Memo[];
  variables: Map<string, string>;
  /** Who takes part, where the project says so, and in which role. */
  cases: { name: string; role?: string }[];
}

export interface SourceCounts {
  quotes: number;
  memos: number;
  dropped: number;
}

export function readSource(source: ReadSource): { transcript: ReadTranscript; counts: SourceCounts } {
  const { name, text, variables } = source;
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const fields = frontMatter(source, parse(escape(text)));
  const front = writeFrontMatter(fields, lineEnd);
  const annotations = annotationsOf(source, fields, parse(front + escape(text, { top: false })));
  const { text: annotated, dropped } = putOn(text, front, annotations);
  return {
    transcript: {
      name,
      text: annotated,
      form: PLAIN,
      notes: [],
      title: variables.get('title') ?? name,
      speakers: parse(annotated).speakers.map(({ label, name, role }) => ({ label, name, role })),
    },
    counts: {
      quotes: annotations.quotes.length - dropped.quotes,
      memos: [...annotations.lines.map(({ line }) => line), ...annotations.topics.flatMap(({ lines }) => lines)].filter(
        (line) => line.startsWith('%memo'),
      ).length,
      dropped: dropped.quotes + dropped.others,
    },
  };
}

function frontMatter(source: ReadSource, bare: Transcript): NewFrontMatter {
  const { name, variables, cases } = source;
  const front: NewFrontMatter = { title: name };
  for (const field of FIELDS) if (variables.has(field)) front[field] = variables.get(field);
  const declared = (variables.get('speakers') ?? '').split('\n').flatMap((line) => {
    const [label = '', name, role] = line.split(' | ').map((part) => part.trim());
    return label === '' ? [] : [{ label, name: name || undefined, role }];
  });
  const labels = new Set(declared.map(({ label }) => label));
  const declare = (label: string, name: string, role?: string): void => {
    if (labels.has(label)) return;
    labels.add(label);
    declared.push({ label, name: name === label && role === undefined ? undefined : name, role });
  };
  const roles = new Map(cases.map(({ name, role }) => [name, role]));
  for (const { label } of bare.speakers) {
    const role = roles.get(label);
    if (role !== undefined) declare(label, label, role);
  }
  for (const { label, name } of unsureLabels(source, bare)) declare(label, name);
  if (declared.length > 0) front.speakers = declared;
  const terms = (variables.get('terms') ?? '').split('\n').filter((term) => term !== '');
  if (terms.length > 0) front.terms = terms;
  return front;
}

/** Labels at the start of what somebody said to whom it is coded, though they do not look like labels by themselves. */
function unsureLabels(
  { name: own, text, selections }: ReadSource,
  bare: Transcript,
): { label: string; name: string }[] {
  const turns = new Set(turnStarts(bare));
  return selections.flatMap(({ start, codes }) => {
    const speaker = codes.find(({ kind }) => kind === 'speaker');
    if (!speaker || turns.has(start) || (start > 0 && !/[\r\n]/.test(text.charAt(start - 1)))) return [];
    const line = /^[^\r\n]*/.exec(text.slice(start, start + 200))?.[0] ?? '';
    const head = readHead(line, skipLeadingMark(line, 0, line.length), line.length);
    const name = ownName(speaker.name, own);
    // Somebody's turn may begin with any words and a colon.
    const fits = head && (bareName(head.label) === bareName(name) || shortForms(name).includes(fold(head.label)));
    return fits ? [{ label: head.label, name }] : [];
  });
}

function turnStarts(bare: Transcript): number[] {
  const { toOriginal } = originalOffsets(bare, { unit: 'utf16', crlf: 2 });
  return bare.turns.flatMap(({ start, labelSpan }) => [toOriginal(start), toOriginal(labelSpan.start)]);
}

function annotationsOf(source: ReadSource, front: NewFrontMatter, bare: Transcript): Annotations {
  const { text, selections, codes, memos } = source;
  const { toOriginal } = originalOffsets(bare, { unit: 'utf16', crlf: 2 });
  const paragraphs = bare.paragraphs.map(({ start, end, parts }) => ({
    start: toOriginal(start),
    words: toOriginal(parts[0]?.words ?? start),
    end: toOriginal(end),
  }));
  const turns = new Set(turnStarts(bare));
  const labels = new Map([...(front.speakers ?? [])].reverse().map(({ label, name }) => [name, label]));
  const whole = [...memos.map(memoLine), ...tagsLine(codes)];
  const found: Annotations = {
    quotes: [],
    turns: [],
    topics: [],
    lines: whole.map((line) => ({ at: undefined, line })),
  };
  const topics = topicsOf(text, selections);
  const quotes = new Map<string, Annotations['quotes'][number] & { codes: Code[] }>();
  for (const selection of selections) {
    const { start, end, description, codes, memos } = selection;
    const topic = topics.get(`${start} ${end}`);
    const paragraph = paragraphs[upperBound(paragraphs, start) - 1];
    const isParagraph = paragraph?.end === end && start <= paragraph.words;
    const beside = (line: string): void => {
      if (topic && (description === SCOPE.topic || (description !== SCOPE.paragraph && !isParagraph)))
        topic.lines.push(line);
      else found.lines.push({ at: start, line });
    };
    const speaker = codes.find(({ kind }) => kind === 'speaker');
    const called = speaker && ownName(speaker.name, source.name);
    const label = called && (labels.get(called) ?? called);
    if (label !== undefined && !turns.has(start) && isLabel(label)) {
      turns.add(start);
      found.turns.push({ at: start, label });
    }
    const written = codesOf(codes);
    const notes = (description ?? '').split('\n').filter((line) => line.trim() !== '' && !isOurs(line));
    const isNote = (source.ours && memos.length > 0) || ((isParagraph || topic) && memos.length + notes.length > 0);
    const said = new Set(memos.map(({ text }) => oneLine(text)));
    const more = notes.length > 0 ? oneLine(notes.join(' ')) : '';
    if (description === SCOPE.paragraph || description === SCOPE.topic)
      for (const line of tagsLine(codes)) beside(line);
    else if (written.length > 0 || !(codes.length > 0 || isNote)) {
      const key = `${start} ${end}`;
      const same = quotes.get(key);
      const known = new Set(same?.codes.map(codeKey));
      if (same) same.codes.push(...written.filter((code) => !known.has(codeKey(code))));
      else quotes.set(key, { start, end, codes: written });
    }
    for (const memo of memos) beside(memoLine(memo));
    if (more !== '' && !said.has(more)) beside(memoLine({ text: more }));
  }
  found.quotes = [...quotes.values()];
  found.topics = [...topics.values()];
  return found;
}

/** Sections by where they begin and end. A topic begins at the start of a line; it is a heading where that line says it. */
function topicsOf(
  text: string,
  selections: readonly ReadSelection[],
): Map<string, Annotations['topics'][number] & { lines: string[] }> {
  const topics = new Map<string, Annotations['topics'][number] & { lines: string[] }>();
  const starts = new Set<number>();
  for (const { start, end, description, codes } of selections) {
    const title = codes.find(({ kind }) => kind === 'topic')?.name;
    if (title === undefined || (start > 0 && !/[\n\r]/.test(text.charAt(start - 1)))) continue;
    const note = (description ?? '')
      .split('\n')
      .map((line) => TOPIC_NOTE.exec(line))
      .find((match) => match);
    const line = /^[^\r\n]*/.exec(text.slice(start, start + 2_000))?.[0] ?? '';
    const isHeading = line.trim() !== '' && line.trim().replace(/^#{1,6} +/, '') === title;
    const added = note ? note[1] === 'Topic' : !isHeading;
    // Two headings cannot be one line.
    if (!added && (line.trim() === '' || starts.has(start))) continue;
    if (!added) starts.add(start);
    topics.set(`${start} ${end}`, {
      at: start,
      title: oneLine(title),
      level: Number(note?.[2] ?? 1),
      added,
      lines: [],
    });
  }
  return topics;
}

function codesOf(meanings: readonly CodeMeaning[]): Code[] {
  const seen = new Set<string>();
  return meanings.flatMap((meaning) => {
    if (meaning.kind === 'speaker' || meaning.kind === 'topic') return [];
    const code: Code = { ...meaning, start: 0, end: 0 };
    const key = codeKey(code);
    if (seen.has(key)) return [];
    seen.add(key);
    return [code];
  });
}

function codeKey(code: Code): string {
  const { kind, name } = code;
  return JSON.stringify([kind, name, kind === 'claim' ? code.stance : kind === 'attribute' ? code.value : '']);
}

/** Lines of descriptions that say again what codes and links say. */
function isOurs(line: string): boolean {
  return (
    line === TURN || TOPIC_NOTE.test(line) || STATEMENT_NOTE.test(line) || Object.values<string>(SCOPE).includes(line)
  );
}

/** What a speaker is called in a source: a label that several sources have has the name of each behind it. */
function ownName(name: string, source: string): string {
  const suffix = ` (${source})`;
  return name.endsWith(suffix) ? name.slice(0, -suffix.length) : name;
}

function isLabel(name: string): boolean {
  return name.length <= 78 && !/[{}<=\r\n]/.test(name) && !name.endsWith('?');
}

function memoLine({ text, coder }: Memo): string {
  const who = coder
    ?.replace(/[()\p{Cc}]/gu, ' ')
    .trim()
    .slice(0, 80);
  return `%memo${who ? `(${who})` : ''}: ${oneLine(text)}`.trimEnd();
}

function tagsLine(codes: readonly CodeMeaning[]): string[] {
  const written = codesOf(codes).map(codeText);
  return written.length > 0 ? [`%tags ${written.join(' ')}`] : [];
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}
