/** What to do with a tag or claim that the codebook does not declare. */
import { SIGN } from '../../core/codes';
import type { Codebook } from '../../core/codebook';
import type { Corpus } from '../../core/corpus';
import type { Stance } from '../../core/syntax';
import { edit, type Action, type Fix, type Subject } from './action';
import { declare } from './codebook-edit';
import { nearest } from './nearest';
import type { Entry } from './yaml-entry';

const OFFERED = 3;

export const fixUnknownTag: Fix = (subject, problem) => {
  const { corpus, interview } = subject;
  const code = interview.uses.find((use) => use.code.start === problem.span.start)?.code;
  if (code?.kind !== 'tag') return [];
  const declared = [...corpus.codebooks.values()].flatMap(({ tags }) => [...tags.keys()]);
  return [
    ...renamings(subject, problem, '#', code.name, declared),
    ...declaration(subject, problem, 'tags', { name: code.name, value: null }, '#' + code.name),
  ];
};

export const fixUnknownClaim: Fix = (subject, problem) => {
  const { corpus, interview } = subject;
  const code = interview.uses.find((use) => use.code.start === problem.span.start)?.code;
  const gloss = interview.glosses.find(({ span }) => span.start === problem.span.start);
  const name = code?.kind === 'claim' ? code.name : gloss?.claim;
  if (name === undefined) return [];
  const sign = code?.kind === 'claim' ? SIGN[code.stance satisfies Stance] : '';
  const declared = [...corpus.codebooks.values()].flatMap(({ claims }) => [...claims.keys()]);
  const says = corpus.gloss(name);
  const entry: Entry = { name, value: says === undefined || says === '' ? null : { says } };
  return [
    ...renamings(subject, problem, sign, name, declared),
    ...declaration(subject, problem, 'claims', entry, '^' + name),
  ];
};

function renamings(
  subject: Subject,
  problem: Parameters<Fix>[1],
  sign: string,
  name: string,
  names: string[],
): Action[] {
  return nearest(name, names, OFFERED).flatMap((other, index) =>
    edit(subject, `Did you mean ${sign}${other}?`, [{ span: problem.span, text: sign + other }], {
      fixes: problem,
      preferred: index === 0,
    }),
  );
}

/** Adds a name to the codebook nearest to the interview. */
function declaration(
  { corpus, uri }: Subject,
  problem: Parameters<Fix>[1],
  key: 'tags' | 'claims',
  entry: Entry,
  title: string,
): Action[] {
  const codebook = nearestCodebook(corpus, uri);
  return codebook ? declare(codebook, problem, key, entry, `Add ${title} to the codebook`) : [];
}

/** The codebook whose path has most in common with the interview's. */
function nearestCodebook({ codebooks }: Corpus, uri: string): Codebook | undefined {
  const shared = (other: string): number => {
    let length = 0;
    while (length < other.length && other[length] === uri[length]) length++;
    return other.lastIndexOf('/', length - 1);
  };
  return [...codebooks.values()].sort((a, b) => shared(b.uri) - shared(a.uri))[0];
}
