/** What may have been meant by something in braces that is no code. */
import { isCodeName, readCode } from '../../core/codes';
import type { Corpus } from '../../core/corpus';
import { strip } from '../../core/strip';
import type { Transcript } from '../../core/syntax';
import { edit, insertion, restatement, type Action, type Fix, type Subject } from './action';
import { plainText } from './plain-text';

type Problem = Parameters<Fix>[1];

export const fixBadCode: Fix = (subject, problem) => {
  const { text } = subject.transcript;
  const first = text[problem.span.start];
  if (first === '%' && isClaimLine(subject.transcript, problem)) return nameClaim(subject, problem);
  if (first === '{' && text[problem.span.start - 1] === '=') return closeBraces(subject, problem);
  return [...joinWords(subject, problem), ...changeCode(subject, problem), ...removeCode(subject, problem)];
};

function isClaimLine({ annotations }: Transcript, { span }: Problem): boolean {
  return annotations.some(({ word, wordSpan }) => word === 'claim' && wordSpan.start === span.start);
}

/** `%claim Rents doubled` → `%claim rents-doubled: Rents doubled`. */
function nameClaim(subject: Subject, problem: Problem): Action[] {
  const { text, annotations } = subject.transcript;
  const body = annotations.find(({ wordSpan }) => wordSpan.start === problem.span.start)?.body;
  const words =
    body && text.slice(body.start, Math.min(body.end, body.start + 400)).match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}_-]*/gu);
  if (!words) return [];
  const id = words.slice(0, 4).join('-').toLowerCase();
  if (!isCodeName(id)) return [];
  return edit(subject, `Name the claim ^${id}`, [insertion(body.start, `${id}: `)], {
    fixes: problem,
    preferred: true,
  });
}

/** `=={#a #b and so on`: the braces end behind the last word that is a code. */
function closeBraces(subject: Subject, problem: Problem): Action[] {
  const { transcript } = subject;
  const { text } = transcript;
  const { start } = problem.span;
  let at = start + 1;
  for (const [word] of text.slice(at, at + 400).matchAll(/[^\s{}<>]+|\s+|[{}<>]/gu)) {
    if (word === ' ' && at > start + 1) continue;
    const next = at + (at > start + 1 ? 1 : 0);
    if (text.startsWith(word, next) && readCode(word, next)) at = next + word.length;
    else break;
  }
  const closed =
    at > start + 1
      ? restatement(
          subject,
          'Close the braces',
          [insertion(at, '}')],
          { fixes: problem, preferred: true },
          (after) => strip(transcript).length - strip(after).length === at - start,
        )
      : [];
  return [...closed, ...edit(subject, 'Make it plain text', plainText(transcript, start), { fixes: problem })];
}

/** How many words may be joined to one code: the words of a name, not those of a sentence. */
const LONGEST_NAME = 5;

/** `#two words` → `#two-words`: words behind a code that may be meant to belong to it. */
function joinWords(subject: Subject, problem: Problem): Action[] {
  const { text, problems } = subject.transcript;
  const bad = new Set(problems.filter(({ code }) => code === 'bad-code').map(({ start }) => start));
  let { start, end } = problem.span;
  if (!isCodeName(text.slice(start, end))) return [];
  const words = [text.slice(start, end)];
  while (words.length < LONGEST_NAME && (words.length === 1 || bad.has(start))) {
    const word = /([^\s{}<>"=]{1,100}) $/u.exec(text.slice(Math.max(0, start - 101), start))?.[1];
    if (word === undefined) return [];
    start -= word.length + 1;
    words.unshift(word);
  }
  while (words.length < LONGEST_NAME && bad.has(end + 1)) {
    const word = /^ ([^\s{}<>"=]{1,100})(?=[ }]|$)/mu.exec(text.slice(end, end + 102))?.[1];
    if (word === undefined || !isCodeName(word)) break;
    end += word.length + 1;
    words.push(word);
  }
  const joined = words.join('-');
  if (!/^[#^+@-]/.test(joined) || !readCode(joined, 0)) return [];
  return edit(subject, `Change to ${joined}`, [{ span: { start, end }, text: joined }], {
    fixes: problem,
    preferred: true,
  });
}

/** The word as a code, where little is missing. */
function changeCode(subject: Subject, problem: Problem): Action[] {
  const { text } = subject.transcript;
  return corrections(subject.corpus, text.slice(problem.span.start, problem.span.end)).flatMap((code) =>
    edit(subject, `Change to ${code}`, [{ span: problem.span, text: code }], { fixes: problem }),
  );
}

function corrections(corpus: Corpus, source: string): string[] {
  if (source.length > 200) return [];
  // `#a,#b;` was meant as two codes.
  const parts = source.split(/[,;]+/).filter((part) => part !== '');
  if (parts.length > 0 && parts.join('') !== source && parts.every((part) => readCode(part, 0)))
    return [parts.join(' ')];
  const sign = /^[#^+@-]/.exec(source)?.[0];
  const name = (sign === undefined ? source : source.slice(1))
    .replace(sign === '@' ? /[^\p{L}\p{M}\p{N}_.'’-]+/gu : /[^\p{L}\p{M}\p{N}_/-]+/gu, '-')
    .replace(/\/{2,}/g, '/')
    .replace(/^[-/.]+|[-/.]+$/g, '');
  if (name === '' || (sign !== '@' && !isCodeName(name))) return [];
  if (sign !== undefined) return [sign + name];
  const signs = [
    ...(corpus.claimNames().includes(name) ? ['^'] : []),
    ...(corpus.personNames().includes(name) ? ['@'] : []),
  ];
  // What is known as something else is hardly a new tag.
  if (signs.length === 0 || corpus.tagNames().includes(name)) signs.unshift('#');
  return signs.map((known) => known + name);
}

function removeCode(subject: Subject, problem: Problem): Action[] {
  const { text } = subject.transcript;
  let { start, end } = problem.span;
  if (text[start - 1] === ' ') start--;
  else if (text[end] === ' ') end++;
  return edit(subject, 'Remove it', [{ span: { start, end }, text: '' }], { fixes: problem });
}
