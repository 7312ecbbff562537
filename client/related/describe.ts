/** Related passages in words and icons: what the view and the quick pick share. */
import * as vscode from 'vscode';
import type { RelatedPassage } from '../../server/lsp/protocol';

/** The two kinds of answers, which are never mixed. */
export const groups = [
  { id: 'stated', label: 'On the same claim', has: isStated },
  { id: 'suggested', label: 'Suggested by shared words', has: (passage: RelatedPassage) => !isStated(passage) },
] as const;

/** Whether an analyst has said it; otherwise it is only suggested. */
export function isStated({ relation }: RelatedPassage): boolean {
  return relation !== 'suggested';
}

const stances: Record<RelatedPassage['relation'], { verb?: string; icon: string; color?: string }> = {
  states: { verb: 'states it', icon: 'quote', color: 'charts.blue' },
  supports: { verb: 'supports it', icon: 'diff-added', color: 'charts.green' },
  contradicts: { verb: 'contradicts it', icon: 'diff-removed', color: 'charts.red' },
  suggested: { icon: 'comment' },
};

export function iconOf({ relation }: RelatedPassage): vscode.ThemeIcon {
  const { icon, color } = stances[relation];
  return new vscode.ThemeIcon(icon, color === undefined ? undefined : new vscode.ThemeColor(color));
}

/** Who says it, or where nobody is known to: the interview. */
export function speakerOf({ speaker, title }: RelatedPassage): string {
  return speaker ?? title;
}

/** `contradicts it · The mayor, in brief · 2025-09-27 · 0:32`. */
export function sourceOf({ relation, speaker, title, date, time }: RelatedPassage): string {
  return dotted(stances[relation].verb, speaker === undefined ? undefined : title, date, time);
}

/** Why the passage is shown: `same topic · same figure: 300 million`; empty where nothing is to be said. */
export function reasonOf({ same, why }: RelatedPassage): string {
  return dotted(...(why ?? (same ? ['same words'] : [])));
}

/** The words on one line. */
export function oneLine({ text }: RelatedPassage): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** Where the shared terms stand in `text`, as whole words, in order and without overlaps. */
export function highlightsIn(text: string, terms: readonly string[]): [number, number][] {
  const found: [number, number][] = [];
  const wordly = /[\p{L}\p{M}\p{N}]/u;
  for (const term of [...new Set(terms)].filter((word) => word !== '')) {
    for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + term.length)) {
      const end = at + term.length;
      const inside = wordly.test(text.charAt(at - 1)) || wordly.test(text.charAt(end));
      if (!inside && found.every(([start, stop]) => end <= start || stop <= at)) found.push([at, end]);
    }
  }
  return found.sort(([a], [b]) => a - b);
}

/** The words with their source, as they are quoted in a text: `“…” (Tam Ferrow, No river, no boats, 2025-10-18)`. */
export function citation(passage: RelatedPassage): string {
  const { speaker, title, date, time } = passage;
  return `“${oneLine(passage)}” (${[speaker, title, date, time].filter((part) => part !== undefined).join(', ')})`;
}

/** All of it in a tooltip. Nothing in it is trusted. */
export function tooltipOf(passage: RelatedPassage): vscode.MarkdownString {
  const { claim, terms } = passage;
  const source = sourceOf(passage);
  const shared = terms.length > 0 ? `shared words: ${terms.join(', ')}` : '';
  const reason = dotted(reasonOf(passage), shared);
  const paragraphs = [
    `**${escape(speakerOf(passage))}**${source === '' ? '' : escape(` · ${source}`)}`,
    claim === undefined ? '' : escape(`^${claim}`),
    escape(oneLine(passage)),
    reason === '' ? '' : `---\n\n${escape(reason)}`,
  ];
  return new vscode.MarkdownString(paragraphs.filter((paragraph) => paragraph !== '').join('\n\n'));
}

/** Anybody's words as Markdown: a backslash before every mark, so that none of them means anything. */
function escape(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[!-/:-@[-`{-~]/g, '\\$&');
}

/** What is there, with dots between. */
export function dotted(...parts: (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join(' · ');
}
