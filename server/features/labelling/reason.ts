/** Why a guess is a likely one, in a few words. */
import type { Span } from '../../core/span';
import { sentences } from '../../related/sentences';
import type { Role } from '../guess-turns';
import { signsOf, type Signs } from '../guess/signs';

/** What shows in one sentence that the interviewer speaks, the strongest first; and that somebody answers. */
const REASONS: Record<Role, readonly (readonly [reason: string, holds: (signs: Signs) => boolean])[]> = {
  interviewer: [
    ['welcomes or thanks', ({ host }) => host],
    ['question mark', ({ asks }) => asks],
    ['asks to be told', ({ prompt }) => prompt],
    ['second person', ({ addressed, you }) => addressed || you],
    ['says what others say', ({ cites }) => cites],
  ],
  interviewee: [
    ['thanks for being here', ({ guest }) => guest],
    ['begins like an answer', ({ opener }) => opener === 'assent' || opener === 'hedge'],
    ['first person', ({ me, we }) => me || we],
  ],
};

/** How many sentences are looked at. */
const LOOK = 6;

/** What the words of a guess show; `words` is a text without marks. `undefined` where only what stands around tells. */
export function reasonFor(role: Role, words: string, { start, end }: Span): string | undefined {
  const signs = sentences(words, start, end)
    .slice(0, LOOK)
    .map((sentence) => signsOf(words, sentence));
  return REASONS[role].find(([reason, holds]) =>
    (reason.startsWith('begins') ? signs.slice(0, 1) : signs).some(holds),
  )?.[0];
}
