/** A hover card: what stands on it as plain data, and its two forms, Markdown and plain text. */
import { escapeMarkdown, escapeStart, linkTarget, oneLine } from './markdown';

/** A stretch of a line. All texts are untrusted words: they are escaped when the card is rendered, and only then. */
export type Inline =
  | string
  | { strong: string }
  | { code: string }
  /** `place` stands behind the text where nothing can be clicked. */
  | { link: string; target: string; place: string }
  /** A link that does something. `command` is a URI of letters, digits and percent signs; plain text has no use for it. */
  | { action: string; command: string };

export type Block =
  | { kind: 'line'; content: Inline[] }
  | { kind: 'item'; content: Inline[] }
  /** An item of a list, with somebody's words on a line below it, and what there is to say of them on another one. */
  | { kind: 'entry'; content: Inline[]; words: Inline[]; notes: Inline[] }
  | { kind: 'rule' };

export const line = (...content: Inline[]): Block => ({ kind: 'line', content });
export const item = (...content: Inline[]): Block => ({ kind: 'item', content });
export const entry = (content: Inline[], words: Inline[], notes: Inline[] = []): Block => ({
  kind: 'entry',
  content,
  words,
  notes,
});
export const rule: Block = { kind: 'rule' };

/** The card as text; items that follow each other are a list, everything else is parted by blank lines. */
export function render(blocks: readonly Block[], markdown: boolean): string {
  let text = '';
  blocks.forEach((block, index) => {
    const list = (block.kind === 'item' || block.kind === 'entry') && blocks[index - 1]?.kind === block.kind;
    text += (index === 0 ? '' : list ? '\n' : '\n\n') + (markdown ? asMarkdown(block) : asPlain(block));
  });
  return text;
}

function asMarkdown(block: Block): string {
  if (block.kind === 'rule') return '---';
  // Two blanks: the line ends, the item goes on.
  return joined(block, markdownLine, '  \n  ');
}

/** The lines of a block. */
function joined(
  block: Exclude<Block, { kind: 'rule' }>,
  write: (content: readonly Inline[]) => string,
  separator: string,
): string {
  if (block.kind === 'line') return write(block.content);
  const below = block.kind === 'entry' ? [block.words, block.notes].map(write).filter((text) => text !== '') : [];
  return '- ' + [write(block.content), ...below].join(separator);
}

function markdownLine(content: readonly Inline[]): string {
  return escapeStart(content.map(inlineMarkdown).join('').trim());
}

function inlineMarkdown(inline: Inline): string {
  if (typeof inline === 'string') return escapeMarkdown(inline);
  if ('strong' in inline) return `**${escapeMarkdown(inline.strong.trim())}**`;
  if ('link' in inline) return `[${escapeMarkdown(inline.link)}](${linkTarget(inline.target)})`;
  if ('action' in inline) return `[${escapeMarkdown(inline.action)}](${linkTarget(inline.command)})`;
  const code = oneLine(inline.code);
  return code.includes('`') ? escapeMarkdown(code) : `\`${code}\``;
}

function asPlain(block: Block): string {
  if (block.kind === 'rule') return '—';
  return joined(block, plainLine, '\n  ');
}

function plainLine(content: readonly Inline[]): string {
  return content.map(inlinePlain).join('').trim();
}

function inlinePlain(inline: Inline): string {
  if (typeof inline === 'string') return oneLine(inline);
  if ('strong' in inline) return oneLine(inline.strong).trim();
  if ('link' in inline)
    return inline.link === inline.place ? inline.link : `${oneLine(inline.link)} (${oneLine(inline.place)})`;
  return 'action' in inline ? '' : oneLine(inline.code);
}

/** Stretches of a line with a separator between them; absent ones are left out. */
export function dotted(...parts: (Inline | undefined)[]): Inline[] {
  return parts
    .filter((part) => part !== undefined && part !== '')
    .flatMap((part, index) => (index === 0 ? [part] : [' · ', part])) as Inline[];
}

/** `1 turn`, `2 turns`. */
export function count(number: number, noun: string): string {
  return `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;
}

/** The text on one line, cut between words where it is longer than `length`. */
export function clip(text: string, length: number): string {
  const words = oneLine(text).trim();
  if (words.length <= length) return words;
  const cut = words.lastIndexOf(' ', length);
  return words.slice(0, cut > length / 2 ? cut : length).replace(/[\ud800-\udbff]$/, '') + '…';
}
