/** What comments of a Word document say: a memo, or what an export of ours wrote there. */
import { readCodes } from '../../../core/codes';
import { parse } from '../../../core/parse';
import type { Code } from '../../../core/syntax';
import { children, type XmlElement } from '../xml-read';
import { MEMO, NOBODY, NO_CODES } from '../../word-styles';
import { readNotes } from './body';
import type { Styles } from './styles';
import { attribute } from './xml';

export interface WordComment {
  id: string;
  coder?: string;
  text: string;
}

export type Meaning =
  | { kind: 'front'; text: string }
  | { kind: 'quote'; codes: Code[]; glosses: { claim: string; text: string }[] }
  | { kind: 'line'; line: string }
  | { kind: 'memo'; text: string };

export function readComments(root: XmlElement | undefined, styles: Styles): WordComment[] {
  const texts = readNotes(root, 'comment', styles);
  return children(root, 'comment').flatMap((comment) => {
    const id = attribute(comment, 'id') ?? '';
    const author = attribute(comment, 'author')?.trim();
    const initials = attribute(comment, 'initials')?.trim();
    const text = texts.get(id) ?? '';
    return text === '' ? [] : [{ id, coder: initials || (author === NOBODY ? undefined : author), text }];
  });
}

/** A front matter as a comment on a title has it, with both `---` lines. */
export function frontMatterIn(text: string): string | undefined {
  if (!text.startsWith('---\n')) return undefined;
  const front = `${text}\n`;
  return parse(front).frontMatter?.end === front.length ? front : undefined;
}

/**
 * What a comment means. In a document of ours everything is read that an export writes; elsewhere only codes that begin with a tag or a
 * claim, so that `+1` stays a memo.
 */
export function meaningOf(text: string, ours: boolean): Meaning {
  const front = ours ? frontMatterIn(text) : undefined;
  if (front !== undefined) return { kind: 'front', text: front };
  if (ours && text.startsWith(MEMO)) return { kind: 'memo', text: text.slice(MEMO.length) };
  if (ours && /^%[\p{L}]/u.test(text)) return { kind: 'line', line: text.replace(/\s*\n\s*/g, ' ') };
  const end = text.indexOf('\n');
  const first = (end < 0 ? text : text.slice(0, end)).trim();
  if (ours && first === NO_CODES) return { kind: 'quote', codes: [], glosses: [] };
  const { codes, problems } = readCodes(first, 0, first.length);
  if (codes.length === 0 || problems.length > 0 || !(ours || /^[#^]\p{L}/u.test(first))) return { kind: 'memo', text };
  const glosses: { claim: string; text: string }[] = [];
  const rest: string[] = [];
  for (const line of end < 0 ? [] : text.slice(end + 1).split('\n')) {
    const match = /^[\^+-]([^\s:]{1,200}): /.exec(line);
    if (match?.[1] !== undefined) glosses.push({ claim: match[1], text: line.slice(match[0].length).trim() });
    else if (line.trim() !== '') rest.push(line);
  }
  return rest.length > 0 ? { kind: 'memo', text } : { kind: 'quote', codes, glosses };
}
