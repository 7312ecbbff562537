/** LSP's progress for what somebody has asked for and waits for, shown where it takes long. */
import type { Connection, WorkDoneProgressServerReporter } from 'vscode-languageserver';
import type { Offers } from './offers';

/** In ms: how long nobody wonders. */
const PATIENCE = 1000;

export interface LongWork {
  report(done: number, total: number): void;
  /** Whether somebody has pressed Cancel. */
  isCancelled(): boolean;
  done(): void;
}

/** Shows from the first second on how far the work is, with a button to cancel it. */
export function reportLongWork(connection: Connection, { progress }: Offers, title: string): LongWork {
  let reporter: (WorkDoneProgressServerReporter & { token: { isCancellationRequested: boolean } }) | undefined;
  let last = -1;
  let over = false;
  const begin = async (): Promise<void> => {
    const created = await connection.window.createWorkDoneProgress();
    if (over) return;
    reporter = created;
    reporter.begin(title, Math.max(0, last), undefined, true);
  };
  // An editor that shows nothing is none to fail for.
  const patience = progress ? setTimeout(() => void begin().catch(() => undefined), PATIENCE) : undefined;
  return {
    report(done, total) {
      const percentage = Math.floor((100 * done) / total);
      if (percentage === last) return;
      last = percentage;
      reporter?.report(percentage, `${done} of ${total} files`);
    },
    isCancelled: () => reporter?.token.isCancellationRequested ?? false,
    done() {
      over = true;
      clearTimeout(patience);
      reporter?.done();
    },
  };
}
