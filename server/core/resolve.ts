/** Files that a file names: paths relative to its URI. */

/** The URI of the file at a path relative to that of `base`; `undefined` for a folder, another scheme, drive or host. */
export function resolvePath(base: string, path: string): string | undefined {
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
    else if (part !== '.' && part !== '') segments.push(encodeUnsafe(part, /[^\w\-.~!$'()*,;=@]/gu));
  }
  return segments.length > 0 ? `${origin}/${segments.join('/')}` : undefined;
}

/** Encodes the characters that cannot stand in a part of a URI. */
export function encodeUnsafe(text: string, unsafe: RegExp): string {
  // With the flag `u` a lone surrogate is a character of its own.
  return text.replace(unsafe, (character) => encodeURIComponent(/^\p{Cs}$/u.test(character) ? '\ufffd' : character));
}
