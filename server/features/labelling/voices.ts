/** Who can speak: the speakers in the order of their keys, and whom a guessed role means. */
import type { Transcript } from '../../core/syntax';
import type { Role } from '../guess-turns';

/** Somebody whom the analyst names before the transcript does. */
export interface NewSpeaker {
  label: string;
  name?: string;
  role?: string;
}

export interface Voice {
  /** What stands in marks: the shortest label. */
  label: string;
  labels: readonly string[];
  name: string;
  asks: boolean;
}

const ASKER = /\b(?:interviewer|host|moderator)\b/i;
const ASKER_LABEL = /^(?:interviewer|int\.?|iv|q|host|moderator)$/i;
/** The longest label that a mark takes is 63 characters long, with its question mark. */
const LABEL = /^[^{}<=?\r\n]{1,60}$/u;

/** Whether words can be a label of the analyst's. */
export function isLabel(label: string): boolean {
  return LABEL.test(label) && label.trim() === label;
}

/** The interviewer first, then those who are declared, then the others as they come; exactly one asks. */
export function voicesOf({ speakers }: Transcript, named: readonly NewSpeaker[]): Voice[] {
  const voices = speakers
    .filter(({ label }) => isLabel(label))
    .map(({ label, labels, name, role }) => ({ label, labels, name, role }));
  for (const { label, name = label, role } of named) {
    const isKnown = voices.some(({ labels }) => labels.includes(label));
    if (!isKnown && isLabel(label)) voices.push({ label, labels: [label], name, role });
  }
  const roles = voices.map(({ role }) => ASKER.test(role ?? ''));
  const labels = voices.map((voice) => voice.labels.some((label) => ASKER_LABEL.test(label)));
  const asker = Math.max(0, roles.includes(true) ? roles.indexOf(true) : labels.indexOf(true));
  const first = voices[asker];
  const ordered = first ? [first, ...voices.filter((voice) => voice !== first)] : [];
  return ordered.map(({ label, labels, name }, index) => ({ label, labels, name, asks: index === 0 }));
}

/** Whom a guess means: the one who asks, or of those who answer the one who spoke last, else the first. */
export function voiceFor(voices: readonly Voice[], role: Role, spoken: readonly string[]): Voice | undefined {
  if (role === 'interviewer') return voices.find(({ asks }) => asks);
  const others = voices.filter(({ asks }) => !asks);
  const last = spoken.findLast((label) => others.some(({ labels }) => labels.includes(label)));
  return others.find(({ labels }) => last !== undefined && labels.includes(last)) ?? others[0];
}
