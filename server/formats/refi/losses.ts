/** What REFI-QDA cannot hold of some interviews, in sentences. */
import type { Corpus } from '../../core/corpus';
import type { Interview } from '../../core/interview';
import { leftOut } from '../losses';
import type { OffsetUnit } from '../offsets';
import { FIELDS } from './shared';
import type { Losses } from './source-write';

const KEPT_KEYS: readonly string[] = [...FIELDS, 'speakers', 'terms'];

/** A sentence that begins with a number, or nothing where that is 0. */
export function counted(number: number, one: string, many: string, rest: string): string[] {
  return number === 0 ? [] : [`${number} ${number === 1 ? one : many} ${rest}`];
}

export function lossesOf(
  corpus: Corpus,
  interviews: readonly Interview[],
  { empty, astral, lineEnds }: Losses,
  renamed: number,
  unit: OffsetUnit,
): string[] {
  const total = (count: (interview: Interview) => number): number =>
    interviews.reduce((sum, interview) => sum + count(interview), 0);
  const glosses = total(({ glosses }) => glosses.filter(({ claim, text }) => corpus.gloss(claim) !== text).length);
  const keys = total(
    ({ transcript }) => transcript.frontMatter?.keys.filter(({ value }) => !KEPT_KEYS.includes(value)).length ?? 0,
  );
  const guesses = total(({ transcript }) => transcript.turns.filter(({ guess }) => guess).length);
  const others =
    unit === 'utf16'
      ? 'programs that count code points, as the standard asks, read selections behind them shifted.'
      : 'programs that count in UTF-16 read selections behind them shifted; --offset-unit utf16 writes for those.';
  return [
    ...leftOut(interviews, ['asides', 'unrelated', 'unknown']),
    ...counted(empty, 'selection without words is', 'selections without words are', 'left out.'),
    ...counted(glosses, 'wording of a claim is', 'wordings of claims are', 'left out: another one is kept.'),
    ...counted(keys, 'unknown key of front matter is', 'unknown keys of front matter are', 'left out.'),
    ...counted(guesses, 'turn is', 'turns are', 'no longer marked as a guess.'),
    ...counted(lineEnds, 'interview has', 'interviews have', 'CRLF or CR, which is written as LF.'),
    ...counted(renamed, 'code was', 'codes were', 'given a number, as another has the same name.'),
    ...counted(astral, 'interview holds', 'interviews hold', `characters such as emoji: ${others}`),
  ];
}
