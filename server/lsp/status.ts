/** Tells the editor how far loading is: notifications of our own, and LSP's progress when it takes long. */
import type { Connection, WorkDoneProgressServerReporter } from 'vscode-languageserver';
import type { Progress } from './loader';
import { clientMethods, type Status } from './protocol';
import type { Workspace } from './workspace';
import { throttle } from './slices';

/** In ms: how often a status is sent, and how long loading may take before its progress is shown. */
const INTERVAL = 100;
const PATIENCE = 1000;

export interface StatusReporter {
  /** The corpus, the index or the progress of loading has changed. */
  changed(): void;
}

export function reportStatus(connection: Connection, workspace: Workspace, progress: () => Progress): StatusReporter {
  const { offers, corpus, related } = workspace;
  const work = reportWork(connection);
  let last = '';
  const tell = throttle(INTERVAL, () => {
    const { loading, done, total } = progress();
    if (offers.progress) work(progress());
    if (!offers.status) return;
    const status: Status = {
      interviews: corpus.interviews.size,
      passages: related.size,
      pending: related.pending,
      loading,
      done,
      total,
    };
    const text = JSON.stringify(status);
    if (text === last) return;
    last = text;
    void connection.sendNotification(clientMethods.status, status);
  });
  return { changed: tell };
}

/** Shows the progress of loading once it has gone on for a while. */
function reportWork(connection: Connection): (progress: Progress) => void {
  let patience: ReturnType<typeof setTimeout> | undefined;
  let reporter: WorkDoneProgressServerReporter | undefined;
  let latest: Progress = { loading: false, done: 0, total: 0 };
  const begin = async (): Promise<void> => {
    const created = await connection.window.createWorkDoneProgress();
    if (!latest.loading) return;
    reporter = created;
    reporter.begin('Reading interviews', 0, describe(latest), false);
  };
  return (progress) => {
    latest = progress;
    if (progress.loading) {
      patience ??= setTimeout(() => void begin().catch(() => undefined), PATIENCE);
      reporter?.report(percentage(progress), describe(progress));
    } else {
      clearTimeout(patience);
      patience = undefined;
      reporter?.done();
      reporter = undefined;
    }
  };
}

function percentage({ done, total }: Progress): number {
  return total > 0 ? Math.floor((100 * done) / total) : 0;
}

function describe({ done, total }: Progress): string {
  return `${done} of ${total}`;
}
