/** Codes: what stands in `{…}` and after `%tags`. */
import type { Span } from './span';
import type { Code, Problem, Stance } from './syntax';

const TAG = /^#[\p{L}\p{M}\p{N}_-]+(?:\/[\p{L}\p{M}\p{N}_-]+)*$/u;
const CLAIM = /^[\^+-][\p{L}\p{M}\p{N}_-]+(?:\/[\p{L}\p{M}\p{N}_-]+)*$/u;
const PERSON = /^@[\p{L}\p{M}\p{N}_.'’-]+$/u;
const ATTRIBUTE = /^([\p{L}\p{M}\p{N}_.-]+)=(?:"([^"]*)"|([^"\s]*))$/u;
const NAME_CHARACTER = /[\p{L}\p{M}\p{N}_-]/u;

const STANCE: Record<string, Stance> = { '^': 'states', '+': 'supports', '-': 'contradicts' };

/** The sign before a claim's name, by stance. */
export const SIGN: Record<Stance, string> = { states: '^', supports: '+', contradicts: '-' };

/** Whether `character` may stand in the name of a tag or claim, or in the id of a long quote. */
export function isNameCharacter(character: string): boolean {
  return NAME_CHARACTER.test(character);
}

/** Whether `name` can be a tag (`parent/child`) or a claim as it stands. */
export function isCodeName(name: string): boolean {
  return TAG.test('#' + name);
}

/** A code as it stands in the braces. */
export function writeCode(code: Code): string {
  switch (code.kind) {
    case 'tag':
      return '#' + code.name;
    case 'claim':
      return SIGN[code.stance] + code.name;
    case 'person':
      return '@' + code.name;
    case 'attribute':
      return `${code.name}=${code.value}`;
  }
}

/** Reads one code from its text; `undefined` where it is none. */
export function readCode(source: string, start: number): Code | undefined {
  const span = { start, end: start + source.length };
  const name = source.slice(1);
  if (TAG.test(source)) return { kind: 'tag', name, ...span };
  if (CLAIM.test(source)) return { kind: 'claim', name, stance: STANCE[source[0] as string] as Stance, ...span };
  if (PERSON.test(source)) return { kind: 'person', name, ...span };
  const attribute = ATTRIBUTE.exec(source);
  if (attribute) {
    return { kind: 'attribute', name: attribute[1] as string, value: attribute[2] ?? attribute[3] ?? '', ...span };
  }
  return undefined;
}

/** Codes and faults of a stretch of text; codes are separated by blanks, and a quoted value may hold blanks. */
export function readCodes(text: string, start: number, end: number): { codes: Code[]; problems: Problem[] } {
  const codes: Code[] = [];
  const problems: Problem[] = [];
  let at = start;
  while (at < end) {
    if (isBlank(text.charCodeAt(at))) {
      at++;
      continue;
    }
    const from = at;
    let quoted = false;
    while (at < end && (quoted || !isBlank(text.charCodeAt(at)))) {
      if (text[at] === '"') quoted = !quoted;
      at++;
    }
    const code = readCode(text.slice(from, at), from);
    if (code) codes.push(code);
    else {
      const message = 'Not a code: write #tag, ^claim, +claim, -claim, @person or key=value.';
      problems.push({ code: 'bad-code', message, start: from, end: at });
    }
  }
  return { codes, problems };
}

/**
 * The offset behind the `}` that closes the group begun at `start`, or -1 where there is none before `end`. No brace and no `<` may
 * stand inside, not even in a quoted value: so a line full of them is read only once.
 */
export function groupEnd(text: string, start: number, end: number): number {
  for (let at = start + 1; at < end; at++) {
    const character = text.charCodeAt(at);
    if (character === 0x7d) return at + 1;
    if (character === 0x7b || character === 0x3c) return -1;
  }
  return -1;
}

/** The codes inside the braces of a group. */
export function readGroup(text: string, group: Span): { codes: Code[]; problems: Problem[] } {
  return readCodes(text, group.start + 1, group.end - 1);
}

function isBlank(character: number): boolean {
  return character === 0x20 || character === 0x09 || character === 0xa0;
}
