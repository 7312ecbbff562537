import { stats, type ClaimStats, type Stats, type TagStats } from '../features/stats';
import { command, Failure, FINDINGS, FINE } from './command';
import { load } from './load';
import { columns, count, plain, shortened, type Terminal } from './output';

export default command({
  usage: 'stats <path>… [--json]',
  about: 'Counts: the speakers and their share of the words, the tags, and which interview says what of which claim.',
  options: {
    json: { type: 'boolean', about: '{interviews:[…], tags:[…], claims:[…]}, as docs/cli.md describes it.' },
  },
  paths: { least: 1, most: Infinity },
  run({ json }, paths, terminal) {
    const { corpus, interviews, complete } = load(paths, terminal);
    if (interviews.length === 0) throw new Failure('No transcript could be read.');
    const found = stats(corpus, interviews);
    if (json) terminal.json(asJson(found));
    else show(found, terminal);
    return complete ? FINE : FINDINGS;
  },
});

/** `file` for `uri`, `null` for what is not there, and what is counted by interview under the file's name. */
function asJson({ interviews, tags, claims }: Stats): unknown {
  const named = <T>(counts: readonly T[]): ({ file: string } & T)[] =>
    counts.map((value, index) => ({ file: interviews[index]?.uri ?? '', ...value }));
  return {
    interviews: interviews.map(({ uri, title, date, words, turns, topics, quotes, speakers }) => ({
      file: uri,
      title,
      date: date ?? null,
      ...{ words, turns, topics, quotes },
      speakers: speakers.map(({ label, name, role, turns, words, share }) => {
        return { label, name, role: role ?? null, turns, words, share };
      }),
    })),
    tags: tags.map(({ name, about, uses, words, byInterview }) => ({
      ...{ name, about: about ?? null, uses, words },
      interviews: named(byInterview.map((uses) => ({ uses }))).filter(({ uses }) => uses > 0),
    })),
    claims: claims.map(({ name, says, byInterview }) => ({
      name,
      says: says ?? null,
      interviews: named(byInterview).filter(({ states, supports, contradicts }) => states + supports + contradicts > 0),
    })),
  };
}

function show({ interviews, tags, claims }: Stats, terminal: Terminal): void {
  const { paint, write } = terminal;
  for (const [index, { title, words, turns, quotes, speakers }] of interviews.entries()) {
    const facts = [count(words, 'word'), count(turns, 'turn'), count(quotes, 'quote')].join(', ');
    write(`${paint('bold', `${index + 1}  ${plain(title)}`)}  ${paint('dim', facts)}\n`);
    write(
      columns(
        speakers.map(({ name, role, share, words }) => [
          `   ${plain(name)}`,
          plain(role ?? ''),
          count(words, 'word'),
          `${Math.round(100 * share)} %`,
        ]),
        [2, 3],
      ),
    );
  }
  const heads = interviews.map((_, index) => paint('bold', `${index + 1}`));
  if (tags.length > 0) write('\n' + table(['Tags', 'all', ...heads], tags.map(tagRow)));
  if (claims.length > 0) {
    write('\n' + table(['Claims', ...heads], claims.map(claimRow)));
    write(paint('dim', '^ states  + supports  - contradicts') + '\n');
  }
}

function table(head: string[], rows: string[][]): string {
  return columns([head, ...rows], head.map((_, index) => index).slice(1));
}

function tagRow({ name, uses, byInterview }: TagStats): string[] {
  return [`  #${shortened(name, 40)}`, `${uses}`, ...byInterview.map((number) => (number > 0 ? `${number}` : '·'))];
}

function claimRow({ name, byInterview }: ClaimStats): string[] {
  const cells = byInterview.map(({ states, supports, contradicts }) => {
    const signs = [sign('^', states), sign('+', supports), sign('-', contradicts)].filter((part) => part !== '');
    return signs.length > 0 ? signs.join(' ') : '·';
  });
  return [`  ${shortened(name, 40)}`, ...cells];
}

function sign(mark: string, number: number): string {
  return number === 0 ? '' : number === 1 ? mark : `${mark}${number}`;
}
