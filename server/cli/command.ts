/** What a command is, and how its arguments are read. */
import { parseArgs, type ParseArgsConfig } from 'node:util';
import type { Terminal } from './output';

/** Exit statuses: nothing to report; findings, or something that could not be done; a command line that means nothing. */
export const FINE = 0;
export const FINDINGS = 1;
export const USAGE = 2;

/** The command line itself is wrong. */
export class UsageError extends Error {}

/** Something could not be done: the message says what, where, and what to do; it never holds words of a transcript. */
export class Failure extends Error {}

/** One option as `parseArgs` takes it, and what the help says of it. */
interface Option {
  type: 'boolean' | 'string';
  short?: string;
  /** Whether it may be given several times. */
  multiple?: true;
  /** What the help calls the value: `DIR`. */
  value?: string;
  about: string;
}

type Options = Record<string, Option>;
type Value<O extends Option> = O['type'] extends 'boolean' ? boolean : O extends { multiple: true } ? string[] : string;
type Values<O extends Options> = { [K in keyof O]?: Value<O[K]> };

export interface Command {
  /** Runs with the arguments behind the command's name, and resolves to the exit status. */
  run(args: string[], terminal: Terminal): Promise<number>;
  help: string;
}

interface Definition<O extends Options> {
  /** Behind `throughline`: `strip <file>`. */
  usage: string;
  /** Paragraphs of the help. */
  about: string;
  options: O;
  /** How many paths it needs and takes. */
  paths: { least: number; most: number };
  run(values: Values<O>, paths: string[], terminal: Terminal): number | Promise<number>;
}

/** Makes a command of its description and its work. */
export function command<O extends Options>({ usage, about, options, paths, run }: Definition<O>): Command {
  const help = `Usage: throughline ${usage}\n\n${about.trim()}\n\n${optionTable(options)}`;
  return {
    help,
    async run(args, terminal) {
      const { values, positionals } = read(args, { ...options, help: { type: 'boolean', short: 'h' } }, usage);
      if (values['help']) {
        terminal.write(help);
        return FINE;
      }
      const wrong =
        positionals.length < paths.least
          ? 'something is missing'
          : positionals.length > paths.most
            ? 'too many files'
            : '';
      if (wrong) throw new UsageError(`${wrong}\nUsage: throughline ${usage}`);
      return run(values as Values<O>, positionals, terminal);
    },
  };
}

function read(args: string[], options: NonNullable<ParseArgsConfig['options']>, usage: string) {
  try {
    return parseArgs({ args, options, strict: true, allowPositionals: true });
  } catch (error) {
    const message = error instanceof Error ? error.message : 'bad options';
    // Node goes on with advice about dashes that helps nobody here.
    throw new UsageError(`${message.split(/\. |\n/)[0] ?? ''}\nUsage: throughline ${usage}`);
  }
}

function optionTable(options: Options): string {
  const rows = [...Object.entries(options), ['help', { about: 'Show this help.' }] as [string, Partial<Option>]].map(
    ([name, { value, about }]) => [`--${name}${value ? ` ${value}` : ''}`, about ?? ''] as const,
  );
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, about]) => `  ${name.padEnd(width)}  ${about}\n`).join('');
}

/** The value of an option that counts something. */
export function wholeNumber(name: string, value: string | undefined, fallback: number): number {
  if (value === undefined) return fallback;
  const number = /^\d{1,6}$/.test(value) ? Number(value) : 0;
  if (number < 1) throw new UsageError(`--${name} wants a whole number from 1 on`);
  return number;
}
