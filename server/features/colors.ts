import type { Corpus } from '../core/corpus';
import type { Span } from '../core/span';

/** Shares of red, green and blue, each 0 to 1. */
export interface Color {
  red: number;
  green: number;
  blue: number;
}

/**
 * **Colours.** Before the colour of each tag in the codebook stands a swatch; a click on it opens the picker, and what is picked is
 * written as `#rrggbb`.
 */
export function colors(corpus: Corpus, uri: string): { span: Span; color: Color }[] {
  const tags = corpus.codebooks.get(uri)?.tags.values() ?? [];
  return [...tags].flatMap(({ color, colorSpan }) =>
    color !== undefined && colorSpan ? [{ span: colorSpan, color: readColor(color) }] : [],
  );
}

/** How a colour is written in the codebook. Tints are seen through in any case, so there is no alpha. */
export function writeColor({ red, green, blue }: Color): string {
  const digits = (share: number): string =>
    Math.round(Math.min(1, Math.max(0, share)) * 255)
      .toString(16)
      .padStart(2, '0');
  return `#${digits(red)}${digits(green)}${digits(blue)}`;
}

function readColor(written: string): Color {
  const size = written.length === 4 ? 1 : 2;
  const share = (index: number): number => {
    const digits = written.slice(1 + index * size, 1 + (index + 1) * size);
    return parseInt(size === 1 ? digits + digits : digits, 16) / 255;
  };
  return { red: share(0), green: share(1), blue: share(2) };
}
