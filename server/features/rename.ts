/** **Rename.** A tag with those below it, a claim, a person, the label of a speaker, or the name of a long quote: wherever it stands. */
import { isNameCharacter, readCode } from '../core/codes';
import type { Corpus } from '../core/corpus';
import { applyEdits } from '../core/edit';
import { findAt } from '../core/find';
import { transcriptOf, type Interview } from '../core/interview';
import { parse } from '../core/parse';
import { touches, type Span } from '../core/span';
import { plainText, strip } from '../core/strip';
import type { Quote, Transcript } from '../core/syntax';
import { appearances, identityOfName, mentions } from './people';
import { carryOut } from './refactoring/carry-out';
import type { Change, Steps } from './refactoring/change';
import { labelEdits } from './refactoring/label';
import { badName, typedName } from './refactoring/names';
import { newName } from './refactoring/new-name';
import { subjectAt } from './subject';

/** What can be renamed; `span` is its name as it stands there, without sign and quotes. */
type Target = { name: string; span: Span } & (
  | { kind: Change['kind'] }
  | { kind: 'label'; transcript: Transcript }
  | { kind: 'quote'; transcript: Transcript; quote: Quote }
);

/** What is renamed from an offset of an interview or a codebook, and where its name stands; `undefined` where nothing has a name. */
export function prepareRename(corpus: Corpus, uri: string, offset: number): { name: string; span: Span } | undefined {
  const target = targetAt(corpus, uri, offset);
  return target && { name: target.name, span: target.span };
}

/**
 * The edits that rename what stands at an offset, in every file. A name that another has already is refused: that would be a merge. No
 * word of a transcript changes, but for the label of a speaker where that is what was asked for.
 */
export function rename(corpus: Corpus, uri: string, offset: number, typed: string): Steps | undefined {
  const target = targetAt(corpus, uri, offset);
  return target && renameTarget(corpus, uri, target, typed);
}

function* renameTarget(corpus: Corpus, uri: string, target: Target, typed: string): Steps {
  switch (target.kind) {
    case 'label':
    case 'quote': {
      const { transcript } = target;
      const edits = target.kind === 'label' ? labelEdits(transcript, target.name, typed) : quoteEdits(target, typed);
      if ('refused' in edits) return edits;
      if (target.kind === 'label' && edits.length > 0) edits.push(...mentionEdits(corpus, target, typed));
      return { files: edits.length > 0 ? [{ uri, edits }] : [] };
    }
    case 'tag':
    case 'claim':
      return yield* newName(corpus, target.kind, target.name, typed);
    case 'person':
      return yield* renamePerson(corpus, uri, target.name, typed);
  }
}

/** The same `@name` may mean different speakers in different interviews: only who is pointed at gets another name. */
function* renamePerson(corpus: Corpus, uri: string, from: string, typed: string): Steps {
  const name = typedName('person', typed);
  const reason = badName('person', name);
  if (reason !== undefined) return { refused: reason };
  if (name === from) return { files: [] };
  const here = corpus.interviews.get(uri);
  const identity = here ? identityOfName(corpus, here, from) : '@' + from;
  const uris = (): Set<string> =>
    new Set(
      mentions(corpus, identity)
        .filter(({ code }) => code.name === from)
        .map((use) => use.uri),
    );
  const isOther = (interview: Interview | undefined): boolean => {
    const who = interview ? identityOfName(corpus, interview, name) : identity;
    return who !== identity && (appearances(corpus, who).length > 0 || mentions(corpus, who).length > 0);
  };
  const isTaken = (): boolean =>
    corpus.personEntry(name) !== undefined ||
    corpus.personUses(name).length > 0 ||
    [...uris()].some((file) => isOther(corpus.interviews.get(file)));
  return yield* carryOut(corpus, {
    change: { kind: 'person', to: (other) => (other === from ? name : other) },
    uris,
    objection: () => (isTaken() ? 'This name is somebody’s already.' : undefined),
  });
}

/** `@MM` means the speaker by this label, and nobody once the label is another: it goes along, unless the codebook has such a person. */
function mentionEdits(
  corpus: Corpus,
  { transcript, name: label }: Extract<Target, { kind: 'label' }>,
  typed: string,
): { span: Span; text: string }[] {
  const codes = [...transcript.quotes, ...transcript.annotations].flatMap((part) => part.codes);
  const people = codes.filter(({ kind, name }) => kind === 'person' && !corpus.personEntry(name));
  const written = (words: string): string => words.trim().replace(/\s+/g, '-');
  const styles = [written, (words: string) => written(words).toLowerCase()];
  return people.flatMap(({ name, start, end }) => {
    const after = styles.find((style) => style(label) === name)?.(typed);
    const isFree = after !== undefined && people.every((other) => other.name !== after) && !corpus.personEntry(after);
    return isFree && readCode('@' + after, 0) ? [{ span: { start: start + 1, end }, text: after }] : [];
  });
}

/** The name of a long quote, in both of its marks. */
function quoteEdits(
  { transcript, quote, name }: Extract<Target, { kind: 'quote' }>,
  typed: string,
): { span: Span; text: string }[] | { refused: string } {
  const id = typed.trim();
  if (id === '' || id.length > 64 || ![...id].every(isNameCharacter))
    return { refused: 'The name of a quote is made of one to 64 letters, digits, `-` and `_`.' };
  if (id === name) return [];
  const edits = idSpans(quote).map((span) => ({ span, text: id }));
  const after = parse(applyEdits(transcript.text, edits));
  const said = (read: Transcript, old?: Quote): string =>
    JSON.stringify(read.quotes.map((one) => [one === old ? id : one.id, plainText(read, one.words)]));
  const isTaken = transcript.quotes.some((other) => other.id === id);
  const holds = !isTaken && said(after) === said(transcript, quote) && strip(after) === strip(transcript);
  return holds ? edits : { refused: 'Another quote of this interview has this name already.' };
}

function idSpans({ id = '', open, close }: Quote): Span[] {
  return [open, close].map(({ start }) => ({ start: start + 1, end: start + 1 + id.length }));
}

function targetAt(corpus: Corpus, uri: string, offset: number): Target | undefined {
  const codebook = corpus.codebooks.get(uri);
  if (codebook) {
    const subject = subjectAt(corpus, uri, offset);
    // Another alias is not another name of the entry.
    if (!subject || (subject.kind === 'person' && subject.alias)) return undefined;
    const name = subject.kind === 'person' ? subject.identity.slice(1) : subject.name;
    return { kind: subject.kind, name, span: bare(codebook.text, subject.span) };
  }
  const transcript = transcriptOf(corpus.interviews.get(uri));
  if (!transcript) return undefined;
  const found = findAt(transcript, offset);
  switch (found?.kind) {
    case 'code': {
      const { kind, name, start, end } = found.code;
      return kind === 'attribute' ? undefined : { kind, name, span: { start: start + 1, end } };
    }
    case 'gloss':
      return { kind: 'claim', name: found.claim, span: found.span };
    case 'label':
      return { kind: 'label', transcript, name: transcript.turns[found.turn]?.label ?? '', span: found.span };
    case 'declaration': {
      const name = transcript.speakers[found.speaker]?.declared?.label ?? '';
      return { kind: 'label', transcript, name, span: bare(transcript.text, found.span) };
    }
    default: {
      const marks = (quote: Quote): Span[] => (quote.id === undefined ? [] : idSpans(quote));
      const quote = transcript.quotes.find((one) => marks(one).some((span) => touches(span, offset)));
      const span = quote && marks(quote).find((mark) => touches(mark, offset));
      return span && quote.id !== undefined ? { kind: 'quote', transcript, quote, name: quote.id, span } : undefined;
    }
  }
}

/** A word of YAML without its quotes, and without the sign of a code. */
function bare(text: string, { start, end }: Span): Span {
  const quoted = /["']/.test(text.charAt(start)) && end - start >= 2 ? 1 : 0;
  const sign = /[#^@]/.test(text.charAt(start + quoted)) ? 1 : 0;
  return { start: start + quoted + sign, end: end - quoted };
}
