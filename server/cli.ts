/** The command line: `throughline <command> …`. What a command does stands in cli/, one file a command. */
import { version } from '../package.json';
import { Failure, FINE, FINDINGS, USAGE, UsageError, type Command } from './cli/command';
import { terminalOf, type Terminal } from './cli/output';

interface Entry {
  about: string;
  load(): Promise<{ default: Command }>;
}

/** A command is loaded when it is called. */
const COMMANDS: Record<string, Entry> = {
  import: { about: 'make transcripts of raw text files', load: () => import('./cli/import') },
  strip: { about: 'the original of a transcript, byte for byte', load: () => import('./cli/strip') },
  check: { about: 'what transcripts have at fault or left to do', load: () => import('./cli/check') },
  verify: { about: 'whether transcripts have the words of their originals', load: () => import('./cli/verify') },
  outline: { about: 'topics, speakers and turns of a transcript', load: () => import('./cli/outline') },
  related: { about: 'where other interviews speak of the same', load: () => import('./cli/related') },
  export: { about: 'files for other readers and programs', load: () => import('./cli/export') },
  codes: { about: 'rename, merge, move or delete a tag or claim', load: () => import('./cli/codes') },
  stats: { about: 'shares of speakers, tags, claims by interview', load: () => import('./cli/stats') },
  serve: { about: 'the language server, for editors', load: () => import('./cli/serve') },
};

const HELP = `Usage: throughline <command> …

Annotates interview transcripts in plain text, and follows one claim through many interviews.

${Object.entries(COMMANDS)
  .map(([name, { about }]) => `  ${name.padEnd(8)} ${about}\n`)
  .join('')}
  throughline <command> --help tells more; throughline --version says which version this is.
  Exit status: 0 fine, 1 findings or failure, 2 the command line means nothing.
`;

/** Runs a command line, and resolves to the exit status. */
async function main([name, ...args]: string[], terminal: Terminal): Promise<number> {
  switch (name) {
    case undefined:
      terminal.say(HELP.trimEnd());
      return USAGE;
    case '--version':
    case '-v':
      terminal.write(version + '\n');
      return FINE;
    case '--help':
    case '-h':
      terminal.write(HELP);
      return FINE;
    case 'help':
      return main(args[0] === undefined ? ['--help'] : [args[0], '--help'], terminal);
  }
  const entry = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!entry) throw new UsageError(`There is no command ${name}: throughline --help lists them`);
  const { default: command } = await entry.load();
  return command.run(args, terminal);
}

async function start(): Promise<void> {
  const terminal = terminalOf(process.stdout, process.stderr, process.env);
  // Whoever reads our output may have seen enough of it (`| head`).
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? FINE : FINDINGS));
  try {
    // Not `process.exit`: what has been written may still be on its way.
    process.exitCode = await main(process.argv.slice(2), terminal);
  } catch (error) {
    process.exitCode = error instanceof UsageError ? USAGE : FINDINGS;
    if (error instanceof UsageError || error instanceof Failure) terminal.say(error.message);
    else terminal.say(`An error in throughline itself; please report it:\n${traceOf(error)}`);
  }
}

/** Where a fault happened, without its message: that might hold words of a transcript. */
function traceOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const frames = error.stack?.split('\n').filter((line) => /^\s+at /.test(line)) ?? [];
  return [error.name, ...frames].join('\n');
}

void start();
