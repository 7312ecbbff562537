import type { Interview } from '../core/interview';
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
    field && (webPage(field.value) ?? resolve(uri, field.value));
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
  return encode(value, /[^\w\-.~!$&'()*+,;=:@/?#[\]%]/gu);
}

/** The URI of the file at a path relative to that of `base`. */
function resolve(base: string, path: string): string | undefined {
  const parts = path.trim().replace(/\\/g, '/').split('/');
  // A folder, a scheme or drive, or another host.
  if (/^\.{0,2}$/.test(parts.at(-1) ?? '') || /^[\p{L}\d+.-]*:/u.test(parts[0] ?? '')) return undefined;
  if (parts[0] === '' && parts[1] === '') return undefined;
  const split = /^([a-z][a-z\d+.-]*:\/\/[^/?#]*)(\/[^?#]*)$/i.exec(base);
  if (!split) return undefined;
  const [, origin = '', basePath = ''] = split;
  const folder = basePath.split('/').slice(1, -1);
  const segments = parts[0] === '' ? [] : folder;
  for (const part of parts) {
    if (part === '..') segments.pop();
    else if (part !== '.' && part !== '') segments.push(encode(part, /[^\w\-.~!$'()*,;=@]/gu));
  }
  return segments.length > 0 ? `${origin}/${segments.join('/')}` : undefined;
}

function encode(text: string, unsafe: RegExp): string {
  // With the flag `u` a lone surrogate is a character of its own.
  return text.replace(unsafe, (character) => encodeURIComponent(/^\p{Cs}$/u.test(character) ? '\ufffd' : character));
}
