/** Adds to the front matter of an interview, and closes one that was left open. */
import { bodyStart } from '../../core/lines';
import { asTerm } from '../../core/quotation';
import type { Span } from '../../core/span';
import { plainText } from '../../core/strip';
import type { Transcript } from '../../core/syntax';
import type { Edit } from '../place';
import { insertion, lineEndOf, restatement, type Fix } from './action';
import { addToYaml, type Entry } from './yaml-entry';

/**
 * The edits that add an entry under a key of the front matter, which is written where there is none; `undefined` where the front
 * matter is in no state to be added to.
 */
export function addToFrontMatter(transcript: Transcript, key: 'terms' | 'speakers', entry: Entry): Edit[] | undefined {
  const { text, lines, frontMatter, problems } = transcript;
  const lineEnd = lineEndOf(transcript);
  if (!frontMatter) {
    if (problems.some(({ code }) => code === 'front-matter')) return undefined;
    const [addition] = addToYaml('', key, entry, lineEnd) ?? [];
    return addition && [insertion(bodyStart(text), `---${lineEnd}${addition.text}---${lineEnd}`)];
  }
  const inside = lines.filter(({ kind }) => kind === 'front-matter').slice(1, -1);
  const start = inside[0]?.start ?? lines[0]?.end ?? 0;
  const source = text.slice(start, inside.at(-1)?.end ?? start);
  return addToYaml(source, key, entry, lineEnd)?.map(({ span, text: added }) => ({
    span: { start: start + span.start, end: start + span.end },
    text: added,
  }));
}

/** Terms are short. */
const LONGEST_TERM = 80;

/** The edits that declare words of the transcript as a term; `undefined` where they are too long for one, or none. */
export function declareTerm(transcript: Transcript, words: Span): Edit[] | undefined {
  if (words.end - words.start > 4 * LONGEST_TERM) return undefined;
  const whole = plainText(transcript, words).replace(/\s+/g, ' ').trim();
  // Without the full stop inside the marks, unless that makes it another term.
  const short = whole.replace(/\s*[.,;:!?…]$/, '');
  const term = asTerm(short) === asTerm(whole) ? short : whole;
  return term === '' || term.length > LONGEST_TERM ? undefined : addToFrontMatter(transcript, 'terms', { item: term });
}

/** A line of front matter: a key in small letters, an item, a comment, or more of the line above. */
const LINE = /^(?:[a-z_][\w-]{0,40}:(?:\s|$)|[ \t]|- |#|\}|\])/;

/** Closes a front matter above the first line that is none. */
export const closeFrontMatter: Fix = (subject, problem) => {
  const { transcript } = subject;
  const { text, lines, frontMatter } = transcript;
  if (frontMatter || !text.startsWith('---', problem.span.start)) return [];
  const end = lines.findIndex((line, index) => index > 0 && !LINE.test(text.slice(line.start, line.contentEnd)));
  const at = lines[end]?.start;
  if (end < 2 || at === undefined) return [];
  const before = plainText(transcript, { start: at, end: text.length });
  const edits = [insertion(at, `---${lineEndOf(transcript)}`)];
  return restatement(subject, 'Close the front matter', edits, { fixes: problem, preferred: true }, (after) => {
    const closed = after.frontMatter !== undefined && after.problems.every(({ code }) => code !== 'front-matter');
    return closed && plainText(after, { start: after.frontMatter?.end ?? 0, end: after.text.length }) === before;
  });
};
