/** Long work in short slices, so that requests are answered in between. */

/** Does a piece of work at once while this slice lasts, and otherwise when everything else has had its turn. */
export type InSlices = <T>(work: () => T) => Promise<T>;

/** In ms: the last piece of work in a slice may take another one or two, and nobody should wait longer than 10. */
const SLICE = 8;

/** `length` in ms: how long all who share it may work, together, before others have their turn. */
export function createSlices(length = SLICE): InSlices {
  let started = performance.now();
  let turn: Promise<void> | undefined;
  const takeTurn = (): Promise<void> =>
    new Promise((resolve) => {
      setTimeout(() => {
        turn = undefined;
        started = performance.now();
        resolve();
      }, 0);
    });
  return async (work) => {
    // Several may wait: whoever comes first after the turn may use up the slice.
    while (turn || performance.now() - started >= length) await (turn ??= takeTurn());
    return work();
  };
}

/** Calls `run` once, `delay` ms after the last of several calls. */
export function debounce(delay: number, run: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(run, delay);
  };
}

/** Calls `run` at once, and then at most every `interval` ms, the last time behind the last call. */
export function throttle(interval: number, run: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let again = false;
  const rest = (): void => {
    timer = undefined;
    if (again) go();
  };
  const go = (): void => {
    again = false;
    timer = setTimeout(rest, interval);
    run();
  };
  return () => {
    if (timer === undefined) go();
    else again = true;
  };
}
