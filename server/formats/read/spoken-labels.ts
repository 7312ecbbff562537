/**
 * Speakers that captions name in their words: `Ana Ruiz: When?` (Zoom), `[Ana Ruiz] When?`, `(Ana Ruiz)` on a line of its own, `>> ANA: When?`.
 *
 * Words before a colon are a speaker where they have the shape of a name and stand twice, or where nearly every cue begins with such words: then
 * whatever stands there is what somebody is called.
 */
import { readHead } from '../../core/heads';
import { isNameShaped } from '../../core/names';
import { isLabel } from './cue-labels';
import type { Cue } from './cues';

interface Found {
  name: string;
  /** Where the words begin, in the line. */
  words: number;
  form: 'colon' | 'bracket';
}

/** So many of the cues begin with a label where all of them do. */
const NEARLY_ALL = 0.8;
const SOUNDS =
  /^(?:music|musik|musique|applause|laughter|laughs?|laughing|chuckles?|sighs?|silence|pause|noise|inaudible|indistinct|unintelligible|crosstalk|coughs?|coughing|cheering|cheers|foreign|blank_audio|sound|sounds|beep|singing|speaking|background|end|start)\b/i;

/** The cues with their speakers, where their words name any; a cue with two speakers becomes two. */
export function nameSpeakers(cues: readonly Cue[]): { cues: Cue[]; named: boolean; chevrons: number } {
  const rows = cues.map(({ text }) => text.split('\n').filter((line) => line.trim() !== ''));
  const { colons, brackets, all } = countLabels(rows);
  const sure = ({ name, form }: Found, first: boolean): boolean => {
    if (form === 'bracket') return (brackets.get(name) ?? 0) >= 2;
    return (all && first) || ((colons.get(name) ?? 0) >= (all ? 1 : 2) && isNameShaped(name));
  };
  const result: Cue[] = [];
  let named = false;
  let chevrons = 0;
  for (const [index, cue] of cues.entries()) {
    let part: Cue = { ...cue, text: '' };
    const parts = [part];
    for (const [at, line] of (rows[index] ?? []).entries()) {
      const found = readLabel(line);
      if (!found || !sure(found, at === 0)) {
        part.text += (part.text === '' ? '' : '\n') + line;
        continue;
      }
      named = true;
      if (/^\s{0,9}>/.test(line)) chevrons++;
      const words = line.slice(found.words);
      if (part.text === '' && part.speaker === undefined) Object.assign(part, { speaker: found.name, text: words });
      else {
        // Only the last one is known to end with the cue.
        part.end = undefined;
        part = { ...cue, speaker: found.name, text: words };
        parts.push(part);
      }
    }
    // Not all at once: a broken file may have millions.
    for (const each of parts) result.push(each);
  }
  // A name on a line of its own may be all of a cue: what comes next is its words.
  let pending: string | undefined;
  for (const cue of result) {
    if (pending !== undefined && cue.speaker === undefined) cue.speaker = pending;
    pending = cue.speaker !== undefined && cue.text.trim() === '' ? cue.speaker : undefined;
  }
  return { cues: result, named, chevrons };
}

function countLabels(rows: readonly (readonly string[])[]) {
  const colons = new Map<string, number>();
  const spoken = new Map<string, number>();
  const alone = new Map<string, number>();
  let labelled = 0;
  let cues = 0;
  const add = (counts: Map<string, number>, name: string): unknown => counts.set(name, (counts.get(name) ?? 0) + 1);
  for (const lines of rows) {
    if (lines.length > 0) cues++;
    for (const [at, line] of lines.entries()) {
      const found = readLabel(line);
      if (!found) continue;
      if (found.form === 'colon') {
        add(colons, found.name);
        if (at === 0) labelled++;
      } else if (found.words < line.length || at + 1 < lines.length) add(spoken, found.name);
      else add(alone, found.name);
    }
  }
  // `[Music]` stands alone; whoever speaks says something.
  const brackets = new Map([...spoken].filter(([name, count]) => count > (alone.get(name) ?? 0)));
  return { colons, brackets, all: cues >= 2 && labelled >= NEARLY_ALL * cues };
}

/** The label that a line of a cue may begin with. */
function readLabel(line: string): Found | undefined {
  const chevrons = /^\s{0,9}(?:>{2,3}\s{0,9})?/.exec(line)?.[0].length ?? 0;
  const head = readHead(line, chevrons, line.length);
  if (head?.form === 'colon' && isLabel(head.label))
    return { name: head.label, words: head.words, form: line[chevrons] === '[' ? 'bracket' : 'colon' };
  const bracket = /^[[(]([^[\]()]{1,60})[\])][ \t]{0,9}/.exec(line.slice(chevrons, chevrons + 80));
  const name = bracket?.[1]?.trim() ?? '';
  if (!bracket || SOUNDS.test(name) || !isNameShaped(name) || !isLabel(name)) return undefined;
  return { name, words: chevrons + bracket[0].length, form: 'bracket' };
}
