import { command, FINE, UsageError } from './command';

export default command({
  usage: 'serve --stdio',
  about: 'Starts the language server on stdin and stdout, for editors. Ends when the editor ends it.',
  options: { stdio: { type: 'boolean', about: 'Talk over stdin and stdout: the only way that there is.' } },
  paths: { least: 0, most: 0 },
  async run({ stdio }) {
    if (!stdio) throw new UsageError('say --stdio: there is no other way to talk to the server');
    const { start } = await import('../start');
    start();
    return FINE;
  },
});
