/** Words of a transcript as Markdown: always the words themselves, never markup. */

/** Without line breaks, control characters and runs of blanks. */
export function oneLine(text: string): string {
  // Marks of direction would turn round what stands behind them on the card.
  return text.replace(/[\u202a-\u202e\u2066-\u2069]/g, '').replace(/[\s\p{Cc}]+/gu, ' ');
}

const ACTIVE = /[\\`*_[\]{}<>~|&$]/g;

/**
 * `text` as words within one line of Markdown that shows exactly these words: no link, image, HTML, emphasis or code comes of them.
 * `escapeStart` is for the line as a whole.
 */
export function escapeMarkdown(text: string): string {
  return (
    oneLine(text)
      .replace(ACTIVE, '\\$&')
      // Addresses become links by themselves where they are not broken up.
      .replace(/:(?=[^\s\d])/g, '\\:')
      .replace(/(www)\./gi, '$1\\.')
      .replace(/(?<=\S)@(?=\S)/g, '\\@')
  );
}

/** Keeps a line of Markdown from being a heading, list, rule or underline by the characters that it begins with. */
export function escapeStart(line: string): string {
  return line.replace(/^(\d{1,9}(?=[.)])|(?=[#+\-=:]))/, '$1\\');
}

/** A URI as the target of a Markdown link. */
export function linkTarget(uri: string): string {
  return uri.replace(/[\s()<>\\"`|]/g, (character) =>
    encodeURIComponent(character).replace('(', '%28').replace(')', '%29'),
  );
}
