/** How cost grows with the size of an archive, as a table. */
import { row } from './docs';
import { figure, quantile, spread } from './figures';
import type { Measures } from './measure';

interface Line {
  name: string;
  goal: string;
  value(measures: Measures): string | undefined;
}

const seconds = (ms?: number): string | undefined => (ms === undefined ? undefined : figure(ms / 1e3));
const whole = (value?: number): string | undefined => (value === undefined ? undefined : figure(value));
const times = (list?: number[]): string | undefined => (list === undefined ? undefined : spread(list));

/** What a second start tells beside its times. */
function sameAnswers({ differences }: Measures): string | undefined {
  if (differences === undefined) return undefined;
  return differences === 0 ? 'all' : `all but ${differences}`;
}

const lines: readonly Line[] = [
  { name: 'passages', goal: '', value: ({ passages }) => whole(passages) },
  { name: 'first start, all read and indexed, s', goal: '60', value: ({ load }) => seconds(load) },
  { name: 'processor time of it, s', goal: '', value: ({ loadWork }) => seconds(loadWork) },
  { name: 'first related passage after, s', goal: '', value: ({ firstAnswer }) => seconds(firstAnswer) },
  { name: 'hover meanwhile, ms', goal: '', value: ({ meanwhile }) => times(meanwhile) },
  { name: 'resident memory, MB', goal: '1,500', value: ({ loaded }) => whole(loaded?.resident) },
  { name: 'the most that was resident, MB', goal: '1,500', value: ({ peak }) => whole(peak) },
  { name: 'related passages, ms', goal: 'p95 50', value: ({ related }) => times(related) },
  { name: 'hover, ms', goal: '', value: ({ hover }) => times(hover) },
  { name: 'keystroke to problems and colours, ms', goal: '', value: ({ keystroke }) => times(keystroke) },
  { name: 'keystroke to card, ms', goal: '', value: ({ card }) => times(card) },
  { name: 'a changed file is found, ms', goal: '', value: ({ replace }) => replace && figure(quantile(replace, 0.5)) },
  { name: 'kept on the disk, MB', goal: '', value: ({ stored }) => whole(stored) },
  { name: 'second start, s', goal: '10', value: ({ secondLoad }) => seconds(secondLoad) },
  { name: 'processor time of it, s', goal: '', value: ({ secondWork }) => seconds(secondWork) },
  { name: 'resident memory then, MB', goal: '1,500', value: ({ secondLoaded }) => whole(secondLoaded?.resident) },
  { name: 'the same answers then', goal: 'all', value: sameAnswers },
];

/** A Markdown table with a column a size. What was not reached is a dash, and told below. */
export function growthTable(measured: readonly (Measures & { megabytes: number })[]): string {
  const rows = [
    row(['Interviews', ...measured.map(({ interviews }) => interviews.toLocaleString('en')), 'goal']),
    row(['---', ...measured.map(() => '---:'), '---']),
    row(['text, MB', ...measured.map(({ megabytes }) => figure(megabytes)), '']),
    ...lines.map(({ name, goal, value }) => row([name, ...measured.map((one) => value(one) ?? '—'), goal])),
  ];
  const failures = measured.flatMap(({ interviews, failure }) =>
    failure === undefined ? [] : [`With ${interviews.toLocaleString('en')} interviews: ${failure}`],
  );
  return [...rows, ...(failures.length > 0 ? ['', ...failures] : [])].join('\n');
}
