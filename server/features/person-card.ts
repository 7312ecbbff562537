/** The card of a person: a speaker, or somebody quoted and spoken of. */
import type { Corpus } from '../core/corpus';
import { labelSpans, shares, transcriptOf } from '../core/interview';
import type { Speaker } from '../core/syntax';
import { clip, count, dotted, item, line, type Block } from './card';
import { appearances, mentions, type Appearance, type Identity } from './people';

/** Full name, label and role; turns and share of the words in the interview `uri`; the other interviews; how often spoken of. */
export function personCard(corpus: Corpus, identity: Identity, uri: string, limit: number): Block[] {
  const all = appearances(corpus, identity);
  const here = all.find(({ interview }) => interview.uri === uri);
  const elsewhere = all.filter((appearance) => appearance !== here && turnsOf(appearance) > 0);
  const speaker = speakerOf(here ?? elsewhere[0] ?? all[0]);
  const entry = identity.startsWith('@') ? corpus.personEntry(identity.slice(1)) : undefined;
  const name = entry?.fullName ?? speaker?.name ?? identity.replace(/^@/, '');
  const label = here && speaker && speaker.label !== name ? speaker.label : undefined;
  const heading = dotted(
    { strong: clip(name, 80) },
    label && clip(label, 40),
    speaker?.role && clip(speaker.role, 120),
  );
  const blocks = [line(...heading)];
  const said = here && turnsOf(here) > 0 ? sayings(here) : undefined;
  if (said !== undefined) blocks.push(line(said));
  if (elsewhere.length > 0) blocks.push(line({ strong: here ? 'Also speaks in' : 'Speaks in' }));
  for (const appearance of elsewhere.slice(0, limit)) {
    const { title, date } = appearance.interview;
    blocks.push(item(...dotted(clip(title, 80), date && clip(date, 40), count(turnsOf(appearance), 'turn'))));
  }
  if (elsewhere.length > limit) blocks.push(item(`and ${elsewhere.length - limit} more`));
  const spokenOf = mentions(corpus, identity);
  const interviews = new Set(spokenOf.map((use) => use.uri)).size;
  if (spokenOf.length > 0) {
    blocks.push(line(`Quoted or spoken of ${count(spokenOf.length, 'time')} in ${count(interviews, 'interview')}`));
  }
  return blocks;
}

function speakerOf(appearance: Appearance | undefined): Speaker | undefined {
  return appearance?.interview.speakers[appearance.speaker];
}

function turnsOf({ interview, speaker }: Appearance): number {
  return labelSpans(interview, speaker).length;
}

function sayings({ interview, speaker }: Appearance): string | undefined {
  const transcript = transcriptOf(interview);
  if (!transcript) return undefined;
  const counts = shares(transcript);
  const all = counts.reduce((sum, { words }) => sum + words, 0);
  const { words = 0, turns = 0 } = counts[speaker] ?? {};
  const share = all > 0 ? Math.round((100 * words) / all) : 0;
  return `${count(turns, 'turn')} · ${count(words, 'word')} · ${share} % of the words of this interview`;
}
