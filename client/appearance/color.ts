/** Colours that can be read: how a tag's colour looks behind words, and as a line below them. Numbers only, nothing of VS Code. */

/** Red, green and blue, each 0 to 255. */
type Rgb = readonly [number, number, number];

/** What the words are written with, and on what, in the themes that VS Code comes with: those with the least contrast of their kind. */
export const papers = {
  light: { ink: '#3b3b3b', paper: '#ffffff' },
  dark: { ink: '#bbbebf', paper: '#1f1f1f' },
  'hc-light': { ink: '#292929', paper: '#ffffff' },
  'hc-dark': { ink: '#ffffff', paper: '#000000' },
} as const;

export type ThemeKind = keyof typeof papers;

/** Words are to be read on as many tints at once as there are lanes. */
const LAYERS = 3;
/** WCAG 2, 1.4.3 and 1.4.11: for words, and for lines. */
const READABLE = 4.5;
const VISIBLE = 3;
/** How far a tint is from the paper, in steps of 255 along each axis: seen at a glance, and never louder than the words. */
const DISTANCE = 46;

/** `#rrggbb`; `undefined` for anything but `#rgb` and `#rrggbb`. */
export function sixDigits(color: string | undefined): string | undefined {
  if (color !== undefined && /^#[\da-f]{6}$/i.test(color)) return color.toLowerCase();
  const short = /^#([\da-f])([\da-f])([\da-f])$/i.exec(color ?? '');
  const digits = short?.slice(1).map((digit) => digit + digit);
  return digits && `#${digits.join('')}`.toLowerCase();
}

/**
 * A colour behind words, as `#rrggbbaa`: every colour stands out from the paper as much as any other, and words on three of it are still read.
 * High contrast themes have none: there it is a line.
 */
export function tint(color: string, kind: 'light' | 'dark'): string {
  const { ink, paper } = papers[kind];
  const [under, words] = [read(paper), read(ink)];
  const far = (other: Rgb): number => Math.hypot(...other.map((part, index) => part - (under[index] ?? 0)));
  // What is nearly the paper itself cannot be seen on it.
  const pen = far(read(color)) < 2.5 * DISTANCE ? read(line(color, kind)) : read(color);
  const distance = far(pen);
  let alpha = Math.min(0.4, DISTANCE / distance);
  const onAll = (): number => {
    let shown = under;
    for (let layer = 0; layer < LAYERS; layer++) shown = mix(pen, shown, alpha);
    return ratio(words, shown);
  };
  while (alpha > 0.02 && onAll() < READABLE + 0.1) alpha -= 0.005;
  return write(pen) + byte(alpha * 255);
}

/** A colour as a line, `#rrggbb`: darker or lighter where it could not be seen on the paper. */
export function line(color: string, kind: ThemeKind): string {
  const paper = read(papers[kind].paper);
  const contrast = kind.startsWith('hc') ? READABLE : VISIBLE;
  const away: Rgb = kind.endsWith('dark') ? [255, 255, 255] : [0, 0, 0];
  const pure = read(color);
  let shown = color;
  for (let share = 0.05; ratio(read(shown), paper) < contrast && share <= 1; share += 0.05)
    shown = write(mix(away, pure, share));
  return shown;
}

/** How a colour with transparency, `#rrggbbaa`, looks on an opaque one. */
export function over(color: string, paper: string): string {
  return write(mix(read(color), read(paper), parseInt(color.slice(7, 9), 16) / 255));
}

/** The contrast of two opaque colours by WCAG 2, from 1 to 21. */
export function contrast(a: string, b: string): number {
  return ratio(read(a), read(b));
}

function ratio(a: Rgb, b: Rgb): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((one, other) => other - one) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance([red, green, blue]: Rgb): number {
  const linear = (part: number): number => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function mix(top: Rgb, under: Rgb, alpha: number): Rgb {
  const part = (index: 0 | 1 | 2): number => top[index] * alpha + under[index] * (1 - alpha);
  return [part(0), part(1), part(2)];
}

function read(color: string): Rgb {
  const part = (at: number): number => parseInt(color.slice(at, at + 2), 16);
  return [part(1), part(3), part(5)];
}

function write(color: Rgb): string {
  return `#${color.map(byte).join('')}`;
}

function byte(part: number): string {
  return Math.round(part).toString(16).padStart(2, '0');
}
