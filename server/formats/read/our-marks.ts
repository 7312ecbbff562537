/** Codes and annotation lines that somebody else says in words, as we write them. */
import { readCode, SIGN } from '../../core/codes';
import type { Code, Stance } from '../../core/syntax';
import { codeText } from './put-on';

/** How many could not be kept. */
export interface Tally {
  quotes: number;
  others: number;
  codes: number;
}

export interface WrittenCode {
  kind: Code['kind'];
  name: string;
  value?: string;
  stance?: Stance;
}

/** The code, in a list; none, and counted, where it could not stand in braces. */
export function asCode({ kind, name, value = '', stance = 'states' }: WrittenCode, tally: Tally): Code[] {
  const none = { start: 0, end: 0 };
  const signs = { tag: '#', claim: SIGN[stance], person: '@' } as const;
  const code: Code | undefined =
    kind === 'attribute'
      ? { kind, name, value, ...none }
      : Object.hasOwn(signs, kind)
        ? readCode(`${signs[kind]}${name}`, 0)
        : undefined;
  const written = code && codeText(code);
  // Braces end a group of codes, and so does the end of a line.
  if (code && written !== undefined && !/[{}\r\n]/.test(written) && readCode(written, 0)?.kind === kind) return [code];
  tally.codes++;
  return [];
}

/** `%tags #a ^b`, or nothing where there are no codes. */
export function tagsLine(codes: readonly Code[]): string {
  return codes.length === 0 ? '' : `%tags ${codes.map(codeText).join(' ')}`;
}

/** `%memo(coder): words`. */
export function memoLine(coder: string, words: string): string {
  const by = oneLine(coder.replace(/[()]/g, ' ')).slice(0, 80).trim();
  return `%memo${by === '' ? '' : `(${by})`}: ${oneLine(words)}`;
}

export function oneLine(text: string): string {
  return text.replace(/[\r\n]+/g, ' ').trim();
}

/** The line end of a text, for lines that are put into it. */
export function lineEndOf(text: string): string {
  return /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
}

/** What could not be kept, in sentences. */
export function told({ quotes, others, codes }: Tally): string[] {
  const sentence = (number: number, one: string, many: string): string[] =>
    number === 0
      ? []
      : [`${number} ${number === 1 ? one : many} left out: no marks can say ${number === 1 ? 'it' : 'them'} there.`];
  return [
    ...sentence(quotes, 'quote is', 'quotes are'),
    ...sentence(codes, 'code is', 'codes are'),
    ...sentence(others, 'topic, label or line is', 'topics, labels and lines are'),
  ];
}
