/** Labels for speakers that a file names: the name itself where it can be a label. */
import { readHead } from '../../core/heads';
import type { FoundSpeaker } from '../names';
import { oneLine } from './reader';

/** More speakers open turns, but are not written down: the front matter has a limit. */
const MOST_DECLARED = 500;
const MOST_LETTERS = 30_000;

/** The label of each speaker, by what the file calls them; and what the front matter says of them. */
export function labelsOf(cues: readonly { speaker?: string }[]): {
  labels: Map<string, string>;
  speakers: FoundSpeaker[];
} {
  const labels = new Map<string, string>();
  const byName = new Map<string, string>();
  const taken = new Set<string>();
  const speakers: FoundSpeaker[] = [];
  let letters = 0;
  for (const { speaker } of cues) {
    if (speaker === undefined || labels.has(speaker)) continue;
    const name = oneLine(speaker, ' ');
    if (name === '') continue;
    let label = byName.get(name);
    if (label === undefined) {
      label = labelFor(name, taken);
      byName.set(name, label);
      taken.add(label);
      letters += label.length + name.length + 40;
      if (speakers.length < MOST_DECLARED && letters < MOST_LETTERS)
        speakers.push(label === name ? { label } : { label, name: name.slice(0, 200) });
    }
    labels.set(speaker, label);
  }
  return { labels, speakers };
}

function labelFor(name: string, taken: ReadonlySet<string>): string {
  const clean = oneLine(name.replace(/[!"“”;<=>?\\{}:：*[\]]/g, ' '))
    .slice(0, 55)
    .trim();
  const letters = clean.replace(/^[^\p{L}]{1,55}/u, '');
  for (const label of [name, clean, `Speaker ${clean}`, letters]) if (isLabel(label) && !taken.has(label)) return label;
  const base = isLabel(letters) ? letters : 'Speaker';
  for (let number = taken.size + 1; ; number++) if (!taken.has(`${base} ${number}`)) return `${base} ${number}`;
}

/** Whether `Label: words` is read as that label and those words. */
export function isLabel(label: string): boolean {
  const line = `${label}: x`;
  const head = readHead(line, 0, line.length);
  return head?.form === 'colon' && head.label === label && head.words === line.length - 1;
}
