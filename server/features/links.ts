import type { Interview } from '../core/interview';
import { encodeUnsafe, resolvePath } from '../core/resolve';
import type { Span } from '../core/span';
import type { Field } from '../core/syntax';

export interface Link {
  span: Span;
  /** A URI. */
  target: string;
  tooltip: string;
}

/**
 * **Links.** In the front matter, `original` and `media` open the file that they name, relative to the interview; `source` opens its web page,
 * and so does `media` where it is on the web. Nothing else becomes a link: no other scheme than `http` and `https` is followed.
 */
export function links({ uri, transcript }: Interview): Link[] {
  const front = transcript.frontMatter;
  const link = (field: Field | undefined, target: string | undefined, tooltip: string): Link[] =>
    field && target !== undefined ? [{ span: inner(transcript.text, field.span), target, tooltip }] : [];
  const file = (field: Field | undefined): string | undefined =>
    field && (webPage(field.value) ?? resolvePath(uri, field.value));
  return [
    ...link(front?.original, file(front?.original), 'Open the original transcript'),
    ...link(front?.source, front?.source && webPage(front.source.value), 'Open the source'),
    ...link(front?.media, file(front?.media), 'Open the recording'),
  ].sort((a, b) => a.span.start - b.span.start);
}

/** A value without the quotation marks of YAML. */
function inner(text: string, { start, end }: Span): Span {
  const quoted = end - start > 2 && /["']/.test(text.charAt(start)) && text.charAt(start) === text.charAt(end - 1);
  return quoted ? { start: start + 1, end: end - 1 } : { start, end };
}

/** The value as the address of a web page; what cannot stand in a URI is encoded. */
function webPage(value: string): string | undefined {
  if (!/^https?:\/\/[^\s/?#\\@]/i.test(value)) return undefined;
  return encodeUnsafe(value, /[^\w\-.~!$&'()*+,;=:@/?#[\]%]/gu);
}
