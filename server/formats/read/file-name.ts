/** Names of files to write: whatever a name says, it leads nowhere else and can be had on every system. */

const RESERVED = /^(?:con|prn|aux|nul|conin\$|conout\$|com[\d¹²³]|lpt[\d¹²³])(?=$|[ .])/i;
/** Bytes of UTF-8: most file systems take 255, of which the ending and a number want some. */
const LONGEST = 200;

/** A name without folder and ending, made safe: no separators, no `..`, no name that Windows keeps for itself. */
export function safeName(name: string): string {
  const part = name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
  // eslint-disable-next-line no-control-regex
  const clean = part.replace(/[\u0000-\u001f\u007f-\u009f<>:"|?*\u202a-\u202e\u2066-\u2069\p{Cs}]/gu, '_');
  let short = '';
  let bytes = 0;
  for (const character of clean) {
    const point = character.codePointAt(0) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    if (bytes > LONGEST) break;
    short += character;
  }
  let end = short.length;
  while (end > 0 && /[\s.]/.test(short[end - 1] ?? '')) end--;
  const safe = short.slice(0, end).trimStart();
  if (safe === '') return 'interview';
  return RESERVED.test(safe) ? `_${safe}` : safe;
}
