/** Mocha's events as lines of JSON for the runner outside; anything else on the console is noise to it. */
import type Mocha from 'mocha';

function send(event: object): void {
  console.log(`@@test ${JSON.stringify(event)}`);
}

/** Runs the tests and rejects where one failed. */
export function drive(mocha: Mocha): Promise<void> {
  return new Promise((resolve, reject) => {
    const runner = mocha.run((failures) => {
      send({ event: 'end', ...runner.stats });
      if (failures > 0) reject(new Error(`${failures} test(s) failed`));
      else resolve();
    });
    runner.on('pass', (test) => send({ event: 'pass', title: test.fullTitle(), ms: test.duration }));
    runner.on('pending', (test) => send({ event: 'pending', title: test.fullTitle() }));
    runner.on('fail', (test, error: Error) => {
      const stack = (error.stack ?? '').slice(0, 4000);
      send({ event: 'fail', title: test.fullTitle(), message: error.message, stack });
    });
  });
}
