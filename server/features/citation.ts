import type { Corpus } from '../core/corpus';
import { partAt, quotesAt } from '../core/find';
import { transcriptOf, type CodeUse, type Interview } from '../core/interview';
import { contains, overlaps, type Span } from '../core/span';
import { plainText } from '../core/strip';
import type { Transcript } from '../core/syntax';
import { attribute } from './attribution';
import { writeCitation, type Citation, type CitationForm } from './citation-forms';
import { escapeMarkdown } from './markdown';
import { NOTE } from './notes';
import { inOrder } from './statements';

export interface CitationOptions {
  form: CitationForm;
  /** Whether the transcriber's notes stay: `[laughs]`, `[0:32]`, `(pause)`. */
  brackets: boolean;
}

/**
 * **Taking a quote out.** The words of a selection without our marks, with who says them (`?` where that is a guess), the interview, its date, the
 * time, and a link to the place. Words of several speakers keep their names each. Without a selection it is the innermost quote at the
 * cursor, else what one speaker says there in the paragraph. Asides are left out, unless nothing else is selected.
 *
 * @returns `undefined` where there are no words.
 */
export function cite(corpus: Corpus, uri: string, selection: Span, options: CitationOptions): string | undefined {
  const interview = corpus.interviews.get(uri);
  const transcript = transcriptOf(interview);
  if (!interview || !transcript) return undefined;
  const span = selection.start < selection.end ? selection : wordsAt(transcript, selection.start);
  const citation = span && citationOf(corpus, interview, transcript, span, options.brackets);
  return citation && writeCitation(citation, options.form);
}

/** The words that are meant by a cursor. */
function wordsAt(transcript: Transcript, offset: number): Span | undefined {
  const [quote] = quotesAt(transcript, offset);
  if (quote) return quote.words;
  const place = partAt(transcript, offset);
  return place && transcript.paragraphs[place.paragraph]?.parts[place.part];
}

function citationOf(
  corpus: Corpus,
  interview: Interview,
  transcript: Transcript,
  span: Span,
  brackets: boolean,
): Citation | undefined {
  const paragraphs = transcript.paragraphs.filter((paragraph) => overlaps(paragraph, span));
  const isAside = paragraphs.every(({ aside }) => aside);
  const said: { turn: number; start: number; words: string }[] = [];
  for (const { aside, parts } of paragraphs) {
    if (aside && !isAside) continue;
    for (const part of parts) {
      const cut = { start: Math.max(part.words, span.start), end: Math.min(part.end, span.end) };
      const words = cut.start < cut.end ? spoken(transcript, cut, brackets) : '';
      if (words !== '') said.push({ turn: part.turn, start: cut.start, words });
    }
  }
  if (said.length === 0) said.push(...titles(transcript, span));
  const [first] = said;
  if (!first) return undefined;
  const source = attribute(corpus, interview, { start: first.start, end: span.end }, first.turn);
  const who = said.map(({ turn, start }) => attribute(corpus, interview, { start, end: span.end }, turn).speaker);
  const isOne = who.every((name) => name === who[0]);
  return {
    said: said.map(({ words }, index) => (isOne ? { words } : { speaker: who[index] ?? 'Unknown speaker', words })),
    speaker: isOne ? source.speaker : undefined,
    title: source.title,
    date: source.date,
    time: source.time,
    link: `${interview.uri}#L${source.line},${source.column}`,
  };
}

/** Headings, where nothing else is selected. */
function titles(transcript: Transcript, span: Span): { turn: number; start: number; words: string }[] {
  return transcript.topics.flatMap(({ titleSpan }) => {
    const cut = { start: Math.max(titleSpan.start, span.start), end: Math.min(titleSpan.end, span.end) };
    const words = cut.start < cut.end ? plainText(transcript, cut).trim() : '';
    return words === '' ? [] : [{ turn: -1, start: cut.start, words }];
  });
}

/** Notes that follow one another, with the blanks around them. */
const NOTES = new RegExp(` ?(?:${NOTE.source})(?: ?(?:${NOTE.source})){0,20} ?`, 'gi');
const OPENS = /[(“‘«„¿¡]$|(?:^| )["']$/;
const CLOSES = /^(?:[.,;:!?…)”’»]|["'](?:[ .,;:!?)]|$))/;

function spoken(transcript: Transcript, span: Span, brackets: boolean): string {
  const words = plainText(transcript, span).replace(/\s+/g, ' ').trim();
  return brackets ? words : withoutNotes(words);
}

/** One blank stays where some stood around a note, but none behind a mark that opens, or before one that closes. */
function withoutNotes(words: string): string {
  return words
    .replace(NOTES, (notes: string, offset: number) => {
      const end = offset + notes.length;
      if (!/^ | $/.test(notes) || OPENS.test(words.slice(Math.max(0, offset - 2), offset))) return '';
      return !notes.endsWith(' ') && CLOSES.test(words.slice(end, end + 2)) ? '' : ' ';
    })
    .trim();
}

export interface CitedQuotes {
  text: string;
  quotes: number;
}

/**
 * **All quotes of a tag or a claim**, with their sources, in one text in Markdown: by date and as they stand in the interviews; those of a tag with
 * those of the tags below it, those of a claim by what they do with it. Of what speaks of a whole section or interview there is only the source.
 */
export function citeAll(corpus: Corpus, code: { kind: 'tag' | 'claim'; name: string }, brackets: boolean): CitedQuotes {
  const { kind, name } = code;
  const blocks: string[] = [];
  let quotes = 0;
  const add = (uses: readonly CodeUse[], heading?: string): void => {
    const cited = inOrder(corpus, uses).flatMap((use) => citeUse(corpus, use, brackets) ?? []);
    if (cited.length > 0 && heading !== undefined) blocks.push(heading);
    for (const block of cited) blocks.push(block);
    quotes += cited.length;
  };
  if (kind === 'tag') {
    const names = corpus.tagNames().filter((other) => other === name || other.startsWith(name + '/'));
    add(names.flatMap((other) => corpus.tagUses(other)));
  } else {
    const statements = corpus.statements(name);
    add(
      statements.filter(({ stance }) => stance === 'states'),
      '## States it',
    );
    add(
      statements.filter(({ stance }) => stance === 'supports'),
      '## Supports it',
    );
    add(
      statements.filter(({ stance }) => stance === 'contradicts'),
      '## Contradicts it',
    );
  }
  const about = kind === 'tag' ? corpus.tagEntry(name)?.about : corpus.gloss(name);
  const head = [
    `# ${escapeMarkdown((kind === 'tag' ? '#' : '^') + name)}`,
    ...(about ? [escapeMarkdown(about).trim()] : []),
  ];
  return { text: [...head, ...blocks].join('\n\n') + '\n', quotes };
}

function citeUse(corpus: Corpus, { uri, words, code }: CodeUse, brackets: boolean): string | undefined {
  const interview = corpus.interviews.get(uri);
  const transcript = transcriptOf(interview);
  if (!interview || !transcript) return undefined;
  const isWide = contains(words, code);
  const citation = isWide
    ? wideSource(corpus, interview, transcript, code)
    : citationOf(corpus, interview, transcript, words, brackets);
  return citation && writeCitation(citation, 'markdown');
}

/** The source of a code that speaks of a section or of all. */
function wideSource(corpus: Corpus, interview: Interview, { annotations, topics }: Transcript, code: Span): Citation {
  const target = annotations.find((annotation) => contains(annotation, code))?.target;
  const topic = target?.kind === 'topic' ? topics[target.index]?.title : undefined;
  const { title, date, line, column } = attribute(corpus, interview, code, -1);
  const words = topic === undefined ? '(the whole interview)' : `(the section “${topic}”)`;
  return { said: [{ words }], title, date, link: `${interview.uri}#L${line},${column}` };
}
