/** The text of a file as an editor shows it: without its byte order mark. */
export function decodeText(bytes: Uint8Array): { text?: string; error?: string } {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { error: 'it is not encoded in UTF-8' };
  }
}
