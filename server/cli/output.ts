/** What the commands write: results to stdout, messages to stderr, colour on terminals only. */

export type Colour = 'bold' | 'dim' | 'red' | 'yellow' | 'blue' | 'green' | 'magenta' | 'cyan';

const CODES: Record<Colour, [number, number]> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  yellow: [33, 39],
  blue: [34, 39],
  green: [32, 39],
  magenta: [35, 39],
  cyan: [36, 39],
};

export interface Terminal {
  /** To stdout, as it stands. */
  write(data: string | Uint8Array): void;
  /** One JSON value to stdout, on one line. */
  json(value: unknown): void;
  /** A message to stderr, with a line end. */
  say(message: string): void;
  paint(colour: Colour, text: string): string;
  /** Shows how far a long work is: on a terminal, and after a second only. The function that it returns ends the show. */
  progress(what: string, total: number): Progress;
}

export interface Progress {
  step(): void;
  end(): void;
}

interface Stream {
  write(data: string | Uint8Array): unknown;
  isTTY?: boolean;
}

/** A terminal over the process's streams. */
export function terminalOf(out: Stream, messages: Stream, environment: Partial<Record<string, string>>): Terminal {
  const coloured = wantsColour(out, environment);
  return {
    write: (data) => void out.write(data),
    json: (value) => void out.write(JSON.stringify(value) + '\n'),
    say: (message) => void messages.write(message + '\n'),
    paint: (colour, text) => {
      const [on, off] = CODES[colour];
      return coloured && text !== '' ? `\x1b[${on}m${text}\x1b[${off}m` : text;
    },
    progress: (what, total) => showProgress(messages, what, total),
  };
}

function wantsColour(out: Stream, { NO_COLOR, FORCE_COLOR, TERM }: Partial<Record<string, string>>): boolean {
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  return out.isTTY === true && !NO_COLOR && TERM !== 'dumb';
}

function showProgress(messages: Stream, what: string, total: number): Progress {
  const begin = Date.now();
  let shown = 0;
  let done = 0;
  return {
    step() {
      done++;
      const now = Date.now();
      if (!messages.isTTY || now - begin < 1000 || now - shown < 100) return;
      shown = now;
      messages.write(`\r${what} ${done} of ${total}\x1b[K`);
    },
    end() {
      if (shown > 0) messages.write('\r\x1b[K');
    },
  };
}

/** Words of a file made safe for a terminal: no control characters, blanks instead of line ends. */
export function plain(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.replace(/\s+/gu, ' ').replace(/[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '\ufffd');
}

/** The beginning of a text, in at most `length` characters. */
export function shortened(text: string, length: number): string {
  const characters = [...text];
  return characters.length <= length
    ? text
    : characters
        .slice(0, length - 1)
        .join('')
        .trimEnd() + '…';
}

/** Lines with the cells in columns: the first one on the left, those in `right` on the right. Widths ignore colour. */
export function columns(rows: readonly (readonly string[])[], right: readonly number[] = []): string {
  const widths: number[] = [];
  for (const row of rows) row.forEach((cell, at) => (widths[at] = Math.max(widths[at] ?? 0, width(cell))));
  return rows
    .map((row) => {
      const cells = row.map((cell, at) => {
        const blanks = ' '.repeat((widths[at] ?? 0) - width(cell));
        return right.includes(at) ? blanks + cell : cell + blanks;
      });
      return cells.join('  ').trimEnd() + '\n';
    })
    .join('');
}

// eslint-disable-next-line no-control-regex
const NO_WIDTH = /\x1b\[\d{1,2}m|\p{M}/gu;
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}]/gu;

function width(cell: string): number {
  const visible = cell.replace(NO_WIDTH, '');
  return [...visible].length + (visible.match(WIDE)?.length ?? 0);
}

/** `1 interview`, `2 interviews`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
