import { join } from 'node:path';
import { claimsIn, relationOf, type Relation } from './relation';
import type { Span } from '../core/span';
import { plainText, strip } from '../core/strip';
import type { Interview } from '../core/interview';
import type { Transcript } from '../core/syntax';
import { dismissals } from '../features/dismissals';
import { reasonsFor, type Reasons } from '../features/reasons';
import { glossOf } from '../features/related-passages';
import type { Passage } from '../related/passages';
import { RelatedIndex, type Related } from '../related/related-index';
import { command, Failure, FINDINGS, FINE, UsageError, wholeNumber } from './command';
import { exists, filesIn, hasEnding, identity, readInput, readText, TRANSCRIPTS } from './io';
import { load, type Loaded } from './load';
import { plain, type Terminal } from './output';
import { parsePlace, positionAt, wordsOf, type Position } from './places';
import { querySpan } from './query-span';

/** A question: a line of `--batch`, or what stands on the command line. */
interface Question {
  file: string;
  line: number;
  column?: number;
}

/** One answer as JSON: where a passage's paragraph begins (or the passage, if it begins inside it), and what it says. */
interface Answer {
  file: string;
  line: number;
  endLine: number;
  column: number;
  text: string;
  speaker: string | null;
  score: number;
  relation: Relation['relation'];
  /** The claim of `relation`. */
  claim?: string;
  /** The same words stand in both interviews. */
  same: boolean;
  terms: string[];
  why: string[];
}

interface Hit extends Related, Relation {
  interview: Interview;
  reasons: Reasons;
}

interface Reply {
  file: string | null;
  line: number | null;
  hits: Hit[];
  /** Why there is no answer. */
  error?: string;
}

/** Which passages are wanted. */
interface Wanted {
  limit: number;
  statements: boolean;
  questions: boolean;
}

interface Search extends Loaded, Wanted {
  folder: string;
  index: RelatedIndex;
  /** Identity of a file -> its key in the corpus. */
  keys: Map<string, string>;
}

export default command({
  usage:
    'related <file>:<line>[:<column>] --corpus DIR [--limit K] [--statements] [--questions] [--json]\n       throughline related --batch FILE --corpus DIR [--limit K] [--statements] [--questions] --json',
  about: `
Finds the passages of other interviews that come nearest to a place. Without a column the whole paragraph of the line is the question;
with one, the quote or the sentence there. The corpus is the *.transcript files of a folder, or its *.txt files if it has none.
--batch reads a question a line, {"file":…,"line":…,"column":…}, and writes an answer a line, in the same order. A file is looked for
in the working folder first, then in the corpus; it need not be part of the corpus.`,
  options: {
    corpus: { type: 'string', value: 'DIR', about: 'The folder that is searched.' },
    limit: { type: 'string', value: 'K', about: 'How many passages at most (10).' },
    statements: { type: 'boolean', about: 'Only passages that hold marked statements of claims.' },
    questions: { type: 'boolean', about: 'Also passages that ask.' },
    batch: { type: 'string', value: 'FILE', about: 'Questions as JSON lines; - for stdin.' },
    json: {
      type: 'boolean',
      about: '{file,line,related:[{file,line,endLine,column,text,speaker,score,relation,claim,same,terms,why}]}.',
    },
  },
  paths: { least: 0, most: 1 },
  run(
    { corpus: folder, limit, statements = false, questions: asking = false, batch, json = false },
    [place],
    terminal,
  ) {
    if (folder === undefined) throw new UsageError('--corpus DIR is missing: which folder is to be searched?');
    if ((place === undefined) === (batch === undefined))
      throw new UsageError('say either <file>:<line> or --batch FILE');
    const most = wholeNumber('limit', limit, 10);
    const question = place === undefined ? undefined : parsePlace(place);
    if (place !== undefined && !question)
      throw new UsageError(`${place}: a place is written <file>:<line> or <file>:<line>:<column>`);
    const questions = question ? [question] : readBatch(batch ?? '-', terminal);
    const search = openCorpus(folder, terminal, { limit: most, statements, questions: asking });
    const replies = answerAll(search, questions, terminal);
    if (question && !json) show(replies[0]?.hits ?? [], terminal);
    else for (const reply of replies) terminal.json(asJson(reply));
    return search.complete && replies.every(({ error }) => error === undefined) ? FINE : FINDINGS;
  },
});

/** The questions of a batch; a line that is none keeps its place, so that answers and questions stay side by side. */
function readBatch(path: string, terminal: Terminal): (Question | undefined)[] {
  const { text } = path === '-' ? readInput() : readText(path);
  return text.split(/\r\n|\n/).flatMap((line, index) => {
    if (line.trim() === '') return [];
    const question = readQuestion(line);
    if (!question) terminal.say(`${path}:${index + 1}: write {"file":"name","line":1}, with "column":1 or without`);
    return [question];
  });
}

function readQuestion(source: string): Question | undefined {
  let value: unknown;
  try {
    value = JSON.parse(source);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const { file, line, column } = value as Record<string, unknown>;
  const isPlace = (number: unknown): number is number => Number.isInteger(number) && (number as number) >= 1;
  if (typeof file !== 'string' || !isPlace(line)) return undefined;
  return { file, line, column: isPlace(column) ? column : undefined };
}

function openCorpus(folder: string, terminal: Terminal, wanted: Wanted): Search {
  const index = new RelatedIndex();
  const annotated = filesIn(folder, hasEnding(TRANSCRIPTS)).length > 0;
  const loaded = load([folder], terminal, { endings: annotated ? TRANSCRIPTS : ['.txt'], indexes: [index] });
  const keys = new Map(loaded.interviews.map(({ uri }) => [identity(uri), uri]));
  return { ...loaded, ...wanted, folder, index, keys };
}

/** Answers the questions file by file, so that one outside the corpus is read once, and gives the replies in their order. */
function answerAll(search: Search, questions: readonly (Question | undefined)[], terminal: Terminal): Reply[] {
  const replies: Reply[] = [];
  const byFile = new Map<string, number[]>();
  for (const [number, question] of questions.entries()) {
    if (!question) replies[number] = { file: null, line: null, hits: [], error: 'not a question' };
    else byFile.set(question.file, [...(byFile.get(question.file) ?? []), number]);
  }
  const progress = terminal.progress('Searching', questions.length);
  for (const [file, numbers] of byFile) {
    const answer = (interview: Interview | undefined, fault: string): void => {
      for (const number of numbers) {
        const question = questions[number] as Question;
        replies[number] = interview
          ? reply(search, interview, question)
          : { file, line: question.line, hits: [], error: fault };
        if (replies[number].error !== undefined) terminal.say(`${file}:${question.line}: ${replies[number].error}`);
        progress.step();
      }
    };
    withInterview(search, file, answer);
  }
  progress.end();
  return replies;
}

/** Finds the interview of a question, or reads it for the time of the work. */
function withInterview(
  search: Search,
  file: string,
  work: (interview: Interview | undefined, fault: string) => void,
): void {
  const { corpus, folder, keys } = search;
  const path = [file, join(folder, file)].find(exists);
  if (path === undefined) return work(undefined, 'there is no such file');
  const key = keys.get(identity(path));
  if (key !== undefined) return work(corpus.interviews.get(key), 'it could not be read');
  try {
    corpus.put(path, readText(path).text);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return work(undefined, error.message.replace(`${path}: `, ''));
  }
  work(corpus.interviews.get(path), 'this is a codebook');
  corpus.drop(path);
}

function reply(search: Search, interview: Interview, { file, line, column }: Question): Reply {
  const span = querySpan(interview.transcript, line, column);
  if (!span) return { file, line, hits: [], error: 'no words of the interview stand there' };
  const hits = undismissed(search, interview, span).slice(0, search.limit);
  const why = reasonsFor(interview, span);
  const explained = hits.map(({ found, other, relation }): Hit => ({
    ...found,
    ...relation,
    interview: other,
    reasons: why(other, found.passage),
  }));
  return { file, line, hits: explained };
}

interface Candidate {
  found: Related;
  other: Interview;
  relation: Relation;
}

/** Whether an interview is made of the same original: a transcript of the raw file asked about, or a copy. */
function twins({ transcript }: Interview): (other: Interview) => boolean {
  const original = strip(transcript);
  const known = new Map<Interview, boolean>();
  return (other) => {
    const twin = known.get(other) ?? strip(other.transcript) === original;
    known.set(other, twin);
    return twin;
  };
}

/** What was found elsewhere, but for what somebody has dismissed. What is stated is no suggestion to dismiss. */
function undismissed(
  { corpus, index, limit, statements, questions }: Search,
  interview: Interview,
  span: Span,
): Candidate[] {
  const isDismissed = dismissals(corpus, interview.uri, span);
  const isTwin = twins(interview);
  const gloss = glossOf(corpus, claimsIn(interview, span));
  const look = (most: number): { found: number; kept: Candidate[] } => {
    const all = index.related(interview.uri, span, { limit: most, statements, questions, all: true, gloss });
    const kept = all.flatMap((found): Candidate[] => {
      const other = corpus.interviews.get(found.uri);
      if (!other || isTwin(other)) return [];
      const relation = relationOf(corpus, interview, span, other, found.passage);
      const isGone = relation.relation === 'suggested' && isDismissed({ uri: found.uri, span: found.passage });
      return isGone ? [] : [{ found, other, relation }];
    });
    return { found: all.length, kept };
  };
  const first = look(limit);
  // Others come in the place of what is left out.
  return first.kept.length < first.found ? look(4 * limit).kept : first.kept;
}

function asJson({ hits, error, ...place }: Reply): unknown {
  return { ...place, related: hits.map(answerOf), error };
}

function answerOf({ interview: { uri, transcript }, passage, score, terms, relation, claim, reasons }: Hit): Answer {
  const { line, column } = placeOf(transcript, passage);
  return {
    file: uri,
    line,
    endLine: positionAt(transcript.lines, passage.end).line,
    column,
    text: plainText(transcript, passage).trim(),
    speaker: transcript.speakers[passage.speaker]?.name ?? null,
    score: Number(score.toPrecision(6)),
    relation,
    claim,
    same: reasons.same,
    terms,
    why: reasons.tension === undefined ? reasons.phrases : [...reasons.phrases, reasons.tension],
  };
}

/** Where the paragraph begins that begins with the passage; else where the passage does. */
function placeOf(transcript: Transcript, passage: Passage): Position {
  const paragraph = transcript.paragraphs[passage.paragraph];
  const words = paragraph?.parts[0]?.words ?? passage.start;
  const opens = passage.part === 0 && wordsOf(transcript, { start: words, end: passage.start }) === '';
  return positionAt(transcript.lines, opens && paragraph ? paragraph.start : passage.start);
}

const MEANING: Record<Relation['relation'], string> = {
  states: 'states the claim',
  supports: 'supports the claim',
  contradicts: 'contradicts the claim',
  suggested: '',
};

function show(hits: readonly Hit[], { paint, write, say }: Terminal): void {
  if (hits.length === 0) say('Nothing related was found.');
  for (const hit of hits) {
    const { file, line, column, speaker, relation, terms, why } = answerOf(hit);
    const { transcript } = hit.interview;
    const facts = [speaker, transcript.frontMatter?.date?.value].filter((fact) => typeof fact === 'string');
    const place = paint('cyan', `${file}:${line}:${column}`);
    const stance = paint(relation === 'contradicts' ? 'red' : 'green', MEANING[relation]);
    write([place, plain(facts.join(', ')), stance].filter((part) => part !== '').join('  ') + '\n');
    write(`    ${emphasised(transcript, hit, (words) => paint('bold', words))}\n`);
    const shared = `shared: ${terms.map(plain).join(', ')}`;
    write(`    ${paint('dim', [shared, ...why.map(plain)].join(' · '))}\n`);
  }
}

/** The words of a passage with the shared ones marked. */
function emphasised(transcript: Transcript, { passage, highlights }: Related, mark: (words: string) => string): string {
  let written = '';
  let at = passage.start;
  const add = (end: number, wrap: (words: string) => string): void => {
    if (end > at) written += wrap(plain(plainText(transcript, { start: at, end })));
    at = Math.max(at, end);
  };
  for (const { start, end } of highlights) {
    add(start, (words) => words);
    add(end, mark);
  }
  add(passage.end, (words) => words);
  return written.trim();
}
