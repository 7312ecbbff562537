/** Who speaks in some interviews: one member of the cast for each person, or for each bare label of an interview. */
import type { Corpus } from '../../core/corpus';
import type { Interview } from '../../core/interview';
import { guid } from './guid';

export interface Member {
  /** Of the speaker's code. */
  guid: string;
  /** Unique among the cast. */
  name: string;
  role?: string;
  /** Indexes of the interviews. */
  interviews: number[];
}

export interface Cast {
  members: Member[];
  /** The member who is a speaker of an interview, by indexes. */
  member(interview: number, speaker: number): Member | undefined;
}

/** The cast in the order of the interviews. A label that two interviews share means somebody else in each. */
export function cast(corpus: Corpus, interviews: readonly Interview[], sources: readonly string[]): Cast {
  const bare = new Map<string, number>();
  for (const { speakers } of interviews)
    for (const speaker of speakers)
      if (corpus.personKey(speaker) === undefined) bare.set(speaker.name, (bare.get(speaker.name) ?? 0) + 1);
  const byKey = new Map<string, Member>();
  const names = new Set<string>();
  const bySpeaker = interviews.map(({ speakers }, index) =>
    speakers.map((speaker) => {
      const source = sources[index] ?? '';
      const person = corpus.personKey(speaker);
      const key = JSON.stringify(person === undefined ? [source, speaker.label] : [person]);
      let member = byKey.get(key);
      if (!member) {
        const entry = person?.startsWith('@') ? corpus.personEntry(person.slice(1)) : undefined;
        const shared = person === undefined && (bare.get(speaker.name) ?? 0) > 1;
        const wanted = entry?.fullName ?? (shared ? `${speaker.name} (${source})` : speaker.name);
        let name = wanted;
        for (let number = 2; names.has(name); number++) name = `${wanted} (${number})`;
        names.add(name);
        member = { guid: guid('speaker', key), name, role: speaker.role, interviews: [] };
        byKey.set(key, member);
      }
      member.role ??= speaker.role;
      if (member.interviews.at(-1) !== index) member.interviews.push(index);
      return member;
    }),
  );
  return { members: [...byKey.values()], member: (interview, speaker) => bySpeaker[interview]?.[speaker] };
}
