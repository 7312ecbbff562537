/** Whether a file is one that we write ourselves, seen from its top. */

/** Whether it is one of ours: what names the format stands at the top. */
export function fitsThroughline(content: string | Uint8Array): number {
  return typeof content === 'string' && /^\s{0,99}\{\s{0,99}"format"\s{0,9}:\s{0,9}"throughline"/.test(content) ? 1 : 0;
}

/** Whether it says so: the context of the standard stands near the top. */
export function fitsWebAnnotation(content: string | Uint8Array): number {
  if (typeof content !== 'string' || !/^\s{0,99}[[{]/.test(content)) return 0;
  return content.slice(0, 2000).includes('www.w3.org/ns/anno.jsonld') ? 0.95 : 0;
}
