/** What to do with the problems of a codebook. */
import { CODEBOOK_KEYS, isColor, readCodebook, type Codebook } from '../../core/codebook';
import type { Corpus } from '../../core/corpus';
import { applyEdits } from '../../core/edit';
import type { ProblemCode } from '../../core/syntax';
import { parentOf } from '../codebook-problems';
import type { Diagnostic } from '../diagnostics';
import type { Action } from './action';
import { change, declare, remove } from './codebook-edit';
import { nearest } from './nearest';

const OFFERED = 3;

type CodebookFix = (corpus: Corpus, codebook: Codebook, problem: Diagnostic) => Action[];

const FIXES: Partial<Record<ProblemCode, CodebookFix>> = {
  'unknown-key': unknownKey,
  'bad-color': badColor,
  'duplicate-entry': (_, codebook, fixes) => remove(codebook, 'Remove this one', fixes.span.start, { fixes }),
  'self-contradiction': (_, codebook, fixes) =>
    remove(codebook, 'Remove it', fixes.span.start, { fixes, preferred: true }),
  'shared-alias': sharedAlias,
  'unknown-claim': unknownClaim,
  'undeclared-parent': undeclaredParent,
  'similar-tag': similarTag,
  'unused-tag': (_, codebook, fixes) => unused(codebook, fixes, '#'),
  'unused-claim': (_, codebook, fixes) => unused(codebook, fixes, '^'),
};

/** What can be done about the problems of a codebook, in their order. */
export function codebookFixes(corpus: Corpus, codebook: Codebook, problems: readonly Diagnostic[]): Action[] {
  const seen = new Set<string>();
  return problems
    .flatMap((problem) => FIXES[problem.code]?.(corpus, codebook, problem) ?? [])
    .filter(({ title, edits }) => {
      // A tag may be unused and like another one: the same goes for both.
      const what = JSON.stringify([title, edits]);
      return !seen.has(what) && seen.add(what);
    });
}

function textOf({ text }: Codebook, { span }: Diagnostic): string {
  return text.slice(span.start, span.end).replace(/^["']|["']$/g, '');
}

function unknownKey(_: Corpus, codebook: Codebook, fixes: Diagnostic): Action[] {
  const { uri, text } = codebook;
  const known = [...Object.keys(CODEBOOK_KEYS), ...Object.values(CODEBOOK_KEYS).flat()];
  const meant = nearest(textOf(codebook, fixes), known, known.length).flatMap((key) => {
    const edits = [{ span: fixes.span, text: key }];
    // Not every key is known here.
    const isFixed = readCodebook(uri, applyEdits(text, edits)).problems.every(
      ({ start }) => start !== fixes.span.start,
    );
    return isFixed ? change(codebook, `Did you mean \`${key}\`?`, edits, { fixes }) : [];
  });
  return [
    ...meant.slice(0, OFFERED).map((action, index) => ({ ...action, preferred: index === 0 })),
    ...remove(codebook, 'Remove this key', fixes.span.start, { fixes }),
  ];
}

function badColor(_: Corpus, codebook: Codebook, fixes: Diagnostic): Action[] {
  const digits = textOf(codebook, fixes).replace(/^#/, '').toLowerCase();
  // Some write how much of it is seen behind the colour.
  const color = '#' + (digits.length === 8 ? digits.slice(0, 6) : digits.length === 4 ? digits.slice(0, 3) : digits);
  if (!isColor(color)) return [];
  return change(codebook, `Write "${color}"`, [{ span: fixes.span, text: `"${color}"` }], { fixes, preferred: true });
}

function sharedAlias(_: Corpus, codebook: Codebook, fixes: Diagnostic): Action[] {
  const { start } = fixes.span;
  const owner = [...codebook.people.values()].find(({ names }) => names.some(({ span }) => span.start === start));
  return owner ? remove(codebook, `Remove it from @${owner.name}`, start, { fixes }) : [];
}

function unknownClaim(corpus: Corpus, codebook: Codebook, fixes: Diagnostic): Action[] {
  const fields = [...codebook.claims.values()].flatMap(({ contradicts }) => contradicts);
  const name = fields.find(({ span }) => span.start === fixes.span.start)?.value;
  if (name === undefined) return [];
  const meant = nearest(name, corpus.claimNames(), OFFERED).flatMap((other, index) =>
    change(codebook, `Did you mean ^${other}?`, [{ span: fixes.span, text: other }], { fixes, preferred: index === 0 }),
  );
  return [
    ...meant,
    ...declare(codebook, fixes, 'claims', { name, value: null }, `Add ^${name} to the codebook`),
    ...remove(codebook, `Remove ^${name} here`, fixes.span.start, { fixes }),
  ];
}

function undeclaredParent(_: Corpus, codebook: Codebook, fixes: Diagnostic): Action[] {
  const name = parentOf(textOf(codebook, fixes).replace(/^#/, ''));
  return declare(codebook, fixes, 'tags', { name, value: null }, `Add #${name} to the codebook`);
}

/** Of two that may be the same, one that nobody uses can go; two that are used are merged by a command. */
function similarTag(corpus: Corpus, codebook: Codebook, fixes: Diagnostic): Action[] {
  const starts = [fixes.span.start, ...(fixes.related ?? []).map(({ place }) => place.span.start)];
  const pair = [...codebook.tags.values()].filter(({ span }) => starts.includes(span.start));
  return pair
    .filter(({ name }) => !corpus.isUsed('tag', name))
    .flatMap(({ name, span }) => remove(codebook, `Remove #${name} from the codebook`, span.start, { fixes }));
}

function unused(codebook: Codebook, fixes: Diagnostic, sign: string): Action[] {
  const name = textOf(codebook, fixes).replace(/^[#^]/, '');
  return remove(codebook, `Remove ${sign}${name} from the codebook`, fixes.span.start, { fixes });
}
