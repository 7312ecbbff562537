/** A quote with its source as text, as Markdown and as HTML. All that it is made of is untrusted: each form escapes it in its own way. */
import { escapeMarkdown, escapeStart, linkTarget, oneLine } from './markdown';

/** Words and where they are from; plain text. */
export interface Citation {
  /** Paragraphs; `speaker` where the words of several stand in it. */
  said: { speaker?: string; words: string }[];
  /** Who says all of it, if one does. */
  speaker?: string;
  title: string;
  date?: string;
  time?: string;
  /** URI of the place. */
  link?: string;
}

export type CitationForm = 'plain' | 'markdown' | 'html';

/** The citation in one form. */
export function writeCitation(citation: Citation, form: CitationForm): string {
  return { plain, markdown, html }[form](citation);
}

/** `“After 2019 the rent doubled.” (Maria Mendez, Rents, 2024-03-02, 0:32)`, and the link on a line of its own. */
function plain({ said, speaker, title, date, time, link }: Citation): string {
  const source = [speaker, title, date, time].flatMap((part) => (part === undefined ? [] : oneLine(part).trim()));
  const isOne = said.every((paragraph) => paragraph.speaker === undefined);
  const paragraphs = said.map(
    ({ speaker: who, words }) => (who === undefined ? '' : `${oneLine(who)}: `) + oneLine(words),
  );
  const text = paragraphs.join('\n\n');
  const target = isLink(link) ? '\n' + oneLine(link) : '';
  return `${isOne ? `“${text}”` : text}${isOne ? ' ' : '\n\n'}(${source.join(', ')})${target}`;
}

function markdown({ said, speaker, title, date, time, link }: Citation): string {
  const paragraphs = said.map(({ speaker: who, words }) =>
    who === undefined
      ? escapeStart(escapeMarkdown(words).trim())
      : `**${escapeMarkdown(who).trim()}:** ${escapeMarkdown(words).trim()}`,
  );
  const name = escapeMarkdown(title).trim();
  const where = isLink(link) ? `[${name}](${linkTarget(link)})` : name;
  const around = (part: string | undefined): string[] => (part === undefined ? [] : [escapeMarkdown(part).trim()]);
  return `${paragraphs.map((words) => '> ' + words).join('\n>\n')}\n\n— ${[...around(speaker), where, ...around(date), ...around(time)].join(', ')}`;
}

function html({ said, speaker, title, date, time, link }: Citation): string {
  const paragraphs = said.map(({ speaker: who, words }) => {
    const name = who === undefined ? '' : `<strong>${escapeHtml(who)}:</strong> `;
    return `<p>${name}${escapeHtml(words)}</p>`;
  });
  const name = `<cite>${escapeHtml(title)}</cite>`;
  const where = isLink(link) ? `<a href="${escapeHtml(link)}">${name}</a>` : name;
  const around = (part: string | undefined): string[] => (part === undefined ? [] : [escapeHtml(part)]);
  const source = [...around(speaker), where, ...around(date), ...around(time)].join(', ');
  return `<blockquote>${paragraphs.join('')}</blockquote><p>— ${source}</p>`;
}

/** Nothing that runs in a page. */
function isLink(link: string | undefined): link is string {
  return link !== undefined && /^[a-z][a-z\d+.-]{1,40}:\/\//i.test(link);
}

function escapeHtml(text: string): string {
  return oneLine(text)
    .trim()
    .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
