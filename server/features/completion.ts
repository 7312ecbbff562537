import { SIGN } from '../core/codes';
import type { Corpus } from '../core/corpus';
import type { Interview } from '../core/interview';
import { touches, type Span } from '../core/span';
import type { Speaker } from '../core/syntax';
import { codebookContext, codebookOffers } from './completion-codebook';
import { completionContext, openId, type CompletionContext } from './completion-context';
import { ANNOTATIONS, KEYS, SPEAKER_KEYS } from './completion-words';
import { fold, ranked } from './matching';

export interface Completion {
  label: string;
  kind: 'label' | 'tag' | 'claim' | 'person' | 'key' | 'word';
  detail?: string;
  /** Plain text: the gloss of a claim, what the codebook says about a tag. */
  documentation?: string;
  /** What is typed so far, and is replaced by `insert`. */
  replace: Span;
  insert: string;
  /** Orders the list where it is not ordered by what is typed. */
  sort?: string;
}

/** More are never offered at once. */
export const MOST_COMPLETIONS = 200;

/** A completion before it is known where it goes. */
type Offer = Omit<Completion, 'replace' | 'sort'>;

/**
 * **Completion.** In the braces of a quote, in the mark that closes a long quote and behind `%tags`: tags (`#housing/` offers what lies below it),
 * claims with their gloss (`^` states, `+` supports, `-` contradicts) and people (`@`), the most used first. At the start of a line and in `{@`: the
 * labels of this interview, those who spoke last first. Behind `%` at the start of a line: the words of annotation lines; behind `%claim`:
 * the claims that are known. In the codebook: its keys, the tags, claims and people that interviews use and it lacks, claims to contradict, and full
 * names. In the front matter: its keys, labels of speakers that are not declared yet, their keys, and names of people.
 */
export function completion(corpus: Corpus, uri: string, offset: number): Completion[] {
  const codebook = corpus.codebooks.get(uri);
  if (codebook) {
    const context = codebookContext(codebook.text, offset);
    return context ? listed(codebookOffers(corpus, codebook, context), context.replace) : [];
  }
  const interview = corpus.interviews.get(uri);
  const context = interview && completionContext(interview.transcript, offset);
  return context ? listed(offers(corpus, interview, context), context.replace) : [];
}

function listed(found: readonly Offer[], replace: Span): Completion[] {
  return found
    .slice(0, MOST_COMPLETIONS)
    .map((offer, index) => ({ ...offer, replace, sort: String(index).padStart(3, '0') }));
}

function offers(corpus: Corpus, interview: Interview, context: CompletionContext): Offer[] {
  const { typed, replace } = context;
  const { transcript } = interview;
  switch (context.kind) {
    case 'code':
      return codes(corpus, interview, context, context.others);
    case 'added-turn': {
      const behind = transcript.text.charAt(replace.end);
      const end = context.closed ? '' : behind === ' ' ? '}' : '} ';
      return labels(interview, typed, replace.start).map((offer) => ({ ...offer, insert: offer.label + end }));
    }
    case 'label': {
      const found = labels(interview, typed, replace.start).map((offer) => ({ ...offer, insert: offer.label + ': ' }));
      const isLineStart = /[\r\n\ufeff]|^$/.test(transcript.text.charAt(replace.start - 1));
      return typed === '' && isLineStart ? [...found, ...annotations(interview)] : found;
    }
    case 'annotation':
      return annotations(interview).filter(({ label }) => label.startsWith(typed));
    case 'claim-id': {
      const hasColon = /^[ \t]*:/.test(transcript.text.slice(replace.end, replace.end + 20));
      return claims(corpus, codesOf(corpus, interview, replace), '^', typed).map((offer) => {
        const label = offer.label.slice(1);
        return { ...offer, label, insert: hasColon ? label : label + ': ' };
      });
    }
    case 'quote-id':
      return transcript.problems.flatMap((problem): Offer[] => {
        const id = problem.start < replace.start ? openId(transcript.text, problem) : undefined;
        return id?.startsWith(typed) ? [{ label: id, kind: 'word', detail: 'Close this quote', insert: id + ' ' }] : [];
      });
    case 'key': {
      const present = new Set(transcript.frontMatter?.keys.map(({ value }) => value));
      present.delete(typed);
      return keys(KEYS, typed).filter(({ label }) => !present.has(label));
    }
    case 'speaker':
      return undeclared(interview)
        .filter((label) => begins(typed, label))
        .map((label) => ({ label, kind: 'label', insert: yaml(label) + ': ' }));
    case 'speaker-key':
      return keys(SPEAKER_KEYS, typed);
    case 'person-name':
      return names(corpus, interview, replace.end)
        .filter((name) => begins(typed, name))
        .map((name) => ({ label: name, kind: 'person', insert: yaml(name) }));
  }
}

interface KnownCodes {
  /** How often each code is used, by the code as it is written: `#rent`, `-rents-doubled`. */
  counts: ReadonlyMap<string, number>;
  /** Claims that a `%claim` line explains. */
  glossed: ReadonlySet<string>;
}

/** The codes of the corpus, without the one that is being typed. */
function codesOf(corpus: Corpus, { uri }: Interview, typed: Span): KnownCodes {
  const counts = new Map<string, number>();
  const glossed = new Set<string>();
  for (const { uri: other, uses, glosses } of corpus.interviews.values()) {
    const isTyped = (span: Span): boolean => other === uri && touches(span, typed.end);
    for (const { code } of uses) {
      if (code.kind === 'attribute' || isTyped(code)) continue;
      const sign = code.kind === 'tag' ? '#' : code.kind === 'person' ? '@' : SIGN[code.stance];
      counts.set(sign + code.name, (counts.get(sign + code.name) ?? 0) + 1);
    }
    for (const { claim, span } of glosses) if (!isTyped(span)) glossed.add(claim);
  }
  return { counts, glossed };
}

function codes(
  corpus: Corpus,
  interview: Interview,
  { typed, replace }: CompletionContext,
  others: readonly string[],
): Offer[] {
  const known = codesOf(corpus, interview, replace);
  const sign = typed.charAt(0);
  const name = typed.slice(1);
  const found = ((): Offer[] => {
    if (typed.includes('=')) return [];
    if (sign === '#') return tags(corpus, known, name);
    if (sign === '^' || sign === '+' || sign === '-') return claims(corpus, known, sign, name);
    if (sign === '@') return people(corpus, interview, known, name);
    // Without a sign any of them may be meant.
    return [
      ...tags(corpus, known, typed).slice(0, 100),
      ...claims(corpus, known, '^', typed).slice(0, 60),
      ...people(corpus, interview, known, typed).slice(0, 40),
    ];
  })();
  return found.filter(({ label }) => !others.includes(label));
}

function tags(corpus: Corpus, { counts }: KnownCodes, typed: string): Offer[] {
  // A parent is a tag too, even if only what lies below it is used.
  const count = (name: string): number => counts.get('#' + name) ?? 0;
  const used = corpus.tagNames().filter((name) => count(name) > 0 || corpus.tagEntry(name));
  const names = new Set(used.flatMap((name) => [name, ...ancestors(name)]));
  const parent = typed.slice(0, typed.lastIndexOf('/') + 1);
  const below = [...names].filter((name) => begins(parent, name));
  return ranked(below, typed, count, parent.length).map((name) => ({
    label: '#' + name,
    kind: 'tag',
    detail: times(count(name)),
    documentation: corpus.tagEntry(name)?.about,
    insert: '#' + name,
  }));
}

function ancestors(name: string): string[] {
  const parts = name.split('/');
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'));
}

const stances = [
  ['stated', '^'],
  ['supported', '+'],
  ['contradicted', '-'],
] as const;

function claims(corpus: Corpus, { counts, glossed }: KnownCodes, sign: string, typed: string): Offer[] {
  const count = (by: string, name: string): number => counts.get(by + name) ?? 0;
  const all = (name: string): number => count('^', name) + count('+', name) + count('-', name);
  const names = corpus.claimNames().filter((name) => all(name) > 0 || glossed.has(name) || corpus.claimEntry(name));
  return ranked(names, typed, all).map((name) => ({
    label: sign + name,
    kind: 'claim',
    // The gloss stands in the list, where names alone say little.
    detail: corpus.gloss(name) ?? times(all(name)),
    documentation: stances
      .filter(([, by]) => count(by, name) > 0)
      .map(([done, by]) => `${done} ${often(count(by, name))}`)
      .join(', '),
    insert: sign + name,
  }));
}

/** People of the codebook, names used behind `@`, and labels of this interview that nobody there has. */
function people(corpus: Corpus, { transcript }: Interview, { counts }: KnownCodes, typed: string): Offer[] {
  const details = new Map<string, string | undefined>();
  for (const name of corpus.personNames()) {
    const entry = corpus.personEntry(name);
    if (entry || counts.has('@' + name)) details.set(name, entry?.fullName);
  }
  for (const speaker of transcript.speakers) {
    const known = corpus.personKey(speaker)?.startsWith('@');
    if (!known && /^[\p{L}\p{M}\p{N}_.'’-]+$/u.test(speaker.label) && !details.has(speaker.label))
      details.set(speaker.label, speaker.name === speaker.label ? undefined : speaker.name);
  }
  return ranked(details.keys(), typed, (name) => counts.get('@' + name) ?? 0).map((name) => ({
    label: '@' + name,
    kind: 'person',
    detail: details.get(name),
    insert: '@' + name,
  }));
}

function times(number: number): string {
  return number === 0 ? 'not used yet' : `used ${often(number)}`;
}

function often(number: number): string {
  return number === 1 ? 'once' : `${number} times`;
}

/** The labels that begin with what is typed: the one before the last speaker first, as people take turns. */
function labels({ transcript }: Interview, typed: string, offset: number): Offer[] {
  const recent = new Set<number>();
  for (let at = transcript.turns.length - 1; at >= 0; at--) {
    const turn = transcript.turns[at];
    if (turn && turn.start < offset && turn.labelSpan.start !== offset) recent.add(turn.speaker);
  }
  const [last, ...before] = recent;
  const order = [...before.slice(0, 1), ...(last === undefined ? [] : [last]), ...before.slice(1)];
  const speakers = [...new Set([...order, ...transcript.speakers.keys()])].map((index) => transcript.speakers[index]);
  return speakers
    .filter((speaker): speaker is Speaker => speaker !== undefined)
    .filter(({ label, name }) => begins(typed, label) || begins(typed, name))
    .map(({ label, name, role }) => ({
      label,
      kind: 'label',
      detail: [name === label ? undefined : name, role].filter(Boolean).join(', ') || undefined,
      insert: label,
    }));
}

function annotations({ transcript }: Interview): Offer[] {
  const coder = transcript.frontMatter?.coder?.value ?? '';
  const memo = /^[^()\r\n]{1,80}$/.test(coder) ? `%memo(${coder}): ` : '%memo: ';
  return ANNOTATIONS.map(({ word, insert, documentation }) => ({
    label: '%' + word,
    kind: 'word',
    documentation,
    insert: word === 'memo' ? memo : insert,
  }));
}

function keys(known: readonly { key: string; insert: string; documentation: string }[], typed: string): Offer[] {
  return known
    .filter(({ key }) => key.startsWith(typed))
    .map(({ key, insert, documentation }) => ({ label: key, kind: 'key', documentation, insert }));
}

/** Labels that open turns or look as if they did, and are not declared. */
function undeclared({ transcript: { text, speakers, problems } }: Interview): string[] {
  const known = new Set(speakers.flatMap(({ labels, declared }) => (declared ? labels : [])));
  const labels = speakers.map(({ label }) => label);
  for (const { code, start, end } of problems) if (code === 'possible-speaker') labels.push(text.slice(start, end));
  return [...new Set(labels)].filter((label) => !known.has(label));
}

/** Full names: of the codebook, and of speakers of all interviews but the one that is being typed. */
function names(corpus: Corpus, interview: Interview, offset: number): string[] {
  const found = new Set<string>();
  for (const { people } of corpus.codebooks.values()) {
    for (const { fullName } of people.values()) if (fullName) found.add(fullName);
  }
  for (const other of corpus.interviews.values()) {
    for (const { name, label, declared } of other.speakers) {
      const isTyped = other === interview && declared?.name && touches(declared.name.span, offset);
      if (name !== label && !isTyped) found.add(name);
    }
  }
  return [...found].sort();
}

function begins(typed: string, name: string): boolean {
  return fold(name).startsWith(fold(typed));
}

/** A scalar of YAML. */
function yaml(value: string): string {
  return /^\p{L}[\p{L}\p{M}\p{N} .'’-]*$/u.test(value) ? value : JSON.stringify(value);
}
