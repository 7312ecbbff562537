/** What VS Code calls in the extension host: `run()` resolves when every test has passed. */
import Mocha from 'mocha';
import { drive } from './report';

/** Mocha's own reporters write to a terminal, and there is none. */
function silent(): void {
  // Everything is told by `drive`.
}

export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', timeout: 60_000, reporter: silent as unknown as Mocha.ReporterConstructor });
  // The tests are bundled with this file, so they find `describe` and `it` without Mocha's loader.
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  await import('./language.test');
  await import('./typing.test');
  await import('./editing.test');
  await import('./marking.test');
  await import('./keys.test');
  await import('./commands.test');
  await import('./related.test');
  await import('./codebook.test');
  await import('./labelling.test');
  await import('./walk.test');
  await import('./appearance.test');
  await import('./record.test');
  await import('./workspace.test');
  // The last one: VS Code keeps the files open for minutes that it has made and deleted.
  await import('./refactoring.test');
  if (process.env.GREP) mocha.grep(process.env.GREP);
  await drive(mocha);
}
