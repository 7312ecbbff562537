/** Lines that a web page puts around an interview: navigation, captions, promotions, comment boxes. They are told, never changed. */
import type { Draft } from './draft';

/** Whole lines, in lower case, without the stop or colon at their end. */
const LINES = [
  /^(?:leave|post|write|add) a (?:reply|comment)$/,
  /^your email address will not be published/,
  /^required fields are marked/,
  /^back to \S/,
  /^(?:subscribe|sign up|log in|register)\b.{0,80}$/,
  /^(?:share|print|tweet)(?: this(?: (?:article|story|post|page))?)?$|^share (?:on|via) .{1,20}$/,
  /^(?:advertisement|sponsored|related (?:articles|posts|stories)|read (?:more|next)|more on this(?: story| topic)?|recommended)$/,
  /^.{0,40}(?:show|read|load|view) (?:more|less)$/,
  /^.{0,40}video (?:erweitern|anzeigen)$/,
  /^all rights reserved/,
  /^(?:this|the) (?:transcript|interview|conversation|text) (?:has been|was) (?:lightly |slightly )?(?:edited|condensed|shortened|produced)\b/,
  /^(?:this|the) (?:transcript|interview|conversation) (?:is|was) (?:generated|machine|automatically)\b/,
  /^(?:accept|manage) (?:all )?cookies\b/,
  /^(?:#[\p{L}\p{N}_]{1,60}[\s,]*){1,30}$/u,
  /^\[[a-z][\w-]{0,60} [a-z_-]{1,40}=[^[\]]{0,200}\]$/,
];
const CREDIT =
  /©|\((?:photo|image|picture)\b|\b(?:getty images|shutterstock|photograph by|photo by|image credit|photo credit)\b|^(?:photo|image|picture|credit)s?:/;

/** The lines (from 0) that look like boilerplate. Lines with a label are the interview's. */
export function findBoilerplate({ lines }: Draft): number[] {
  const found = new Set<number>();
  for (const [index, { words, turn, alone }] of lines.entries()) {
    if (words === '' || words.length > 400 || turn) continue;
    const plain = words
      .toLowerCase()
      .replace(/[.:*]$/, '')
      .trimEnd();
    if (CREDIT.test(plain)) {
      // The line above a credit is the description of the picture.
      const above = lines[index - 1];
      if (above && !above.blank && !above.turn && above.words.length <= 400) found.add(index - 1);
      found.add(index);
    } else if (alone && /^\d{1,6}$/.test(words)) found.add(index);
    else if (words.length <= 200 && LINES.some((pattern) => pattern.test(plain))) found.add(index);
  }
  return [...found].sort((a, b) => a - b);
}
