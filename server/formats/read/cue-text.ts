/** The words of a cue: voices, tags, character references. */

/** Words of one voice within a cue. */
export interface Said {
  /** What `<v …>` says; undefined outside of any. */
  voice?: string;
  text: string;
}

export interface CueText {
  said: Said[];
  /** How many tags told the time of a word, or its looks. */
  times: number;
  looks: number;
  /** Lines in which words have times: YouTube's new ones. */
  timed: Set<number>;
}

const TIME = /^(?:\d{1,9}:)?\d{1,2}:\d{1,2}[.,]\d{1,9}$/;
const LOOKS = /^\/?(?:b|i|u|c|s|ruby|rt|lang|font|span|br)(?=[\s./]|$)/i;
const VOICE = /^v(?:\.[^\s>]{0,200})?(?=\s|$)/i;
/** Longer ones are words. */
const LONGEST_TAG = 500;

const REFERENCES: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  lrm: '\u200e',
  rlm: '\u200f',
  hellip: '…',
  ndash: '–',
  mdash: '—',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
};

/** Reads the lines of a cue. What looks like a tag and is none of those that captions have is words. */
export function readCueText(lines: readonly string[]): CueText {
  const result: CueText = { said: [], times: 0, looks: 0, timed: new Set() };
  const text = lines.join('\n');
  let voice: string | undefined;
  let words = '';
  let row = 0;
  const flush = (): void => {
    if (words.trim() !== '') result.said.push({ voice, text: words });
    words = '';
  };
  const add = (piece: string): void => {
    words += decodeReferences(piece);
    for (let at = piece.indexOf('\n'); at >= 0; at = piece.indexOf('\n', at + 1)) row++;
  };
  let copied = 0;
  let close = -1;
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at + 1)) {
    if (close < at) close = text.indexOf('>', at);
    if (close < 0) break;
    if (close - at > LONGEST_TAG) continue;
    const tag = text.slice(at + 1, close);
    const isVoice = VOICE.exec(tag);
    const isTime = TIME.test(tag);
    if (!isVoice && !isTime && tag !== '/v' && !LOOKS.test(tag)) continue;
    add(text.slice(copied, at));
    at = close;
    copied = close + 1;
    if (isTime) {
      result.times++;
      result.timed.add(row);
    } else if (isVoice || tag === '/v') {
      flush();
      const name = isVoice ? decodeReferences(tag.slice(isVoice[0].length)).trim() : '';
      voice = name === '' ? undefined : name;
    } else {
      result.looks++;
      if (/^br/i.test(tag)) words += ' ';
    }
  }
  add(text.slice(copied));
  flush();
  return result;
}

/** The characters that references such as `&amp;` and `&#8217;` stand for; unknown ones stay as they are. */
export function decodeReferences(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([a-zA-Z]{2,8}));/g, (written, decimal, hex, name) => {
    if (typeof name === 'string') return REFERENCES[name] ?? written;
    const point = typeof decimal === 'string' ? Number(decimal) : parseInt(String(hex), 16);
    const fine = point > 0 && point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff);
    return fine ? String.fromCodePoint(point) : written;
  });
}
