/**
 * Labels: which words at the start of a line name a speaker.
 *
 * A label opens a turn when it is declared, or when it has the shape of a name and stands at least twice in the file. Two more
 * are as sure: a full name that stands once, whose initials, first or last name is such a label (`Madhumita Murgia:` before
 * `MM:`); and a name behind a time, in a file whose turns have times. Shape alone is only a hint.
 *
 * Labels of one person are one speaker: initials or first name with the one full name that fits, and a last name (`MR. ROMNEY`) with
 * a full name that is repeated or comes with a role. A full name that stands once may be a relative's.
 */
import type { LabelUse } from './heads';
import { bareName, fold, HONORIFICS, isNameShaped, nameWords, shortForms } from './names';
import type { DeclaredSpeaker, Speaker } from './syntax';

/** Who speaks: the labels that open turns, and the speaker of each. */
export interface Cast {
  speakers: Speaker[];
  /** Label as written -> index into `speakers`. */
  byLabel: Map<string, number>;
}

/**
 * Decides which labels open turns, and sets the speaker of each use. `uses` are in the order in which they first stand; `added` are labels
 * that the analyst set, which need no proof.
 */
export function findSpeakers(
  uses: ReadonlyMap<string, LabelUse>,
  added: readonly string[],
  declared: readonly DeclaredSpeaker[],
): Cast {
  const cast: Cast = { speakers: [], byLabel: new Map() };
  for (const speaker of declared) declare(cast, speaker);

  const sure = new Set(cast.byLabel.keys());
  const single: LabelUse[] = [];
  for (const use of uses.values()) {
    if (sure.has(use.label) || !isNameShaped(use.label)) continue;
    if (use.count >= 2) sure.add(use.label);
    else single.push(use);
  }
  let timedHeads = 0;
  for (const label of sure) timedHeads += uses.get(label)?.timed ?? 0;
  for (const label of added) sure.add(label);
  const short = new Set([...sure].map(bareName));
  const long = new Set([...sure].flatMap((label) => [bareName(label), ...shortForms(label)]));
  for (const { label, timed } of single) {
    const behindTime = timedHeads >= 3 && timed > 0;
    if (behindTime || long.has(bareName(label)) || shortForms(label).some((form) => short.has(form))) sure.add(label);
  }
  // In the order in which they first speak.
  join(
    cast,
    [...new Set([...uses.keys(), ...added])].filter((label) => sure.has(label) && !cast.byLabel.has(label)),
    (label) => label.includes(',') || uses.get(label)?.count !== 1,
  );
  for (const use of uses.values()) use.speaker = cast.byLabel.get(use.label) ?? -1;
  return cast;
}

function declare(cast: Cast, declared: DeclaredSpeaker): void {
  if (cast.byLabel.has(declared.label)) return;
  const name = declared.name?.value || declared.label;
  const index = cast.speakers.length;
  cast.speakers.push({ label: declared.label, labels: [declared.label], name, role: declared.role?.value, declared });
  cast.byLabel.set(declared.label, index);
  if (!cast.byLabel.has(name)) {
    cast.byLabel.set(name, index);
    (cast.speakers[index] as Speaker).labels.push(name);
  }
}

/**
 * Adds the labels; a full name and its short form become one speaker where only one full name fits.
 *
 * @param introduces whether a full name may stand for the bare last name, too.
 */
function join(cast: Cast, labels: readonly string[], introduces: (label: string) => boolean): void {
  const fullNames = new Map<string, Set<string>>();
  const honorifics = new Map<string, Set<string>>();
  for (const label of [...cast.byLabel.keys(), ...labels]) {
    const words = nameWords(label);
    for (const form of shortForms(label, introduces(label)))
      fullNames.set(form, (fullNames.get(form) ?? new Set()).add(words.join(' ')));
    const first = fold(label.split(/\s/, 1)[0] as string);
    if (words.length === 1 && HONORIFICS.has(first) && first !== bareName(label))
      honorifics.set(bareName(label), (honorifics.get(bareName(label)) ?? new Set()).add(first));
  }
  // A speaker by the full name that all labels of it share: the label itself where it is long, else the one name that fits.
  const key = (label: string): string => {
    const words = nameWords(label);
    if (words.length > 1) return words.join(' ');
    const bare = bareName(label);
    const names = fullNames.get(bare);
    // `Mr. Bush` and `Mrs. Bush` are two, and nothing tells whose the full name is.
    return names?.size === 1 && (honorifics.get(bare)?.size ?? 0) < 2 ? ([...names][0] as string) : label;
  };
  const byKey = new Map<string, number>();
  for (const [label, index] of cast.byLabel) if (!byKey.has(key(label))) byKey.set(key(label), index);
  for (const label of labels) {
    const index = byKey.get(key(label)) ?? cast.speakers.length;
    byKey.set(key(label), index);
    cast.byLabel.set(label, index);
    const speaker = cast.speakers[index];
    if (!speaker) {
      cast.speakers.push({ label, labels: [label], name: label });
      continue;
    }
    speaker.labels.push(label);
    if (speaker.declared) continue;
    if (label.length < speaker.label.length) speaker.label = label;
    if (label.length > speaker.name.length) speaker.name = label;
  }
}
