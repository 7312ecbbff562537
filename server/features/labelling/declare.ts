/** Declares speakers in the front matter, as one edit. */
import { applyEdits } from '../../core/edit';
import { bodyStart } from '../../core/lines';
import { parse } from '../../core/parse';
import type { Transcript } from '../../core/syntax';
import { addToFrontMatter } from '../fixes/front-matter';
import type { Edit } from '../place';
import type { NewSpeaker } from './voices';

/** The edit that declares those who are not declared yet; none where the front matter is in no state to be added to. */
export function declareSpeakers(transcript: Transcript, named: readonly NewSpeaker[]): Edit[] {
  const before = frontMatter(transcript);
  let now = transcript;
  for (const { label, name, role } of named) {
    const fields = { ...(name === undefined ? {} : { name }), ...(role === undefined ? {} : { role }) };
    const value = role === undefined ? (name ?? null) : fields;
    const edits = addToFrontMatter(now, 'speakers', { name: label, value });
    if (edits) now = parse(applyEdits(now.text, edits));
  }
  const after = frontMatter(now);
  if (after === before) return [];
  // Only what has changed, so that the cursor stays where it is.
  let start = 0;
  while (start < before.length && before[start] === after[start]) start++;
  let end = 0;
  while (end < before.length - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  const base = transcript.frontMatter?.start ?? bodyStart(transcript.text);
  const span = { start: base + start, end: base + before.length - end };
  return [{ span, text: after.slice(start, after.length - end) }];
}

function frontMatter({ text, frontMatter: front }: Transcript): string {
  return front ? text.slice(front.start, front.end) : '';
}
