/** URIs as keys: editors write the same file in different ways (`[` or `%5B`, `C:` or `c%3A`). */

/** `file://host/path`, or `file:/path`. */
const FILE = /^file:(?:\/\/([^/?#]*)(\/[^?#]*)|(\/(?!\/)[^?#]*))$/i;

/** The one way in which the corpus names a file: that of VS Code. URIs of other schemes stay as they are. */
export function canonical(uri: string): string {
  const match = FILE.exec(uri);
  if (!match) return uri;
  const [, authority = '', path = match[3] ?? ''] = match;
  try {
    const parts = path.split('/').map((part) => encode(decodeURIComponent(part)));
    const drive = /^[A-Z]%3A$/.exec(parts[1] ?? '');
    if (drive) parts[1] = drive[0].charAt(0).toLowerCase() + '%3A';
    return `file://${authority.toLowerCase()}${parts.join('/')}`;
  } catch {
    // Not well-formed: some bytes that are no UTF-8. It still names a file.
    return uri;
  }
}

/** The canonical URI of a folder, without a slash at its end. */
export function canonicalFolder(uri: string): string {
  return canonical(uri).replace(/\/$/, '');
}

function encode(part: string): string {
  return encodeURIComponent(part).replace(/[!'()*]/g, (mark) => '%' + mark.charCodeAt(0).toString(16).toUpperCase());
}

/** The path of a file below a folder, decoded, with `/` between its parts; `undefined` where it lies elsewhere. */
export function pathBelow(folder: string, uri: string): string | undefined {
  if (!uri.startsWith(folder + '/')) return undefined;
  const path = uri.slice(folder.length + 1);
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** The name of the file: all of it that is told to a log. */
export function baseName(uri: string): string {
  const name = uri.slice(uri.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
