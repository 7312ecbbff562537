/** Which codes fit some words best, by what stands near. */
import type { Corpus } from '../../core/corpus';
import { partAt, turnOf } from '../../core/find';
import type { CodeUse, Interview } from '../../core/interview';
import { upperBound, type Span } from '../../core/span';
import type { Code } from '../../core/syntax';
import { codesInUse } from '../codes-in-use';

/** Up to `limit` tags: those used nearest in this interview, then those most used in all. */
export function likelyTags(corpus: Corpus, interview: Interview, words: Span, limit: number): string[] {
  const known = (name: string): boolean => !corpus.declaresTags() || corpus.tagEntry(name) !== undefined;
  const names = new Set(nearestUses(interview, 'tag', words).filter(known));
  if (names.size < limit) {
    for (const { name, count } of codesInUse(corpus).tags) if (count > 0 && known(name)) names.add(name);
  }
  return [...names].slice(0, limit);
}

/**
 * Up to `limit` people whose words these may be: those whom the paragraph names, the nearest first; those to whom words of this
 * interview are attributed; and its other speakers.
 */
export function likelyPeople(corpus: Corpus, interview: Interview, words: Span, limit: number): string[] {
  const names = [
    ...namedNear(corpus, interview, words),
    ...nearestUses(interview, 'person', words),
    ...otherSpeakers(corpus, interview, words),
  ];
  return [...new Set(names)].slice(0, limit);
}

/** The names of the codes of a kind in an interview, the nearest to the words first. */
function nearestUses({ uses }: Interview, kind: Code['kind'], words: Span): string[] {
  const gap = (use: CodeUse): number => Math.max(0, use.words.start - words.end, words.start - use.words.end);
  const ranked = uses.filter(({ code }) => code.kind === kind).map((use) => ({ name: use.code.name, gap: gap(use) }));
  return [...new Set(ranked.sort((a, b) => a.gap - b.gap).map(({ name }) => name))];
}

/** The people of the codebook whom the paragraph names outside the words. */
function namedNear(corpus: Corpus, { transcript }: Interview, words: Span): string[] {
  const { text, paragraphs } = transcript;
  const paragraph = paragraphs[upperBound(paragraphs, words.start) - 1];
  if (!paragraph) return [];
  const reach = 2000;
  const before = text.slice(Math.max(paragraph.parts[0]?.words ?? paragraph.start, words.start - reach), words.start);
  const after = text.slice(words.end, Math.max(words.end, Math.min(paragraph.end, words.end + reach)));
  const found: { name: string; gap: number }[] = [];
  for (const { people } of corpus.codebooks.values()) {
    for (const { name, fullName, aliases } of people.values()) {
      const gaps = [...aliases, ...(fullName === undefined ? [] : [fullName])]
        .filter((alias) => alias.length > 2)
        .flatMap((alias) => {
          const [last, first] = [lastName(before, alias), firstName(after, alias)];
          return [...(last < 0 ? [] : [before.length - last]), ...(first < 0 ? [] : [first])];
        });
      if (gaps.length > 0) found.push({ name, gap: Math.min(...gaps) });
    }
  }
  return found.sort((a, b) => a.gap - b.gap).map(({ name }) => name);
}

/** Where a name stands last in a text, as written or with a capital; -1 where it does not. */
function lastName(text: string, name: string): number {
  return Math.max(...spellings(name).map((spelling) => lastWord(text, spelling)));
}

function firstName(text: string, name: string): number {
  const found = spellings(name)
    .map((spelling) => firstWord(text, spelling))
    .filter((at) => at >= 0);
  return found.length > 0 ? Math.min(...found) : -1;
}

function spellings(name: string): string[] {
  return [...new Set([name, name.charAt(0).toUpperCase() + name.slice(1)])];
}

function lastWord(text: string, word: string): number {
  let at = text.lastIndexOf(word);
  while (at > 0 && !isWhole(text, at, word)) at = text.lastIndexOf(word, at - 1);
  return at >= 0 && isWhole(text, at, word) ? at : -1;
}

function firstWord(text: string, word: string): number {
  let at = text.indexOf(word);
  while (at >= 0 && !isWhole(text, at, word)) at = text.indexOf(word, at + 1);
  return at;
}

function isWhole(text: string, at: number, word: string): boolean {
  return !/[\p{L}\p{N}]/u.test(text.charAt(at - 1)) && !/[\p{L}\p{N}]/u.test(text.charAt(at + word.length));
}

function otherSpeakers(corpus: Corpus, { transcript }: Interview, words: Span): string[] {
  const found = partAt(transcript, words.start);
  const part = found && transcript.paragraphs[found.paragraph]?.parts[found.part];
  const speaking = turnOf(transcript, part)?.speaker;
  return transcript.speakers.flatMap((speaker, index) => {
    if (index === speaking) return [];
    const key = corpus.personKey(speaker);
    const name = key?.startsWith('@') ? key.slice(1) : key === undefined ? speaker.label : slug(speaker.name);
    return /^[\p{L}\p{M}\p{N}_.'’-]+$/u.test(name) ? [name] : [];
  });
}

/** A name as it stands behind `@`: `maria-mendez`. */
function slug(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}_.'’]+/gu, '-')
    .replace(/^[-.]+|[-.]+$/g, '');
}
