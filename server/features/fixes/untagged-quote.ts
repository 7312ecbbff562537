/** What to do with a quote or quotation that has no tag and no claim. */
import { annotate } from '../../core/annotate';
import type { Quotation, Quote, Transcript } from '../../core/syntax';
import { countWords } from '../../core/interview';
import { overlaps, type Span } from '../../core/span';
import type { Edit } from '../place';
import { suggestCodes } from '../suggest-codes';
import { edit, question, type Action, type Fix, type Subject } from './action';
import { declareTerm } from './front-matter';
import { likelyPeople, likelyTags } from './likely-codes';
import { plainText } from './plain-text';

/** How many tags and people are offered by name. */
const OFFERED = 3;
/** Longer quotations are hardly terms, in words. */
const LONGEST_TERM = 8;

export const fixUntaggedQuote: Fix = (subject, problem) => {
  const { corpus, interview, transcript, uri } = subject;
  const isIt = ({ start, end }: Span): boolean => start === problem.span.start && end === problem.span.end;
  const quote = transcript.quotes.find(isIt);
  const quotation = quote ? undefined : transcript.quotations.find(isIt);
  const words = quote?.words ?? problem.span;
  const mark = marker(transcript, words);
  const withCode = (title: string, code: string, fixes?: typeof problem): Action[] => {
    const edits = mark(code);
    // `annotate` has seen to it that the words stay.
    return edits ? [{ title, kind: 'quickfix', fixes, edits: [{ uri, edits }] }] : [];
  };
  const attributed = new Set(quote?.codes.flatMap(({ kind, name }) => (kind === 'person' ? [name] : [])));
  const people = likelyPeople(corpus, interview, words, OFFERED + attributed.size).filter(
    (name) => !attributed.has(name),
  );
  return [
    question(subject, 'Tag this quote…', words, 'tag', { fixes: problem }),
    ...fittingTags(subject, words).flatMap((tag) => withCode(`Tag as #${tag}`, `#${tag}`, problem)),
    question(subject, 'State a claim…', words, 'claim', { fixes: problem }),
    question(subject, 'Attribute to…', words, 'attribute'),
    ...people.slice(0, OFFERED).flatMap((name) => withCode(`Attribute to @${name}`, `@${name}`)),
    ...(quotation ? notQuoted(subject, problem, quotation) : []),
    ...(quote ? unmark(subject, problem, quote) : []),
  ];
};

/** The tags that fit best, and then those that are used near. */
function fittingTags({ corpus, interview, related }: Subject, words: Span): string[] {
  const suggested = related ? suggestCodes(corpus, related, interview, [words])('tag', OFFERED) : [];
  const names = [...suggested.map(({ name }) => name), ...likelyTags(corpus, interview, words, OFFERED)];
  return [...new Set(names)].slice(0, OFFERED);
}

/** Stands for any code: which marks are put where does not depend on it, and finding out takes a while. */
const ANY_CODE = '#x';

function marker(transcript: Transcript, words: Span): (code: string) => Edit[] | undefined {
  const edits = annotate(transcript, words, ANY_CODE);
  return (code) => edits?.map(({ span, text }) => ({ span, text: text.replace(ANY_CODE, () => code) }));
}

function notQuoted(subject: Subject, problem: Parameters<Fix>[1], { start, words }: Quotation): Action[] {
  const { transcript } = subject;
  const isShort = countWords(transcript.text.slice(words.start, words.end)) <= LONGEST_TERM;
  return [
    ...(isShort ? edit(subject, 'It is a term', declareTerm(transcript, words), { fixes: problem }) : []),
    // Another mark must not take the place of the one that is plain now.
    ...edit(
      subject,
      'Not a quotation',
      plainText(transcript, start),
      { fixes: problem },
      (after) => after.quotations.length === transcript.quotations.length - 1,
    ),
  ];
}

/** Takes the marks of a quote away. */
function unmark(subject: Subject, problem: Parameters<Fix>[1], quote: Quote): Action[] {
  const { quotes, quotations } = subject.transcript;
  const edits = [quote.open, quote.close].map(({ start, end }) => ({ span: { start, end }, text: '' }));
  // A quotation that it holds is untagged then.
  const more = quotations.some((quotation) => overlaps(quote, quotation)) ? {} : { fixes: problem };
  return edit(
    subject,
    'Remove the marks',
    edits,
    more,
    (after) => after.quotes.length === quotes.length - 1 && after.quotations.length === quotations.length,
  );
}
